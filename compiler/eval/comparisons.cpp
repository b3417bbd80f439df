#include "base/text_folding.h"
#include "compiler/eval/evaluator.h"

#include "compiler/eval/elsewhere.h"

#include <algorithm>

namespace reeve::eval {

using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

Folding folding(const typed::Expr& e) { return {e.ignoring_case, e.ignoring_accents}; }

std::string folded(const Value& value, const typed::Expr& e) {
    return e.ignoring_case || e.ignoring_accents ? fold(value.text(), folding(e)) : value.text();
}

/// The distance between two values that can move; zero for others.
Decimal distance(const typed::Type& type, const Value& a, const Value& b) {
    if (a.is_missing() || b.is_missing()) return {};
    switch (type.base) {
        case Base::Moment: return Decimal(a.moment().ms - b.moment().ms);
        case Base::Time: return Decimal(a.time().ms - b.time().ms);
        default: return type.is_numeric() ? a.number() - b.number() : Decimal();
    }
}

std::strong_ordering order(const typed::Type& type, const Value& a, const Value& b) {
    switch (type.base) {
        case Base::Text: return a.text() <=> b.text();
        case Base::Choice: return a.choice() <=> b.choice();
        case Base::Date: return a.date() <=> b.date();
        case Base::Time: return a.time() <=> b.time();
        case Base::Moment: return a.moment() <=> b.moment();
        default: return a.number() <=> b.number();
    }
}

}  // namespace

bool Evaluator::order_holds(Op op, const Value& a, const Value& b, const Expr& e) const {
    const typed::Type& type = context_.program.expr(e.args[0]).type;
    if (op == Op::Equal || op == Op::NotEqual) {
        bool equal = a == b;
        if (type.base == Base::Text && !a.is_missing() && !b.is_missing())
            equal = folded(a, e) == folded(b, e);
        return equal == (op == Op::Equal);
    }
    if (type.base == Base::Text && (e.ignoring_case || e.ignoring_accents))
        return order_holds(op, Value(folded(a, e)), Value(folded(b, e)),
                           Expr{.op = op, .args = e.args});
    const std::strong_ordering sign = order(type, a, b);
    switch (op) {
        case Op::Less: return sign < 0;
        case Op::LessEqual: return sign <= 0;
        case Op::Greater: return sign > 0;
        default: return sign >= 0;
    }
}

namespace {

struct Side {
    ExprId id;
    Moving moving;
};

}  // namespace

Moving Evaluator::compare(const Expr& e) {
    const Side left{e.args[0], eval(e.args[0])};
    const auto test = [&](Op op, const Side& right) {
        const bool truth = order_holds(op, left.moving.value, right.moving.value, e);
        if (!left.moving.moves() && !right.moving.moves()) return truth;
        const auto same = [&](Instant t) {
            return order_holds(op, value_at(left.id, t), value_at(right.id, t), e) == truth;
        };
        if (left.moving.rising || right.moving.rising) {
            narrow(same, {});
            return truth;
        }
        std::vector<Rate> rates = left.moving.rates;
        for (const Rate& rate : negated(right.moving.rates)) rates.push_back(rate);
        const typed::Type& type = context_.program.expr(left.id).type;
        narrow_to_sign(same, distance(type, left.moving.value, right.moving.value),
                       merged(std::move(rates)));
        return truth;
    };
    if (e.op != Op::Between) return Value(test(e.op, {e.args[1], eval(e.args[1])}));
    return Value(test(Op::GreaterEqual, {e.args[1], eval(e.args[1])}) &&
                 test(Op::LessEqual, {e.args[2], eval(e.args[2])}));
}

Moving Evaluator::is_member(const Expr& e) {
    const Moving left = eval(e.args[0]);
    for (std::size_t i = 1; i < e.args.size(); ++i) {
        const ExprId member = e.args[i];
        const Moving right = eval(member);
        const bool truth = order_holds(Op::Equal, left.value, right.value, e);
        if (left.moves() || right.moves()) {
            const auto same = [&](Instant t) {
                return order_holds(Op::Equal, value_at(e.args[0], t), value_at(member, t), e) ==
                       truth;
            };
            std::vector<Rate> rates = left.rates;
            for (const Rate& rate : negated(right.rates)) rates.push_back(rate);
            narrow_to_sign(same,
                           distance(context_.program.expr(e.args[0]).type, left.value, right.value),
                           merged(std::move(rates)));
        }
        if (truth) return Value(true);
    }
    return Value(false);
}

Moving Evaluator::text_test(const Expr& e) {
    const std::string text = folded(value(e.args[0]), e);
    const std::string part = folded(value(e.args[1]), e);
    switch (e.op) {
        case Op::Contains: return Value(text.find(part) != std::string::npos);
        case Op::StartsWith: return Value(text.starts_with(part));
        case Op::EndsWith: return Value(text.ends_with(part));
        default: return Value(matches_wildcards(text, part));
    }
}

Moving Evaluator::list_test(const Expr& e) {
    const Value list = value(e.args[0]);
    const bool text =
        !list.list().empty() && context_.program.expr(e.args[0]).type.element == Base::Text;
    const auto has = [&](const Value& element) {
        return std::ranges::any_of(list.list(), [&](const Value& member) {
            return text ? folded(member, e) == folded(element, e) : member == element;
        });
    };
    if (e.op == Op::Has) return Value(has(value(e.args[1])));
    // The elements stand one by one, or in one list.
    Value::List elements;
    for (std::size_t i = 1; i < e.args.size(); ++i) {
        Value element = value(e.args[i]);
        if (context_.program.expr(e.args[i]).type.base == Base::List)
            elements.insert(elements.end(), element.list().begin(), element.list().end());
        else
            elements.push_back(std::move(element));
    }
    return Value(e.op == Op::HasAny ? std::ranges::any_of(elements, has)
                                    : std::ranges::all_of(elements, has));
}

}  // namespace reeve::eval
