#include "compiler/parse/explain.h"

#include "compiler/diagnostics/catalog.h"

namespace reeve::parse {

namespace messages = diagnostics::messages;

void Explainer::explain(antlr4::Parser& /*parser*/, std::size_t /*first*/, std::size_t offending) {
    const auto& token = tokens_.at(offending);
    sink_.report<messages::unexpected_word>(token.span(), tokens_.text_of(token));
}

void Explainer::explain_line(antlr4::Parser& /*parser*/, std::size_t offending) {
    const auto& token = tokens_.at(offending);
    sink_.report<messages::unexpected_word>(token.span(), tokens_.text_of(token));
}

}  // namespace reeve::parse
