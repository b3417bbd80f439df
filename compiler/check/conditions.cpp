#include "compiler/check/walker.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"
#include "compiler/diagnostics/parse_messages.h"

#include <fmt/format.h>

#include <algorithm>

// Logic: what is known behind `and`, `or`, `not`, `if`, `or else`.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

CheckedCondition Walker::condition(syntax::ExprId id) {
    if (!id.valid()) return {error({}), {}, {}};
    const syntax::Expr& e = syntax_of(id);
    // Messages about what may be missing speak of the innermost test around it.
    const syntax::ExprId outer_test = std::exchange(test_, id);
    const bool outer_negated = negated_test_;
    CheckedCondition result;
    switch (e.kind) {
        case Kind::And:
        case Kind::Or: result = chain(id); break;
        case Kind::Not: result = negation(id); break;
        case Kind::IsKnown:
        case Kind::IsMissing: result = is_known(id); break;
        case Kind::Is: result = is(id); break;
        case Kind::Less:
        case Kind::LessEqual:
        case Kind::Greater:
        case Kind::GreaterEqual: result = ordering(id); break;
        case Kind::IsBetween: result = between(id); break;
        case Kind::IsIn: result = in_set(id); break;
        case Kind::IsLike: result = like_except(id); break;
        case Kind::IsSentBack: result = sent_back(id); break;
        case Kind::Has:
        case Kind::HasAny:
        case Kind::HasAll: result = has(id); break;
        case Kind::Contains:
        case Kind::StartsWith:
        case Kind::EndsWith:
        case Kind::Matches: result = text_test(id); break;
        case Kind::InTeam: result = in_team(id); break;
        default: result = plain_condition(id); break;
    }
    test_ = outer_test;
    negated_test_ = outer_negated;
    return result;
}

CheckedCondition Walker::plain_condition(syntax::ExprId id) {
    const ExprId plain = known_value(id);
    const typed::Type type = this->type(plain);
    if (type.is_error() || type.base == Base::YesNo) return {plain, {}, {}};
    const Span span = expr(plain).span;
    auto& report = ctx_.sink.report<messages::condition_wanted>(span, describe(type));
    if (type.base == Base::Record) report.help("ask how it is, for example `… is done`");
    return {error(span), {}, {}};
}

CheckedCondition Walker::chain(syntax::ExprId id) {
    const Kind kind = syntax_of(id).kind;
    const bool all = kind == Kind::And;
    const std::vector<syntax::ExprId> terms = spine(id, {kind});
    if (or_for_or_else(id, terms)) return {error(syntax_of(id).span), {}, {}};
    const std::size_t mark = known_.mark();
    negated_test_ = false;
    CheckedCondition sum = condition(terms.front());
    bool failed_before = failed({sum.expr});
    Knowledge last = all ? sum.when_true : sum.when_false;
    ExprId before = sum.expr;
    for (std::size_t i = 1; i < terms.size(); ++i) {
        if (const std::size_t skipped = bare_choice_values(terms, i, before)) {
            failed_before = true;
            i += skipped - 1;
            continue;
        }
        known_.learn(last);
        CheckedCondition next = condition(terms[i]);
        before = next.expr;
        failed_before = failed_before || failed({next.expr});
        last = all ? next.when_true : next.when_false;
        if (all) {
            sum.when_false = either_or_both(sum.when_false, sum.when_true, next.when_false);
            merge(sum.when_true, std::move(next.when_true));
        } else {
            sum.when_true = either_or_both(sum.when_true, sum.when_false, next.when_true);
            merge(sum.when_false, std::move(next.when_false));
        }
        const Span span = expr(sum.expr).span.to(expr(next.expr).span);
        if (!failed({sum.expr, next.expr}))
            sum.expr = truth(all ? Op::And : Op::Or, span, {sum.expr, next.expr});
    }
    known_.forget(mark);
    if (failed_before) sum.expr = error(syntax_of(id).span);
    return sum;
}

/// `(score or 0%) > 80%`, where `or else` is meant: a value as such stands after a name.
bool Walker::or_for_or_else(syntax::ExprId id, const std::vector<syntax::ExprId>& terms) {
    const syntax::Expr& e = syntax_of(id);
    if (e.kind != Kind::Or || terms.size() != 2) return false;
    const syntax::Expr& left = syntax_of(terms[0]);
    const auto literal = signed_literal(*scope_.module, terms[1]);
    const bool value = literal && literal->kind != syntax::LiteralKind::YesNo;
    const bool read = left.kind == Kind::Name || left.kind == Kind::Member;
    if (!value || !read) return false;
    const Span span = syntax_of(terms[1]).span;
    const std::string written = to_text(*literal);
    ctx_.sink.report<messages::repeated_left_side>(span, written)
        .help("`or` joins conditions; what stands in where a value is missing follows `or else`")
        .fix("write `or else`", span.before(), "else ");
    return true;
}

