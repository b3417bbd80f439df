#include "bench/engine/plain_rules.h"
#include "runtime/engine/engine.h"

#include <benchmark/benchmark.h>

#include <random>

// A house that is busy: many items wait, 5,000 agents have one to eight of 64 skills, and each turn
// one is captured, one completed, and the agent who is free gets the next.

namespace reeve::bench {
namespace {

constexpr Instant kMorning{1'772'442'000'000};

class House {
public:
    explicit House(std::int64_t waiting) : engine_(std::make_shared<PlainRules>(), kMorning) {
        for (int i = 0; i < 5'000; ++i) add_agent(i);
        for (std::int64_t i = 0; i < waiting + 5'000; ++i) capture();
    }

    void cycle() {
        capture();
        while (true) {
            const auto& agent =
                engine_.state().agents()[random_() % engine_.state().agents().size()];
            if (agent.items.empty()) continue;
            const model::ItemId done = agent.items.front();
            engine_.submit({{}, model::CompleteItem{done, std::nullopt}}, now_);
            return;
        }
    }
    [[nodiscard]] std::int64_t waiting() const {
        return engine_.state().queues().front().waiting;
    }

private:
    void add_agent(int number) {
        model::DefineAgent define{"a" + std::to_string(number), {}, {}, {}, {}};
        std::vector<bool> has(kSkills);
        for (std::uint64_t skills = 1 + random_() % 8; skills > 0; --skills) {
            const std::size_t skill = random_() % kSkills;
            if (has[skill]) continue;
            has[skill] = true;
            define.skills.push_back({abi::SkillId(skill), static_cast<int>(1 + random_() % 5)});
        }
        engine_.submit({{}, define}, now_);
        engine_.submit({{}, model::SetPresence{define.agent, 0}}, now_);
    }
    void capture() {
        now_.ms += 1;
        model::CaptureItem capture;
        capture.work_type = abi::WorkTypeId(0);
        const auto number = [&](std::uint64_t below) {
            return Decimal(static_cast<std::int64_t>(random_() % below));
        };
        capture.given = {{0, number(kSkills)}, {1, number(5)}, {2, number(500)}};
        engine_.submit({{}, std::move(capture)}, now_);
    }

    std::mt19937_64 random_{1};
    Instant now_ = kMorning;
    engine::Engine engine_;
};

void capture_match_complete(benchmark::State& state) {
    House house(state.range(0));
    for (auto _ : state) house.cycle();
    state.SetItemsProcessed(state.iterations());
    state.counters["waiting"] = static_cast<double>(house.waiting());
}
BENCHMARK(capture_match_complete)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace reeve::bench

BENCHMARK_MAIN();
