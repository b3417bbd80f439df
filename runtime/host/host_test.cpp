#include "runtime/host/host.h"

#include "runtime/engine/test_rules.h"
#include "runtime/host/batch.h"
#include "runtime/journal/simulated.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <atomic>
#include <condition_variable>
#include <map>

// What callers are promised: answers only when durable, nothing lost or doubled, clear refusals.

namespace reeve::host {
namespace {

using engine::test::kMorning;
using engine::test::kSecond;
using engine::test::SmallRules;

class TestClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return {ms_}; }
    void move(std::int64_t ms) { ms_ += ms; }

private:
    std::atomic<std::int64_t> ms_ = kMorning.ms;
};

/// What a test does to the disk below a running host.
struct Gate {
    std::atomic<bool> full = false;
    std::mutex mutex;  // held by a test: appends wait
};

class GatedJournal final : public journal::Journal {
public:
    GatedJournal(journal::SimulatedDisk& disk, Gate& gate) : inner_(disk), gate_(gate) {}

    journal::Result<journal::Claim> claim(std::string_view owner, Instant now,
                                          Duration lease) override {
        return inner_.claim(owner, now, lease);
    }
    journal::Result<journal::Claim> renew(std::uint64_t epoch, Instant now,
                                          Duration lease) override {
        return inner_.renew(epoch, now, lease);
    }
    journal::Result<journal::Sequence> append(std::uint64_t epoch,
                                              std::span<const std::string_view> frames) override {
        const std::scoped_lock lock(gate_.mutex);
        if (gate_.full)
            return std::unexpected(journal::Error{journal::Error::Kind::Full, "no room"});
        return inner_.append(epoch, frames);
    }
    journal::Result<bool> resolve(journal::Sequence at) override { return inner_.resolve(at); }
    journal::Result<void> read(journal::Sequence first,
                               const std::function<bool(const journal::Frame&)>& visit) override {
        return inner_.read(first, visit);
    }
    journal::Result<void> save_snapshot(std::uint64_t epoch,
                                        const journal::Snapshot& snapshot) override {
        return inner_.save_snapshot(epoch, snapshot);
    }
    journal::Result<std::optional<journal::Snapshot>> newest_snapshot() override {
        return inner_.newest_snapshot();
    }
    journal::Result<void> truncate(std::uint64_t epoch, journal::Sequence first) override {
        return inner_.truncate(epoch, first);
    }

private:
    journal::SimulatedJournal inner_;
    Gate& gate_;
};

model::Command by_lea(model::CommandBody what) {
    return {{model::Actor::Kind::Person, "lea"}, std::move(what)};
}

model::Command capture(const std::string& key) {
    model::CaptureItem capture;
    capture.work_type = abi::WorkTypeId(0);
    capture.source = 0;
    capture.key = key;
    capture.given = {{0, Decimal(3)}};
    return by_lea(std::move(capture));
}

std::shared_ptr<SmallRules> rules_with_a_source() {
    auto rules = std::make_shared<SmallRules>();
    abi::Source source;
    source.named = {"core", "Core"};
    source.sends = {{abi::WorkTypeId(0), {}}};
    rules->rules.sources.push_back(std::move(source));
    return rules;
}

class HostTest : public testing::Test {
protected:
    journal::Result<std::unique_ptr<Host>> try_open(Options options = {}) {
        return Host::open(rules_, std::make_unique<GatedJournal>(disk_, gate_), clock_,
                          std::move(options));
    }
    void open(Options options = {}) {
        host_.reset();
        auto opened = try_open(std::move(options));
        ASSERT_TRUE(opened) << opened.error().text;
        host_ = std::move(*opened);
    }
    Outcome does(model::Command command) {
        const Result result = host_->submit(std::move(command)).get();
        EXPECT_TRUE(result) << result.error().text;
        EXPECT_FALSE(result && result->rejection) << result->rejection->text;
        return result.value_or(Outcome{});
    }
    std::uint64_t hash() {
        std::uint64_t hash = 0;
        EXPECT_TRUE(host_->look([&](const auto& engine) { hash = state::hash(engine.state()); }));
        return hash;
    }
    model::ItemState state_of(model::ItemId item) {
        auto state = model::ItemState::Completed;
        EXPECT_TRUE(
            host_->look([&](const auto& engine) { state = engine.state().item(item).state; }));
        return state;
    }
    void sign_in(const std::string& name) {
        does(by_lea(model::DefineAgent{name, {abi::TeamId(0)}, {}, {}, {}}));
        does(by_lea(
            model::SetPresence{name, static_cast<std::uint32_t>(model::Presence::Available)}));
    }

