#pragma once

#include "runtime/order/order.h"
#include "runtime/state/state.h"

#include <map>
#include <set>
#include <vector>

namespace reeve::engine {

using model::ItemId;

/// Items that wait for somebody and that the same people may do, by queue, work type and needed
/// skills. What compares agents with the item itself is tested when a match is made, so that it
/// makes no class of its own of each item.
struct WaitingClass {
    abi::QueueId queue;
    abi::WorkTypeId work_type;
    std::vector<abi::Need> needs;
    order::IndexId index;
};

/// The queued items in their exact order. Worked out from the state, and rebuilt from it at any
/// time.
class Waiting {
public:
    Waiting(const abi::Rules& rules, const state::State& state);

    /// Reads the clocks for `now`, which all answers are about.
    void advance_to(Instant now);
    /// The item changed: puts it where it belongs, or takes it out.
    void refresh(ItemId id);

    [[nodiscard]] order::Rank rank(const state::Item& item) const;
    [[nodiscard]] abi::Points priority(const state::Item& item) const;
    [[nodiscard]] const std::vector<WaitingClass>& classes() const { return classes_; }
    [[nodiscard]] const std::vector<std::uint32_t>& classes_of(abi::QueueId queue) const {
        return by_queue_[queue.index()];
    }
    /// Of an item that is in the order.
    [[nodiscard]] std::uint32_t class_of(ItemId item) const {
        return places_[item.number].of_class;
    }
    [[nodiscard]] const order::Order& order() const { return order_; }
    [[nodiscard]] order::ClockPositions positions() const { return positions_; }
    [[nodiscard]] ItemId item_of(order::EntryId entry) const { return {order_.id_of(entry)}; }

    /// Waiting items that have to be looked at again when people come and go.
    [[nodiscard]] const std::set<ItemId>& sensitive() const { return sensitive_; }
    /// How long each item of a queue has waited, as when it began if it waited without a break; the
    /// longest first. Of queues that are watched only.
    [[nodiscard]] const std::set<std::pair<Instant, ItemId>>& ages(abi::QueueId queue) const {
        return ages_[queue.index()];
    }
    /// By the moment promised. Of queues that are watched only.
    [[nodiscard]] const std::set<std::pair<Instant, ItemId>>& dues(abi::QueueId queue) const {
        return dues_[queue.index()];
    }

private:
    struct ClassKey {
        abi::QueueId queue;
        abi::WorkTypeId work_type;
        std::vector<abi::Need> needs;
        friend auto operator<=>(const ClassKey&, const ClassKey&) = default;
    };
    struct Place {
        order::EntryId entry;  // invalid: not in the order
        std::uint32_t of_class = 0;
        // What it was put there with, to be found again.
        std::optional<abi::QueueId> watched;
        Instant age, due;
    };

    [[nodiscard]] std::uint32_t class_for(const state::Item& item);
    [[nodiscard]] bool is_sensitive(const state::Item& item) const;
    void put_in_order(const state::Item& item, Place& place);
    void put_in_watch(const state::Item& item, Place& place);

    const abi::Rules* rules_;
    const state::State* state_;
    order::Order order_;
    Instant now_ = abi::kFirstInstant;
    std::vector<std::int64_t> positions_;  // plain time, then by calendar
    std::vector<WaitingClass> classes_;
    std::map<ClassKey, std::uint32_t> class_numbers_;
    std::vector<std::vector<std::uint32_t>> by_queue_;
    std::vector<Place> places_;  // by item
    std::set<ItemId> sensitive_;
    std::vector<bool> watched_;         // by queue
    std::vector<bool> notices_nobody_;  // by work type
    std::vector<std::set<std::pair<Instant, ItemId>>> ages_, dues_;
};

}  // namespace reeve::engine
