#include "compiler/doc/plan_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace reeve::doc {

namespace {

using Kind = PlanDiagram::Part::Kind;
using typed::PlanPart;

class Picture {
public:
    Picture(const Sheet& sheet, const typed::Plan& plan) : sheet_(sheet), plan_(plan) {}

    PlanDiagram run() {
        diagram_.title = "The plan " + plan_.header.display;
        diagram_.description = fmt::format(
            "{}, {} and {}; what has to be done stands above what it starts. The same "
            "is said in words below.",
            count_of(plan_.stages.size(), "stage"), count_of(plan_.steps.size(), "step"),
            count_of(plan_.endings.size(), "ending"));
        for (std::uint32_t i = 0; i < plan_.parts.size(); ++i) add_part(i);
        for (const typed::Ending& ending : plan_.endings)
            add_ending(ending.outcome, ending.nothing_left ? "when nothing is left to do"
                                                           : "when " + text(ending.when));
        for (std::size_t i = 0; i < plan_.endings.size(); ++i)
            diagram_.parts[plan_.parts.size() + i].dashed = plan_.endings[i].nothing_left;
        for (const typed::Step* step : ending_steps(plan_)) {
            if (!end_of_.contains(*step->ends_as))
                add_ending(*step->ends_as, "by " + step->header.display);
        }
        for (std::uint32_t i = 0; i < plan_.parts.size(); ++i) connect_part(i);
        for (std::size_t i = 0; i < plan_.endings.size(); ++i)
            connect(plan_.endings[i].when, plan_.parts.size() + i);
        return std::move(diagram_);
    }

private:
    using Key = std::pair<PlanPart::Kind, std::uint32_t>;

    void add_part(std::uint32_t index) {
        const PlanPart& part = plan_.parts[index];
        index_of_[{part.kind, part.index}] = index;
        PlanDiagram::Part drawn;
        if (part.parent != PlanPart::kTop)
            drawn.parent = index_of_.at({PlanPart::Kind::Stage, part.parent});
        switch (part.kind) {
            case PlanPart::Kind::Stage: {
                const typed::Stage& stage = plan_.stages[part.index];
                drawn.kind = Kind::Stage;
                name(drawn, stage.header);
                if (stage.in_order) drawn.notes.emplace_back("one after another");
                rules(drawn, stage.rules);
                break;
            }
            case PlanPart::Kind::Step: {
                const typed::Step& step = plan_.steps[part.index];
                drawn.kind = Kind::Step;
                name(drawn, step.header);
                drawn.notes.push_back(step_note(step, sheet_.program()));
                if (step.wait_for.valid()) drawn.notes.push_back("for " + text(step.wait_for));
                rules(drawn, step.rules);
                break;
            }
            case PlanPart::Kind::Milestone: {
                const typed::Milestone& milestone = plan_.milestones[part.index];
                drawn.kind = Kind::Milestone;
                name(drawn, milestone.header);
                if (milestone.due)
                    drawn.notes.push_back("due within " + text(milestone.due->span.span));
                break;
            }
        }
        diagram_.parts.push_back(std::move(drawn));
    }

    void name(PlanDiagram::Part& drawn, const typed::Header& header) const {
        drawn.name = header.display;
        const sema::SymbolId symbol = sheet_.symbol_of(header);
        if (symbol.valid()) drawn.href = sheet_.site().names.place(symbol).href(sheet_.path());
    }

    [[nodiscard]] std::string text(source::Span span) const { return sheet_.text_of(span); }
    [[nodiscard]] std::string text(typed::ExprId expr) const {
        return expr.valid() ? text(sheet_.program().expr(expr).span) : "";
    }

    void rules(PlanDiagram::Part& drawn, const typed::PartRules& rules) const {
        const typed::StartRule& start = rules.start;
        if (start.when.valid()) drawn.notes.push_back("starts when " + text(start.when));
        if (start.distance)
            drawn.notes.push_back(fmt::format("starts {} {} {}", text(start.distance->span.span),
                                              start.before ? "before" : "after",
                                              text(start.moment)));
        if (start.by_hand) drawn.notes.emplace_back("started by hand");
        drawn.dashed = start.by_hand;
        if (rules.only_if.valid()) drawn.notes.push_back("only if " + text(rules.only_if));
        if (!rules.required) drawn.notes.emplace_back("not required");
        if (rules.repeat)
            drawn.notes.push_back(fmt::format("up to {} times more", rules.repeat->times));
    }