/// `tier is gold or silver or bronze`: how many terms from `first` on are no conditions but further
/// values of the choice that the term before compares. They are reported here, once.
std::size_t Walker::bare_choice_values(const std::vector<syntax::ExprId>& terms, std::size_t first,
                                       ExprId before) {
    const syntax::Expr& test = syntax_of(terms[first - 1]);
    if (test.kind != Kind::Is || failed({before})) return 0;
    const typed::Expr* compared = &expr(before);
    if (compared->op == Op::Not) compared = &expr(compared->args[0]);
    if (compared->args.empty()) return 0;
    const typed::Type& type = expr(compared->args[0]).type;
    if (type.base != Base::Choice) return 0;
    const typed::Choice& choice = ctx_.program.choice(type.choice);
    const std::vector<std::string> conditions = names_here({});
    std::vector<std::string> values;
    if (syntax_of(test.args[1]).kind == Kind::Name)
        values.push_back(syntax_of(test.args[1]).name.text);
    std::size_t count = 0;
    for (; first + count < terms.size(); ++count) {
        const syntax::Expr& term = syntax_of(terms[first + count]);
        const bool value = term.kind == Kind::Name && choice.find(term.name.text) &&
                           std::ranges::find(conditions, term.name.text) == conditions.end();
        if (!value) break;
        values.push_back(term.name.text);
    }
    if (count == 0) return 0;
    const syntax::Expr& bare = syntax_of(terms[first]);
    auto& report = ctx_.sink.report<messages::repeated_left_side>(bare.span, bare.name.text);
    report.label(test.span, "compared here");
    if (values.size() == count) return count;
    const std::string right =
        fmt::format("is {}in {{ {} }}", test.negated ? "not " : "", fmt::join(values, ", "));
    const Span end = syntax_of(terms[first + count - 1]).span;
    report.help(fmt::format("write `{}`", right))
        .fix(fmt::format("write `{}`", right), test.operator_span.to(end), right);
    return count;
}

CheckedCondition Walker::negation(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    negated_test_ = e.args[0].valid() && !syntax_of(e.args[0]).parenthesized;
    return maybe_not(condition(e.args[0]), true, e.span);
}

CheckedCondition Walker::maybe_not(CheckedCondition condition, bool negated, Span span) {
    if (!negated) return condition;
    std::swap(condition.when_true, condition.when_false);
    condition.expr =
        failed({condition.expr}) ? error(span) : truth(Op::Not, span, {condition.expr});
    return condition;
}

CheckedCondition Walker::is_known(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const ExprId asked = value(e.args[0]);
    if (failed({asked})) return {error(e.span), {}, {}};
    if (type(asked).base == Base::Record) {
        ctx_.sink.report<messages::record_as_value>(expr(asked).span, describe(type(asked)))
            .help("ask how it is, for example `… is done`");
        return {error(e.span), {}, {}};
    }
    const bool missing = e.kind == Kind::IsMissing;
    CheckedCondition result{truth(missing ? Op::IsMissing : Op::IsKnown, e.span, {asked}), {}, {}};
    const std::string path = this->path(asked);
    if (!path.empty()) (missing ? result.when_false : result.when_true).present.insert(path);
    return maybe_not(std::move(result), e.negated, e.span);
}

std::vector<syntax::ExprId> Walker::spine(syntax::ExprId id,
                                          std::initializer_list<Kind> kinds) const {
    // `a and b and c` is a tree that leans to the left, perhaps ten thousand terms deep.
    std::vector<syntax::ExprId> terms;
    while (std::ranges::find(kinds, syntax_of(id).kind) != kinds.end()) {
        terms.push_back(syntax_of(id).args[1]);
        id = syntax_of(id).args[0];
    }
    terms.push_back(id);
    std::ranges::reverse(terms);
    return terms;
}

namespace {

bool is_number(Base base) {
    return base == Base::Number || base == Base::Percent || base == Base::Ratio;
}

/// The type of values of which one is taken; nothing where they do not go together.
std::optional<typed::Type> common(const typed::Type& a, const typed::Type& b) {
    typed::Type type = a;
    type.optional = a.optional || b.optional;
    if (is_number(a.base) && is_number(b.base)) {
        if (a.base == Base::Ratio) type.base = b.base;
        if (a.base != b.base && a.base != Base::Ratio && b.base != Base::Ratio) return std::nullopt;
        return type;
    }
    if (a.base != b.base) return std::nullopt;
    switch (a.base) {
        case Base::Money: return a.currency == b.currency ? std::optional(type) : std::nullopt;
        case Base::Choice: return a.choice == b.choice ? std::optional(type) : std::nullopt;
        case Base::BusinessDuration:
            if (!a.calendar.valid()) type.calendar = b.calendar;
            if (a.calendar.valid() && b.calendar.valid() && a.calendar != b.calendar)
                return std::nullopt;
            return type;
        case Base::List:
            if (a.element != b.element || a.choice != b.choice) return std::nullopt;
            return type;
        case Base::Record: return std::nullopt;
        default: return type;
    }
}

}  // namespace

