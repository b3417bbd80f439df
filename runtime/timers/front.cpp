#include "runtime/timers/front.h"

#include <algorithm>
#include <array>

namespace reeve::timers {

namespace {

/// Below it, counting costs more than comparing.
constexpr std::size_t kCountingMin = 48;

bool later(const DueEntry& a, const DueEntry& b) { return b < a; }

}  // namespace

const DueEntry* Front::first(Slots& slots) {
    while (!run_.empty() && !slots.live(run_.back().slot)) {
        slots.drop(run_.back().slot);
        run_.pop_back();
    }
    while (!heap_.empty() && !slots.live(heap_.front().slot)) {
        slots.drop(heap_.front().slot);
        pop_heap();
    }
    if (heap_.empty() && run_.empty()) return nullptr;
    first_in_heap_ = run_.empty() || (!heap_.empty() && heap_.front() < run_.back());
    return first_in_heap_ ? heap_.data() : &run_.back();
}

void Front::pop() {
    if (first_in_heap_) {
        pop_heap();
    } else {
        run_.pop_back();
    }
}

void Front::insert(const DueEntry& timer) {
    heap_.push_back(timer);
    std::ranges::push_heap(heap_, later);
}

void Front::pop_heap() {
    std::ranges::pop_heap(heap_, later);
    heap_.pop_back();
}

void Front::sort_run() {
    if (run_.size() < kCountingMin) {
        std::ranges::sort(run_, later);
    } else {
        sort_by_due();
    }
}

/// By counting how many are due at each of the 256 milliseconds, then by comparing the keys.
void Front::sort_by_due() {
    constexpr std::uint32_t kLast = 0xFF;
    const auto digit = [](const DueEntry& timer) {
        return kLast - static_cast<std::uint32_t>(timer.due & kLast);
    };
    std::array<std::uint32_t, kLast + 2> begin{};
    for (const DueEntry& timer : run_) ++begin[digit(timer) + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    std::array<std::uint32_t, kLast + 2> next = begin;
    sorting_.resize(run_.size());
    for (const DueEntry& timer : run_) sorting_[next[digit(timer)]++] = timer;
    run_.swap(sorting_);
    for (std::size_t i = 0; i <= kLast; ++i) {
        if (begin[i + 1] - begin[i] < 2) continue;
        std::sort(run_.begin() + begin[i], run_.begin() + begin[i + 1], later);
    }
}

}  // namespace reeve::timers
