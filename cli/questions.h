#pragma once

#include "compiler/eval/value.h"
#include "runtime/calendar/time_zone.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

// What the commands that evaluate rules are asked with: a work type, a moment, settings.

namespace reeve::cli {

/// An answer, or what is wrong with the way the command was used.
template <class T>
using Asked = std::expected<T, std::string>;

/// "; did you mean `motor`?", or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

/// An empty name is the only work type.
Asked<typed::WorkTypeId> find_type(const typed::Program& program, const std::string& name);

/// `2026-03-02 10:00` on the wall clock of the zone, `2026-03-02T10:00:00+01:00`, or `now`.
Asked<Instant> read_at(const std::string& text, const calendar::TimeZone& zone);

/// The settings as declared, with those that the command line changes: `promo_boost=100`.
Asked<std::vector<eval::Value>> read_settings(const typed::Program& program,
                                              const std::vector<std::string>& changes);

}  // namespace reeve::cli
