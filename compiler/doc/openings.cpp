#include "compiler/doc/sections.h"

#include <fmt/format.h>

#include <set>
#include <tuple>

// What opens which work.

namespace reeve::doc {

namespace {

class Finder {
public:
    explicit Finder(const Site& site) : site_(site), program_(site.input.program) {}

    std::vector<Opening> run() {
        for (const typed::Source& source : program_.sources) {
            for (const auto& sends : source.sends)
                add(entry("source", source.header), sends.work_type, {});
        }
        for (const typed::Intake& intake : program_.intakes) {
            for (const typed::IntakeLine& line : intake.lines)
                add(entry("intake", intake.header), line.work_type, line.plan);
        }
        for (std::size_t i = 0; i < program_.work_types.size(); ++i) {
            const typed::WorkType& type = program_.work_types[i];
            if (!type.escalation) continue;
            Opening by = entry("escalation of", type.header);
            by.opener_type = typed::WorkTypeId(i);
            by.place.id = "escalation";
            actions(by, type.escalation->lines);
        }
        for (std::size_t i = 0; i < program_.plans.size(); ++i)
            plan(program_.plans[i], typed::PlanId(i));
        for (const typed::Watch& watch : program_.watches)
            actions(entry("watch on", program_.queues[watch.queue.index()].header), watch.lines);
        return std::move(openings_);
    }

private:
    [[nodiscard]] Opening entry(std::string_view what, const typed::Header& header) const {
        Opening by;
        by.text = fmt::format("{} {}", what, header.name);
        const sema::SymbolId symbol = site_.names.declared_at(header.span);
        if (symbol.valid()) by.place = site_.names.place(symbol);
        return by;
    }

    void plan(const typed::Plan& plan, typed::PlanId id) {
        for (const typed::Step& step : plan.steps) {
            Opening by = entry("step", step.header);
            by.text += " of " + plan.header.name;
            by.opener_plan = id;
            if (step.kind == typed::Step::Kind::Work) add(by, step.item.work_type, {});
            if (step.kind == typed::Step::Kind::Case) add(by, {}, step.child.plan);
        }
        if (!plan.escalation) return;
        Opening by = entry("escalation of", plan.header);
        by.opener_plan = id;
        by.place.id = "escalation";
        actions(by, plan.escalation->lines);
    }

    void actions(const Opening& by, const std::vector<typed::EscalationLine>& lines) {
        for (const typed::EscalationLine& line : lines) {
            for (const typed::Action& action : line.actions) {
                if (action.kind == typed::Action::Kind::OpenItem)
                    add(by, action.item.work_type, {});
                if (action.kind == typed::Action::Kind::OpenCase) add(by, {}, action.new_case.plan);
                if (action.kind == typed::Action::Kind::Reclassify && action.item.work_type.valid())
                    add(by, action.item.work_type, {});
            }
        }
    }

    void add(Opening by, typed::WorkTypeId type, typed::PlanId plan) {
        if (!type.valid() && !plan.valid()) return;
        by.type = type;
        by.plan = plan;
        // Two lines of one block that open the same are one thing to know.
        if (!known_.insert({by.text, type, plan}).second) return;
        openings_.push_back(std::move(by));
    }

    const Site& site_;
    const typed::Program& program_;
    std::vector<Opening> openings_;
    std::set<std::tuple<std::string, typed::WorkTypeId, typed::PlanId>> known_;
};

}  // namespace

std::vector<Opening> find_openings(const Site& site) { return Finder(site).run(); }

void write_openings(Sheet& sheet, typed::WorkTypeId type, typed::PlanId plan) {
    std::vector<const Opening*> by, opens;
    for (const Opening& opening : sheet.site().openings) {
        if (opening.type == type && opening.plan == plan) by.push_back(&opening);
        const bool mine = type.valid() ? opening.opener_type == type : opening.opener_plan == plan;
        if (mine) opens.push_back(&opening);
    }
    {
        const auto fact = sheet.fact("Opened by");
        if (by.empty()) sheet.html.text("people and programs only; no rule opens it");
        for (const Opening* opening : by) {
            if (opening != by.front()) sheet.html.text(", ");
            sheet.place(opening->place, opening->text);
        }
    }
    if (opens.empty()) return;
    const auto fact = sheet.fact("Opens");
    for (const Opening* opening : opens) {
        if (opening != opens.front()) sheet.html.text(", ");
        sheet.name(opening->type.valid() ? sheet.program().work_type(opening->type).header
                                         : sheet.program().plan(opening->plan).header);
        sheet.html.text(" (");
        sheet.place(opening->place, opening->text);
        sheet.html.text(")");
    }
}

}  // namespace reeve::doc