    void add_ending(std::uint32_t outcome, std::string note) {
        PlanDiagram::Part drawn;
        drawn.kind = Kind::Ending;
        drawn.name = "ends: " + sheet_.program().choice(plan_.outcomes).values[outcome].display;
        drawn.notes.push_back(std::move(note));
        drawn.href = "#endings";
        end_of_.try_emplace(outcome, diagram_.parts.size());
        diagram_.parts.push_back(std::move(drawn));
    }

    [[nodiscard]] const typed::PartRules& rules_of(const PlanPart& part) const {
        return part.kind == PlanPart::Kind::Stage ? plan_.stages[part.index].rules
                                                  : plan_.steps[part.index].rules;
    }

    void connect_part(std::uint32_t index) {
        const PlanPart& part = plan_.parts[index];
        if (part.kind == PlanPart::Kind::Milestone) {
            connect(plan_.milestones[part.index].when, index);
            return;
        }
        const typed::PartRules& rules = rules_of(part);
        connect(rules.start.when, index);
        connect(rules.start.moment, index);
        connect_forerunner(index);
        for (const typed::Redo& redo : rules.redos)
            arrow(index, index_of_.at({PlanPart::Kind::Step, redo.from}), true);
        if (part.kind == PlanPart::Kind::Step && plan_.steps[part.index].ends_as)
            arrow(index, end_of_.at(*plan_.steps[part.index].ends_as), false);
    }

    // In a stage `in order` each part waits for the nearest one before it that the stage itself
    // waits for; milestones stand aside.
    void connect_forerunner(std::uint32_t index) {
        const std::uint32_t stage = plan_.parts[index].parent;
        if (stage == PlanPart::kTop || !plan_.stages[stage].in_order) return;
        std::optional<std::uint32_t> before;
        for (std::uint32_t i = 0; i < index; ++i) {
            const PlanPart& part = plan_.parts[i];
            if (part.parent != stage || part.kind == PlanPart::Kind::Milestone) continue;
            if (rules_of(part).required) before = i;
        }
        if (before) arrow(*before, index, false);
    }

    /// Arrows from all parts of the plan that the condition asks about.
    void connect(typed::ExprId id, std::size_t to) {
        if (!id.valid()) return;
        const typed::Expr& expr = sheet_.program().expr(id);
        if (expr.op == typed::Op::Part) {
            const auto kind = expr.type.record == typed::RecordKind::Stage ? PlanPart::Kind::Stage
                              : expr.type.record == typed::RecordKind::Step
                                  ? PlanPart::Kind::Step
                                  : PlanPart::Kind::Milestone;
            const auto found = index_of_.find({kind, expr.symbol});
            if (found != index_of_.end()) arrow(found->second, to, false);
        }
        for (const typed::ExprId arg : expr.args) connect(arg, to);
    }

    void arrow(std::size_t from, std::size_t to, bool back) {
        if (from != to && drawn_.insert({from, to}).second)
            diagram_.arrows.push_back({from, to, back});
    }

    const Sheet& sheet_;
    const typed::Plan& plan_;
    PlanDiagram diagram_;
    std::map<Key, std::size_t> index_of_;
    std::map<std::uint32_t, std::size_t> end_of_;  // by outcome
    std::set<std::pair<std::size_t, std::size_t>> drawn_;
};

}  // namespace

std::string step_note(const typed::Step& step, const typed::Program& program) {
    const std::string in =
        step.queue.valid() ? " in " + program.queues[step.queue.index()].header.display : "";
    switch (step.kind) {
        case typed::Step::Kind::Form: return "form" + in;
        case typed::Step::Kind::Approval: return "approval" + in;
        case typed::Step::Kind::Work:
            return "work: " + program.work_type(step.item.work_type).header.display;
        case typed::Step::Kind::Wait: return "wait";
        case typed::Step::Kind::Case:
            return "case: " + program.plan(step.child.plan).header.display;
        case typed::Step::Kind::Ask:
            return "asks " + program.sources[step.source.index()].header.display;
    }
    return "";
}

std::vector<const typed::Step*> ending_steps(const typed::Plan& plan) {
    std::vector<const typed::Step*> steps;
    for (const typed::Step& step : plan.steps) {
        const auto names = [&](const typed::Ending& ending) {
            return ending.outcome == *step.ends_as;
        };
        if (step.ends_as && std::ranges::none_of(plan.endings, names)) steps.push_back(&step);
    }
    return steps;
}

PlanDiagram plan_diagram(const Sheet& sheet, const typed::Plan& plan) {
    return Picture(sheet, plan).run();
}

}  // namespace reeve::doc
