#include "compiler/analyze/context.h"
#include "compiler/analyze/points.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <algorithm>

// Lines of a priority that can never matter, limits that leave nothing of the lines, curves that
// fall when they should rise.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using typed::ExprId;
using typed::Fact;
using typed::Op;
using typed::PriorityLine;

namespace {

bool is_shape(const PriorityLine& line) {
    return line.kind == PriorityLine::Kind::AddCurve || line.kind == PriorityLine::Kind::AddSteps;
}

/// How a fact moves as the deadline comes near.
enum class Nearing : std::uint8_t { Rises, Falls, Neither };
Nearing nearing_of(const typed::Program& program, ExprId subject) {
    const typed::Expr* e = &program.expr(subject);
    while (e->op == Op::Known || e->op == Op::OrElse) e = &program.expr(e->args[0]);
    if (e->op != Op::Fact) return Nearing::Neither;
    switch (static_cast<Fact>(e->symbol)) {
        case Fact::SlaUsed:
        case Fact::StartUsed:
        case Fact::TargetUsed: return Nearing::Rises;
        case Fact::TimeLeft:
        case Fact::StartLeft:
        case Fact::TargetLeft: return Nearing::Falls;
        default: return Nearing::Neither;
    }
}

/// Each line costs a question about each other; of longer priorities none is asked.
constexpr std::size_t kMostLines = 500;

class PriorityAnalysis {
public:
    PriorityAnalysis(Context& ctx, const typed::Priority& priority)
        : ctx_(ctx), program_(ctx.program), priority_(priority) {}

    void run() {
        for (const PriorityLine& line : priority_.lines) {
            look_at_cap(line);
            if (is_shape(line)) look_at_points(line);
            look_at_direction(line);
        }
        look_at_factors();
        if (priority_.limit) look_at_limit();
    }

private:
    void look_at_cap(const PriorityLine& line) {
        const auto cap = cap_of(program_, line);
        if (!cap) return;
        const Points term = uncapped(program_, line);
        const Span span = program_.expr(line.up_to).span;
        const bool above = !cap->is_negative();
        if (above ? term.high < *cap : term.low > *cap) {
            ctx_.sink
                .report<messages::cap_never_reached>(
                    span, (above ? term.high : term.low).to_string(), above ? "above" : "below")
                .help("leave `up to` out, or correct the number");
        } else if (above ? term.low >= *cap : term.high <= *cap) {
            if (term.is(*cap)) return;
            ctx_.sink.report<messages::cap_always_cuts>(span, cap->to_string())
                .help("write `add " + cap->to_string() + "`, or correct the number");
        }
    }

    /// A curve is straight between its points, so only a point whose neighbour lies outside too is
    /// of no use.
    void look_at_points(const PriorityLine& line) {
        const typed::Expr& subject = program_.expr(line.subject);
        const bool curve = line.kind == PriorityLine::Kind::AddCurve;
        for (std::size_t i = 0; i < line.points.size(); ++i) {
            const Decimal at = line.points[i].at;
            const bool above = at > subject.range.high &&
                               (!curve || (i > 0 && line.points[i - 1].at >= subject.range.high));
            const bool below = at < subject.range.low && i + 1 < line.points.size() &&
                               line.points[i + 1].at <= subject.range.low;
            if (!above && !below) continue;
            const Span place = line.points[i].span;
            ctx_.sink
                .report<messages::point_never_reached>(
                    place.valid() ? place : line.span, show(at, subject),
                    show(subject.range.low, subject), show(subject.range.high, subject))
                .help("leave the point out, or correct it");
            return;
        }
    }

    void look_at_direction(const PriorityLine& line) {
        if (!line.subject) return;
        const Nearing nearing = nearing_of(program_, line.subject);
        if (nearing == Nearing::Neither) return;
        if (line.kind == PriorityLine::Kind::AddPer) {
            const typed::Interval& points = program_.expr(line.value).range;
            if (nearing == Nearing::Rises ? points.high < Decimal(0) : points.low > Decimal(0))
                report_falls(program_.expr(line.value).span);
            return;
        }
        // What comes after the deadline no longer draws near to it.
        const Decimal deadline(nearing == Nearing::Rises ? 1 : 0);
        for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
            const auto& a = line.points[i];
            const auto& b = line.points[i + 1];
            const bool falls = nearing == Nearing::Rises ? a.value > b.value && a.at < deadline
                                                         : a.value < b.value && b.at > deadline;
            if (!falls) continue;
            const Span place = nearing == Nearing::Rises ? b.span : a.span;
            report_falls(place.valid() ? place : line.span);
            return;
        }
    }

