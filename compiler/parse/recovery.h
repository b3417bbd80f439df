#pragma once

#include "compiler/parse/explain.h"
#include "compiler/parse/tokens.h"
#include "grammar/ReeveParser.h"

#include <antlr4-runtime.h>

// What the parser does after a mistake. ANTLR's own way, to insert or drop a token and see, gives
// many messages for one mistake and none that an analyst understands. Ours: a mistake ends its
// line. The exception travels up to the rule that reads the line (or the head before a brace, or
// the declaration); that rule skips to where the next line begins, and reading goes on there. One
// mistake, one message, and everything else is still checked.

namespace reeve::parse {

class Recovery final : public antlr4::ANTLRErrorStrategy {
public:
    Recovery(Tokens& tokens, Explainer& explainer) : tokens_(tokens), explainer_(explainer) {}

    void reset(antlr4::Parser* /*parser*/) override {}
    bool inErrorRecoveryMode(antlr4::Parser* /*parser*/) override { return false; }
    void reportMatch(antlr4::Parser* /*parser*/) override {}
    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
    antlr4::Token* recoverInline(antlr4::Parser* parser) override;
    void recover(antlr4::Parser* parser, std::exception_ptr error) override;
    void sync(antlr4::Parser* parser) override;

private:
    void skip_line(antlr4::Parser& parser, const antlr4::misc::IntervalSet& beginnings);
    void skip_to_brace(std::uint32_t depth);
    void skip_to_declaration();
    void skip_to_line(const SourceToken& first, const antlr4::misc::IntervalSet& beginnings);
    bool resume(std::size_t first);
    void skipped(std::size_t first);
    void finish();

    Tokens& tokens_;
    Explainer& explainer_;
    bool reported_ = false;                // the exception under way
    bool explained_ = false;               // … and explained, so that it is known where to go on
    std::size_t recovered_at_ = SIZE_MAX;  // where the last recovery ended
};

}  // namespace reeve::parse
