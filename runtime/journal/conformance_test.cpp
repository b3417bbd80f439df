#include "runtime/journal/rocks_journal.h"
#include "runtime/journal/simulated.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <filesystem>
#include <memory>

// What every journal has to do, whichever way it keeps its frames.

namespace reeve::journal {
namespace {

constexpr Instant kNow{1'000'000};
constexpr Duration kLease{10'000};

/// Where a journal keeps its frames; it may be opened again and again.
class Place {
public:
    virtual ~Place() = default;
    virtual std::unique_ptr<Journal> open() = 0;
};

class SimulatedPlace final : public Place {
public:
    std::unique_ptr<Journal> open() override { return std::make_unique<SimulatedJournal>(disk_); }

private:
    SimulatedDisk disk_;
};

/// In memory where the system has room for it: no power is lost here, so that a disk's syncs would
/// only take time.
std::filesystem::path quick_directory() {
    const std::filesystem::path memory = "/dev/shm";
    const bool usable = ::access(memory.c_str(), W_OK) == 0;
    return usable ? memory : std::filesystem::temp_directory_path();
}

/// Snapshots of a few bytes already go in several parts.
constexpr std::size_t kPartBytes = 1000;

class RocksPlace final : public Place {
public:
    RocksPlace() {
        std::string pattern = quick_directory() / "reeve_journal_XXXXXX";
        directory_ = ::mkdtemp(pattern.data());
    }
    ~RocksPlace() override { std::filesystem::remove_all(directory_); }
    RocksPlace(const RocksPlace&) = delete;
    RocksPlace& operator=(const RocksPlace&) = delete;

    std::unique_ptr<Journal> open() override {
        auto opened = RocksJournal::open(
            {.directory = directory_ / "data", .snapshot_part_bytes = kPartBytes});
        EXPECT_TRUE(opened) << opened.error().text;
        return std::move(*opened);
    }

private:
    std::filesystem::path directory_;
};

using MakePlace = std::unique_ptr<Place> (*)();

class JournalConformance : public testing::TestWithParam<std::pair<const char*, MakePlace>> {
protected:
    void reopen() {
        journal_.reset();
        journal_ = place_->open();
    }
    Claim claim(std::string_view owner = "one") {
        auto claimed = journal_->claim(owner, kNow, kLease);
        EXPECT_TRUE(claimed) << claimed.error().text;
        return *claimed;
    }
    Sequence append(const Claim& claim, std::vector<std::string_view> payloads) {
        const auto last = journal_->append(claim.epoch, payloads);
        EXPECT_TRUE(last) << last.error().text;
        return last.value_or(0);
    }
    std::vector<std::string> read(Sequence first) {
        std::vector<std::string> payloads;
        Sequence expected = first;
        const auto done = journal_->read(first, [&](const Frame& frame) {
            EXPECT_EQ(frame.sequence, expected++);
            payloads.emplace_back(frame.payload);
            return true;
        });
        EXPECT_TRUE(done) << done.error().text;
        return payloads;
    }

    std::unique_ptr<Place> place_ = GetParam().second();
    std::unique_ptr<Journal> journal_ = place_->open();
};

TEST_P(JournalConformance, IsEmptyAtFirst) {
    EXPECT_EQ(claim().last, 0U);
    EXPECT_TRUE(read(1).empty());
    EXPECT_FALSE(*journal_->newest_snapshot());
}

TEST_P(JournalConformance, GivesFramesBackInOrderAfterItIsOpenedAgain) {
    const auto writer = claim();
    EXPECT_EQ(append(writer, {"a", "b"}), 2U);
    EXPECT_EQ(append(writer, {"", std::string_view("\0c", 2)}), 4U);
    const std::vector<std::string> expected{"a", "b", "", std::string("\0c", 2)};
    EXPECT_EQ(read(1), expected);
    reopen();
    EXPECT_EQ(read(1), expected);
    EXPECT_EQ(read(4), std::vector<std::string>{expected[3]});
    EXPECT_TRUE(read(5).empty());
    EXPECT_EQ(claim().last, 4U);
}

TEST_P(JournalConformance, StopsReadingWhereTheReaderDoes) {
    append(claim(), {"a", "b", "c"});
    int seen = 0;
    ASSERT_TRUE(journal_->read(1, [&](const Frame&) { return ++seen < 2; }));
    EXPECT_EQ(seen, 2);
}

TEST_P(JournalConformance, RefusesAnotherOwnerWhileAClaimHolds) {
    claim("one");
    const auto other = journal_->claim("two", {kNow.ms + kLease.ms - 1}, kLease);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, Error::Kind::Busy);
    EXPECT_THAT(other.error().text, testing::HasSubstr("`one`"));
}

TEST_P(JournalConformance, RenewingKeepsAClaim) {
    const auto writer = claim("one");
    ASSERT_TRUE(journal_->renew(writer.epoch, {kNow.ms + 9'000}, kLease));
    EXPECT_FALSE(journal_->claim("two", {kNow.ms + 12'000}, kLease));
    EXPECT_TRUE(journal_->claim("two", {kNow.ms + 19'000}, kLease));
}

TEST_P(JournalConformance, FencesAWriterOffOnceAnotherHasClaimed) {
    const auto old = claim("one");
    append(old, {"a"});
    const auto taken = journal_->claim("two", {kNow.ms + kLease.ms}, kLease);
    ASSERT_TRUE(taken);
    EXPECT_GT(taken->epoch, old.epoch);
    const std::vector<std::string_view> late{"late"};
    const auto refused = journal_->append(old.epoch, late);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::Fenced);
    EXPECT_EQ(journal_->renew(old.epoch, kNow, kLease).error().kind, Error::Kind::Fenced);
    EXPECT_EQ(journal_->save_snapshot(old.epoch, {1, "x"}).error().kind, Error::Kind::Fenced);
    EXPECT_EQ(append(*taken, {"b"}), 2U);
    EXPECT_EQ(read(1), (std::vector<std::string>{"a", "b"}));
}

TEST_P(JournalConformance, FencesAcrossBeingOpenedAgain) {
    const auto old = claim();
    reopen();
    const auto next = claim();
    EXPECT_GT(next.epoch, old.epoch);
    EXPECT_FALSE(journal_->append(old.epoch, std::vector<std::string_view>{"late"}));
}

TEST_P(JournalConformance, ResolvesWhatIsThere) {
    append(claim(), {"a"});
    EXPECT_TRUE(*journal_->resolve(1));
    EXPECT_FALSE(*journal_->resolve(2));
}

TEST_P(JournalConformance, KeepsTheNewestSnapshot) {
    const auto writer = claim();
    append(writer, {"a", "b", "c"});
    ASSERT_TRUE(journal_->save_snapshot(writer.epoch, {1, "after a"}));
    std::string large(5 * kPartBytes / 2, 'x');
    large[kPartBytes + 1] = 'y';
    large.back() = 'z';
    ASSERT_TRUE(journal_->save_snapshot(writer.epoch, {3, large}));
    reopen();
    const auto newest = journal_->newest_snapshot();
    ASSERT_TRUE(newest && *newest);
    EXPECT_EQ((*newest)->at, 3U);
    EXPECT_TRUE((*newest)->bytes == large);
}

TEST_P(JournalConformance, RefusesASnapshotOfWhatIsNotWritten) {
    const auto writer = claim();
    EXPECT_EQ(journal_->save_snapshot(writer.epoch, {1, "x"}).error().kind, Error::Kind::Refused);
}

TEST_P(JournalConformance, ForgetsOnlyWhatASnapshotCovers) {
    const auto writer = claim();
    append(writer, {"a", "b", "c", "d"});
    EXPECT_EQ(journal_->truncate(writer.epoch, 3).error().kind, Error::Kind::Refused);
    ASSERT_TRUE(journal_->save_snapshot(writer.epoch, {2, "after b"}));
    EXPECT_EQ(journal_->truncate(writer.epoch, 4).error().kind, Error::Kind::Refused);
    ASSERT_TRUE(journal_->truncate(writer.epoch, 3));
    reopen();
    EXPECT_EQ(read(3), (std::vector<std::string>{"c", "d"}));
    const auto gone = journal_->read(2, [](const Frame&) { return true; });
    EXPECT_EQ(gone.error().kind, Error::Kind::Truncated);
    EXPECT_EQ((*journal_->newest_snapshot())->bytes, "after b");
    const auto next = claim();
    EXPECT_EQ(append(next, {"e"}), 5U);
    EXPECT_EQ(read(3), (std::vector<std::string>{"c", "d", "e"}));
}

TEST_P(JournalConformance, ForgetsEverythingUpToASnapshotOfTheEnd) {
    const auto writer = claim();
    append(writer, {"a", "b"});
    ASSERT_TRUE(journal_->save_snapshot(writer.epoch, {2, "after b"}));
    ASSERT_TRUE(journal_->truncate(writer.epoch, 3));
    reopen();
    const auto next = claim();
    EXPECT_EQ(next.last, 2U);
    EXPECT_EQ(append(next, {"c"}), 3U);
    EXPECT_EQ(read(3), std::vector<std::string>{"c"});
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, JournalConformance,
    testing::Values(std::pair<const char*, MakePlace>{"Simulated",
                                                      []() -> std::unique_ptr<Place> {
                                                          return std::make_unique<SimulatedPlace>();
                                                      }},
                    std::pair<const char*, MakePlace>{
                        "Rocks",
                        []() -> std::unique_ptr<Place> { return std::make_unique<RocksPlace>(); }}),
    [](const auto& kind) { return kind.param.first; });

}  // namespace
}  // namespace reeve::journal
