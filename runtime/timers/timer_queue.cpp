#include "runtime/timers/timer_queue.h"

#include <algorithm>

namespace reeve::timers {

namespace {

/// The tree is swept while more than a quarter as many were cancelled as are live, sixteen entries
/// with each one that is cancelled: so it is swept before they are a third.
constexpr std::uint32_t kSweepMin = 1024;
constexpr std::uint32_t kSweepPart = 4;
constexpr std::int64_t kSweepEntries = 16;

}  // namespace

TimerQueue::TimerQueue(Instant time)
    : time_(static_cast<std::uint64_t>(time.ms - kFirstInstant.ms)) {
    CHECK(kFirstInstant <= time && time <= kLastInstant);
}

TimerId TimerQueue::insert(Timer timer) {
    CHECK(timer.due <= kLastInstant);
    const Instant due = std::max(timer.due, instant(time_));
    const std::uint32_t slot = slots_.take();
    const DueEntry entry{static_cast<std::uint64_t>(due.ms - kFirstInstant.ms), timer.key, slot};
    if (entry.due >= front_end_) {
        tree_.insert(entry, slots_);
        return TimerId(slot);
    }
    front_.insert(entry);
    if (front_.crowded()) {
        front_.unload([&](const DueEntry& moved) { tree_.insert(moved, slots_); });
        front_end_ = 0;
    }
    return TimerId(slot);
}

void TimerQueue::cancel(TimerId id) {
    CHECK(slots_.live(id.index()));
    slots_.cancel(id.index());
    if (slots_.cancelled_count() > kSweepMin + slots_.live_count() / kSweepPart) {
        tree_.sweep(kSweepEntries, slots_);
    }
}

std::optional<Instant> TimerQueue::next_due() {
    const DueEntry* next = first();
    if (next == nullptr) return std::nullopt;
    return instant(next->due);
}

std::optional<TimerQueue::Timer> TimerQueue::pop_due(Instant now) {
    CHECK(now >= time());
    const Instant end = std::min(now, kLastInstant);
    const auto until = static_cast<std::uint64_t>(end.ms - kFirstInstant.ms);
    const DueEntry* next = first();
    if (next == nullptr || next->due > until) {
        time_ = until;
        return std::nullopt;
    }
    const Timer timer{instant(next->due), next->key};
    const std::uint32_t slot = next->slot;
    time_ = next->due;
    front_.pop();
    slots_.expire(slot);
    return timer;
}

const DueEntry* TimerQueue::first() {
    for (;;) {
        const DueEntry* next = front_.first(slots_);
        if (next != nullptr || tree_.empty()) return next;
        front_end_ =
            front_.load([&](std::vector<DueEntry>& run) { return tree_.take_first(run, slots_); });
    }
}

}  // namespace reeve::timers
