#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/parse/tokens.h"
#include "compiler/syntax/module.h"
#include "grammar/ReeveParser.h"

#include <span>

// Tree of the generated parser to syntax: the pieces that all declarations share, and expressions.

namespace reeve::parse {

using grammar::ReeveParser;
using source::Span;

/// Whether all of it was read. Where it was not, the mistake has been reported.
inline bool complete(const antlr4::ParserRuleContext* context) {
    return context != nullptr && context->exception == nullptr;
}

class ValueBuilder {
public:
    ValueBuilder(const Tokens& tokens, syntax::Module& module, diagnostics::DiagnosticSink& sink)
        : tokens_(tokens), module_(module), sink_(sink) {}

    [[nodiscard]] const Tokens& tokens() const { return tokens_; }
    syntax::Module& module() { return module_; }
    diagnostics::DiagnosticSink& sink() { return sink_; }

    [[nodiscard]] Span span(const antlr4::ParserRuleContext* context) const;
    [[nodiscard]] static Span span(antlr4::tree::TerminalNode* node);
    [[nodiscard]] static const SourceToken& token(antlr4::tree::TerminalNode* node);
    [[nodiscard]] std::string_view text_of(antlr4::tree::TerminalNode* node) const;
    /// The text of the `##` lines directly before.
    [[nodiscard]] std::string doc(const antlr4::ParserRuleContext* context) const;
    /// Says that something was dropped. Lines call this when they are not complete.
    bool keep(const antlr4::ParserRuleContext* context);

    // An absent part gives an empty name, an absent optional or an invalid id.
    syntax::Name name(ReeveParser::NameContext* context);
    std::vector<syntax::Name> names(const std::vector<ReeveParser::NameContext*>& contexts,
                                    std::size_t first = 0);
    syntax::QualifiedName qualified_name(ReeveParser::QualifiedNameContext* context);
    syntax::Text text(antlr4::tree::TerminalNode* node);
    std::optional<syntax::Text> display(ReeveParser::DisplayContext* context);
    std::optional<syntax::Text> because(ReeveParser::BecauseContext* context);
    Decimal number(antlr4::tree::TerminalNode* node);
    Decimal percent(antlr4::tree::TerminalNode* node);
    /// For counts and levels: reports what is not whole or not in the range.
    Decimal whole_number(antlr4::tree::TerminalNode* node, int low, int high);
    std::optional<Date> date(antlr4::tree::TerminalNode* node);
    std::optional<TimeOfDay> time_of_day(antlr4::tree::TerminalNode* node);
    syntax::TimeSpan time_span(ReeveParser::TimeSpanContext* context);
    syntax::TimeUnit time_unit(ReeveParser::TimeUnitContext* context);
    syntax::Within within(ReeveParser::WithinContext* context);

    syntax::Type type(ReeveParser::TypeContext* context);
    std::vector<syntax::ChoiceValue> choice_values(ReeveParser::ChoiceValuesContext* context);
    syntax::LiteralRange range(ReeveParser::LiteralRangeContext* context);
    std::vector<syntax::Param> params(ReeveParser::ParamsContext* context);
    syntax::Param param(ReeveParser::ParamContext* context);
    syntax::Attribute attribute(ReeveParser::AttributeContext* context);
    syntax::Fields fields(ReeveParser::FieldsContext* context);
    syntax::Condition condition(ReeveParser::ConditionContext* context);
    syntax::Condition condition(ReeveParser::OptionalConditionContext* context);
    syntax::AgentPick agent_pick(ReeveParser::AgentPickContext* context);
    syntax::DeclHead head(antlr4::ParserRuleContext* decl, ReeveParser::NameContext* name,
                          ReeveParser::DisplayContext* display, int keyword_count = 1);

    // Nothing given, or nothing complete: an Error expression.
    syntax::ExprId expr(ReeveParser::ExprContext* context);
    syntax::ExprId value(ReeveParser::ValueContext* context);
    syntax::ExprId operand(ReeveParser::OperandContext* context);
    syntax::ExprId additive(ReeveParser::AdditiveContext* context);
    syntax::ExprId signed_literal(ReeveParser::SignedLiteralContext* context);
    syntax::ExprId literal(ReeveParser::LiteralContext* context);
    syntax::ExprId name_expr(const syntax::QualifiedName& name);
    syntax::ExprId list(const std::vector<ReeveParser::ExprContext*>& contexts, Span span);
    syntax::ExprId add(syntax::ExprKind kind, Span span, std::vector<syntax::ExprId> args,
                       Span operator_span = {});

private:
    syntax::Type base_type(ReeveParser::BaseTypeContext* context);
    syntax::ExprId add(syntax::Expr expr);
    syntax::ExprId add_error(Span span);
    template <class Context>
    syntax::ExprId chain(const std::vector<Context*>& parts,
                         const std::vector<antlr4::tree::TerminalNode*>& operators,
                         syntax::ExprKind kind, syntax::ExprId (ValueBuilder::*part)(Context*));
    syntax::ExprId if_expr(ReeveParser::IfExprContext* context);
    syntax::ExprId or_expr(ReeveParser::OrExprContext* context);
    syntax::ExprId and_expr(ReeveParser::AndExprContext* context);
    syntax::ExprId not_expr(ReeveParser::NotExprContext* context);
    syntax::ExprId comparison(ReeveParser::ComparisonContext* context);
    syntax::ExprId test(syntax::ExprId left, ReeveParser::ComparisonContext* comparison);
    syntax::ExprId is_test(syntax::ExprId left, ReeveParser::ComparisonContext* comparison);
    syntax::ExprId from_to(syntax::ExprId from, antlr4::ParserRuleContext* first,
                           ReeveParser::ToPartContext* context);
    syntax::ExprId fallback(ReeveParser::FallbackContext* context);
    syntax::ExprId multiplicative(ReeveParser::MultiplicativeContext* context);
    syntax::ExprId unary(ReeveParser::UnaryContext* context);
    syntax::ExprId postfix(ReeveParser::PostfixContext* context);
    syntax::ExprId primary(ReeveParser::PrimaryContext* context);
    syntax::ExprId parenthesized(ReeveParser::PrimaryContext* context);
    void value_set(ReeveParser::ValueSetContext* context, std::vector<syntax::ExprId>& args);
    void ignoring(ReeveParser::IgnoringContext* context, syntax::Expr& expr);
    void check_list_size(std::size_t count, Span span);
    bool check_repeated_left_side(ReeveParser::AndExprContext* before,
                                  ReeveParser::AndExprContext* context);
    bool check_fallback_reach(ReeveParser::FallbackContext* context);
    std::optional<syntax::Literal> literal_value(ReeveParser::LiteralContext* context);
    std::optional<syntax::Literal> moment_literal(ReeveParser::LiteralContext* context);
    std::string currency_code(antlr4::tree::TerminalNode* node);
    bool check_time_span(const syntax::TimeSpan& time, std::span<const source::Span> spans);
    [[nodiscard]] Span span_of(syntax::ExprId id) const { return module_.expr(id).span; }

    const Tokens& tokens_;
    syntax::Module& module_;
    diagnostics::DiagnosticSink& sink_;
    std::vector<std::uint32_t> depths_;  // of each expression of the module
};

}  // namespace reeve::parse
