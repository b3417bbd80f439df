#pragma once

#include "compiler/typed/program.h"

#include <cstdint>
#include <functional>
#include <vector>

// What a condition comes to when only some of what it reads is known.

namespace reeve::analyze {

enum class Truth : std::uint8_t { No, Yes, Maybe };

/// Says what is known of a single test, the leaves of `and`, `or`, `not` and `if`.
using LeafTruth = std::function<Truth(const typed::Expr& test)>;

/// Certain where it says `No` or `Yes`. An invalid condition holds always.
Truth truth_of(const typed::Program& program, typed::ExprId condition, const LeafTruth& leaf);

/// The states (values of `Program::states`) in which the condition is not certainly wrong.
std::vector<std::uint32_t> states_admitted(const typed::Program& program, typed::ExprId condition);
/// Whether the condition can hold only in the states named.
bool holds_only_in(const typed::Program& program, typed::ExprId condition,
                   const std::vector<std::string_view>& states);

/// What is known of the agent being considered: who has a skill has it at least at this level.
struct SkilledAgent {
    typed::SkillId skill;
    Decimal level;
};
/// Whether an agent who has these skills can fulfil the condition.
Truth truth_for(const typed::Program& program, typed::ExprId condition,
                const std::vector<SkilledAgent>& skills);

/// Whether the condition can hold once that share of what `due` promised is used.
Truth truth_after_share(const typed::Program& program, typed::ExprId condition, Decimal share);

/// Calls `visit` for the expression and everything inside it; definitions and tables it calls
/// aside.
void for_each_part(const typed::Program& program, typed::ExprId expr,
                   const std::function<void(typed::ExprId)>& visit);

}  // namespace reeve::analyze
