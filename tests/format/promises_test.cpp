#include "tests/format/laid_out.h"
#include "tests/support/source_directory.h"

#include "compiler/parse/parse.h"

#include <gtest/gtest.h>
#include <random>

// Whatever a file looks like, the formatter keeps its promises.

namespace reeve::format::testing {

namespace {

const std::filesystem::path kRoot = support::source_directory();

/// Other white space between the same tokens, with comments put in between. Rows of tables keep a
/// line of their own, comments end a line, and no other bar begins one.
class Respacer {
public:
    explicit Respacer(std::uint32_t seed) : random_(seed) {}

    std::string respace(const std::string& text) {
        source::SourceSet sources;
        const source::FileId file = sources.add("rules.reeve", text);
        std::string result;
        bool after_comment = false;
        bool new_line = true;
        bool touching = false;
        for (const parse::Token& token : parse::tokenize(sources, file)) {
            const std::string_view word = sources.text(token.span);
            if (token.kind == parse::TokenKind::Space) {
                new_line = new_line || word.contains('\n');
                touching = false;
                continue;
            }
            const bool doc = token.kind == parse::TokenKind::DocComment;
            const bool comment = doc || token.kind == parse::TokenKind::Comment;
            if (word == "|" || word == "||") {
                result += new_line || after_comment ? line_break() : std::string(pick(3), ' ');
            } else if (after_comment || (comment && new_line)) {
                result += line_break();
            } else if (!touching || pick(2) == 0) {
                result += comment ? " " : space();
            }
            result += word;
            after_comment = comment;
            new_line = false;
            touching = true;
        }
        return result;
    }

private:
    std::uint32_t pick(std::uint32_t below) { return random_() % below; }

    std::string line_break() {
        std::string text = pick(4) == 0 ? "\r\n" : "\n";
        if (pick(8) == 0) text += " \n\n";
        return text + std::string(pick(9), pick(9) == 0 ? '\t' : ' ');
    }

    std::string space() {
        if (joins_ && pick(50) != 0) return " ";
        switch (pick(40)) {
            case 0: return line_break() + "# note " + std::to_string(++notes_) + line_break();
            case 1: return "  # note " + std::to_string(++notes_) + " \n";
            case 2:
            case 3:
            case 4: return line_break();
            case 5: return "\t ";
            default: return std::string(1 + pick(pick(4) == 0 ? 9 : 1), ' ');
        }
    }

    std::mt19937 random_;
    bool joins_;
    int notes_ = 0;
};

/// Rules with conditions, lists and sums of any length, each on one line.
class LongRules {
public:
    explicit LongRules(std::uint32_t seed) : random_(seed) {}

    std::string make() {
        std::string text = "segment of Claim {\n";
        for (int i = 0; i < 6; ++i) text += word() + " when " + condition(3) + because() + "\n";
        text += "rest otherwise }\npriority of Claim {\n";
        for (int i = 0; i < 6; ++i) {
            text += "add " + sum(pick(6)) + (pick(2) == 0 ? " up to 40" : "") + " when " +
                    condition(pick(3)) + because() + "\n";
        }
        text += "}\nescalate Claim {\n";
        for (int i = 0; i < 6; ++i) text += "at due" + actions(1 + pick(5)) + "\n";
        text += "}\ntest \"long\" {\n";
        for (int i = 0; i < 4; ++i) text += "given c = Claim " + fields(pick(9)) + "\n";
        return text + "}\ndefine total(a: number) = " + sum(pick(30)) + "\n";
    }

private:
    std::uint32_t pick(std::uint32_t below) { return below == 0 ? 0 : random_() % below; }

    std::string word() { return "word_" + std::string(1 + pick(pick(8) == 0 ? 90 : 20), 'x'); }

    std::string sum(std::uint32_t more) {
        std::string text = pick(4) == 0 ? "min(" + word() + ", " + sum(more / 2) + ")" : word();
        for (std::uint32_t i = 0; i < more; ++i) text += (pick(2) == 0 ? " + " : " - ") + word();
        return text;
    }

    std::string condition(std::uint32_t depth) {
        if (depth == 0 || pick(5) == 0) return word() + " is in " + list(1 + pick(6));
        std::string text = pick(2) == 0 ? "(" + condition(depth - 1) + ")" : condition(depth - 1);
        return text + (pick(2) == 0 ? " and " : " or ") + "not (" + condition(depth - 1) + ")";
    }

    std::string list(std::uint32_t count) {
        std::string text = "{ " + word();
        for (std::uint32_t i = 1; i < count; ++i) text += ", " + word();
        return text + " }";
    }

    std::string fields(std::uint32_t count) {
        std::string text = "{ a: " + word();
        for (std::uint32_t i = 1; i < count; ++i) text += ", b: " + sum(pick(3));
        return text + " }";
    }

