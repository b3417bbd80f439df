#include "compiler/diagnostics/catalog.h"
#include "compiler/parse/limits.h"
#include "compiler/parse/prepare.h"
#include "compiler/parse/words.h"

#include <algorithm>

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

void set_depths(Tokens& tokens) {
    std::uint32_t depth = 0;
    for (std::uint32_t index = 0; index < tokens.tokens.size(); ++index) {
        auto& token = tokens.tokens[index];
        token.index = index;
        if (token.type == ReeveLexer::RBRACE && depth > 0) --depth;
        token.depth = depth;
        if (token.type == ReeveLexer::LBRACE) ++depth;
    }
}

}  // namespace

void balance(Tokens& tokens, diagnostics::DiagnosticSink& /*sink*/) { set_depths(tokens); }

bool check_nesting(const Tokens& /*tokens*/, diagnostics::DiagnosticSink& /*sink*/) { return true; }

}  // namespace reeve::parse
