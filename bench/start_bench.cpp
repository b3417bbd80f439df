#include "bench/rule_files.h"

#include <benchmark/benchmark.h>

#include <spawn.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

// What a command costs from start to end, beside a command that does nothing. `reeve` is looked for
// beside this program.

extern char** environ;

namespace reeve::bench {
namespace {

std::string reeve_path() {
    return (std::filesystem::canonical("/proc/self/exe").parent_path() / "reeve").string();
}

/// Its exit code; -1 where it could not be started.
int run(std::vector<std::string> command) {
    std::vector<char*> argv;
    for (std::string& word : command) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
    pid_t child = 0;
    const int started = posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (started != 0) return -1;
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void measure(benchmark::State& state, const std::vector<std::string>& command) {
    for (auto _ : state) {
        if (run(command) != 0) {
            state.SkipWithError("the command failed");
            return;
        }
    }
}

void start_nothing(benchmark::State& state) { measure(state, {"/bin/true"}); }
void start_version(benchmark::State& state) { measure(state, {reeve_path(), "--version"}); }

void start_check(benchmark::State& state) {
    const auto file = std::filesystem::temp_directory_path() /
                      ("reeve_bench_" + std::to_string(state.range(0)) + ".reeve");
    std::ofstream(file) << rule_file(static_cast<std::size_t>(state.range(0)));
    measure(state, {reeve_path(), "check", file.string()});
    std::filesystem::remove(file);
}

BENCHMARK(start_nothing)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(start_version)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(start_check)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace reeve::bench

BENCHMARK_MAIN();
