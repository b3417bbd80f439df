#include "compiler/check/walker.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>

// Comparisons: both sides of one kind and unit.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

bool is_number(Base base) {
    return base == Base::Number || base == Base::Percent || base == Base::Ratio;
}

bool is_clock(const typed::Expr& e) {
    if (e.op != Op::Fact || e.type.base != Base::Duration) return false;
    switch (static_cast<typed::Fact>(e.symbol)) {
        case typed::Fact::Age:
        case typed::Fact::Waiting:
        case typed::Fact::WaitingHere:
        case typed::Fact::Working:
        case typed::Fact::Untouched:
        case typed::Fact::OverdueBy:
        case typed::Fact::OldestWait:
        case typed::Fact::ExpectedWait: return true;
        default: return false;
    }
}

// Nobody is nobody: an item without a source is not from the one that is named.
bool names_somebody(const Context& ctx, const typed::Type& type) {
    return type.is_reference() ||
           (type.base == Base::Choice && type.choice == ctx.program.source_names);
}

std::string_view number_word(Base base) { return base == Base::Percent ? "percentage" : "number"; }

}  // namespace

bool Walker::fit(Operand& left, Operand& right, Span op, bool references_may_miss) {
    if (failed({left.expr, right.expr})) return false;
    for (Operand* side : {&left, &right}) {
        if (references_may_miss && names_somebody(ctx_, type(side->expr))) continue;
        side->expr = require_known(*side);
    }
    if (failed({left.expr, right.expr})) return false;
    Base a = type(left.expr).base;
    Base b = type(right.expr).base;
    if (a == Base::Record || b == Base::Record) {
        const Operand& record = a == Base::Record ? left : right;
        ctx_.sink
            .report<messages::record_as_value>(expr(record.expr).span, describe(type(record.expr)))
            .help("read one of its parts, or ask how it is: `… is done`");
        return false;
    }
    if (a == Base::CalendarStep || b == Base::CalendarStep) {
        const Operand& step = a == Base::CalendarStep ? left : right;
        ctx_.sink
            .report<messages::step_compared>(
                expr(step.expr).span, source_text(*scope_.module, step.syntax).value_or("it"))
            .note("how long it is depends on where it begins")
            .help("compare moments instead, for example `now + 2 business days in Office > due`");
        return false;
    }
    if (a == Base::Date && b == Base::Moment) left.expr = start_of_day(left.expr);
    if (a == Base::Moment && b == Base::Date) right.expr = start_of_day(right.expr);
    if (measure_clock(left, right) || measure_clock(right, left)) {
        a = b = Base::BusinessDuration;
    } else {
        a = type(left.expr).base;
        b = type(right.expr).base;
    }
    const typed::Type& l = type(left.expr);
    const typed::Type& r = type(right.expr);
    bool like = a == b || (is_number(a) && is_number(b) && (a == Base::Ratio || b == Base::Ratio));
    if (like && a == Base::Money) like = l.currency == r.currency;
    if (like && a == Base::Choice) like = l.choice == r.choice;
    if (like && a == Base::List) like = l.element == r.element && l.choice == r.choice;
    if (like && a == Base::BusinessDuration)
        like = !l.calendar.valid() || !r.calendar.valid() || l.calendar == r.calendar;
    if (!like) report_unlike(left, right, op);
    return like;
}

bool Walker::measure_clock(Operand& clock, const Operand& amount) {
    // `oldest wait > 2 business hours in Office`: the amount says where the clock is measured.
    const typed::Type& type = this->type(amount.expr);
    if (!is_clock(expr(clock.expr)) || type.base != Base::BusinessDuration ||
        !type.calendar.valid())
        return false;
    if (expr(amount.expr).op != Op::Constant) return false;
    clock.expr = clock_in(clock.expr, type.calendar);
    return true;
}

namespace {

/// What a bare number should have been, with a unit: `80%`, `100 EUR`.
std::string with_unit(const typed::Type& unit, Decimal number) {
    if (unit.base == Base::Percent) return grouped(number) + "%";
    if (unit.base == Base::Money) return fmt::format("{} {}", grouped(number), unit.currency->code);
    return {};
}

}  // namespace

