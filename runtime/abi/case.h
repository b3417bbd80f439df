#pragma once

#include "runtime/abi/item.h"

// What the rules read about a case beyond what every item has. A case is an item of its plan's case
// type: its data, clocks, promise and priority are those of that item; what makes it a case stands
// here, under the same number.

namespace reeve::abi {

/// In the order of the states that rules compare with.
enum class PartState : std::uint8_t { NotStarted, Active, Done, Skipped, Cancelled };
/// How an approval ended.
enum class Verdict : std::uint8_t { None, Approved, Rejected, SentBack };

/// A stage, step or milestone of a running case. Reached milestones are `Done`.
struct CasePart {
    PartState state = PartState::NotStarted;
    Verdict verdict = Verdict::None;  // of the newest round
    bool offered = false;             // may be started by hand
    std::uint64_t work = 0;      // number of the newest round's item or child case; 0: it has none
    std::vector<Value> answers;  // of the newest finished round; empty: none yet
    std::string completed_by;    // who finished it last; empty: nobody
    std::optional<Instant> started, ended;  // of the newest round
    std::optional<Promise> due;             // of stages and milestones; a step's is its item's
};

struct Case {
    PlanId plan;
    std::string reference;
    std::optional<std::string> owner;
    std::vector<CasePart> parts;  // of Plan::parts
};

/// The items and cases of the house by number, for rules that read one from another. Valid as long
/// as nothing happens.
class Records {
public:
    virtual ~Records() = default;
    /// Null where there is none.
    [[nodiscard]] virtual const Item* find_item(std::uint64_t number) const = 0;
    [[nodiscard]] virtual const Case* find_case(std::uint64_t number) const = 0;
    /// What the rules last said about an item that is there.
    struct Said {
        std::optional<std::uint32_t> segment;
        std::uint32_t band = 0;
        Decimal priority;  // now, as it is shown
    };
    [[nodiscard]] virtual Said said(std::uint64_t number) const = 0;
};

}  // namespace reeve::abi
