#include "compiler/syntax/module.h"

namespace reeve::syntax {

std::string_view to_string(ExprKind kind) {
    switch (kind) {
#define SYNTAX_EXPR(name, text) \
    case ExprKind::name:        \
        return #name;
#include "compiler/syntax/expr_kinds.def"
#undef SYNTAX_EXPR
    }
    return {};
}

std::string QualifiedName::text() const {
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) text += '.';
        text += part.text;
    }
    return text;
}

TimeSpanKind TimeSpan::kind() const {
    if (parts.empty()) return TimeSpanKind::Duration;
    const auto& first = parts.front();
    if (first.unit >= TimeUnit::Month) return TimeSpanKind::CalendarStep;
    if (!first.business) return TimeSpanKind::Duration;
    return first.unit >= TimeUnit::Day ? TimeSpanKind::CalendarStep
                                       : TimeSpanKind::BusinessDuration;
}

Duration TimeSpan::duration() const {
    static constexpr std::int64_t kUnitMs[] = {1'000, 60'000, 3'600'000, 86'400'000, 604'800'000};
    Duration total;
    for (const auto& part : parts) {
        if (part.unit >= TimeUnit::Month) continue;
        const auto ms = part.count * Decimal(kUnitMs[static_cast<std::size_t>(part.unit)]);
        total.ms += ms.to_int64().value_or(0);
    }
    return total;
}

const DeclHead& head(const Decl& decl) {
    return std::visit([](const auto& one) -> const DeclHead& { return one.head; }, decl);
}

ExprId Module::add(Expr expr) {
    exprs_.push_back(std::move(expr));
    return ExprId(exprs_.size() - 1);
}

}  // namespace reeve::syntax
