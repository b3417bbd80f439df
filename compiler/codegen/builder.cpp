#include "compiler/codegen/builder.h"

#include <algorithm>

namespace reeve::codegen {

namespace {

constexpr Builder::Wide kLimit = Builder::Wide{1} << 62;

Operation with_range(Operation operation, Builder::Range range) {
    operation.low = static_cast<std::int64_t>(range.low);
    operation.high = static_cast<std::int64_t>(range.high);
    return operation;
}

}  // namespace

bool fits(Builder::Range range) { return -kLimit < range.low && range.high < kLimit; }

Ref Builder::add(Operation operation) {
    const Key key{operation.op, operation.a,       operation.b,
                  operation.c,  operation.integer, operation.real};
    const auto [known, is_new] = known_.try_emplace(key, static_cast<Ref>(unit_.code.size()));
    if (is_new) unit_.code.push_back(operation);
    return known->second;
}

Ref Builder::constant(std::int64_t value) {
    return add({.op = Op::Constant, .integer = value, .low = value, .high = value});
}
Ref Builder::truth(bool value) { return add({.op = Op::ConstantMask, .integer = value}); }
Ref Builder::real(double value) { return add({.op = Op::ConstantReal, .real = value}); }

Ref Builder::load(Op op, std::size_t column, Range range) {
    return add(with_range({.op = op, .integer = static_cast<std::int64_t>(column)}, range));
}
Ref Builder::batch(Op op, std::size_t slot, Range range) {
    return add(with_range({.op = op, .integer = static_cast<std::int64_t>(slot)}, range));
}
Ref Builder::batch_at(Ref index, std::size_t first_slot, Range range) {
    return add(with_range(
        {.op = Op::BatchAt, .a = index, .integer = static_cast<std::int64_t>(first_slot)}, range));
}
Ref Builder::test(Ref index, std::size_t table) {
    return add({.op = Op::Test, .a = index, .integer = static_cast<std::int64_t>(table)});
}

Ref Builder::both(Ref a, Ref b) {
    for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
        if (at(one).op == Op::ConstantMask) return at(one).integer != 0 ? other : one;
    }
    return a == b ? a : add({Op::And, std::min(a, b), std::max(a, b)});
}

Ref Builder::either(Ref a, Ref b) {
    for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
        if (at(one).op == Op::ConstantMask) return at(one).integer != 0 ? one : other;
    }
    return a == b ? a : add({Op::Or, std::min(a, b), std::max(a, b)});
}

Ref Builder::negation(Ref a) {
    if (at(a).op == Op::ConstantMask) return truth(at(a).integer == 0);
    return at(a).op == Op::Not ? at(a).a : add({Op::Not, a});
}

Ref Builder::integer(Op op, Ref a, Ref b, Range range) {
    return add(with_range({op, a, b}, range));
}

Ref Builder::divide(Ref a, std::int64_t divisor, Range range) {
    if (divisor == 1) return a;
    constexpr std::int64_t kSmall = std::int64_t{1} << 52;
    const bool small = divisor < kSmall && at(a).low > -kSmall && at(a).high < kSmall;
    return add(with_range(
        {.op = small ? Op::RoundDivide : Op::RoundDivideWide, .a = a, .integer = divisor}, range));
}

Ref Builder::select(Ref condition, Ref a, Ref b) {
    if (at(condition).op == Op::ConstantMask) return at(condition).integer != 0 ? a : b;
    if (a == b) return a;
    switch (lane_of(at(a).op)) {
        case Lane::Mask: return either(both(condition, a), both(negation(condition), b));
        case Lane::Real: return add({Op::RealSelect, condition, a, b});
        case Lane::Integer: break;
    }
    const Range x = range(a);
    const Range y = range(b);
    return add(with_range({Op::Select, condition, a, b},
                          {std::min(x.low, y.low), std::max(x.high, y.high)}));
}

Ref Builder::bits(Ref index, std::uint64_t set) {
    return add({.op = Op::InBits, .a = index, .integer = static_cast<std::int64_t>(set)});
}

std::optional<Ref> Builder::replace_chosen(
    Ref chosen, const std::function<std::optional<std::int64_t>(std::int64_t)>& other) {
    // The chain of a choice by the first line that holds: constants, and a rest that comes last.
    std::vector<std::pair<Ref, std::int64_t>> lines;
    while (at(chosen).op == Op::Select && at(at(chosen).b).op == Op::Constant) {
        const auto value = other(at(at(chosen).b).integer);
        if (!value) return std::nullopt;
        lines.emplace_back(at(chosen).a, *value);
        chosen = at(chosen).c;
    }
    if (at(chosen).op != Op::Constant) return std::nullopt;
    const auto rest = other(at(chosen).integer);
    if (!rest) return std::nullopt;
    Ref result = constant(*rest);
    for (std::size_t i = lines.size(); i-- > 0;)
        result = select(lines[i].first, constant(lines[i].second), result);
    return result;
}

Ref Builder::to_integer(Ref a, Range range) {
    return add(with_range({.op = Op::ToInteger, .a = a}, range));
}

}  // namespace reeve::codegen
