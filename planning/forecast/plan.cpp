#include "planning/forecast/plan.h"

#include "planning/staffing/deadline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace reeve::forecast {

namespace {

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int kDayMinutes = 24 * 60;
// Rounding must not ask for another person.
constexpr double kAlmostNobody = 1e-6;

std::optional<int> read_day(std::string_view text) {
    for (int day = 0; day < 7; ++day)
        if (text.starts_with(kDays[static_cast<std::size_t>(day)])) return day;
    return std::nullopt;
}

std::optional<int> read_minute(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hours = tables::read_number(text.substr(0, 2));
    const auto minutes = tables::read_number(text.substr(3));
    if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > kDayMinutes)
        return std::nullopt;
    return static_cast<int>(*hours * 60 + *minutes);
}

double whole(double people) { return std::ceil(people - kAlmostNobody); }

class Planner {
public:
    Planner(const History& history, const Holidays& holidays, const PlanOptions& options)
        : history_(history), holidays_(holidays), options_(options) {}

    [[nodiscard]] std::expected<GroupPlan, std::string> plan(const Group& group) const {
        GroupPlan result{.name = group.name};
        result.handling_from_items = group.handled > 0 && !options_.handling_given;
        result.handling_seconds = result.handling_from_items
                                      ? group.handling_seconds / group.handled
                                      : options_.handling_seconds;
        if (!(result.handling_seconds > 0))
            return std::unexpected(
                fmt::format("no item{} says how long it took; `--handling` says it for all",
                            group.name.empty() ? "" : fmt::format(" of `{}`", group.name)));
        const Series series{history_.first, history_.slots, group.counts};
        const Model model(series, holidays_);
        result.level_now = model.level_now();
        result.trend = model.trend();
        result.holiday_factor = model.holiday_factor();
        result.weeks = model.weeks();
        result.uncertainty = test_on_the_past(series, holidays_, options_.confidence);
        fill_volumes(model, result);
        options_.deadline ? fill_deadline(model, result) : fill_immediate(result);
        for (SlotPlan& slot : result.slots)
            slot.scheduled = whole(slot.people / (1 - options_.shrinkage));
        return result;
    }

private:
    [[nodiscard]] double slot_seconds() const { return history_.slot_minutes * 60.0; }
    [[nodiscard]] bool is_open(Date date, int slot) const {
        return options_.open.is_open(date, slot * history_.slot_minutes, history_.slot_minutes);
    }

    void fill_volumes(const Model& model, GroupPlan& result) const {
        const double tail = (1 - options_.confidence) / 2;
        for (int day = 0; day < options_.days; ++day) {
            const Date date{options_.first.days + day};
            for (int at = 0; at < history_.slots; ++at) {
                SlotPlan slot{.date = date, .minute = at * history_.slot_minutes};
                slot.expected = model.expected(date, at);
                slot.low = quantile(slot.expected, result.uncertainty.spread, tail);
                slot.high = quantile(slot.expected, result.uncertainty.spread, 1 - tail);
                slot.erlangs = slot.expected * result.handling_seconds / slot_seconds();
                slot.open = is_open(date, at);
                if (!slot.open) result.closed_items += slot.expected;
                result.slots.push_back(slot);
            }
        }
    }

    void fill_immediate(GroupPlan& result) const {
        result.late_items = result.closed_items;
        for (SlotPlan& slot : result.slots) {
            if (!slot.open) continue;
            const staffing::Load load{slot.expected / slot_seconds(), result.handling_seconds,
                                      options_.patience_seconds};
            const std::int64_t people = staffing::servers_needed(load, options_.target);
            slot.people = static_cast<double>(people);
            slot.performance = staffing::perform(load, people, options_.target.limit_seconds);
        }
    }

