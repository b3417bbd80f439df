#pragma once

#include "runtime/journal/journal.h"

#include <memory>
#include <string>

namespace rocksdb {
class Env;
}

namespace reeve::journal {

struct RocksOptions {
    std::string directory;
    bool create = true;
    /// Only reads: no lock is taken, and what another process appends meanwhile is not seen.
    bool read_only = false;
    rocksdb::Env* env = nullptr;  // null: the system's; outlives the journal
    /// Snapshots are written in parts of this size, at least 1; any size reads what any other
    /// wrote.
    std::size_t snapshot_part_bytes = 16 << 20;
};

/// The journal of a data directory, in RocksDB. The directory is locked against a second process
/// until this is gone. One thread at a time.
class RocksJournal final : public Journal {
public:
    /// Busy where another process has the directory, Damaged where what is there cannot be read,
    /// Refused where it was made by a version of Reeve that this one does not understand.
    static Result<std::unique_ptr<RocksJournal>> open(const RocksOptions& options);
    ~RocksJournal() override;
    RocksJournal(const RocksJournal&) = delete;
    RocksJournal& operator=(const RocksJournal&) = delete;

    Result<Claim> claim(std::string_view owner, Instant now, Duration lease) override;
    Result<Claim> renew(std::uint64_t epoch, Instant now, Duration lease) override;
    Result<Sequence> append(std::uint64_t epoch,
                            std::span<const std::string_view> payloads) override;
    Result<bool> resolve(Sequence sequence) override;
    Result<void> read(Sequence first, const std::function<bool(const Frame&)>& visit) override;
    Result<void> save_snapshot(std::uint64_t epoch, const Snapshot& snapshot) override;
    Result<std::optional<Snapshot>> newest_snapshot() override;
    Result<void> truncate(std::uint64_t epoch, Sequence first) override;

    /// Copies what is durable now to a directory that does not exist yet; writing may go on.
    Result<void> back_up(const std::string& directory);

private:
    struct Store;
    explicit RocksJournal(std::unique_ptr<Store> store);

    std::unique_ptr<Store> store_;
};

}  // namespace reeve::journal
