#include "compiler/check/line_effects.h"

#include <algorithm>

namespace reeve::check {

namespace {

using Action = typed::Action;
using Event = typed::Trigger::Event;
using Promise = typed::Trigger::Promise;

/// Whether the expression reads the attribute of the item.
bool reads(const typed::Program& program, typed::ExprId id, std::uint32_t attribute) {
    std::vector<typed::ExprId> open;
    if (id.valid()) open.push_back(id);
    while (!open.empty()) {
        const typed::Expr& expr = program.expr(open.back());
        open.pop_back();
        if (expr.op == typed::Op::Attribute && expr.args.empty() && expr.symbol == attribute)
            return true;
        open.insert(open.end(), expr.args.begin(), expr.args.end());
    }
    return false;
}

Effect event(Owner owner, Event event) {
    return {owner, Happening::Recorded, static_cast<std::uint32_t>(event), {}, {}};
}

std::vector<Effect> opened(Owner owner) {
    return {event(owner, Event::Created),
            event(owner, Event::Queued),
            {owner, Happening::Moments, 0, {}, Cause::Opened}};
}

}  // namespace

/// A value that is always the same changes an attribute once, after which nothing happens any more;
/// that is known where nothing else sets the attribute and no line makes new items.
void LineEffects::note(Owner owner, const Action& action) {
    if (action.kind == Action::Kind::Set) {
        const auto key = std::pair(owner, action.attribute);
        const auto [place, added] = set_to_.try_emplace(key, &action);
        if (!added && !same_constant(*place->second, action)) changing_.insert(key);
        if (action.value.valid() && program_.expr(action.value).op != typed::Op::Constant)
            changing_.insert(key);
    }
    if (action.item.work_type.valid()) made_.insert({false, action.item.work_type.index()});
    if (action.new_case.plan.valid()) {
        for (const Owner& made : opened_.by(action.new_case.plan)) made_.insert(made);
    }
}

bool LineEffects::same_constant(const Action& a, const Action& b) const {
    if (a.value.valid() != b.value.valid()) return false;
    if (!a.value.valid()) return true;
    const typed::Expr& x = program_.expr(a.value);
    const typed::Expr& y = program_.expr(b.value);
    return x.op == typed::Op::Constant && y.op == typed::Op::Constant &&
           typed::equal(x.value, y.value, x.type);
}

std::vector<Effect> LineEffects::of(Owner owner, const Action& action) const {
    switch (action.kind) {
        case Action::Kind::Set: return changes(owner, action.attribute);
        case Action::Kind::Move:
        case Action::Kind::Requeue: return {event(owner, Event::Queued)};
        case Action::Kind::Assign: return {event(owner, Event::Accepted)};
        case Action::Kind::Hold:
            if (!action.value.valid()) return {event(owner, Event::Held)};
            // The moment may be past, and then the hold ends at once.
            return {event(owner, Event::Held), event(owner, Event::Resumed)};
        case Action::Kind::Complete: {
            Effect effect = event(owner, Event::Completed);
            effect.outcome = action.outcome;
            return {effect};
        }
        case Action::Kind::Expire: return {event(owner, Event::Expired)};
        case Action::Kind::Cancel: return {event(owner, Event::Cancelled)};
        case Action::Kind::StartOver:
            return {event(owner, Event::Created),
                    event(owner, Event::Queued),
                    event(owner, Event::Reopened),
                    {owner, Happening::Moments, 0, {}, Cause::StartedOver}};
        case Action::Kind::Reclassify: return reclassified(owner, action);
        case Action::Kind::OpenItem: return opened({false, action.item.work_type.index()});
        case Action::Kind::OpenCase: {
            std::vector<Effect> result;
            for (const Owner& made : opened_.by(action.new_case.plan)) {
                for (Effect& effect : opened(made)) result.push_back(effect);
            }
            return result;
        }
        default: return {};
    }
}

std::vector<Effect> LineEffects::changes(Owner owner, std::uint32_t attribute) const {
    if (!changing_.contains({owner, attribute}) && !made_.contains(owner)) return {};
    std::vector<Effect> result{{owner, Happening::AttributeChanges, attribute, {}, {}}};
    if (owner.is_plan) return result;
    const auto reads_it = [&](const typed::Segment& segment) {
        return reads(program_, segment.condition.when, attribute);
    };
    if (std::ranges::any_of(program_.work_types[owner.index].segment_lines, reads_it))
        result.push_back({owner, Happening::SegmentChanges, 0, {}, {}});
    return result;
}

std::vector<Effect> LineEffects::reclassified(Owner owner, const Action& action) const {
    const bool other = action.item.work_type.valid();
    if (other) owner = {false, action.item.work_type.index()};
    std::vector<Effect> result{event(owner, Event::Queued),
                               {owner, Happening::SegmentChanges, 0, {}, {}}};
    if (!other) return result;
    result.push_back(event(owner, Event::Created));
    result.push_back({owner, Happening::Moments, 0, {}, Cause::Reclassified});
    return result;
}

bool LineEffects::reaches(const Effect& effect, const LineAction& cause,
                          const typed::Trigger& trigger) const {
    if (effect.happening == Happening::Recorded)
        return !trigger.outcome || !effect.outcome || trigger.outcome == effect.outcome;
    if (effect.happening != Happening::Moments) return true;
    return moment_may_be_past(effect, cause, trigger);
}

/// Whether the moment of a line may be past when its item is opened, started over or
/// reclassified, so that the line fires at once.
bool LineEffects::moment_may_be_past(const Effect& effect, const LineAction& cause,
                                     const typed::Trigger& trigger) const {
    if (effect.cause == Cause::Reclassified) return true;
    if (trigger.kind == typed::Trigger::Kind::ShareOfPromise)
        return promise_may_be_past(effect, cause, trigger.promise);
    bool later = trigger.kind == typed::Trigger::Kind::BeforeOrAfter && !trigger.before;
    if (trigger.kind == typed::Trigger::Kind::BeforeOrAfter && trigger.before) return true;
    typed::ExprId moment = trigger.moment;
    while (moment.valid() && adds_time(program_.expr(moment))) {
        later = true;
        moment = program_.expr(moment).args[0];
    }
    if (!moment.valid()) return false;
    const typed::Expr& expr = program_.expr(moment);
    if (expr.op != typed::Op::Fact || !expr.args.empty()) return true;
    switch (static_cast<typed::Fact>(expr.symbol)) {
        case typed::Fact::Created: return !(later && effect.cause == Cause::Opened);
        case typed::Fact::InLineSince: return !later;
        case typed::Fact::Due: return promise_may_be_past(effect, cause, Promise::Due);
        case typed::Fact::StartAt: return promise_may_be_past(effect, cause, Promise::Start);
        case typed::Fact::TargetAt: return promise_may_be_past(effect, cause, Promise::Target);
        default: return true;
    }
}

bool LineEffects::adds_time(const typed::Expr& expr) const {
    const bool adds = expr.op == typed::Op::AddDuration || expr.op == typed::Op::AddStep ||
                      expr.op == typed::Op::AddOpenTime;
    if (!adds) return false;
    const typed::Expr& distance = program_.expr(expr.args[1]);
    if (distance.op != typed::Op::Constant) return false;
    return expr.op == typed::Op::AddStep || distance.value.number > Decimal(0);
}

/// A promise counts from now, unless it names a moment or counts from an attribute that the
/// line gives.
bool LineEffects::promise_may_be_past(const Effect& effect, const LineAction& cause,
                                      Promise promise) const {
    if (effect.owner.is_plan) return false;
    const auto& sla = program_.work_types[effect.owner.index].sla;
    if (!sla) return false;
    const auto& lines = promise == Promise::Start    ? sla->start
                        : promise == Promise::Target ? sla->target
                                                     : sla->due;
    const auto names_moment = [](const typed::PromiseLine& line) {
        return line.kind == typed::PromiseLine::Kind::At;
    };
    if (std::ranges::any_of(lines, names_moment)) return true;
    const auto beginning = [&](std::uint32_t attribute) {
        return reads(program_, sla->counting_from, attribute);
    };
    if (effect.cause == Cause::Opened && cause.action.kind == Action::Kind::OpenItem)
        return std::ranges::any_of(cause.action.item.fields, beginning,
                                   &typed::FieldValue::attribute);
    if (effect.cause == Cause::Opened) return sla->counting_from.valid();
    return std::ranges::any_of(cause.line.actions, [&](const Action& other) {
        return other.kind == Action::Kind::Set && beginning(other.attribute);
    });
}

}  // namespace reeve::check
