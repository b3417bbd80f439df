#include "compiler/explain/scene.h"

#include <fmt/format.h>

#include <algorithm>

// Priority line by line: what each adds, from what, how it moves and until when.

namespace reeve::explain {

using typed::PriorityLine;
using Kind = PriorityLine::Kind;

namespace {

constexpr int kShownDigits = 3;

class Terms {
public:
    Terms(const Scene& scene, const typed::Priority& priority)
        : scene_(scene), priority_(priority) {}

    std::vector<TermPart> run() {
        std::vector<TermPart> parts;
        for (const eval::Term& term : scene_.answer().priority.terms) {
            if (term.line < priority_.lines.size()) parts.push_back(explain(term));
        }
        return parts;
    }

private:
    TermPart explain(const eval::Term& term) {
        const PriorityLine& line = priority_.lines[term.line];
        TermPart part;
        part.line =
            scene_.line(scene_.source.line(line.span, line.condition), line.condition, line.span);
        part.line.holds = term.holds;
        if (!term.holds) return part;
        part.shown = term.shown;
        part.exact = term.exact;
        part.capped = term.capped;
        if (line.up_to.valid()) part.cap = scene_.reasons.value(line.up_to).text;
        part.depends = depends(line);
        part.moves = scene_.movements(term.slopes);
        follow(term, line, part);
        return part;
    }

    [[nodiscard]] std::vector<Finding> depends(const PriorityLine& line) const {
        std::vector<Finding> findings = scene_.reasons.found(line.value);
        for (Finding& finding : scene_.reasons.found(line.subject))
            findings.push_back(std::move(finding));
        return findings;
    }

    [[nodiscard]] const eval::Term& at(const Future::Step& step, std::uint32_t line) const {
        return *std::ranges::find(step.answer.priority.terms, line, &eval::Term::line);
    }

    /// Until when the term stands or moves as it does now. Where it comes to a bend, the straight
    /// line says so itself; where it jumps, its value does.
    void follow(const eval::Term& term, const PriorityLine& line, TermPart& part) {
        const Future::Step* turn = scene_.future.first_not([&](const Future::Step& step) {
            const eval::Term& there = at(step, term.line);
            return there.holds && same_slopes(there.slopes, term.slopes) &&
                   there.capped == term.capped && on_line(term, step, there);
        });
        if (turn == nullptr) return;
        const eval::Term& there = at(*turn, term.line);
        part.until = turn->at;
        part.after = scene_.movements(there.slopes);
        part.then = then(term, there);
        if (there.holds) part.reaching = point_reached(line, *turn);
    }

    /// Whether the term moved along its line since now, and did not jump.
    [[nodiscard]] bool on_line(const eval::Term& term, const Future::Step& step,
                               const eval::Term& there) const {
        Decimal expected = term.exact;
        for (const eval::Slope& slope : term.slopes) {
            const std::int64_t ran =
                eval::Evaluator::position(scene_.context, slope.clock, step.at) -
                eval::Evaluator::position(scene_.context, slope.clock, scene_.now());
            expected = expected + slope.per_ms * Decimal(ran);
        }
        return (expected - there.exact).abs() < Decimal::scaled(1, -kShownDigits);
    }

    [[nodiscard]] std::string then(const eval::Term& term, const eval::Term& there) const {
        if (!there.holds) return "it no longer counts";
        const std::string value = grouped(there.exact.round(kShownDigits));
        if (there.slopes.empty()) return fmt::format("it stays at {}", value);
        return same_slopes(term.slopes, there.slopes) ? fmt::format("it is {}", value)
                                                      : describe(scene_.movements(there.slopes));
    }

    /// `sla_used is 80%`, where the line comes to a point of its curve.
    [[nodiscard]] std::string point_reached(const PriorityLine& line,
                                            const Future::Step& turn) const {
        if (line.points.empty() || !line.subject.valid()) return "";
        const typed::Type& type = scene_.program.expr(line.subject).type;
        const Decimal here = scene_.reasons.value(line.subject).value.number();
        const eval::Context context = scene_.future.context(turn);
        const Decimal there =
            eval::Evaluator(context, turn.at, nullptr).value(line.subject).number();
        const bool rises = there > here;
        std::optional<Decimal> reached;
        for (const PriorityLine::Point& point : line.points) {
            const bool passed =
                rises ? here < point.at && point.at <= there : there <= point.at && point.at < here;
            if (passed && (!reached || (rises ? point.at > *reached : point.at < *reached)))
                reached = point.at;
        }
        if (!reached) return "";
        return fmt::format("{} is {}", scene_.source.text(line.subject),
                           scene_.format.value(type, eval::Value(*reached)));
    }

    const Scene& scene_;
    const typed::Priority& priority_;
};

Line limit_line(const Scene& scene, const typed::Priority& priority) {
    Line line;
    line.holds = true;
    line.text = scene.source.text(priority.limit_span);
    if (!line.text.starts_with("limit")) line.text = "limit total to " + line.text;
    line.place = scene.source.place(priority.limit_span);
    return line;
}

}  // namespace

PriorityPart explain_priority(const Scene& scene) {
    PriorityPart part;
    const eval::Evaluation& answer = scene.answer();
    if (answer.band)
        part.band = scene.program.choice(scene.program.bands).values[*answer.band].name;
    const auto& priority = scene.type.priority;
    if (!priority) return part;
    const auto& bands = scene.program.choice(scene.program.bands).values;
    for (std::uint32_t i = 0; i < priority->bands.size(); ++i) {
        const typed::BandLine& line = priority->bands[i];
        part.band_lines.push_back(
            scene.line("band " + bands[line.band].name, line.condition, line.condition.span));
        if (answer.band_line.line == i) break;
    }
    part.terms = Terms(scene, *priority).run();
    part.before_limit = answer.priority.before_limit.round(kShownDigits);
    part.shown = answer.priority.shown;
    part.exact = answer.priority.exact;
    part.cut = part.shown - part.before_limit;
    if (priority->limit) part.limit = limit_line(scene, *priority);
    part.moves = scene.movements(answer.priority.slopes);
    return part;
}

}  // namespace reeve::explain
