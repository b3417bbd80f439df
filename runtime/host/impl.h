#pragma once

#include "runtime/host/host.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

namespace reeve::host {

struct TakeSnapshot {};
using Look = std::function<void(const engine::Engine&)>;

/// Asked for and not decided yet.
struct Request {
    std::variant<model::Command, Look, TakeSnapshot> what;
    Done done;
};

/// Decided and not durable yet. Without a payload nothing happened, but its answer may rest on what
/// is not durable yet, so it waits its turn.
struct Decided {
    std::string payload;
    model::Events events;  // for the listener
    std::optional<std::string> snapshot;
    Outcome outcome;
    Done done;
};

class Host::Impl {
public:
    Impl(engine::Engine engine, std::unique_ptr<journal::Journal> journal, journal::Claim claim,
         const Clock& clock, Options options);

    std::expected<void, Failure> submit(Request request);
    void stop();

private:
    // On the thread that decides.
    void decide();
    [[nodiscard]] std::vector<Request> next_requests(bool& over);
    [[nodiscard]] bool is_due() const;
    [[nodiscard]] std::chrono::milliseconds until_due() const;
    [[nodiscard]] Decided decide(Request request);
    void hand_over(Decided decided);

    // On the thread that keeps.
    void keep();
    [[nodiscard]] std::vector<Decided> next_group();
    [[nodiscard]] std::optional<Failure> keep(std::vector<Decided>& group);
    [[nodiscard]] std::optional<Failure> append(std::span<const std::string_view> payloads);
    void give_up(std::vector<Decided> group, const Failure& failure);

    engine::Engine engine_;                      // of the thread that decides
    std::unique_ptr<journal::Journal> journal_;  // of the thread that keeps
    const std::uint64_t epoch_;
    journal::Sequence last_;
    const Clock& clock_;
    const Options options_;

    std::mutex mutex_;  // guards what follows
    std::condition_variable to_decide_, to_keep_;
    std::deque<Request> requests_;
    std::deque<Decided> decided_;
    bool stopping_ = false;
    bool all_decided_ = false;
    bool full_ = false;
    std::optional<Failure> failure_;

    std::thread decider_, keeper_;
    std::mutex stop_mutex_;
};

}  // namespace reeve::host
