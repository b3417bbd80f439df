#include "compiler/parse/parse.h"
#include "compiler/parse/scan.h"
#include "compiler/parse/words.h"

namespace reeve::parse {

namespace {

TokenKind kind_of(const Lexeme& lexeme, std::string_view text) {
    switch (lexeme.type) {
        case ReeveLexer::SPACE: return TokenKind::Space;
        case ReeveLexer::COMMENT: return TokenKind::Comment;
        case ReeveLexer::DOC_COMMENT: return TokenKind::DocComment;
        case ReeveLexer::WORD: return is_reserved(text) ? TokenKind::Reserved : TokenKind::Word;
        case ReeveLexer::NUMBER:
        case ReeveLexer::PERCENT: return TokenKind::Number;
        case ReeveLexer::TEXT: return TokenKind::Text;
        case ReeveLexer::DATE:
        case ReeveLexer::TIME:
        case ReeveLexer::ZONED_MOMENT: return TokenKind::Moment;
        case ReeveLexer::UNCLOSED_TEXT:
        case ReeveLexer::CURLY_TEXT:
        case ReeveLexer::SINGLE_TEXT:
        case ReeveLexer::BAD_MOMENT:
        case ReeveLexer::BAD_DATE:
        case ReeveLexer::BAD_TIME:
        case ReeveLexer::BARE_DECIMAL:
        case ReeveLexer::SLASH_COMMENT:
        case ReeveLexer::FOREIGN:
        case ReeveLexer::MONEY_SIGN:
        case ReeveLexer::STRAY: return TokenKind::Bad;
        default: return TokenKind::Symbol;
    }
}

}  // namespace

std::vector<Token> tokenize(const source::SourceSet& sources, source::FileId file) {
    const std::string_view text = sources.file(file).text();
    std::vector<Token> tokens;
    for (const auto& lexeme : scan(text)) {
        const auto kind = kind_of(lexeme, text.substr(lexeme.begin, lexeme.end - lexeme.begin));
        tokens.push_back({kind, {file, lexeme.begin, lexeme.end}});
    }
    return tokens;
}

}  // namespace reeve::parse
