#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/limits.h"
#include "compiler/parse/prepare.h"
#include "compiler/parse/words.h"

// How deep things are nested, counted before parsing because the generated parser calls itself for
// each level.

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

class Nesting {
public:
    /// The depth at a token, all tokens before it having been given.
    std::size_t at(const SourceToken& token, std::size_t previous, std::size_t next) {
        switch (token.type) {
            case ReeveLexer::LPAREN:
            case ReeveLexer::LBRACK:
            case ReeveLexer::LBRACE:
                levels_.push_back({prefixes_, ifs_, token.type == ReeveLexer::LBRACE});
                outer_ += prefixes_ + ifs_ + 1;
                prefixes_ = ifs_ = 0;
                return outer_;
            case ReeveLexer::RPAREN:
            case ReeveLexer::RBRACK:
            case ReeveLexer::RBRACE: close(token.type == ReeveLexer::RBRACE); return outer_;
            case ReeveLexer::K_NOT:
            case ReeveLexer::MINUS: ++prefixes_; break;
            case ReeveLexer::K_OF:
            case ReeveLexer::K_FROM:
                // `count of count of …`, `days from days from …`
                if (is_word(previous)) ++prefixes_;
                break;
            case ReeveLexer::K_IF:
                if (previous != ReeveLexer::K_ELSE) ++ifs_;
                prefixes_ = 0;
                break;
            case ReeveLexer::K_ELSE:
                if (next != ReeveLexer::K_IF && ifs_ > 0 && previous != ReeveLexer::K_OR) --ifs_;
                prefixes_ = 0;
                break;
            default:
                // What stands between `count` and `of` is part of the prefix; all else ends it.
                if (next != ReeveLexer::K_OF && next != ReeveLexer::K_FROM) prefixes_ = 0;
                if (ends_expression(token)) ifs_ = 0;
                break;
        }
        return outer_ + prefixes_ + ifs_;
    }

private:
    static bool ends_expression(const SourceToken& token) {
        switch (token.type) {
            case ReeveLexer::K_WHEN:
            case ReeveLexer::K_WHILE:
            case ReeveLexer::K_BECAUSE:
            case ReeveLexer::K_OTHERWISE:
            case ReeveLexer::COLON:
            case ReeveLexer::COMMA:
            case ReeveLexer::EQUALS:
            case ReeveLexer::ROW_BAR: return true;
            default:
                return token.first_on_line && token.depth == 0 && begins_declaration(token.type);
        }
    }

    /// A brace also closes the parentheses that were forgotten in its block; no parenthesis closes
    /// a block.
    void close(bool brace) {
        bool found = false;
        while (!found && !levels_.empty() && (brace || !levels_.back().brace)) {
            const auto level = levels_.back();
            levels_.pop_back();
            outer_ -= level.prefixes + level.ifs + 1;
            prefixes_ = 0;
            ifs_ = level.ifs;
            found = level.brace == brace;
        }
    }

    struct Level {
        std::size_t prefixes;  // around it
        std::size_t ifs;
        bool brace;
    };
    std::vector<Level> levels_;  // brackets that are open
    std::size_t outer_ = 0;      // what they and what is around them add up to
    std::size_t prefixes_ = 0;
    std::size_t ifs_ = 0;
};

}  // namespace

bool check_nesting(const Tokens& tokens, diagnostics::DiagnosticSink& sink) {
    Nesting nesting;
    const auto& all = tokens.tokens;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const auto previous = at > 0 ? all[at - 1].type : 0;
        const auto next = at + 1 < all.size() ? all[at + 1].type : 0;
        if (nesting.at(all[at], previous, next) <= kNestingMax) continue;
        sink.report<messages::nesting_too_deep>(all[at].span(), kNestingMax)
            .help("give an inner part a name with `define`");
        return false;
    }
    return true;
}

}  // namespace reeve::parse
