#include "runtime/timers/timer_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

// The queue against a std::multimap that does the same slowly.

namespace reeve::timers {
namespace {

using Timer = TimerQueue::Timer;
using Random = std::mt19937_64;

constexpr std::int64_t kStart = 1'770'000'000'000;  // in 2026
constexpr std::int64_t kHour = 3'600'000;

std::vector<Timer> pop_all(TimerQueue& queue, Instant now) {
    std::vector<Timer> popped;
    while (const auto timer = queue.pop_due(now)) popped.push_back(*timer);
    return popped;
}

TEST(TimerQueue, LetsTimersComeInOrderOfInstantsAndKeys) {
    TimerQueue queue({kStart});
    queue.insert({{kStart + 7}, 2});
    queue.insert({{kStart + 7}, 1});
    queue.insert({{kStart + 5}, 9});
    queue.insert({{kStart + kHour}, 0});
    EXPECT_EQ(queue.next_due(), Instant{kStart + 5});
    const std::vector<Timer> expected{{{kStart + 5}, 9}, {{kStart + 7}, 1}, {{kStart + 7}, 2}};
    EXPECT_EQ(pop_all(queue, {kStart + kHour - 1}), expected);
    EXPECT_EQ(queue.time(), Instant{kStart + kHour - 1});
    EXPECT_EQ(queue.size(), 1U);
    EXPECT_EQ(queue.pop_due({kStart + kHour}), (Timer{{kStart + kHour}, 0}));
    EXPECT_TRUE(queue.empty());
    EXPECT_EQ(queue.next_due(), std::nullopt);
}

TEST(TimerQueue, TakesTimersForTheInstantThatIsPassing) {
    TimerQueue queue({kStart});
    queue.insert({{kStart + 1}, 10});
    queue.insert({{kStart + 1}, 30});
    queue.insert({{kStart + 2}, 0});
    EXPECT_EQ(queue.pop_due({kStart + 9})->key, 10U);
    queue.insert({{kStart + 1}, 20});
    queue.insert({{kStart + 1}, 40});
    queue.insert({{kStart - 5}, 15});  // past already: at once
    const std::vector<Timer> expected{{{kStart + 1}, 15},
                                      {{kStart + 1}, 20},
                                      {{kStart + 1}, 30},
                                      {{kStart + 1}, 40},
                                      {{kStart + 2}, 0}};
    EXPECT_EQ(pop_all(queue, {kStart + 9}), expected);
}

TEST(TimerQueue, TakesWhatIsNearerThanWhatWasSeenNext) {
    TimerQueue queue({kStart});
    queue.insert({{kStart + 900 * kHour}, 1});
    EXPECT_EQ(queue.next_due(), Instant{kStart + 900 * kHour});
    const TimerId near = queue.insert({{kStart + 3}, 2});
    EXPECT_EQ(queue.next_due(), Instant{kStart + 3});
    queue.cancel(near);
    EXPECT_EQ(queue.next_due(), Instant{kStart + 900 * kHour});
}

TEST(TimerQueue, ReachesFrom1900To2200) {
    TimerQueue queue;
    queue.insert({kLastInstant, 3});
    queue.insert({kFirstInstant, 1});
    queue.insert({{0}, 2});
    const std::vector<Timer> expected{{kFirstInstant, 1}, {{0}, 2}, {kLastInstant, 3}};
    EXPECT_EQ(pop_all(queue, {kLastInstant.ms + kHour}), expected);
    EXPECT_EQ(queue.time(), kLastInstant);
}

TEST(TimerQueue, TakesSixteenBytesAndSomethingForATimer) {
    TimerQueue queue({kStart});
    Random random(1);
    const std::size_t count = 300'000;
    for (std::size_t i = 0; i < count; ++i) {
        queue.insert({{kStart + static_cast<std::int64_t>(random() % (4 * kHour))}, i});
    }
    EXPECT_LE(queue.memory_bytes(), 22 * count);
    // Those that are cancelled long before they are due do not pile up.
    for (std::size_t i = 0; i < 4 * count; ++i)
        queue.cancel(queue.insert({{kStart + 300 * kHour}, i}));
    EXPECT_LE(queue.memory_bytes(), 28 * count);
}

TEST(TimerQueueDeathTest, KnowsItsTimers) {
    TimerQueue queue({kStart});
    const TimerId id = queue.insert({{kStart + 1}, 1});
    queue.cancel(id);
    EXPECT_DEATH(queue.cancel(id), "live");
    EXPECT_DEATH(queue.insert({{kLastInstant.ms + 1}, 1}), "kLastInstant");
    EXPECT_DEATH(queue.pop_due({kStart - 1}), "time");
}

/// How a random run behaves; the defaults are a busy engine.
struct Mix {
    const char* name;
    std::vector<std::int64_t> ranges{1, 30'000, 4 * kHour};  // of the time until a timer is due
    int steps = 150'000;
    int insert = 50, cancel = 25, peek = 15, move = 10;  // how often, in a hundred
    std::int64_t step = 200;                             // how far time moves at most
    int popped_most = 50;  // that many at most come before something else is done
    int bulk = 1;          // so many are inserted together, for one instant
};

class RandomRun {
public:
    RandomRun(const Mix& mix, std::uint64_t seed) : mix_(mix), random_(seed), queue_({kStart}) {}

    void run() {
        for (int i = 0; i < mix_.steps && !testing::Test::HasFailure(); ++i) {
            step();
            if (i % (mix_.steps / 4) == mix_.steps / 5) rebuild();
        }
        while (!model_.empty() && !testing::Test::HasFailure()) {
            advance(model_.rbegin()->first.first);
        }
        EXPECT_TRUE(queue_.empty());
    }

private:
    using Model = std::multimap<std::pair<std::int64_t, std::uint64_t>, TimerId>;

