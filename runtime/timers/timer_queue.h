#pragma once

#include "base/id.h"
#include "base/time.h"
#include "runtime/timers/front.h"
#include "runtime/timers/tree.h"

#include <cstdint>
#include <optional>

namespace reeve::timers {

/// A timer that is in the queue, for cancelling it. Its numbers depend on what happened before, so
/// they are no part of a snapshot; after the timer has come or was cancelled, another may have it.
using TimerId = Id<struct TimerTag>;

/// The instants for which timers may be set: from the beginning of 1900 to the end of 2200, UTC.
inline constexpr Instant kFirstInstant{-2'208'988'800'000};
inline constexpr Instant kLastInstant{7'289'654'399'999};

/// Timers that come one after the other in the order of their instants and, at one instant, of
/// their keys. A value: copies are independent. What comes out depends only on what is in the queue
/// and on its time, not on the order in which it got in; so a queue rebuilt from `for_each` behaves
/// as this one. One thread at a time.
///
/// Insert and cancel take constant time, a timer that comes too, each averaged over many. A timer
/// takes 16 bytes and its part of what is not full. One that was cancelled keeps them until time or
/// a sweep comes by, which is before they are a third of all.
class TimerQueue {
public:
    struct Timer {
        Instant due;
        /// What it is for: the caller's words. They decide the order at one instant, so those of
        /// timers that may come together must differ; of equal ones any may come first.
        std::uint64_t key = 0;
        friend bool operator==(const Timer&, const Timer&) = default;
    };

    /// Time begins at an instant from 1900 to 2200.
    explicit TimerQueue(Instant time = kFirstInstant);

    /// A timer that is due before the queue's time comes at that time: at once. Not after 2200.
    TimerId insert(Timer timer);
    /// The timer, which is in the queue, will not come. CHECK where the id is that of none; whether
    /// it is another one's by now, only the caller knows.
    void cancel(TimerId id);

    /// When the first one is due; nothing where there is none.
    [[nodiscard]] std::optional<Instant> next_due();
    /// Takes out the first timer that is due at `now` or before, and the time of the queue is its
    /// due instant then; where there is none, the time is `now`. So what is inserted meanwhile for
    /// the instant of the last timer still comes, in the order of keys among the rest of that
    /// instant. `now` is not before the time of the queue (CHECK); time stands still at the end of
    /// 2200.
    std::optional<Timer> pop_due(Instant now);

    [[nodiscard]] Instant time() const { return instant(time_); }
    [[nodiscard]] std::size_t size() const { return slots_.live_count(); }
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t memory_bytes() const {
        return slots_.memory_bytes() + tree_.memory_bytes() + front_.memory_bytes();
    }

    /// Calls `visit(Timer, TimerId)` for each, in no particular order.
    template <class Visit>
    void for_each(Visit visit) const {
        const auto show = [&](const DueEntry& timer) {
            if (slots_.live(timer.slot))
                visit(Timer{instant(timer.due), timer.key}, TimerId(timer.slot));
        };
        front_.for_each(show);
        tree_.for_each(show);
    }

private:
    // Times inside are milliseconds since the first instant.
    static Instant instant(std::uint64_t due) {
        return {kFirstInstant.ms + static_cast<std::int64_t>(due)};
    }
    const DueEntry* first();

    Slots slots_;
    Tree tree_;
    Front front_;
    std::uint64_t time_;
    std::uint64_t front_end_ = 0;  // what is due before it is in the front
};

}  // namespace reeve::timers
