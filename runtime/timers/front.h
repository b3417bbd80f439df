#pragma once

#include "runtime/timers/tree.h"

#include <cstdint>
#include <vector>

namespace reeve::timers {

/// The timers that come next: a window's worth of them, sorted, and a heap of those that were
/// inserted since for a time before the window's end.
class Front {
public:
    /// The first live one in the order of due time and key; null where there is none. Valid until
    /// the next change. Cancelled ones before it are dropped.
    const DueEntry* first(Slots& slots);
    /// Takes out what `first` shows, which is not null.
    void pop();
    void insert(const DueEntry& timer);

    /// More came in than was sorted: it is time to give all back to the tree.
    [[nodiscard]] bool crowded() const {
        return heap_.size() >= kHeapMax && heap_.size() >= run_.size();
    }
    /// `fill` fills an empty front with the entries of one window of 256 ms or less.
    template <class Fill>
    auto load(Fill fill) {
        const auto result = fill(run_);
        sort_run();
        return result;
    }
    /// Hands all entries to `take` and is empty then.
    template <class Take>
    void unload(Take take) {
        for_each(take);
        run_.clear();
        heap_.clear();
    }
    template <class Visit>
    void for_each(Visit visit) const {
        for (const DueEntry& timer : run_) visit(timer);
        for (const DueEntry& timer : heap_) visit(timer);
    }
    [[nodiscard]] std::size_t memory_bytes() const {
        return (run_.capacity() + sorting_.capacity() + heap_.capacity()) * sizeof(DueEntry);
    }

private:
    static constexpr std::size_t kHeapMax = 2048;

    void sort_run();
    void sort_by_due();
    void pop_heap();

    std::vector<DueEntry> run_;  // the last one comes first
    std::vector<DueEntry> sorting_;
    std::vector<DueEntry> heap_;
    bool first_in_heap_ = false;
};

}  // namespace reeve::timers
