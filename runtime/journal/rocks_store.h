#pragma once

#include "runtime/journal/rocks_journal.h"

#include <rocksdb/db.h>

namespace reeve::journal {

// Keys: "f" and a sequence: a frame; "p", a sequence and a number: a part of a
// snapshot; "s" and a sequence: the snapshot is whole; "c": who has claimed; "v": the
// format; "b": the first frame kept and the hash of the one before it. Sequences are big-endian, so
// that keys are in order.

inline constexpr std::string_view kFormat = "reeve journal 1";

struct RocksJournal::Store {
    std::unique_ptr<rocksdb::DB> db;
    std::size_t snapshot_part_bytes = 1;
    std::uint64_t epoch = 0;
    std::string owner;
    Instant until;
    Sequence first = 1;
    Sequence last = 0;
    Hash before_first{};
    Hash last_hash{};
    std::optional<Error> failed;

    /// What the keys say; the newest frame is checked.
    Result<void> load();
    Result<void> check_format(bool create);
    [[nodiscard]] std::optional<Error> refusal(std::uint64_t writer) const;
    Result<void> write(rocksdb::WriteBatch& batch);
    Result<void> save_claim();
    struct WholeSnapshot {
        Sequence at = 0;
        Sequence parts = 0;
        Hash last_hash{};
    };
    [[nodiscard]] Result<std::optional<WholeSnapshot>> newest_snapshot() const;
    [[nodiscard]] Result<std::optional<std::string>> get(const std::string& key) const;
};

std::string sequence_key(char kind, Sequence sequence);
Sequence sequence_of(std::string_view key);
Error error_of(const rocksdb::Status& status);

}  // namespace reeve::journal
