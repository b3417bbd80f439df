#include "compiler/doc/plan_picture.h"
#include "compiler/doc/sections.h"

#include <fmt/format.h>

// The page of a case plan.

namespace reeve::doc {

namespace {

using typed::PlanPart;

class CasePage {
public:
    CasePage(Sheet& sheet, typed::PlanId id)
        : sheet_(sheet), html_(sheet.html), id_(id), plan_(sheet.program().plan(id)) {
        const sema::SymbolId symbol = sheet.symbol_of(plan_.header);
        const sema::DeclRef ref = sheet.site().input.symbols.symbol(symbol).decl;
        decl_ = std::get_if<syntax::CasePlanDecl>(
            &sheet.site().input.modules[ref.module].decls[ref.decl]);
    }

    void run() {
        intro();
        overview();
        if (!plan_.data.empty()) {
            const auto section = sheet_.section("data", "Data");
            write_attributes(sheet_, "Data of a case", plan_.data);
        }
        {
            const auto section = sheet_.section("picture", "The plan as a picture");
            sheet_.drawing(draw(plan_diagram(sheet_, plan_)));
        }
        {
            const auto section = sheet_.section("parts", "Stages, steps and milestones");
            for (std::uint32_t i = 0; i < plan_.parts.size(); ++i) {
                if (plan_.parts[i].parent == PlanPart::kTop) part(i);
            }
        }
        endings();
        if (plan_.priority) write_priority(sheet_, *plan_.priority);
        if (!plan_.escalation) return;
        const auto section = sheet_.section("escalation", "Escalation");
        write_escalation(sheet_, "Lines of the escalation", plan_.escalation->lines);
        write_escalation_timeline(sheet_, plan_.escalation->lines);
    }

private:
    void intro() {
        const auto intro = html_.open("div", {{"id", sheet_.anchor(plan_.header.span)}});
        {
            const auto line = html_.open("p", {{"class", "origin"}});
            html_.text("Case plan ");
            html_.element("code", plan_.header.name);
            html_.text(", ");
            sheet_.where(plan_.header.span);
        }
        sheet_.documentation(plan_.header.doc);
    }

    void overview() {
        const auto section = sheet_.section("overview", "Overview");
        const auto list = html_.open("dl", {{"class", "facts"}});
        if (!plan_.reference.empty()) {
            const auto fact = sheet_.fact("Reference");
            html_.element("code", plan_.reference);
        }
        for (const typed::Header& intent : plan_.intents) sheet_.fact("Intent", intent.display);
        owner();
        if (plan_.band) {
            const auto fact = sheet_.fact("Band of its steps");
            sheet_.name(sheet_.program().choice(sheet_.program().bands).values[*plan_.band]);
        }
        if (plan_.due) sheet_.fact("Due within", to_words(*plan_.due, sheet_.program()));
        write_openings(sheet_, {}, id_);
        const auto used = sheet_.fact("Used by");
        sheet_.users(sheet_.symbol_of(plan_.header));
    }

    void owner() {
        if (decl_ == nullptr || !decl_->owner) return;
        const auto fact = sheet_.fact("Owner");
        sheet_.code(decl_->owner->span);
    }

    void part(std::uint32_t index) {
        const PlanPart& part = plan_.parts[index];
        switch (part.kind) {
            case PlanPart::Kind::Stage: stage(index); break;
            case PlanPart::Kind::Step: step(plan_.steps[part.index], level(part)); break;
            case PlanPart::Kind::Milestone:
                milestone(plan_.milestones[part.index], level(part));
                break;
        }
    }

    static int level(const PlanPart& part) { return part.parent == PlanPart::kTop ? 3 : 4; }

    void stage(std::uint32_t index) {
        const PlanPart& part = plan_.parts[index];
        const typed::Stage& stage = plan_.stages[part.index];
        const auto entry = sheet_.entry(stage.header, "stage", level(part));
        {
            const auto list = html_.open("dl", {{"class", "facts"}});
            sheet_.fact("Its parts", stage.in_order ? "one after another" : "start together");
            modifiers(find(decl_->stages, stage.header));
        }
        sheet_.origin(stage.header.span);
        for (const std::uint32_t child : stage.parts) this->part(child);
    }

    void step(const typed::Step& step, int level) {
        const auto entry =
            sheet_.entry(step.header, "step: " + step_note(step, sheet_.program()), level);
        if (!step.form.empty()) form(step);
        const syntax::StepDecl* decl = find(decl_->steps, step.header);
        {
            const auto list = html_.open("dl", {{"class", "facts"}});
            if (!step.question.empty()) sheet_.fact("Question", step.question);
            step_facts(step, decl);
            modifiers(decl);
        }
        sheet_.origin(step.header.span);
    }

