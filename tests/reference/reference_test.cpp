#include "tests/reference/pages.h"

#include "compiler/diagnostics/render.h"
#include "compiler/driver/formatting.h"
#include "compiler/driver/session.h"
#include "compiler/parse/parse.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

// Every `reeve` block of the manual does what its page says. What may stand behind that word:
//
//   (nothing)      is a whole program without any message, or compiles with the declarations it
//   leans
//                  on: those of the claims example that the block does not declare itself
//   whole          is a whole program and gives no message but those named
//   condition      each line is a condition about a claim, tried alone
//   error=RV3004   gives this message, and no other error; also warning= and note=
//
// A block `message` behind a mistake repeats what is said about it, without the place; common
// mistakes have one. A block `output` behind a whole program is what `reeve check rules.reeve`
// prints about it; commands_test.cpp knows others.

namespace reeve::reference_test {
namespace {

using diagnostics::Diagnostic;
using diagnostics::Severity;

constexpr auto kFile = "rules.reeve";
constexpr auto kHowToUpdate =
    "\nwrite it into the page with `REEVE_UPDATE=1 build/dev/bin/reference_test`";

struct Parsed {
    source::SourceSet sources;
    diagnostics::DiagnosticSink sink;
    syntax::Module module;
};

void parse(const std::string& text, Parsed& parsed) {
    const auto file = parsed.sources.add("block.reeve", text);
    parsed.module = parse::parse(parsed.sources, file, parsed.sink);
}

/// What declares the same thing: kind of declaration and name. A program has one `business`.
std::pair<std::size_t, std::string> key_of(const syntax::Decl& decl) {
    if (std::holds_alternative<syntax::BusinessDecl>(decl)) return {decl.index(), ""};
    return {decl.index(), syntax::head(decl).name.text};
}

std::string with_surroundings(const std::string& block, const std::string& example) {
    Parsed own;
    parse(block, own);
    std::set<std::pair<std::size_t, std::string>> declared;
    for (const syntax::Decl& decl : own.module.decls) declared.insert(key_of(decl));
    Parsed around;
    parse(example, around);
    std::string program;
    for (const syntax::UseDecl& use : around.module.uses)
        program += std::string(around.sources.text(use.span)) + "\n";
    program += block;
    for (const syntax::Decl& decl : around.module.decls) {
        const bool test = std::holds_alternative<syntax::TestDecl>(decl);
        if (!test && !declared.contains(key_of(decl)))
            program += std::string(around.sources.text(syntax::head(decl).span)) + "\n";
    }
    return program;
}

/// A claim goes to another queue where the condition holds, and to the usual one else.
std::string about_a_claim(const std::string& condition) {
    return "route Claim {\n    to fraud_desk  when " + condition +
           "\n    to motor_claims  otherwise\n    needs motor\n}\n";
}

std::string describe(const driver::Session& session, const Diagnostic& diagnostic) {
    std::string text = fmt::format("RV{:04}: {}", diagnostic.kind->number, diagnostic.message);
    if (!diagnostic.span.valid()) return text;
    const auto& file = session.sources().file(diagnostic.span.file);
    return text + "\n  " + std::string(file.line(session.sources().begin(diagnostic.span).line));
}

std::string name_of(const Diagnostic& diagnostic) {
    return fmt::format("{}=RV{:04}", diagnostics::word_for(diagnostic.severity),
                       diagnostic.kind->number);
}

struct Expectation {
    std::string place;
    std::set<std::string> messages;
    bool whole = false;
};

/// The message and what to do about it, as the pages repeat it.
std::string said(const Diagnostic& diagnostic) {
    std::string text = fmt::format("{}[RV{:04}]: {}\n", diagnostics::word_for(diagnostic.severity),
                                   diagnostic.kind->number, diagnostic.message);
    for (const std::string& help : diagnostic.helps) text += "  help: " + help + "\n";
    if (!diagnostic.helps.empty()) return text;
    for (const diagnostics::Fix& fix : diagnostic.fixes) text += "  fix: " + fix.title + "\n";
    return text;
}

/// Returns what was expected and said.
std::string check(const std::string& program, const Expectation& expected) {
    driver::MemoryFileSystem files;
    files.put(kFile, program);
    driver::Session session(files);
    session.check(std::vector<std::string>{kFile});
    std::set<std::string> missing = expected.messages;
    std::string text;
    for (const Diagnostic& diagnostic : session.sink().diagnostics()) {
        missing.erase(name_of(diagnostic));
        if (expected.messages.contains(name_of(diagnostic)))
            text += said(diagnostic);
        else if (expected.whole || diagnostic.severity == Severity::Error)
            ADD_FAILURE() << expected.place << ": " << describe(session, diagnostic);
    }
    for (const std::string& message : missing)
        ADD_FAILURE() << expected.place << ": there is no " << message;
    return text;
}

bool is_clean(const std::string& program) {
    driver::MemoryFileSystem files;
    files.put(kFile, program);
    driver::Session session(files);
    session.check(std::vector<std::string>{kFile});
    return session.sink().diagnostics().empty();
}

std::string check_conditions(const Block& block, const Expectation& expected,
                             const std::string& example) {
    std::istringstream lines(block.text);
    std::string text;
    int number = block.line;
    for (std::string line; std::getline(lines, line); ++number) {
        const std::size_t end = line.find_first_of('#');
        const std::string condition = line.substr(0, end);
        if (condition.find_first_not_of(' ') == std::string::npos) continue;
        Expectation one = expected;
        one.place = fmt::format("{}, condition at line {}", expected.place, number);
        text += check(with_surroundings(about_a_claim(condition), example), one);
    }
    return text;
}

std::string check_block(const Page& page, const Block& block, const std::string& example) {
    const bool whole = block.words.contains("whole");
    const Expectation expected{fmt::format("{}:{}", page.path, block.line), block.messages, whole};
    if (block.words.contains("condition")) return check_conditions(block, expected, example);
    if (whole) return check(block.text, expected);
    if (block.messages.empty() && is_clean(block.text)) return "";
    return check(with_surroundings(block.text, example), expected);
}

/// As `reeve check rules.reeve` says it.
std::string output_of(const std::string& program) {
    driver::MemoryFileSystem files;
    files.put(kFile, program);
    driver::Session session(files);
    session.check(std::vector<std::string>{kFile});
    const auto& diagnostics = session.sink().diagnostics();
    if (diagnostics.empty())
        return fmt::format("{}: {}, no problems\n", kFile,
                           driver::describe_contents(session.programs().front()));
    std::string out;
    diagnostics::render_text(session.sources(), diagnostics, {}, out);
    return out + "\n" + diagnostics::summary(diagnostics::count(diagnostics)) + "\n";
}

/// The block behind the i-th, where it is marked so.
const Block* behind(const Page& page, std::size_t i, std::string_view info) {
    if (i + 1 == page.blocks.size() || page.blocks[i + 1].info != info) return nullptr;
    return &page.blocks[i + 1];
}

TEST(Manual, EveryExampleDoesWhatItsPageSays) {
    const std::string example = read_file("examples/claims/claims.reeve");
    std::size_t count = 0;
    for (const std::string& path : pages_below("docs/language")) {
        const Page page = read_page(path);
        std::vector<Said> changed;
        for (std::size_t i = 0; i < page.blocks.size(); ++i) {
            const Block& block = page.blocks[i];
            if (block.language != "reeve") continue;
            ++count;
            const std::string text = check_block(page, block, example);
            const bool mistake = page.title_above(block.line) == "Common mistakes" && text != "";
            const Block* repeated = behind(page, i, "message");
            if (!mistake && repeated == nullptr) continue;
            const std::string shown = repeated == nullptr ? "" : repeated->text;
            if (updating() && shown != text) {
                changed.push_back({block.line, "message", text});
            } else {
                EXPECT_EQ(shown, text) << path << ":" << block.line << kHowToUpdate;
            }
        }
        if (!changed.empty()) rewrite(path, changed);
    }
    EXPECT_GE(count, 140U);
}

TEST(Manual, ExamplesWithoutMistakesAreLaidOut) {
    for (const std::string& path : pages_below("docs/language")) {
        for (const Block& block : read_page(path).blocks) {
            if (block.language != "reeve" || block.words.contains("condition")) continue;
            if (!block.messages.empty()) continue;
            EXPECT_EQ(driver::format_text(kFile, block.text).text, block.text)
                << path << ":" << block.line;
        }
    }
}

TEST(Manual, OutputIsWhatTheCommandPrints) {
    std::size_t count = 0;
    for (const std::string& path : pages_below("docs/language")) {
        const Page page = read_page(path);
        std::vector<Said> changed;
        for (std::size_t i = 0; i < page.blocks.size(); ++i) {
            const Block* output = behind(page, i, "output");
            if (output == nullptr) continue;
            ++count;
            const Block& block = page.blocks[i];
            ASSERT_TRUE(block.words.contains("whole")) << path << ":" << output->line;
            const std::string text = output_of(block.text);
            if (updating() && output->text != text) {
                changed.push_back({block.line, "output", text});
            } else {
                EXPECT_EQ(output->text, text) << path << ":" << output->line << kHowToUpdate;
            }
        }
        if (!changed.empty()) rewrite(path, changed);
    }
    EXPECT_GE(count, 5U);
}

TEST(Manual, BlocksAreMarkedWithWordsThatMeanSomething) {
    const std::set<std::string> known = {"whole", "condition"};
    for (const std::string& path : pages_below("docs/language")) {
        for (const Block& block : read_page(path).blocks) {
            const std::set<std::string> languages = {"", "reeve", "message", "output", "csv"};
            EXPECT_TRUE(languages.contains(block.language)) << path << ":" << block.line;
            if (block.language != "reeve") continue;
            for (const std::string& word : block.words)
                EXPECT_TRUE(known.contains(word)) << path << ":" << block.line << ": " << word;
        }
    }
}

}  // namespace
}  // namespace reeve::reference_test
