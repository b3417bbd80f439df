#include "compiler/diagnostics/render.h"

#include "base/text.h"

#include <gtest/gtest.h>

#include <random>

// Messages with places anywhere in texts of all sorts: whatever the places, the excerpt is drawn,
// and reads as text.

namespace reeve::diagnostics {
namespace {

constexpr Kind kKind{3004, Severity::Error, "random", ""};

class RandomMessage {
public:
    explicit RandomMessage(unsigned seed) : random_(seed) {
        const source::FileId first = sources_.add("first.reeve", make_text());
        const source::FileId second = sources_.add("second.reeve", make_text());
        diagnostic_ = {&kKind, Severity::Error, make_span(first), "a message", {}, {}, {}, {}};
        for (std::size_t i = below(6); i > 0; --i) {
            diagnostic_.label(make_span(below(4) == 0 ? second : first),
                              std::string(below(40), 'l'));
        }
        for (std::size_t i = below(3); i > 0; --i) {
            diagnostic_.fix("a fix", {{make_span(first), make_text().substr(0, below(30))},
                                      {make_span(second), ""}});
        }
    }

    std::string render(std::size_t width) {
        std::string out;
        render_text(sources_, std::span(&diagnostic_, 1), {.color = false, .width = width}, out);
        return out;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    std::string make_text() {
        const std::vector<std::string> pieces{"\n",        "\n",   "\r\n", "\t",
                                              " ",         "word", "é",    "東",
                                              "e\xCC\x81", "🚗",    "\x01", std::string(90, 'x')};
        std::string text;
        for (std::size_t i = below(60); i > 0; --i) text += pieces[below(pieces.size())];
        return text;
    }

    source::Span make_span(source::FileId file) {
        const std::size_t size = sources_.file(file).text().size();
        const auto begin = static_cast<std::uint32_t>(below(size + 1));
        return {file, begin, static_cast<std::uint32_t>(begin + below(size + 1 - begin))};
    }

    std::mt19937 random_;
    source::SourceSet sources_;
    Diagnostic diagnostic_;
};

TEST(RenderRandom, EveryMessageReadsAsText) {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        const std::string out = RandomMessage(seed).render(40 + seed % 80);
        ASSERT_TRUE(out.ends_with('\n')) << "seed " << seed;
        ASSERT_EQ(find_invalid_utf8(out), std::nullopt) << "seed " << seed << "\n" << out;
        ASSERT_EQ(out.find(" \n"), std::string::npos) << "seed " << seed << "\n" << out;
        ASSERT_EQ(out.find('\t'), std::string::npos) << "seed " << seed << "\n" << out;
        ASSERT_EQ(out.find('\r'), std::string::npos) << "seed " << seed << "\n" << out;
        ASSERT_NE(out.find('^'), std::string::npos)
            << "the place itself is marked; seed " << seed << "\n"
            << out;
    }
}

}  // namespace
}  // namespace reeve::diagnostics
