#include "runtime/journal/rocks_store.h"

#include <fmt/format.h>
#include <rocksdb/write_batch.h>
#include <charconv>
#include <memory>

namespace reeve::journal {

namespace {

/// `epoch until owner`
std::string claim_text(std::uint64_t epoch, Instant until, const std::string& owner) {
    return fmt::format("{} {} {}", epoch, until.ms, owner);
}

template <class T>
bool take_number(std::string_view& text, T& value) {
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end == text.data() + text.size() || *end != ' ') return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return true;
}

Error damaged(std::string text) { return {Error::Kind::Damaged, std::move(text)}; }

}  // namespace

std::string sequence_key(char kind, Sequence sequence) {
    std::string key(1, kind);
    for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(sequence >> shift);
    return key;
}

Sequence sequence_of(std::string_view key) {
    Sequence sequence = 0;
    for (const char byte : key.substr(1))
        sequence = sequence << 8 | static_cast<std::uint8_t>(byte);
    return sequence;
}

Error error_of(const rocksdb::Status& status) {
    if (status.IsNoSpace() || status.subcode() == rocksdb::Status::kNoSpace)
        return {Error::Kind::Full, "there is no room left on the disk"};
    if (status.IsCorruption()) return damaged(status.ToString());
    const auto text = status.ToString();
    if (status.IsIOError() && text.find("lock") != std::string::npos)
        return {Error::Kind::Busy, "another process has the data directory open"};
    return {Error::Kind::Failed, text};
}

Result<std::optional<std::string>> RocksJournal::Store::get(const std::string& key) const {
    std::string value;
    const auto status = db->Get({}, key, &value);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return std::unexpected(error_of(status));
    return value;
}

Result<std::optional<RocksJournal::Store::WholeSnapshot>> RocksJournal::Store::newest_snapshot()
    const {
    const std::unique_ptr<rocksdb::Iterator> snapshots(db->NewIterator({}));
    snapshots->SeekForPrev(sequence_key('s', UINT64_MAX));
    if (!snapshots->status().ok()) return std::unexpected(error_of(snapshots->status()));
    if (!snapshots->Valid() || !snapshots->key().starts_with("s")) return std::nullopt;
    const Sequence at = sequence_of(snapshots->key().ToStringView());
    const auto frame = decode(snapshots->value().ToStringView());
    if (!frame)
        return std::unexpected(damaged(
            fmt::format("the snapshot of frame {} is damaged: {}", at, to_string(frame.error()))));
    return WholeSnapshot{at, frame->sequence, frame->before};
}

Result<void> RocksJournal::Store::check_format(bool create) {
    const auto format = get("v");
    if (!format) return std::unexpected(format.error());
    if (*format == kFormat) return {};
    if (*format)
        return std::unexpected(Error{
            Error::Kind::Refused,
            fmt::format("the data directory has the format `{}`, and this version writes `{}`",
                        **format, kFormat)});
    const std::unique_ptr<rocksdb::Iterator> any(db->NewIterator({}));
    any->SeekToFirst();
    if (any->Valid() || !create)
        return std::unexpected(Error{Error::Kind::Refused, "this is no data directory of Reeve"});
    rocksdb::WriteBatch batch;
    batch.Put("v", rocksdb::Slice(kFormat.data(), kFormat.size()));
    return write(batch);
}

Result<void> RocksJournal::Store::load() {
    const auto claimed = get("c");
    if (!claimed) return std::unexpected(claimed.error());
    if (*claimed) {
        std::string_view text = **claimed;
        if (!take_number(text, epoch) || !take_number(text, until.ms))
            return std::unexpected(damaged("who has claimed the journal cannot be read"));
        owner = text;
    }
    const auto base = get("b");
    if (!base) return std::unexpected(base.error());
    if (*base) {
        if ((*base)->size() != 8 + before_first.size())
            return std::unexpected(damaged("the beginning of the journal cannot be read"));
        first = sequence_of("b" + (*base)->substr(0, 8));
        std::copy((*base)->begin() + 8, (*base)->end(), before_first.begin());
    }
    last = first - 1;
    last_hash = before_first;
    const std::unique_ptr<rocksdb::Iterator> frames(db->NewIterator({}));
    frames->SeekForPrev(sequence_key('f', UINT64_MAX));
    if (!frames->status().ok()) return std::unexpected(error_of(frames->status()));
    if (!frames->Valid() || !frames->key().starts_with("f")) return {};
    last = sequence_of(frames->key().ToStringView());
    const auto bytes = frames->value().ToStringView();
    if (const auto frame = decode(bytes); !frame)
        return std::unexpected(
            damaged(fmt::format("frame {} is damaged: {}", last, to_string(frame.error()))));
    last_hash = hash_of(bytes);
    return {};
}

std::optional<Error> RocksJournal::Store::refusal(std::uint64_t writer) const {
    if (failed) return failed;
    if (writer == epoch) return std::nullopt;
    return Error{Error::Kind::Fenced,
                 fmt::format("`{}` has taken the journal over in epoch {}", owner, epoch)};
}

Result<void> RocksJournal::Store::write(rocksdb::WriteBatch& batch) {
    rocksdb::WriteOptions options;
    options.sync = true;
    auto status = db->Write(options, &batch);
    // A full disk stops RocksDB until it is told that there may be room again; a batch that found
    // none was not written.
    if (error_of(status).kind == Error::Kind::Full && !status.ok() && db->Resume().ok())
        status = db->Write(options, &batch);
    if (status.ok()) return {};
    const Error error = error_of(status);
    if (error.kind != Error::Kind::Full) failed = error;
    return std::unexpected(error);
}

Result<void> RocksJournal::Store::save_claim() {
    rocksdb::WriteBatch batch;
    batch.Put("c", claim_text(epoch, until, owner));
    return write(batch);
}

}  // namespace reeve::journal
