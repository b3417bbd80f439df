// Ten million timers over four hours: the queue against a binary heap in which cancelled timers
// stay, a balanced tree, and a timing wheel of linked lists. Times are nanoseconds for one
// operation.

#include "runtime/timers/timer_queue.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>
#include <queue>
#include <set>
#include <tuple>
#include <vector>

namespace reeve::bench {
namespace {

using timers::TimerId;
using timers::TimerQueue;

constexpr std::uint32_t kTimers = 10'000'000;
constexpr std::uint32_t kCancelled = 2'000'000;
constexpr std::int64_t kSpan = 4 * 3'600'000;
constexpr std::int64_t kStart = 1'770'000'000'000;

std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xBF58'476D'1CE4'E5B9;
    value = (value ^ (value >> 27)) * 0x94D0'49BB'1331'11EB;
    return value ^ (value >> 31);
}

/// When each timer is due, by its key.
const std::vector<std::int64_t>& dues() {
    static const std::vector<std::int64_t> dues = [] {
        std::vector<std::int64_t> made;
        made.reserve(kTimers + kCancelled);
        for (std::uint64_t i = 0; i < kTimers + kCancelled; ++i) {
            made.push_back(kStart + static_cast<std::int64_t>(mixed(i) % kSpan));
        }
        return made;
    }();
    return dues;
}
std::int64_t due_of(std::uint64_t key) { return dues()[key]; }

/// What is measured of each: insert(n) a timer for due_of(n), cancel the n-th that was inserted,
/// take the next one out in the order of time. `kExact`: at one instant in the order of keys.
struct Queue {
    static constexpr bool kExact = true;
    std::uint32_t insert(std::int64_t due, std::uint64_t key) {
        return queue.insert({{due}, key}).index();
    }
    void cancel(std::uint32_t id) { queue.cancel(TimerId(id)); }
    std::uint64_t pop() { return queue.pop_due({kStart + 2 * kSpan})->key; }
    [[nodiscard]] std::size_t memory_bytes() const { return queue.memory_bytes(); }
    TimerQueue queue{{kStart}};
};

struct BinaryHeap {
    static constexpr bool kExact = true;
    using Entry = std::tuple<std::int64_t, std::uint64_t, std::uint32_t>;
    std::uint32_t insert(std::int64_t due, std::uint64_t key) {
        const auto id = static_cast<std::uint32_t>(cancelled.size());
        heap.emplace(due, key, id);
        cancelled.push_back(false);
        return id;
    }
    void cancel(std::uint32_t id) { cancelled[id] = true; }
    std::uint64_t pop() {
        for (;;) {
            const auto [due, key, id] = heap.top();
            heap.pop();
            if (!cancelled[id]) return key;
        }
    }
    [[nodiscard]] std::size_t memory_bytes() const {
        return heap.size() * sizeof(Entry) + cancelled.size() / 8;
    }
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> heap;
    std::vector<bool> cancelled;
};

struct BalancedTree {
    static constexpr bool kExact = true;
    using Set = std::set<std::pair<std::int64_t, std::uint64_t>>;
    std::uint32_t insert(std::int64_t due, std::uint64_t key) {
        places.push_back(set.emplace(due, key).first);
        return static_cast<std::uint32_t>(places.size() - 1);
    }
    void cancel(std::uint32_t id) { set.erase(places[id]); }
    std::uint64_t pop() {
        const std::uint64_t key = set.begin()->second;
        set.erase(set.begin());
        return key;
    }
    [[nodiscard]] std::size_t memory_bytes() const {
        const std::size_t node =
            64;  // three pointers, the colour and the pair, as malloc rounds it
        return set.size() * node + places.size() * sizeof(Set::iterator);
    }
    Set set;
    std::vector<Set::iterator> places;
};

/// Three levels of 2,048 lists; timers of one instant come in any order.
class ListWheel {
public:
    static constexpr bool kExact = false;
    std::uint32_t insert(std::int64_t due, std::uint64_t key) {
        const auto id = static_cast<std::uint32_t>(nodes.size());
        nodes.push_back({0, 0, key, due - kStart});
        link(id);
        return id;
    }
    void cancel(std::uint32_t id) {
        nodes[nodes[id].previous].next = nodes[id].next;
        nodes[nodes[id].next].previous = nodes[id].previous;
    }
    std::uint64_t pop() {
        for (;; ++now) {
            if (now % kSlots == 0 && now != turned) turn();
            const std::uint32_t list = head(0, now);
            const std::uint32_t id = nodes[list].next;
            if (id == list) continue;
            cancel(id);
            return nodes[id].key;
        }
    }
    [[nodiscard]] std::size_t memory_bytes() const { return nodes.size() * sizeof(Node); }

private:
    static constexpr std::int64_t kSlots = 2048;
    struct Node {
        std::uint32_t previous;
        std::uint32_t next;
        std::uint64_t key;
        std::int64_t due;
    };
    static std::uint32_t head(int level, std::int64_t due) {
        return static_cast<std::uint32_t>(level * kSlots + ((due >> (11 * level)) % kSlots));
    }
    static std::vector<Node> heads() {
        std::vector<Node> heads(3 * kSlots);
        for (std::uint32_t i = 0; i < heads.size(); ++i) heads[i] = {i, i, 0, 0};
        return heads;
    }
    void link(std::uint32_t id) {
        const std::int64_t due = nodes[id].due;
        const int level = due >> 11 == now >> 11 ? 0 : due >> 22 == now >> 22 ? 1 : 2;
        const std::uint32_t list = head(level, due);
        nodes[id].next = list;
        nodes[id].previous = nodes[list].previous;
        nodes[nodes[list].previous].next = id;
        nodes[list].previous = id;
    }
    void turn() {
        turned = now;
        if (now % (kSlots * kSlots) == 0) relink(head(2, now));
        relink(head(1, now));
    }
    void relink(std::uint32_t list) {
        std::uint32_t id = nodes[list].next;
        nodes[list].next = nodes[list].previous = list;
        while (id != list) {
            const std::uint32_t next = nodes[id].next;
            link(id);
            id = next;
        }
    }
    std::vector<Node> nodes = heads();
    std::int64_t now = 0;
    std::int64_t turned = -1;
};

/// Time of the processor, because others may be at work beside the benchmark.
class Watch {
public:
    explicit Watch(std::uint32_t count) : count_(count) {}
    [[nodiscard]] double ns() const {
        return static_cast<double>(std::clock() - start_) * (1e9 / CLOCKS_PER_SEC) / count_;
    }

private:
    std::uint32_t count_;
    std::clock_t start_ = std::clock();
};

void require(bool holds, const char* what) {
    if (holds) return;
    std::cerr << "timers: " << what << '\n';
    std::exit(1);
}

/// Takes all out, and sees that they come in order.
template <class Timers>
double expire_all(Timers& timers, std::uint32_t count) {
    std::vector<std::uint64_t> keys(count);
    const Watch watch(count);
    for (std::uint64_t& key : keys) key = timers.pop();
    const double ns = watch.ns();
    for (std::size_t i = 1; i < count; ++i) {
        const std::int64_t before = due_of(keys[i - 1]);
        const std::int64_t due = due_of(keys[i]);
        require(before < due || (before == due && (!Timers::kExact || keys[i - 1] < keys[i])),
                "they come out of order");
    }
    return ns;
}

template <class Timers>
void timers_four_hours(benchmark::State& state) {
    require(dues().size() == kTimers + kCancelled, "some have no time");
    for (auto _ : state) {
        auto timers = std::make_unique<Timers>();
        std::vector<std::uint32_t> ids(kTimers);
        const Watch insert(kTimers);
        for (std::uint32_t i = 0; i < kTimers; ++i) ids[i] = timers->insert(due_of(i), i);
        state.counters["insert_ns"] = insert.ns();
        state.counters["bytes"] = static_cast<double>(timers->memory_bytes()) / kTimers;

        // Scattered over all: an odd factor visits each only once.
        const auto scattered = [](std::uint64_t i) {
            return static_cast<std::uint32_t>(i * 6'700'417 % kTimers);
        };
        const Watch cancel(kCancelled);
        for (std::uint32_t i = 0; i < kCancelled; ++i) timers->cancel(ids[scattered(i)]);
        state.counters["cancel_ns"] = cancel.ns();
        const Watch again(kCancelled);
        for (std::uint32_t i = 0; i < kCancelled; ++i) {
            timers->insert(due_of(kTimers + i), kTimers + i);
        }
        state.counters["reinsert_ns"] = again.ns();
        state.counters["expire_ns"] = expire_all(*timers, kTimers);
    }
}

BENCHMARK(timers_four_hours<Queue>)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(timers_four_hours<BinaryHeap>)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(timers_four_hours<BalancedTree>)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(timers_four_hours<ListWheel>)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace reeve::bench
