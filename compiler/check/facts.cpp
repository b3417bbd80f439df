#include "compiler/check/members.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// What every item and case says of itself: `state`, `age`, `due`; and who may read it where.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Fact;
using typed::Op;
using typed::RecordKind;

bool is_fact_name(std::string_view name) {
    if (name == "start" || name == "target" || name == "agent") return true;
    const typed::FactInfo* fact = typed::find_fact(name);
    return fact && fact->kind != typed::FactKind::Queue;
}

namespace {

bool one_of(Fact fact, std::initializer_list<Fact> facts) {
    return std::ranges::find(facts, fact) != facts.end();
}

bool is_clock(Fact fact) {
    return one_of(fact, {Fact::Age, Fact::Waiting, Fact::WaitingHere, Fact::Working,
                         Fact::Untouched, Fact::OverdueBy, Fact::OldestWait, Fact::ExpectedWait});
}

bool is_count(Fact fact) {
    return one_of(fact, {Fact::Declines, Fact::Misses, Fact::Reassignments, Fact::WaitingItems,
                         Fact::AvailableAgents, Fact::LateItems});
}

/// Facts that a promise gives; nothing of them where nothing is promised.
bool is_of_promise(Fact fact) {
    return one_of(fact, {Fact::Due, Fact::SlaUsed, Fact::TimeLeft, Fact::Overdue, Fact::OverdueBy,
                         Fact::StartAt, Fact::StartUsed, Fact::StartLeft, Fact::TargetAt,
                         Fact::TargetUsed, Fact::TargetLeft});
}
bool is_of_start(Fact fact) {
    return one_of(fact, {Fact::StartAt, Fact::StartUsed, Fact::StartLeft});
}
bool is_of_target(Fact fact) {
    return one_of(fact, {Fact::TargetAt, Fact::TargetUsed, Fact::TargetLeft});
}

/// What a case says of itself; the rest is about items in queues.
bool is_of_case(Fact fact) {
    return one_of(fact, {Fact::Id, Fact::Key, Fact::Source, Fact::Created, Fact::State, Fact::Band,
                         Fact::Priority, Fact::Outcome, Fact::Now, Fact::Today, Fact::Age,
                         Fact::Untouched, Fact::OverdueBy, Fact::Due, Fact::SlaUsed, Fact::TimeLeft,
                         Fact::Overdue, Fact::Reference, Fact::Owner});
}

/// Why a fact cannot be read at a place; empty where it can.
std::string_view why_not(Place place, Fact fact) {
    const bool early =
        one_of(fact, {Fact::Source, Fact::Created, Fact::Now, Fact::Today, Fact::Age});
    switch (place) {
        case Place::Segment:
            return early ? ""
                         : "a segment reads attributes, settings, periods, `source`, `created`, "
                           "`now`, `today` and `age`";
        case Place::Sla:
            return early || fact == Fact::Segment
                       ? ""
                       : "a promise reads attributes, settings, periods, the segment, `source`, "
                         "`created`, `now`, `today` and `age`";
        case Place::Pause:
            return early || fact == Fact::Segment || fact == Fact::State
                       ? ""
                       : "a pause reads attributes, settings, periods, the segment, `state`, "
                         "`source`, `created`, `now`, `today` and `age`";
        case Place::Priority:
            if (fact == Fact::Priority || fact == Fact::Band)
                return "it is what the priority works out";
            return one_of(fact, {Fact::Queue, Fact::Assignee, Fact::OfferedTo})
                       ? "priority and route do not read what the other works out"
                       : "";
        case Place::RouteTo:
        case Place::Route:
        case Place::Rank:
            return one_of(fact, {Fact::Priority, Fact::Band})
                       ? "priority and route do not read what the other works out"
                       : "";
        case Place::Define:
        case Place::Table: return "it sees its own parameters, other definitions and settings only";
        case Place::Setting:
        case Place::Period:
        case Place::AttributeDefault: return "it is fixed when the rules are published";
        default: return "";
    }
}

std::string_view record_word(RecordKind kind) {
    return kind == RecordKind::Case ? "case plan" : kind == RecordKind::Step ? "step" : "work type";
}

}  // namespace

