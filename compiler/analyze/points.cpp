#include "compiler/analyze/points.h"

#include <algorithm>
#include <array>

namespace reeve::analyze {

using typed::PriorityLine;

Points sum(Points a, Points b) { return {a.low + b.low, a.high + b.high}; }

Points product(Points a, Points b) {
    const std::array<Decimal, 4> corners = {a.low * b.low, a.low * b.high, a.high * b.low,
                                            a.high * b.high};
    return {*std::ranges::min_element(corners), *std::ranges::max_element(corners)};
}

Points hull(Points a, Points b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

namespace {

Points range_of(const typed::Program& program, typed::ExprId expr) {
    const typed::Interval& range = program.expr(expr).range;
    return {range.low, range.high};
}

Points hull_of(const std::vector<Decimal>& values) {
    if (values.empty()) return {};
    return {*std::ranges::min_element(values), *std::ranges::max_element(values)};
}

}  // namespace

Points uncapped(const typed::Program& program, const PriorityLine& line) {
    switch (line.kind) {
        case PriorityLine::Kind::AddPer: {
            const Points all =
                product(range_of(program, line.value), range_of(program, line.subject));
            return line.unit.is_zero() ? all : Points{all.low / line.unit, all.high / line.unit};
        }
        case PriorityLine::Kind::AddCurve:
        case PriorityLine::Kind::AddSteps: {
            std::vector<Decimal> values;
            for (const PriorityLine::Point& point : line.points) values.push_back(point.value);
            return hull_of(values);
        }
        case PriorityLine::Kind::AddChoiceSteps: return hull_of(line.by_choice);
        default: return range_of(program, line.value);
    }
}

std::optional<Decimal> cap_of(const typed::Program& program, const PriorityLine& line) {
    if (!line.up_to) return std::nullopt;
    const Points cap = range_of(program, line.up_to);
    if (!cap.is(cap.low) || cap.low.is_zero()) return std::nullopt;
    return cap.low;
}

Points capped(const typed::Program& program, const PriorityLine& line) {
    const Points term = uncapped(program, line);
    if (!line.up_to) return term;
    const Points cap = range_of(program, line.up_to);
    const Decimal zero;
    // On whichever side of zero the cap is: it lowers what is above, or raises what is below.
    const Points lowered{std::min(term.low, cap.low), std::min(term.high, cap.high)};
    const Points raised{std::max(term.low, cap.low), std::max(term.high, cap.high)};
    if (cap.low > zero) return lowered;
    if (cap.high < zero) return raised;
    return hull(lowered, raised);
}

PriorityLogic::PriorityLogic(const typed::Program& program, const std::vector<PriorityLine>& lines)
    : lines_(lines), logic_(program) {
    for (const PriorityLine& line : lines) {
        if (line.condition.when) logic_.add(line.condition.when);
    }
    logic_.freeze();
    for (const PriorityLine& line : lines) {
        const typed::ExprId when = line.condition.when;
        where_.push_back(when ? logic_.region(when) : Region{logic_.space().full()});
        elsewhere_.push_back(when ? logic_.region(when, true) : Region{});
    }
}

PriorityLogic::Applies PriorityLogic::applies(std::size_t other, std::size_t line) const {
    if (!lines_[other].condition.when) return Applies::Always;
    const auto nowhere = [&](const std::optional<Region>& region) {
        const auto common = Logic::both(logic_.space(), where_[line], region);
        return common && common->empty();
    };
    if (nowhere(where_[other])) return Applies::Never;
    return nowhere(elsewhere_[other]) ? Applies::Always : Applies::Perhaps;
}

}  // namespace reeve::analyze
