#pragma once

#include "base/time.h"
#include "compiler/records/byte_source.h"
#include "planning/eventlog/mapping.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// An event log in memory: 40 bytes an event, texts once each. A log of ten million events takes
// about half a gigabyte, however large its file is.

namespace reeve::eventlog {

/// Texts by number; 0 is the empty one.
class Texts {
public:
    Texts();
    std::uint32_t add(std::string_view text);
    [[nodiscard]] const std::string& operator[](std::uint32_t id) const { return texts_[id]; }
    [[nodiscard]] std::size_t size() const { return texts_.size(); }

private:
    std::deque<std::string> texts_;  // never move, so that keys may point to them
    std::unordered_map<std::string_view, std::uint32_t> ids_;
};

struct Event {
    std::uint32_t case_id = 0;  // of `EventLog::cases`
    std::uint32_t activity = 0;
    std::uint32_t resource = 0;
    std::uint32_t team = 0;
    std::uint32_t transition = 0;
    std::uint32_t line = 0;
    Instant at;
    Instant end;  // after `at`: the row is a stretch of work
};

/// Something that the summary counts: how often, and where first.
struct Notice {
    std::uint64_t count = 0;
    struct Example {
        std::uint64_t line;
        std::string found;
    };
    std::vector<Example> examples;

    void add(std::uint64_t line, std::string_view found);
};

struct EventLog {
    Texts texts;
    std::vector<Event> events;
    std::vector<std::uint32_t> cases;                // their keys
    std::vector<std::vector<std::uint32_t>> values;  // by case: of the attributes, 0: none
    std::vector<std::string> attributes;             // their names
    std::uint64_t rows = 0;                          // of CSV; events of XES
    std::map<std::string, Notice> left_out;          // by reason: rows that are no events
    std::optional<std::string> broken;               // why the file could not be read to its end
    std::uint64_t broken_line = 0;

    /// The number of the case with that key.
    std::uint32_t find_case(std::string_view key);
    void leave_out(const std::string& reason, std::uint64_t line, std::string_view found);
    /// A value that is not known yet; the first one of a case counts, as rules see it on arrival.
    void set(std::uint32_t case_id, std::size_t attribute, std::string_view value);
    std::size_t attribute(const std::string& name);

private:
    std::unordered_map<std::uint32_t, std::uint32_t> by_key_;
};

/// In the error case why nothing can be read: a column is missing, the file is no XES.
std::expected<EventLog, std::string> read_csv_log(records::ByteSource& source,
                                                  const std::string& file, const Mapping& mapping);
/// Trace by trace: only one trace of the file is in memory, of 64 MiB at most.
std::expected<EventLog, std::string> read_xes_log(records::ByteSource& source,
                                                  const std::string& file, const Mapping& mapping);

}  // namespace reeve::eventlog