    /// The plan reaches beyond its days on both sides: what came before the first still is due,
    /// and what comes on the last may be left for later.
    void fill_deadline(const Model& model, GroupPlan& result) const {
        const auto due_after =
            static_cast<std::size_t>(options_.deadline->seconds / slot_seconds());
        const int margin = 14 + static_cast<int>(due_after) / history_.slots;
        std::vector<double> work;
        std::vector<char> open;
        for (int day = -margin; day < options_.days + margin; ++day) {
            const Date date{options_.first.days + day};
            for (int at = 0; at < history_.slots; ++at) {
                work.push_back(model.expected(date, at) * result.handling_seconds / slot_seconds());
                open.push_back(is_open(date, at) ? 1 : 0);
            }
        }
        const staffing::DeadlinePlan planned =
            staffing::plan_deadline_work({work, open, due_after, options_.deadline->open_time});
        const auto begin = static_cast<std::size_t>(margin * history_.slots);
        for (std::size_t i = 0; i < result.slots.size(); ++i)
            result.slots[i].people = whole(planned.people[begin + i]);
        const double days = options_.days + 2.0 * margin;
        result.late_items =
            planned.late * slot_seconds() / result.handling_seconds * options_.days / days;
    }

    const History& history_;
    const Holidays& holidays_;
    const PlanOptions& options_;
};

std::optional<std::string> read_hours(std::string_view part, OpenHours& hours) {
    const std::size_t blank = part.find(' ');
    const auto wrong = [&] {
        return fmt::format("`{}` are no opening hours: write `mon-fri 08:00-18:00`", part);
    };
    if (blank == std::string_view::npos) return wrong();
    const auto days = tables::split(part.substr(0, blank), '-');
    const auto times = tables::split(part.substr(blank), '-');
    if (days.empty() || days.size() > 2 || times.size() != 2) return wrong();
    const auto first = read_day(days.front());
    const auto last = read_day(days.back());
    const auto from = read_minute(times[0]);
    const auto until = read_minute(times[1]);
    if (!first || !last || !from || !until) return wrong();
    if (*from >= *until)
        return fmt::format(
            "`{}` ends before it begins; nights are two windows: `{}-24:00` and, "
            "on the next day, `00:00-{}`",
            part, times[0], times[1]);
    for (int day = *first;; day = (day + 1) % 7) {
        hours.days[static_cast<std::size_t>(day)].push_back({*from, *until});
        if (day == *last) return std::nullopt;
    }
}

}  // namespace

OpenHours OpenHours::always() {
    OpenHours hours;
    for (auto& day : hours.days) day.push_back({});
    return hours;
}

std::expected<OpenHours, std::string> OpenHours::read(std::string_view text) {
    OpenHours hours;
    for (const std::string_view part : tables::split(text, ','))
        if (const auto wrong = read_hours(part, hours)) return std::unexpected(*wrong);
    return hours;
}

bool OpenHours::is_open(Date date, int minute, int minutes) const {
    return std::ranges::any_of(days[static_cast<std::size_t>(date.weekday())],
                               [&](const Window& window) {
                                   return window.from < minute + minutes && minute < window.until;
                               });
}

double GroupPlan::items() const {
    double sum = 0;
    for (const SlotPlan& slot : slots) sum += slot.expected;
    return sum;
}
double GroupPlan::people_hours(int slot_minutes) const {
    double sum = 0;
    for (const SlotPlan& slot : slots) sum += slot.people * slot_minutes / 60.0;
    return sum;
}
double GroupPlan::peak() const {
    double peak = 0;
    for (const SlotPlan& slot : slots) peak = std::max(peak, slot.people);
    return peak;
}

std::expected<std::vector<GroupPlan>, std::string> plan(const History& history,
                                                        const Holidays& holidays,
                                                        const PlanOptions& options) {
    if (history.days < 7)
        return std::unexpected(
            fmt::format("the history has {} whole day{}, and a forecast needs at least a week",
                        history.days, history.days == 1 ? "" : "s"));
    const Planner planner(history, holidays, options);
    std::vector<GroupPlan> plans;
    for (const Group& group : history.groups) {
        auto planned = planner.plan(group);
        if (!planned) return std::unexpected(planned.error());
        plans.push_back(std::move(*planned));
    }
    return plans;
}

}  // namespace reeve::forecast