    void report_falls(Span place) {
        ctx_.sink.report<messages::falls_near_deadline>(place).note(
            "higher is more urgent, so an item comes later the less time is left for it");
    }

    void look_at_factors() {
        Points total;
        for (const PriorityLine& line : priority_.lines) {
            const Points term = capped(program_, line);
            const bool always = !line.condition.when;
            if (line.kind != PriorityLine::Kind::Multiply) {
                total = sum(total, always ? term : hull(term, {}));
                continue;
            }
            const Span span = program_.expr(line.value).span;
            if (total.is(0)) {
                ctx_.sink.report<messages::nothing_to_multiply>(line.span).help(
                    "write this line behind those that it is to multiply");
            } else if (always && term.is(0)) {
                ctx_.sink.report<messages::factor_is_zero>(span).help(
                    "correct the factor, or leave the lines above out");
            }
            const Points next = product(total, term);
            total = always ? next : hull(total, next);
        }
    }

    void look_at_limit() {
        const Points limit{priority_.limit->low, priority_.limit->high};
        Points total;
        for (const PriorityLine& line : priority_.lines)
            apply(total, line,
                  line.condition.when ? PriorityLogic::Applies::Perhaps
                                      : PriorityLogic::Applies::Always);
        if (const auto end = end_beyond(total, limit)) {
            ctx_.sink
                .report<messages::limit_always_cuts>(
                    priority_.limit_span, (*end == limit.high ? total.low : total.high).to_string(),
                    *end == limit.high ? "more" : "less", end->to_string())
                .help("correct the limit, or the points of the lines");
            return;
        }
        if (priority_.lines.size() > kMostLines) return;
        const PriorityLogic logic(program_, priority_.lines);
        for (std::size_t i = 0; i < priority_.lines.size(); ++i) look_at_hidden(logic, limit, i);
    }

    /// Whatever the line adds, the limit leaves the same: the others alone are beyond its end.
    void look_at_hidden(const PriorityLogic& logic, Points limit, std::size_t index) {
        const PriorityLine& line = priority_.lines[index];
        if (line.kind == PriorityLine::Kind::StartAt || !line.condition.when) return;
        Points with, without;
        for (std::size_t i = 0; i < priority_.lines.size(); ++i) {
            const auto applies = logic.applies(i, index);
            apply(with, priority_.lines[i], applies);
            if (i != index) apply(without, priority_.lines[i], applies);
        }
        const auto end = end_beyond(with, limit);
        if (!end || end_beyond(without, limit) != end) return;
        ctx_.sink.report<messages::hidden_by_limit>(line.span, end->to_string())
            .label(priority_.limit_span, "beyond the limit nothing more counts")
            .help("raise the limit, or leave the line out");
    }

    void apply(Points& total, const PriorityLine& line, PriorityLogic::Applies applies) const {
        if (applies == PriorityLogic::Applies::Never) return;
        const Points term = capped(program_, line);
        const Points next =
            line.kind == PriorityLine::Kind::Multiply ? product(total, term) : sum(total, term);
        total = applies == PriorityLogic::Applies::Always ? next : hull(total, next);
    }

    /// The end of the limit beyond which all of the total lies.
    static std::optional<Decimal> end_beyond(Points total, Points limit) {
        if (total.low > limit.high) return limit.high;
        if (total.high < limit.low) return limit.low;
        return std::nullopt;
    }

    [[nodiscard]] static std::string show(Decimal number, const typed::Expr& like) {
        typed::Value value;
        value.number = number;
        return typed::to_string(value, like.type, {});
    }

    Context& ctx_;
    const typed::Program& program_;
    const typed::Priority& priority_;
};

}  // namespace

void analyze_priorities(Context& ctx) {
    for (const typed::WorkType& type : ctx.program.work_types) {
        if (type.priority) PriorityAnalysis(ctx, *type.priority).run();
    }
    for (const typed::Plan& plan : ctx.program.plans) {
        if (plan.priority) PriorityAnalysis(ctx, *plan.priority).run();
    }
}

}  // namespace reeve::analyze
