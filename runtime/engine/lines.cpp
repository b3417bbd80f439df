#include "runtime/abi/points.h"
#include "runtime/engine/steps.h"

#include <algorithm>

// Which line of an escalation is due.

namespace reeve::engine {

namespace {

using Kind = abi::Trigger::Kind;

class Lines {
public:
    Lines(const Turn& turn, const state::Item& item, std::vector<Happening>& happenings)
        : turn_(turn),
          item_(item),
          happenings_(happenings),
          lines_(turn.type_of(item).escalation),
          scene_(turn.scene(item)) {}

    std::optional<FiredLine> run() {
        tell_source();
        if (lines_.empty()) return std::nullopt;
        scene_.priority = abi::shown(turn_.waiting.priority(item_));
        read_thresholds();
        for (std::uint32_t i = 0; i < lines_.size(); ++i) {
            if (is_due(i)) return fire(i);
        }
        if (!changed_.empty() || again_ != item_.wake(Wake::Lines))
            turn_.emit(model::LinesWaiting{item_.id, std::move(changed_), again_});
        return std::nullopt;
    }

private:
    void read_thresholds() {
        thresholds_.resize(lines_.size());
        if (model::is_finished(item_.state)) return;
        abi::Decision decision;
        abi::Parts parts{false, abi::Parts::Promises::Keep, false, false, true};
        turn_.rules.decide(item_.facts, turn_.house, turn_.now, parts, decision);
        for (const abi::Threshold& threshold : decision.thresholds)
            thresholds_[threshold.line] = threshold.at;
    }

    [[nodiscard]] model::LineProgress progress(std::uint32_t line) const {
        return line < item_.lines.size() ? item_.lines[line] : model::LineProgress();
    }
    [[nodiscard]] bool holds(abi::ExprId condition) const {
        return !condition.valid() || turn_.rules.holds(condition, scene_);
    }
    void later(Instant instant) {
        if (instant > turn_.now) again_ = std::min(again_, instant);
    }
    void when_it_may_hold(abi::ExprId condition) {
        if (condition.valid()) later(turn_.rules.holds_until(condition, scene_));
    }

    bool is_due(std::uint32_t line) {
        const abi::Trigger& trigger = lines_[line].trigger;
        switch (trigger.kind) {
            case Kind::Event:
            case Kind::AttributeChanges:
            case Kind::SegmentChanges:
            case Kind::DeclinedOrMissed: return has_heard(line, trigger);
            default: break;
        }
        if (model::is_finished(item_.state) || item_.state == ItemState::Wrapping) return false;
        switch (trigger.kind) {
            case Kind::Moment: {
                if (trigger.about_start && item_.accepted_at) return false;
                return !progress(line).fired && has_come(thresholds_[line], trigger);
            }
            case Kind::Clock: {
                // A clock that was begun anew reaches the length after it fired last.
                const auto fired = progress(line).fired;
                const std::optional<Instant> at = thresholds_[line];
                return !(fired && at && *fired >= *at) && has_come(at, trigger);
            }
            case Kind::NobodyFits: {
                if (!item_.nobody_fits_since) return false;
                const auto fired = progress(line).fired;
                if (fired && *fired >= *item_.nobody_fits_since) return false;
                return has_come(turn_.rules.plus(trigger.length.calendar, *item_.nobody_fits_since,
                                                 trigger.length.length),
                                trigger);
            }
            case Kind::Every: return repeats(line, trigger);
            default: return false;
        }
    }

    bool has_come(std::optional<Instant> at, const abi::Trigger& trigger) {
        if (!at) return false;
        if (*at > turn_.now) {
            later(*at);
            return false;
        }
        if (holds(trigger.while_condition)) return true;
        when_it_may_hold(trigger.while_condition);
        return false;
    }

