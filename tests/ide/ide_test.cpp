#include "compiler/diagnostics/fix.h"
#include "compiler/ide/actions.h"
#include "compiler/ide/complete.h"
#include "compiler/ide/hints.h"
#include "compiler/ide/hover.h"
#include "compiler/ide/navigation.h"
#include "compiler/ide/outline.h"
#include "compiler/ide/tokens.h"
#include "compiler/ide/workspace.h"
#include "tests/harness/corpus.h"
#include "tests/ide/marked_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace reeve::ide_tests {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::string kPath = "/rules.reeve";
const std::string kNavigation = "tests/ide/navigation.reeve";

/// A workspace of one file.
struct OneFile {
    explicit OneFile(std::string text) {
        workspace.put(kPath, std::move(text));
        EXPECT_NE(workspace.program(kPath), nullptr);
    }

    const ide::Program& program() { return *workspace.program(kPath); }
    source::FileId file() { return workspace.file(kPath); }
    std::uint32_t offset(std::string_view text) {
        return static_cast<std::uint32_t>(workspace.sources().file(file()).text().find(text));
    }

    driver::MemoryFileSystem files;
    ide::Workspace workspace{files};
};

std::string line_of(const source::SourceSet& sources, source::Span span) {
    return std::string(sources.file(span.file).line(sources.begin(span).line));
}

void expect_place(OneFile& ide, const std::vector<source::Span>& found, const std::string& text) {
    ASSERT_FALSE(found.empty());
    EXPECT_THAT(line_of(ide.workspace.sources(), found.front()), HasSubstr(text));
}

TEST(Ide, PlacesMeanWhatTheMarkersSay) {
    OneFile ide(harness::read_repository_file(kNavigation));
    const ide::Program& program = ide.program();
    const source::FileId file = ide.file();
    const auto expectations = read_expectations(ide.workspace.sources().file(file).text());
    ASSERT_GT(expectations.size(), 15U);
    for (const Expectation& each : expectations) {
        SCOPED_TRACE(kNavigation + ":" + std::to_string(each.line));
        if (each.what == "def") {
            expect_place(ide, ide::definition(program, file, each.begin), each.text);
        } else if (each.what == "type") {
            expect_place(ide, ide::type_definition(program, file, each.begin), each.text);
        } else if (each.what == "hover") {
            const auto hover = ide::hover(program, file, each.begin, {});
            ASSERT_TRUE(hover);
            EXPECT_THAT(hover->text, HasSubstr(each.text));
            EXPECT_EQ(hover->span, (source::Span{file, each.begin, each.end}));
        } else if (each.what == "refs") {
            EXPECT_EQ(std::to_string(ide::references(program, file, each.begin).size()), each.text);
        } else {
            ADD_FAILURE() << "no such marker: " << each.what;
        }
    }
}

TEST(Ide, WhatFitsThePlaceIsOffered) {
    const std::string base = harness::read_repository_file(kNavigation) + "\n";
    const auto cases =
        read_completion_cases(harness::read_repository_file("tests/ide/completion.cases"));
    ASSERT_GT(cases.size(), 10U);
    for (const CompletionCase& each : cases) {
        SCOPED_TRACE(each.title);
        OneFile ide(base + each.text);
        const auto found = ide::complete(ide.program(), ide.file(),
                                         static_cast<std::uint32_t>(base.size()) + each.offset);
        std::vector<std::string> labels;
        for (const ide::Completion& item : found.items) labels.push_back(item.label);
        if (!each.first.empty()) {
            ASSERT_FALSE(labels.empty());
            EXPECT_EQ(labels.front(), each.first);
        }
        for (const std::string& label : each.offered) EXPECT_THAT(labels, Contains(label));
        for (const std::string& label : each.withheld) EXPECT_THAT(labels, Not(Contains(label)));
    }
}

