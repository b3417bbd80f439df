#include "compiler/driver/session.h"
#include "compiler/parse/parse.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

// Every `reeve` block of the language reference is a program, once the declarations it leans on
// stand around it: those of the claims example that the block does not declare itself.

namespace reeve {
namespace {

std::string read(const std::string& path) {
    std::ifstream file(support::source_directory() / path);
    EXPECT_TRUE(file) << path;
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The blocks between ```reeve and ```, with their line numbers.
std::vector<std::pair<int, std::string>> blocks_of(const std::string& page) {
    std::vector<std::pair<int, std::string>> blocks;
    std::istringstream lines(page);
    std::string line;
    bool inside = false;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.starts_with("```")) {
            inside = line == "```reeve";
            if (inside) blocks.emplace_back(number + 1, "");
            continue;
        }
        if (inside) blocks.back().second += line + "\n";
    }
    return blocks;
}

struct Parsed {
    source::SourceSet sources;
    diagnostics::DiagnosticSink sink;
    syntax::Module module;
};

void parse(const std::string& text, Parsed& parsed) {
    const auto file = parsed.sources.add("block.reeve", text);
    parsed.module = parse::parse(parsed.sources, file, parsed.sink);
}

/// What declares the same thing: kind of declaration and name.
std::pair<std::size_t, std::string> key_of(const syntax::Decl& decl) {
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

TEST(Reference, EveryBlockIsAProgramWithItsSurroundings) {
    const std::string example = read("examples/claims/claims.reeve");
    const auto blocks = blocks_of(read("docs/language/reference.md"));
    ASSERT_GE(blocks.size(), 10U);
    for (const auto& [line, block] : blocks) {
        driver::MemoryFileSystem files;
        files.put("block.reeve", with_surroundings(block, example));
        driver::Session session(files);
        session.check(std::vector<std::string>{"block.reeve"});
        for (const auto& diagnostic : session.sink().diagnostics()) {
            if (diagnostic.severity != diagnostics::Severity::Error) continue;
            ADD_FAILURE() << "docs/language/reference.md: block at line " << line << ": RV"
                          << diagnostic.kind->number << ": " << diagnostic.message << "\n  "
                          << session.sources()
                                 .file(diagnostic.span.file)
                                 .line(session.sources().begin(diagnostic.span).line);
        }
    }
}

}  // namespace
}  // namespace reeve