    /// Counts from when `while` begins to hold.
    bool repeats(std::uint32_t line, const abi::Trigger& trigger) {
        model::LineProgress now = progress(line);
        when_it_may_hold(trigger.while_condition);
        if (!holds(trigger.while_condition)) {
            if (now.holding) {
                now.holding.reset();
                now.count = 0;
                changed_.push_back({line, now});
            }
            return false;
        }
        if (!now.holding) {
            now.holding = turn_.now;
            now.count = 0;
            changed_.push_back({line, now});
        }
        if (trigger.times && now.count >= *trigger.times) return false;
        const Instant from = now.count == 0 ? *now.holding : now.fired.value_or(*now.holding);
        const Instant next = turn_.rules.repeat(item_.facts, line, from);
        later(next);
        return next <= turn_.now;
    }

    [[nodiscard]] bool matches(const abi::Trigger& trigger, const Happening& happening) const {
        if (trigger.kind == Kind::DeclinedOrMissed) {
            if (happening.kind != Kind::Event) return false;
            const bool declined = happening.event == abi::Event::Declined && trigger.declined;
            const bool missed = happening.event == abi::Event::Missed && trigger.missed;
            const std::int64_t count = (trigger.declined ? item_.declines_here : 0) +
                                       (trigger.missed ? item_.misses_here : 0);
            return (declined || missed) && count % trigger.times.value_or(1) == 0;
        }
        if (trigger.kind != happening.kind) return false;
        if (trigger.kind == Kind::AttributeChanges) return trigger.attribute == happening.attribute;
        if (trigger.kind == Kind::SegmentChanges) return true;
        return trigger.event == happening.event &&
               (!trigger.outcome || trigger.outcome == item_.facts.outcome);
    }

    bool has_heard(std::uint32_t line, const abi::Trigger& trigger) {
        for (Happening& happening : happenings_) {
            if (happening.next_line > line || !matches(trigger, happening)) continue;
            happening.next_line = line + 1;
            if (holds(trigger.condition) && holds(trigger.while_condition)) return true;
        }
        return false;
    }

    FiredLine fire(std::uint32_t line) {
        const abi::EscalationLine& rules = lines_[line];
        model::LineProgress now = progress(line);
        // What `every` found out in this very step.
        for (const auto& changed : changed_) {
            if (changed.line == line) now = changed.progress;
        }
        now.fired = turn_.now;
        if (rules.trigger.kind == Kind::Every) ++now.count;
        const bool quiet = rules.at_most_every && now.last_noticed &&
                           turn_.now.ms - now.last_noticed->ms < rules.at_most_every->ms;
        if (!quiet) now.last_noticed = turn_.now;
        turn_.emit(model::LineFired{item_.id, line, now, quiet});
        return {line, quiet};
    }

    void tell_source();

    const Turn& turn_;
    const state::Item& item_;
    std::vector<Happening>& happenings_;
    const std::vector<abi::EscalationLine>& lines_;
    abi::Scene scene_;
    std::vector<std::optional<Instant>> thresholds_;
    std::vector<model::LinesWaiting::Line> changed_;
    Instant again_ = abi::kLastInstant;
};

constexpr std::array<std::string_view, 12> kEventNames{
    "created", "queued",  "accepted",  "declined",  "missed",  "parked",
    "held",    "resumed", "completed", "cancelled", "expired", "reopened"};

void Lines::tell_source() {
    if (!item_.facts.source) return;
    const auto& attributes = turn_.type_of(item_).attributes;
    for (Happening& happening : happenings_) {
        if (std::exchange(happening.told, true)) continue;
        for (const auto& told : turn_.program().sources[*item_.facts.source].told) {
            if (told.kind != happening.kind) continue;
            std::string event;
            if (told.kind == Kind::AttributeChanges) {
                if (attributes[happening.attribute].named.name != told.attribute) continue;
                event = told.attribute + " changes";
            } else if (told.kind == Kind::SegmentChanges) {
                event = "segment changes";
            } else if (told.event == happening.event) {
                event = kEventNames[static_cast<std::size_t>(told.event)];
            } else {
                continue;
            }
            turn_.emit(model::SourceTold{item_.id, *item_.facts.source, std::move(event)});
        }
    }
}

}  // namespace

std::optional<FiredLine> look_at_lines(const Turn& turn, const state::Item& item,
                                       std::vector<Happening>& happenings) {
    return Lines(turn, item, happenings).run();
}

}  // namespace reeve::engine
