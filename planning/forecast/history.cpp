#include "planning/forecast/history.h"

#include "compiler/records/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace reeve::forecast {

namespace {

constexpr std::size_t kProblemsShown = 10;
constexpr int kMinuteMs = 60'000;
// Days that are left out because they may be cut off must not be all there is.
constexpr int kDaysForCutting = 14;

struct Cell {
    std::int32_t day;
    int slot;
    friend auto operator<=>(const Cell&, const Cell&) = default;
};

struct Counted {
    std::map<Cell, double> counts;
    std::map<std::int32_t, std::pair<double, double>> handling;  // by day: seconds, items
};

/// What a row says, in groups.
class Reader {
public:
    Reader(const HistoryOptions& options, History& history)
        : options_(options), history_(history) {}

    void take(const tables::Row& row) {
        ++history_.rows;
        if (!row.problem.empty()) return refuse(row, "", row.problem);
        const tables::Value* created = row.find(options_.created);
        if (created == nullptr) return refuse(row, options_.created, "it is missing");
        const auto instant = records::read_moment(created->text, options_.zone);
        if (!instant) return refuse(row, options_.created, instant.error());
        double count = 1;
        if (!options_.count.empty()) {
            const tables::Value* value = row.find(options_.count);
            const auto number = value == nullptr ? std::nullopt : tables::read_number(value->text);
            if (!number || *number < 0)
                return refuse(row, options_.count, "not a count: write a number from 0 on");
            count = *number;
        }
        const LocalMoment local = options_.zone.local(*instant);
        const Cell cell{local.date.days, local.time.ms / kMinuteMs / options_.slot_minutes};
        std::optional<double> seconds;
        if (const tables::Value* handling = row.find(options_.handling)) {
            seconds = handling->kind == tables::Value::Kind::Number
                          ? std::optional(handling->number)
                          : tables::read_seconds(handling->text);
            if (!seconds || *seconds < 0)
                return refuse(row, options_.handling,
                              fmt::format("`{}` is no length of time: write `PT5M`, `5m` or a "
                                          "number of seconds",
                                          handling->text));
        }
        const std::vector<std::string> names = groups_of(row);
        if (names.empty()) ++history_.ungrouped;
        for (const std::string& name : names) add(groups_[name], cell, count, seconds);
    }

    [[nodiscard]] std::map<std::string, Counted>& groups() { return groups_; }

private:
    static void add(Counted& group, Cell cell, double count, std::optional<double> seconds) {
        group.counts[cell] += count;
        if (!seconds) return;
        auto& [sum, items] = group.handling[cell.day];
        sum += *seconds * count;
        items += count;
    }

    [[nodiscard]] std::vector<std::string> groups_of(const tables::Row& row) const {
        if (options_.by.empty()) return {""};
        const tables::Value* value = row.find(options_.by);
        if (value == nullptr) return {};
        if (value->kind == tables::Value::Kind::Yes) return {"yes"};
        if (value->kind == tables::Value::Kind::No) return {"no"};
        if (value->kind != tables::Value::Kind::List) return {value->text};
        std::vector<std::string> names;
        for (const tables::Value& each : value->elements) names.push_back(each.text);
        return names;
    }

    void refuse(const tables::Row& row, const std::string& column, const std::string& reason) {
        ++history_.refused;
        if (history_.problems.size() < kProblemsShown)
            history_.problems.push_back({row.line, column, reason});
    }

    const HistoryOptions& options_;
    History& history_;
    std::map<std::string, Counted> groups_;
};

void choose_days(const std::map<std::string, Counted>& groups, const HistoryOptions& options,
                 History& history) {
    std::int32_t first = std::numeric_limits<std::int32_t>::max();
    std::int32_t last = std::numeric_limits<std::int32_t>::min();
    for (const auto& [name, group] : groups) {
        if (group.counts.empty()) continue;
        first = std::min(first, group.counts.begin()->first.day);
        last = std::max(last, group.counts.rbegin()->first.day);
    }
    const bool cut = last - first >= kDaysForCutting;
    history.cut_off = cut && (!options.first || !options.last);
    history.first = options.first.value_or(Date{first + (cut ? 1 : 0)});
    const Date end = options.last.value_or(Date{last - (cut ? 1 : 0)});
    history.days = std::max(0, end.days - history.first.days + 1);
}

void lay_out(std::map<std::string, Counted>& groups, History& history) {
    const auto slots = static_cast<std::size_t>(history.slots);
    for (auto& [name, counted] : groups) {
        Group group{.name = name};
        group.counts.resize(static_cast<std::size_t>(history.days) * slots);
        for (const auto& [cell, count] : counted.counts) {
            const std::int32_t day = cell.day - history.first.days;
            if (day < 0 || day >= history.days) {
                history.outside += static_cast<std::uint64_t>(count);
                continue;
            }
            group.counts[static_cast<std::size_t>(day) * slots +
                         static_cast<std::size_t>(cell.slot)] += count;
            group.total += count;
        }
        for (const auto& [day, sums] : counted.handling) {
            group.handling_seconds += sums.first;
            group.handled += sums.second;
        }
        history.groups.push_back(std::move(group));
    }
}

}  // namespace

std::expected<History, tables::Problem> read_history(tables::TableReader& reader,
                                                     const HistoryOptions& options) {
    History history{.slots = 24 * 60 / options.slot_minutes, .slot_minutes = options.slot_minutes};
    Reader counting(options, history);
    for (tables::Row row; reader.next(row);) counting.take(row);
    if (const auto failure = reader.failure()) return std::unexpected(*failure);
    if (counting.groups().empty()) {
        if (!history.problems.empty()) return std::unexpected(history.problems.front());
        return std::unexpected(tables::Problem{0, options.by, "there is no item to count"});
    }
    choose_days(counting.groups(), options, history);
    lay_out(counting.groups(), history);
    return history;
}

}  // namespace reeve::forecast
