#include "bench/rule_files.h"
#include "compiler/driver/session.h"
#include "compiler/ide/complete.h"
#include "compiler/ide/hover.h"
#include "compiler/ide/tokens.h"
#include "compiler/ide/workspace.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>

// What an edit costs an editor in a file of 5,000 lines: the text changes by a letter, and then
// something is asked. Beside it a check from nothing, as the command does it.

namespace reeve::bench {
namespace {

const std::string kPath = "/bench.reeve";
constexpr std::size_t kLines = 5'000;

/// The text with and without a letter in the middle: one that is right, or one that is not.
struct Edits {
    explicit Edits(bool right) : before(rule_file(kLines)), after(before) {
        // In a comment line of its own the letter is always right.
        at = before.find('\n', before.size() / 2) + 1;
        const std::string added = right ? "# x\n" : "    when when\n";
        after.insert(at, added);
    }
    std::string before;
    std::string after;
    std::size_t at = 0;
};

template <class Ask>
void edit(benchmark::State& state, bool right, Ask ask) {
    const Edits edits(right);
    const driver::MemoryFileSystem nothing;
    ide::Workspace workspace(nothing);
    workspace.put(kPath, edits.before);
    if (workspace.program(kPath)->has_errors()) std::exit(1);
    bool changed = false;
    for (auto _ : state) {
        changed = !changed;
        workspace.put(kPath, changed ? edits.after : edits.before);
        const ide::Program& program = *workspace.program(kPath);
        ask(workspace, program, workspace.file(kPath), static_cast<std::uint32_t>(edits.at));
    }
}

void editor_fresh_check(benchmark::State& state) {
    driver::MemoryFileSystem files;
    files.put(kPath, rule_file(kLines));
    for (auto _ : state) {
        driver::Session session(files);
        session.check(std::vector<std::string>{kPath});
        benchmark::DoNotOptimize(session.sink().count());
    }
}

void editor_edit_messages(benchmark::State& state) {
    edit(state, true,
         [](ide::Workspace& workspace, const ide::Program&, source::FileId, std::uint32_t) {
             benchmark::DoNotOptimize(workspace.diagnostics(kPath));
         });
}
void editor_wrong_edit_messages(benchmark::State& state) {
    edit(state, false,
         [](ide::Workspace& workspace, const ide::Program&, source::FileId, std::uint32_t) {
             benchmark::DoNotOptimize(workspace.diagnostics(kPath));
         });
}
void editor_edit_hover(benchmark::State& state) {
    edit(state, true,
         [](ide::Workspace&, const ide::Program& program, source::FileId file, std::uint32_t at) {
             ide::hover(program, file, at + 20, {});
         });
}
void editor_edit_completion(benchmark::State& state) {
    edit(state, true,
         [](ide::Workspace&, const ide::Program& program, source::FileId file, std::uint32_t at) {
             ide::complete(program, file, at);
         });
}
void editor_edit_tokens(benchmark::State& state) {
    edit(state, true,
         [](ide::Workspace& workspace, const ide::Program& program, source::FileId file,
            std::uint32_t) {
             const auto size = workspace.sources().file(file).text().size();
             ide::semantic_tokens(program, {file, 0, static_cast<std::uint32_t>(size)});
         });
}

BENCHMARK(editor_fresh_check)->Unit(benchmark::kMillisecond);
BENCHMARK(editor_edit_messages)->Unit(benchmark::kMillisecond);
BENCHMARK(editor_wrong_edit_messages)->Unit(benchmark::kMillisecond);
BENCHMARK(editor_edit_hover)->Unit(benchmark::kMillisecond);
BENCHMARK(editor_edit_completion)->Unit(benchmark::kMillisecond);
BENCHMARK(editor_edit_tokens)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reeve::bench
