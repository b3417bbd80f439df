#pragma once

#include "compiler/check/opened_work.h"

#include <map>
#include <set>

namespace reeve::check {

/// What an action makes happen at once, and what lines of escalations wait for.
enum class Happening : std::uint8_t { Recorded, AttributeChanges, SegmentChanges, Moments };

/// Why the moments of an item are looked at again.
enum class Cause : std::uint8_t { Opened, StartedOver, Reclassified };

struct Effect {
    Owner owner;
    Happening happening = Happening::Recorded;
    std::uint32_t which = 0;  // the event, the attribute
    std::optional<std::uint32_t> outcome;
    Cause cause = Cause::Opened;
};

/// An action and the line in which it stands.
struct LineAction {
    Owner owner;
    const typed::EscalationLine& line;
    const typed::Action& action;
};

/// What the actions of all escalations make happen at the moment at which they are done.
class LineEffects {
public:
    explicit LineEffects(Context& ctx) : program_(ctx.program), opened_(ctx) {}

    /// Every action is noted before the first question.
    void note(Owner owner, const typed::Action& action);
    [[nodiscard]] std::vector<Effect> of(Owner owner, const typed::Action& action) const;
    /// Whether the effect of the action lets a line with that trigger fire at the same moment.
    [[nodiscard]] bool reaches(const Effect& effect, const LineAction& cause,
                               const typed::Trigger& trigger) const;

private:
    [[nodiscard]] bool same_constant(const typed::Action& a, const typed::Action& b) const;
    [[nodiscard]] std::vector<Effect> changes(Owner owner, std::uint32_t attribute) const;
    [[nodiscard]] std::vector<Effect> reclassified(Owner owner, const typed::Action& action) const;
    [[nodiscard]] bool moment_may_be_past(const Effect& effect, const LineAction& cause,
                                          const typed::Trigger& trigger) const;
    [[nodiscard]] bool promise_may_be_past(const Effect& effect, const LineAction& cause,
                                           typed::Trigger::Promise promise) const;
    [[nodiscard]] bool adds_time(const typed::Expr& expr) const;

    const typed::Program& program_;
    OpenedWork opened_;
    std::map<std::pair<Owner, std::uint32_t>, const typed::Action*> set_to_;
    std::set<std::pair<Owner, std::uint32_t>> changing_;
    std::set<Owner> made_;
};

}  // namespace reeve::check
