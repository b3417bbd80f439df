#include "tools/example_history/example_history.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// Writes the histories beside the examples to standard output.

namespace {

namespace history = reeve::example_history;

constexpr std::uint64_t kCallsSeed = 2026;
constexpr std::uint64_t kDeskSeed = 1912;

int usage() {
    fmt::print(stderr,
               "usage: reeve_generate_history calls|holidays|desk.csv|desk.xes [SIZE]\n"
               "SIZE: weeks of calls, else 10; tickets of the desk, else 300\n");
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) return usage();
    const std::string_view what = argv[1];
    const long size = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 0;
    if (argc > 2 && size <= 0) return usage();
    std::string text;
    const auto tickets = static_cast<std::size_t>(size > 0 ? size : 300);
    if (what == "calls") {
        text = history::calls(kCallsSeed, size > 0 ? static_cast<int>(size) : 10);
    } else if (what == "holidays") {
        text = history::holidays();
    } else if (what == "desk.csv") {
        text = history::csv_log(history::desk(kDeskSeed, tickets), kDeskSeed).text;
    } else if (what == "desk.xes") {
        text = history::xes_log(history::desk(kDeskSeed, tickets));
    } else {
        return usage();
    }
    std::fwrite(text.data(), 1, text.size(), stdout);
    return 0;
}
