#include "runtime/order/order.h"
#include "runtime/order/walk.h"

#include <gtest/gtest.h>

#include <vector>

namespace reeve::order {
namespace {

const ClockId kPlain(0);
const ClockId kOffice(1);

/// Two clocks, and pieces in whole points and points an hour.
struct World {
    Order order;
    IndexId index = order.new_index();
    std::vector<std::int64_t> now{0, 0};

    EntryId still(std::uint64_t id, std::int64_t points, std::int32_t band = 0,
                  std::int64_t since = 0) {
        return order.insert(index, {.band = band, .value = points * kPoint, .terms = {}}, since,
                            id);
    }
    EntryId moving(std::uint64_t id, std::int64_t points, std::int64_t points_an_hour,
                   ClockId clock = kPlain, std::int32_t band = 0) {
        const Term term{clock, slope(points_an_hour), now[clock.index()]};
        return order.insert(index, {band, points * kPoint, {&term, 1}}, 0, id);
    }
    static Int128 slope(std::int64_t points_an_hour) { return points_an_hour * kPoint / 3'600'000; }
    void later(std::int64_t hours, std::int64_t office_hours) {
        now[0] += hours * 3'600'000;
        now[1] += office_hours * 3'600'000;
    }
    [[nodiscard]] std::uint64_t top() const { return order.id_of(order.top(index, now)->entry); }
    [[nodiscard]] std::vector<std::uint64_t> walk() const {
        std::vector<std::uint64_t> ids;
        Walk walk(order, index, now);
        while (const auto found = walk.next()) ids.push_back(found->rank.id);
        return ids;
    }
};

using Ids = std::vector<std::uint64_t>;

TEST(Order, IsByBandThenPriorityThenTimeInLineThenId) {
    World world;
    EXPECT_FALSE(world.order.top(world.index, world.now));
    EXPECT_EQ(world.walk(), Ids{});
    world.still(1, 900, 2);
    world.still(2, 10, 1, 50);
    world.still(4, 10, 1, 40);
    world.still(3, 10, 1, 40);
    world.still(5, 11, 1, 60);
    EXPECT_EQ(world.walk(), (Ids{5, 3, 4, 2, 1}));
    EXPECT_EQ(world.top(), 5U);
    EXPECT_EQ(world.order.count(world.index), 5U);
}

TEST(Order, FollowsClocksThatRunAndStandStill) {
    World world;
    world.still(1, 100);
    world.moving(2, 90, 20);           // overtakes after half an hour
    world.moving(3, 60, 30, kOffice);  // four open hours to 180
    EXPECT_EQ(world.walk(), (Ids{1, 2, 3}));
    world.later(1, 0);
    EXPECT_EQ(world.walk(), (Ids{2, 1, 3}));
    world.later(1, 4);
    EXPECT_EQ(world.walk(), (Ids{3, 2, 1}));  // 180, 130, 100
    world.later(10, 0);
    EXPECT_EQ(world.walk(), (Ids{2, 3, 1}));  // 330, 180, 100
    EXPECT_EQ(world.top(), 2U);
}

TEST(Order, GoesBackAsWell) {
    World world;
    world.moving(1, 0, 20);
    world.moving(2, 100, 10);
    world.later(20, 0);
    EXPECT_EQ(world.top(), 1U);
    world.later(-19, 0);
    EXPECT_EQ(world.top(), 2U);
    EXPECT_EQ(world.walk(), (Ids{2, 1}));
}

TEST(Order, TakesTheNextPieceAndOtherIndexes) {
    World world;
    const EntryId first = world.moving(1, 50, 10);
    world.moving(2, 40, 10);
    world.order.replace(first, {.band = 0, .value = 5 * kPoint, .terms = {}});
    EXPECT_EQ(world.top(), 2U);
    const IndexId other = world.order.new_index();
    world.order.move(first, other, {.band = 3, .value = 7 * kPoint, .terms = {}});
    EXPECT_EQ(world.order.index_of(first), other);
    EXPECT_EQ(world.order.rank(first, world.now), (Rank{3, 7 * kPoint, 0, 1}));
    EXPECT_EQ(world.order.top(other, world.now)->entry, first);
    EXPECT_EQ(world.walk(), Ids{2});
    world.order.erase(first);
    EXPECT_EQ(world.order.count(other), 0U);
    world.order.drop_index(other);
    EXPECT_EQ(world.order.new_index(), other);
}

TEST(Order, SaysWhenOneOvertakes) {
    World world;
    const EntryId ahead = world.still(1, 100);
    const EntryId behind = world.moving(2, 0, 36);  // 10^-5 points a millisecond
    const EntryId slower = world.moving(3, 0, 18);
    const EntryId elsewhere = world.moving(4, 0, 36, kOffice);
    const EntryId other_band = world.moving(5, 0, 36, kPlain, 1);
    // At 10,000,000 ms they are equal and the older number wins.
    EXPECT_EQ(world.order.crossing(behind, ahead), (Order::Crossing{kPlain, 10'000'001}));
    EXPECT_EQ(world.order.crossing(slower, ahead), (Order::Crossing{kPlain, 20'000'001}));
    EXPECT_EQ(world.order.crossing(behind, slower), (Order::Crossing{kPlain, 0}));
    EXPECT_EQ(world.order.crossing(elsewhere, ahead), (Order::Crossing{kOffice, 10'000'001}));
    EXPECT_FALSE(world.order.crossing(ahead, behind));
    EXPECT_FALSE(world.order.crossing(behind, elsewhere));
    EXPECT_FALSE(world.order.crossing(other_band, ahead));
}

TEST(Walk, LeavesOutWhomSomebodyMayNotTake) {
    World world;
    for (std::uint64_t id = 0; id < 100; ++id) {
        world.moving(id, static_cast<std::int64_t>(id), static_cast<std::int64_t>(id % 7 + 1));
    }
    Walk walk(world.order, world.index, world.now);
    const auto may = [&](EntryId entry) { return world.order.id_of(entry) % 10 == 3; };
    EXPECT_EQ(walk.next(may)->rank.id, 93U);
    EXPECT_EQ(walk.next(may)->rank.id, 83U);
    EXPECT_EQ(walk.next()->rank.id, 82U);
}

TEST(Order, CountsWhatIsAhead) {
    World world;
    for (std::uint64_t id = 0; id < 100; ++id) {
        world.moving(id, static_cast<std::int64_t>(id), static_cast<std::int64_t>(id % 7 + 1),
                     kPlain, id < 20 ? 0 : 1);
    }
    const Rank rank{1, 50 * kPoint, 0, 50};
    EXPECT_EQ(world.order.count_ahead(world.index, rank, world.now, 1000), 20U + 49U);
    EXPECT_EQ(world.order.count_ahead(world.index, rank, world.now, 7), 7U);
}

TEST(Order, IsAValue) {
    World world;
    for (std::uint64_t id = 0; id < 3000; ++id) world.moving(id, 1, 1);
    const EntryId first = world.moving(5000, 2, 1);
    const Order copy = world.order;
    world.order.erase(first);
    EXPECT_EQ(copy.top(world.index, world.now)->rank.id, 5000U);
    EXPECT_EQ(world.top(), 0U);
}

TEST(Order, StaysSmall) {
    World world;
    constexpr std::uint64_t kItems = 200'000;
    std::vector<EntryId> entries;
    for (std::uint64_t id = 0; id < kItems; ++id) {
        entries.push_back(world.moving(id, static_cast<std::int64_t>(id * 7919 % 1000), 5));
    }
    EXPECT_LE(world.order.memory_bytes(), 52 * kItems);
    while (entries.size() > kItems / 10) {
        world.order.erase(entries.back());
        entries.pop_back();
    }
    EXPECT_LE(world.order.memory_bytes(), 26 * kItems) << "empty heaps give their memory back";
}

TEST(OrderDeathTest, KnowsItsBounds) {
    World world;
    const Term too_steep{kPlain, kSlopeMax + 1, 0};
    EXPECT_DEATH(world.order.insert(world.index, {0, 0, {&too_steep, 1}}, 0, 1), "kSlopeMax");
    EXPECT_DEATH(world.order.insert(world.index, {0, kValueMax + 1, {}}, 0, 1), "kValueMax");
    const std::vector<Term> twice{{kPlain, 1, 0}, {kPlain, 1, 0}};
    EXPECT_DEATH(world.order.insert(world.index, {0, 0, twice}, 0, 1), "clock");
    const EntryId entry = world.still(1, 1);
    EXPECT_DEATH(world.order.drop_index(world.index), "count == 0");
    world.order.erase(entry);
    EXPECT_DEATH(world.order.erase(entry), "kNone");
}

}  // namespace
}  // namespace reeve::order
