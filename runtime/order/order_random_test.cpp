#include "runtime/order/order.h"
#include "runtime/order/walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

// Random items on random clocks against a model that works out every priority anew and sorts.

namespace reeve::order {
namespace {

using Random = std::mt19937_64;

/// How priorities and clocks are drawn. Small numbers make ties and many crossings.
struct Mix {
    const char* name;
    std::size_t clocks = 3;
    std::size_t terms_most = 2;
    std::int64_t value_most = 50;            // in units
    std::int64_t slope_most = 3;             // units a millisecond
    Int128 unit = kPoint / 1000;             // of values
    Int128 slope_unit = kPoint / 1000;       // of slopes
    std::int64_t step_most = 20;             // how far the time goes between two questions
    std::int64_t start = 1'770'000'000'000;  // of all clocks
    std::size_t indexes = 3;
    std::int64_t bands = 3;
    std::size_t items = 400;  // about so many at a time
    int steps = 6'000;
};

struct Item {
    EntryId entry;
    IndexId index;
    std::int32_t band = 0;
    Int128 value = 0;
    std::vector<Term> terms;
    std::int64_t since = 0;
    std::uint64_t id = 0;

    [[nodiscard]] Rank rank(ClockPositions now) const {
        Int128 priority = value;
        for (const Term& term : terms) {
            priority += term.slope * (now[term.clock.index()] - term.anchor);
        }
        return {band, priority, since, id};
    }
};

class RandomRun {
public:
    RandomRun(const Mix& mix, std::uint64_t seed)
        : mix_(mix), random_(seed), now_(mix.clocks, mix.start), runs_(mix.clocks, true) {
        for (std::size_t i = 0; i < mix_.indexes; ++i) indexes_.push_back(order_.new_index());
    }

    void run() {
        for (int i = 0; i < mix_.steps && !testing::Test::HasFailure(); ++i) {
            change();
            if (chance(30)) pass_time();
            if (chance(40)) compare_tops();
            if (i % 100 == 0) compare_all();
            if (i % 2000 == 1000) rebuild();
        }
        while (!items_.empty()) erase(items_.begin());
        compare_tops();
    }

private:
    std::int64_t pick(std::int64_t low, std::int64_t high) {
        const auto range = static_cast<std::uint64_t>(high - low) + 1;
        return low + static_cast<std::int64_t>(random_() % range);
    }
    bool chance(int percent) { return pick(1, 100) <= percent; }

    void change() {
        const bool grow = items_.size() < mix_.items;
        if (items_.empty() || chance(grow ? 50 : 25)) {
            Item item;
            item.id = next_id_++ * 7919 % 100'003;  // in another order than they come
            item.since = pick(0, 3);
            draw(item);
            item.entry = order_.insert(item.index, piece(item), item.since, item.id);
            items_.emplace(item.id, item);
        } else if (chance(40)) {
            erase(any());
        } else {
            Item& item = any()->second;
            const IndexId before = item.index;
            draw(item);
            if (chance(70)) item.index = before;
            if (item.index == before) {
                order_.replace(item.entry, piece(item));
            } else {
                order_.move(item.entry, item.index, piece(item));
            }
        }
    }

    void draw(Item& item) {
        item.index = indexes_[random_() % indexes_.size()];
        item.band = static_cast<std::int32_t>(pick(0, mix_.bands - 1));
        item.value = pick(-mix_.value_most, mix_.value_most) * mix_.unit;
        item.terms.clear();
        const auto terms =
            static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(mix_.terms_most)));
        for (std::size_t clock = 0; clock < mix_.clocks && item.terms.size() < terms; ++clock) {
            const Int128 slope = pick(-mix_.slope_most, mix_.slope_most) * mix_.slope_unit;
            if (slope == 0 || chance(40)) continue;
            item.terms.push_back({ClockId(clock), slope, now_[clock] - pick(0, 30)});
        }
    }
    static Piece piece(const Item& item) { return {item.band, item.value, item.terms}; }