    void step_facts(const typed::Step& step, const syntax::StepDecl* decl) {
        if (step.wait_for.valid()) {
            const auto fact = sheet_.fact("Waits for");
            sheet_.expr(step.wait_for);
        }
        if (step.limit)
            sheet_.fact(step.kind == typed::Step::Kind::Wait ? "At most" : "Answer within",
                        to_words(*step.limit, sheet_.program()));
        if (step.ends_as) {
            const auto fact = sheet_.fact("Then the case ends as");
            sheet_.name(sheet_.program().choice(plan_.outcomes).values[*step.ends_as]);
        }
        if (decl != nullptr && !decl->fields.fields.empty()) {
            const auto fact = sheet_.fact("With");
            sheet_.code(decl->fields.span);
        }
        if (step.item.work_type.valid()) {
            const auto fact = sheet_.fact("Opens");
            sheet_.name(sheet_.program().work_type(step.item.work_type).header);
        }
        if (step.child.plan.valid()) {
            const auto fact = sheet_.fact("Opens the case");
            sheet_.name(sheet_.program().plan(step.child.plan).header);
        }
        if (step.source.valid()) {
            const auto fact = sheet_.fact("Asks");
            sheet_.name(sheet_.program().sources[step.source.index()].header);
        }
        if (!step.queue.valid()) return;
        const auto fact = sheet_.fact("Done in");
        sheet_.name(sheet_.program().queues[step.queue.index()].header);
    }

    void form(const typed::Step& step) {
        const auto table = sheet_.table("Fields of the form",
                                        {"Field", "Type", "In words", "Stored", "Stands at"});
        for (const typed::FormField& field : step.form) {
            const typed::Attribute& attribute =
                field.stored_in_data ? plan_.data[field.data] : field.attribute;
            const source::Span name = field_span(step, field);
            const auto row = html_.open("tr", {{"id", sheet_.anchor(name)}});
            html_.element("th", {{"scope", "row"}}, attribute.header.display);
            code_cell(sheet_, attribute.type.span);
            sheet_.cell(to_words(attribute.type, sheet_.program()));
            {
                const auto cell = html_.open("td");
                if (field.stored_in_data) {
                    html_.text("in the case’s data: ");
                    sheet_.name(attribute.header);
                } else {
                    html_.text("with the step");
                }
            }
            where_cell(sheet_, name);
        }
    }

    // A bare name of the case's data is a name of the step as well, where it is asked.
    [[nodiscard]] source::Span field_span(const typed::Step& step,
                                          const typed::FormField& field) const {
        if (!field.stored_in_data) return field.attribute.header.span;
        const syntax::StepDecl* decl = find(decl_->steps, step.header);
        if (decl == nullptr) return {};
        for (const syntax::FormField& written : decl->form) {
            if (written.attribute.name.text == plan_.data[field.data].header.name)
                return written.attribute.name.span;
        }
        return {};
    }

    template <class Decl>
    [[nodiscard]] static const Decl* find(const std::vector<Decl>& decls,
                                          const typed::Header& header) {
        for (const Decl& decl : decls) {
            if (decl.head.name.span == header.span) return &decl;
        }
        return nullptr;
    }

    template <class Decl>
    void modifiers(const Decl* decl) {
        if (decl == nullptr || decl->modifiers.empty()) return;
        const auto fact = sheet_.fact("Rules");
        const auto list = html_.open("ul", {{"class", "values"}});
        for (const syntax::Modifier& modifier : decl->modifiers) {
            const auto item = html_.open("li");
            sheet_.code(modifier.span);
        }
    }

    void milestone(const typed::Milestone& milestone, int level) {
        const auto entry = sheet_.entry(milestone.header, "milestone", level);
        {
            const auto list = html_.open("dl", {{"class", "facts"}});
            {
                const auto fact = sheet_.fact("Reached when");
                sheet_.expr(milestone.when);
            }
            if (milestone.due)
                sheet_.fact("Due within", to_words(*milestone.due, sheet_.program()));
        }
        sheet_.origin(milestone.header.span);
    }

    void endings() {
        const auto section = sheet_.section("endings", "How a case ends");
        sheet_.paragraph("The first line that holds ends the case and cancels what is open.");
        const auto table = sheet_.table("Endings in their order",
                                        {"Line", "Outcome", "When", "Because", "Stands at"});
        std::size_t number = 0;
        for (const typed::Ending& ending : plan_.endings) {
            const auto row = ending_row(++number, ending.outcome);
            {
                const auto cell = html_.open("td");
                if (ending.nothing_left)
                    html_.text("nothing is left to do");
                else
                    sheet_.expr(ending.when);
            }
            sheet_.cell(ending.because);
            where_cell(sheet_, ending.span);
        }
        for (const typed::Step* step : ending_steps(plan_)) {
            const auto row = ending_row(++number, *step->ends_as);
            {
                const auto cell = html_.open("td");
                html_.text("the step ");
                sheet_.name(step->header);
                html_.text(" has waited too long");
            }
            sheet_.cell("");
            where_cell(sheet_, step->header.span);
        }
    }

    Html::Element ending_row(std::size_t number, std::uint32_t outcome) {
        const typed::Header& header = sheet_.program().choice(plan_.outcomes).values[outcome];
        auto row = html_.open("tr", {{"id", sheet_.anchor(header.span)}});
        sheet_.number_cell(number);
        sheet_.cell(header.display);
        return row;
    }

    Sheet& sheet_;
    Html& html_;
    typed::PlanId id_;
    const typed::Plan& plan_;
    const syntax::CasePlanDecl* decl_ = nullptr;
};

}  // namespace

Page case_page(const Site& site, typed::PlanId id) {
    const typed::Plan& plan = site.input.program.plan(id);
    const Place& place = site.names.place(site.names.declared_at(plan.header.span));
    Sheet sheet(site, place.page, plan.header.display);
    CasePage(sheet, id).run();
    return sheet.finish();
}

}  // namespace reeve::doc
