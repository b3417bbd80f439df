#pragma once

#include "compiler/eval/evaluation.h"
#include "compiler/explain/explanation.h"
#include "compiler/source/source.h"

// The answer to "why" for one item, from the reference evaluator.

namespace reeve::explain {

/// The caller owns what is pointed to, and it outlives the explanation's making.
struct Inputs {
    const source::SourceSet& sources;
    const eval::Rules& rules;
    const eval::House* house = nullptr;
};

struct Options {
    Instant now;
    /// How far to look for what comes next; none: as far as something happens within two years.
    std::optional<Instant> until;
    std::size_t changes_max = 8;
    /// By attribute: whether somebody gave it. Empty: what equals its default was not given.
    std::vector<bool> given;
};

/// The item with its pauses begun at `now` where the rules pause it and it does not know since
/// when. Only so may other instants be asked about: the evaluator takes such a pause to begin when
/// asked.
eval::Item with_pauses(const Inputs& inputs, const eval::Item& item, Instant now);

/// The program is checked without errors.
Explanation explain(const Inputs& inputs, const eval::Item& item, const Options& options);

}  // namespace reeve::explain
