#include "compiler/doc/sections.h"

#include <fmt/format.h>

#include <algorithm>

// Pages of people, queues and intakes.

namespace reeve::doc {

namespace {

void name_cell(Sheet& sheet, const typed::Header& header) {
    const auto cell = sheet.html.open("th", {{"scope", "row"}});
    if (header.display != header.name) sheet.html.text(header.display + " ");
    sheet.html.element("code", header.name);
    sheet.documentation(header.doc);
}

void write_teams(Sheet& sheet) {
    if (sheet.program().teams.empty()) return;
    const auto section = sheet.section("teams", "Teams");
    const auto table = sheet.table("Teams", {"Team", "Supervisors", "Used by", "Stands at"});
    for (const typed::Team& team : sheet.program().teams) {
        const auto row = sheet.html.open("tr", {{"id", sheet.anchor(team.header.span)}});
        name_cell(sheet, team.header);
        {
            const auto cell = sheet.html.open("td");
            for (std::size_t i = 0; i < team.supervisors.size(); ++i) {
                if (i > 0) sheet.html.text(", ");
                sheet.name(sheet.program().teams[team.supervisors[i].index()].header);
            }
        }
        {
            const auto cell = sheet.html.open("td");
            sheet.users(sheet.symbol_of(team.header));
        }
        where_cell(sheet, team.header.span);
    }
}

void write_skills(Sheet& sheet) {
    if (sheet.program().skills.empty()) return;
    const auto section = sheet.section("skills", "Skills");
    const auto table = sheet.table("Skills", {"Skill", "Levels", "Used by", "Stands at"});
    for (const typed::Skill& skill : sheet.program().skills) {
        const auto row = sheet.html.open("tr", {{"id", sheet.anchor(skill.header.span)}});
        name_cell(sheet, skill.header);
        sheet.cell(skill.has_levels ? fmt::format("{} to {}", skill.low, skill.high)
                                    : "has it or has not");
        {
            const auto cell = sheet.html.open("td");
            sheet.users(sheet.symbol_of(skill.header));
        }
        where_cell(sheet, skill.header.span);
    }
}

void write_workloads(Sheet& sheet) {
    if (sheet.program().workloads.empty()) return;
    const auto section = sheet.section("workloads", "Workloads");
    sheet.paragraph(
        "What one agent may hold. Every line must hold before an offer. An agent "
        "without a workload holds one item at a time.");
    for (const typed::Workload& workload : sheet.program().workloads) {
        const auto entry = sheet.entry(workload.header, "workload");
        {
            const auto list = sheet.html.open("ul", {{"class", "values"}});
            for (const typed::WorkloadLine& line : workload.lines) {
                const auto item = sheet.html.open("li");
                sheet.code(line.span);
            }
        }
        sheet.origin(workload.header.span);
    }
}

std::string_view pick_words(typed::Pick pick) {
    switch (pick) {
        case typed::Pick::LongestIdle: return "the agent who has been idle longest";
        case typed::Pick::LeastBusy: return "the least busy agent";
        case typed::Pick::BestRanked: return "the best ranked agent";
        case typed::Pick::FewestPointsToday: return "the agent with the fewest points today";
    }
    return "";
}

void write_teams_of(Sheet& sheet, const std::vector<typed::TeamId>& teams) {
    for (std::size_t i = 0; i < teams.size(); ++i) {
        if (i > 0) sheet.html.text(", ");
        sheet.name(sheet.program().teams[teams[i].index()].header);
    }
}

void write_queue_facts(Sheet& sheet, const typed::Queue& queue) {
    const auto list = sheet.html.open("dl", {{"class", "facts"}});
    {
        const auto fact = sheet.fact("Members");
        if (queue.members.valid()) {
            sheet.html.text("everybody with ");
            sheet.expr(queue.members);
        } else {
            sheet.html.text("nobody");
        }
    }
    if (queue.workbin) {
        sheet.fact("People take",
                   queue.take_any ? "any item of those they may do" : "the next item only");
    } else {
        sheet.fact(queue.offers ? "Offers to" : "Assigns to", pick_words(queue.pick));
    }
    if (queue.answer_within) sheet.fact("Answer within", reeve::to_string(*queue.answer_within));
    if (queue.not_again_for)
        sheet.fact("Not offered again for", reeve::to_string(*queue.not_again_for));
    if (queue.wrap_up) sheet.fact("Time to wrap up", reeve::to_string(*queue.wrap_up));
    if (queue.open_in.valid()) {
        const auto fact = sheet.fact("Open in");
        sheet.name(sheet.program().calendars[queue.open_in.index()].header);
    }
    if (queue.goal) {
        sheet.fact("Goal",
                   fmt::format("{}% {} within {}", (queue.goal->share * Decimal(100)).to_string(),
                               queue.goal->accepted ? "accepted" : "finished",
                               to_words(queue.goal->within, sheet.program())));
    }
    if (queue.supervisors.empty()) return;
    const auto fact = sheet.fact("Supervisors");
    write_teams_of(sheet, queue.supervisors);
}

void write_queue(Sheet& sheet, const typed::Queue& queue, std::size_t index) {
    const auto entry = sheet.entry(queue.header, queue.workbin ? "workbin" : "queue");
    write_queue_facts(sheet, queue);
    for (const typed::Watch& watch : sheet.program().watches) {
        if (watch.queue.index() == index)
            write_escalation(sheet, "Watched: what happens when", watch.lines);
    }
    sheet.origin(queue.header.span);
}

void write_queues(Sheet& sheet, bool workbins) {
    const auto& queues = sheet.program().queues;
    const auto is_wanted = [&](const typed::Queue& queue) { return queue.workbin == workbins; };
    if (std::ranges::none_of(queues, is_wanted)) return;
    const auto section =
        sheet.section(workbins ? "workbins" : "queues", workbins ? "Workbins" : "Queues");
    sheet.paragraph(workbins ? "From a workbin people take work themselves."
                             : "A queue brings its work to people.");
    for (std::size_t i = 0; i < queues.size(); ++i) {
        if (is_wanted(queues[i])) write_queue(sheet, queues[i], i);
    }
}

template <class Decl>
const Decl* declaration(const Sheet& sheet, const typed::Header& header) {
    const sema::SymbolId symbol = sheet.symbol_of(header);
    if (!symbol.valid()) return nullptr;
    const sema::DeclRef ref = sheet.site().input.symbols.symbol(symbol).decl;
    return std::get_if<Decl>(&sheet.site().input.modules[ref.module].decls[ref.decl]);
}

void write_source(Sheet& sheet, const typed::Source& source) {
    const auto entry = sheet.entry(source.header, "source");
    const auto* decl = declaration<syntax::SourceDecl>(sheet, source.header);
    if (decl != nullptr) {
        const auto list = sheet.html.open("dl", {{"class", "facts"}});
        for (const syntax::SourceLine& line : decl->lines) {
            const auto fact = sheet.fact(line.kind == syntax::SourceLineKind::Sends  ? "May send"
                                         : line.kind == syntax::SourceLineKind::Tell ? "Is told"
                                                                                     : "Alone may");
            sheet.code(line.span);
        }
    }
    sheet.origin(source.header.span);
}

void write_intake(Sheet& sheet, const typed::Intake& intake) {
    const auto entry = sheet.entry(intake.header, "intake");
    if (!intake.params.empty()) write_parameters(sheet, "What comes in", intake.params);
    {
        const auto table = sheet.table("What becomes of it: the first line that holds",
                                       {"Line", "Makes", "When", "Stands at"});
        std::size_t number = 0;
        for (const typed::IntakeLine& line : intake.lines) {
            const auto row = sheet.html.open("tr");
            sheet.number_cell(++number);
            {
                const auto cell = sheet.html.open("td");
                sheet.line(line.span, line.condition);
            }
            sheet.condition_cell(line.condition);
            where_cell(sheet, line.span);
        }
    }
    sheet.origin(intake.header.span);
}

}  // namespace

Page people_page(const Site& site) {
    Sheet sheet(site, "people.html", "People");
    write_teams(sheet);
    write_skills(sheet);
    write_workloads(sheet);
    if (!sheet.program().agent_attributes.empty()) {
        const auto section = sheet.section("agents", "What is known of agents");
        write_attributes(sheet, "Attributes of agents", sheet.program().agent_attributes);
    }
    return sheet.finish();
}

Page queues_page(const Site& site) {
    Sheet sheet(site, "queues.html", "Queues and workbins");
    write_queues(sheet, false);
    write_queues(sheet, true);
    return sheet.finish();
}

Page intake_page(const Site& site) {
    Sheet sheet(site, "intake.html", "Where work comes from");
    if (!sheet.program().sources.empty()) {
        const auto section = sheet.section("sources", "Sources");
        for (const typed::Source& source : sheet.program().sources) write_source(sheet, source);
    }
    if (!sheet.program().intakes.empty()) {
        const auto section = sheet.section("intakes", "Intakes");
        for (const typed::Intake& intake : sheet.program().intakes) write_intake(sheet, intake);
    }
    return sheet.finish();
}

}  // namespace reeve::doc
