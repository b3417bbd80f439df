#include "runtime/journal/rocks_journal.h"

#include "runtime/journal/rocks_store.h"

#include <fmt/format.h>
#include <rocksdb/options.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>
#include <algorithm>

namespace reeve::journal {

namespace {

rocksdb::Options rocks_options(const RocksOptions& options) {
    rocksdb::Options rocks;
    rocks.create_if_missing = options.create && !options.read_only;
    // What is acknowledged has been synced; a torn record behind it was not.
    rocks.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    rocks.paranoid_checks = true;
    // Frames are written once, in order, and read once: nothing is worth merging or compressing.
    rocks.write_buffer_size = 64 << 20;
    rocks.compression = rocksdb::kNoCompression;
    rocks.info_log_level = rocksdb::WARN_LEVEL;
    rocks.keep_log_file_num = 2;
    if (options.env != nullptr) rocks.env = options.env;
    return rocks;
}

std::string part_key(Sequence snapshot, Sequence part) {
    return sequence_key('p', snapshot) + sequence_key('p', part).substr(1);
}

Error refused(std::string text) { return {Error::Kind::Refused, std::move(text)}; }

Error damaged(Sequence sequence, std::string_view how) {
    return {Error::Kind::Damaged, fmt::format("frame {} is damaged: {}", sequence, how)};
}

}  // namespace

RocksJournal::RocksJournal(std::unique_ptr<Store> store) : store_(std::move(store)) {}
RocksJournal::~RocksJournal() = default;

Result<std::unique_ptr<RocksJournal>> RocksJournal::open(const RocksOptions& options) {
    rocksdb::DB* opened = nullptr;
    const auto status =
        options.read_only
            ? rocksdb::DB::OpenForReadOnly(rocks_options(options), options.directory, &opened)
            : rocksdb::DB::Open(rocks_options(options), options.directory, &opened);
    if (!status.ok()) return std::unexpected(error_of(status));
    auto store = std::make_unique<Store>();
    store->db.reset(opened);
    store->snapshot_part_bytes = std::max<std::size_t>(options.snapshot_part_bytes, 1);
    if (auto format = store->check_format(options.create && !options.read_only); !format)
        return std::unexpected(format.error());
    if (auto loaded = store->load(); !loaded) return std::unexpected(loaded.error());
    return std::unique_ptr<RocksJournal>(new RocksJournal(std::move(store)));
}

Result<Claim> RocksJournal::claim(std::string_view owner, Instant now, Duration lease) {
    if (store_->failed) return std::unexpected(*store_->failed);
    if (store_->epoch != 0 && store_->owner != owner && now < store_->until)
        return std::unexpected(
            Error{Error::Kind::Busy, fmt::format("`{}` holds the journal", store_->owner)});
    store_->owner = owner;
    ++store_->epoch;
    store_->until = {now.ms + lease.ms};
    if (auto saved = store_->save_claim(); !saved) return std::unexpected(saved.error());
    return Claim{store_->epoch, store_->last, store_->until};
}

Result<Claim> RocksJournal::renew(std::uint64_t epoch, Instant now, Duration lease) {
    if (auto refusal = store_->refusal(epoch)) return std::unexpected(*refusal);
    store_->until = {now.ms + lease.ms};
    if (auto saved = store_->save_claim(); !saved) return std::unexpected(saved.error());
    return Claim{epoch, store_->last, store_->until};
}

Result<Sequence> RocksJournal::append(std::uint64_t epoch,
                                      std::span<const std::string_view> payloads) {
    if (auto refusal = store_->refusal(epoch)) return std::unexpected(*refusal);
    rocksdb::WriteBatch batch;
    Hash hash = store_->last_hash;
    Sequence sequence = store_->last;
    std::string bytes;
    for (const auto payload : payloads) {
        bytes.clear();
        hash = encode({++sequence, epoch, hash, payload}, bytes);
        batch.Put(sequence_key('f', sequence), bytes);
    }
    if (auto written = store_->write(batch); !written) return std::unexpected(written.error());
    store_->last = sequence;
    store_->last_hash = hash;
    return sequence;
}

Result<bool> RocksJournal::resolve(Sequence sequence) {
    if (store_->failed) return std::unexpected(*store_->failed);
    return sequence <= store_->last;
}

Result<void> RocksJournal::read(Sequence first, const std::function<bool(const Frame&)>& visit) {
    if (first < store_->first)
        return std::unexpected(
            Error{Error::Kind::Truncated,
                  fmt::format("frame {} is behind a snapshot; the first one kept is {}", first,
                              store_->first)});
    // The chain is followed from the frame before the first one asked for.
    const Sequence from = first > store_->first ? first - 1 : first;
    const std::unique_ptr<rocksdb::Iterator> frames(store_->db->NewIterator({}));
    Sequence expected = from;
    std::optional<Hash> before;
    if (from == store_->first) before = store_->before_first;
    for (frames->Seek(sequence_key('f', from)); frames->Valid() && frames->key().starts_with("f");
         frames->Next(), ++expected) {
        if (sequence_of(frames->key().ToStringView()) != expected)
            return std::unexpected(damaged(expected, "it is not there"));
        const auto bytes = frames->value().ToStringView();
        const auto frame = decode(bytes);
        if (!frame) return std::unexpected(damaged(expected, to_string(frame.error())));
        if (frame->sequence != expected || (before && frame->before != *before))
            return std::unexpected(damaged(expected, "it does not follow the one before it"));
        before = hash_of(bytes);
        if (expected >= first && !visit(*frame)) return {};
    }
    if (!frames->status().ok()) return std::unexpected(error_of(frames->status()));
    if (expected <= store_->last && first <= store_->last)
        return std::unexpected(damaged(expected, "it is not there"));
    return {};
}

Result<void> RocksJournal::save_snapshot(std::uint64_t epoch, const Snapshot& snapshot) {
    if (auto refusal = store_->refusal(epoch)) return std::unexpected(*refusal);
    if (snapshot.at > store_->last)
        return std::unexpected(refused(fmt::format("frame {} is not written yet", snapshot.at)));
    // In parts, each checked by itself; the last thing written is what makes them a snapshot.
    const std::size_t part_bytes = store_->snapshot_part_bytes;
    Sequence part = 0;
    Hash hash{};
    for (std::size_t at = 0; at < snapshot.bytes.size(); at += part_bytes, ++part) {
        const auto bytes = std::string_view(snapshot.bytes).substr(at, part_bytes);
        rocksdb::WriteBatch batch;
        std::string framed;
        hash = encode({part, epoch, hash, bytes}, framed);
        batch.Put(part_key(snapshot.at, part), framed);
        if (auto written = store_->write(batch); !written) return written;
    }
    rocksdb::WriteBatch batch;
    std::string framed;
    encode({part, epoch, hash, {}}, framed);
    batch.Put(sequence_key('s', snapshot.at), framed);
    return store_->write(batch);
}

Result<std::optional<Snapshot>> RocksJournal::newest_snapshot() {
    const auto whole = store_->newest_snapshot();
    if (!whole || !*whole)
        return whole ? Result<std::optional<Snapshot>>(std::nullopt)
                     : std::unexpected(whole.error());
    const auto& [at, parts, last_hash] = **whole;
    const auto bad = [at](Sequence part) {
        return std::unexpected(
            Error{Error::Kind::Damaged,
                  fmt::format("part {} of the snapshot of frame {} is damaged", part, at)});
    };
    Snapshot snapshot{at, {}};
    Hash hash{};
    for (Sequence part = 0; part < parts; ++part) {
        const auto bytes = store_->get(part_key(at, part));
        if (!bytes) return std::unexpected(bytes.error());
        if (!*bytes) return bad(part);
        const auto frame = decode(**bytes);
        if (!frame || frame->sequence != part || frame->before != hash) return bad(part);
        hash = hash_of(**bytes);
        snapshot.bytes += frame->payload;
    }
    if (hash != last_hash) return bad(parts);
    return snapshot;
}

Result<void> RocksJournal::truncate(std::uint64_t epoch, Sequence first) {
    if (auto refusal = store_->refusal(epoch)) return std::unexpected(*refusal);
    if (first <= store_->first) return {};
    const auto newest = store_->newest_snapshot();
    if (!newest) return std::unexpected(newest.error());
    if (!*newest) return std::unexpected(refused("there is no snapshot of what would go"));
    if ((*newest)->at + 1 < first)
        return std::unexpected(
            refused(fmt::format("the newest snapshot is of frame {}", (*newest)->at)));
    const auto last_gone = store_->get(sequence_key('f', first - 1));
    if (!last_gone) return std::unexpected(last_gone.error());
    if (!*last_gone) return std::unexpected(damaged(first - 1, "it is not there"));
    const Hash before = hash_of(**last_gone);
    rocksdb::WriteBatch batch;
    batch.DeleteRange(sequence_key('f', 0), sequence_key('f', first));
    batch.DeleteRange(sequence_key('s', 0), sequence_key('s', (*newest)->at));
    batch.DeleteRange(sequence_key('p', 0), sequence_key('p', (*newest)->at));
    batch.Put("b", sequence_key('b', first).substr(1) + std::string(before.begin(), before.end()));
    if (auto written = store_->write(batch); !written) return std::unexpected(written.error());
    store_->first = first;
    store_->before_first = before;
    return {};
}

Result<void> RocksJournal::back_up(const std::string& directory) {
    rocksdb::Checkpoint* made = nullptr;
    auto status = rocksdb::Checkpoint::Create(store_->db.get(), &made);
    const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
    if (status.ok()) status = checkpoint->CreateCheckpoint(directory);
    if (!status.ok()) return std::unexpected(error_of(status));
    return {};
}

}  // namespace reeve::journal
