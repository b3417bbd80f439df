#include "runtime/journal/simulated.h"

#include "base/check.h"

#include <fmt/format.h>
#include <algorithm>

namespace reeve::journal {

namespace {

std::unexpected<Error> error(Error::Kind kind, std::string text) {
    return std::unexpected(Error{kind, std::move(text)});
}

}  // namespace

/// SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t SimulatedDisk::next_random() {
    std::uint64_t z = random_ += 0x9e37'79b9'7f4a'7c15;
    z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
    z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
    return z ^ (z >> 31);
}

void SimulatedDisk::crash() {
    written_.resize(written_.empty() ? 0 : next_random() % (written_.size() + 1));
    synced_ += written_;
    written_.clear();
}

void SimulatedDisk::flip_bit(std::size_t byte, unsigned bit) {
    CHECK(byte < synced_.size() && bit < 8);
    synced_[byte] = static_cast<char>(synced_[byte] ^ (1 << bit));
}

bool SimulatedDisk::write(std::string_view bytes) {
    if (bytes.size() > faults_.room - std::min(faults_.room, size())) return false;
    written_ += bytes;
    return true;
}

SimulatedDisk::Synced SimulatedDisk::sync() {
    ++sync_count_;
    const auto draw = next_random() % 1000;
    if (draw < faults_.failing_sync) return Synced::No;
    if (draw < faults_.failing_sync + faults_.uncertain_sync) {
        if (next_random() % 2 == 0) {
            synced_ += written_;
            written_.clear();
        }
        return Synced::Unknown;
    }
    synced_ += written_;
    written_.clear();
    return Synced::Yes;
}

SimulatedJournal::SimulatedJournal(SimulatedDisk& disk) : disk_(disk) { recover(); }

void SimulatedJournal::recover() {
    // What had not been synced by an earlier writer is the system's to write, so it counts.
    disk_.synced_ += disk_.written_;
    disk_.written_.clear();
    std::string& log = disk_.synced_;
    offsets_ = {0};
    last_hash_ = disk_.before_first_;
    while (offsets_.back() < log.size()) {
        const auto rest = std::string_view(log).substr(offsets_.back());
        const auto frame = decode(rest);
        if (!frame) {
            // An end that is not whole was never acknowledged. Damage in the middle was.
            if (frame.error() == FrameError::Short) {
                log.resize(offsets_.back());
                return;
            }
            failed_ = Error{Error::Kind::Damaged, fmt::format("frame {} is damaged: {}",
                                                              disk_.first_ + offsets_.size() - 1,
                                                              to_string(frame.error()))};
            return;
        }
        if (frame->before != last_hash_ || frame->sequence != disk_.first_ + offsets_.size() - 1) {
            failed_ = Error{Error::Kind::Damaged,
                            fmt::format("frame {} does not follow the one before it",
                                        disk_.first_ + offsets_.size() - 1)};
            return;
        }
        const std::size_t size = kFrameHeaderBytes + frame->payload.size();
        last_hash_ = hash_of(rest.substr(0, size));
        offsets_.push_back(offsets_.back() + size);
    }
}

std::optional<Error> SimulatedJournal::refusal(std::uint64_t epoch) const {
    if (failed_) return failed_;
    if (epoch != disk_.epoch_)
        return Error{Error::Kind::Fenced, fmt::format("`{}` has taken the journal over in epoch {}",
                                                      disk_.owner_, disk_.epoch_)};
    return std::nullopt;
}

Result<Claim> SimulatedJournal::claim(std::string_view owner, Instant now, Duration lease) {
    if (failed_) return std::unexpected(*failed_);
    if (disk_.epoch_ != 0 && disk_.owner_ != owner && now < disk_.until_)
        return error(Error::Kind::Busy, fmt::format("`{}` holds the journal", disk_.owner_));
    disk_.owner_ = owner;
    ++disk_.epoch_;
    disk_.until_ = {now.ms + lease.ms};
    return Claim{disk_.epoch_, disk_.first_ + offsets_.size() - 2, disk_.until_};
}

Result<Claim> SimulatedJournal::renew(std::uint64_t epoch, Instant now, Duration lease) {
    if (auto refused = refusal(epoch)) return std::unexpected(*refused);
    disk_.until_ = {now.ms + lease.ms};
    return Claim{epoch, disk_.first_ + offsets_.size() - 2, disk_.until_};
}

void SimulatedJournal::forget(std::size_t log_size) {
    disk_.written_.resize(log_size - disk_.synced_.size());
}