bool MemberReader::fact_allowed(Fact fact, Span span) {
    const typed::FactInfo& info = typed::info(fact);
    std::string_view why = why_not(scope_.place, fact);
    if (info.kind == typed::FactKind::Queue)
        why = scope_.place == Place::Watch || scope_.place == Place::RouteTo
                  ? ""
                  : "facts of a queue are read in a `watch` and in the condition of a `to` line";
    if (why.empty()) return true;
    ctx_.sink.report<messages::fact_not_here>(span, info.text, check::describe(scope_.place))
        .note(std::string(why));
    return false;
}

ExprId MemberReader::read_fact(Fact fact, ExprId base, Span span) {
    if (!base.valid() && !fact_allowed(fact, span)) return error(span);
    typed::Type record;
    if (base.valid()) {
        record = type(base);
    } else if (scope_.item.valid()) {
        record.base = Base::Record;
        record.record_index = scope_.item.index();
    } else if (scope_.plan.valid()) {
        record.base = Base::Record;
        record.record = RecordKind::Case;
        record.record_index = scope_.plan.index();
    }
    typed::Type type;
    typed::Interval range;
    if (!fact_type(fact, record, span, type, range)) return error(span);
    // Whether a step has begun, and so has an item, is known where it is done.
    if (base.valid() && record.record == RecordKind::Step && !known_.done(path(base)))
        type.optional = true;
    std::vector<ExprId> args;
    if (base.valid()) args.push_back(base);
    const ExprId id = make(Op::Fact, type, span, std::move(args));
    typed::Expr& node = ctx_.program.expr(id);
    node.symbol = static_cast<std::uint32_t>(fact);
    node.range = range;
    node.calendar = type.calendar;
    if (fact == Fact::Today) {
        node.calendar = calendar_in_force();
        calendar_used_ = true;
        zone_in_force(ctx_, node.calendar, span);
    }
    if (is_clock(fact) && named_calendar_.valid()) return clock_in(id, named_calendar_);
    return refine(id);
}

ExprId MemberReader::clock_in(ExprId clock, typed::CalendarId calendar) {
    // A new node: what is known of the plain clock says nothing of its business time.
    typed::Expr measured = expr(clock);
    measured.type.base = Base::BusinessDuration;
    measured.type.calendar = calendar;
    measured.calendar = calendar;
    measured.range = typed::default_interval(measured.type);
    measured.range.low = Decimal();
    calendar_used_ = true;
    return refine(ctx_.program.add(std::move(measured)));
}

bool MemberReader::promise_type(Fact fact, const typed::Type& record, Span span,
                                typed::Type& type) {
    const auto lacks = [&](std::string_view name, std::string_view why) {
        ctx_.sink.report<messages::type_without_fact>(span, name, why, typed::info(fact).text);
        return false;
    };
    typed::CalendarId calendar;
    if (record.record == RecordKind::Case) {
        const typed::Plan& plan = ctx_.program.plan(typed::PlanId(record.record_index));
        if (!plan.due) return lacks(plan.header.name, "promises nothing with `due within …`");
        calendar = plan.due->calendar;
    } else {
        typed::WorkTypeId item(record.record_index);
        if (record.record == RecordKind::Step) {
            const typed::Step& step = ctx_.program.plan(record.plan).steps[record.record_index];
            item = step.kind == typed::Step::Kind::Work ? step.item.work_type : step.as;
            if (step.rules.due && !is_of_start(fact) && !is_of_target(fact)) {
                calendar = step.rules.due->calendar;
                item = {};
            } else if (!item.valid()) {
                return lacks(step.header.name, "promises nothing with `due within …`");
            }
        }
        if (item.valid()) {
            const typed::WorkType& work = ctx_.program.work_type(item);
            if (!work.sla) return lacks(work.header.name, "promises nothing: it has no `sla`");
            if (is_of_start(fact) && work.sla->start.empty())
                return lacks(work.header.name, "has no `start` in its `sla`");
            if (is_of_target(fact) && work.sla->target.empty())
                return lacks(work.header.name, "has no `target` in its `sla`");
            if (!is_of_start(fact) && !is_of_target(fact) && work.sla->due.empty())
                return lacks(work.header.name, "has no `due` in its `sla`");
            calendar = work.sla->calendar;
        }
    }
    const bool left = one_of(fact, {Fact::TimeLeft, Fact::StartLeft, Fact::TargetLeft});
    if (left && calendar.valid()) {
        type.base = Base::BusinessDuration;
        type.calendar = calendar;
    }
    return true;
}

