#include "compiler/parse/value_builder.h"

#include "base/text.h"
#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/limits.h"
#include "compiler/parse/literals.h"

#include <algorithm>

namespace reeve::parse {

namespace messages = diagnostics::messages;

const SourceToken& ValueBuilder::token(antlr4::tree::TerminalNode* node) {
    return static_cast<const SourceToken&>(*node->getSymbol());
}

Span ValueBuilder::span(antlr4::tree::TerminalNode* node) {
    return node == nullptr ? Span{} : token(node).span();
}

Span ValueBuilder::span(const antlr4::ParserRuleContext* context) const {
    const auto& first = static_cast<const SourceToken&>(*context->start);
    if (context->stop == nullptr || context->stop->getTokenIndex() < first.index) {
        // Nothing was written: the place after what stands before.
        return first.index == 0 ? first.span().before()
                                : tokens_.at(first.index - 1).span().after();
    }
    return first.span().to(static_cast<const SourceToken&>(*context->stop).span());
}

std::string_view ValueBuilder::text_of(antlr4::tree::TerminalNode* node) const {
    return tokens_.text_of(token(node));
}

std::string ValueBuilder::doc(const antlr4::ParserRuleContext* context) const {
    const auto index = static_cast<std::uint32_t>(context->start->getTokenIndex());
    const auto after = std::ranges::upper_bound(tokens_.docs, index, {}, &DocComment::next_token);
    if (after == tokens_.docs.begin()) return {};
    const auto& nearest = *std::prev(after);
    return nearest.next_token == index ? nearest.text : std::string();
}

bool ValueBuilder::keep(const antlr4::ParserRuleContext* context) {
    if (complete(context)) return true;
    module_.complete = false;
    return false;
}

syntax::Name ValueBuilder::name(ReeveParser::NameContext* context) {
    if (!complete(context)) return {};
    const auto& token = static_cast<const SourceToken&>(*context->start);
    const auto text = tokens_.text_of(token);
    const bool ascii =
        std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return {ascii ? std::string(text) : normalize_nfc(text), token.span()};
}

std::vector<syntax::Name> ValueBuilder::names(
    const std::vector<ReeveParser::NameContext*>& contexts, std::size_t first) {
    std::vector<syntax::Name> names;
    for (std::size_t at = first; at < contexts.size(); ++at) names.push_back(name(contexts[at]));
    return names;
}

syntax::QualifiedName ValueBuilder::qualified_name(ReeveParser::QualifiedNameContext* context) {
    if (!complete(context)) return {};
    return {names(context->name()), span(context)};
}

syntax::Text ValueBuilder::text(antlr4::tree::TerminalNode* node) {
    if (node == nullptr) return {};
    const auto& token = ValueBuilder::token(node);
    const auto shape = token.shape != 0 ? token.shape : token.type;
    const auto content = text_content(tokens_.text_of(token), shape);
    std::string value;
    value.reserve(content.size());
    for (std::size_t at = 0; at < content.size(); ++at) {
        if (content[at] != '\\' || at + 1 == content.size()) {
            value += content[at];
            continue;
        }
        const char escaped = content[++at];
        if (escaped == '"' || escaped == '\\') {
            value += escaped;
        } else if (escaped == 'n') {
            value += '\n';
        } else {
            const auto length = decode_utf8(content, at).length;
            const auto begin =
                static_cast<std::uint32_t>(content.data() + at - tokens_.text.data()) - 1;
            const Span where{token.file, begin, begin + 1 + static_cast<std::uint32_t>(length)};
            sink_.report<messages::unknown_escape>(where, tokens_.text.substr(begin, 1 + length))
                .help("write `\\\\` for a backslash, `\\\"` for a quote, `\\n` for a line break")
                .fix("write `\\\\`", where.before(), "\\");
        }
    }
    if (value.size() > kTextBytesMax) {
        sink_.report<messages::text_too_long>(token.span()).help("a text has at most 64 KiB");
        value.resize(kTextBytesMax);
    }
    return {std::move(value), token.span()};
}

std::optional<syntax::Text> ValueBuilder::display(ReeveParser::DisplayContext* context) {
    if (!complete(context)) return std::nullopt;
    return text(context->TEXT());
}

std::optional<syntax::Text> ValueBuilder::because(ReeveParser::BecauseContext* context) {
    if (!complete(context)) return std::nullopt;
    return text(context->TEXT());
}

Decimal ValueBuilder::number(antlr4::tree::TerminalNode* node) {
    if (node == nullptr) return {};
    return read_decimal(text_of(node)).value_or(Decimal());
}

Decimal ValueBuilder::percent(antlr4::tree::TerminalNode* node) {
    static const auto kHundredth = Decimal::scaled(1, -2);
    return number(node) * kHundredth;
}

Decimal ValueBuilder::whole_number(antlr4::tree::TerminalNode* node, int low, int high) {
    const auto value = number(node);
    if (node != nullptr && (!value.is_whole() || value < Decimal(low) || value > Decimal(high))) {
        sink_.report<messages::whole_number_wanted>(span(node), low, high);
        return Decimal(low);
    }
    return value;
}

std::optional<Date> ValueBuilder::date(antlr4::tree::TerminalNode* node) {
    if (node == nullptr) return std::nullopt;
    const auto value = read_date(text_of(node));
    if (!value) sink_.report<messages::no_such_date>(span(node), text_of(node));
    return value;
}

std::optional<TimeOfDay> ValueBuilder::time_of_day(antlr4::tree::TerminalNode* node) {
    if (node == nullptr) return std::nullopt;
    const auto value = read_time(text_of(node));
    if (!value) {
        sink_.report<messages::no_such_time>(span(node), text_of(node))
            .help("a day runs from 00:00 to 24:00");
    }
    return value;
}

syntax::Within ValueBuilder::within(ReeveParser::WithinContext* context) {
    if (!complete(context)) return {};
    return {time_span(context->timeSpan()), name(context->name())};
}

std::vector<syntax::ChoiceValue> ValueBuilder::choice_values(
    ReeveParser::ChoiceValuesContext* context) {
    std::vector<syntax::ChoiceValue> values;
    if (context == nullptr) return values;
    for (auto* value : context->choiceValue()) {
        if (keep(value)) values.push_back({name(value->name()), display(value->display())});
    }
    return values;
}

syntax::LiteralRange ValueBuilder::range(ReeveParser::LiteralRangeContext* context) {
    const auto ends = context->signedLiteral();
    return {signed_literal(ends[0]), signed_literal(ends[1]), span(context)};
}

syntax::Type ValueBuilder::type(ReeveParser::TypeContext* context) {
    if (!complete(context)) return {};
    auto type = base_type(context->baseType());
    if (context->K_LIST() != nullptr) {
        syntax::Type list;
        list.kind = syntax::TypeKind::List;
        list.element.push_back(std::move(type));
        type = std::move(list);
    }
    type.optional = context->K_OPTIONAL() != nullptr;
    type.span = span(context);
    return type;
}

syntax::Type ValueBuilder::base_type(ReeveParser::BaseTypeContext* context) {
    using enum syntax::TypeKind;
    syntax::Type type;
    type.span = span(context);
    if (context->literalRange() != nullptr) type.range = range(context->literalRange());
    if (context->NUMBER() != nullptr) {
        type.decimals = whole_number(context->NUMBER(), 0, 34);
        type.decimals_span = span(context->NUMBER());
    }
    if (context->K_YES() != nullptr) {
        type.kind = YesNo;
    } else if (context->K_NUMBER() != nullptr) {
        type.kind = context->K_WHOLE() != nullptr ? WholeNumber : Number;
    } else if (context->K_PERCENT() != nullptr) {
        type.kind = Percent;
    } else if (context->K_MONEY() != nullptr) {
        type.kind = Money;
        type.currency = name(context->name());
    } else if (context->K_DURATION() != nullptr) {
        type.kind = context->K_BUSINESS() != nullptr ? BusinessDuration : Duration;
    } else if (context->choiceValues() != nullptr) {
        type.kind = Choice;
        type.ranked = context->K_RANKED() != nullptr;
        type.values = choice_values(context->choiceValues());
    } else if (context->qualifiedName() != nullptr) {
        type.kind = Named;
        type.name = qualified_name(context->qualifiedName());
    } else {
        switch (context->start->getType()) {
            case ReeveParser::K_TEXT: type.kind = Text; break;
            case ReeveParser::K_DATE: type.kind = Date; break;
            case ReeveParser::K_TIME: type.kind = Time; break;
            case ReeveParser::K_MOMENT: type.kind = Moment; break;
            case ReeveParser::K_AGENT: type.kind = Agent; break;
            case ReeveParser::K_TEAM: type.kind = Team; break;
            default: type.kind = Customer; break;
        }
    }
    return type;
}

std::vector<syntax::Param> ValueBuilder::params(ReeveParser::ParamsContext* context) {
    std::vector<syntax::Param> params;
    if (context == nullptr) return params;
    for (auto* one : context->param()) {
        if (keep(one)) params.push_back(param(one));
    }
    return params;
}

syntax::Param ValueBuilder::param(ReeveParser::ParamContext* context) {
    return {name(context->name()), type(context->type())};
}

syntax::Attribute ValueBuilder::attribute(ReeveParser::AttributeContext* context) {
    syntax::Attribute attribute;
    attribute.name = name(context->name());
    attribute.type = type(context->type());
    if (context->expr() != nullptr) attribute.default_value = expr(context->expr());
    if (auto* visibility = context->visibility()) {
        attribute.visibility = {visibility->K_SHOWN() != nullptr, names(visibility->name()),
                                span(visibility)};
    }
    attribute.doc = doc(context);
    attribute.span = span(context);
    return attribute;
}

syntax::Fields ValueBuilder::fields(ReeveParser::FieldsContext* context) {
    if (!complete(context)) return {};
    syntax::Fields fields;
    fields.span = span(context);
    for (auto* field : context->field())
        fields.fields.push_back({name(field->name()), expr(field->expr())});
    return fields;
}

syntax::Condition ValueBuilder::condition(ReeveParser::ConditionContext* context) {
    if (!complete(context)) return {};
    syntax::Condition condition;
    condition.otherwise = context->K_OTHERWISE() != nullptr;
    if (condition.otherwise) {
        condition.span = span(context->K_OTHERWISE());
    } else {
        condition.when = expr(context->expr());
        condition.span = span(context->K_WHEN()).to(span_of(condition.when));
    }
    condition.because = because(context->because());
    return condition;
}

syntax::Condition ValueBuilder::condition(ReeveParser::OptionalConditionContext* context) {
    if (!complete(context)) return {};
    syntax::Condition condition;
    if (context->expr() != nullptr) {
        condition.when = expr(context->expr());
        condition.span = span(context->K_WHEN()).to(span(context->expr()));
    } else {
        const auto before = static_cast<std::size_t>(context->start->getTokenIndex());
        condition.span = before == 0 ? span(context) : tokens_.at(before - 1).span().after();
    }
    condition.because = because(context->because());
    return condition;
}

syntax::AgentPick ValueBuilder::agent_pick(ReeveParser::AgentPickContext* context) {
    using enum syntax::AgentPick::Kind;
    auto kind = FewestPointsToday;
    if (context->K_LONGEST() != nullptr) kind = LongestIdle;
    if (context->K_LEAST() != nullptr) kind = LeastBusy;
    if (context->K_BEST() != nullptr) kind = BestRanked;
    return {kind, span(context)};
}

syntax::DeclHead ValueBuilder::head(antlr4::ParserRuleContext* decl, ReeveParser::NameContext* name,
                                    ReeveParser::DisplayContext* display, int keyword_count) {
    syntax::DeclHead head;
    head.name = this->name(name);
    head.display = this->display(display);
    head.doc = doc(decl);
    head.span = span(decl);
    const auto first = decl->start->getTokenIndex();
    head.keyword = tokens_.at(first).span().to(
        tokens_.at(first + static_cast<std::size_t>(keyword_count) - 1).span());
    return head;
}

}  // namespace reeve::parse
