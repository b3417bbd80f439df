#include "bench/rule_files.h"
#include "compiler/driver/formatting.h"
#include "compiler/driver/session.h"
#include "compiler/parse/parse.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>

// What the front end costs for files of 1,000 and 10,000 lines, each step beside the floor of
// reading its tokens. The process is warm: the first file of a process also pays for the parser's
// tables, which start_bench shows.

namespace reeve::bench {
namespace {

using driver::MemoryFileSystem;
using driver::Session;

const std::string kPath = "bench.reeve";

/// A benchmark of wrong input would measure messages.
void require_clean(const Session& session) {
    if (!session.sink().has_errors()) return;
    const auto& first = session.sink().diagnostics().front();
    std::cerr << "the benchmark's rules are wrong: line "
              << session.sources().begin(first.span).line << ": " << first.message << '\n';
    std::exit(1);
}

void count(benchmark::State& state, const std::string& text) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(text.size()));
}

void run_until(benchmark::State& state, const std::string& text, driver::Phase phase) {
    MemoryFileSystem files;
    files.put(kPath, text);
    for (auto _ : state) {
        Session session(files, {.stop_after = phase});
        session.check(std::vector<std::string>{kPath});
        require_clean(session);
    }
    count(state, text);
}

void tokens(benchmark::State& state) {
    const std::string text = rule_file(static_cast<std::size_t>(state.range(0)));
    source::SourceSet sources;
    const auto file = sources.add(kPath, text);
    for (auto _ : state) benchmark::DoNotOptimize(parse::tokenize(sources, file));
    count(state, text);
}

void parse(benchmark::State& state) {
    run_until(state, rule_file(static_cast<std::size_t>(state.range(0))), driver::Phase::Syntax);
}
void check(benchmark::State& state) {
    run_until(state, rule_file(static_cast<std::size_t>(state.range(0))), driver::Phase::Typed);
}
void analyze(benchmark::State& state) {
    run_until(state, rule_file(static_cast<std::size_t>(state.range(0))), driver::Phase::Analysis);
}

void format(benchmark::State& state) {
    const std::string text = rule_file(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        if (!driver::format_text(kPath, text).text) std::exit(1);
    }
    count(state, text);
}

void table_checked(benchmark::State& state) {
    run_until(state, table_file(8, 100), driver::Phase::Typed);
}
void table_analyzed(benchmark::State& state) {
    run_until(state, table_file(8, 100), driver::Phase::Analysis);
}

BENCHMARK(tokens)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(parse)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(check)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(analyze)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(format)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(table_checked)->Unit(benchmark::kMillisecond);
BENCHMARK(table_analyzed)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reeve::bench
