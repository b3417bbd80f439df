#include "compiler/codegen/lower.h"

#include "compiler/codegen/values.h"

#include <fmt/format.h>

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
constexpr double kRealMax = 0x1p51;

/// The lines of a priority, summed up: what stands still in thousandths, what moves in points.
class PriorityLowering {
public:
    PriorityLowering(const typed::Program& program, Values& values, Blocks& blocks)
        : program_(program), values_(values), builder_(values.builder()), blocks_(blocks) {}

    void run(const typed::Priority& priority) {
        still_ = builder_.constant(0);
        moving_ = error_ = builder_.real(0.0);
        for (std::uint32_t i = 0; i < priority.lines.size(); ++i) line(priority.lines[i], i);
        finish(priority);
    }

private:
    void line(const Line& line, std::uint32_t index) {
        values_.forget_why();
        LoweredLine how{line.span, LoweredLine::How::Integers, {}};
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
        } else if (const auto value = still(line)) {
            add_still(builder_.select(holds, *value, builder_.constant(0)));
        } else {
            how.how = LoweredLine::How::Evaluator;
            by_evaluator(line, index);
        }
        if (how.how != LoweredLine::How::Integers && !values_.why().empty())
            how.why = values_.why();
        if (how.how == LoweredLine::How::Integers && !values_.why().empty()) {
            how.how = LoweredLine::How::Evaluator;
            how.why = values_.why();
        }
        blocks_.lines.push_back(std::move(how));
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

    /// The evaluator's own rounding, beforehand; the whole line, its condition included.
    void by_evaluator(const Line& line, std::uint32_t index) {
        const Decimal unit = kPointDecimal;
        const auto low = (line.term.low * unit).floor().to_int64();
        const auto high = (line.term.high * unit).ceiling().to_int64();
        if (!low || !high || !fits({*low, *high})) {
            everything_unsure_ = true;
            return;
        }
        const std::size_t at =
            values_.column({Source::Kind::Term, index, {}}, {columns::Width::Bits64, true, false},
                           kPriorityDigits, false);
        add_still(builder_.load(
            Op::Load, at,
            {std::min<std::int64_t>(*low, 0) - 1, std::max<std::int64_t>(*high, 0) + 1}));
    }

