#pragma once

#include "runtime/why/preview.h"
#include "runtime/why/risk.h"
#include "runtime/why/waiting.h"

#include <functional>
#include <string>

namespace reeve::why {

/// How what only the compiler knows is said.
struct Words {
    std::function<std::string(Instant)> moment;
    /// A condition as it is written in the rules.
    std::function<std::string(abi::ExprId)> condition;
};

/// One sentence, without a full stop: "has level 2 of motor, where level 3 is needed".
std::string text(const engine::Engine& engine, const Obstacle& obstacle, AgentId agent,
                 const Words& words);
/// Several lines, each ended. At most `agents_max` agents are named.
std::string text(const engine::Engine& engine, const WhyWaiting& why, const Words& words,
                 std::size_t agents_max = 10);
std::string text(const engine::Engine& engine, const WhyIdle& why, const Words& words);
std::string text(const engine::Engine& engine, const std::vector<AtRisk>& risks,
                 const Words& words);
/// At most `changes_max` items are listed.
std::string text(const engine::Engine& engine, const Preview& preview, const Words& words,
                 std::size_t changes_max = 50);

}  // namespace reeve::why