std::string renamed(OneFile& ide, std::string_view at, const std::string& name) {
    const auto edits = ide::rename(ide.program(), ide.file(), ide.offset(at), name);
    if (!edits) return edits.error();
    return diagnostics::apply_edits(ide.workspace.sources().file(ide.file()).text(), *edits)
        .value_or("the edits overlap");
}

TEST(Ide, ARenamedProgramMeansTheSame) {
    for (const std::string_view name :
         {"big_claim", "amount:", "Claim \"", "Tier =", "gold }", "motor \"", "motor_claims {",
          "Office {", "large ", "ordinary }", "points (", "refused }"}) {
        SCOPED_TRACE(name);
        OneFile ide(harness::read_repository_file(kNavigation));
        const std::size_t before = ide.workspace.diagnostics(kPath).size();
        const std::string text = renamed(ide, name, "quite_another");
        EXPECT_THAT(text, HasSubstr("quite_another"));
        OneFile after(text);
        EXPECT_EQ(after.workspace.diagnostics(kPath).size(), before) << text;
    }
}

TEST(Ide, ARenameFollowsNamesIntoTextsAndBlocks) {
    OneFile ide(harness::read_repository_file(kNavigation));
    EXPECT_THAT(renamed(ide, "amount:", "sum"), HasSubstr("\"{sum} is overdue\""));
    EXPECT_THAT(renamed(ide, "Claim \"", "Case"), HasSubstr("escalate Case {"));
}

TEST(Ide, ARenameThatWouldChangeTheMeaningIsRefused) {
    OneFile ide(harness::read_repository_file(kNavigation));
    EXPECT_THAT(renamed(ide, "amount:", "tier"), HasSubstr("already an attribute named `tier`"));
    EXPECT_THAT(renamed(ide, "amount:", "big_claim"), HasSubstr("named `big_claim`"));
    EXPECT_THAT(renamed(ide, "amount:", "priority"), HasSubstr("is a fact of every item"));
    EXPECT_THAT(renamed(ide, "amount:", "when"), HasSubstr("a word of the language"));
    EXPECT_THAT(renamed(ide, "amount:", "two words"), HasSubstr("is no name"));
    EXPECT_THAT(renamed(ide, "members when", "x"), HasSubstr("no name to change"));
}

TEST(Ide, TheOutlineHoldsWhatIsDeclared) {
    OneFile ide(harness::read_repository_file(kNavigation));
    const auto entries = ide::outline(ide.workspace.sources(), *ide.program().module(ide.file()));
    const auto found = std::ranges::find(entries, "Claim", &ide::Entry::name);
    ASSERT_NE(found, entries.end());
    ASSERT_EQ(found->inner.size(), 5U);
    EXPECT_EQ(found->inner[0].name, "amount");
    EXPECT_EQ(found->inner[0].detail, "money(EUR)");
    EXPECT_TRUE(ide::is_like("motor_claims", "mocl"));
    EXPECT_FALSE(ide::is_like("motor_claims", "clmo"));
}