    std::optional<Ref> still(const Line& line) {
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

    Ref capped(Ref value, Ref cap, bool below) {
        const auto a = builder_.range(value);
        const auto b = builder_.range(cap);
        return below ? builder_.integer(Op::Maximum, value, cap,
                                        {std::max(a.low, b.low), std::max(a.high, b.high)})
                     : builder_.integer(Op::Minimum, value, cap,
                                        {std::min(a.low, b.low), std::min(a.high, b.high)});
    }

    static std::optional<std::int64_t> whole(Decimal points) {
        return (points * kPointDecimal).round().to_int64();
    }

    std::optional<Ref> steps(const Line& line) {
        const Lowered subject = values_.lower(line.subject);
        if (!subject || subject.missing) return std::nullopt;
        Ref value = builder_.constant(*whole(line.points.front().value));
        for (std::size_t i = 1; i < line.points.size(); ++i) {
            const Ref reached = values_.at_least(subject, line.points[i].at);
            if (reached == kNoRef) return std::nullopt;
            value =
                builder_.select(reached, builder_.constant(*whole(line.points[i].value)), value);
        }
        return value;
    }

    std::optional<Ref> choice_steps(const Line& line) {
        const Lowered subject = values_.lower(line.subject);
        if (subject.kind != Lowered::Kind::Integer || subject.missing) return std::nullopt;
        Ref value = builder_.constant(*whole(line.by_choice.front()));
        for (std::size_t i = 1; i < line.by_choice.size(); ++i) {
            const Ref is = builder_.compare(
                Op::Equal, builder_.constant(static_cast<std::int64_t>(i)), subject.value);
            value = builder_.select(is, builder_.constant(*whole(line.by_choice[i])), value);
        }
        return value;
    }

    /// x * y / unit in one rounding.
    std::optional<Ref> per_unit(const Line& line) {
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
    std::optional<Ref> still_curve(const Line& line) {
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

    std::optional<Ref> piece_of(const Lowered& x, const Line::Point& from, const Line::Point& to) {
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
        if (line.up_to.valid()) {
            const typed::Expr& most = program_.expr(line.up_to);
            const auto cap = values_.real(line.up_to);
            if (!cap || most.op != typed::Op::Constant) return false;
            value->value =
                builder_.real(most.value.number.is_negative() ? Op::RealMaximum : Op::RealMinimum,
                              value->value, cap->value);
        }
        const Ref none = builder_.real(0.0);
        moving_ = builder_.real(Op::RealAdd, moving_, builder_.select(holds, value->value, none));
        const Ref lost = builder_.real(
            Op::RealAdd, builder_.real(Op::RealMultiply, value->size, builder_.real(kLoss)),
            builder_.real(Op::RealMultiply, value->run, builder_.real(kSlopeLoss)));
        error_ = builder_.real(Op::RealAdd, error_, builder_.select(holds, lost, none));
        moves_ = true;
        return true;
    }

    std::optional<Real> moving_per_unit(const Line& line) {
        const auto points = values_.real(line.value);
        const auto subject = values_.real(line.subject);
        if (!points || !subject) return std::nullopt;
        const Ref unit = builder_.real(line.unit.to_double());
        const auto scaled = [&](Ref a, Ref b) {
            return builder_.real(Op::RealDivide, builder_.real(Op::RealMultiply, a, b), unit);
        };
        return Real{scaled(points->value, subject->value), scaled(points->size, subject->size),
                    builder_.real(Op::RealMaximum, points->run, subject->run)};
    }

    /// A curve is continuous, so it does not matter on which side of a point a lane is taken to be.
    std::optional<Real> curve(const Line& line) {
        const auto x = values_.real(line.subject);
        if (!x) return std::nullopt;
        Ref value = builder_.real(line.points.front().value.to_double());
        double size = 0;
        for (std::size_t i = 0; i < line.points.size(); ++i) {
            const double at = line.points[i].at.to_double();
            const double from = line.points[i].value.to_double();
            size = std::max(size, std::abs(from));
            Ref piece = builder_.real(from);
            if (i + 1 < line.points.size()) {
                const double end = line.points[i + 1].at.to_double();
                const double slope = (line.points[i + 1].value.to_double() - from) / (end - at);
                size = std::max(size, std::abs(slope) * std::max(std::abs(at), std::abs(end)));
                piece = builder_.real(
                    Op::RealAdd, piece,
                    builder_.real(Op::RealMultiply, builder_.real(slope),
                                  builder_.real(Op::RealSubtract, x->value, builder_.real(at))));
            }
            const Ref before = builder_.real(Op::RealLess, x->value, builder_.real(at));
            value = builder_.select(before, value, piece);
        }
        return Real{value, builder_.real(2 * size), x->run};
    }

    void multiply(const Line& line, Ref holds, LoweredLine& how) {
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
        const Ref none = builder_.real(0.0);
        const Ref by = builder_.real(Op::RealSubtract, real->value, builder_.real(1.0));
        const Ref added = builder_.real(Op::RealMultiply, moving_, by);
        moving_ = builder_.real(Op::RealAdd, moving_, builder_.select(holds, added, none));
        // The scaled lines are rounded once more.
        const Ref wider = builder_.real(Op::RealAdd, real->size, builder_.real(3.0));
        error_ = builder_.select(holds, builder_.real(Op::RealMultiply, error_, wider), error_);
    }

    void finish(const typed::Priority& priority) {
        Ref total = still_;
        Ref unsure = builder_.truth(everything_unsure_);
        if (moves_) {
            const Ref thousandths = builder_.real(Op::RealMultiply, moving_, builder_.real(kPoint));
            const Ref bounded =
                builder_.real(Op::RealMaximum,
                              builder_.real(Op::RealMinimum, thousandths, builder_.real(kRealMax)),
                              builder_.real(-kRealMax));
            const Ref near = builder_.real(Op::RealRound, bounded);
            const Ref off = builder_.real(Op::RealSubtract, thousandths, near);
            const Ref distance = builder_.real(
                Op::RealMaximum, off, builder_.real(Op::RealSubtract, builder_.real(0.0), off));
            const Ref error = builder_.real(Op::RealMultiply, error_, builder_.real(kPoint));
            const Ref safe = builder_.real(Op::RealSubtract, builder_.real(0.5), error);
            // Not `distance < safe`: what is no number is unsure, too.
            unsure = builder_.either(
                unsure, builder_.negation(builder_.real(Op::RealLess, distance, safe)));
            const auto limit = static_cast<std::int64_t>(kRealMax);
            const Ref moved = builder_.to_integer(near, {-limit, limit});
            const auto a = builder_.range(total);
            const Builder::Range sum{a.low - limit, a.high + limit};
            if (fits(sum))
                total = builder_.integer(Op::Add, total, moved, sum);
            else
                unsure = builder_.truth(true);
        }
        if (priority.limit) {
            const auto low = (priority.limit->low * kPointDecimal).to_int64();
            const auto high = (priority.limit->high * kPointDecimal).to_int64();
            if (low && high) {
                total = capped(total, builder_.constant(*high), false);
                total = capped(total, builder_.constant(*low), true);
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
    Ref still_ = 0, moving_ = 0, error_ = 0;
    bool moves_ = false;
    bool multiplied_ = false;
    bool everything_unsure_ = false;
};

/// The place of the first line that holds, as a chain from the last line up.
template <class Lines, class When, class Number>
Ref first_line(Values& values, Blocks& blocks, const Lines& lines, const When& when,
               const Number& number, bool report) {
    Builder& builder = values.builder();
    Ref answer = builder.constant(kNoLine);
    for (std::size_t i = lines.size(); i-- > 0;) {
        values.forget_why();
        const Ref holds = values.condition(when(lines[i]));
        answer = builder.select(holds, builder.constant(number(lines[i], i)), answer);
        if (!report) continue;
        const bool asked = !values.why().empty();
        blocks.lines.push_back({lines[i].condition.span,
                                asked ? LoweredLine::How::Evaluator : LoweredLine::How::Integers,
                                values.why()});
    }
    return answer;
}

Ref lower_segment(const typed::WorkType& type, Values& values, Blocks& blocks, bool report) {
    const Ref segment = first_line(
        values, blocks, type.segment_lines,
        [](const typed::Segment& line) { return line.condition.when; },
        [](const typed::Segment& line, std::size_t) { return line.value; }, report);
    values.set_segment(segment);
    return segment;
}

template <class Lines>
Ref which_line(Values& values, Blocks& blocks, const Lines& lines, bool report) {
    return first_line(
        values, blocks, lines, [](const auto& line) { return line.condition.when; },
        [](const auto&, std::size_t i) { return static_cast<std::int64_t>(i); }, report);
}

void lower_entry(const typed::Program& program, const typed::WorkType& type, Blocks& blocks) {
    Builder builder(blocks.entry);
    Values values(program, blocks.layout, builder, Values::Now::Created);
    auto& outputs = blocks.entry.outputs;
    outputs.push_back({Result::Segment, lower_segment(type, values, blocks, false)});
    if (!type.sla) return;
    outputs.push_back({Result::Start, which_line(values, blocks, type.sla->start, true)});
    outputs.push_back({Result::Target, which_line(values, blocks, type.sla->target, true)});
    outputs.push_back({Result::Due, which_line(values, blocks, type.sla->due, true)});
}

void lower_now(const typed::Program& program, const typed::WorkType& type, Blocks& blocks) {
    Builder builder(blocks.now);
    Values values(program, blocks.layout, builder, Values::Now::Batch);
    auto& outputs = blocks.now.outputs;
    outputs.push_back({Result::Segment, lower_segment(type, values, blocks, true)});
    if (type.priority) {
        outputs.push_back(
            {Result::Band,
             first_line(
                 values, blocks, type.priority->bands,
                 [](const typed::BandLine& line) { return line.condition.when; },
                 [](const typed::BandLine& line, std::size_t) { return line.band; }, true)});
        PriorityLowering(program, values, blocks).run(*type.priority);
    }
    if (type.route)
        outputs.push_back({Result::To, which_line(values, blocks, type.route->to, true)});
}

/// As narrow as the results allow: writing them is a good part of a kernel's work.
void choose_widths(Unit& unit) {
    for (Output& output : unit.outputs) {
        const Operation& value = unit.code[output.value];
        if (lane_of(value.op) == Lane::Mask)
            output.width = columns::Width::Bits8;
        else if (value.low >= INT16_MIN && value.high <= INT16_MAX)
            output.width = columns::Width::Bits16;
        else if (value.low >= INT32_MIN && value.high <= INT32_MAX)
            output.width = columns::Width::Bits32;
    }
}

/// Slot 0 is now itself, then come the positions of now in each calendar and that of a clock which
/// stands still, so that a promise can name its clock by its place.
void declare_clocks(const typed::Program& program, Layout& layout) {
    layout.slots.push_back({Slot::Kind::Position, 0, {}, 0});
    for (std::size_t i = 0; i < program.calendars.size(); ++i)
        layout.slots.push_back({Slot::Kind::Position, 0, typed::CalendarId(i), 0});
    layout.slots.push_back({Slot::Kind::Still, 0, {}, 0});
}

}  // namespace

Blocks lower(const typed::Program& program, typed::WorkTypeId type) {
    Blocks blocks;
    blocks.layout.work_type = type;
    declare_clocks(program, blocks.layout);
    lower_entry(program, program.work_type(type), blocks);
    lower_now(program, program.work_type(type), blocks);
    remove_unused(blocks);
    for (Unit* unit : {&blocks.entry, &blocks.now}) choose_widths(*unit);
    std::ranges::stable_sort(blocks.lines, {}, [](const LoweredLine& line) { return line.span; });
    return blocks;
}

std::string print_lowering(const typed::Program& program, const source::SourceSet& sources) {
    std::string text;
    for (std::size_t i = 0; i < program.work_types.size(); ++i) {
        const Blocks blocks = lower(program, typed::WorkTypeId(i));
        text += fmt::format("work type {}\n", program.work_types[i].header.name);
        for (const LoweredLine& line : blocks.lines) {
            if (!line.span.valid()) continue;
            constexpr std::string_view kHow[] = {"integers", "binary64, checked", "evaluator"};
            text += fmt::format("  line {}: {}{}{}\n", sources.begin(line.span).line,
                                kHow[static_cast<std::size_t>(line.how)],
                                line.why.empty() ? "" : ": ", line.why);
        }
    }
    return text;
}

}  // namespace reeve::codegen
