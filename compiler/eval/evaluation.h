#pragma once

#include "compiler/eval/answers.h"
#include "compiler/eval/calendars.h"
#include "runtime/abi/facts.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

// The reference evaluator: what rules mean. Pure functions of an item, the house's facts and `now`.

namespace reeve::eval {

using abi::House;
using abi::QueueFacts;

/// How a split sends its next item: the parts' counts of the day go in, the place of a part comes
/// out. Empty: always the part with the largest share.
using ChooseSplit = std::function<std::size_t(const typed::Destination&)>;

struct Question {
    Instant now;
    const House* house = nullptr;  // null: as declared
    ChooseSplit choose_split;
};

struct Context;
struct Prepared;
class Trace;

/// Evaluates the items of one program. The program outlives it. Any number of threads may ask.
class Rules {
public:
    /// `trace`, where given, is told what decides each answer, and outlives the rules; then one
    /// thread at a time may ask.
    explicit Rules(const Program& program, Trace* trace = nullptr);
    ~Rules();

    [[nodiscard]] const Program& program() const { return program_; }
    [[nodiscard]] const Calendars& calendars() const { return calendars_; }

    [[nodiscard]] Evaluation evaluate(const Item& item, const Question& question) const;
    /// What expressions about the item read once `evaluation` has answered at `question.now`. Item
    /// and question outlive it.
    [[nodiscard]] Context context(const Item& item, const Question& question,
                                  const Evaluation& evaluation) const;
    /// What the lines of priority and route read: segment and promises at `question.now`.
    [[nodiscard]] Context prepare(const Item& item, const Question& question) const;
    /// A context in which nothing has been worked out yet.
    [[nodiscard]] Context bare_context(const Item& item) const;
    /// The promises as they are made when the item enters at `created`, with its segment then.
    [[nodiscard]] std::array<std::optional<Promise>, 3> promise(const Item& item,
                                                                const House* house) const;
    /// Which work type or case an intake chooses for values of its parameters, and with which
    /// attributes; nothing where no line holds.
    [[nodiscard]] std::optional<IntakeAnswer> take_in(std::uint32_t intake,
                                                      std::span<const Value> values, Instant now,
                                                      const House* house = nullptr) const;
    /// An item as the rules meet it when it has just been created: defaults filled in, clocks at
    /// zero.
    [[nodiscard]] Item new_item(typed::WorkTypeId type, Instant created) const;

private:
    const Program& program_;
    Calendars calendars_;
    std::unique_ptr<const Prepared> prepared_;
    Trace* trace_;
};

}  // namespace reeve::eval
