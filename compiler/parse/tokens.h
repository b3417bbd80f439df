#pragma once

#include "compiler/source/source.h"

#include <antlr4-runtime.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What the generated parser reads: tokens without white space and comments, already repaired.

namespace reeve::parse {

class SourceToken final : public antlr4::Token {
public:
    std::size_t type = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t line = 0;    // from 0
    std::uint32_t indent = 0;  // bytes of white space before the first token of its line
    std::uint32_t index = 0;
    std::uint32_t depth = 0;  // braces around it; a brace itself stands outside
    std::size_t shape = 0;    // a repaired text, date or time: the type that the lexer gave it
    bool first_on_line = false;
    bool repaired = false;  // not as written, and reported
    source::FileId file;

    [[nodiscard]] source::Span span() const { return {file, begin, end}; }

    std::size_t getType() const override { return type; }
    std::size_t getLine() const override { return line + 1; }
    std::size_t getTokenIndex() const override { return index; }
    std::size_t getStartIndex() const override { return begin; }
    std::size_t getStopIndex() const override { return end; }
    std::size_t getCharPositionInLine() const override { return 0; }
    std::size_t getChannel() const override { return 0; }
    std::string getText() const override { return {}; }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    antlr4::CharStream* getInputStream() const override { return nullptr; }
    std::string toString() const override { return {}; }
};

/// A group of `##` lines that stand together.
struct DocComment {
    std::string text;  // without the marks, lines joined by line breaks
    std::uint32_t first_line = 0;
    std::uint32_t last_line = 0;
    std::uint32_t next_token = 0;  // index of the token after it
};

/// The tokens of a file, the last one is the end of the file. Does what ANTLR's streams do, without
/// copying.
class Tokens final : public antlr4::TokenStream {
public:
    std::vector<SourceToken> tokens;
    std::vector<DocComment> docs;
    std::string_view text;
    /// Lines with a mistake that has been reported; what cannot be parsed there is no news.
    std::vector<bool> reported_lines;
    /// What was not understood, from the first word of a line or head to where reading went on.
    std::vector<source::Span> skipped;

    [[nodiscard]] const SourceToken& at(std::size_t index) const {
        return tokens[std::min(index, tokens.size() - 1)];
    }
    [[nodiscard]] std::string_view text_of(const SourceToken& token) const {
        return text.substr(token.begin, token.end - token.begin);
    }
    [[nodiscard]] std::size_t position() const { return index_; }
    [[nodiscard]] const SourceToken& current() const { return tokens[index_]; }

    void consume() override {
        if (index_ + 1 < tokens.size()) ++index_;
    }
    antlr4::Token* LT(ssize_t distance) override {
        const auto index = static_cast<ssize_t>(index_) + distance - (distance > 0 ? 1 : 0);
        if (index < 0) return nullptr;
        return &tokens[std::min(static_cast<std::size_t>(index), tokens.size() - 1)];
    }
    std::size_t LA(ssize_t distance) override {
        auto* token = LT(distance);
        return token == nullptr ? antlr4::Token::INVALID_TYPE
                                : static_cast<SourceToken*>(token)->type;
    }
    antlr4::Token* get(std::size_t index) const override {
        return const_cast<SourceToken*>(&at(index));
    }
    ssize_t mark() override { return 0; }
    void release(ssize_t /*marker*/) override {}
    std::size_t index() override { return index_; }
    void seek(std::size_t index) override { index_ = std::min(index, tokens.size() - 1); }
    std::size_t size() override { return tokens.size(); }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval& /*interval*/) override { return {}; }
    std::string getText() override { return {}; }
    std::string getText(antlr4::RuleContext* /*context*/) override { return {}; }
    std::string getText(antlr4::Token* /*first*/, antlr4::Token* /*last*/) override { return {}; }

private:
    std::size_t index_ = 0;
};

}  // namespace reeve::parse
