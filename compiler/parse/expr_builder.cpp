#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/limits.h"
#include "compiler/parse/value_builder.h"
#include "compiler/parse/words.h"

#include <algorithm>

// Expressions. Chains of one operator are loops in the tree of the parser and become nodes with two
// arguments, left to right. `parenthesized` and spans without parentheses serve messages about what
// was written.

namespace reeve::parse {

namespace messages = diagnostics::messages;
using syntax::ExprId;
using syntax::ExprKind;

ExprId ValueBuilder::add(ExprKind kind, Span span, std::vector<ExprId> args, Span operator_span) {
    syntax::Expr expr;
    expr.kind = kind;
    expr.span = span;
    expr.args = std::move(args);
    expr.operator_span = operator_span;
    return add(std::move(expr));
}

ExprId ValueBuilder::add(syntax::Expr expr) {
    std::uint32_t depth = 1;
    for (const auto arg : expr.args) depth = std::max(depth, depths_[arg.index()] + 1);
    if (depth > kExprDepthMax) {
        // Reported where the limit is passed; what is around it stays silent.
        const bool passed = std::ranges::any_of(
            expr.args, [&](ExprId arg) { return depths_[arg.index()] > kExprDepthMax; });
        if (!passed) {
            sink_.report<messages::expression_too_long>(expr.span.before(), kExprDepthMax)
                .help("give parts of it a name with `define`, or use a table");
        }
        expr = syntax::Expr{.kind = ExprKind::Error, .span = expr.span};
        depth = kExprDepthMax + 1;
    }
    depths_.push_back(depth);
    return module_.add(std::move(expr));
}

ExprId ValueBuilder::add_error(Span span) { return add(ExprKind::Error, span, {}); }

ExprId ValueBuilder::name_expr(const syntax::QualifiedName& name) {
    ExprId result;
    for (const auto& part : name.parts) {
        syntax::Expr expr;
        expr.kind = result.valid() ? ExprKind::Member : ExprKind::Name;
        expr.span =
            name.span.valid() ? Span{part.span.file, name.span.begin, part.span.end} : part.span;
        if (result.valid()) expr.args.push_back(result);
        expr.name = part;
        result = add(std::move(expr));
    }
    return result.valid() ? result : add_error(name.span);
}

ExprId ValueBuilder::expr(ReeveParser::ExprContext* context) {
    if (!complete(context)) return add_error(context == nullptr ? Span{} : span(context));
    return context->ifExpr() != nullptr ? if_expr(context->ifExpr()) : or_expr(context->orExpr());
}

ExprId ValueBuilder::value(ReeveParser::ValueContext* context) {
    if (!complete(context)) return add_error(context == nullptr ? Span{} : span(context));
    const auto inner = expr(context->expr());
    return context->toPart() == nullptr ? inner
                                        : from_to(inner, context->expr(), context->toPart());
}

ExprId ValueBuilder::if_expr(ReeveParser::IfExprContext* context) {
    const auto parts = context->expr();
    const auto ifs = context->K_IF();
    const auto all = span(context);
    auto result = or_expr(context->orExpr());
    // From the last `else if` to the first; the source order of ids does not matter.
    for (std::size_t at = ifs.size(); at-- > 0;) {
        const auto keyword = span(ifs[at]);
        const auto condition = expr(parts[2 * at]);
        const auto then = expr(parts[2 * at + 1]);
        result = add(ExprKind::If, {keyword.file, keyword.begin, all.end},
                     {condition, then, result}, keyword);
    }
    return result;
}

template <class Context>
ExprId ValueBuilder::chain(const std::vector<Context*>& parts,
                           const std::vector<antlr4::tree::TerminalNode*>& operators, ExprKind kind,
                           ExprId (ValueBuilder::*part)(Context*)) {
    auto result = (this->*part)(parts.front());
    const auto begin = span(parts.front());
    for (std::size_t at = 1; at < parts.size(); ++at) {
        const auto right = (this->*part)(parts[at]);
        result = add(kind, begin.to(span(parts[at])), {result, right}, span(operators[at - 1]));
    }
    return result;
}

ExprId ValueBuilder::or_expr(ReeveParser::OrExprContext* context) {
    const auto parts = context->andExpr();
    for (std::size_t at = 1; at < parts.size(); ++at) {
        if (!check_repeated_left_side(parts[at - 1], parts[at])) return add_error(span(context));
    }
    return chain(parts, context->K_OR(), ExprKind::Or, &ValueBuilder::and_expr);
}

ExprId ValueBuilder::and_expr(ReeveParser::AndExprContext* context) {
    return chain(context->notExpr(), context->K_AND(), ExprKind::And, &ValueBuilder::not_expr);
}

ExprId ValueBuilder::not_expr(ReeveParser::NotExprContext* context) {
    auto result = comparison(context->comparison());
    const auto all = span(context);
    const auto nots = context->K_NOT();
    for (std::size_t at = nots.size(); at-- > 0;) {
        const auto keyword = span(nots[at]);
        result = add(ExprKind::Not, {keyword.file, keyword.begin, all.end}, {result}, keyword);
    }
    return result;
}

ExprId ValueBuilder::comparison(ReeveParser::ComparisonContext* context) {
    if (context->K_DURING() != nullptr) {
        syntax::Expr expr;
        expr.kind = ExprKind::During;
        expr.span = span(context);
        expr.name = name(context->name());
        expr.operator_span = span(context->K_DURING());
        return add(std::move(expr));
    }
    auto left = operand(context->operand());
    if (context->toPart() != nullptr) left = from_to(left, context->operand(), context->toPart());
    return context->test() == nullptr ? left : test(left, context);
}

ExprId ValueBuilder::from_to(ExprId from, antlr4::ParserRuleContext* first,
                             ReeveParser::ToPartContext* context) {
    syntax::Expr expr;
    expr.kind = ExprKind::FromTo;
    expr.span = span(first).to(span(context));
    expr.args = {from, additive(context->additive())};
    expr.name = name(context->name());
    expr.operator_span = span(context->K_TO());
    return add(std::move(expr));
}

ExprId ValueBuilder::operand(ReeveParser::OperandContext* context) {
    const auto inner = fallback(context->fallback());
    if (context->name() == nullptr) return inner;
    syntax::Expr expr;
    expr.kind = ExprKind::InCalendar;
    expr.span = span(context);
    expr.args = {inner};
    expr.name = name(context->name());
    expr.operator_span = span(context->K_IN());
    return add(std::move(expr));
}

ExprId ValueBuilder::test(ExprId left, ReeveParser::ComparisonContext* comparison) {
    auto* context = comparison->test();
    if (context->isTest() != nullptr) return is_test(left, comparison);
    syntax::Expr expr;
    expr.span = span(comparison);
    expr.operator_span = static_cast<const SourceToken&>(*context->start).span();
    expr.args = {left};
    switch (context->start->getType()) {
        case ReeveParser::LESS: expr.kind = ExprKind::Less; break;
        case ReeveParser::LESS_EQUAL: expr.kind = ExprKind::LessEqual; break;
        case ReeveParser::GREATER: expr.kind = ExprKind::Greater; break;
        case ReeveParser::GREATER_EQUAL: expr.kind = ExprKind::GreaterEqual; break;
        case ReeveParser::K_CONTAINS: expr.kind = ExprKind::Contains; break;
        case ReeveParser::K_MATCHES: expr.kind = ExprKind::Matches; break;
        case ReeveParser::K_STARTS: expr.kind = ExprKind::StartsWith; break;
        case ReeveParser::K_ENDS: expr.kind = ExprKind::EndsWith; break;
        case ReeveParser::K_HAS: expr.kind = ExprKind::Has; break;
        default: expr.kind = ExprKind::InTeam; break;
    }
    if (context->K_WITH() != nullptr)
        expr.operator_span = expr.operator_span.to(span(context->K_WITH()));
    if (context->valueSet() != nullptr) {
        expr.kind = context->K_ANY() != nullptr ? ExprKind::HasAny : ExprKind::HasAll;
        expr.operator_span = expr.operator_span.to(span(context->K_OF()));
        value_set(context->valueSet(), expr.args);
    } else if (expr.kind == ExprKind::InTeam) {
        expr.operator_span = expr.operator_span.to(span(context->K_TEAM()));
        expr.name = name(context->name());
    } else {
        expr.args.push_back(operand(context->operand()));
    }
    ignoring(context->ignoring(), expr);
    return add(std::move(expr));
}

ExprId ValueBuilder::is_test(ExprId left, ReeveParser::ComparisonContext* comparison) {
    auto* test = comparison->test();
    auto* context = test->isTest();
    syntax::Expr expr;
    expr.span = span(comparison);
    expr.operator_span = span(test->K_IS());
    expr.negated = test->K_NOT() != nullptr;
    if (expr.negated) expr.operator_span = expr.operator_span.to(span(test->K_NOT()));
    expr.args = {left};
    const auto widen = [&](antlr4::tree::TerminalNode* word) {
        expr.operator_span = expr.operator_span.to(span(word));
    };
    if (context->valueSet() != nullptr) {
        expr.kind = ExprKind::IsIn;
        widen(context->K_IN());
        value_set(context->valueSet(), expr.args);
    } else if (context->K_BETWEEN() != nullptr) {
        expr.kind = ExprKind::IsBetween;
        widen(context->K_BETWEEN());
        for (auto* end : context->operand()) expr.args.push_back(operand(end));
    } else if (context->K_KNOWN() != nullptr || context->K_MISSING() != nullptr) {
        const bool known = context->K_KNOWN() != nullptr;
        expr.kind = known ? ExprKind::IsKnown : ExprKind::IsMissing;
        widen(known ? context->K_KNOWN() : context->K_MISSING());
    } else if (context->K_SENT() != nullptr) {
        expr.kind = ExprKind::IsSentBack;
        widen(context->K_BACK());
    } else if (context->K_LIKE() != nullptr) {
        expr.kind = ExprKind::IsLike;
        widen(context->K_LIKE());
        const auto other = name(context->name(0));
        expr.args.push_back(name_expr({{other}, other.span}));
        expr.names = names(context->name(), 1);
    } else {
        expr.kind = ExprKind::Is;
        expr.args.push_back(operand(context->operand(0)));
    }
    ignoring(context->ignoring(), expr);
    return add(std::move(expr));
}

void ValueBuilder::value_set(ReeveParser::ValueSetContext* context, std::vector<ExprId>& args) {
    const auto values = context->expr();
    check_list_size(values.size(), span(context));
    for (auto* value : values) args.push_back(expr(value));
}

void ValueBuilder::check_list_size(std::size_t count, Span span) {
    if (count <= kListValuesMax) return;
    sink_.report<messages::list_too_long>(span.before(), count, kListValuesMax);
}

void ValueBuilder::ignoring(ReeveParser::IgnoringContext* context, syntax::Expr& expr) {
    if (context == nullptr) return;
    expr.ignoring_case = !context->K_CASE().empty();
    expr.ignoring_accents = !context->K_ACCENTS().empty();
}

ExprId ValueBuilder::fallback(ReeveParser::FallbackContext* context) {
    const auto parts = context->additive();
    if (parts.size() > 1 && !check_fallback_reach(context)) return add_error(span(context));
    std::vector<antlr4::tree::TerminalNode*> operators = context->K_OR();
    return chain(parts, operators, ExprKind::OrElse, &ValueBuilder::additive);
}

namespace {

/// The operators between the parts of a chain with two kinds of operators, in order.
std::vector<antlr4::tree::TerminalNode*> operators_of(const antlr4::ParserRuleContext* context) {
    std::vector<antlr4::tree::TerminalNode*> operators;
    for (std::size_t at = 1; at < context->children.size(); at += 2) {
        operators.push_back(static_cast<antlr4::tree::TerminalNode*>(context->children[at]));
    }
    return operators;
}

}  // namespace

ExprId ValueBuilder::additive(ReeveParser::AdditiveContext* context) {
    if (!complete(context)) return add_error(context == nullptr ? Span{} : span(context));
    const auto parts = context->multiplicative();
    if (parts.size() == 1) return multiplicative(parts.front());
    const auto operators = operators_of(context);
    auto result = multiplicative(parts.front());
    for (std::size_t at = 1; at < parts.size(); ++at) {
        const bool plus = operators[at - 1]->getSymbol()->getType() == ReeveParser::PLUS;
        const auto right = multiplicative(parts[at]);
        result =
            add(plus ? ExprKind::Add : ExprKind::Subtract, span(parts.front()).to(span(parts[at])),
                {result, right}, span(operators[at - 1]));
    }
    return result;
}

ExprId ValueBuilder::multiplicative(ReeveParser::MultiplicativeContext* context) {
    const auto parts = context->unary();
    if (parts.size() == 1) return unary(parts.front());
    const auto operators = operators_of(context);
    auto result = unary(parts.front());
    for (std::size_t at = 1; at < parts.size(); ++at) {
        const bool star = operators[at - 1]->getSymbol()->getType() == ReeveParser::STAR;
        const auto right = unary(parts[at]);
        result =
            add(star ? ExprKind::Multiply : ExprKind::Divide,
                span(parts.front()).to(span(parts[at])), {result, right}, span(operators[at - 1]));
    }
    return result;
}

ExprId ValueBuilder::unary(ReeveParser::UnaryContext* context) {
    auto result = postfix(context->postfix());
    const auto all = span(context);
    const auto signs = context->MINUS();
    for (std::size_t at = signs.size(); at-- > 0;) {
        const auto sign = span(signs[at]);
        result = add(ExprKind::Negate, {sign.file, sign.begin, all.end}, {result}, sign);
    }
    return result;
}

ExprId ValueBuilder::postfix(ReeveParser::PostfixContext* context) {
    auto result = primary(context->primary());
    const auto begin = span(context->primary());
    for (auto* member : context->name()) {
        syntax::Expr expr;
        expr.kind = ExprKind::Member;
        expr.args = {result};
        expr.name = name(member);
        expr.span = begin.to(expr.name.span);
        result = add(std::move(expr));
    }
    return result;
}

ExprId ValueBuilder::primary(ReeveParser::PrimaryContext* context) {
    if (context->literal() != nullptr) return literal(context->literal());
    syntax::Expr expr;
    expr.span = span(context);
    if (context->LBRACK() != nullptr) return list(context->expr(), span(context));
    if (context->K_OF() != nullptr) {
        expr.kind = ExprKind::OfCall;
        const auto& word = static_cast<const SourceToken&>(*context->start);
        expr.name = {std::string(tokens_.text_of(word)), word.span()};
        expr.args = {unary(context->unary())};
    } else if (context->K_FROM() != nullptr) {
        expr.kind = ExprKind::DaysFromTo;
        for (auto* end : context->additive()) expr.args.push_back(additive(end));
    } else if (context->K_LOAD() != nullptr) {
        expr.kind = ExprKind::AgentLoad;
    } else if (context->K_HERE() != nullptr) {
        expr.kind = ExprKind::WaitingHere;
    } else if (auto* fact = context->queueFact()) {
        expr.kind = ExprKind::QueueFact;
        expr.name.span = span(fact);
        for (auto* word : fact->children) {
            if (!expr.name.text.empty()) expr.name.text += '_';
            expr.name.text += text_of(static_cast<antlr4::tree::TerminalNode*>(word));
        }
    } else if (context->LPAREN() != nullptr && context->name() != nullptr) {
        expr.kind = ExprKind::Call;
        expr.name = name(context->name());
        for (auto* argument : context->value()) expr.args.push_back(value(argument));
    } else if (context->LPAREN() != nullptr) {
        return parenthesized(context);
    } else {
        expr.kind = ExprKind::Name;
        expr.name = name(context->name());
    }
    return add(std::move(expr));
}

ExprId ValueBuilder::parenthesized(ReeveParser::PrimaryContext* context) {
    const auto inner = value(context->value(0));
    auto expr = module_.expr(inner);
    expr.parenthesized = true;
    return add(std::move(expr));
}

ExprId ValueBuilder::list(const std::vector<ReeveParser::ExprContext*>& contexts, Span span) {
    check_list_size(contexts.size(), span);
    syntax::Expr list;
    list.kind = ExprKind::List;
    list.span = span;
    for (auto* value : contexts) list.args.push_back(expr(value));
    return add(std::move(list));
}

}  // namespace reeve::parse