    std::string actions(std::uint32_t count) {
        std::string text = pick(2) == 0 ? ": " : " while " + condition(pick(2)) + ": ";
        for (std::uint32_t i = 0; i < count; ++i) {
            text += i == 0 ? "" : ", ";
            text += pick(2) == 0 ? "set a to " + sum(pick(4)) : "open Claim " + fields(pick(6));
        }
        return text;
    }

    std::string because() { return pick(3) == 0 ? " because \"" + word() + "\"" : ""; }

    std::mt19937 random_;
};

/// The text with one to three of its tokens dropped, doubled or exchanged with the next.
std::string mutated(const std::string& text, std::uint32_t seed) {
    std::mt19937 random(seed);
    source::SourceSet sources;
    const source::FileId file = sources.add("rules.reeve", text);
    std::vector<std::string> pieces;
    for (const parse::Token& token : parse::tokenize(sources, file)) {
        pieces.emplace_back(sources.text(token.span));
    }
    for (std::uint32_t count = 1 + random() % 3; count > 0; --count) {
        const std::size_t at = random() % (pieces.size() - 1);
        switch (random() % 3) {
            case 0: pieces[at].clear(); break;
            case 1: pieces[at] += " " + pieces[at]; break;
            default: std::swap(pieces[at], pieces[at + 1]);
        }
    }
    std::string result;
    for (const std::string& piece : pieces) result += piece;
    return result;
}

std::string repeated(const std::string& text, std::size_t size) {
    std::string result;
    while (result.size() < size) result += text;
    return result;
}

}  // namespace

TEST(Promises, hold_for_every_rule_file_of_the_project) {
    int checked = 0;
    for (const char* folder : {"tests", "examples", "stdlib"}) {
        for (const std::filesystem::path& path : rule_files(kRoot / folder)) {
            const std::string text = read_file(path);
            if (!outline(text)) continue;
            SCOPED_TRACE(path.string());
            expect_promises_kept(text);
            ++checked;
        }
    }
    EXPECT_GT(checked, 10);
}

TEST(Promises, examples_and_library_are_laid_out) {
    for (const char* folder : {"examples", "stdlib"}) {
        for (const std::filesystem::path& path : rule_files(kRoot / folder)) {
            const std::string text = read_file(path);
            EXPECT_EQ(laid_out(text), text) << path << ": run `reeve fmt` on it";
        }
    }
}

TEST(Promises, hold_for_examples_with_other_white_space_and_more_comments) {
    for (const std::filesystem::path& path : rule_files(kRoot / "examples")) {
        const std::string text = read_file(path);
        for (std::uint32_t seed = 1; seed <= 6; ++seed) {
            SCOPED_TRACE(path.string() + ", seed " + std::to_string(seed));
            const std::string other = Respacer(seed).respace(text);
            ASSERT_TRUE(outline(other).has_value()) << "the test has made a broken file:\n"
                                                    << other;
            expect_promises_kept(other);
            if (HasFailure()) return;
        }
    }
}

TEST(Promises, hold_for_mutated_files_that_still_parse) {
    int checked = 0;
    for (const std::filesystem::path& path : rule_files(kRoot / "tests/format")) {
        const std::string text = read_file(path);
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            SCOPED_TRACE(path.string() + ", seed " + std::to_string(seed));
            const std::string other = mutated(text, seed);
            if (!outline(other)) continue;
            expect_promises_kept(other);
            if (HasFailure()) return;
            ++checked;
        }
    }
    EXPECT_GT(checked, 100);
}

TEST(Promises, hold_for_long_lines_of_any_shape) {
    for (std::uint32_t seed = 1; seed <= 15; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const std::string text = LongRules(seed).make();
        ASSERT_TRUE(outline(text).has_value()) << text;
        expect_promises_kept(text);
        expect_promises_kept(Respacer(seed).respace(text));
        if (HasFailure()) return;
    }
}

TEST(Promises, hold_for_a_file_near_the_limit_of_size) {
    std::string text = read_file(kRoot / "examples/claims/claims.reeve");
    text.erase(0, text.find("business"));  // `use` comes first in a file
    const std::string large = repeated(text, 250'000);
    const std::optional<std::string> once = laid_out(large);
    ASSERT_TRUE(once.has_value());
    EXPECT_EQ(laid_out(*once), once);
}

TEST(Promises, hold_for_long_lines_and_deep_nesting) {
    std::string sum = "define sum = 1";
    std::string list = "bands { a";
    for (int i = 0; i < 900; ++i) {
        sum += " + " + std::to_string(i);
        list += ", band_" + std::to_string(i);
    }
    expect_promises_kept(sum + "\n" + list + " }\n");
    const std::string deep = "define deep = " + std::string(50, '(') + "1" + std::string(50, ')');
    EXPECT_EQ(laid_out(deep), deep + "\n");
}

}  // namespace reeve::format::testing