typed::Type Walker::unify(std::span<const Operand> values, std::vector<ExprId>& exprs) {
    typed::Type type = this->type(exprs.front());
    if (type.base == Base::Record) {
        ctx_.sink.report<messages::record_as_value>(expr(exprs.front()).span, describe(type));
        return {};
    }
    for (std::size_t i = 1; i < exprs.size(); ++i) {
        // A date beside a moment is its first instant.
        if (type.base == Base::Moment && this->type(exprs[i]).base == Base::Date)
            exprs[i] = start_of_day(exprs[i]);
        const auto both = common(type, this->type(exprs[i]));
        if (!both) {
            const Operand& other = values[i];
            auto& report = ctx_.sink.report<messages::branches_differ>(
                expr(other.expr).span, describe(this->type(exprs[i]).required()),
                describe(type.required()));
            report.label(expr(values.front().expr).span,
                         describe(this->type(exprs.front()).required()));
            return {};
        }
        type = *both;
    }
    return type;
}

ExprId Walker::if_chain(syntax::ExprId id, const Hint& hint) {
    struct Arm {
        ExprId condition;
        Span span;
    };
    const Span whole = syntax_of(id).span;
    const std::size_t mark = known_.mark();
    const syntax::ExprId outer_test = std::exchange(test_, syntax::ExprId());
    Hint branch_hint = hint;
    std::vector<Arm> arms;
    std::vector<Operand> branches;
    bool any_failed = false;
    const auto branch = [&](syntax::ExprId at) {
        const ExprId result = value(at, branch_hint);
        any_failed = any_failed || failed({result});
        branches.push_back({at, result});
        if (branch_hint.type.is_error()) branch_hint.type = type(result);
    };
    // `else if` chains are not nesting, so they may be long.
    syntax::ExprId at = id;
    while (at.valid() && syntax_of(at).kind == Kind::If) {
        const syntax::Expr& e = syntax_of(at);
        const CheckedCondition test = condition(e.args[0]);
        any_failed = any_failed || failed({test.expr});
        const std::size_t inner = known_.mark();
        known_.learn(test.when_true);
        branch(e.args[1]);
        known_.forget(inner);
        known_.learn(test.when_false);
        arms.push_back({test.expr, e.span});
        at = e.args[2];
    }
    if (at.valid()) branch(at);
    known_.forget(mark);
    test_ = outer_test;
    if (any_failed || !at.valid()) return error(whole);
    std::vector<ExprId> exprs;
    for (const Operand& operand : branches) exprs.push_back(operand.expr);
    const typed::Type type = unify(branches, exprs);
    if (type.is_error()) return error(whole);
    ExprId result = exprs.back();
    for (std::size_t i = arms.size(); i-- > 0;) {
        const typed::Interval range = type.is_numeric()
                                          ? ranges::hull(expr(exprs[i]).range, expr(result).range)
                                          : typed::Interval();
        result = make(Op::If, type, arms[i].span, {arms[i].condition, exprs[i], result});
        ctx_.program.expr(result).range = range;
    }
    return result;
}

ExprId Walker::or_else(syntax::ExprId id, const Hint& hint) {
    const Span whole = syntax_of(id).span;
    Hint next_hint = hint;
    std::vector<Operand> values;
    std::vector<ExprId> exprs;
    bool any_failed = false;
    for (syntax::ExprId term : spine(id, {Kind::OrElse})) {
        const ExprId result = value(term, next_hint);
        any_failed = any_failed || failed({result});
        values.push_back({term, result});
        exprs.push_back(result);
        if (next_hint.type.is_error()) next_hint.type = type(result);
    }
    if (any_failed) return error(whole);
    typed::Type type = unify(values, exprs);
    if (type.is_error()) return error(whole);
    ExprId result = exprs.front();
    bool optional = this->type(result).optional;
    for (std::size_t i = 1; i < exprs.size(); ++i) {
        optional = optional && this->type(exprs[i]).optional;
        type.optional = optional;
        const typed::Interval range = type.is_numeric()
                                          ? ranges::hull(expr(result).range, expr(exprs[i]).range)
                                          : typed::Interval();
        const Span span = expr(result).span.to(expr(exprs[i]).span);
        result = make(Op::OrElse, type, span, {result, exprs[i]});
        ctx_.program.expr(result).range = range;
    }
    return result;
}

}  // namespace reeve::check
