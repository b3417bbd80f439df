#include "runtime/host/impl.h"

// What the thread that keeps does: it is the only one that touches the journal.

namespace reeve::host {

namespace {

/// How long a full disk is left alone.
constexpr std::chrono::milliseconds kTryAgain{50};

}  // namespace

/// All that was decided while the last group was written, within the limits; nothing at the end. No
/// time is spent waiting for more: the sync of the group before is what lets a group grow.
std::vector<Decided> Host::Impl::next_group() {
    std::unique_lock lock(mutex_);
    to_keep_.wait(lock, [this] { return !decided_.empty() || all_decided_; });
    std::vector<Decided> group;
    std::size_t bytes = 0;
    while (!decided_.empty() && group.size() < options_.group_frames_max &&
           (group.empty() || bytes + decided_.front().payload.size() <= options_.group_bytes_max)) {
        bytes += decided_.front().payload.size();
        group.push_back(std::move(decided_.front()));
        decided_.pop_front();
        // It is of the state after what is written so far.
        if (group.back().snapshot) break;
    }
    to_decide_.notify_one();
    return group;
}

/// Tries again while the disk is full, for the engine has decided already; gives up only where the
/// host is to stop.
std::optional<Failure> Host::Impl::append(std::span<const std::string_view> payloads) {
    while (true) {
        const auto appended = journal_->append(epoch_, payloads);
        std::unique_lock lock(mutex_);
        if (appended) {
            last_ = *appended;
            full_ = false;
            return std::nullopt;
        }
        if (appended.error().kind != journal::Error::Kind::Full)
            return Failure{Failure::Kind::Broken, appended.error().text};
        full_ = true;
        if (stopping_) return Failure{Failure::Kind::DiskFull, appended.error().text};
        to_keep_.wait_for(lock, kTryAgain, [this] { return stopping_; });
    }
}

std::optional<Failure> Host::Impl::keep(std::vector<Decided>& group) {
    std::vector<std::string_view> payloads;
    journal::Sequence position = last_;
    for (Decided& decided : group) {
        if (!decided.payload.empty()) {
            payloads.emplace_back(decided.payload);
            ++position;
        }
        decided.outcome.position = position;
    }
    if (payloads.empty()) return std::nullopt;
    return append(payloads);
}

void Host::Impl::give_up(std::vector<Decided> group, const Failure& failure) {
    std::deque<Request> requests;
    {
        std::unique_lock lock(mutex_);
        failure_ = failure;
        to_decide_.notify_all();
        to_keep_.wait(lock, [this] { return all_decided_; });
        for (Decided& decided : decided_) group.push_back(std::move(decided));
        decided_.clear();
        requests.swap(requests_);
    }
    for (const Decided& decided : group) {
        if (decided.done) decided.done(std::unexpected(failure));
    }
    for (const Request& request : requests) request.done(std::unexpected(failure));
}

void Host::Impl::keep() {
    while (true) {
        std::vector<Decided> group = next_group();
        if (group.empty()) return;
        if (const auto failure = keep(group)) return give_up(std::move(group), *failure);
        for (Decided& decided : group) {
            if (options_.listener && !decided.payload.empty())
                options_.listener(decided.outcome.position, decided.events);
            Result result = decided.outcome;
            if (decided.snapshot) {
                auto saved = journal_->save_snapshot(epoch_, {last_, std::move(*decided.snapshot)});
                if (!saved && saved.error().kind == journal::Error::Kind::Full)
                    result = std::unexpected(Failure{Failure::Kind::DiskFull, saved.error().text});
                else if (!saved)
                    result = std::unexpected(Failure{Failure::Kind::Broken, saved.error().text});
            }
            if (decided.done) decided.done(std::move(result));
        }
    }
}

}  // namespace reeve::host