    std::shared_ptr<SmallRules> rules_ = rules_with_a_source();
    journal::SimulatedDisk disk_;
    Gate gate_;
    TestClock clock_;
    std::unique_ptr<Host> host_;
};

TEST_F(HostTest, EverythingAnsweredIsThereAfterPowerIsLost) {
    open();
    sign_in("ana");
    const auto first = does(capture("a")).item;
    const auto second = does(capture("b")).item;
    does({{model::Actor::Kind::Agent, "ana"}, model::AcceptOffer{first, "ana"}});
    const auto before = hash();
    host_.reset();
    disk_.crash();
    open();
    EXPECT_EQ(hash(), before);
    EXPECT_EQ(state_of(first), model::ItemState::Assigned);
    const auto again = does(capture("b"));
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.item, second);
}

TEST_F(HostTest, ARestartInTheMiddleOfAnOfferStillEndsItInTime) {
    open();
    sign_in("ana");
    const auto item = does(capture("a")).item;
    EXPECT_EQ(state_of(item), model::ItemState::Offered);
    clock_.move(44 * kSecond);
    open();
    EXPECT_EQ(state_of(item), model::ItemState::Offered);
    clock_.move(kSecond);
    while (state_of(item) == model::ItemState::Offered) std::this_thread::yield();
    EXPECT_EQ(state_of(item), model::ItemState::Queued);
}

TEST_F(HostTest, AClockThatIsPutBackLeavesTimeStanding) {
    open();
    const auto item = does(capture("a")).item;
    clock_.move(-3600 * kSecond);
    does(capture("b"));
    ASSERT_TRUE(host_->look([&](const auto& engine) {
        EXPECT_EQ(engine.now(), kMorning);
        EXPECT_NE(engine.state().find(item), nullptr);
    }));
}

TEST_F(HostTest, RefusalsOfTheEngineAreAnswers) {
    open();
    const Result result = host_->submit(by_lea(model::HoldItem{{99}, {}})).get();
    ASSERT_TRUE(result && result->rejection);
    EXPECT_EQ(result->rejection->code, model::RejectionCode::UnknownItem);
}

TEST_F(HostTest, GoesOnFromASnapshotAndWhatCameAfterIt) {
    open();
    sign_in("ana");
    does(capture("a"));
    const auto saved = host_->save_snapshot().get();
    ASSERT_TRUE(saved) << saved.error().text;
    does(capture("b"));
    const auto before = hash();
    host_.reset();
    {
        journal::SimulatedJournal journal(disk_);
        EXPECT_EQ((*journal.newest_snapshot())->at, saved->position);
    }
    open();
    EXPECT_EQ(hash(), before);
}

TEST_F(HostTest, RefusesAJournalOfOtherRules) {
    open();
    does(capture("a"));
    host_.reset();
    rules_->rules.version = "other";
    const auto opened = try_open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, journal::Error::Kind::Refused);
    EXPECT_THAT(opened.error().text, testing::HasSubstr("`other`"));
}

