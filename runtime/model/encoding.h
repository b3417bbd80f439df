#pragma once

#include "runtime/model/commands.h"
#include "runtime/model/events.h"

#include <optional>
#include <string>
#include <string_view>

// Commands and events as bytes, for journals and for sending. Each begins with the version of the
// encoding. The same value gives the same bytes on every machine.

namespace reeve::model {

inline constexpr std::uint64_t kEncodingVersion = 1;

std::string encode(const Command& command);
std::string encode(const Event& event);

/// Nothing where the bytes are not exactly one command, or are of another version.
std::optional<Command> decode_command(std::string_view bytes);
std::optional<Event> decode_event(std::string_view bytes);

}  // namespace reeve::model
