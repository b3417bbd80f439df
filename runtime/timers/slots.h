#pragma once

#include "base/check.h"
#include "base/slabs.h"

namespace reeve::timers {

/// A slot for each timer: a bit that says whether it will still come. The bits of ten million fit
/// into a processor's cache, so cancelling is to clear one. The entry of a cancelled timer stays
/// where it is, and keeps the slot, until somebody passes by and drops both.
class Slots {
public:
    std::uint32_t take() {
        std::uint32_t slot = free_.take();
        if (slot == FreeIndexes::kNone) {
            CHECK(used_ < kMax);
            slot = used_++;
            if (slot % 64 == 0) live_.push_back(0);
        }
        live_[slot / 64] |= bit(slot);
        return slot;
    }
    [[nodiscard]] bool live(std::uint32_t slot) const {
        return slot < used_ && (live_[slot / 64] & bit(slot)) != 0;
    }
    /// The timer came: it is live, and its entry is gone.
    void expire(std::uint32_t slot) {
        live_[slot / 64] &= ~bit(slot);
        free_.release(slot);
    }
    void cancel(std::uint32_t slot) {
        live_[slot / 64] &= ~bit(slot);
        ++cancelled_;
    }
    /// The entry of a cancelled timer is gone.
    void drop(std::uint32_t slot) {
        --cancelled_;
        free_.release(slot);
    }

    [[nodiscard]] std::uint32_t live_count() const { return used_ - free_.count() - cancelled_; }
    [[nodiscard]] std::uint32_t cancelled_count() const { return cancelled_; }
    [[nodiscard]] std::size_t memory_bytes() const {
        return live_.capacity() * sizeof(std::uint64_t) + free_.memory_bytes();
    }

private:
    static constexpr std::uint32_t kMax = 0x7FFF'FFFF;
    static std::uint64_t bit(std::uint32_t slot) { return std::uint64_t{1} << (slot % 64); }

    std::vector<std::uint64_t> live_;
    std::uint32_t used_ = 0;
    std::uint32_t cancelled_ = 0;
    FreeIndexes free_;
};

}  // namespace reeve::timers
