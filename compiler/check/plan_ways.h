#pragma once

#include "compiler/check/plan_order.h"

#include <optional>
#include <span>

// How a case can go on until nothing is left to do, and whether it ends on the way.

namespace reeve::check {

/// What may become of each part, worked out for some choices and left open for the others: the
/// states that it may pass through, and those in which it may be when nothing moves any more.
class PlanCourse {
public:
    /// `outcomes` are the states in which each part may be over, as far as that is chosen.
    PlanCourse(const PlanOutline& plan, std::span<const std::uint8_t> outcomes);

    /// How often a part was looked at.
    [[nodiscard]] std::size_t visits() const { return visits_; }
    [[nodiscard]] std::uint8_t passed(std::uint32_t part) const { return passed_[part]; }
    /// Does the condition hold in the end, whatever is not chosen?
    [[nodiscard]] bool certain_at_last(const PartCondition& condition) const;
    /// Can it hold at some time?
    [[nodiscard]] bool ever_possible(const PartCondition& condition) const;
    /// Does a step wait for parts that may never come so far? Then the case goes on.
    [[nodiscard]] bool may_wait() const;

private:
    void find_possible();
    void find_sure();
    bool pass(std::uint32_t part);
    bool settle(std::uint32_t part);
    [[nodiscard]] std::uint8_t begun(std::uint32_t part) const;
    [[nodiscard]] std::uint8_t over(std::uint32_t part) const;
    [[nodiscard]] bool startable(std::uint32_t part) const;
    [[nodiscard]] bool surely_startable(std::uint32_t part) const;
    [[nodiscard]] bool surely_over(std::uint32_t part) const;
    [[nodiscard]] bool surely_run(std::uint32_t part) const;
    [[nodiscard]] bool wait_is_over(const PlanNode& node) const;
    [[nodiscard]] std::uint8_t at_last(std::uint32_t part) const;
    [[nodiscard]] std::uint8_t at_start(std::uint32_t part, std::uint32_t other) const;

    const PlanOutline& plan_;
    std::span<const std::uint8_t> outcomes_;
    std::vector<std::uint8_t> passed_;
    std::vector<bool> startable_;  // surely
    std::vector<bool> over_;       // surely
    std::size_t visits_ = 0;
};

/// One thing that is left to chance: how an approval ends, whether a part is skipped.
struct PlanChance {
    std::uint32_t part = 0;
    std::uint8_t state = 0;
};

/// Looks for a way in which everything is over and no line has ended the case.
class PlanWays {
public:
    /// `outcomes` are the states in which each part may be over; `free` says of which parts nothing
    /// else in the plan tells whether they are skipped.
    PlanWays(const PlanOutline& plan, std::vector<std::uint8_t> outcomes, std::vector<bool> free);

    /// What must happen for the case to hang; nothing where no way was found.
    [[nodiscard]] std::optional<std::vector<PlanChance>> hanging();

private:
    enum class Verdict : std::uint8_t { Ends, Open, Hangs };
    Verdict judge();
    bool search();
    [[nodiscard]] std::vector<std::uint8_t> choices(std::uint32_t part) const;

    const PlanOutline& plan_;
    std::vector<std::uint8_t> all_;       // as given
    std::vector<std::uint8_t> outcomes_;  // as chosen on the way that is being looked at
    std::vector<bool> free_;
    std::vector<std::uint8_t> passed_;
    std::size_t looked_at_ = 0;
};

}  // namespace reeve::check
