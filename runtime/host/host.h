#pragma once

#include "runtime/engine/engine.h"
#include "runtime/journal/journal.h"

#include <expected>
#include <functional>
#include <future>
#include <memory>
#include <string>

// The engine with its journal, on two threads: one decides, the other keeps what was decided. So
// the engine goes on while the disk syncs, and all that was decided meanwhile is the next group.

namespace reeve::host {

/// The time of day. Any thread may ask. It may jump; the engine never goes back.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// What a command led to; durable.
struct Outcome {
    model::ItemId item;     // of commands about an item, and of captures
    bool repeated = false;  // a capture of what is there already: nothing happened
    std::optional<model::Rejection> rejection;
    journal::Sequence position = 0;  // the newest frame by then
};

struct Failure {
    enum class Kind : std::uint8_t {
        Overloaded,  // too many commands wait; nothing happened, try again
        DiskFull,    // nothing was kept; taken again as soon as there is room
        Stopped,     // the host was asked to stop; nothing happened
        Broken       // the storage failed; whether the command was kept shows after a restart
    };
    Kind kind = Kind::Stopped;
    std::string text;
};

using Result = std::expected<Outcome, Failure>;
using Done = std::function<void(Result)>;

struct Options {
    std::string owner = "reeve";
    std::size_t waiting_max = 4096;  // commands taken and not decided yet; beyond: Overloaded
    std::size_t group_frames_max = 512;
    std::size_t group_bytes_max = 256 << 10;
    /// Hears the events of each frame once they are durable, in order, on the thread that keeps
    /// them; must be quick and not wait for the host. Also of those from `listen_from` on that were
    /// kept before, while the host is opened: so whoever remembers the last position gets
    /// everything at least once.
    std::function<void(journal::Sequence, const model::Events&)> listener;
    journal::Sequence listen_from = UINT64_MAX;
};

/// Any thread may call; callbacks come on the host's own threads and must not wait for it.
class Host {
public:
    /// Goes on from the newest snapshot and the frames after it. Refused where the journal was
    /// written by other rules. The clock outlives the host.
    static journal::Result<std::unique_ptr<Host>> open(std::shared_ptr<const abi::Rules> rules,
                                                       std::unique_ptr<journal::Journal> journal,
                                                       const Clock& clock, Options options);
    /// Stops.
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    /// Calls `done` exactly once, when what the command led to is durable or can no longer be kept.
    /// Where it is refused at once, `done` is never called and nothing happens.
    std::expected<void, Failure> submit(model::Command command, Done done);
    /// The same, with a refusal in the future, too.
    std::future<Result> submit(model::Command command);

    /// Runs `look` between two commands and returns true once all that it saw is durable. False
    /// where the host was overloaded, stopped or broke; `look` may have run all the same.
    bool look(const std::function<void(const engine::Engine&)>& look);
    /// Keeps a snapshot, so that a restart reads only what comes after it. No command is decided
    /// while the state is encoded, which takes time in proportion to its size.
    std::future<Result> save_snapshot();

    /// Takes no more, does what was taken, and ends both threads. May be called again; not from a
    /// callback.
    void stop();

private:
    class Impl;
    explicit Host(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace reeve::host
