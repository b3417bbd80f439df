#include "compiler/typed/program.h"

#include "base/text.h"

#include <fmt/format.h>

#include <variant>

// Expressions as `Operation(argument, …)`. Chains of `and` and `+` can be as long as a file, so the
// walk keeps its own stack.

namespace reeve::typed {

namespace {

using Piece = std::variant<std::string, ExprId>;

std::vector<std::string> value_names(const Program& program, const Type& type) {
    std::vector<std::string> names;
    if (type.choice) {
        for (const Header& value : program.choice(type.choice).values) names.push_back(value.name);
    }
    return names;
}

template <class Table>
std::string name_at(const Table& table, std::uint32_t index) {
    return index < table.size() ? table[index].header.name : fmt::format("#{}", index);
}

std::string agent_fact(std::uint32_t fact) {
    return static_cast<AgentFact>(fact) == AgentFact::Load ? "load" : "presence";
}

std::string part_state(std::uint32_t state) {
    constexpr std::string_view kNames[] = {"done",      "approved",    "rejected",
                                           "sent back", "skipped",     "reached",
                                           "active",    "not started", "cancelled"};
    return std::string(kNames[state]);
}

/// What the symbol of an expression refers to, as a word; empty where the operation has none.
std::string symbol_text(const Program& program, const Expr& expr) {
    switch (expr.op) {
        case Op::Fact: return std::string(info(static_cast<Fact>(expr.symbol)).text);
        case Op::Attribute:
        case Op::StepAnswer:
        case Op::Part:
        case Op::Parameter:
        case Op::Variable:
        case Op::RosterAgent: return fmt::format("#{}", expr.symbol);
        case Op::Setting: return name_at(program.settings, expr.symbol);
        case Op::AgentAttribute: return name_at(program.agent_attributes, expr.symbol);
        case Op::AgentFact: return agent_fact(expr.symbol);
        case Op::LevelOf:
        case Op::AgentHasSkill: return name_at(program.skills, expr.symbol);
        case Op::AgentInTeam:
        case Op::TeamConstant: return name_at(program.teams, expr.symbol);
        case Op::During: return name_at(program.periods, expr.symbol);
        case Op::PartState: return part_state(expr.symbol);
        case Op::CallDefine: return name_at(program.defines, expr.symbol);
        case Op::CallTable: return name_at(program.tables, expr.symbol);
        case Op::LikeExcept: {
            std::string text = "except";
            for (const std::uint32_t attribute : expr.symbols)
                text += fmt::format(" #{}", attribute);
            return text;
        }
        default: return {};
    }
}

std::string head_text(const Program& program, const Expr& expr) {
    if (expr.op == Op::Constant && expr.type.base == Base::Choice && expr.type.choice &&
        !expr.value.missing) {
        // Without the names of all its values, which may be thousands.
        const Choice& choice = program.choice(expr.type.choice);
        return expr.value.choice < choice.values.size() ? choice.values[expr.value.choice].name
                                                        : fmt::format("#{}", expr.value.choice);
    }
    if (expr.op == Op::Constant)
        return to_string(expr.value, expr.type, value_names(program, expr.type));
    std::string text(to_string(expr.op));
    const std::string symbol = symbol_text(program, expr);
    if (!symbol.empty()) text += fmt::format("[{}]", symbol);
    if (expr.calendar)
        text += fmt::format(" in {}", name_at(program.calendars, expr.calendar.index()));
    if (expr.ignoring_case) text += " ignoring case";
    if (expr.ignoring_accents) text += " ignoring accents";
    return text;
}

}  // namespace

std::string print(const Program& program, ExprId root) {
    if (!root) return "-";
    std::string text;
    std::vector<Piece> stack{root};
    while (!stack.empty()) {
        const Piece piece = std::move(stack.back());
        stack.pop_back();
        if (const auto* literal = std::get_if<std::string>(&piece)) {
            text += *literal;
            continue;
        }
        const Expr& expr = program.expr(std::get<ExprId>(piece));
        text += head_text(program, expr);
        if (expr.args.empty()) continue;
        text += '(';
        stack.emplace_back(std::string(")"));
        for (std::size_t i = expr.args.size(); i-- > 0;) {
            stack.emplace_back(expr.args[i]);
            if (i > 0) stack.emplace_back(std::string(", "));
        }
    }
    return text;
}

}  // namespace reeve::typed
