#include "compiler/codegen/planned_lines.h"

#include <algorithm>

namespace reeve::codegen {

namespace {

/// A decimal as a whole number of 10^-digits.
std::optional<Wide> whole(Decimal value, int digits) {
    const auto number = (value * Decimal::scaled(1, digits)).to_int64();
    return number ? std::optional<Wide>(*number) : std::nullopt;
}

std::optional<Wide> power_of_ten(int digits) {
    constexpr int kDigitsMax = 18;
    if (digits < 0 || digits > kDigitsMax) return std::nullopt;
    Wide power = 1;
    for (int i = 0; i < digits; ++i) power *= 10;
    return power;
}

}  // namespace

Place PlannedOutputs::place(Ref value) {
    const auto [found, is_new] =
        places_.try_emplace(value, static_cast<Place>(unit_.outputs.size()));
    if (is_new) unit_.outputs.push_back({Result::Part, value, columns::Width::Bits64});
    return found->second;
}

Place PlannedOutputs::clock_of(std::uint32_t promise) {
    return place(values_.promise_clock(promise));
}

std::vector<PlannedTurn> PlannedOutputs::planned(const Turns& turns) {
    std::vector<PlannedTurn> planned;
    for (const Turn& turn : turns.all) {
        PlannedTurn& one = planned.emplace_back(turn);
        one.turn.value = place(turn.value);
        if (turn.promise) one.clock = clock_of(*turn.promise);
    }
    return planned;
}

void PlannedLines::run(const typed::Priority& priority, OneItem& one) {
    values_.watch(&turns_);
    for (std::uint32_t i = 0; i < priority.lines.size(); ++i) {
        const Line& line = priority.lines[i];
        values_.forget_why();
        const Ref holds = values_.condition(line.condition.when);
        values_.set_reached(holds);
        const bool is_multiply = line.kind == Line::Kind::Multiply;
        if (!is_multiply && !line.moves) {
            still(line, i, holds);
        } else {
            PlannedLine planned;
            planned.holds = outputs_.place(holds);
            values_.set_endless_allowed(!is_multiply);
            const bool done = is_multiply ? multiply(line, planned) : moving(line, planned);
            values_.set_endless_allowed(false);
            if (done)
                plan_.lines.push_back(std::move(planned));
            else
                refuse(values_.why());
        }
        values_.set_reached(std::nullopt);
    }
    for (PlannedLine& line : plan_.lines) {
        if (line.kind == PlannedLine::Kind::Still) line.value = outputs_.place(line.value);
    }
    plan_.turns = outputs_.planned(turns_);
    plan_.why_not_until = turns_.why_unknown;
    one.priority = std::move(plan_);
}

void PlannedLines::refuse(std::string why) {
    if (plan_.why_not.empty())
        plan_.why_not = why.empty() ? "a line is not done in integers" : std::move(why);
}

void PlannedLines::still(const Line& line, std::uint32_t index, Ref holds) {
    const Turns before = turns_;
    Ref points = 0;
    if (const auto value = still_lines_.value(line)) {
        points = builder_.select(holds, *value, builder_.constant(0));
    } else {
        turns_ = before;
        values_.set_reached(std::nullopt);
        const auto asked = still_lines_.by_evaluator(line, index);
        if (!asked) return refuse("its points need more than 64 bits");
        // The evaluator tells how long its answer holds.
        turns_.all.push_back({.kind = Turn::Kind::Column,
                              .value = builder_.truth(true),
                              .index = static_cast<std::uint32_t>(builder_.at(*asked).integer)});
        points = *asked;
    }
    // One sum of all lines between two factors.
    if (sum_at_) {
        Ref& sum = plan_.lines[*sum_at_].value;
        const Builder::Range a = builder_.range(sum);
        const Builder::Range b = builder_.range(points);
        const Builder::Range range{a.low + b.low, a.high + b.high};
        if (fits(range)) {
            sum = builder_.integer(Op::Add, sum, points, range);
            return;
        }
    }
    sum_at_ = plan_.lines.size();
    plan_.lines.push_back({.kind = PlannedLine::Kind::Still, .value = points});
}

bool PlannedLines::multiply(const Line& line, PlannedLine& planned) {
    const Lowered value = values_.lower(line.value);
    if (value.kind != Lowered::Kind::Integer || value.missing || value.moves()) return false;
    const auto more = values_.minus_one(value);
    const auto unit = more ? power_of_ten(more->scale) : std::nullopt;
    if (!more || !unit) return false;
    planned.kind = PlannedLine::Kind::Multiply;
    sum_at_.reset();
    planned.value = outputs_.place(more->value);
    planned.unit = *unit * more->denominator;
    return true;
}

bool PlannedLines::moving(const Line& line, PlannedLine& planned) {
    planned.kind = PlannedLine::Kind::Moving;
    const Turns before = turns_;
    const auto value = subject(line, planned);
    const bool amount =
        value && (value->kind == Lowered::Kind::Integer || value->kind == Lowered::Kind::Share);
    if (!amount || value->missing || value->bends) return false;
    // Where what is looked up turns, the straight piece begins, at an instant that is not known.
    if (turns_.all.size() != before.all.size() || turns_.why_unknown != before.why_unknown) {
        turns_ = before;
        values_.forget_why();
        return false;
    }
    PlannedMotion& motion = planned.motion;
    motion.value = outputs_.place(value->value);
    const auto unit = power_of_ten(value->scale);
    if (!unit) return false;
    motion.over *= *unit * value->denominator;
    if (value->kind == Lowered::Kind::Share) motion.total = outputs_.place(value->total);
    if (value->motion) {
        motion.moves = true;
        motion.rate = outputs_.place(value->motion->rate);
        motion.ran = outputs_.place(value->motion->ran);
        if (value->motion->running) motion.running = outputs_.place(*value->motion->running);
        if (value->motion->promise) motion.clock = outputs_.clock_of(*value->motion->promise);
        motion.calendar = value->motion->calendar;
    }
    if (line.kind == Line::Kind::AddCurve && !curve(line, planned)) return false;
    if (!line.up_to.valid()) return true;
    const typed::Expr& most = program_.expr(line.up_to);
    if (most.op != typed::Op::Constant) return false;
    const int digits = most.value.number.decimals();
    const auto cap = whole(most.value.number, digits);
    const auto cap_unit = power_of_ten(digits);
    if (!cap || !cap_unit) return false;
    planned.up_to = PlannedLine::Cap{*cap, *cap_unit};
    return true;
}

/// What moves in the line: its value, or its subject times its points over its unit.
std::optional<Lowered> PlannedLines::subject(const Line& line, PlannedLine& planned) {
    if (line.kind == Line::Kind::AddSteps || line.kind == Line::Kind::AddChoiceSteps)
        return std::nullopt;
    if (line.kind == Line::Kind::AddCurve) return values_.lower(line.subject);
    if (line.kind != Line::Kind::AddPer) return values_.lower(line.value);
    Lowered by = values_.lower(line.value);
    Lowered of = values_.lower(line.subject);
    if (by.kind == Lowered::Kind::Share) std::swap(by, of);
    const bool share = of.kind == Lowered::Kind::Share;
    if (share) of.kind = Lowered::Kind::Integer;
    Lowered value = values_.times(by, of);
    if (!value) return std::nullopt;
    if (share) {
        value.kind = Lowered::Kind::Share;
        value.total = of.total;
        value.missing = of.missing;
    }
    const int digits = line.unit.decimals();
    const auto unit = whole(line.unit, digits);
    const auto power = power_of_ten(digits);
    if (!unit || !power || *unit <= 0) return std::nullopt;
    planned.motion.times = *power;
    planned.motion.over = *unit;
    return value;
}

bool PlannedLines::curve(const Line& line, PlannedLine& planned) {
    int at_digits = 0;
    int value_digits = 0;
    for (const Line::Point& point : line.points) {
        at_digits = std::max(at_digits, point.at.decimals());
        value_digits = std::max(value_digits, point.value.decimals());
    }
    // Points are whole multiples of 10^-12 in the end.
    constexpr int kDigitsMax = 12;
    if (value_digits > kDigitsMax || at_digits > kDigitsMax) return false;
    planned.at_unit = *power_of_ten(at_digits);
    planned.value_unit = *power_of_ten(value_digits);
    for (const Line::Point& point : line.points) {
        const auto at = whole(point.at, at_digits);
        const auto value = whole(point.value, value_digits);
        if (!at || !value) return false;
        planned.points.push_back({*at, *value});
    }
    return true;
}

}  // namespace reeve::codegen
