#include "compiler/ide/actions.h"
#include "compiler/ide/complete.h"
#include "compiler/ide/hints.h"
#include "compiler/ide/hover.h"
#include "compiler/ide/navigation.h"
#include "compiler/ide/outline.h"
#include "compiler/ide/tokens.h"
#include "compiler/ide/workspace.h"
#include "tests/harness/corpus.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <random>

// What somebody types is nearly always half of something. Whatever it is, the editor's messages are
// those of a fresh check, and every question about every place has an answer or none.
// REEVE_EDIT_SECONDS says how long to go on, 2 where unset; REEVE_EDIT_SEED repeats a run.

namespace reeve::ide_tests {
namespace {

const std::string kPath = "/edited.reeve";

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class Typist {
public:
    explicit Typist(std::uint64_t seed) : random_(seed) {
        for (const harness::Case& each : harness::corpus()) {
            if (each.root.starts_with("examples/"))
                texts_.push_back(harness::read_repository_file(each.root));
        }
        begin();
    }

    std::string& text() { return text_; }
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    /// Another file now and then; else some letters, words or lines come, go or move.
    void edit() {
        if (below(12) == 0) return begin();
        if (below(2) == 0) return gentle_edit();
        const std::size_t at = boundary(below(text_.size() + 1));
        const std::size_t end = boundary(std::min(text_.size(), at + below(1 + below(60))));
        switch (below(5)) {
            case 0: text_.insert(at, word()); break;
            case 1: text_.erase(at, end - at); break;
            case 2: text_.replace(at, end - at, word()); break;
            case 3:
                text_.insert(boundary(below(text_.size() + 1)), text_.substr(at, end - at));
                break;
            default: text_.insert(at, 1, "{}()|\"#:,.= \n"[below(13)]); break;
        }
    }

private:
    /// From a text that is right to one that nearly always is, by one or two small changes.
    void gentle_edit() {
        if (below(3) != 0) text_ = texts_[last_];
        for (std::size_t i = 0; i < 1 + below(2); ++i) {
            const std::size_t at = below(text_.size());
            const std::size_t line = at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;
            const std::size_t digit = text_.find_first_of("123456789", at);
            const std::size_t edge = text_.find("\n\n", at);
            switch (below(6)) {
                case 0: text_.insert(line, "\n"); break;
                case 1: text_.insert(line, "# said in passing\n"); break;
                case 2: text_.insert(line, "## what is below\n"); break;
                case 3:
                    if (digit != std::string::npos)
                        text_[digit] = static_cast<char>('1' + below(9));
                    break;
                case 4:
                    if (edge != std::string::npos)
                        text_.insert(edge + 1, fmt::format("define added_{} = 5\n", below(1000)));
                    break;
                default: text_.erase(line, text_.find('\n', line) + 1 - line); break;
            }
        }
    }

    void begin() {
        last_ = below(texts_.size());
        text_ = texts_[last_];
    }

    /// Never between the bytes of a letter.
    [[nodiscard]] std::size_t boundary(std::size_t at) const {
        while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80) ++at;
        return at;
    }

    std::string word() {
        constexpr const char* kWords[] = {"when ",
                                          "is ",
                                          "gold",
                                          "priority of Claim {",
                                          "\nsegment of X {",
                                          " otherwise",
                                          "add 5",
                                          "use calendars.france\n",
                                          "é",
                                          "}\n\n",
                                          "define x = 5\n",
                                          "50%",
                                          "3 business days ",
                                          "| any || 3 |\n"};
        return kWords[below(std::size(kWords))];
    }

