#include "compiler/codegen/values.h"

#include "compiler/eval/window.h"

#include <algorithm>

// Amounts and facts in integers: attributes, clocks, promises, arithmetic.

namespace reeve::codegen {

using columns::ColumnType;
using columns::Width;
using typed::Base;
using typed::ExprId;
using typed::Fact;
using Kind = Lowered::Kind;
using TOp = typed::Op;

namespace {

constexpr Builder::Range kMoments{eval::kFirstInstant.ms, eval::kLastInstant.ms};
/// Dates run from 1900 to 2200 on the wall clock, which may be most of a day away from UTC.
constexpr Builder::Range kStoredMoments{eval::kFirstInstant.ms - 86'400'000,
                                        eval::kLastInstant.ms + 86'400'000};
constexpr Builder::Range kLengths = kPositions;
constexpr std::int64_t kDenominatorMax = 1'000'000'000'000;

Width width_for(Builder::Range range, bool& is_signed) {
    is_signed = range.low < 0;
    const auto fits_in = [&](int bits) {
        const Builder::Wide one = 1;
        return is_signed ? -(one << (bits - 1)) <= range.low && range.high < (one << (bits - 1))
                         : range.high < (one << bits);
    };
    if (fits_in(8)) return Width::Bits8;
    if (fits_in(16)) return Width::Bits16;
    if (fits_in(32)) return Width::Bits32;
    is_signed = true;
    return Width::Bits64;
}

/// A quotient that no number of decimals holds: the reference rounds it to 34 digits, which only a
/// comparison or one rounding forgives.
bool is_endless(const Lowered& value) {
    std::int64_t rest = value.denominator;
    for (const std::int64_t factor : {2, 5}) {
        while (rest % factor == 0) rest /= factor;
    }
    return rest != 1;
}

std::optional<Builder::Range> whole_range(const typed::Interval& range, int scale) {
    const Decimal unit = Decimal::scaled(1, scale);
    const auto low = (range.low * unit).floor().to_int64();
    const auto high = (range.high * unit).ceiling().to_int64();
    if (!low || !high || !fits({*low, *high})) return std::nullopt;
    return Builder::Range{*low, *high};
}

}  // namespace

Lowered Values::attribute(const typed::Expr& e) {
    const auto& declared = program_.work_type(layout_.work_type).attributes[e.symbol];
    const typed::Type& type = declared.type.type;
    const Source source{Source::Kind::Attribute, e.symbol, {}};
    const auto with_missing = [&](Lowered value, std::size_t at) {
        if (type.optional) value.missing = builder_.load(Op::LoadMissing, at, {0, 1});
        return value;
    };
    const auto load = [&](Builder::Range range, int scale) {
        bool is_signed = false;
        const Width width = width_for(range, is_signed);
        const std::size_t at = column(source, {width, is_signed, type.optional}, scale, false);
        // Missing values are kept as zeros.
        if (type.optional)
            range = {std::min<Builder::Wide>(range.low, 0), std::max<Builder::Wide>(range.high, 0)};
        return with_missing(integer(builder_.load(Op::Load, at, range), scale), at);
    };
    switch (type.base) {
        case Base::YesNo: {
            const std::size_t at = column(source, {Width::Bits8, false, type.optional}, 0, false);
            return with_missing(
                {.kind = Kind::Mask, .value = builder_.load(Op::LoadMask, at, {0, 1})}, at);
        }
        case Base::Choice: {
            const auto count =
                static_cast<std::int64_t>(program_.choice(type.choice).values.size());
            return load({0, std::max<std::int64_t>(count - 1, 0)}, 0);
        }
        case Base::Date: return load({-30'000, 90'000}, 0);
        case Base::Time: return load({0, 86'400'000}, 0);
        case Base::Moment: return load(kStoredMoments, 0);
        case Base::Text:
        case Base::List:
        case Base::Agent:
        case Base::Team:
        case Base::Customer: {
            const std::size_t at = column(source, {Width::Bits32, false, false}, 0, true);
            Lowered value{.kind = Kind::Interned,
                          .value = builder_.load(Op::Load, at, {0, 0x7fff'ffff})};
            // The first value of a dictionary is the missing one.
            value.missing = builder_.compare(Op::Equal, builder_.constant(0), value.value);
            return value;
        }
        default: break;
    }
    if (!type.is_numeric()) return fail("an attribute of this type is not kept as an integer");
    const auto range = whole_range(declared.type.range, declared.type.range.scale);
    if (!range) return fail("its range needs more than 64 bits: declare a smaller one");
    return load(*range, declared.type.range.scale);
}

Ref Values::now() {
    if (now_ == Now::Batch)
        return builder_.batch(Op::Batch, slot({Slot::Kind::Position, 0, {}, 0}), kMoments);
    const std::size_t at =
        column({Source::Kind::Fact, static_cast<std::uint32_t>(Fact::Created), {}},
               {Width::Bits64, true, false}, 0, false);
    return builder_.load(Op::Load, at, kStoredMoments);
}

Lowered Values::fact(const typed::Expr& e) {
    const auto fact = static_cast<Fact>(e.symbol);
    const auto stored = [&](Builder::Range range, ColumnType type) {
        const std::size_t at = column({Source::Kind::Fact, e.symbol, {}}, type, 0, false);
        Lowered value = integer(builder_.load(Op::Load, at, range), 0);
        if (type.optional) value.missing = builder_.load(Op::LoadMissing, at, {0, 1});
        return value;
    };
    switch (fact) {
        case Fact::Created: return stored(kStoredMoments, {Width::Bits64, true, false});
        case Fact::InLineSince:
            return stored({std::min<Builder::Wide>(kStoredMoments.low, 0), kStoredMoments.high},
                          {Width::Bits64, true, true});
        case Fact::State: return stored({0, 255}, {Width::Bits8, false, false});
        case Fact::Source: return stored({0, 0xffff}, {Width::Bits16, false, true});
        case Fact::Outcome: return stored({0, 0xffff}, {Width::Bits16, false, true});
        case Fact::Declines:
        case Fact::Misses:
        case Fact::Reassignments: return stored({0, 0x7fff'ffff}, {Width::Bits32, true, false});
        case Fact::Segment:
            turn_with_segment();
            return segment_ ? integer(*segment_, 0) : fail("the segment is not known there");
        case Fact::Now: {
            Lowered value = integer(now(), 0);
            if (now_ == Now::Batch) value.motion = motion_of({});
            return value;
        }
        case Fact::Age: return clock(e, Clock::Age);
        case Fact::Waiting: return clock(e, Clock::Waiting);
        case Fact::WaitingHere: return clock(e, Clock::WaitingHere);
        case Fact::Working: return clock(e, Clock::Working);
        case Fact::Untouched: return clock(e, Clock::Untouched);
        case Fact::OverdueBy: return clock(e, Clock::Overdue);
        case Fact::Due: return promise_moment(2);
        case Fact::StartAt: return promise_moment(0);
        case Fact::TargetAt: return promise_moment(1);
        case Fact::SlaUsed: return share(2);
        case Fact::StartUsed: return share(0);
        case Fact::TargetUsed: return share(1);
        case Fact::TimeLeft: return time_left(e, 2);
        case Fact::StartLeft: return time_left(e, 0);
        case Fact::TargetLeft: return time_left(e, 1);
        case Fact::Overdue: {
            const Lowered due = promise_moment(2);
            const std::size_t at =
                column({Source::Kind::Finished, 0, {}}, {Width::Bits8, false, false}, 0, false);
            const Ref open = builder_.negation(builder_.load(Op::LoadMask, at, {0, 1}));
            const Ref passed = builder_.compare(Op::LessEqual, due.value, now());
            turn_after({}, builder_.integer(Op::Subtract, due.value, now(), kLengths),
                       builder_.both(open, builder_.negation(passed)), {});
            return {.kind = Kind::Mask, .value = builder_.both(passed, open)};
        }
        default: break;
    }
    return fail("`" + std::string(typed::info(fact).text) + "` is not kept in a column");
}

Lowered Values::clock(const typed::Expr& e, Clock clock) {
    if (now_ == Now::Created) {
        // Every clock begins with the item.
        return integer(builder_.constant(0), 0);
    }
    const auto which = static_cast<std::uint32_t>(clock);
    const std::size_t base = column({Source::Kind::ClockBase, which, e.calendar},
                                    {Width::Bits64, true, false}, 0, false);
    const std::size_t runs = column({Source::Kind::ClockRuns, which, e.calendar},
                                    {Width::Bits8, false, false}, 0, false);
    const Ref position =
        builder_.batch(Op::Batch, slot({Slot::Kind::Position, 0, e.calendar, 0}), kLengths);
    const Ref running = builder_.load(Op::LoadMask, runs, {0, 1});
    const Ref sum = builder_.integer(Op::Add, builder_.load(Op::Load, base, kLengths),
                                     builder_.select(running, position, builder_.constant(0)),
                                     {2 * kLengths.low, 2 * kLengths.high});
    const Ref zero = builder_.constant(0);
    Lowered value = integer(builder_.integer(Op::Maximum, sum, zero, {0, kLengths.high}), 0);
    if (turns_ == nullptr) return value;
    value.motion = motion_of(e.calendar);
    value.motion->running = running;
    const std::size_t start = column({Source::Kind::ClockStart, which, e.calendar},
                                     {Width::Bits64, true, false}, 0, false);
    value.motion->ran = builder_.integer(Op::Subtract, position,
                                         builder_.load(Op::Load, start, kLengths), kLengths);
    if (clock != Clock::Overdue) return value;
    // It begins at a moment that may be ahead.
    const Ref at = promise_moment(2).value;
    const Ref begun = builder_.compare(Op::LessEqual, at, now());
    value.motion->running = builder_.both(running, begun);
    turn_after({}, builder_.integer(Op::Subtract, at, now(), kLengths),
               builder_.both(running, builder_.negation(begun)), {});
    return value;
}

Lowered Values::promise_moment(std::uint32_t promise) {
    const std::size_t at =
        column({Source::Kind::PromiseAt, promise, {}}, {Width::Bits64, true, true}, 0, false);
    Lowered value = integer(
        builder_.load(Op::Load, at,
                      {std::min<Builder::Wide>(kStoredMoments.low, 0), kStoredMoments.high}),
        0);
    if (promise != 2) value.missing = builder_.load(Op::LoadMissing, at, {0, 1});
    return value;
}

Ref Values::promise_clock(std::uint32_t promise) {
    // The clocks come first among the slots, and the one that stands still after them.
    const std::size_t still = slot({Slot::Kind::Still, 0, {}, 0});
    const Width width = still < 0x100 ? Width::Bits8 : Width::Bits16;
    const std::size_t at =
        column({Source::Kind::PromiseClock, promise, {}}, {width, false, false}, 0, false);
    return builder_.load(Op::Load, at, {0, static_cast<std::int64_t>(still)});
}

Lowered Values::share(std::uint32_t promise) {
    if (now_ == Now::Created) return fail("it depends on the time of entry");
    const auto load = [&](Source::Kind kind, Width width, bool is_signed, Builder::Range range) {
        return builder_.load(
            Op::Load, column({kind, promise, {}}, {width, is_signed, false}, 0, false), range);
    };
    const Ref base = load(Source::Kind::PromiseBase, Width::Bits64, true, kLengths);
    const std::size_t still = slot({Slot::Kind::Still, 0, {}, 0});
    const Ref clock = promise_clock(promise);
    const Ref zero = builder_.constant(0);
    const Ref sum = builder_.integer(Op::Add, base, builder_.batch_at(clock, 0, kLengths),
                                     {2 * kLengths.low, 2 * kLengths.high});
    const Ref measured = builder_.integer(Op::Maximum, sum, zero, {0, kLengths.high});
    // Where nothing is to be measured, the share is that of one millisecond after the moment.
    const Ref one = builder_.constant(1);
    const Ref length = load(Source::Kind::PromiseTotal, Width::Bits64, true, kLengths);
    const Ref nothing = builder_.compare(Op::LessEqual, length, zero);
    const Ref passed = builder_.integer(Op::Minimum, measured, one, {0, 1});
    Lowered value{.kind = Kind::Share, .value = builder_.select(nothing, passed, measured)};
    value.total = builder_.integer(Op::Maximum, length, one, {1, kLengths.high});
    if (promise != 2) value.missing = promise_moment(promise).missing;
    if (turns_ == nullptr) return value;
    const Ref start = load(Source::Kind::PromiseStart, Width::Bits64, true, kLengths);
    const Ref position = builder_.batch_at(clock, 0, kLengths);
    value.motion = Motion{.calendar = {},
                          .promise = promise,
                          .running = builder_.compare(
                              Op::Less, clock, builder_.constant(static_cast<std::int64_t>(still))),
                          .rate = one,
                          .ran = builder_.integer(Op::Subtract, position, start, kLengths)};
    return value;
}

Lowered Values::time_left(const typed::Expr& e, std::uint32_t promise) {
    if (e.calendar.valid() || now_ == Now::Created)
        return fail("time left in business hours is not kept in a column");
    const Lowered at = promise_moment(promise);
    const Ref stop = builder_.load(
        Op::Load,
        column({Source::Kind::PromiseStop, promise, {}}, {Width::Bits64, true, false}, 0, false),
        kMoments);
    const Ref here = builder_.integer(Op::Minimum, stop, now(), kMoments);
    Lowered value = integer(builder_.integer(Op::Subtract, at.value, here, kLengths), 0);
    value.missing = at.missing;
    value.motion = motion_of({});
    value.motion->rate = builder_.constant(-1);
    value.motion->running = builder_.compare(Op::Less, now(), stop);
    return value;
}

Lowered Values::combine(Op op, Lowered a, Lowered b) {
    if (!a || !b) return {};
    const auto is_zero = [this](const Lowered& x) {
        return builder_.at(x.value).op == Op::Constant && builder_.at(x.value).integer == 0;
    };
    const bool sum = op == Op::Add || op == Op::Subtract;
    if (sum && !endless_allowed_ && !is_zero(a) && !is_zero(b) && (is_endless(a) || is_endless(b)))
        return fail("a quotient without a last decimal is added");
    if (a.missing || b.missing) return fail("an amount may be missing");
    if (a.kind != Kind::Integer || b.kind != Kind::Integer || !align(a, b))
        return fail("it is not an amount in integers");
    const Builder::Range x = builder_.range(a.value);
    const Builder::Range y = builder_.range(b.value);
    Builder::Range range;
    switch (op) {
        case Op::Add: range = {x.low + y.low, x.high + y.high}; break;
        case Op::Subtract: range = {x.low - y.high, x.high - y.low}; break;
        case Op::Minimum: range = {std::min(x.low, y.low), std::min(x.high, y.high)}; break;
        default: range = {std::max(x.low, y.low), std::max(x.high, y.high)};
    }
    if (!fits(range)) return fail("a sum needs more than 64 bits");
    Lowered result = integer(builder_.integer(op, a.value, b.value, range), a.scale, a.denominator);
    if (sum)
        join_motions(result, a, b, op == Op::Subtract);
    else
        result.bends = a.moves() || b.moves();
    return result;
}

Lowered Values::arithmetic(const typed::Expr& e) {
    const Lowered a = lower(e.args[0]);
    if (!a) return {};
    const Lowered zero = integer(builder_.constant(0), 0);
    switch (e.op) {
        case TOp::Add: return combine(Op::Add, a, lower(e.args[1]));
        case TOp::Subtract: return combine(Op::Subtract, a, lower(e.args[1]));
        case TOp::Negate: return combine(Op::Subtract, zero, a);
        case TOp::Absolute: return combine(Op::Maximum, a, combine(Op::Subtract, zero, a));
        default: break;
    }
    if (a.kind != Kind::Integer) return fail("it is not an amount in integers");
    Lowered value = a;
    const std::int64_t unit = e.op == TOp::Hours     ? 3'600'000
                              : e.op == TOp::Minutes ? 60'000
                                                     : 86'400'000;
    if (value.denominator > kDenominatorMax / unit) return fail("it is divided too often");
    value.denominator *= unit;
    return value;
}

Lowered Values::times(const Lowered& a, const Lowered& b) {
    if (!a || !b) return {};
    if (a.kind != Kind::Integer || b.kind != Kind::Integer || a.missing || b.missing)
        return fail("it is not a product of whole numbers");
    if (!endless_allowed_ && (is_endless(a) || is_endless(b)))
        return fail("a quotient without a last decimal is multiplied");
    const Builder::Range x = builder_.range(a.value);
    const Builder::Range y = builder_.range(b.value);
    const auto [low, high] =
        std::minmax({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
    const Builder::Range range{low, high};
    if (!fits(range)) return fail("a product needs more than 64 bits");
    if (a.denominator > kDenominatorMax / b.denominator) return fail("it is divided too often");
    Lowered value = integer(builder_.integer(Op::Multiply, a.value, b.value, range),
                            a.scale + b.scale, a.denominator * b.denominator);
    value.bends = a.bends || b.bends || (a.motion && b.motion);
    value.motion = value.bends ? std::nullopt : a.motion ? a.motion : b.motion;
    scale_motion(value, a.motion ? b.value : a.value);
    return value;
}

Lowered Values::product(const typed::Expr& e) {
    Lowered value = times(lower(e.args[0]), lower(e.args[1]));
    if (!value) return {};
    const Builder::Range range = builder_.range(value.value);
    const bool amount = e.type.base == Base::Money || e.type.base == Base::Duration ||
                        e.type.base == Base::BusinessDuration;
    if (!amount) return value;
    // Rounded half to even to the smallest unit.
    const int digits = e.type.base == Base::Money ? e.type.currency->minor_digits : 0;
    if (value.scale < digits) return rescale(value, digits, value.denominator) ? value : Lowered();
    Builder::Wide divisor = value.denominator;
    for (int i = digits; i < value.scale; ++i) divisor *= 10;
    if (!fits({divisor, 2 * divisor})) return fail("a rounded product needs more than 62 bits");
    const auto by = static_cast<std::int64_t>(divisor);
    Lowered rounded = integer(
        builder_.divide(value.value, by, {range.low / divisor - 1, range.high / divisor + 1}),
        digits);
    rounded.bends = value.moves();
    return rounded;
}

/// Only by a constant; a quotient by what varies has no last decimal.
Lowered Values::quotient(const typed::Expr& e) {
    const typed::Expr& by = program_.expr(e.args[1]);
    const Lowered a = lower(e.args[0]);
    if (!a) return {};
    const bool amount = e.type.base == Base::Money || e.type.base == Base::Duration ||
                        e.type.base == Base::BusinessDuration;
    if (a.kind != Kind::Integer || a.missing || by.op != TOp::Constant || amount ||
        (!endless_allowed_ && is_endless(a)))
        return fail("it is a quotient");
    const Lowered b = constant(by.value.number);
    if (!b) return {};
    const std::int64_t whole = builder_.at(b.value).integer;
    if (whole <= 0 || a.denominator > kDenominatorMax / whole) return fail("it is a quotient");
    Lowered value = a;
    value.denominator *= whole;
    if (b.scale > value.scale && !rescale(value, b.scale, value.denominator)) return {};
    value.scale -= b.scale;
    return value;
}

Lowered Values::extreme(const typed::Expr& e) {
    Lowered best = lower(e.args[0]);
    for (std::size_t i = 1; i < e.args.size(); ++i)
        best = combine(e.op == TOp::Minimum ? Op::Minimum : Op::Maximum, best, lower(e.args[i]));
    return best;
}

Lowered Values::moments(const typed::Expr& e) {
    const Lowered a = lower(e.args[0]);
    const Lowered b = lower(e.args[1]);
    if (!a || !b) return {};
    if (a.missing || b.missing) return fail("a moment may be missing");
    if (e.op == TOp::DaysBetween) return combine(Op::Subtract, b, a);
    const bool plus = e.op == TOp::AddDuration || e.op == TOp::AddDays;
    Lowered moved = combine(plus ? Op::Add : Op::Subtract, a, b);
    if (!moved || moved.scale != 0 || moved.denominator != 1) return fail("it is no whole length");
    // Steps beyond the years that calendars know stop there.
    const bool date = e.type.base == Base::Date;
    const Builder::Range limits = date ? Builder::Range{-25'567, 84'370} : kMoments;
    const Builder::Range range = builder_.range(moved.value);
    if (range.low >= limits.low && range.high <= limits.high) return moved;
    if (date) return fail("a date may leave the calendar");
    const auto bound = [&](Op op, Builder::Wide at, Builder::Range to) {
        moved.value =
            builder_.integer(op, moved.value, builder_.constant(static_cast<std::int64_t>(at)), to);
    };
    bound(Op::Maximum, limits.low, {limits.low, std::max(range.high, limits.low)});
    bound(Op::Minimum, limits.high, limits);
    moved.bends = moved.moves();
    moved.motion.reset();
    return moved;
}

Lowered Values::elapsed(const typed::Expr& e) {
    if (e.op == TOp::Elapsed) {
        const Lowered from = lower(e.args[0]);
        const Lowered to = lower(e.args[1]);
        if (from.missing || to.missing) return fail("a moment may be missing");
        return combine(Op::Subtract, to, from);
    }
    // Open time between an attribute's moment, or creation, and now.
    const auto position = [&](ExprId id) -> Lowered {
        const typed::Expr& side = program_.expr(id);
        const bool fact = side.op == TOp::Fact && side.args.empty();
        if (fact && static_cast<Fact>(side.symbol) == Fact::Now && now_ == Now::Batch) {
            Lowered here = integer(
                builder_.batch(Op::Batch, slot({Slot::Kind::Position, 0, e.calendar, 0}), kLengths),
                0);
            here.motion = motion_of(e.calendar);
            return here;
        }
        const auto which = static_cast<Fact>(side.symbol);
        const bool created =
            fact && (which == Fact::Created || (which == Fact::Now && now_ == Now::Created));
        if (!created && (side.op != TOp::Attribute || !side.args.empty() || side.type.optional))
            return fail("open time between moments that are worked out");
        const std::uint32_t index = created ? 0xffff'ffff : side.symbol;
        const std::size_t at = column({Source::Kind::Position, index, e.calendar},
                                      {Width::Bits64, true, false}, 0, false);
        return integer(builder_.load(Op::Load, at, kLengths), 0);
    };
    const Lowered from = position(e.args[0]);
    const Lowered to = position(e.args[1]);
    return combine(Op::Subtract, to, from);
}

}  // namespace reeve::codegen
