#include "tests/sameness/comparison.h"
#include "tests/sameness/random_program.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>

// sameness_run SECONDS [SEED]: holds all engines to the evaluator on random programs, on all
// processors, for so long. Without a seed each run tries other programs; what fails is told with
// its seed, and made smaller first. With SECONDS 0 the one program of the seed is tried, and shown.

namespace reeve::sameness {
namespace {

thread_local std::uint64_t seed_at_hand = 0;

/// Where the process ends by itself, the seed is all that there is to know.
void tell_seed(int signal) {
    fmt::print(stderr, "seed {} ended the process\n", seed_at_hand);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

struct Count {
    std::mutex mutex;
    Refusals refusals;
    std::size_t programs = 0, empty = 0, asked = 0, answered = 0;
    std::atomic<bool> failed = false;
};

std::string smaller(const Draft& draft, std::uint64_t seed) {
    const auto fails = [seed](const Draft& candidate) {
        Draft copy = candidate;
        Refusals ignored;
        std::string finding;
        const auto checked = check(copy, ignored, finding);
        // A program of which lines had to be left out is another one.
        return checked != nullptr && copy.text() == candidate.text() &&
               compare(checked->program(), seed, {}).has_value();
    };
    const Draft least = shrink(draft, fails, 1'500);
    Draft copy = least;
    Refusals ignored;
    std::string finding;
    const auto checked = check(copy, ignored, finding);
    return fmt::format("{}\n{}\n", least.text(),
                       compare(checked->program(), seed, {}).value_or("(it does not fail again)"));
}

/// Whether all is well.
bool try_out(std::uint64_t seed, Count& count, bool show) {
    seed_at_hand = seed;
    Draft draft = random_program(seed);
    Refusals refusals;
    std::string finding;
    const auto checked = check(draft, refusals, finding);
    if (show) {
        fmt::print("{}", draft.text());
        std::fflush(stdout);
    }
    std::size_t asked = 0;
    std::size_t answered = 0;
    std::optional<std::string> differs;
    if (checked) differs = compare(checked->program(), seed, {}, &asked, &answered);
    {
        const std::lock_guard lock(count.mutex);
        for (const auto& [number, times] : refusals) count.refusals[number] += times;
        ++count.programs;
        if (!checked) ++count.empty;
        count.asked += asked;
        count.answered += answered;
    }
    if (!finding.empty())
        fmt::print("\nseed {}: the checker refuses what should be right:\n  {}\n", seed, finding);
    if (differs) {
        fmt::print("\nseed {}: {}\nin short:\n{}\n", seed, *differs, smaller(draft, seed));
        std::fflush(stdout);
    }
    return finding.empty() && !differs;
}

int run(double seconds, std::uint64_t seed) {
    Count count;
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL}) std::signal(signal, tell_seed);
    fmt::print("seeds from {}\n", seed);
    std::fflush(stdout);
    if (seconds <= 0) return try_out(seed, count, true) ? 0 : 1;
    const auto end = std::chrono::steady_clock::now() +
                     std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1'000));
    std::atomic<std::uint64_t> next = seed;
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
        threads.emplace_back([&] {
            while (std::chrono::steady_clock::now() < end) {
                if (!try_out(next++, count, false)) count.failed = true;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    fmt::print(
        "{} programs, {} of them refused as a whole; {} answers, {} of them left to the "
        "evaluator\nlines refused:",
        count.programs, count.empty, count.answered, count.asked);
    for (const auto& [number, times] : count.refusals) fmt::print(" RV{} {}", number, times);
    fmt::print("\n{}\n", count.failed ? "FAILED" : "all engines agree");
    return count.failed ? 1 : 0;
}

}  // namespace
}  // namespace reeve::sameness

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: sameness_run SECONDS [SEED]\n");
        return 2;
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::uint64_t seed =
        argc > 2 ? std::strtoull(argv[2], nullptr, 10)
                 : static_cast<std::uint64_t>(
                       std::chrono::duration_cast<std::chrono::seconds>(now).count()) *
                       1'000'000;
    return reeve::sameness::run(std::strtod(argv[1], nullptr), seed);
}
