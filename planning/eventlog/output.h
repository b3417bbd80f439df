#pragma once

#include "planning/eventlog/history.h"

#include <string>
#include <string_view>

// What `reeve import` writes: items, a roster, and what it understood of a log.

namespace reeve::eventlog {

/// A line of JSON, as `docs/records.md` has it: key, created, attributes, handling.
void append_item(const EventLog& log, const Mapping& mapping, const Item& item, std::string& out);
/// A line of JSON, as `docs/rosters.md` has it.
void append_agent(const EventLog& log, const Mapping& mapping, const Agent& agent,
                  std::string& out);
/// To be read by people: what was understood, what was left out, and why, with lines.
std::string summarize(const EventLog& log, const Mapping& mapping, const History& history,
                      std::string_view file);
/// Whether rows could not be used, or the file could not be read to its end.
bool has_losses(const EventLog& log);

/// `PT1H2M3.5S`
std::string to_iso_duration(std::int64_t ms);

}  // namespace reeve::eventlog