TEST(Ide, HintsSayWhatIsNotWritten) {
    OneFile ide(harness::read_repository_file(kNavigation));
    const source::Span all{ide.file(), 0, 100'000};
    std::vector<std::string> texts;
    for (const auto& hint : ide::inlay_hints(ide.program(), all)) texts.push_back(hint.text);
    EXPECT_THAT(texts, Contains(": money in EUR"));
    EXPECT_THAT(texts, Contains("0 to 40"));
}

TEST(Ide, LensesCountUses) {
    OneFile ide(harness::read_repository_file(kNavigation));
    std::vector<std::string> titles;
    for (const auto& lens : ide::lenses(ide.program(), ide.file()))
        titles.push_back(std::string(ide.program().sources().text(lens.name)) + " " + lens.title);
    EXPECT_THAT(titles, Contains("big_claim used 2 times"));
    EXPECT_THAT(titles, Contains("motor_claims used once"));
}

TEST(Ide, DependenciesLeadBothWays) {
    OneFile ide(harness::read_repository_file(kNavigation));
    const ide::Program& program = ide.program();
    const auto table = ide::dependency_root(program, ide.file(), ide.offset("points ("));
    std::vector<std::string> users;
    for (const auto& user : ide::users_of(program, table))
        users.push_back(program.symbols().symbol(user.symbol).name);
    EXPECT_THAT(users, testing::ElementsAre("Claim"));
    std::vector<std::string> used;
    const auto claim = ide::dependency_root(program, ide.file(), ide.offset("Claim \""));
    for (const auto& each : ide::used_by(program, claim))
        used.push_back(program.symbols().symbol(each.symbol).name);
    EXPECT_THAT(used, Contains("points"));
    EXPECT_THAT(used, Contains("motor_claims"));
}

TEST(Ide, AFixOfAMessageIsAnAction) {
    OneFile ide(
        "skill motor\nwork type Claim { amount: money(EUR) }\n"
        "segment of Claim { a when amuont > 5 EUR  b otherwise }\n");
    const auto messages = ide.workspace.diagnostics(kPath);
    ASSERT_FALSE(messages.empty());
    const std::uint32_t at = ide.offset("amuont");
    const auto found = ide::actions(ide.program(), messages, {ide.file(), at, at});
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().kind, ide::Action::Kind::QuickFix);
    const auto fixed = diagnostics::apply_edits(ide.workspace.sources().file(ide.file()).text(),
                                                found.front().edits);
    EXPECT_THAT(fixed.value_or(""), HasSubstr("when amount > 5 EUR"));
}

TEST(Ide, AValueCanBeGivenAName) {
    OneFile ide(
        "## Claims.\nwork type Claim { amount: money(EUR) }\n\n"
        "segment of Claim { a when amount > 5 EUR  b otherwise }\n");
    const std::uint32_t at = ide.offset("5 EUR");
    for (const auto& action : ide::actions(ide.program(), {}, {ide.file(), at, at})) {
        const auto text =
            diagnostics::apply_edits(ide.workspace.sources().file(ide.file()).text(), action.edits);
        OneFile after(text.value_or(""));
        EXPECT_TRUE(after.workspace.diagnostics(kPath).empty());
        EXPECT_THAT(text.value_or(""), HasSubstr("define new_value = 5 EUR\n\nsegment of"));
        return;
    }
    FAIL() << "no such action";
}

TEST(Ide, ACallSaysItsParameters) {
    const std::string base = harness::read_repository_file(kNavigation);
    const std::string text = base + "define x(t: Tier) = points(t)\n";
    OneFile ide(text);
    const auto help = ide::signature_help(ide.program(), ide.file(),
                                          static_cast<std::uint32_t>(text.rfind("t)")));
    ASSERT_TRUE(help);
    EXPECT_EQ(help->label, "points(tier: Tier) -> number");
    EXPECT_EQ(help->active, 0U);
}

TEST(Ide, AFileAnswersInTheProgramThatUsesIt) {
    driver::MemoryFileSystem files;
    files.put("/main.reeve", "use \"teams.reeve\"\nteam x { supervisors leads }\n");
    files.put("/teams.reeve", "team leads\n");
    ide::Workspace workspace(files);
    workspace.add("/main.reeve");
    workspace.add("/teams.reeve");
    EXPECT_THAT(workspace.roots(), testing::ElementsAre("/main.reeve"));
    const ide::Program& program = *workspace.program("/teams.reeve");
    EXPECT_EQ(ide::references(program, workspace.file("/teams.reeve"), 5).size(), 2U);
    // Without the `use` they are programs of their own.
    workspace.put("/main.reeve", "team x\n");
    EXPECT_EQ(workspace.roots().size(), 2U);
    // A name that goes is missed at once.
    workspace.put("/main.reeve", "use \"teams.reeve\"\nteam x { supervisors leads }\n");
    workspace.put("/teams.reeve", "team others\n");
    EXPECT_EQ(workspace.diagnostics("/main.reeve").front().kind->name, "unknown_name");
}

}  // namespace
}  // namespace reeve::ide_tests
