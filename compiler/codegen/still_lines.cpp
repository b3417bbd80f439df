#include "compiler/codegen/still_lines.h"

#include <algorithm>

namespace reeve::codegen {

using Line = typed::PriorityLine;

namespace {

const Decimal kPointDecimal = 1'000;

std::optional<std::int64_t> whole(Decimal points) {
    return (points * kPointDecimal).round().to_int64();
}

}  // namespace

std::optional<Ref> StillLines::by_evaluator(const Line& line, std::uint32_t index) {
    const auto low = (line.term.low * kPointDecimal).floor().to_int64();
    const auto high = (line.term.high * kPointDecimal).ceiling().to_int64();
    if (!low || !high || !fits({*low, *high})) return std::nullopt;
    const std::size_t at =
        values_.column({Source::Kind::Term, index, {}}, {columns::Width::Bits64, true, false},
                       kPriorityDigits, false);
    return builder_.load(
        Op::Load, at, {std::min<std::int64_t>(*low, 0) - 1, std::max<std::int64_t>(*high, 0) + 1});
}

std::optional<Ref> StillLines::value(const Line& line) {
    std::optional<Ref> value;
    switch (line.kind) {
        case Line::Kind::AddSteps: value = steps(line); break;
        case Line::Kind::AddChoiceSteps: value = choice_steps(line); break;
        case Line::Kind::AddCurve: value = still_curve(line); break;
        case Line::Kind::AddPer: value = per_unit(line); break;
        default: value = values_.thousandths(values_.lower(line.value));
    }
    if (!value || !line.up_to.valid()) return value;
    const typed::Expr& most = program_.expr(line.up_to);
    const auto cap = values_.thousandths(values_.lower(line.up_to));
    if (!cap || most.op != typed::Op::Constant) return std::nullopt;
    return capped(*value, *cap, most.value.number.is_negative());
}

Ref StillLines::capped(Ref value, Ref cap, bool below) {
    const auto a = builder_.range(value);
    const auto b = builder_.range(cap);
    return below ? builder_.integer(Op::Maximum, value, cap,
                                    {std::max(a.low, b.low), std::max(a.high, b.high)})
                 : builder_.integer(Op::Minimum, value, cap,
                                    {std::min(a.low, b.low), std::min(a.high, b.high)});
}

std::optional<Ref> StillLines::steps(const Line& line) {
    const Lowered subject = values_.lower(line.subject);
    if (!subject || subject.missing) return std::nullopt;
    Ref value = builder_.constant(*whole(line.points.front().value));
    // Nothing changes at the first point, but the evaluator looks again there.
    if (values_.at_least(subject, line.points.front().at) == kNoRef) return std::nullopt;
    for (std::size_t i = 1; i < line.points.size(); ++i) {
        const Ref reached = values_.at_least(subject, line.points[i].at);
        if (reached == kNoRef) return std::nullopt;
        value = builder_.select(reached, builder_.constant(*whole(line.points[i].value)), value);
    }
    return value;
}

std::optional<Ref> StillLines::choice_steps(const Line& line) {
    const Lowered subject = values_.lower(line.subject);
    if (subject.kind != Lowered::Kind::Integer || subject.missing) return std::nullopt;
    // What was chosen by conditions, like a segment, is not compared again.
    const auto points = builder_.replace_chosen(
        subject.value, [&](std::int64_t choice) -> std::optional<std::int64_t> {
            if (choice < 0 || choice >= std::ssize(line.by_choice)) return std::nullopt;
            return whole(line.by_choice[static_cast<std::size_t>(choice)]);
        });
    if (points) return points;
    Ref value = builder_.constant(*whole(line.by_choice.front()));
    for (std::size_t i = 1; i < line.by_choice.size(); ++i) {
        const Ref is = builder_.compare(Op::Equal, builder_.constant(static_cast<std::int64_t>(i)),
                                        subject.value);
        value = builder_.select(is, builder_.constant(*whole(line.by_choice[i])), value);
    }
    return value;
}

/// x * y / unit in one rounding.
std::optional<Ref> StillLines::per_unit(const Line& line) {
    typed::Expr product;
    product.op = typed::Op::Multiply;
    product.args = {line.value, line.subject};
    product.type.base = typed::Base::Number;
    Lowered value = values_.multiply(product);
    const Lowered unit = values_.constant(line.unit);
    if (!value || !unit) return std::nullopt;
    const std::int64_t by = builder_.at(unit.value).integer;
    constexpr std::int64_t kDenominatorMax = 1'000'000'000'000;
    if (value.denominator > kDenominatorMax / by) return std::nullopt;
    value.denominator *= by;
    if (unit.scale > 0 && !values_.widen(value, value.scale + unit.scale)) return std::nullopt;
    value.scale -= unit.scale;
    return values_.thousandths(value);
}

/// Piece by piece: (from * run + rise * (x - at)) / run, rounded once.
std::optional<Ref> StillLines::still_curve(const Line& line) {
    const Lowered subject = values_.lower(line.subject);
    if (subject.kind != Lowered::Kind::Integer || subject.missing || subject.denominator != 1)
        return std::nullopt;
    Ref value = builder_.constant(*whole(line.points.front().value));
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        const Ref reached = values_.at_least(subject, line.points[i].at);
        const auto piece = i + 1 < line.points.size()
                               ? piece_of(subject, line.points[i], line.points[i + 1])
                               : std::optional(builder_.constant(*whole(line.points[i].value)));
        if (reached == kNoRef || !piece) return std::nullopt;
        value = builder_.select(reached, *piece, value);
    }
    return value;
}

std::optional<Ref> StillLines::piece_of(const Lowered& x, const Line::Point& from,
                                        const Line::Point& to) {
    // The value is a * x + b over d, with whole numbers.
    const Decimal run = to.at - from.at;
    const Decimal rise = to.value - from.value;
    const Decimal unit =
        Decimal::scaled(1, std::max({from.at.decimals(), to.at.decimals(), 0}) +
                               std::max(from.value.decimals(), to.value.decimals()) + 3);
    const auto a = (rise * unit).to_int64();
    const auto b = ((from.value * run - rise * from.at) * unit).to_int64();
    const Decimal over = run * unit * Decimal::scaled(1, x.scale);
    const auto d = over.to_int64();
    if (!a || !b || !d) return std::nullopt;
    const Decimal offset = Decimal(*b) * Decimal::scaled(1, x.scale);
    const auto c = offset.to_int64();
    if (!c) return std::nullopt;
    const auto range = builder_.range(x.value);
    const Builder::Wide ends[] = {range.low * *a, range.high * *a};
    const Builder::Range product{std::min(ends[0], ends[1]), std::max(ends[0], ends[1])};
    const Builder::Range sum{product.low + *c, product.high + *c};
    if (!fits(product) || !fits(sum) || !fits({*a, *a}) || !fits({*c, *c})) return std::nullopt;
    const Ref top = builder_.integer(
        Op::Add, builder_.integer(Op::Multiply, x.value, builder_.constant(*a), product),
        builder_.constant(*c), sum);
    Lowered value{.kind = Lowered::Kind::Integer, .value = top, .denominator = *d};
    return values_.thousandths(value);
}

}  // namespace reeve::codegen