    std::int64_t pick(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }

    void step() {
        const std::int64_t what = pick(1, mix_.insert + mix_.cancel + mix_.peek + mix_.move);
        if (what <= mix_.insert) {
            insert();
        } else if (what <= mix_.insert + mix_.cancel) {
            cancel();
        } else if (what <= mix_.insert + mix_.cancel + mix_.peek) {
            peek();
        } else {
            advance(time_ + pick(0, mix_.step));
        }
        EXPECT_EQ(queue_.size(), model_.size());
    }

    void insert() {
        const std::int64_t range = mix_.ranges[random_() % mix_.ranges.size()];
        const std::int64_t due = std::min(time_ + pick(-range / 20, range), kLastInstant.ms);
        for (int i = 0; i < mix_.bulk; ++i) {
            const std::uint64_t key = random_() >> pick(0, 40);
            const TimerId id = queue_.insert({{due}, key});
            const std::pair entry(std::max(due, time_), key);
            const auto place = model_.emplace(entry, id);
            if (live_.size() <= id.index()) live_.resize(id.index() + 1, model_.end());
            ASSERT_TRUE(live_[id.index()] == model_.end()) << "the id is in use";
            live_[id.index()] = place;
        }
    }

    void cancel() {
        if (live_.empty()) return;
        auto& place = live_[random_() % live_.size()];
        if (place == model_.end()) return;
        queue_.cancel(place->second);
        model_.erase(place);
        place = model_.end();
    }

    void peek() {
        const auto next = queue_.next_due();
        ASSERT_EQ(next.has_value(), !model_.empty());
        if (next) {
            EXPECT_EQ(next->ms, model_.begin()->first.first);
        }
    }

    void advance(std::int64_t now) {
        for (int i = 0; i < mix_.popped_most; ++i) {
            const auto popped = queue_.pop_due({now});
            const bool due = !model_.empty() && model_.begin()->first.first <= now;
            ASSERT_EQ(popped.has_value(), due);
            if (!due) {
                time_ = now;
                return;
            }
            const auto first = model_.begin();
            time_ = first->first.first;
            ASSERT_EQ(*popped, (Timer{{time_}, first->first.second}));
            ASSERT_EQ(queue_.time().ms, time_);
            forget(first);
        }
    }

    /// Of entries that are equal any may have come: the one whose id is free now.
    void forget(Model::iterator first) {
        const auto [begin, end] = model_.equal_range(first->first);
        for (auto it = begin; std::next(begin) != end && it != end; ++it) {
            if (!shown(it->second)) first = it;
        }
        live_[first->second.index()] = model_.end();
        model_.erase(first);
    }
    bool shown(TimerId id) {
        bool found = false;
        queue_.for_each([&](const Timer&, TimerId other) { found = found || other == id; });
        return found;
    }

    /// As after a snapshot: inserted anew, in another order. Copies and moves are whole, too.
    void rebuild() {
        std::vector<Timer> timers;
        TimerQueue copy = queue_;
        copy.for_each([&](const Timer& timer, TimerId id) {
            const auto place = live_.at(id.index());
            ASSERT_TRUE(place != model_.end());
            EXPECT_EQ(place->first, std::pair(timer.due.ms, timer.key));
            timers.push_back(timer);
        });
        EXPECT_EQ(timers.size(), model_.size());
        std::ranges::shuffle(timers, random_);
        TimerQueue fresh({time_});
        model_.clear();
        live_.clear();
        for (const Timer& timer : timers) {
            const TimerId id = fresh.insert(timer);
            live_.resize(std::max<std::size_t>(live_.size(), id.index() + 1), model_.end());
            live_[id.index()] = model_.emplace(std::pair(timer.due.ms, timer.key), id);
        }
        EXPECT_EQ(pop_all(copy, kLastInstant).size(), timers.size());
        queue_ = std::move(fresh);
    }

    const Mix& mix_;
    Random random_;
    TimerQueue queue_;
    std::int64_t time_ = kStart;
    Model model_;
    std::vector<Model::iterator> live_;  // by id; end() where the id is free
};

class TimerQueueAtRandom : public testing::TestWithParam<Mix> {};

TEST_P(TimerQueueAtRandom, RunsAsTheModelDoes) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        RandomRun(GetParam(), seed).run();
    }
}

constexpr std::int64_t kYear = 365 * 24 * kHour;
const Mix kMixes[] = {
    {.name = "busy"},
    {.name = "near", .ranges = {0, 3, 300}, .step = 5},
    {.name = "far", .ranges = {kHour, kYear, 170 * kYear}, .step = 20 * kHour},
    {.name = "sparse", .ranges = {kYear}, .steps = 3'000, .insert = 20, .step = kYear / 4},
    {.name = "growing", .ranges = {10 * kHour}, .cancel = 5, .move = 1},
    {.name = "together", .ranges = {2, 2'000}, .steps = 1'000, .move = 20, .bulk = 300},
    {.name = "large", .ranges = {4 * kHour}, .steps = 800, .insert = 90, .move = 3, .bulk = 300},
    {.name = "crowded", .ranges = {120}, .insert = 70, .cancel = 10, .move = 1, .step = 2},
    {.name = "cancelled", .ranges = {kHour}, .insert = 45, .cancel = 200, .peek = 50, .move = 2},
};
INSTANTIATE_TEST_SUITE_P(All, TimerQueueAtRandom, testing::ValuesIn(kMixes),
                         [](const auto& mix) { return std::string(mix.param.name); });

}  // namespace
}  // namespace reeve::timers
