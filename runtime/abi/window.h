#pragma once

#include "base/time.h"

#include <algorithm>

namespace reeve::abi {

/// The beginning of 1900 and the end of 2200: what calendars know of.
inline constexpr Instant kFirstInstant{-2'208'988'800'000};
inline constexpr Instant kLastInstant{7'289'654'400'000};

/// From when (included) until when (excluded) an answer is the same, or moves along the same
/// straight line, as long as nothing but time passes.
struct Window {
    Instant since = kFirstInstant;
    Instant until = kLastInstant;

    void narrow(const Window& other) {
        since = std::max(since, other.since);
        until = std::min(until, other.until);
    }
    friend bool operator==(const Window&, const Window&) = default;
};

}  // namespace reeve::abi
