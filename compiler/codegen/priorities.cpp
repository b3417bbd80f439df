#include "compiler/codegen/priorities.h"

#include "compiler/codegen/line_report.h"
#include "compiler/codegen/still_lines.h"

#include <algorithm>
#include <cmath>

namespace reeve::codegen {

using Line = typed::PriorityLine;

namespace {

constexpr double kPoint = 1'000;  // thousandths
/// What a chain of a few hundred operations in binary64 may lose, for each unit of its size.
constexpr double kLoss = 0x1p-44;
/// The slope of a piece is rounded to 10^-18 point a millisecond.
constexpr double kSlopeLoss = 5e-19;
/// And its value at the piece's start to 10^-12 point.
constexpr double kStartLoss = 1e-12;
constexpr double kRealMax = 0x1p51;

/// The lines of a priority, summed up: what stands still in thousandths, what moves in points.
class PriorityLowering {
public:
    PriorityLowering(const typed::Program& program, Values& values, Blocks& blocks)
        : program_(program),
          values_(values),
          builder_(values.builder()),
          blocks_(blocks),
          still_lines_(program, values) {}

    void run(const typed::Priority& priority) {
        still_ = builder_.constant(0);
        moving_ = runs_ = error_ = builder_.real(0.0);
        for (std::uint32_t i = 0; i < priority.lines.size(); ++i) line(priority.lines[i], i);
        finish(priority);
    }

private:
    void line(const Line& line, std::uint32_t index) {
        LineReport how(values_, line.span,
                       {line.condition.when, line.value, line.subject, line.up_to});
        const Ref holds = values_.condition(line.condition.when);
        if (line.kind == Line::Kind::Multiply) {
            multiply(line, holds, how);
        } else if (line.moves) {
            how.how = LoweredLine::How::Filtered;
            how.why = "it moves with time";
            if (!add_moving(line, holds)) {
                everything_unsure_ = true;
                how.how = LoweredLine::How::Evaluator;
            }
        } else if (const auto value = still_lines_.value(line)) {
            add_still(builder_.select(holds, *value, builder_.constant(0)));
        } else {
            how.how = LoweredLine::How::Evaluator;
            if (const auto asked = still_lines_.by_evaluator(line, index))
                add_still(*asked);
            else
                everything_unsure_ = true;
        }
        if (how.how != LoweredLine::How::Integers && !values_.why().empty())
            how.why = values_.why();
        if (how.how == LoweredLine::How::Integers && !values_.why().empty()) {
            how.how = LoweredLine::How::Evaluator;
            how.why = values_.why();
        }
        blocks_.lines.push_back(how.line());
    }

    void add_still(Ref value) {
        const auto a = builder_.range(still_);
        const auto b = builder_.range(value);
        const Builder::Range sum{a.low + b.low, a.high + b.high};
        if (!fits(sum)) {
            everything_unsure_ = true;
            return;
        }
        still_ = builder_.integer(Op::Add, still_, value, sum);
    }

    bool add_moving(const Line& line, Ref holds) {
        std::optional<Real> value;
        switch (line.kind) {
            case Line::Kind::AddCurve: value = curve(line); break;
            case Line::Kind::AddPer: value = moving_per_unit(line); break;
            case Line::Kind::AddSteps:
            case Line::Kind::AddChoiceSteps: return false;
            default: value = values_.real(line.value);
        }
        if (!value) return false;
        if (line.up_to.valid() && !cap_moving(line, *value)) return false;
        const Ref none = builder_.real(0.0);
        moving_ = builder_.real(Op::RealAdd, moving_, builder_.select(holds, value->value, none));
        moving_low_ += std::min(value->low, 0.0);
        moving_high_ += std::max(value->high, 0.0);
        lose(*value, holds);
        moves_ = true;
        return true;
    }

    /// What is beyond the cap is exact, so that what is lost is no more than the cap's size would
    /// lose.
    bool cap_moving(const Line& line, Real& value) {
        const typed::Expr& most = program_.expr(line.up_to);
        const auto cap = values_.real(line.up_to);
        if (!cap || most.op != typed::Op::Constant) return false;
        const bool below = most.value.number.is_negative();
        const double at = most.value.number.to_double();
        value.value =
            builder_.real(below ? Op::RealMaximum : Op::RealMinimum, value.value, cap->value);
        value.low = below ? std::max(value.low, at) : std::min(value.low, at);
        value.high = below ? std::max(value.high, at) : std::min(value.high, at);
        if (value.is_tight) value.size_max = value.magnitude_max();
        return true;
    }

