#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/value_builder.h"

// Mistakes in expressions that can be parsed but cannot be meant.

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

/// More is not repeated in a message.
constexpr std::uint32_t kShownMax = 80;

/// The literal that is all of a condition, `"FR"` in `region is "DE" or "FR"`; null where there is
/// more or less.
ReeveParser::LiteralContext* bare_literal(ReeveParser::AndExprContext* context) {
    if (context->notExpr().size() != 1) return nullptr;
    auto* inner = context->notExpr(0);
    auto* comparison = inner->comparison();
    if (!inner->K_NOT().empty() || comparison->test() != nullptr ||
        comparison->operand() == nullptr)
        return nullptr;
    auto* operand = comparison->operand();
    if (operand->name() != nullptr || operand->fallback()->additive().size() != 1) return nullptr;
    auto* additive = operand->fallback()->additive(0);
    if (additive->multiplicative().size() != 1 || additive->multiplicative(0)->unary().size() != 1)
        return nullptr;
    auto* unary = additive->multiplicative(0)->unary(0);
    auto* postfix = unary->postfix();
    if (!unary->MINUS().empty() || !postfix->name().empty()) return nullptr;
    auto* literal = postfix->primary()->literal();
    const bool truth =
        literal != nullptr && (literal->K_YES() != nullptr || literal->K_NO() != nullptr);
    return truth ? nullptr : literal;
}

ReeveParser::TestContext* last_is_test(ReeveParser::AndExprContext* context) {
    auto* test = context->notExpr().back()->comparison()->test();
    const bool is = test != nullptr && test->isTest() != nullptr &&
                    !test->isTest()->operand().empty() && test->isTest()->K_BETWEEN() == nullptr;
    return is ? test : nullptr;
}

}  // namespace

/// `n is 5 or 6`. Where the right side is a name, `tier is gold or silver`, only the checker can
/// tell.
bool ValueBuilder::check_repeated_left_side(ReeveParser::AndExprContext* before,
                                            ReeveParser::AndExprContext* context) {
    auto* literal = bare_literal(context);
    auto* test = last_is_test(before);
    if (literal == nullptr || test == nullptr) return true;
    const auto written = [&](antlr4::ParserRuleContext* part) {
        const auto where = span(part);
        return where.end - where.begin <= kShownMax
                   ? tokens_.text.substr(where.begin, where.end - where.begin)
                   : "…";
    };
    const auto right = fmt::format("is {}in {{ {}, {} }}", test->K_NOT() != nullptr ? "not " : "",
                                   written(test->isTest()->operand(0)), written(literal));
    sink_.report<messages::repeated_left_side>(span(literal), written(literal))
        .label(span(test), "compared here")
        .help(fmt::format("write `{}`", right))
        .fix(fmt::format("write `{}`", right), span(test).to(span(literal)), right);
    return false;
}

/// `100 * score or else 0`, where `score` is what may be missing: a product, sum or difference
/// never is.
bool ValueBuilder::check_fallback_reach(ReeveParser::FallbackContext* context) {
    auto* left = context->additive(0);
    antlr4::ParserRuleContext* last = left->multiplicative().back();
    if (left->multiplicative().size() == 1) {
        auto* product = left->multiplicative(0);
        const auto& children = product->children;
        if (children.size() == 1) return true;
        auto* node = static_cast<antlr4::tree::TerminalNode*>(children[children.size() - 2]);
        if (token(node).type == ReeveParser::SLASH) return true;
        last = product->unary().back();
    }
    const auto written = [&](Span where) {
        return where.end - where.begin <= kShownMax
                   ? tokens_.text.substr(where.begin, where.end - where.begin)
                   : "…";
    };
    const auto end = span(context);
    const Span fallback{end.file, span(last).begin, end.end};
    sink_
        .report<messages::fallback_reach>(span(context->K_OR(0)).to(span(context->K_ELSE(0))),
                                          written(span(left)), written(span(last)))
        .help(fmt::format("write `({})`", written(fallback)))
        .fix(fmt::format("write `({})`", written(fallback)),
             {{fallback.before(), "("}, {fallback.after(), ")"}});
    return false;
}

}  // namespace reeve::parse
