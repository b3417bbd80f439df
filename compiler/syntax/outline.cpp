#include "compiler/syntax/outline.h"

#include "base/text.h"

namespace reeve::syntax {

void Outline::write(std::string_view line) {
    text_.append(static_cast<std::size_t>(level_) * 2, ' ');
    text_ += line;
    text_ += '\n';
}

void Outline::doc(const std::string& text) {
    if (!text.empty()) line("doc {}", quote(text));
}

void Outline::head(std::string_view word, const DeclHead& head) {
    line("{}{}{}", word, part("", head.name), part("", head.display));
    const Level level(*this);
    doc(head.doc);
}

void Outline::attribute(const Attribute& attribute) {
    std::string visible;
    if (attribute.visibility) {
        visible =
            fmt::format(" {} {}", attribute.visibility->only ? "shown only to" : "hidden from",
                        names(attribute.visibility->teams));
    }
    line("attribute {}: {}{}{}", attribute.name.text, type(attribute.type),
         part("=", attribute.default_value), visible);
    const Level level(*this);
    doc(attribute.doc);
}

std::string Outline::part(std::string_view word, ExprId id) const {
    return id.valid() ? fmt::format(" {} {}", word, expr(id)) : std::string();
}

std::string Outline::part(std::string_view word, const Name& name) {
    if (!name.valid()) return {};
    return word.empty() ? " " + name.text : fmt::format(" {} {}", word, name.text);
}

std::string Outline::part(std::string_view word, const std::optional<Text>& text) {
    if (!text) return {};
    return word.empty() ? " " + quote(text->value)
                        : fmt::format(" {} {}", word, quote(text->value));
}

std::string Outline::part(std::string_view word, const std::optional<TimeSpan>& time) {
    return time ? fmt::format(" {}{}{}", word, word.empty() ? "" : " ", Outline::time(*time))
                : std::string();
}

std::string Outline::condition(const Condition& condition) const {
    return fmt::format("{}{}{}", part("when", condition.when),
                       condition.otherwise ? " otherwise" : "", part("because", condition.because));
}

std::string Outline::fields(const Fields& fields) const {
    std::string text = "{";
    for (const auto& field : fields.fields) {
        text += fmt::format("{}{}: {}", text.size() > 1 ? ", " : "", field.name.text,
                            expr(field.value));
    }
    return text + "}";
}

std::string Outline::params(const std::vector<Param>& params) const {
    std::string text = "(";
    for (const auto& param : params) {
        text +=
            fmt::format("{}{}: {}", text.size() > 1 ? ", " : "", param.name.text, type(param.type));
    }
    return text + ")";
}

std::string Outline::names(const std::vector<Name>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name.text;
    return text;
}

std::string Outline::values(const std::vector<ChoiceValue>& values) {
    std::string text = "{";
    for (const auto& value : values) {
        text += fmt::format("{}{}{}", text.size() > 1 ? ", " : "", value.name.text,
                            part("", value.display));
    }
    return text + "}";
}

std::string Outline::range(const LiteralRange& range) const {
    return fmt::format("{}..{}", expr(range.low), expr(range.high));
}

std::string Outline::type(const Type& type) const {
    static constexpr std::string_view kNames[] = {
        "error", "yes/no", "number",   "whole number", "percent",  "money",
        "text",  "date",   "time",     "moment",       "duration", "business duration",
        "agent", "team",   "customer", "list",         "choice",   ""};
    std::string text(kNames[static_cast<std::size_t>(type.kind)]);
    if (type.kind == TypeKind::Money) text += fmt::format("({})", type.currency.text);
    if (type.kind == TypeKind::Named) text = type.name.text();
    if (type.kind == TypeKind::Choice)
        text = fmt::format("{} {}", type.ranked ? "ranked" : "one of", values(type.values));
    if (type.kind == TypeKind::List) text += " of " + this->type(type.element.front());
    if (type.range) text += " " + range(*type.range);
    if (type.decimals) text += fmt::format(" with {} decimals", type.decimals->to_string());
    if (type.optional) text += " optional";
    return text;
}

/// `60 minutes` and `1 hour` are the same and written the same.
std::string Outline::time(const TimeSpan& time) {
    if (time.parts.empty()) return "error";
    const bool business = time.parts.front().business;
    if (time.kind() == TimeSpanKind::Duration) return to_string(time.duration());
    if (time.kind() == TimeSpanKind::BusinessDuration) {
        // Not in days: a business day is no fixed number of hours.
        return fmt::format("{} business minutes",
                           (Decimal(time.duration().ms) / Decimal(60'000)).to_string());
    }
    if (business) return fmt::format("{} business days", time.parts.front().count.to_string());
    Decimal months;
    for (const auto& part : time.parts) {
        months = months + (part.unit == TimeUnit::Year ? part.count * Decimal(12) : part.count);
    }
    return fmt::format("{} months", months.to_string());
}

std::string Outline::within(const Within& within) {
    return fmt::format("{}{}", time(within.time), part("in", within.calendar));
}

std::string Outline::pick(const AgentPick& pick) {
    switch (pick.kind) {
        case AgentPick::Kind::LongestIdle: return "longest idle";
        case AgentPick::Kind::LeastBusy: return "least busy";
        case AgentPick::Kind::BestRanked: return "best ranked";
        case AgentPick::Kind::FewestPointsToday: return "fewest points today";
    }
    return {};
}

std::string Outline::literal(const Literal& literal) {
    switch (literal.kind) {
        case LiteralKind::Number: return literal.number.to_string();
        case LiteralKind::Percent: return (literal.number * Decimal(100)).to_string() + "%";
        case LiteralKind::Money:
            return fmt::format("{} {}", literal.number.to_string(), literal.currency);
        case LiteralKind::TimeSpan: return "[" + time(literal.time_span) + "]";
        case LiteralKind::Date: return literal.moment.date.to_string();
        case LiteralKind::Moment: return fmt::format("[{}]", literal.moment.to_string());
        case LiteralKind::ZonedMoment: return fmt::format("[instant {}]", literal.instant.ms);
        case LiteralKind::Time: return literal.moment.time.to_string();
        case LiteralKind::Text: return quote(literal.text);
        case LiteralKind::YesNo: return literal.truth ? "yes" : "no";
    }
    return {};
}

namespace {

/// `SentBack` becomes `sent_back`, so that no operator looks like a name that an author would give.
std::string operator_name(const Expr& expr) {
    switch (expr.kind) {
        case ExprKind::Add: return "+";
        case ExprKind::Subtract: return "-";
        case ExprKind::Multiply: return "*";
        case ExprKind::Divide: return "/";
        case ExprKind::Less: return "<";
        case ExprKind::LessEqual: return "<=";
        case ExprKind::Greater: return ">";
        case ExprKind::GreaterEqual: return ">=";
        default: return std::string(to_string(expr.kind));
    }
}

}  // namespace

std::string Outline::node(const Expr& expr) const {
    std::string text = "(" + operator_name(expr);
    if (expr.negated) text += " negated";
    if (expr.ignoring_case) text += " ignoring_case";
    if (expr.ignoring_accents) text += " ignoring_accents";
    if (expr.name.valid()) text += " ." + expr.name.text;
    for (const auto arg : expr.args) text += " " + this->expr(arg);
    for (const auto& name : expr.names) text += " ." + name.text;
    return text + ")";
}

std::string Outline::expr(ExprId id) const {
    if (!id.valid()) return "none";
    const auto& expr = module_.expr(id);
    if (expr.kind == ExprKind::Name) return expr.name.text;
    if (expr.kind == ExprKind::Literal && expr.literal) return literal(*expr.literal);
    return node(expr);
}

}  // namespace reeve::syntax
