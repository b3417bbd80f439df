#include "compiler/diagnostics/catalog.h"
#include "compiler/driver/embedded_library.h"
#include "compiler/driver/formatting.h"
#include "compiler/driver/session.h"
#include "tests/harness/corpus.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

// What holds of every library file. That each also checks by itself is seen to with the other files
// of the corpus.

namespace reeve {
namespace {

class Library : public ::testing::TestWithParam<std::string_view> {
protected:
    [[nodiscard]] std::string name() const { return std::string(GetParam()); }
    [[nodiscard]] std::string path() const {
        std::string path = name();
        std::ranges::replace(path, '.', '/');
        return path + ".reeve";
    }
};

std::vector<std::string> messages_of(const std::string& program) {
    driver::MemoryFileSystem files;
    files.put("main.reeve", program);
    driver::Session session(files);
    session.check(std::vector<std::string>{"main.reeve"});
    std::vector<std::string> messages;
    for (const auto& found : session.sink().diagnostics())
        messages.push_back(diagnostics::code_of(*found.kind) + ": " + found.message);
    return messages;
}

// A program that sends work, so that what is unused is looked for.
constexpr std::string_view kOwnRules =
    "work type Thing { number: text }\n"
    "team all_of_us\n"
    "queue things { members when agent in team all_of_us  assign to least busy agent }\n"
    "route Thing { to things otherwise }\n";

TEST_P(Library, GivesItsUserNoMessages) {
    // What is routed names a band, once there are bands.
    const std::string_view priority =
        name() == "common.bands" ? "priority of Thing { band ordinary otherwise }\n" : "";
    EXPECT_EQ(messages_of(fmt::format("use {}\n{}{}", name(), kOwnRules, priority)),
              std::vector<std::string>{});
}

TEST_P(Library, IsLaidOutByTheFormatter) {
    const std::string text(driver::embedded_library(name()).value_or(""));
    const auto formatted = driver::format_text(path(), text);
    ASSERT_TRUE(formatted.text.has_value());
    EXPECT_EQ(*formatted.text, text) << "reeve fmt stdlib/" << path();
}

TEST_P(Library, IsDocumented) {
    driver::MemoryFileSystem files;
    files.put("main.reeve", std::string(driver::embedded_library(name()).value_or("")));
    driver::Session session(files, {driver::Phase::Syntax});
    session.check(std::vector<std::string>{"main.reeve"});
    const syntax::Module& module = session.programs().front().modules.front();
    EXPECT_NE(module.doc, "");
    for (const syntax::Decl& decl : module.decls) {
        // A skill says all in its name, and the doc of a program's only `bands` is that of its
        // file.
        if (std::holds_alternative<syntax::SkillDecl>(decl) ||
            std::holds_alternative<syntax::BandsDecl>(decl))
            continue;
        EXPECT_NE(syntax::head(decl).doc, "") << syntax::head(decl).name.text;
    }
}

TEST_P(Library, IsInTheIndexAndInATest) {
    const std::string index = harness::read_repository_file("stdlib/README.md");
    EXPECT_NE(index.find(fmt::format("| [`{}`]({}) | ", name(), path())), std::string::npos)
        << "stdlib/README.md does not list it";
    const bool used = std::ranges::any_of(harness::corpus(), [&](const harness::Case& test) {
        return std::ranges::any_of(test.files, [&](const std::string& file) {
            return harness::read_repository_file(file).find("use " + name() + "\n") !=
                   std::string::npos;
        });
    });
    EXPECT_TRUE(used) << "no example, test or other library file uses it";
}

INSTANTIATE_TEST_SUITE_P(Files, Library, ::testing::ValuesIn([] {
                             std::vector<std::string_view> names;
                             for (const auto& file : driver::embedded_library_files())
                                 names.push_back(file.name);
                             return names;
                         }()),
                         [](const auto& test) { return harness::test_name(test.param); });

TEST(LibraryIndex, ListsNothingElse) {
    const std::string index = harness::read_repository_file("stdlib/README.md");
    for (std::size_t at = index.find("| [`"); at != std::string::npos;
         at = index.find("| [`", at + 1)) {
        const std::size_t begin = at + 4;
        const std::string name = index.substr(begin, index.find('`', begin) - begin);
        EXPECT_TRUE(driver::embedded_library(name).has_value()) << name;
    }
}

TEST(LibraryMessages, OfTheUserStay) {
    EXPECT_EQ(messages_of(fmt::format("use common.tiers\ndefine twice = 2\n{}", kOwnRules)),
              std::vector<std::string>{"RV4510: the definition `twice` is never used"})
        << "nothing of the library is used here either, but that is not for its user to mend";
}

// Files that take the same name could not be used in one program.
TEST(LibraryFiles, GoTogether) {
    std::string program;
    for (const auto& file : driver::embedded_library_files())
        program += fmt::format("use {}\n", file.name);
    EXPECT_EQ(messages_of(program + "team all_of_us\n"), std::vector<std::string>{});
}

}  // namespace
}  // namespace reeve
