#pragma once

#include "base/time.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// What happened in houses that do not exist, made up from a seed, the same on every machine: counts
// of calls, and the log of a service desk.

namespace reeve::example_history {

/// Calls of two skills by half hours of the day, Paris time: CSV.
std::string calls(std::uint64_t seed, int weeks);
/// The days on which the house was closed or nearly so, and those to come.
std::string holidays();

enum class Step : std::uint8_t { Created, Started, OnHold, Resumed, Resolved, Closed };

struct Event {
    std::size_t ticket = 0;
    Step step = Step::Created;
    Instant at;
    std::string agent;  // empty: nobody
};
struct Ticket {
    std::string key;
    std::string category;
    std::string priority;
    Instant created;
    std::int64_t handling_ms = 0;  // what the simulated people spent on it
};
/// The truth that logs are written from.
struct Desk {
    std::vector<Ticket> tickets;
    std::vector<Event> events;  // in the order in which they happened
};
Desk desk(std::uint64_t seed, std::size_t tickets);

/// The log as a ticketing tool exports it: CSV with local times, and with the flaws of such files.
struct DeskLog {
    std::string text;
    std::size_t rows = 0;
    std::size_t doubled = 0;       // rows that stand there twice
    std::size_t without_time = 0;  // rows whose time cannot be read
    std::size_t without_ticket = 0;
};
DeskLog csv_log(const Desk& desk, std::uint64_t seed);
/// XES 2.0, without flaws.
std::string xes_log(const Desk& desk);

}  // namespace reeve::example_history
