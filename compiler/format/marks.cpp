#include "compiler/format/marks.h"

#include "compiler/format/marker.h"

#include <algorithm>
#include <variant>

// Tokens, expressions, and declarations of the house. Declarations about work are in
// marks_work.cpp.

namespace reeve::format {

using namespace syntax;

void Marker::run() {
    for (const UseDecl& use : module_.uses) line(use.span, LineKind::OtherDeclaration);
    for (const Decl& decl : module_.decls) {
        std::visit([this](const auto& node) { visit(node); }, decl);
    }
    for (std::size_t i = 0; i < module_.expr_count(); ++i) expression(module_.expr(ExprId(i)));
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i].is("|") && tokens_[i].newlines > 0) tokens_[i].line = LineKind::Row;
        if (tokens_[i].is("else")) alternative(i);
    }
}

std::uint32_t Marker::at(Span span) const {
    if (!span.valid()) return kNone;
    const auto found = std::ranges::lower_bound(tokens_, span.begin, {}, &Token::begin);
    if (found == tokens_.end() || found->begin != span.begin) return kNone;
    return static_cast<std::uint32_t>(found - tokens_.begin());
}

std::uint32_t Marker::word_before(Span span, std::string_view word) const {
    std::uint32_t index = at(span);
    for (int steps = 0; index != kNone && steps < 3; ++steps) {
        if (tokens_[index].is(word)) return index;
        index = previous(tokens_, index);
    }
    return kNone;
}

bool Marker::is(std::uint32_t index, std::string_view word) const {
    return index != kNone && tokens_[index].is(word);
}

void Marker::line(std::uint32_t index, LineKind kind) {
    if (index != kNone) tokens_[index].line = kind;
}

void Marker::line(Span span, LineKind kind) { line(at(span), kind); }

void Marker::line_at(Span span, std::string_view word) {
    line(word_before(span, word), LineKind::Other);
}

void Marker::line_before(Span name, std::string_view word) {
    const std::uint32_t index = at(name);
    const std::uint32_t before = index == kNone ? kNone : previous(tokens_, index);
    if (is(before, word)) line(before, LineKind::Other);
}

void Marker::break_before(std::uint32_t index, Break kind) {
    if (index != kNone) tokens_[index].break_before = kind;
}

void Marker::declaration(const DeclHead& head, LineKind kind) {
    line(head.keyword, kind);
    const std::uint32_t display = head.display ? at(head.display->span) : kNone;
    if (display != kNone && kind != LineKind::OtherDeclaration) tokens_[display].cell = true;
}

void Marker::attributes(const std::vector<Attribute>& list) {
    for (const Attribute& attribute : list) {
        line(attribute.name.span, LineKind::Attribute);
        if (!attribute.visibility) continue;
        const std::uint32_t index = at(attribute.visibility->span);
        if (index != kNone) tokens_[index].wide = true;
    }
}

void Marker::expression(const Expr& expr) {
    const std::uint32_t begin = at(expr.span);
    if (is(begin, "-")) tokens_[begin].sign = true;
    if (expr.kind == ExprKind::And || expr.kind == ExprKind::Or) {
        break_before(at(expr.operator_span), Break::Firm);
    } else if (expr.kind == ExprKind::Add || expr.kind == ExprKind::Subtract) {
        break_before(at(expr.operator_span), Break::Arithmetic);
    } else if (expr.kind == ExprKind::Call) {
        const std::uint32_t name = at(expr.name.span);
        if (name != kNone) tokens_[name].callee = true;
    }
}

void Marker::alternative(std::uint32_t index) {
    const std::uint32_t before = previous(tokens_, index);
    if (!is(before, "or") && !is(before, "someone") && !is(before, ",")) {
        break_before(index, Break::Firm);
    }
}

void Marker::visit(const ChoiceDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }

void Marker::visit(const TypeDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }

void Marker::visit(const TableDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }

void Marker::visit(const SettingDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }

void Marker::visit(const PeriodDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }

void Marker::visit(const BandsDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }

void Marker::visit(const DefineDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    std::uint32_t index = at(node.head.name.span);
    if (index == kNone) return;
    tokens_[index].callee = node.has_params;
    while (index != kNone && !tokens_[index].is("=")) index = next(tokens_, index);
    if (index != kNone) break_before(next(tokens_, index), Break::Firm);
}

void Marker::visit(const BusinessDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    if (node.time_zone) line_at(node.time_zone->span, "time");
    line_before(node.calendar.span, "calendar");
    line_before(node.currency.span, "currency");
    if (node.language) line_at(node.language->span, "language");
}

void Marker::visit(const CalendarDecl& node) {
    declaration(node.head, LineKind::Calendar);
    for (const CalendarLine& item : node.lines) {
        line(item.span, LineKind::Other);
        for (const Window& window : item.windows) tight_minus(window.span);
    }
}

void Marker::tight_minus(Span window) {
    const std::uint32_t begin = at(window);
    const std::uint32_t minus = begin == kNone ? kNone : next(tokens_, begin);
    if (is(minus, "-")) tokens_[minus].tight = true;
}

void Marker::visit(const HolidayDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    for (const HolidayLine& item : node.lines) {
        line(item.span, LineKind::Holiday);
        const std::uint32_t display = item.display ? at(item.display->span) : kNone;
        if (display != kNone) tokens_[display].cell = true;
    }
}

void Marker::visit(const TeamDecl& node) {
    declaration(node.head, LineKind::Team);
    for (const Name& name : node.supervisors) line_before(name.span, "supervisors");
}

void Marker::visit(const AgentsHaveDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    attributes(node.attributes);
}

void Marker::visit(const SkillDecl& node) {
    declaration(node.head, LineKind::Skill);
    const std::uint32_t levels = word_before(node.levels_span, "levels");
    if (node.has_levels && levels != kNone) tokens_[levels].cell = true;
}

void Marker::visit(const WorkloadDecl& node) {
    declaration(node.head, LineKind::OtherDeclaration);
    for (const WorkloadLine& item : node.lines) line(item.span, LineKind::Other);
}

void mark(Tokens& tokens, const syntax::Module& module) { Marker(tokens, module).run(); }

}  // namespace reeve::format
