#include "bench/rule_files.h"
#include "compiler/batch/compiled_rules.h"
#include "compiler/driver/session.h"
#include "compiler/eval/evaluation.h"
#include "compiler/native/entry.h"
#include "compiler/native/load.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

// What publishing a rule set costs, step by step: read and checked, lowered (from then on blocks
// serve), machine code made, the same from the objects kept on the disk. Processor time of the
// thread; one rule set a size, medians of several rounds. Usage: reeve_publish [--rounds N]
// [--results FILE]

namespace reeve::bench {
namespace {

double now_ms() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Memory that this process holds, in megabytes.
double resident_mb() {
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    file >> all >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

[[noreturn]] void stop(const std::string& why) {
    std::cerr << "reeve_publish: " << why << '\n';
    std::exit(1);
}

struct Step {
    double check = 0, lower = 0, native = 0, cached = 0;  // milliseconds
    double code_kb = 0, rules_mb = 0, native_mb = 0;
};

double bytes_in(const std::filesystem::path& folder) {
    double bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
    }
    return bytes;
}

using Compiled = std::vector<std::unique_ptr<batch::CompiledRules>>;

Compiled lowered(const typed::Program& program) {
    Compiled all;
    for (std::size_t i = 0; i < program.work_types.size(); ++i)
        all.push_back(std::make_unique<batch::CompiledRules>(program, typed::WorkTypeId(i)));
    return all;
}

void make_native(const Compiled& all, const codegen::CompileUnit& compile) {
    for (const auto& rules : all) {
        if (const auto made = rules->make_native(compile); !made) stop(made.error());
    }
}

Step publish(const native::Entry& native, std::size_t lines) {
    const auto folder =
        std::filesystem::temp_directory_path() / fmt::format("reeve_publish_{}", getpid());
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    Step step;
    const double before_mb = resident_mb();
    driver::MemoryFileSystem files;
    files.put("rules.reeve", rule_file(lines));
    double at = now_ms();
    const auto lap = [&at] { return now_ms() - std::exchange(at, now_ms()); };
    driver::Session session(files);
    session.check(std::vector<std::string>{"rules.reeve"});
    if (session.sink().has_errors()) stop(session.sink().diagnostics().front().message);
    const typed::Program& program = session.programs().front().typed;
    const eval::Rules rules(program);
    step.check = lap();
    const Compiled first = lowered(program);
    step.lower = lap();
    const double lowered_mb = resident_mb();
    make_native(first, native.compiler({}));
    step.native = lap();
    step.native_mb = resident_mb() - lowered_mb;
    const auto keeping = native.compiler({.cache = folder.string()});
    make_native(lowered(program), keeping);
    step.code_kb = bytes_in(folder) / 1e3;
    step.rules_mb = lowered_mb - before_mb;
    const Compiled again = lowered(program);
    (void)lap();
    make_native(again, keeping);
    step.cached = lap();
    std::filesystem::remove_all(folder);
    return step;
}

double median(std::vector<Step>& steps, double Step::*part) {
    std::ranges::sort(steps, {}, part);
    return steps[steps.size() / 2].*part;
}

int run(int rounds, const std::string& results) {
    const auto native = native::load();
    if (!native) stop(native.error());
    std::ofstream out(results.empty() ? "/dev/null" : results);
    // What LLVM makes once in a process is not a rule set's.
    (void)publish(**native, 100);
    fmt::print("lines   check   lower  native   cold  cached    code   rules  native\n");
    fmt::print("           ms      ms      ms     ms      ms      kB      MB      MB\n");
    for (const std::size_t lines : {100, 1'000, 10'000}) {
        std::vector<Step> steps;
        for (int i = 0; i < rounds; ++i) steps.push_back(publish(**native, lines));
        // The memory of the first round: later ones find room that was given back.
        const Step first = steps.front();
        const double check = median(steps, &Step::check);
        const double lower = median(steps, &Step::lower);
        const double made = median(steps, &Step::native);
        const double cached = median(steps, &Step::cached);
        fmt::print(
            "{:>5} {:>7.1f} {:>7.2f} {:>7.1f} {:>6.1f} {:>7.2f} {:>7.0f} {:>7.1f} {:>7.1f}\n",
            lines, check, lower, made, check + lower + made, cached, first.code_kb, first.rules_mb,
            first.native_mb);
        out << fmt::format(
            "{{\"lines\": {}, \"check_ms\": {:.2f}, \"lower_ms\": {:.2f}, \"native_ms\": {:.2f}, "
            "\"cached_ms\": {:.2f}, "
            "\"code_kb\": {:.0f}, \"rules_mb\": {:.1f}, \"native_mb\": {:.1f}}}\n",
            lines, check, lower, made, cached, first.code_kb, first.rules_mb, first.native_mb);
    }
    return 0;
}

}  // namespace
}  // namespace reeve::bench

int main(int argc, char** argv) {
    int rounds = 3;
    std::string results;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::string_view(argv[i]) == "--rounds")
            rounds = static_cast<int>(std::strtol(argv[i + 1], nullptr, 10));
        if (std::string_view(argv[i]) == "--results") results = argv[i + 1];
    }
    return reeve::bench::run(std::max(rounds, 1), results);
}
