#include "base/text.h"
#include "planning/eventlog/event_log.h"
#include "planning/tables/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::eventlog {

namespace {

using tables::trimmed;

constexpr std::size_t kNone = SIZE_MAX;

/// Where the columns of the mapping are.
struct Columns {
    std::size_t case_id = kNone, activity = kNone, time = kNone, end = kNone, resource = kNone,
                team = kNone, transition = kNone;
    std::vector<std::size_t> attributes;
};

class CsvLog {
public:
    CsvLog(records::ByteSource& source, std::string file, const Mapping& mapping)
        : table_(source), file_(std::move(file)), mapping_(mapping) {}

    std::expected<EventLog, std::string> read() {
        if (const auto problem = table_.read_header())
            return std::unexpected(tables::to_string(*problem, file_));
        if (const auto wrong = find_columns()) return std::unexpected(*wrong);
        for (tables::CsvRow row; table_.next(row);) {
            ++log_.rows;
            take(row);
        }
        if (const auto& failure = table_.failure()) {
            log_.broken = failure->reason;
            log_.broken_line = failure->line;
        }
        return std::move(log_);
    }

private:
    std::optional<std::string> find(const std::string& name, std::string_view what, bool needed,
                                    std::size_t& place) {
        if (name.empty() && needed)
            return fmt::format(
                "the mapping does not say which column is the {}: write `{} = "
                "\"…\"` into `[columns]`",
                what, what);
        if (name.empty()) return std::nullopt;
        const std::vector<std::string>& columns = table_.columns();
        const auto found = std::ranges::find(columns, name);
        place = static_cast<std::size_t>(found - columns.begin());
        if (found != columns.end()) return std::nullopt;
        return fmt::format(
            "{}: error: there is no column `{}`, which the mapping names; there are "
            "{}",
            file_, name, join_words(columns, "and"));
    }

    std::optional<std::string> find_columns() {
        auto wrong = find(mapping_.case_id, "case", true, columns_.case_id);
        const auto next = [&](const std::string& name, std::string_view what, bool needed,
                              std::size_t& place) {
            if (!wrong) wrong = find(name, what, needed, place);
        };
        next(mapping_.activity, "activity", true, columns_.activity);
        next(mapping_.time, "time", true, columns_.time);
        next(mapping_.end, "end", false, columns_.end);
        next(mapping_.resource, "resource", false, columns_.resource);
        next(mapping_.team, "team", false, columns_.team);
        next(mapping_.transition, "transition", false, columns_.transition);
        for (const auto& [name, column] : mapping_.attributes) {
            log_.attribute(name);
            next(column, name, true, columns_.attributes.emplace_back());
        }
        return wrong;
    }

    void take(const tables::CsvRow& row) {
        if (!row.problem.empty()) return log_.leave_out(row.problem, row.line, "");
        const auto cell = [&](std::size_t column) {
            return column == kNone ? std::string_view() : trimmed(row.cells[column]);
        };
        const std::string_view key = cell(columns_.case_id);
        if (key.empty()) return log_.leave_out("no case", row.line, cell(columns_.activity));
        if (cell(columns_.activity).empty()) return log_.leave_out("no activity", row.line, key);
        if (cell(columns_.time).empty()) return log_.leave_out("no time", row.line, key);
        const auto at = read_time(cell(columns_.time), mapping_);
        if (!at) return log_.leave_out("a time that cannot be read", row.line, at.error());
        Event event{.line = static_cast<std::uint32_t>(row.line), .at = *at, .end = *at};
        if (const std::string_view end = cell(columns_.end); !end.empty()) {
            const auto until = read_time(end, mapping_);
            if (!until)
                return log_.leave_out("an end that cannot be read", row.line, until.error());
            if (*until < *at) return log_.leave_out("it ends before it begins", row.line, end);
            event.end = *until;
        }
        event.case_id = log_.find_case(key);
        event.activity = log_.texts.add(cell(columns_.activity));
        event.resource = log_.texts.add(cell(columns_.resource));
        event.team = log_.texts.add(cell(columns_.team));
        event.transition = log_.texts.add(cell(columns_.transition));
        log_.events.push_back(event);
        for (std::size_t i = 0; i < columns_.attributes.size(); ++i)
            log_.set(event.case_id, i, cell(columns_.attributes[i]));
    }

    tables::CsvTable table_;
    std::string file_;
    const Mapping& mapping_;
    Columns columns_;
    EventLog log_;
};

}  // namespace

std::expected<EventLog, std::string> read_csv_log(records::ByteSource& source,
                                                  const std::string& file, const Mapping& mapping) {
    return CsvLog(source, file, mapping).read();
}

}  // namespace reeve::eventlog