bool MemberReader::fact_type(Fact fact, const typed::Type& record, Span span, typed::Type& type,
                             typed::Interval& range) {
    const typed::FactInfo& info = typed::info(fact);
    type.base = info.base;
    type.optional = info.optional;
    const bool is_record = record.base == Base::Record;
    const bool is_case = is_record && record.record == RecordKind::Case;
    const typed::Program& program = ctx_.program;
    const auto lacks = [&](std::string_view name, std::string_view why) {
        ctx_.sink.report<messages::type_without_fact>(span, name, why, info.text);
        return false;
    };
    const bool only_of_case = fact == Fact::Reference || fact == Fact::Owner;
    if (is_record && info.kind != typed::FactKind::Queue &&
        (is_case ? !is_of_case(fact) : only_of_case)) {
        const std::string name =
            is_case ? program.plan(typed::PlanId(record.record_index)).header.name
            : record.record == RecordKind::Step
                ? program.plan(record.plan).steps[record.record_index].header.name
                : program.work_type(typed::WorkTypeId(record.record_index)).header.name;
        return lacks(name, fmt::format("is a {}", record_word(record.record)));
    }
    if (is_record && is_of_promise(fact) && !promise_type(fact, record, span, type)) return false;
    typed::WorkTypeId item;
    typed::PlanId child;
    if (is_record && record.record == RecordKind::Item)
        item = typed::WorkTypeId(record.record_index);
    if (is_record && record.record == RecordKind::Step) {
        const typed::Step& step = program.plan(record.plan).steps[record.record_index];
        item = step.kind == typed::Step::Kind::Work ? step.item.work_type : step.as;
        child = step.child.plan;
    }
    const std::string name = item.valid() ? program.work_type(item).header.name
                             : is_case
                                 ? program.plan(typed::PlanId(record.record_index)).header.name
                                 : "this step";
    switch (fact) {
        case Fact::Source: type.choice = program.source_names; break;
        case Fact::State: type.choice = program.states; break;
        case Fact::Band: type.choice = program.bands; break;
        case Fact::Queue: type.choice = program.queue_names; break;
        case Fact::Segment:
            if (item.valid()) type.choice = program.work_type(item).segments;
            if (!type.choice.valid()) return lacks(name, "has no segments");
            break;
        case Fact::Outcome:
            if (item.valid()) type.choice = program.work_type(item).outcomes;
            if (is_case) type.choice = program.plan(typed::PlanId(record.record_index)).outcomes;
            if (child.valid()) type.choice = program.plan(child).outcomes;
            if (!type.choice.valid()) return lacks(name, "has no outcomes");
            break;
        default: break;
    }
    if (!type.is_numeric()) return true;
    range = typed::default_interval(type);
    if (is_clock(fact)) range.low = Decimal();
    if (is_count(fact)) range = {Decimal(), Decimal::scaled(1, 9), 0};
    if (fact == Fact::Priority) range.scale = 3;
    if (type.base == Base::Percent)
        range = {Decimal(), Decimal::scaled(1, 15), typed::Interval::kAnyScale};
    return true;
}

}  // namespace reeve::check