Result<Sequence> SimulatedJournal::append(std::uint64_t epoch,
                                          std::span<const std::string_view> payloads) {
    if (auto refused = refusal(epoch)) return std::unexpected(*refused);
    std::string bytes;
    std::vector<std::size_t> offsets = offsets_;
    Hash hash = last_hash_;
    for (const auto payload : payloads) {
        hash = encode({disk_.first_ + offsets.size() - 1, epoch, hash, payload}, bytes);
        offsets.push_back(offsets_.back() + bytes.size());
    }
    const std::size_t size = disk_.size();
    if (!disk_.write(bytes)) return error(Error::Kind::Full, "there is no room left on the disk");
    switch (disk_.sync()) {
        case SimulatedDisk::Synced::Yes: break;
        case SimulatedDisk::Synced::No:
            // What a failed sync left behind nobody can say, so nothing may follow it.
            forget(size);
            failed_ = Error{Error::Kind::Failed, "the disk failed while it was writing"};
            return std::unexpected(*failed_);
        case SimulatedDisk::Synced::Unknown:
            failed_ = Error{Error::Kind::Uncertain, "the disk did not answer"};
            return std::unexpected(*failed_);
    }
    offsets_ = std::move(offsets);
    last_hash_ = hash;
    return disk_.first_ + offsets_.size() - 2;
}

Result<bool> SimulatedJournal::resolve(Sequence sequence) {
    if (failed_) return std::unexpected(*failed_);
    return sequence < disk_.first_ + offsets_.size() - 1;
}

Result<void> SimulatedJournal::read(Sequence first,
                                    const std::function<bool(const Frame&)>& visit) {
    if (first < disk_.first_)
        return error(Error::Kind::Truncated,
                     fmt::format("frame {} is behind a snapshot; the first one kept is {}", first,
                                 disk_.first_));
    for (std::size_t i = first - disk_.first_; i + 1 < offsets_.size(); ++i) {
        const auto bytes =
            std::string_view(disk_.synced_).substr(offsets_[i], offsets_[i + 1] - offsets_[i]);
        const auto frame = decode(bytes);
        if (!frame)
            return error(
                Error::Kind::Damaged,
                fmt::format("frame {} is damaged: {}", disk_.first_ + i, to_string(frame.error())));
        if (!visit(*frame)) return {};
    }
    if (failed_ && failed_->kind == Error::Kind::Damaged) return std::unexpected(*failed_);
    return {};
}

Result<void> SimulatedJournal::save_snapshot(std::uint64_t epoch, const Snapshot& snapshot) {
    if (auto refused = refusal(epoch)) return std::unexpected(*refused);
    if (snapshot.at > disk_.first_ + offsets_.size() - 2)
        return error(Error::Kind::Refused, fmt::format("frame {} is not written yet", snapshot.at));
    disk_.snapshots_[snapshot.at] = snapshot.bytes;
    return {};
}

Result<std::optional<Snapshot>> SimulatedJournal::newest_snapshot() {
    if (disk_.snapshots_.empty()) return std::nullopt;
    const auto& [at, bytes] = *disk_.snapshots_.rbegin();
    return Snapshot{at, bytes};
}

Result<void> SimulatedJournal::truncate(std::uint64_t epoch, Sequence first) {
    if (auto refused = refusal(epoch)) return std::unexpected(*refused);
    if (first <= disk_.first_) return {};
    const auto after = disk_.snapshots_.upper_bound(first - 1);
    if (after == disk_.snapshots_.begin() && disk_.snapshots_.empty())
        return error(Error::Kind::Refused, "there is no snapshot of what would go");
    if (disk_.snapshots_.rbegin()->first + 1 < first)
        return error(Error::Kind::Refused, fmt::format("the newest snapshot is of frame {}",
                                                       disk_.snapshots_.rbegin()->first));
    const std::size_t count = first - disk_.first_;
    const std::size_t size = offsets_[count];
    if (count > 0) {
        const auto last =
            std::string_view(disk_.synced_).substr(offsets_[count - 1], size - offsets_[count - 1]);
        disk_.before_first_ = hash_of(last);
    }
    disk_.synced_.erase(0, size);
    offsets_.erase(offsets_.begin(), offsets_.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t& offset : offsets_) offset -= size;
    disk_.first_ = first;
    disk_.snapshots_.erase(disk_.snapshots_.begin(), std::prev(disk_.snapshots_.end()));
    return {};
}

}  // namespace reeve::journal
