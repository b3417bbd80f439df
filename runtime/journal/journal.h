#pragma once

#include "base/time.h"
#include "runtime/journal/frame.h"

#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Where a partition's events are kept, so that nothing acknowledged is ever lost.

namespace reeve::journal {

struct Error {
    enum class Kind : std::uint8_t {
        Busy,       // another owner's claim still holds
        Fenced,     // somebody claimed the journal since: this writer must stop
        Full,       // no room; nothing was written, and it may be tried again
        Uncertain,  // written perhaps: `resolve` tells, once the journal is there again
        Failed,     // the storage failed; this journal takes nothing more until opened again
        Damaged,    // a frame is not what was written; the text names it
        Truncated,  // the frames asked for are behind a snapshot and gone
        Refused     // the call makes no sense, as a snapshot of what is not written yet
    };
    Kind kind = Kind::Failed;
    std::string text;
};

template <class T>
using Result = std::expected<T, Error>;

/// The right to write. A later claim fences it off.
struct Claim {
    std::uint64_t epoch = 0;
    Sequence last = 0;  // newest frame; 0: none yet
    Instant until;      // others are refused until then
};

struct Snapshot {
    Sequence at = 0;  // the state after this frame
    std::string bytes;
};

/// Frames numbered from 1 without gaps. One thread at a time. Instants are the caller's: a journal
/// reads no clock.
class Journal {
public:
    virtual ~Journal() = default;

    /// Takes the journal over for `owner`; Busy while another owner's claim holds.
    virtual Result<Claim> claim(std::string_view owner, Instant now, Duration lease) = 0;
    /// Keeps the claim; Fenced where somebody else has taken over.
    virtual Result<Claim> renew(std::uint64_t epoch, Instant now, Duration lease) = 0;

    /// Writes the payloads as the next frames, in one group. They are durable when it returns the
    /// number of the last one. After Full none is there; after Uncertain and Failed, and where
    /// power is lost meanwhile, the first of them may be, in order.
    virtual Result<Sequence> append(std::uint64_t epoch,
                                    std::span<const std::string_view> payloads) = 0;
    /// Whether a frame is there and durable: asked after Uncertain.
    virtual Result<bool> resolve(Sequence sequence) = 0;

    /// Visits the frames from `first` on, in order, until the end or until `visit` returns false.
    /// Each has been checked against its sum and the frame before.
    virtual Result<void> read(Sequence first, const std::function<bool(const Frame&)>& visit) = 0;

    /// Keeps a snapshot of the state after frame `at`, which is there. Durable when it returns.
    virtual Result<void> save_snapshot(std::uint64_t epoch, const Snapshot& snapshot) = 0;
    virtual Result<std::optional<Snapshot>> newest_snapshot() = 0;
    /// Frees the frames before `first` and the snapshots older than the newest one at or before
    /// `first - 1`. Refused where no snapshot covers what would go.
    virtual Result<void> truncate(std::uint64_t epoch, Sequence first) = 0;
};

}  // namespace reeve::journal