bool Walker::report_missing_unit(const Operand& number_side, const Operand& other_side) {
    const typed::Expr& number = expr(number_side.expr);
    const typed::Type& unit = type(other_side.expr);
    if (number.type.base != Base::Number || number.op != Op::Constant) return false;
    const std::string bare = grouped(number.value.number);
    const std::string written = with_unit(unit, number.value.number);
    if (!written.empty()) {
        const Span span = number.span;
        auto& report = unit.base == Base::Percent
                           ? ctx_.sink.report<messages::number_with_percent>(
                                 span, "percentage", "compared with", "number")
                           : ctx_.sink.report<messages::unit_missing>(
                                 span, describe(unit.required()), fmt::format("`{}`", bare));
        report.label(expr(other_side.expr).span, describe(unit.required()));
        report.help(fmt::format("write `{}`", written));
        report.fix(fmt::format("write `{}`", written), span, written);
        return true;
    }
    if (unit.base != Base::Duration && unit.base != Base::BusinessDuration) return false;
    ctx_.sink
        .report<messages::unit_missing>(number.span, describe(unit.required()),
                                        fmt::format("`{}`", bare))
        .label(expr(other_side.expr).span, describe(unit.required()))
        .help(fmt::format("say of what, for example `{} {}hours`", bare,
                          unit.base == Base::Duration ? "" : "business "));
    return true;
}

void Walker::report_two_clocks(const Operand& left, const Operand& right) {
    const typed::Type l = type(left.expr).required();
    auto& report = ctx_.sink.report<messages::business_and_plain>(expr(right.expr).span);
    report.label(expr(left.expr).span, describe(l));
    const Operand& plain = l.base == Base::Duration ? left : right;
    const typed::CalendarId calendar = calendar_in_force();
    if (is_clock(expr(plain.expr)) && calendar.valid()) {
        const Span at = expr(plain.expr).span.after();
        const std::string& name = ctx_.program.calendars[calendar.index()].header.name;
        report.help(fmt::format("measure the clock in a calendar, `{} in {}`",
                                source_text(*scope_.module, plain.syntax).value_or("…"), name));
        report.fix(fmt::format("measure it in `{}`", name), at, " in " + name);
    }
}

void Walker::report_unlike(const Operand& left, const Operand& right, Span op) {
    const typed::Type l = type(left.expr).required();
    const typed::Type r = type(right.expr).required();
    if (report_missing_unit(right, left) || report_missing_unit(left, right)) return;
    if (is_number(l.base) && is_number(r.base)) {
        ctx_.sink
            .report<messages::number_with_percent>(expr(right.expr).span, number_word(l.base),
                                                   "compared with", number_word(r.base))
            .label(expr(left.expr).span, describe(l))
            .note("a percentage is a number that is written with `%`; the two are kept apart");
        return;
    }
    if (l.base == Base::Money && r.base == Base::Money) {
        ctx_.sink
            .report<messages::two_currencies>(op.valid() ? op : expr(right.expr).span,
                                              l.currency->code, r.currency->code)
            .label(expr(left.expr).span, describe(l))
            .label(expr(right.expr).span, describe(r))
            .note("nothing here knows a rate of exchange");
        return;
    }
    const bool durations = (l.base == Base::Duration && r.base == Base::BusinessDuration) ||
                           (r.base == Base::Duration && l.base == Base::BusinessDuration);
    if (durations) {
        report_two_clocks(left, right);
        return;
    }
    if (l.base == Base::BusinessDuration && r.base == Base::BusinessDuration) {
        ctx_.sink
            .report<messages::two_calendars>(expr(right.expr).span,
                                             ctx_.program.calendars[l.calendar.index()].header.name,
                                             ctx_.program.calendars[r.calendar.index()].header.name)
            .label(expr(left.expr).span, describe(l));
        return;
    }
    ctx_.sink.report<messages::not_comparable>(expr(right.expr).span, describe(l), describe(r))
        .label(expr(left.expr).span, describe(l));
}

