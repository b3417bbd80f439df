#include "compiler/parse/parse.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

// Files with slips: whatever is left out, doubled or swapped, the parser gives a module and
// messages, nothing worse.

namespace reeve::parse {
namespace {

std::string read_example(const std::string& name) {
    std::ifstream file(support::source_directory() / "examples" / name / (name + ".reeve"),
                       std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> pieces_of(const std::string& text) {
    source::SourceSet sources;
    const auto file = sources.add("rules.reeve", text);
    std::vector<std::string> pieces;
    for (const auto& token : tokenize(sources, file)) pieces.emplace_back(sources.text(token.span));
    return pieces;
}

std::string join(const std::vector<std::string>& pieces) {
    std::string text;
    for (const auto& piece : pieces) text += piece;
    return text;
}

/// One slip at a random place.
void slip(std::vector<std::string>& pieces, std::mt19937& random) {
    const auto at = random() % pieces.size();
    const auto other = random() % pieces.size();
    switch (random() % 4) {
        case 0: pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(at)); break;
        case 1:
            pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(at),
                          std::string(pieces[other]));
            break;
        case 2: std::swap(pieces[at], pieces[other]); break;
        default: pieces[at] = pieces[at].substr(0, random() % (pieces[at].size() + 1)); break;
    }
    if (pieces.empty()) pieces.emplace_back(" ");
}

TEST(Mutations, OfAnExampleAreReadToTheEnd) {
    constexpr unsigned kSeed = 20260302;
    std::mt19937 random(kSeed);
    const auto original = pieces_of(read_example("claims"));
    ASSERT_GT(original.size(), 1'000U);
    for (int round = 0; round < 300; ++round) {
        auto pieces = original;
        for (auto slips = 1 + random() % 3; slips > 0; --slips) slip(pieces, random);
        const auto text = join(pieces);
        EXPECT_EQ(join(pieces_of(text)), text) << "seed " << kSeed << ", round " << round;
        source::SourceSet sources;
        const auto file = sources.add("rules.reeve", text);
        diagnostics::DiagnosticSink sink;
        const auto module = parse(sources, file, sink);
        // What was left out has been reported.
        EXPECT_TRUE(module.complete || sink.has_errors())
            << "seed " << kSeed << ", round " << round;
        for (const auto& message : sink.diagnostics()) {
            EXPECT_LE(message.span.begin, message.span.end) << message.message;
            EXPECT_LE(message.span.end, text.size()) << message.message;
        }
    }
}

TEST(Mutations, ExamplesAreReadWithoutMessage) {
    for (const std::string name : {"claims", "leads"}) {
        source::SourceSet sources;
        const auto text = read_example(name);
        ASSERT_FALSE(text.empty()) << name;
        const auto file = sources.add(name, text);
        diagnostics::DiagnosticSink sink;
        const auto module = parse(sources, file, sink);
        EXPECT_TRUE(sink.diagnostics().empty()) << name;
        EXPECT_TRUE(module.complete) << name;
    }
}

}  // namespace
}  // namespace reeve::parse
