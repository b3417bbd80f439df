#pragma once

#include "runtime/model/events.h"

#include <optional>
#include <string>
#include <string_view>

// The events of one command as the payload of one frame, so that all of them are kept or none.

namespace reeve::host {

std::string encode(const model::Events& events);
/// Nothing where the bytes are not exactly what `encode` gives.
std::optional<model::Events> decode(std::string_view payload);

}  // namespace reeve::host
