#include "runtime/journal/simulated.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

// What a disk may do wrong, and that nothing acknowledged is lost by it.

namespace reeve::journal {
namespace {

constexpr Instant kNow{1'000'000};
constexpr Duration kLease{10'000};

std::vector<std::string> payloads_of(Journal& journal) {
    std::vector<std::string> payloads;
    const auto done = journal.read(1, [&](const Frame& frame) {
        payloads.emplace_back(frame.payload);
        return true;
    });
    EXPECT_TRUE(done) << done.error().text;
    return payloads;
}

TEST(SimulatedJournal, NamesTheFrameWhoseBitsHaveChanged) {
    SimulatedDisk disk;
    {
        SimulatedJournal journal(disk);
        const auto writer = *journal.claim("one", kNow, kLease);
        for (const std::string_view payload : {"first", "second", "third"})
            ASSERT_TRUE(journal.append(writer.epoch, {&payload, 1}));
    }
    disk.flip_bit(kFrameHeaderBytes + 5 + kFrameHeaderBytes + 2, 3);
    SimulatedJournal journal(disk);
    std::vector<std::string> seen;
    const auto done = journal.read(1, [&](const Frame& frame) {
        seen.emplace_back(frame.payload);
        return true;
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, Error::Kind::Damaged);
    EXPECT_THAT(done.error().text, testing::HasSubstr("frame 2"));
    EXPECT_EQ(seen, std::vector<std::string>{"first"});
    EXPECT_FALSE(journal.claim("one", kNow, kLease)) << "nothing may be written behind damage";
}

TEST(SimulatedJournal, TakesMoreOnceThereIsRoomAgain) {
    SimulatedDisk disk({.room = 200});
    SimulatedJournal journal(disk);
    const auto writer = *journal.claim("one", kNow, kLease);
    const std::string large(300, 'x');
    const std::string_view payloads[] = {"small", large};
    const auto refused = journal.append(writer.epoch, payloads);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::Full);
    EXPECT_TRUE(payloads_of(journal).empty()) << "all or nothing";
    disk.set_room(10'000);
    EXPECT_EQ(*journal.append(writer.epoch, payloads), 2U);
}

TEST(SimulatedJournal, TakesNothingMoreAfterAFailedSync) {
    SimulatedDisk disk({.failing_sync = 1000});
    SimulatedJournal journal(disk);
    const auto writer = *journal.claim("one", kNow, kLease);
    const std::string_view payload = "a";
    EXPECT_EQ(journal.append(writer.epoch, {&payload, 1}).error().kind, Error::Kind::Failed);
    EXPECT_EQ(journal.append(writer.epoch, {&payload, 1}).error().kind, Error::Kind::Failed);
    SimulatedJournal again(disk);
    EXPECT_TRUE(payloads_of(again).empty());
}

/// A writer that remembers what was acknowledged and what it was told nothing about.
class Writer {
public:
    explicit Writer(std::uint64_t seed)
        : disk_({.seed = seed, .failing_sync = 30, .uncertain_sync = 30}) {}

    /// Writes until something goes wrong, or until power is lost.
    void live(int appends) {
        SimulatedJournal journal(disk_);
        check(journal);
        const auto writer = journal.claim("one", kNow, kLease);
        ASSERT_TRUE(writer) << writer.error().text;
        for (int i = 0; i < appends; ++i) {
            const auto group = next_group();
            const std::vector<std::string_view> views(group.begin(), group.end());
            const auto done = journal.append(writer->epoch, views);
            if (done) {
                acknowledged_.insert(acknowledged_.end(), group.begin(), group.end());
                continue;
            }
            if (done.error().kind == Error::Kind::Uncertain) uncertain_ = group;
            break;
        }
    }
    void lose_power() { disk_.crash(); }

private:
    std::vector<std::string> next_group() {
        std::vector<std::string> group;
        for (int i = 0; i <= next_ % 4; ++i) group.push_back(fmt::format("payload {}", next_++));
        return group;
    }
    /// All that was acknowledged, and of the last group either all or, for lost power, some.
    void check(SimulatedJournal& journal) {
        auto found = payloads_of(journal);
        ASSERT_GE(found.size(), acknowledged_.size());
        const auto rest = found.begin() + static_cast<std::ptrdiff_t>(acknowledged_.size());
        EXPECT_TRUE(std::equal(acknowledged_.begin(), acknowledged_.end(), found.begin()));
        ASSERT_LE(found.end() - rest, static_cast<std::ptrdiff_t>(uncertain_.size()));
        EXPECT_TRUE(std::equal(rest, found.end(), uncertain_.begin()));
        acknowledged_ = std::move(found);
        uncertain_.clear();
    }

    SimulatedDisk disk_;
    std::vector<std::string> acknowledged_, uncertain_;
    int next_ = 0;
};

TEST(SimulatedJournal, LosesNothingAcknowledgedInThousandsOfCrashes) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        Writer writer(seed);
        for (int life = 0; life < 60; ++life) {
            writer.live(life % 7);
            writer.lose_power();
            if (testing::Test::HasFatalFailure()) return;
        }
    }
}

}  // namespace
}  // namespace reeve::journal