bool Walker::check_ignoring(const syntax::Expr& e, const Operand& left) {
    if (!e.ignoring_case && !e.ignoring_accents) return true;
    const typed::Type& type = this->type(left.expr);
    const bool texts =
        type.base == Base::Text || (type.base == Base::List && type.element == Base::Text);
    if (texts) return true;
    ctx_.sink.report<messages::ignoring_without_text>(expr(left.expr).span,
                                                      describe(type.required()));
    return false;
}

CheckedCondition Walker::test(Op op, Span span, std::vector<ExprId> args, const syntax::Expr* e) {
    const ExprId id = truth(op, span, std::move(args));
    if (e) {
        ctx_.program.expr(id).ignoring_case = e->ignoring_case;
        ctx_.program.expr(id).ignoring_accents = e->ignoring_accents;
    }
    return {id, {}, {}};
}

namespace {

Hint hint_from(const typed::Type& type) {
    Hint hint;
    hint.type = type.required();
    return hint;
}

}  // namespace

ExprId Walker::value_beside(ExprId left, syntax::ExprId right) {
    const bool name = right.valid() && (syntax_of(right).kind == Kind::Name ||
                                        syntax_of(right).kind == Kind::Member);
    if (failed({left}) && name) return error(syntax_of(right).span);
    return value(right, hint_from(type(left)));
}

CheckedCondition Walker::is(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    if (auto open = calendar_open(id)) return std::move(*open);
    Operand left{e.args[0], value(e.args[0])};
    const typed::Type left_type = type(left.expr);
    if (left_type.base == Base::Record && left_type.record != typed::RecordKind::Item &&
        left_type.record != typed::RecordKind::Case)
        return part_state(id, left.expr);
    if (left_type.base == Base::Choice) {
        const std::vector<std::uint32_t> group = group_of(e.args[1], left_type);
        if (!group.empty()) {
            left.expr = require_known(left);
            if (failed({left.expr})) return {error(e.span), {}, {}};
            std::vector<ExprId> args{left.expr};
            for (std::uint32_t member : group) {
                typed::Value value;
                value.choice = member;
                args.push_back(
                    constant(left_type.required(), std::move(value), syntax_of(e.args[1]).span));
            }
            return maybe_not(test(Op::InSet, e.span, std::move(args)), e.negated, e.span);
        }
    }
    Operand right{e.args[1], value_beside(left.expr, e.args[1])};
    if (!fit(left, right, e.operator_span, true) || !check_ignoring(e, left))
        return {error(e.span), {}, {}};
    CheckedCondition result =
        test(e.negated ? Op::NotEqual : Op::Equal, e.span, {left.expr, right.expr}, &e);
    if (type(left.expr).is_numeric()) {
        const Side l{path(left.expr), expr(left.expr).range};
        const Side r{path(right.expr), expr(right.expr).range};
        result.when_true = knowledge_of(e.negated ? Relation::NotEqual : Relation::Equal, l, r);
        result.when_false = knowledge_of(e.negated ? Relation::Equal : Relation::NotEqual, l, r);
    }
    return result;
}

CheckedCondition Walker::ordering(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    Operand left{e.args[0], value(e.args[0])};
    Operand right{e.args[1], value_beside(left.expr, e.args[1])};
    if (!fit(left, right, e.operator_span, false)) return {error(e.span), {}, {}};
    const typed::Type type = this->type(left.expr);
    bool ordered = type.base != Base::YesNo && type.base != Base::List && !type.is_reference();
    if (type.base == Base::Choice) ordered = ctx_.program.choice(type.choice).ranked;
    if (!ordered) {
        auto& report = ctx_.sink.report<messages::no_order>(
            e.operator_span.valid() ? e.operator_span : e.span, describe(type));
        report.label(expr(left.expr).span, describe(type));
        if (type.base == Base::Choice)
            report.help(
                "declare the choice as `ranked { … }`, from lowest to highest, or write `is in { … "
                "}`");
        return {error(e.span), {}, {}};
    }
    const bool less = e.kind == Kind::Less || e.kind == Kind::LessEqual;
    const bool strict = e.kind == Kind::Less || e.kind == Kind::Greater;
    const Op op =
        less ? (strict ? Op::Less : Op::LessEqual) : (strict ? Op::Greater : Op::GreaterEqual);
    CheckedCondition result = test(op, e.span, {left.expr, right.expr});
    if (!type.is_numeric()) return result;
    const Side l{path(left.expr), expr(left.expr).range};
    const Side r{path(right.expr), expr(right.expr).range};
    const Side& low = less ? l : r;
    const Side& high = less ? r : l;
    result.when_true = knowledge_of(strict ? Relation::Less : Relation::LessEqual, low, high);
    result.when_false = knowledge_of(strict ? Relation::LessEqual : Relation::Less, high, low);
    return result;
}

