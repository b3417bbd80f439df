#include "compiler/ide/hover.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/eval/calendars.h"
#include "compiler/ide/blocks.h"
#include "compiler/parse/parse.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::ide {

using sema::SymbolId;
using sema::SymbolKind;

namespace {

std::string code(std::string_view text) { return fmt::format("```reeve\n{}\n```\n", text); }

/// The source text of a declaration on one line, up to its opening brace.
std::string first_line(const Program& program, Span span) {
    std::string_view text = program.sources().text(span);
    text = text.substr(0, std::min(text.find('\n'), text.find('{')));
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    return std::string(text);
}

std::string in_range(const typed::Interval& range, const typed::Type& type) {
    typed::Value low;
    typed::Value high;
    low.number = range.low;
    high.number = range.high;
    const Decimal far = Decimal::scaled(1, 12);
    if (range.low <= -far || range.high >= far) return {};
    const typed::Type plain = type.required();
    const std::string from = typed::to_string(low, plain, {});
    const std::string to = typed::to_string(high, plain, {});
    return from == to ? from : fmt::format("{} to {}", from, to);
}

std::string openings_text(const Program& program, const typed::Calendar& calendar, Instant now) {
    if (program.has_errors() || eval::missing_time_zone(program.typed())) return {};
    const calendar::Calendar built(eval::calendar_rules(program.typed(), calendar));
    std::string text;
    Instant at = now;
    const bool open = built.is_open(now);
    for (int i = 0; i < 6; ++i) {
        const auto change = built.next_change(at);
        if (!change) break;
        text += fmt::format("\n- {} {}", open == (i % 2 != 0) ? "opens" : "closes",
                            built.zone().local(*change).to_string());
        at = *change;
    }
    return fmt::format("\n{} now, time zone {}.\n{}\n", open ? "Open" : "Closed",
                       calendar.time_zone, text);
}

std::string policy_text(typed::TablePolicy policy) {
    switch (policy) {
        case typed::TablePolicy::FirstMatch: return "the first row that matches counts";
        case typed::TablePolicy::OnlyMatch: return "exactly one row matches";
        case typed::TablePolicy::SumOfMatches: return "all rows that match are added";
        case typed::TablePolicy::HighestMatch: return "the highest of the rows that match counts";
        case typed::TablePolicy::LowestMatch: return "the lowest of the rows that match counts";
    }
    return {};
}

std::string table_text(const Program& program, const typed::Table& table) {
    std::string text = fmt::format("\n{} row{}; {}.\n", table.rows.size(),
                                   table.rows.size() == 1 ? "" : "s", policy_text(table.policy));
    for (const diagnostics::Diagnostic& message : program.session().sink().diagnostics()) {
        if (message.span != table.header.span) continue;
        text += fmt::format("\n{}: {}\n", diagnostics::code_of(*message.kind), message.message);
    }
    return text;
}

/// More than its declaration says.
std::string extras(const Program& program, SymbolId id, const HoverOptions& options) {
    const Declared declared = program.declared(id);
    std::string text;
    if (declared.calendar != nullptr)
        text += openings_text(program, *declared.calendar, options.now);
    if (declared.table != nullptr) text += table_text(program, *declared.table);
    if (declared.define != nullptr) {
        const std::string range = declared.type->type.is_numeric()
                                      ? in_range(declared.type->range, declared.type->type)
                                      : std::string();
        text += fmt::format("\n{}{}\n", typed::describe(declared.type->type, program.typed()),
                            range.empty() ? "" : ", " + range);
    }
    const sema::Symbol& symbol = program.symbols().symbol(id);
    if (symbol.owner.valid()) {
        const sema::Symbol& owner = program.symbols().symbol(symbol.owner);
        if (!owner.name.empty())
            text += fmt::format("\nof {} `{}`\n", sema::describe(owner.kind), owner.name);
    }
    return text;
}

const typed::PriorityLine* line_in(const std::optional<typed::Priority>& priority, FileId file,
                                   std::uint32_t offset) {
    if (!priority) return nullptr;
    for (const typed::PriorityLine& line : priority->lines) {
        if (line.span.file == file && line.span.begin <= offset && offset < line.span.end)
            return &line;
    }
    return nullptr;
}

const typed::PriorityLine* priority_line_at(const Program& program, FileId file,
                                            std::uint32_t offset) {
    for (const typed::WorkType& type : program.typed().work_types) {
        if (const auto* line = line_in(type.priority, file, offset)) return line;
    }
    for (const typed::Plan& plan : program.typed().plans) {
        if (const auto* line = line_in(plan.priority, file, offset)) return line;
    }
    return nullptr;
}

std::optional<parse::Token> word_at(const Program& program, FileId file, std::uint32_t offset) {
    for (const parse::Token& token : parse::tokenize(program.sources(), file)) {
        if (token.span.begin > offset) break;
        const bool word =
            token.kind == parse::TokenKind::Word || token.kind == parse::TokenKind::Reserved;
        if (word && offset < token.span.end) return token;
    }
    return std::nullopt;
}

std::optional<Hover> of_expression(const Program& program, FileId file, std::uint32_t offset) {
    for (const typed::ExprId id : program.expressions_at(file, offset)) {
        const typed::Expr& expr = program.typed().expr(id);
        if (expr.type.is_error() || expr.op == typed::Op::Known) continue;
        const std::string_view written = program.sources().text(expr.span);
        std::string text = code(written.substr(0, written.find('\n')));
        text += typed::describe(expr.type, program.typed());
        const std::string range =
            expr.type.is_numeric() ? in_range(expr.range, expr.type) : std::string();
        if (!range.empty()) text += ", " + range;
        text += '\n';
        if (expr.op == typed::Op::Fact) {
            const auto& fact = typed::info(static_cast<typed::Fact>(expr.symbol));
            text += fmt::format("\n{}\n", describe_fact(fact.text));
        }
        return Hover{expr.span, text};
    }
    return std::nullopt;
}

std::optional<Hover> of_priority_line(const Program& program, FileId file, std::uint32_t offset) {
    const typed::PriorityLine* line = priority_line_at(program, file, offset);
    const auto word = word_at(program, file, offset);
    if (line == nullptr || !word || word->span.begin != line->span.begin) return std::nullopt;
    typed::Type number;
    number.base = typed::Base::Number;
    const std::string range = in_range(line->term, number);
    if (range.empty()) return std::nullopt;
    const bool factor = line->kind == typed::PriorityLine::Kind::Multiply;
    return Hover{word->span, fmt::format("{}: {}{}.\n", factor ? "Times" : "Points of this line",
                                         range, line->moves ? ", moving with time" : "")};
}

}  // namespace

