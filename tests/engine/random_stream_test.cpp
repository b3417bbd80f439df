#include "compiler/bind/load.h"
#include "runtime/model/encoding.h"
#include "tests/engine/disorder.h"
#include "tests/engine/random_commands.h"
#include "tests/harness/corpus.h"
#include "tests/sameness/comparison.h"
#include "tests/sameness/random_program.h"

#include <gtest/gtest.h>

// Random commands on real rules: what the engine does is the same live, replayed from its events
// and restarted from snapshots; and after each batch what it knows is what the rules say.

namespace reeve::engine::test {
namespace {

using Rules = std::shared_ptr<const abi::Rules>;

std::string bytes_of(const model::Events& events) {
    std::string all;
    for (const model::Event& event : events) all += model::encode(event);
    return all;
}

class Twins {
public:
    Twins(const std::vector<Rules>& versions, Instant now, std::uint64_t seed)
        : versions_(versions),
          now_(now),
          commands_(versions.front()->program(), seed),
          live_(versions.front(), now),
          replayed_(versions.front()->program()) {}

    void run(int steps) {
        for (const model::Command& command : commands_.opening(now_)) {
            submit(command);
            if (testing::Test::HasFatalFailure()) return;
        }
        for (int i = 0; i < steps; ++i) {
            SCOPED_TRACE("step " + std::to_string(i));
            pass_time();
            if (versions_.size() > 1 && commands_.one_in(40))
                publish();
            else
                submit(commands_.next(live_.state()));
            check(i % 40 == 20);
            if (testing::Test::HasFatalFailure()) return;
        }
        EXPECT_EQ(state::hash(live_.state()), state::hash(replayed_));
        EXPECT_EQ(state::hash(live_.state()), state::hash(restarted_->state()));
    }

private:
    void pass_time() {
        constexpr std::int64_t kMinute = 60'000;
        if (commands_.one_in(3)) return;
        std::int64_t ms = commands_.below(20 * kMinute);
        if (commands_.one_in(8)) ms = commands_.below(3'000 * kMinute);
        if (commands_.one_in(4)) ms = commands_.below(1'000);
        now_.ms += ms;
    }
    void submit(const model::Command& command) {
        const Reply reply = live_.submit(command, now_);
        if (restarted_) {
            const Reply again = restarted_->submit(command, now_);
            ASSERT_EQ(bytes_of(again.events), bytes_of(reply.events));
        }
        replay(reply.events);
    }
    void publish() {
        version_ = (version_ + 1) % versions_.size();
        const Reply reply = live_.publish(versions_[version_], now_);
        if (restarted_) {
            const Reply again = restarted_->publish(versions_[version_], now_);
            ASSERT_EQ(bytes_of(again.events), bytes_of(reply.events));
        }
        replay(reply.events);
        if (reply)
            commands_.use(versions_[version_]->program());
        else
            version_ = (version_ + versions_.size() - 1) % versions_.size();
    }
    void replay(const model::Events& events) {
        for (const model::Event& event : events) {
            const auto read = model::decode_event(model::encode(event));
            ASSERT_TRUE(read);
            state::apply(replayed_, *read);
        }
    }
    void check(bool restart) {
        ASSERT_EQ(disorder(live_), "");
        ASSERT_EQ(staleness(live_), "");
        if (!restart) return;
        const std::string bytes = state::encode(live_.state());
        ASSERT_EQ(bytes, state::encode(replayed_));
        const Rules& rules = versions_[version_];
        restarted_.emplace(rules, *state::decode(bytes, rules->program()));
    }

    const std::vector<Rules>& versions_;
    std::size_t version_ = 0;
    Instant now_;
    RandomCommands commands_;
    Engine live_;
    state::State replayed_;
    std::optional<Engine> restarted_;
};

/// Monday, 2026-03-02, 08:00 in Paris; the Sunday on which its clocks are put forward.
constexpr Instant kMonday{1'772'434'800'000}, kSpring{1'774'735'200'000};

Rules load(const std::string& path) {
    const harness::RepositoryFiles files;
    auto loaded = bind::load(files, path);
    if (!loaded) return nullptr;
    return *loaded;
}

class Corpus : public testing::TestWithParam<std::string> {};

TEST_P(Corpus, IsTheSameLiveReplayedAndRestarted) {
    const std::vector<Rules> versions{load(GetParam())};
    if (versions.front() == nullptr || versions.front()->program().work_types.empty())
        GTEST_SKIP() << "no work in it";
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Twins(versions, seed % 2 == 0 ? kSpring : kMonday, seed).run(150);
        if (HasFatalFailure()) return;
    }
}

std::vector<std::string> programs() {
    std::vector<std::string> paths;
    for (const harness::Case& program : harness::corpus()) {
        for (const char* folder : {"tests/accepted/", "tests/engine/", "examples/"}) {
            if (program.root.starts_with(folder)) paths.push_back(program.root);
        }
    }
    return paths;
}

INSTANTIATE_TEST_SUITE_P(Programs, Corpus, testing::ValuesIn(programs()),
                         [](const auto& path) { return harness::test_name(path.param); });

TEST(Versions, ComeIntoForceWhileWorkWaits) {
    const std::vector<Rules> versions{load("tests/engine/motor.reeve"),
                                      load("tests/engine/motor_next.reeve")};
    for (const Rules& rules : versions) ASSERT_NE(rules, nullptr);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Twins(versions, kMonday, seed).run(200);
        if (HasFatalFailure()) return;
    }
}

/// Queues that give out, people with room for some work, lines that fire and watches, for a random
/// program.
sameness::Draft with_a_house(sameness::Draft draft) {
    for (sameness::Draft::Block& block : draft.blocks) {
        if (block.head.starts_with("workbin desk"))
            block.head =
                "queue desk { members when agent has motor  offer to least busy agent, answer "
                "within "
                "2 minutes  not again for 30 minutes  wrap up 1 minute  open in Office }";
        if (block.head.starts_with("workbin cellar"))
            block.head =
                "queue cellar { members when agent in team crew  assign to longest idle agent }";
    }
    draft.blocks.push_back({"workload few { at most 3 points }", {}, ""});
    draft.blocks.push_back({"workload some { at most 2 Item }", {}, ""});
    draft.blocks.push_back(
        {"escalate Item {",
         {"at 50% of sla while state is waiting: raise priority by 100 for 2 hours",
          "at 80% of start: notify team crew \"{priority} {segment}\"", "at due: move to attic",
          "untouched for 3 hours while state is assigned: requeue to someone else",
          "waiting for 50 minutes: raise priority by 10",
          "every 2 hours while state is parked, up to 3 times: remind assignee",
          "when declined or missed 2 times: move to attic",
          "when nobody fits for 15 minutes: notify team crew",
          "when segment changes: notify team crew",
          "when created and gate: hold until now + 1 hour", "5 days after created: expire"},
         "}"});
    draft.blocks.push_back({"watch desk {",
                            {"when waiting items > 3 for 10 minutes: notify team crew",
                             "when oldest wait > 1 hour in Office: notify team crew",
                             "when available agents is 0 while Office is open: notify team crew"},
                            "}"});
    return draft;
}

/// The same without a few of its lines, as the checker passes it.
sameness::Draft changed(sameness::Draft draft, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (sameness::Draft::Block& block : draft.blocks) {
        // A table without one of its rows may have no answer, which the analysis would refuse.
        if (block.head.starts_with("table")) continue;
        if (block.needed || block.lines.size() < 3 || random() % 2 == 0) continue;
        block.lines.erase(block.lines.begin() +
                          static_cast<std::ptrdiff_t>(random() % (block.lines.size() - 1)));
    }
    return draft;
}

Rules rules_of(sameness::Draft draft) {
    sameness::Refusals refusals;
    std::string finding;
    std::shared_ptr<sameness::Checked> checked = sameness::check(draft, refusals, finding);
    if (checked == nullptr) return nullptr;
    return std::make_shared<bind::ReferenceRules>(
        checked, checked->program(), &checked->session.sources(),
        bind::version_of(checked->session, checked->session.programs().front()));
}

class RandomPrograms : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomPrograms, AreTheSameLiveReplayedAndRestarted) {
    const sameness::Draft draft = with_a_house(sameness::random_program(GetParam()));
    std::vector<Rules> versions{rules_of(draft)};
    ASSERT_NE(versions.front(), nullptr) << draft.text();
    if (const Rules next = rules_of(changed(draft, GetParam()))) versions.push_back(next);
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + " of\n" + draft.text());
    Twins(versions, GetParam() % 2 == 0 ? kSpring : kMonday, GetParam()).run(150);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPrograms, testing::Range<std::uint64_t>(1, 31));

}  // namespace
}  // namespace reeve::engine::test