    /// Adds to what the sum may be away from the exact one. A bound that does not depend on the row
    /// is taken where it is so small that next to no rows become unsure by it.
    void lose(const Real& value, Ref holds) {
        constexpr double kSizeMax = 1e5;
        const Ref none = builder_.real(0.0);
        lost_ += kStartLoss;
        if (value.size_max <= kSizeMax) {
            lost_ += 2 * value.size_max * kLoss;
        } else {
            const Ref lost = builder_.real(Op::RealMultiply, value.size, builder_.real(kLoss));
            error_ = builder_.real(Op::RealAdd, error_, builder_.select(holds, lost, none));
        }
        if (value.run == none) return;
        const Ref run = builder_.select(holds, value.run, none);
        runs_ = runs_ == none ? run : builder_.real(Op::RealAdd, runs_, run);
    }

    std::optional<Real> moving_per_unit(const Line& line) {
        const auto points = values_.real(line.value);
        const auto subject = values_.real(line.subject);
        if (!points || !subject) return std::nullopt;
        const double unit = 1 / line.unit.to_double();
        const auto scaled = [&](Ref a, Ref b) {
            // Mostly the points are a constant, and so is what they are of a unit.
            if (builder_.at(a).op == Op::ConstantReal)
                return builder_.real(Op::RealMultiply, b,
                                     builder_.real(builder_.at(a).real * unit));
            return builder_.real(Op::RealMultiply, builder_.real(Op::RealMultiply, a, b),
                                 builder_.real(unit));
        };
        Real value{scaled(points->value, subject->value), scaled(points->size, subject->size),
                   builder_.real(Op::RealMaximum, points->run, subject->run)};
        const bool by_constant = points->low == points->high && std::isfinite(points->low);
        if (!by_constant) return value;
        const double ends[] = {subject->low * points->low * unit,
                               subject->high * points->low * unit};
        value.low = std::min(ends[0], ends[1]);
        value.high = std::max(ends[0], ends[1]);
        value.size_max = subject->size_max * points->size_max * unit;
        value.is_tight = points->is_tight && subject->is_tight;
        return value;
    }

    /// The slope and the offset of the piece are looked up, so that there is one product. A curve
    /// is continuous, so it does not matter on which side of a point a lane is taken to be.
    std::optional<Real> curve(const Line& line) {
        const auto x = values_.real(line.subject);
        if (!x) return std::nullopt;
        double low = line.points.front().value.to_double();
        double high = low;
        double size = std::abs(low);
        Ref slope = builder_.real(0.0);
        Ref offset = builder_.real(low);
        for (std::size_t i = 0; i < line.points.size(); ++i) {
            const double at = line.points[i].at.to_double();
            const double from = line.points[i].value.to_double();
            double rise = 0;
            double farthest = 0;
            if (i + 1 < line.points.size()) {
                const double end = line.points[i + 1].at.to_double();
                rise = (line.points[i + 1].value.to_double() - from) / (end - at);
                farthest = std::max(std::abs(at), std::abs(end));
            }
            low = std::min(low, from);
            high = std::max(high, from);
            size = std::max(size, std::abs(from) + 2 * std::abs(rise) * farthest);
            const Ref before = builder_.real(Op::RealLess, x->value, builder_.real(at));
            slope = builder_.select(before, slope, builder_.real(rise));
            offset = builder_.select(before, offset, builder_.real(from - rise * at));
        }
        const Ref value =
            builder_.real(Op::RealAdd, builder_.real(Op::RealMultiply, slope, x->value), offset);
        // What is computed may leave the curve by what is lost.
        const double lost = 2 * size * kLoss;
        return Real{value, builder_.real(2 * size), x->run, low - lost, high + lost, 2 * size};
    }

