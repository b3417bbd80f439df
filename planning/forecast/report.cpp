#include "planning/forecast/report.h"

#include "base/json_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

namespace reeve::forecast {

namespace {

constexpr std::array<std::string_view, 7> kWeekdays{"Mon", "Tue", "Wed", "Thu",
                                                    "Fri", "Sat", "Sun"};

std::string_view weekday(Date date) { return kWeekdays[static_cast<std::size_t>(date.weekday())]; }
std::string time_of(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

/// `3m 20s`
std::string length(double seconds) {
    const auto rounded = std::llround(seconds);
    if (seconds < 10 && std::abs(seconds - static_cast<double>(rounded)) > 1e-9)
        return fmt::format("{:.1f}s", seconds);
    if (rounded < 60) return fmt::format("{}s", rounded);
    if (rounded < 3600)
        return rounded % 60 == 0 ? fmt::format("{}m", rounded / 60)
                                 : fmt::format("{}m {}s", rounded / 60, rounded % 60);
    return rounded % 3600 < 60 ? fmt::format("{}h", rounded / 3600)
                               : fmt::format("{}h {}m", rounded / 3600, rounded % 3600 / 60);
}

std::string percent(double share) { return fmt::format("{:.1f}%", 100 * share); }

std::string target_words(const PlanOptions& options) {
    if (options.deadline)
        return fmt::format("done within {}{}", length(options.deadline->seconds),
                           options.deadline->open_time ? " of open time" : "");
    std::string words = fmt::format("{:g}% answered within {}", 100 * options.target.within_share,
                                    length(options.target.limit_seconds));
    if (options.target.occupancy_max < 1)
        words += fmt::format(", at most {:g}% busy", 100 * options.target.occupancy_max);
    if (options.target.abandoned_max < 1)
        words += fmt::format(", at most {:g}% leave", 100 * options.target.abandoned_max);
    return words;
}

std::string backtest_words(const GroupPlan& plan) {
    const Backtest& test = plan.uncertainty.backtest;
    if (test.weeks == 0)
        return "too short a history to test the forecast on; three weeks are needed";
    return fmt::format(
        "the last {} week{}, each from those before it: off by {} a slot and {} a day (the week "
        "before: {} a slot), bias {:+.1f}%, {} of slots inside their interval",
        test.weeks, test.weeks == 1 ? "" : "s", percent(test.error), percent(test.error_of_days),
        percent(test.error_of_last_week), 100 * test.bias, percent(test.covered));
}

std::string holiday_words(const Report& report, const GroupPlan& plan) {
    if (report.holidays.empty()) return "";
    return plan.holiday_factor < 0
               ? "  holidays   none in the history: taken as Sundays\n"
               : fmt::format("  holidays   {} of other days\n", percent(plan.holiday_factor));
}

struct DayTotals {
    double expected = 0, hours = 0, scheduled = 0, peak = 0, within = 0, open_items = 0;
    std::string peak_at = "-";
};

DayTotals sum_day(std::span<const SlotPlan> slots, int slot_minutes) {
    DayTotals day;
    for (const SlotPlan& slot : slots) {
        day.expected += slot.expected;
        day.hours += slot.people * slot_minutes / 60.0;
        day.scheduled += slot.scheduled * slot_minutes / 60.0;
        if (slot.people > day.peak) {
            day.peak = slot.people;
            day.peak_at = time_of(slot.minute);
        }
        if (!slot.open) continue;
        day.within += slot.expected * slot.performance.within;
        day.open_items += slot.expected;
    }
    return day;
}

void write_days(const Report& report, const GroupPlan& plan, std::string& out) {
    const bool immediate = !report.options.deadline;
    out += fmt::format("  {:<14} {:>9} {:>6} {:>6} {:>13} {:>10}{}\n", "day", "expected", "peak",
                       "at", "people-hours", "scheduled", immediate ? "   within" : "");
    const auto per_day = static_cast<std::size_t>(report.history.slots);
    for (std::size_t at = 0; at < plan.slots.size(); at += per_day) {
        const std::span<const SlotPlan> slots = std::span(plan.slots).subspan(at, per_day);
        const DayTotals day = sum_day(slots, report.history.slot_minutes);
        const Date date = slots.front().date;
        out += fmt::format("  {} {}{:1} {:>8.1f} {:>6} {:>6} {:>13.1f} {:>10.1f}", weekday(date),
                           date.to_string(), report.holidays.contains(date) ? "*" : "",
                           day.expected, day.peak, day.peak_at, day.hours, day.scheduled);
        if (immediate)
            out += day.open_items > 0 ? fmt::format(" {:>8}", percent(day.within / day.open_items))
                                      : fmt::format(" {:>8}", "-");
        out += "\n";
    }
}

void write_group(const Report& report, const GroupPlan& plan, std::string& out) {
    out += fmt::format("\n{}\n", plan.name.empty() ? "all items" : plan.name);
    out += fmt::format(
        "  volume     {:.1f} items a week now, trend {:+.1f} a week, {} week{} of "
        "history\n",
        plan.level_now, plan.trend, plan.weeks, plan.weeks == 1 ? "" : "s");
    out += holiday_words(report, plan);
    out += fmt::format("  handling   {} on average{}\n", length(plan.handling_seconds),
                       plan.handling_from_items ? ", as the items say" : ", as asked");
    out += fmt::format("  backtest   {}\n", backtest_words(plan));
    if (plan.late_items >= 0.05)
        out += fmt::format("  not met    {:.1f} items {}\n", plan.late_items,
                           report.options.deadline
                               ? "come and fall due while nobody works"
                               : "come while nobody works: no people are planned for them");
    write_days(report, plan, out);
}

/// A number as JSON takes it; what is endless is null.
std::string number(double value, int decimals = 4) {
    if (!std::isfinite(value)) return "null";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\n\r;") == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string json_text(std::string_view text) {
    std::string out;
    append_json_string(text, out);
    return out;
}

void write_json_slot(const SlotPlan& slot, bool immediate, std::string& out) {
    fmt::format_to(std::back_inserter(out),
                   "{{\"date\":\"{}\",\"time\":\"{}\",\"expected\":{},\"low\":{},\"high\":{},"
                   "\"erlangs\":{},\"open\":{},\"people\":{},\"scheduled\":{}",
                   slot.date.to_string(), time_of(slot.minute), number(slot.expected),
                   number(slot.low), number(slot.high), number(slot.erlangs), slot.open,
                   number(slot.people), number(slot.scheduled));
    if (immediate && slot.open) {
        const staffing::Performance& p = slot.performance;
        fmt::format_to(std::back_inserter(out),
                       ",\"within\":{},\"wait_seconds\":{},\"abandoned\":{},\"occupancy\":{}",
                       number(p.within), number(p.wait_seconds), number(p.abandoned),
                       number(p.occupancy));
    }
    out += "}";
}

void write_json_group(const Report& report, const GroupPlan& plan, std::string& out) {
    const Backtest& test = plan.uncertainty.backtest;
    fmt::format_to(
        std::back_inserter(out),
        "    {{\"name\":{},\"weeks_of_history\":{},\"level\":{},\"trend\":{},"
        "\"holiday_factor\":{},\"handling_seconds\":{},\"spread\":{},\"items_not_met\":{},\n",
        json_text(plan.name), plan.weeks, number(plan.level_now), number(plan.trend),
        plan.holiday_factor < 0 ? "null" : number(plan.holiday_factor),
        number(plan.handling_seconds), number(plan.uncertainty.spread, 6), number(plan.late_items));
    if (test.weeks == 0) {
        out += "     \"backtest\":null,\n";
    } else {
        fmt::format_to(std::back_inserter(out),
                       "     \"backtest\":{{\"weeks\":{},\"error\":{},\"error_of_days\":{},"
                       "\"error_of_last_week\":{},\"bias\":{},\"covered\":{}}},\n",
                       test.weeks, number(test.error), number(test.error_of_days),
                       number(test.error_of_last_week), number(test.bias), number(test.covered));
    }
    out += "     \"slots\":[\n";
    for (const SlotPlan& slot : plan.slots) {
        out += "      ";
        write_json_slot(slot, !report.options.deadline, out);
        out += &slot == &plan.slots.back() ? "\n" : ",\n";
    }
    out += "     ]}";
}

}  // namespace

std::string describe_method(const PlanOptions& options) {
    std::string text =
        "Volumes: shares of the week times a weekly level by Holt's damped linear smoothing; "
        "intervals from the negative binomial distribution, its spread measured on the past. ";
    if (options.deadline)
        return text +
               "People: the fluid bound, the most even plan that is in time (taut string). No plan "
               "needs fewer; chance comes on top.";
    if (options.patience_seconds > 0)
        return text + fmt::format(
                          "People: Erlang A (Palm 1957; Mandelbaum and Zeltyn 2007) with a "
                          "mean patience of {}.",
                          length(options.patience_seconds));
    return text + "People: Erlang C (Erlang 1917): nobody leaves the line.";
}

std::string to_text(const Report& report) {
    const History& history = report.history;
    std::string out = fmt::format("History: {} rows, {} to {}, slots of {} minutes, {}\n",
                                  history.rows, history.first.to_string(),
                                  history.last().to_string(), history.slot_minutes, report.zone);
    if (history.cut_off)
        out += "The first and the last day are left out, because they may have been cut off.\n";
    if (history.refused > 0)
        out += fmt::format("{} row{} could not be counted.\n", history.refused,
                           history.refused == 1 ? "" : "s");
    if (history.ungrouped > 0)
        out += fmt::format("{} row{} without `{}` left out.\n", history.ungrouped,
                           history.ungrouped == 1 ? "" : "s", report.by);
    out += fmt::format("Promise: {}\n{}\n", target_words(report.options),
                       describe_method(report.options));
    for (const GroupPlan& plan : report.plans) write_group(report, plan, out);
    return out;
}

std::string to_csv(const Report& report) {
    std::string out =
        "group,date,time,expected,low,high,erlangs,people,scheduled,within,wait_seconds,"
        "abandoned,occupancy\n";
    for (const GroupPlan& plan : report.plans) {
        for (const SlotPlan& slot : plan.slots) {
            fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{},{}",
                           csv_cell(plan.name), slot.date.to_string(), time_of(slot.minute),
                           number(slot.expected), number(slot.low), number(slot.high),
                           number(slot.erlangs), number(slot.people), number(slot.scheduled));
            const staffing::Performance& p = slot.performance;
            out += report.options.deadline || !slot.open
                       ? ",,,,\n"
                       : fmt::format(",{},{},{},{}\n", number(p.within), number(p.wait_seconds),
                                     number(p.abandoned), number(p.occupancy));
        }
    }
    return out;
}

std::string to_json(const Report& report) {
    const History& history = report.history;
    std::string out;
    fmt::format_to(std::back_inserter(out),
                   "{{\n  \"history\":{{\"first\":\"{}\",\"last\":\"{}\",\"rows\":{},"
                   "\"refused\":{},\"slot_minutes\":{},\"zone\":{}}},\n  \"by\":{},\n"
                   "  \"promise\":{},\n  \"method\":{},\n  \"confidence\":{},\n  \"groups\":[\n",
                   history.first.to_string(), history.last().to_string(), history.rows,
                   history.refused, history.slot_minutes, json_text(report.zone),
                   report.by.empty() ? "null" : json_text(report.by),
                   json_text(target_words(report.options)),
                   json_text(describe_method(report.options)), number(report.options.confidence));
    for (const GroupPlan& plan : report.plans) {
        write_json_group(report, plan, out);
        out += &plan == &report.plans.back() ? "\n" : ",\n";
    }
    return out + "  ]\n}\n";
}

}  // namespace reeve::forecast