std::string type_text(const Program& program, const typed::DeclaredType& type) {
    const std::string_view written = program.sources().text(type.span);
    if (!written.empty() && written.find('\n') == std::string_view::npos)
        return std::string(written);
    return typed::describe(type.type, program.typed());
}

std::string signature(const Program& program, SymbolId id) {
    const sema::Symbol& symbol = program.symbols().symbol(id);
    const Declared declared = program.declared(id);
    std::string text;
    if (symbol.owner.valid() || declared.attribute != nullptr) {
        text = fmt::format("{} {}", sema::describe(symbol.kind), symbol.name);
        if (declared.type != nullptr) text += ": " + type_text(program, *declared.type);
        if (declared.attribute != nullptr && declared.attribute->default_value.valid()) {
            const typed::Expr& value = program.typed().expr(declared.attribute->default_value);
            text += fmt::format(" = {}", program.sources().text(value.span));
        }
        return text;
    }
    const syntax::Decl* decl = program.decl(symbol.decl);
    const bool own = decl != nullptr && syntax::head(*decl).name.span == symbol.span;
    if (own) text = first_line(program, syntax::head(*decl).span);
    return text.empty() ? fmt::format("{} {}", sema::describe(symbol.kind), symbol.name) : text;
}

std::string documentation(const Program& program, SymbolId id) {
    const Declared declared = program.declared(id);
    if (declared.header != nullptr && !declared.header->doc.empty()) return declared.header->doc;
    const sema::Symbol& symbol = program.symbols().symbol(id);
    const syntax::Decl* decl = program.decl(symbol.decl);
    if (decl != nullptr && syntax::head(*decl).name.span == symbol.span)
        return syntax::head(*decl).doc;
    return {};
}

std::optional<Hover> hover(const Program& program, FileId file, std::uint32_t offset,
                           const HoverOptions& options) {
    if (const Occurrence* place = program.occurrence_at(file, offset)) {
        std::string text = code(signature(program, place->symbol));
        const Declared declared = program.declared(place->symbol);
        if (declared.header != nullptr && declared.header->display != declared.header->name &&
            !declared.header->display.empty())
            text += fmt::format("\"{}\"\n", declared.header->display);
        const std::string doc = documentation(program, place->symbol);
        if (!doc.empty()) text += fmt::format("\n{}\n", doc);
        text += extras(program, place->symbol, options);
        return Hover{place->span, text};
    }
    if (auto line = of_priority_line(program, file, offset)) return line;
    const auto word = word_at(program, file, offset);
    if (!word) return std::nullopt;
    if (auto expression = of_expression(program, file, offset)) return expression;
    const std::string_view fact = describe_fact(program.sources().text(word->span));
    if (fact.empty()) return std::nullopt;
    return Hover{word->span, fmt::format("{}{}\n", code(program.sources().text(word->span)), fact)};
}

}  // namespace reeve::ide