CheckedCondition Walker::between(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    Operand x{e.args[0], value(e.args[0])};
    Operand low{e.args[1], value_beside(x.expr, e.args[1])};
    Operand high{e.args[2], value_beside(x.expr, e.args[2])};
    // Of one mistake on the left one message: the right side is not compared any more.
    if (!fit(x, low, e.operator_span, false) || !fit(x, high, e.operator_span, false))
        return {error(e.span), {}, {}};
    // The first comparison may have measured a clock, so that the lower end is looked at again.
    const typed::Type type = this->type(x.expr);
    const bool choice = type.base == Base::Choice && !ctx_.program.choice(type.choice).ranked;
    if (choice || type.base == Base::YesNo || type.base == Base::List || type.is_reference()) {
        ctx_.sink
            .report<messages::no_order>(e.operator_span.valid() ? e.operator_span : e.span,
                                        describe(type))
            .label(expr(x.expr).span, describe(type));
        return {error(e.span), {}, {}};
    }
    CheckedCondition result = test(Op::Between, e.span, {x.expr, low.expr, high.expr});
    if (type.is_numeric()) {
        const Side side{path(x.expr), expr(x.expr).range};
        result.when_true =
            knowledge_of(Relation::LessEqual, {path(low.expr), expr(low.expr).range}, side);
        merge(result.when_true,
              knowledge_of(Relation::LessEqual, side, {path(high.expr), expr(high.expr).range}));
    }
    return maybe_not(std::move(result), e.negated, e.span);
}

std::vector<ExprId> Walker::set_members(const syntax::Expr& e, Operand left, bool& failed_any) {
    std::vector<ExprId> members{left.expr};
    const Hint hint = hint_from(type(left.expr));
    for (std::size_t i = 1; i < e.args.size(); ++i) {
        const std::vector<std::uint32_t> group = group_of(e.args[i], type(left.expr));
        for (std::uint32_t member : group) {
            typed::Value value;
            value.choice = member;
            members.push_back(
                constant(type(left.expr).required(), std::move(value), syntax_of(e.args[i]).span));
        }
        if (!group.empty()) continue;
        Operand member{e.args[i], value(e.args[i], hint)};
        Operand same = left;
        if (!fit(same, member, {}, true)) {
            failed_any = true;
            continue;
        }
        members.front() = same.expr;
        members.push_back(member.expr);
    }
    return members;
}

CheckedCondition Walker::in_set(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    Operand left{e.args[0], value(e.args[0])};
    if (!names_somebody(ctx_, type(left.expr))) left.expr = require_known(left);
    if (failed({left.expr})) return {error(e.span), {}, {}};
    bool failed_any = false;
    std::vector<ExprId> members = set_members(e, left, failed_any);
    if (failed_any || !check_ignoring(e, left)) return {error(e.span), {}, {}};
    CheckedCondition result = test(Op::InSet, e.span, members, &e);
    const std::string path = this->path(left.expr);
    if (type(left.expr).is_numeric() && !path.empty() && members.size() > 1) {
        typed::Interval hull = expr(members[1]).range;
        for (std::size_t i = 2; i < members.size(); ++i)
            hull = ranges::hull(hull, expr(members[i]).range);
        result.when_true = knowledge_of(Relation::Equal, {path, expr(left.expr).range}, {"", hull});
    }
    return maybe_not(std::move(result), e.negated, e.span);
}

}  // namespace reeve::check
