#pragma once

#include "runtime/journal/journal.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

// A journal on a disk that lives in memory and fails as disks do, from a seed: for tests and for
// the simulator.

namespace reeve::journal {

/// What the disk may do wrong, each in parts of a thousand.
struct Faults {
    std::uint64_t seed = 1;
    unsigned failing_sync = 0;    // says so, and keeps or loses what was written
    unsigned uncertain_sync = 0;  // the answer is lost, the write is not always
    std::size_t room = SIZE_MAX;  // bytes; beyond it the disk is full
};

/// Bytes that survive a `crash`, and those that may not.
class SimulatedDisk {
public:
    explicit SimulatedDisk(Faults faults = {}) : faults_(faults), random_(faults.seed) {}

    /// Power is lost: of what was not synced a part remains, at any byte.
    void crash();
    /// One bit of what was written is no longer what it was.
    void flip_bit(std::size_t byte, unsigned bit);
    void set_room(std::size_t bytes) { faults_.room = bytes; }
    [[nodiscard]] std::size_t size() const { return synced_.size() + written_.size(); }
    [[nodiscard]] std::uint64_t sync_count() const { return sync_count_; }

private:
    friend class SimulatedJournal;
    enum class Synced : std::uint8_t { Yes, No, Unknown };

    bool write(std::string_view bytes);
    Synced sync();
    std::uint64_t next_random();

    Faults faults_;
    std::uint64_t random_;
    std::string synced_, written_;  // the log
    std::uint64_t sync_count_ = 0;
    // Kept apart and always whole, as a file that is replaced by renaming.
    std::map<Sequence, std::string> snapshots_;
    std::string owner_;
    std::uint64_t epoch_ = 0;
    Instant until_;
    Sequence first_ = 1;  // of the log
    Hash before_first_{};
};

/// Opens what the disk holds; what is not whole at its end is cut off. The disk outlives it.
class SimulatedJournal final : public Journal {
public:
    explicit SimulatedJournal(SimulatedDisk& disk);

    Result<Claim> claim(std::string_view owner, Instant now, Duration lease) override;
    Result<Claim> renew(std::uint64_t epoch, Instant now, Duration lease) override;
    Result<Sequence> append(std::uint64_t epoch,
                            std::span<const std::string_view> payloads) override;
    Result<bool> resolve(Sequence sequence) override;
    Result<void> read(Sequence first, const std::function<bool(const Frame&)>& visit) override;
    Result<void> save_snapshot(std::uint64_t epoch, const Snapshot& snapshot) override;
    Result<std::optional<Snapshot>> newest_snapshot() override;
    Result<void> truncate(std::uint64_t epoch, Sequence first) override;

private:
    void recover();
    [[nodiscard]] std::optional<Error> refusal(std::uint64_t epoch) const;
    void forget(std::size_t log_size);

    SimulatedDisk& disk_;
    std::vector<std::size_t> offsets_;  // of the frames, and the log's end
    Hash last_hash_{};
    std::optional<Error> failed_;
};

}  // namespace reeve::journal