    void multiply(const Line& line, Ref holds, LineReport& how) {
        const typed::Expr& factor = program_.expr(line.value);
        const Lowered value = values_.lower(line.value);
        const auto more = value.kind == Lowered::Kind::Integer && !value.missing
                              ? values_.minus_one(value)
                              : std::nullopt;
        // A second factor would scale what the first one rounded.
        if (!more || multiplied_ || factor.type.base == typed::Base::Ratio) {
            everything_unsure_ = true;
            how.how = LoweredLine::How::Evaluator;
            how.why = multiplied_ ? "it is the second factor" : "its factor is not a whole number";
            return;
        }
        multiplied_ = true;
        const auto scaled = values_.scaled_thousandths(still_, *more);
        if (!scaled) {
            everything_unsure_ = true;
            how.how = LoweredLine::How::Evaluator;
            return;
        }
        add_still(builder_.select(holds, *scaled, builder_.constant(0)));
        if (!moves_) return;
        const auto real = values_.real(line.value);
        if (!real) {
            everything_unsure_ = true;
            return;
        }
        const Ref scaled_moving = builder_.real(Op::RealMultiply, moving_, real->value);
        moving_ = builder_.select(holds, scaled_moving, moving_);
        const double by = real->magnitude_max();
        const double size = std::max(-moving_low_, moving_high_);
        moving_low_ = std::min(moving_low_, -size * by);
        moving_high_ = std::max(moving_high_, size * by);
        // The scaled lines are rounded once more.
        const Ref wider = builder_.real(Op::RealAdd, real->size, builder_.real(3.0));
        error_ = total_error();
        lost_ = 0;
        runs_ = builder_.real(0.0);
        error_ = builder_.select(holds, builder_.real(Op::RealMultiply, error_, wider), error_);
    }

    /// What the sum may be away from the exact one, in points.
    Ref total_error() {
        const Ref none = builder_.real(0.0);
        Ref error = builder_.real(lost_);
        if (error_ != none) error = builder_.real(Op::RealAdd, error_, error);
        if (runs_ == none) return error;
        return builder_.real(
            Op::RealAdd, builder_.real(Op::RealMultiply, runs_, builder_.real(kSlopeLoss)), error);
    }

    /// What moves, rounded to thousandths; sets `unsure` where it is too near to a half.
    Ref moved(Ref& unsure) {
        const Ref thousandths = builder_.real(Op::RealMultiply, moving_, builder_.real(kPoint));
        const double most = kPoint * std::max(-moving_low_, moving_high_) + 1;
        const bool is_small = most < kRealMax;
        Ref bounded = thousandths;
        if (!is_small) {
            bounded = builder_.real(Op::RealMinimum, bounded, builder_.real(kRealMax));
            bounded = builder_.real(Op::RealMaximum, bounded, builder_.real(-kRealMax));
        }
        const Ref near = builder_.real(Op::RealRound, bounded);
        const Ref off = builder_.real(Op::RealSubtract, thousandths, near);
        const Ref distance = builder_.real(
            Op::RealMaximum, off, builder_.real(Op::RealSubtract, builder_.real(0.0), off));
        const Ref error = builder_.real(Op::RealMultiply, total_error(), builder_.real(kPoint));
        const Ref safe = builder_.real(Op::RealSubtract, builder_.real(0.5), error);
        // Not `distance < safe`: what is no number is unsure, too.
        unsure =
            builder_.either(unsure, builder_.negation(builder_.real(Op::RealLess, distance, safe)));
        const auto limit = static_cast<std::int64_t>(is_small ? std::ceil(most) : kRealMax);
        return builder_.to_integer(near, {-limit, limit});
    }

    void finish(const typed::Priority& priority) {
        Ref unsure = builder_.truth(everything_unsure_);
        if (moves_) {
            add_still(moved(unsure));
            if (everything_unsure_) unsure = builder_.truth(true);
        }
        Ref total = still_;
        if (priority.limit) {
            const auto low = (priority.limit->low * kPointDecimal).to_int64();
            const auto high = (priority.limit->high * kPointDecimal).to_int64();
            if (low && high) {
                total = still_lines_.capped(total, builder_.constant(*high), false);
                total = still_lines_.capped(total, builder_.constant(*low), true);
            } else {
                unsure = builder_.truth(true);
            }
        }
        blocks_.now.outputs.push_back({Result::Priority, total});
        blocks_.now.outputs.push_back({Result::Unsure, unsure});
    }

    static inline const Decimal kPointDecimal = 1'000;

    const typed::Program& program_;
    Values& values_;
    Builder& builder_;
    Blocks& blocks_;
    StillLines still_lines_;
    Ref still_ = 0, moving_ = 0;
    double moving_low_ = 0, moving_high_ = 0;  // what `moving_` surely lies between
    /// The sum is at most lost_ + error_ + runs_ * kSlopeLoss away from the exact one.
    double lost_ = 0;
    Ref error_ = 0, runs_ = 0;
    bool moves_ = false;
    bool multiplied_ = false;
    bool everything_unsure_ = false;
};

}  // namespace

void lower_priority(const typed::Program& program, const typed::Priority& priority, Values& values,
                    Blocks& blocks) {
    PriorityLowering(program, values, blocks).run(priority);
}

}  // namespace reeve::codegen
