#include "compiler/parse/viable.h"

namespace reeve::parse {

using antlr4::atn::ATNState;
using antlr4::atn::RuleTransition;
using antlr4::atn::Transition;

const Viable::Frame* Viable::frame(const Frame* parent, std::size_t follow) {
    return &frames_.try_emplace({parent, follow}, Frame{parent, follow}).first->second;
}

const Viable::Frame* Viable::callers(const antlr4::ParserRuleContext* context) {
    std::vector<std::size_t> follows;
    for (const antlr4::RuleContext* at = context; at != nullptr && at->parent != nullptr;
         at = static_cast<const antlr4::RuleContext*>(at->parent)) {
        const auto* call =
            static_cast<const RuleTransition*>(atn_.states[at->invokingState]->transitions[0]);
        follows.push_back(call->followState->stateNumber);
    }
    const Frame* result = nullptr;
    for (std::size_t at = follows.size(); at-- > 0;) result = frame(result, follows[at]);
    return result;
}

Viable::Ways Viable::at_start(const antlr4::ParserRuleContext* context) {
    return at_state(atn_.ruleToStartState[context->getRuleIndex()]->stateNumber, context);
}

Viable::Ways Viable::at_state(std::size_t state, const antlr4::ParserRuleContext* context) {
    Ways result;
    std::set<Way> seen;
    close({atn_.states[state], callers(context)}, result, seen);
    return result;
}

void Viable::close(Way way, Ways& result, std::set<Way>& seen) {
    std::vector<Way> open{way};
    while (!open.empty()) {
        way = open.back();
        open.pop_back();
        if (!seen.insert(way).second) continue;
        if (way.state->getStateType() == ATNState::RULE_STOP) {
            if (way.frame != nullptr)
                open.push_back({atn_.states[way.frame->follow], way.frame->parent});
            continue;
        }
        bool reads = false;
        for (auto* transition : way.state->transitions) {
            if (transition->getSerializationType() == Transition::RULE) {
                const auto* call = static_cast<const RuleTransition*>(transition);
                open.push_back(
                    {transition->target, frame(way.frame, call->followState->stateNumber)});
            } else if (transition->isEpsilon()) {
                open.push_back({transition->target, way.frame});
            } else {
                reads = true;
            }
        }
        if (reads) result.ways.push_back(way);
    }
}

Viable::Ways Viable::after(const Ways& ways, std::size_t type) {
    Ways result;
    std::set<Way> seen;
    for (const auto& way : ways.ways) {
        for (auto* transition : way.state->transitions) {
            if (!transition->isEpsilon() && transition->matches(type, 1, atn_.maxTokenType)) {
                close({transition->target, way.frame}, result, seen);
            }
        }
    }
    return result;
}

bool Viable::accepts(const Ways& ways, std::size_t type) const {
    for (const auto& way : ways.ways) {
        for (auto* transition : way.state->transitions) {
            if (!transition->isEpsilon() && transition->matches(type, 1, atn_.maxTokenType))
                return true;
        }
    }
    return false;
}

TypeSet Viable::types(const Ways& ways) const {
    TypeSet types(atn_.maxTokenType + 1);
    std::set<const ATNState*> seen;
    for (const auto& way : ways.ways) {
        if (!seen.insert(way.state).second) continue;
        for (auto* transition : way.state->transitions) {
            if (transition->isEpsilon()) continue;
            for (std::size_t type = 1; type < types.size(); ++type) {
                if (!types[type] && transition->matches(type, 1, atn_.maxTokenType))
                    types[type] = true;
            }
            if (transition->matches(antlr4::Token::EOF, 1, atn_.maxTokenType)) types[0] = true;
        }
    }
    return types;
}

}  // namespace reeve::parse
