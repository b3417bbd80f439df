#include "compiler/doc/book.h"

#include "compiler/doc/sections.h"

#include <algorithm>

namespace reeve::doc {

namespace {

using typed::PlanId;
using typed::WorkTypeId;

std::string title_of(const Input& input, const Names& names) {
    const typed::Business& business = input.program.business;
    if (business.declared && !business.header.display.empty())
        return "The rules of " + business.header.display;
    return "The rules in " + names.file_name(input.modules.front().file);
}

/// Which pages there are; a page without anything on it is not made.
class Contents {
public:
    explicit Contents(Site& site) : site_(site), program_(site.input.program) {}

    void run() {
        add("index.html", "Start");
        for (const typed::WorkType& type : program_.work_types) add_declared(type.header);
        for (const typed::Plan& plan : program_.plans) add_declared(plan.header);
        if (has_choices()) add("choices.html", "Choices, types and bands");
        if (!program_.defines.empty() || !program_.settings.empty() || !program_.periods.empty())
            add("values.html", "Definitions and settings");
        for (const typed::Table& table : program_.tables)
            add_declared(table.header, "Table: " + table.header.display);
        if (!program_.calendars.empty() || !program_.holidays.empty())
            add("calendars.html", "Calendars and holidays");
        if (!program_.teams.empty() || !program_.skills.empty() || !program_.workloads.empty() ||
            !program_.agent_attributes.empty())
            add("people.html", "People");
        if (!program_.queues.empty()) add("queues.html", "Queues and workbins");
        if (!program_.sources.empty() || !program_.intakes.empty())
            add("intake.html", "Where work comes from");
        if (!site_.input.symbols.tests.empty() || !site_.input.symbols.guarantees.empty())
            add("tests.html", "Tests and guarantees");
        add("names.html", "All names");
        for (const syntax::Module& module : site_.input.modules)
            add(site_.names.file_page(module.file), "File: " + site_.names.file_name(module.file));
        add("guide.html", "How to read this book");
    }

private:
    void add(std::string page, std::string title) {
        site_.navigation.push_back({std::move(page), std::move(title), false});
    }

    void add_declared(const typed::Header& header, std::string title = "") {
        const sema::SymbolId symbol = site_.names.declared_at(header.span);
        site_.navigation.push_back({site_.names.place(symbol).page,
                                    title.empty() ? header.display : std::move(title), true});
    }

    [[nodiscard]] bool has_choices() const {
        if (site_.input.symbols.bands) return true;
        for (const typed::Choice& choice : program_.choices) {
            if (choice.origin == typed::Choice::Origin::Declared) return true;
        }
        for (const syntax::Module& module : site_.input.modules) {
            for (const syntax::Decl& decl : module.decls) {
                if (std::holds_alternative<syntax::TypeDecl>(decl)) return true;
            }
        }
        return false;
    }

    Site& site_;
    const typed::Program& program_;
};

using WritePage = Page (*)(const Site&);

constexpr std::pair<std::string_view, WritePage> kPages[] = {
    {"choices.html", choices_page},     {"values.html", values_page},
    {"calendars.html", calendars_page}, {"people.html", people_page},
    {"queues.html", queues_page},       {"intake.html", intake_page},
    {"tests.html", tests_page}};

}  // namespace

Book build(const Input& input) {
    Site site{input, Names(input), {}, {}, ""};
    site.title = title_of(input, site.names);
    site.openings = find_openings(site);
    Contents(site).run();
    Book book;
    book.pages.push_back(start_page(site));
    const typed::Program& program = input.program;
    for (std::size_t i = 0; i < program.work_types.size(); ++i)
        book.pages.push_back(work_page(site, WorkTypeId(i)));
    for (std::size_t i = 0; i < program.plans.size(); ++i)
        book.pages.push_back(case_page(site, PlanId(i)));
    for (const typed::Table& table : program.tables) book.pages.push_back(table_page(site, table));
    for (const auto& [path, write] : kPages) {
        const bool listed = std::ranges::any_of(
            site.navigation, [&](const NavigationEntry& entry) { return entry.page == path; });
        if (listed) book.pages.push_back(write(site));
    }
    book.pages.push_back(names_page(site));
    for (std::size_t i = 0; i < input.modules.size(); ++i)
        book.pages.push_back(source_page(site, i));
    book.pages.push_back(guide_page(site));
    book.pages.push_back(style());
    return book;
}

}  // namespace reeve::doc
