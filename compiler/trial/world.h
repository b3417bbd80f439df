#pragma once

#include "compiler/eval/context.h"
#include "compiler/trial/words.h"
#include "runtime/engine/engine.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// The world of one test: an engine of its own, and what the test's names stand for in it. For the
// sources of this folder only.

namespace reeve::trial {

class World {
public:
    /// `from`: what the first `clock` says. The rules outlive it; `asked` answers the engine.
    World(const eval::Rules& rules, std::shared_ptr<const abi::Rules> asked,
          const typed::Test& test, Instant from);

    [[nodiscard]] const typed::Program& program() const { return rules_.program(); }
    [[nodiscard]] const eval::Rules& rules() const { return rules_; }
    [[nodiscard]] const typed::Test& test() const { return test_; }
    [[nodiscard]] const engine::Engine& engine() const { return engine_; }
    [[nodiscard]] Instant now() const { return now_; }
    /// Everything that happened so far.
    [[nodiscard]] const model::Events& events() const { return events_; }

    /// Does it now, and says why not where it was refused.
    std::optional<model::Rejection> submit(const model::Command& command);
    /// Lets everything happen that is due up to and including the instant.
    void pass_to(Instant instant);
    /// The item that came of the last command stands behind a name from now on.
    void name(std::uint32_t variable) { variables_[variable] = last_item_; }

    /// What the test's expressions read, as things stand. Void once anything happens.
    [[nodiscard]] eval::Context context() const;
    [[nodiscard]] eval::Value value(typed::ExprId expr) const;

    /// The item behind an expression that names one; nothing where it has none.
    [[nodiscard]] model::ItemId item(typed::ExprId target) const;
    [[nodiscard]] const std::vector<model::ItemId>& variables() const { return variables_; }
    /// `c`; of items that came of rules, `Claim 3`.
    [[nodiscard]] std::string name_of(model::ItemId item) const;
    [[nodiscard]] const std::string& agent(std::uint32_t index) const { return roster_[index]; }

private:
    const eval::Rules& rules_;
    const typed::Test& test_;
    eval::Prepared prepared_;
    engine::Engine engine_;
    Instant now_;
    model::Events events_;
    model::ItemId last_item_;
    std::vector<std::string> roster_;
    std::vector<model::ItemId> variables_;
    mutable std::vector<eval::NamedItem> records_;
};

/// What an expression of a test is worth before there is a world: a `clock`.
eval::Value value_without_world(const eval::Rules& rules, const typed::Test& test,
                                typed::ExprId expr);

}  // namespace reeve::trial
