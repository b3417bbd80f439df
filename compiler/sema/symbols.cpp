#include "compiler/sema/symbols.h"

#include "base/check.h"

#include <fmt/format.h>

namespace reeve::sema {

std::string_view describe(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::Choice: return "choice";
        case SymbolKind::NamedType: return "type";
        case SymbolKind::WorkType: return "work type";
        case SymbolKind::CasePlan: return "case plan";
        case SymbolKind::Define: return "definition";
        case SymbolKind::Table: return "table";
        case SymbolKind::Setting: return "setting";
        case SymbolKind::Calendar: return "calendar";
        case SymbolKind::Holidays: return "set of holidays";
        case SymbolKind::Team: return "team";
        case SymbolKind::Skill: return "skill";
        case SymbolKind::Workload: return "workload";
        case SymbolKind::Period: return "period";
        case SymbolKind::Band: return "band";
        case SymbolKind::Source: return "source";
        case SymbolKind::Intake: return "intake";
        case SymbolKind::Queue: return "queue";
        case SymbolKind::Workbin: return "workbin";
        case SymbolKind::ChoiceValue: return "value";
        case SymbolKind::Attribute: return "attribute";
        case SymbolKind::Segment: return "segment";
        case SymbolKind::Outcome: return "outcome";
        case SymbolKind::Stage: return "stage";
        case SymbolKind::Step: return "step";
        case SymbolKind::Milestone: return "milestone";
        case SymbolKind::Param: return "parameter";
        case SymbolKind::Variable: return "variable";
        case SymbolKind::AgentAttribute: return "attribute of agents";
    }
    return "name";
}

std::string with_article(SymbolKind kind) {
    const std::string_view word = describe(kind);
    const bool vowel = std::string_view("aeiou").contains(word.front());
    return fmt::format("{} {}", vowel ? "an" : "a", word);
}

std::string_view describe(Space space) {
    switch (space) {
        case Space::Type: return "type";
        case Space::Value: return "definition, table or setting";
        case Space::Calendar: return "calendar";
        case Space::Holidays: return "set of holidays";
        case Space::Team: return "team";
        case Space::Skill: return "skill";
        case Space::Workload: return "workload";
        case Space::Period: return "period";
        case Space::Band: return "band";
        case Space::Source: return "source";
        case Space::Intake: return "intake";
        case Space::Queue: return "queue or workbin";
        case Space::ChoiceValue: return "value";
        case Space::Attribute: return "attribute";
        case Space::Segment: return "segment";
        case Space::Outcome: return "outcome";
        case Space::PlanPart: return "stage, step or milestone";
        case Space::Param: return "parameter";
        case Space::Variable: return "variable";
        case Space::AgentAttribute: return "attribute of agents";
    }
    return "name";
}

Symbols::Added Symbols::add(Symbol symbol) {
    const SymbolId id(symbols_.size());
    const auto [place, added] = by_name_.try_emplace({symbol.space, symbol.owner, symbol.name}, id);
    if (!added) return {{}, place->second};
    symbols_.push_back(std::move(symbol));
    return {id, {}};
}

SymbolId Symbols::find(Space space, std::string_view name, SymbolId owner) const {
    const auto place = by_name_.find({space, owner, std::string(name)});
    return place == by_name_.end() ? SymbolId() : place->second;
}

std::vector<std::string_view> Symbols::names(Space space, SymbolId owner) const {
    std::vector<std::string_view> names;
    for (const Symbol& symbol : symbols_) {
        if (symbol.space == space && symbol.owner == owner) names.push_back(symbol.name);
    }
    return names;
}

std::vector<std::uint32_t> Symbols::use_counts() const {
    std::vector<std::uint32_t> counts(symbols_.size(), 0);
    for (const Use& use : uses_) {
        CHECK(use.symbol.valid());
        ++counts[use.symbol.index()];
    }
    return counts;
}

}  // namespace reeve::sema
