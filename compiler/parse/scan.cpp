#include "compiler/parse/scan.h"

#include "base/letters.h"
#include "base/text.h"

#include <antlr4-runtime.h>

namespace reeve::parse {

namespace {

// The lexer remembers what it decided for ASCII characters only and works everything else out again
// each time. So it is shown one ASCII letter for all letters, which the grammar treats alike.
char32_t stand_in(char32_t value) {
    if (value < 0x80) return value;
    switch (letter_kind(value)) {
        case LetterKind::Letter: return U'a';
        case LetterKind::Mark: return U'_';
        case LetterKind::None: return value;
    }
    return value;
}

/// The characters of a text with the byte at which each begins.
class Characters final : public antlr4::CharStream {
public:
    explicit Characters(std::string_view text) {
        values_.reserve(text.size());
        offsets_.reserve(text.size() + 1);
        for (std::size_t at = 0; at < text.size();) {
            const auto point = decode_utf8(text, at);
            values_.push_back(stand_in(point.value));
            offsets_.push_back(static_cast<std::uint32_t>(at));
            at += point.length;
        }
        offsets_.push_back(static_cast<std::uint32_t>(text.size()));
    }

    [[nodiscard]] std::uint32_t offset() const { return offsets_[index_]; }
    [[nodiscard]] bool at_end() const { return index_ == values_.size(); }

    void consume() override { ++index_; }
    std::size_t LA(ssize_t distance) override {
        const auto at = static_cast<ssize_t>(index_) + distance - (distance > 0 ? 1 : 0);
        if (at < 0 || at >= static_cast<ssize_t>(values_.size())) return EOF;
        return values_[static_cast<std::size_t>(at)];
    }
    ssize_t mark() override { return -1; }
    void release(ssize_t /*marker*/) override {}
    std::size_t index() override { return index_; }
    void seek(std::size_t index) override { index_ = index; }
    std::size_t size() override { return values_.size(); }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval& /*interval*/) override { return {}; }
    std::string toString() const override { return {}; }

private:
    std::vector<char32_t> values_;
    std::vector<std::uint32_t> offsets_;
    std::size_t index_ = 0;
};

}  // namespace

std::vector<Lexeme> scan(std::string_view text) {
    Characters characters(text);
    ReeveLexer lexer(&characters);
    auto* simulator = lexer.getInterpreter<antlr4::atn::LexerATNSimulator>();
    std::vector<Lexeme> lexemes;
    lexemes.reserve(text.size() / 3 + 1);
    while (!characters.at_end()) {
        const auto begin = characters.offset();
        const auto type = simulator->match(&characters, 0);
        lexemes.push_back({type, begin, characters.offset()});
    }
    return lexemes;
}

}  // namespace reeve::parse
