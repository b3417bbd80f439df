#include "tests/sameness/comparison.h"
#include "tests/sameness/random_program.h"

#include <fmt/format.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <optional>
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
    std::size_t programs = 0, empty = 0;
    Counts counts;
    std::atomic<bool> failed = false;
};

/// What a program comes to that passes as it stands; one of which lines had to be left out is
/// another.
std::optional<std::string> outcome(const Draft& draft, std::uint64_t seed) {
    Draft copy = draft;
    Refusals ignored;
    std::string finding;
    const auto checked = check(copy, ignored, finding);
    if (checked == nullptr || copy.text() != draft.text()) return std::nullopt;
    return compare(checked->program(), seed, {});
}

/// In a process of its own, which may end by itself or not at all.
bool fails_apart(const Draft& draft, std::uint64_t seed) {
    constexpr unsigned kSecondsMax = 20;
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        std::signal(SIGSEGV, SIG_DFL);
        (void)std::freopen("/dev/null", "w", stderr);
        alarm(kSecondsMax);
        _exit(outcome(draft, seed).has_value() ? 1 : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

std::string smaller(const Draft& draft, std::uint64_t seed, bool apart) {
    constexpr std::size_t kTriesMax = 3'000;
    const auto fails = [seed, apart](const Draft& candidate) {
        return apart ? fails_apart(candidate, seed) : outcome(candidate, seed).has_value();
    };
    return shrink(draft, fails, kTriesMax).text();
}

/// The one program of a seed, and what is left of it where it fails or ends the process.
int show(std::uint64_t seed) {
    Draft draft = random_program(seed);
    Refusals refusals;
    std::string finding;
    const auto checked = check(draft, refusals, finding);
    fmt::print("{}\n{}\n", draft.text(), finding);
    if (checked == nullptr || !fails_apart(draft, seed)) return finding.empty() ? 0 : 1;
    fmt::print("in short:\n{}\n", smaller(draft, seed, true));
    std::fflush(stdout);
    // Perhaps the last thing that this process does.
    fmt::print("{}\n", compare(checked->program(), seed, {}).value_or(""));
    return 1;
}

/// Whether all is well.
bool try_out(std::uint64_t seed, Count& count) {
    seed_at_hand = seed;
    Draft draft = random_program(seed);
    Refusals refusals;
    std::string finding;
    const auto checked = check(draft, refusals, finding);
    Counts counts;
    std::optional<std::string> differs;
    if (checked) differs = compare(checked->program(), seed, {}, &counts);
    {
        const std::lock_guard lock(count.mutex);
        for (const auto& [number, times] : refusals) count.refusals[number] += times;
        ++count.programs;
        if (!checked) ++count.empty;
        count.counts.asked += counts.asked;
        count.counts.answered += counts.answered;
        count.counts.ones.add(counts.ones);
    }
    if (!finding.empty())
        fmt::print("\nseed {}: the checker refuses what should be right:\n  {}\n", seed, finding);
    if (differs) {
        fmt::print("\nseed {}: {}\nin short:\n{}\n", seed, *differs, smaller(draft, seed, false));
        std::fflush(stdout);
    }
    return finding.empty() && !differs;
}

int run(double seconds, std::uint64_t seed) {
    Count count;
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL}) std::signal(signal, tell_seed);
    fmt::print("seeds from {}\n", seed);
    std::fflush(stdout);
    if (seconds <= 0) return show(seed);
    const auto end = std::chrono::steady_clock::now() +
                     std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1'000));
    std::atomic<std::uint64_t> next = seed;
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
        threads.emplace_back([&] {
            while (std::chrono::steady_clock::now() < end) {
                if (!try_out(next++, count)) count.failed = true;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    fmt::print(
        "{} programs, {} of them refused as a whole; {} answers, {} of them left to the "
        "evaluator\none item at a time: {}\nlines refused:",
        count.programs, count.empty, count.counts.answered, count.counts.asked,
        count.counts.ones.text());
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
