#pragma once

#include "runtime/state/case.h"
#include "runtime/state/queue.h"

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

// All that the engine knows. Only `apply` changes it.

namespace reeve::state {

class State {
public:
    /// What a program starts with: nothing there, every setting as declared.
    explicit State(const abi::Program& program);

    [[nodiscard]] Instant now() const { return now_; }
    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] ItemId next_item() const { return {items_.size() + 1}; }

    /// Null where there is none.
    [[nodiscard]] const Item* find(ItemId id) const {
        return id.number == 0 || id.number > items_.size() ? nullptr : &items_[id.number - 1];
    }
    [[nodiscard]] const Item& item(ItemId id) const { return items_[id.number - 1]; }
    [[nodiscard]] const std::deque<Item>& items() const { return items_; }  // by id
    [[nodiscard]] const Item* find(std::uint32_t source, const std::string& key) const;

    [[nodiscard]] const Agent& agent(AgentId id) const { return agents_[id.index()]; }
    [[nodiscard]] const Agent* find_agent(const std::string& name) const;
    [[nodiscard]] const std::deque<Agent>& agents() const { return agents_; }

    [[nodiscard]] const Queue& queue(abi::QueueId id) const { return queues_[id.index()]; }
    [[nodiscard]] const std::vector<Queue>& queues() const { return queues_; }
    [[nodiscard]] const std::vector<abi::Value>& settings() const { return settings_; }
    [[nodiscard]] const Splits& splits() const { return splits_; }
    [[nodiscard]] Instant next_day() const { return next_day_; }

    /// By the number of its item; null where that is no case.
    [[nodiscard]] const Case* find_case(ItemId item) const;
    [[nodiscard]] const std::deque<Case>& cases() const { return cases_; }  // as they were opened
    /// The next of a plan's running numbers.
    [[nodiscard]] std::uint64_t next_number(abi::PlanId plan) const {
        return plan.index() < series_.size() ? series_[plan.index()] + 1 : 1;
    }

private:
    friend class Applier;
    friend struct Snapshot;

    Instant now_ = abi::kFirstInstant;
    std::string version_;
    std::deque<Item> items_;                        // finished ones stay
    std::unordered_map<std::string, ItemId> keys_;  // source and key
    std::deque<Agent> agents_;
    std::unordered_map<std::string, AgentId> agent_names_;
    std::vector<Queue> queues_;
    std::vector<abi::Value> settings_;
    Splits splits_;
    Instant next_day_ = abi::kLastInstant;
    std::deque<Case> cases_;                                        // finished ones stay
    std::unordered_map<std::uint64_t, std::uint32_t> case_places_;  // by item number
    std::vector<std::uint64_t> series_;  // by plan: the last number given
};

/// The only writer, live and in replay. Asks no rules. The event is one that `engine` made in this
/// very state.
void apply(State& state, const model::Event& event);

/// A snapshot holds everything; the same state gives the same bytes, on every machine.
std::string encode(const State& state);
/// Nothing where the bytes are no snapshot of this version.
std::optional<State> decode(const std::string& bytes, const abi::Program& program);
/// Of the snapshot's bytes.
std::uint64_t hash(const State& state);

}  // namespace reeve::state
