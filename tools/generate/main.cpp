#include "tools/example_items/example.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>
#include <vector>

// reeve_generate: writes the record file of an example to standard output.

namespace {

using namespace reeve::example_items;

constexpr std::string_view kUsage =
    R"(Usage: reeve_generate --example NAME [--seed N] [--count N]
       reeve_generate --list

Writes made-up work items for the rules of an example to standard output. Without --seed and
--count they are those of the file in the example's folder.
)";

template <class Number>
bool read_number(std::string_view text, std::optional<Number>& number) {
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return false;
    number = value;
    return true;
}

struct Options {
    bool list = false;
    const Example* example = nullptr;
    GenerateOptions generate;
};

std::optional<Options> read_options(const std::vector<std::string_view>& args) {
    Options options;
    for (std::size_t index = 0; index < args.size(); ++index) {
        if (args[index] == "--list") {
            options.list = true;
            continue;
        }
        const std::string_view name = args[index];
        if (++index == args.size()) return std::nullopt;
        if (name == "--example") {
            options.example = find_example(args[index]);
            if (options.example == nullptr) return std::nullopt;
        } else if (name == "--seed") {
            if (!read_number(args[index], options.generate.seed)) return std::nullopt;
        } else if (name == "--count") {
            if (!read_number(args[index], options.generate.count)) return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    if (!options.list && options.example == nullptr) return std::nullopt;
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = read_options({argv + 1, argv + argc});
    if (!options) {
        fmt::print(stderr, "{}", kUsage);
        return 2;
    }
    if (options->list) {
        for (const Example& example : examples()) {
            fmt::print("{:<13} {} {} at {}\n", example.name, example.count, example.work_type,
                       moment_of(example));
        }
        return 0;
    }
    const std::string items = generate(*options->example, options->generate);
    return std::fwrite(items.data(), 1, items.size(), stdout) == items.size() ? 0 : 1;
}