    std::mt19937_64 random_;
    std::vector<std::string> texts_;
    std::size_t last_ = 0;
    std::string text_;
};

std::vector<std::string> said(const std::vector<diagnostics::Diagnostic>& messages) {
    std::vector<std::string> lines;
    for (const diagnostics::Diagnostic& message : messages)
        lines.push_back(
            fmt::format("{}-{} {}", message.span.begin, message.span.end, message.message));
    return lines;
}

/// Everything that a program says about its texts: messages, the outline, each name and its place.
std::string known(const driver::Session& session) {
    std::string text;
    for (const driver::CheckedProgram& program : session.programs()) {
        text += syntax::print(program.modules.front());
        text += sema::print_names(program.symbols, session.sources());
    }
    return text;
}

std::string known_afresh(const std::string& text) {
    driver::MemoryFileSystem files;
    files.put(kPath, text);
    driver::Session session(files);
    session.check(std::vector<std::string>{kPath});
    return known(session);
}

std::vector<std::string> said_afresh(const std::string& text) {
    driver::MemoryFileSystem files;
    files.put(kPath, text);
    driver::Session session(files);
    session.check(std::vector<std::string>{kPath});
    std::vector<diagnostics::Diagnostic> own;
    for (const diagnostics::Diagnostic& message : session.sink().diagnostics()) {
        // The root is the first file that is read.
        if (message.span.file == source::FileId(0)) own.push_back(message);
    }
    return said(own);
}

void ask_everything(ide::Workspace& workspace, std::uint32_t at) {
    const ide::Program* program = workspace.program(kPath);
    ASSERT_NE(program, nullptr);
    const source::FileId file = workspace.file(kPath);
    const auto size = static_cast<std::uint32_t>(workspace.sources().file(file).text().size());
    const source::Span all{file, 0, size};
    ide::hover(*program, file, at, {});
    ide::definition(*program, file, at);
    ide::type_definition(*program, file, at);
    ide::implementation(*program, file, at);
    ide::references(*program, file, at);
    const auto edits = ide::rename(*program, file, at, "another_name");
    EXPECT_TRUE(!edits || !edits->empty());
    const sema::SymbolId root = ide::dependency_root(*program, file, at);
    if (root.valid()) {
        ide::users_of(*program, root);
        ide::used_by(*program, root);
    }
    ide::links(*program, file);
    ide::outline(workspace.sources(), *program->module(file));
    ide::folds(workspace.sources(), file);
    EXPECT_FALSE(ide::selections(workspace.sources(), *program->module(file), at).empty());
    ide::semantic_tokens(*program, all);
    ide::inlay_hints(*program, all);
    ide::lenses(*program, file);
    ide::curves(*program, file);
    ide::complete(*program, file, at);
    ide::signature_help(*program, file, at);
    ide::actions(*program, workspace.diagnostics(kPath), {file, at, at});
}

TEST(RandomEdits, MessagesAreThoseOfAFreshCheck) {
    const std::uint64_t seed = number_from("REEVE_EDIT_SEED", std::random_device()());
    const std::chrono::seconds time(number_from("REEVE_EDIT_SECONDS", 2));
    SCOPED_TRACE(fmt::format("REEVE_EDIT_SEED={}", seed));
    fmt::print("REEVE_EDIT_SEED={}\n", seed);
    Typist typist(seed);
    const driver::MemoryFileSystem nothing;
    ide::Workspace workspace(nothing);
    const auto end = std::chrono::steady_clock::now() + time;
    for (int edits = 0; std::chrono::steady_clock::now() < end || edits < 20; ++edits) {
        typist.edit();
        workspace.put(kPath, typist.text());
        ASSERT_EQ(said(workspace.diagnostics(kPath)), said_afresh(typist.text()))
            << "after " << edits << " edits:\n"
            << typist.text();
        ASSERT_EQ(known(workspace.program(kPath)->session()), known_afresh(typist.text()))
            << typist.text();
        ask_everything(workspace,
                       static_cast<std::uint32_t>(typist.below(typist.text().size() + 1)));
        if (HasFatalFailure()) return;
    }
    // A file keeps its id: the library's files and this one, however often it has changed.
    EXPECT_LT(workspace.sources().size(), 200U);
}

}  // namespace
}  // namespace reeve::ide_tests
