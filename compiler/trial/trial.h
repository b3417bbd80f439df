#pragma once

#include "compiler/eval/evaluation.h"
#include "compiler/trial/report.h"
#include "runtime/abi/rules.h"

#include <memory>
#include <optional>

// Runs the tests that stand inside rule files, on the engine that also does the work.

namespace reeve::trial {

class Coverage;

struct Stage {
    const source::SourceSet& sources;
    const eval::Rules& rules;  // of a program checked without errors
    /// What the engine asks: answers as `rules` would.
    std::shared_ptr<const abi::Rules> asked;
    Coverage* coverage = nullptr;  // null: nothing is marked
};

/// Runs one test in a world of its own. Whatever happens in it is in the result.
TestResult run_test(const Stage& stage, const typed::Test& test);

}  // namespace reeve::trial
