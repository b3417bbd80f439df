#pragma once

#include "runtime/engine/roster.h"
#include "runtime/engine/waiting.h"
#include "runtime/model/commands.h"
#include "runtime/model/rejection.h"

#include <expected>

// What one step of the engine reads, and where its events go.

namespace reeve::engine {

using model::AgentId;
using model::ItemId;
using model::ItemState;
using model::Presence;
using state::Wake;

/// Of a step that may be refused: then it gave no events.
using Checked = std::expected<void, model::Rejection>;

struct Turn {
    const abi::Rules& rules;
    const state::State& state;
    const abi::House& house;
    const Roster& roster;
    const Waiting& waiting;
    Instant now;
    model::Cause cause;
    model::Events& out;

    [[nodiscard]] const abi::Program& program() const { return rules.program(); }
    [[nodiscard]] const abi::WorkType& type_of(const state::Item& item) const {
        return program().work_types[item.facts.work_type.index()];
    }
    [[nodiscard]] const abi::Queue& queue_rules(abi::QueueId id) const {
        return program().queues[id.index()];
    }
    /// Null where the item is in none.
    [[nodiscard]] const abi::Queue* queue_of(const state::Item& item) const {
        return item.facts.queue ? &program().queues[*item.facts.queue] : nullptr;
    }
    [[nodiscard]] abi::Scene scene(const state::Item& item) const {
        abi::Scene scene;
        scene.now = now;
        scene.house = &house;
        scene.item = &item.facts;
        return scene;
    }

    void emit(model::EventBody what) const { out.push_back({now, cause, std::move(what)}); }
    [[nodiscard]] Checked refuse(model::RejectionCode code) const {
        return std::unexpected(model::rejection(code));
    }
    [[nodiscard]] Checked refuse(model::RejectionCode code, std::string text) const {
        return std::unexpected(model::rejection(code, std::move(text)));
    }
};

}  // namespace reeve::engine
