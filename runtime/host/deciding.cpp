#include "runtime/host/batch.h"
#include "runtime/host/impl.h"

#include <algorithm>

// What the thread that decides does, and who asks it to.

namespace reeve::host {

namespace {

/// What may be decided ahead of the disk; beyond it commands wait, and in the end are refused.
constexpr std::size_t kDecidedMax = 8192;
/// Taken at once, so that the lock is not asked for with each.
constexpr std::size_t kTakenMax = 64;
/// A clock that was moved is noticed within this time also where nothing comes in.
constexpr std::chrono::milliseconds kLookAgain{200};

Failure stopped() { return {Failure::Kind::Stopped, "the host was stopped"}; }

}  // namespace

Host::Impl::Impl(engine::Engine engine, std::unique_ptr<journal::Journal> journal,
                 journal::Claim claim, const Clock& clock, Options options)
    : engine_(std::move(engine)),
      journal_(std::move(journal)),
      epoch_(claim.epoch),
      last_(claim.last),
      clock_(clock),
      options_(std::move(options)),
      decider_([this] { decide(); }),
      keeper_([this] { keep(); }) {}

std::expected<void, Failure> Host::Impl::submit(Request request) {
    const std::scoped_lock lock(mutex_);
    if (failure_) return std::unexpected(*failure_);
    if (stopping_) return std::unexpected(stopped());
    if (full_)
        return std::unexpected(Failure{Failure::Kind::DiskFull,
                                       "there is no room left on the disk; nothing is taken until "
                                       "there is some"});
    if (requests_.size() >= options_.waiting_max)
        return std::unexpected(
            Failure{Failure::Kind::Overloaded, "too many commands wait; try again later"});
    requests_.push_back(std::move(request));
    to_decide_.notify_one();
    return {};
}

void Host::Impl::stop() {
    const std::scoped_lock once(stop_mutex_);
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    to_decide_.notify_all();
    to_keep_.notify_all();
    if (decider_.joinable()) decider_.join();
    if (keeper_.joinable()) keeper_.join();
}

bool Host::Impl::is_due() const {
    const auto due = engine_.next_due();
    return due && *due <= clock_.now();
}

std::chrono::milliseconds Host::Impl::until_due() const {
    const auto due = engine_.next_due();
    if (!due) return kLookAgain;
    return std::clamp(std::chrono::milliseconds(due->ms - clock_.now().ms),
                      std::chrono::milliseconds(1), kLookAgain);
}

/// Some of what waits; none where only time has passed.
std::vector<Request> Host::Impl::next_requests(bool& over) {
    std::unique_lock lock(mutex_);
    while (!failure_) {
        const bool has_room = decided_.size() < kDecidedMax;
        if (has_room && (stopping_ || !requests_.empty() || is_due())) break;
        to_decide_.wait_for(lock, has_room ? until_due() : kLookAgain);
    }
    over = failure_ || (stopping_ && requests_.empty());
    std::vector<Request> taken;
    while (!over && !requests_.empty() && taken.size() < kTakenMax) {
        taken.push_back(std::move(requests_.front()));
        requests_.pop_front();
    }
    return taken;
}

void Host::Impl::hand_over(Decided decided) {
    if (!decided.events.empty()) decided.payload = encode(decided.events);
    const std::scoped_lock lock(mutex_);
    decided_.push_back(std::move(decided));
    to_keep_.notify_one();
}

Decided Host::Impl::decide(Request request) {
    Decided decided;
    decided.done = std::move(request.done);
    if (const auto* command = std::get_if<model::Command>(&request.what)) {
        engine::Reply reply = engine_.submit(*command, clock_.now());
        decided.events = std::move(reply.events);
        decided.outcome = {reply.item, reply.repeated, std::move(reply.rejection), 0};
    } else if (const auto* look = std::get_if<Look>(&request.what)) {
        (*look)(engine_);
    } else {
        decided.snapshot = state::encode(engine_.state());
    }
    return decided;
}

void Host::Impl::decide() {
    bool over = false;
    while (!over) {
        std::vector<Request> taken = next_requests(over);
        for (Request& request : taken) hand_over(decide(std::move(request)));
        if (over || !taken.empty() || !is_due()) continue;
        Decided due;
        due.events = engine_.advance_to(clock_.now());
        hand_over(std::move(due));
    }
    const std::scoped_lock lock(mutex_);
    all_decided_ = true;
    to_keep_.notify_all();
}

}  // namespace reeve::host
