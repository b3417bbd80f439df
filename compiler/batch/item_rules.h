#pragma once

#include "compiler/batch/compiled_rules.h"
#include "compiler/batch/exact_line.h"
#include "compiler/batch/row_filler.h"
#include "runtime/abi/decision.h"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace reeve::batch {

/// The first line of each list that holds as of `created`.
struct EntryLines {
    std::optional<std::uint32_t> segment;  // value
    std::array<std::optional<std::uint32_t>, 3> promises;
};

/// What compiled rules say of one item at an instant. What they are not sure of, or do not cover,
/// is left empty: the evaluator has to be asked, which says the same wherever they say something.
struct ItemAnswer {
    template <class T>
    struct Lasting {
        T value;
        Instant until;  // the answer may change then, if nothing but time passes
    };
    using Choice = std::optional<Lasting<std::optional<std::uint32_t>>>;

    struct Route {
        std::optional<std::uint32_t> to;        // line
        std::optional<std::uint32_t> ask;       // line
        std::vector<abi::Need> needs;           // by skill, the highest level of each; not relaxed
        std::vector<std::uint32_t> need_tests;  // lines without a skill that hold
        std::vector<std::uint32_t> never;       // lines that hold
        Instant until;  // of these; what steps and rings do with time is left aside
    };
    Choice segment;  // value
    Choice band;     // value
    /// Value and slopes before the limit, which is told beside them; `until` leaves the limit
    /// aside.
    std::optional<abi::PriorityLine> priority;
    std::optional<Route> route;
};

/// A work type's rules asked about one item at a time: by machine code once that is there, by loops
/// until then. Any number of threads may ask. Rules and compiled rules outlive it.
class ItemRules {
public:
    ItemRules(const eval::Rules& rules, std::shared_ptr<const CompiledRules> compiled);
    ~ItemRules();

    [[nodiscard]] EntryLines at_entry(const eval::Item& item, const eval::House* house) const;
    /// `promises` as they stand at `now` (`eval::apply_pauses`); they go before the item's.
    [[nodiscard]] ItemAnswer answer(const eval::Item& item, const Promises& promises,
                                    const eval::House* house, Instant now) const;

private:
    struct Desk;
    class Use;

    void fill(Desk& desk, const eval::Item& item, const Promises& promises,
              const eval::Question& question) const;
    [[nodiscard]] Instant until(const Desk& desk, const std::vector<codegen::PlannedTurn>& turns,
                                Instant now) const;
    ItemAnswer::Choice choice(const Desk& desk, const codegen::PlannedChoice& plan,
                              Instant now) const;
    [[nodiscard]] std::optional<abi::PriorityLine> priority(const Desk& desk, Instant now) const;
    [[nodiscard]] std::optional<ItemAnswer::Route> route(const Desk& desk, Instant now) const;

    const eval::Rules& rules_;
    std::shared_ptr<const CompiledRules> compiled_;
    std::optional<Limit> limit_;
    bool limit_is_known_ = true;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Desk>> desks_;  // at which nobody works
};

}  // namespace reeve::batch