TEST_F(HostTest, AListenerHearsEveryFrameInOrderAndGoesOnWhereItWas) {
    std::vector<journal::Sequence> heard;
    Options options;
    options.listener = [&](journal::Sequence position, const model::Events& events) {
        EXPECT_FALSE(events.empty());
        heard.push_back(position);
    };
    open(options);
    for (int i = 0; i < 5; ++i) does(capture(fmt::format("{}", i)));
    host_.reset();
    EXPECT_EQ(heard, (std::vector<journal::Sequence>{1, 2, 3, 4, 5}));
    heard.clear();
    options.listen_from = 4;
    open(options);
    does(capture("more"));
    host_.reset();
    EXPECT_EQ(heard, (std::vector<journal::Sequence>{4, 5, 6}));
}

TEST_F(HostTest, RefusesClearlyWhereTooMuchWaitsAndAnswersAllThatItTook) {
    open({.waiting_max = 10});
    std::vector<int> answered;
    int taken = 0;
    std::optional<Failure> refused;
    {
        const std::scoped_lock closed(gate_.mutex);
        while (!refused && taken < 100'000) {
            const auto done =
                host_->submit(capture(fmt::format("{}", taken)),
                              [&, taken](const Result&) { answered.push_back(taken); });
            if (!done)
                refused = done.error();
            else
                ++taken;
        }
    }
    host_->stop();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->kind, Failure::Kind::Overloaded);
    ASSERT_EQ(answered.size(), static_cast<std::size_t>(taken));
    EXPECT_TRUE(std::ranges::is_sorted(answered));
    EXPECT_EQ(host_->submit(capture("late")).get().error().kind, Failure::Kind::Stopped);
}

TEST_F(HostTest, AFullDiskRefusesNewWorkAndGoesOnOnceThereIsRoom) {
    open();
    does(capture("a"));
    gate_.full = true;
    auto waiting = host_->submit(capture("b"));
    Result refused = Outcome{};
    while (refused || refused.error().kind != Failure::Kind::DiskFull) {
        if (!host_->submit(capture("c"), [](const Result&) {})) {
            refused = host_->submit(capture("d")).get();
            continue;
        }
        std::this_thread::yield();
    }
    EXPECT_EQ(waiting.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
    gate_.full = false;
    EXPECT_TRUE(waiting.get());
    EXPECT_TRUE(does(capture("b")).repeated);
    EXPECT_FALSE(does(capture("d")).repeated) << "what was refused did not happen";
}

TEST_F(HostTest, LosesAndDoublesNothingWhereSyncsFail) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        disk_ = journal::SimulatedDisk({.seed = seed, .failing_sync = 60, .uncertain_sync = 60});
        std::map<std::string, model::ItemId> acknowledged;
        int next = 0;
        for (int life = 0; life < 8; ++life) {
            open();
            if (HasFatalFailure()) return;
            for (const auto& [key, item] : acknowledged) {
                const Result found = host_->submit(capture(key)).get();
                if (!found) break;
                ASSERT_TRUE(found->repeated) << key;
                ASSERT_EQ(found->item, item) << key;
            }
            std::vector<std::pair<std::string, std::future<Result>>> sent;
            for (int i = 0; i < 20; ++i) {
                const auto key = fmt::format("{}", next++);
                sent.emplace_back(key, host_->submit(capture(key)));
                if (i % 3 == 0) sent.back().second.wait();
            }
            for (auto& [key, future] : sent) {
                const Result result = future.get();
                if (result)
                    acknowledged[key] = result->item;
                else
                    ASSERT_EQ(result.error().kind, Failure::Kind::Broken);
            }
            host_.reset();
            disk_.crash();
        }
        ASSERT_FALSE(acknowledged.empty());
    }
}

TEST(Batch, IsReadBackAndNothingElseIs) {
    model::Events events(2);
    events[0].what = model::ItemCommented{{7}, "seen"};
    events[0].cause.reason = "because";
    events[1].what = model::DayBegan{Instant{12}};
    const auto bytes = encode(events);
    const auto read = decode(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(encode(*read), bytes);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(decode(bytes.substr(0, size))) << size;
    EXPECT_FALSE(decode(bytes + "x"));
}

}  // namespace
}  // namespace reeve::host
