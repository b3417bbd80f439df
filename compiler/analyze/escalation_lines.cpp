#include "compiler/analyze/escalation_lines.h"

#include "compiler/analyze/amounts.h"

#include <fmt/format.h>

namespace reeve::analyze {

using typed::Action;
using typed::Op;
using typed::TimeAmount;
using typed::Trigger;

namespace {

constexpr std::string_view kAroundDue = "around due";

std::string course_of(const typed::Program& program, typed::ExprId moment) {
    const typed::Expr& e = program.expr(moment);
    const bool is_due = e.op == Op::Fact && e.args.empty() &&
                        static_cast<typed::Fact>(e.symbol) == typed::Fact::Due;
    return is_due ? std::string(kAroundDue) : "around " + typed::print(program, moment);
}

/// `at created + 30 days` is `30 days after created`.
Place place_of_moment(const typed::Program& program, typed::ExprId moment) {
    const typed::Expr& e = program.expr(moment);
    Place place;
    const bool later = e.op == Op::AddDuration || e.op == Op::AddOpenTime || e.op == Op::AddStep;
    const bool sooner =
        e.op == Op::SubtractDuration || e.op == Op::SubtractOpenTime || e.op == Op::SubtractStep;
    if (later || sooner) {
        const typed::Expr& by = program.expr(e.args[1]);
        if (by.op == Op::Constant && by.type.base == typed::Base::Duration) {
            TimeAmount amount;
            amount.span.parts.push_back(
                {by.value.number / Decimal(1'000), false, syntax::TimeUnit::Second});
            place.amount = amount;
            place.before = sooner;
            moment = e.args[0];
        }
    }
    place.course = course_of(program, moment);
    return place;
}

std::string key_of(const TimeAmount& amount) {
    std::string key = fmt::format("{}:", amount.calendar.valid() ? amount.calendar.index() : -1L);
    for (const syntax::TimeSpanPart& part : amount.span.parts)
        key += fmt::format("{}{}{} ", part.count.to_string(), part.business ? "b" : "",
                           static_cast<int>(part.unit));
    return key;
}

std::string key_of(const typed::Program& program, const std::vector<typed::FieldValue>& fields) {
    std::string key;
    for (const typed::FieldValue& field : fields)
        key += fmt::format("{}={};", field.attribute, typed::print(program, field.value));
    return key;
}

std::optional<std::strong_ordering> compare_places(const Place& a, const Place& b) {
    if (a.course != b.course) return std::nullopt;
    if (a.share != b.share) return a.share <=> b.share;
    if (!a.amount && !b.amount) return std::strong_ordering::equal;
    // Amounts are longer than nothing.
    if (!a.amount) return b.before ? std::strong_ordering::greater : std::strong_ordering::less;
    if (!b.amount) return a.before ? std::strong_ordering::less : std::strong_ordering::greater;
    if (a.before != b.before)
        return a.before ? std::strong_ordering::less : std::strong_ordering::greater;
    return a.before ? compare(*b.amount, *a.amount) : compare(*a.amount, *b.amount);
}

}  // namespace

std::vector<Place> places_of(const typed::Program& program, const Trigger& trigger) {
    switch (trigger.kind) {
        case Trigger::Kind::ShareOfPromise: {
            Place place;
            place.course = fmt::format("share {}", static_cast<int>(trigger.promise));
            place.share = trigger.share;
            if (trigger.promise != Trigger::Promise::Due || trigger.share != Decimal(1))
                return {place};
            Place due;
            due.course = kAroundDue;
            return {place, due};
        }
        case Trigger::Kind::Moment:
        case Trigger::Kind::BeforeOrAfter: {
            Place place = place_of_moment(program, trigger.moment);
            if (trigger.kind == Trigger::Kind::BeforeOrAfter) {
                // Two amounts are not added up here.
                if (place.amount) return {};
                place.amount = trigger.time;
                place.before = trigger.before;
            }
            if (place.course != kAroundDue || place.amount) return {place};
            Place share;
            share.course = fmt::format("share {}", static_cast<int>(Trigger::Promise::Due));
            share.share = 1;
            return {place, share};
        }
        case Trigger::Kind::Clock: {
            Place place;
            place.course = fmt::format("clock {}", static_cast<int>(trigger.clock));
            place.amount = trigger.time;
            return {place};
        }
        default: return {};
    }
}

std::optional<std::strong_ordering> compare(const std::vector<Place>& a,
                                            const std::vector<Place>& b) {
    for (const Place& first : a) {
        for (const Place& second : b) {
            if (const auto order = compare_places(first, second)) return order;
        }
    }
    return std::nullopt;
}

std::string key_of(const typed::Program& program, const Trigger& trigger) {
    return fmt::format(
        "{} {} {} {} {} {} {} {} {}{} {} {} {} {} {}", static_cast<int>(trigger.kind),
        static_cast<int>(trigger.promise), trigger.share.to_string(),
        typed::print(program, trigger.moment), trigger.before, key_of(trigger.time),
        static_cast<int>(trigger.clock), trigger.times.value_or(-1), trigger.declined,
        trigger.missed, trigger.attribute, static_cast<int>(trigger.event),
        trigger.outcome ? static_cast<long>(*trigger.outcome) : -1L,
        typed::print(program, trigger.condition), typed::print(program, trigger.while_condition));
}

std::string key_of(const typed::Program& program, const Action& action) {
    std::string key = fmt::format(
        "{} {} {} {} {} {} {} {} {} {}", static_cast<int>(action.kind),
        typed::print(program, action.value), action.time ? action.time->ms : -1,
        action.queue.valid() ? static_cast<long>(action.queue.index()) : -1L, action.someone_else,
        static_cast<int>(action.target),
        action.team.valid() ? static_cast<long>(action.team.index()) : -1L, action.address,
        action.attribute, action.outcome ? static_cast<long>(*action.outcome) : -1L);
    if (action.text) {
        for (const typed::Template::Piece& piece : action.text->pieces)
            key += fmt::format("|{}|{}", piece.text, typed::print(program, piece.expr));
    }
    if (action.item.work_type.valid())
        key += fmt::format(" item {} {}", action.item.work_type.index(),
                           key_of(program, action.item.fields));
    if (action.new_case.plan.valid())
        key += fmt::format(" case {} {}", action.new_case.plan.index(),
                           key_of(program, action.new_case.fields));
    return key;
}

}  // namespace reeve::analyze