    using Items = std::map<std::uint64_t, Item>;
    Items::iterator any() {
        auto it = items_.lower_bound(static_cast<std::uint64_t>(pick(0, 100'003)));
        return it == items_.end() ? items_.begin() : it;
    }
    void erase(Items::iterator it) {
        order_.erase(it->second.entry);
        items_.erase(it);
    }

    /// Each clock runs or stands still for a while, as calendars open and close.
    void pass_time() {
        std::int64_t left = pick(0, mix_.step_most);
        while (left > 0) {
            const std::int64_t part = pick(1, left);
            for (std::size_t i = 0; i < now_.size(); ++i) {
                if (chance(20)) runs_[i] = !runs_[i];
                if (runs_[i]) now_[i] += part;
            }
            left -= part;
        }
        if (chance(1)) now_[random_() % now_.size()] -= pick(0, mix_.step_most);  // a preview ends
    }

    std::vector<Rank> sorted(IndexId index) {
        std::vector<Rank> ranks;
        for (const auto& [id, item] : items_) {
            if (item.index == index) ranks.push_back(item.rank(now_));
        }
        std::ranges::sort(ranks);
        return ranks;
    }

    void compare_tops() {
        for (const IndexId index : indexes_) {
            std::optional<Rank> first;
            for (const auto& [id, item] : items_) {
                if (item.index != index) continue;
                const Rank rank = item.rank(now_);
                if (!first || rank < *first) first = rank;
            }
            const auto top = order_.top(index, now_);
            ASSERT_EQ(top.has_value(), first.has_value());
            if (!top) continue;
            ASSERT_EQ(top->rank.id, first->id);
            ASSERT_EQ(top->rank, *first);
            ASSERT_EQ(top->entry, items_.at(first->id).entry);
        }
    }

    void compare_all() {
        std::size_t count = 0;
        for (const IndexId index : indexes_) {
            const std::vector<Rank> expected = sorted(index);
            ASSERT_EQ(order_.count(index), expected.size());
            count += expected.size();
            Walk walk(order_, index, now_);
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const auto found = walk.next();
                ASSERT_TRUE(found.has_value());
                ASSERT_EQ(found->rank.id, expected[i].id) << "at " << i;
                ASSERT_EQ(order_.rank(found->entry, now_), expected[i]);
                if (i % 16 != 0) continue;
                ASSERT_EQ(order_.count_ahead(index, expected[i], now_, 1'000'000), i);
            }
            ASSERT_FALSE(walk.next().has_value());
        }
        ASSERT_EQ(count, items_.size());
        if (items_.size() > 1) compare_crossing(any()->second, any()->second);
    }

    void compare_crossing(const Item& behind, const Item& ahead) {
        const auto crossing = order_.crossing(behind.entry, ahead.entry);
        if (!crossing) return;
        std::vector<std::int64_t> then = now_;
        then[crossing->clock.index()] = crossing->position;
        EXPECT_LT(behind.rank(then), ahead.rank(then));
        --then[crossing->clock.index()];
        EXPECT_LT(ahead.rank(then), behind.rank(then));
    }

    /// As after a snapshot: the same items, in another order.
    void rebuild() {
        order_ = Order();
        for (IndexId& index : indexes_) index = order_.new_index();
        std::vector<Item*> items;
        for (auto& [id, item] : items_) items.push_back(&item);
        std::ranges::shuffle(items, random_);
        for (Item* item : items) {
            item->entry = order_.insert(item->index, piece(*item), item->since, item->id);
        }
        compare_tops();
    }

    const Mix& mix_;
    Random random_;
    std::vector<std::int64_t> now_;
    std::vector<bool> runs_;
    Order order_;
    std::vector<IndexId> indexes_;
    Items items_;
    std::uint64_t next_id_ = 1;
};

class OrderAtRandom : public testing::TestWithParam<Mix> {};

TEST_P(OrderAtRandom, IsThatOfTheModel) {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        RandomRun(GetParam(), seed).run();
    }
}

const Mix kMixes[] = {
    {.name = "ties"},
    {.name = "one_clock", .clocks = 1, .terms_most = 1, .slope_most = 40, .step_most = 3},
    {.name = "many_slopes",
     .terms_most = 1,
     .value_most = 1'000'000,
     .slope_most = 1'000'000'000,
     .slope_unit = 1'000'003,
     .step_most = 3'000,
     .indexes = 1,
     .bands = 1},
    {.name = "slow",
     .value_most = 2'000,
     .slope_most = 50,
     .slope_unit = 277'777'777,
     .step_most = 3'600'000},
    {.name = "many_clocks", .clocks = 8, .terms_most = 8, .slope_most = 20},
    {.name = "few_items", .slope_most = 20, .items = 6, .steps = 20'000},
    {.name = "one_motion",
     .clocks = 1,
     .terms_most = 1,
     .slope_most = 1,
     .indexes = 1,
     .bands = 1,
     .items = 2'500},
    {.name = "largest",
     .clocks = 8,
     .terms_most = 8,
     .value_most = 1'000'000'000'000'000,
     .slope_most = 1'000,
     .unit = kPoint,
     .slope_unit = kPoint,
     .step_most = 100'000'000,
     .start = 9'000'000'000'000,
     .steps = 3'000},
};
INSTANTIATE_TEST_SUITE_P(All, OrderAtRandom, testing::ValuesIn(kMixes),
                         [](const auto& mix) { return std::string(mix.param.name); });

}  // namespace
}  // namespace reeve::order
