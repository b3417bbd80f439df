#include "cli/forecast.h"

#include "cli/commands.h"
#include "cli/output_file.h"
#include "compiler/records/times.h"
#include "planning/forecast/report.h"

#include <fmt/format.h>

#include <cmath>
#include <expected>
#include <optional>
#include <utility>

namespace reeve::cli {

namespace {

template <class T>
using Asked = std::expected<T, std::string>;

int wrong_use(const std::string& text) {
    write(stderr, fmt::format("reeve forecast: {}\n", text));
    return kWrongUse;
}

std::string not_understood(std::string_view option, std::string_view text, std::string_view write) {
    return fmt::format("`{}`: `{}` is not understood; write {}", option, text, write);
}

Asked<double> read_length(std::string_view option, const std::string& text) {
    const auto seconds = tables::read_seconds(text);
    if (!seconds || *seconds <= 0)
        return std::unexpected(not_understood(option, text, "`20s`, `5m` or `1h 30m`"));
    return *seconds;
}

/// Between the two, which are no answers themselves.
Asked<double> read_part(std::string_view option, const std::string& text, double above,
                        double below) {
    const auto share = tables::read_share(text);
    if (!share || !(*share > above) || !(*share < below))
        return std::unexpected(not_understood(option, text, "a share such as `30%`"));
    return *share;
}

Asked<std::optional<Date>> read_day(std::string_view option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto date = records::read_date(text);
    if (!date) return std::unexpected(fmt::format("`{}`: {}", option, date.error()));
    return *date;
}

/// What takes an answer out of `asked`, or leaves with why there is none.
template <class T>
std::optional<std::string> take(Asked<T> asked, T& into) {
    if (!asked) return asked.error();
    into = std::move(*asked);
    return std::nullopt;
}

std::optional<std::string> read_promise(const std::string& text, staffing::Target& target) {
    const std::size_t within = text.find("within");
    const auto wrong = not_understood("--promise", text, "`80% within 20s`");
    if (within == std::string::npos) return wrong;
    const auto share = tables::read_share(std::string_view(text).substr(0, within));
    const auto seconds = tables::read_seconds(std::string_view(text).substr(within + 6));
    if (!share || !seconds || !(*share > 0)) return wrong;
    if (!(*share < 1))
        return fmt::format(
            "`--promise`: no number of people keeps `{}` for certain; ask for less "
            "than 100%",
            text);
    target.within_share = *share;
    target.limit_seconds = *seconds;
    return std::nullopt;
}

std::optional<std::string> read_deadline(std::string text, forecast::PlanOptions& plan) {
    forecast::Deadline deadline;
    if (text.ends_with(" open")) {
        deadline.open_time = true;
        text.resize(text.size() - 5);
    }
    if (const auto wrong = take(read_length("--deadline", text), deadline.seconds)) return wrong;
    plan.deadline = deadline;
    return std::nullopt;
}

std::optional<std::string> read_plan(const ForecastOptions& options, forecast::PlanOptions& plan) {
    std::optional<std::string> wrong = read_promise(options.promise, plan.target);
    const auto ask = [&](const std::string& text, auto read, auto& into) {
        if (!wrong && !text.empty()) wrong = take(read(text), into);
    };
    const auto length = [](const char* option) {
        return [option](const std::string& text) { return read_length(option, text); };
    };
    const auto part = [](const char* option, double above, double below) {
        return [=](const std::string& text) { return read_part(option, text, above, below); };
    };
    ask(options.patience, length("--patience"), plan.patience_seconds);
    ask(options.handling, length("--handling"), plan.handling_seconds);
    ask(options.busy_max, part("--busy-max", 0, 1), plan.target.occupancy_max);
    ask(options.leave_max, part("--leave-max", 0, 1), plan.target.abandoned_max);
    ask(options.shrinkage, part("--shrinkage", -1e-9, 1), plan.shrinkage);
    ask(options.confidence, part("--confidence", 0, 1), plan.confidence);
    ask(
        options.open, [](const std::string& text) { return forecast::OpenHours::read(text); },
        plan.open);
    if (!wrong && !options.deadline.empty()) wrong = read_deadline(options.deadline, plan);
    plan.handling_given = !options.handling.empty();
    plan.days = options.days;
    return wrong;
}

std::optional<std::string> read_history_options(const ForecastOptions& options,
                                                forecast::HistoryOptions& history) {
    const auto zone = calendar::TimeZone::find(options.zone);
    if (!zone)
        return fmt::format("`--zone`: there is no time zone `{}`; write `Europe/Paris`",
                           options.zone);
    history.zone = *zone;
    history.created = options.created;
    history.by = options.by;
    history.handling = options.handling_column;
    history.count = options.count;
    double seconds = 0;
    if (const auto wrong = take(read_length("--slot", options.slot), seconds)) return wrong;
    const double minutes = seconds / 60;
    if (minutes != std::floor(minutes) || std::fmod(24 * 60, minutes) != 0)
        return fmt::format(
            "`--slot`: a day is no whole number of slots of `{}`; write 15m, 30m or "
            "1h",
            options.slot);
    history.slot_minutes = static_cast<int>(minutes);
    if (const auto wrong = take(read_day("--history-from", options.history_from), history.first))
        return wrong;
    return take(read_day("--history-until", options.history_until), history.last);
}

Asked<std::unique_ptr<records::FileSource>> open_source(const std::string& path) {
    auto source = records::FileSource::open(path);
    if (!source)
        return std::unexpected(fmt::format("`{}` cannot be read: {}", path, source.error()));
    return std::move(*source);
}

Asked<forecast::Holidays> read_holidays(const std::string& path) {
    forecast::Holidays holidays;
    if (path.empty()) return holidays;
    const auto source = open_source(path);
    if (!source) return std::unexpected(source.error());
    const auto format = tables::format_of(path).value_or(tables::TableReader::Format::Csv);
    const auto reader = tables::read_table(**source, format);
    for (tables::Row row; reader->next(row);) {
        const tables::Value* value = row.find("date");
        const auto date = records::read_date(value == nullptr ? "" : value->text);
        if (!row.problem.empty() || value == nullptr || !date)
            return std::unexpected(tables::to_string({row.line, "date",
                                                      !row.problem.empty() ? row.problem
                                                      : value == nullptr   ? "it is missing"
                                                                           : date.error()},
                                                     path));
        holidays.insert(*date);
    }
    if (const auto failure = reader->failure())
        return std::unexpected(tables::to_string(*failure, path));
    return holidays;
}

Asked<tables::TableReader::Format> items_format(const ForecastOptions& options) {
    using enum tables::TableReader::Format;
    if (options.format == "csv") return Csv;
    if (options.format == "jsonl" || options.items == "-") return JsonLines;
    if (const auto format = tables::format_of(options.items)) return *format;
    return std::unexpected(fmt::format(
        "`{}` ends neither in .jsonl nor in .csv; `--format` says what it is", options.items));
}

std::optional<std::string> write_file(const std::string& path, std::string_view text) {
    auto file = OutputFile::open(path);
    std::optional<std::string> reason;
    if (file) {
        (*file)->write(text);
        reason = (*file)->keep();
    } else {
        reason = file.error();
    }
    if (reason) return fmt::format("`{}` cannot be written: {}", path, *reason);
    return std::nullopt;
}

void say_refused(const forecast::History& history, const std::string& file) {
    for (const tables::Problem& problem : history.problems)
        write(stderr, tables::to_string(problem, file) + "\n");
    const std::uint64_t more = history.refused - history.problems.size();
    if (more > 0) write(stderr, fmt::format("and {} more rows that cannot be counted\n", more));
}

int report(const ForecastOptions& options, const forecast::Report& report) {
    const std::string text = options.out_format == "csv"    ? to_csv(report)
                             : options.out_format == "json" ? to_json(report)
                                                            : to_text(report);
    if (const auto wrong = write_file(options.out, text)) return wrong_use(*wrong);
    if (!options.plot.empty())
        if (const auto wrong = write_file(options.plot, to_html(report))) return wrong_use(*wrong);
    return report.history.refused > 0 ? kFindings : kFine;
}

}  // namespace

int forecast_people(const ForecastOptions& options) {
    forecast::PlanOptions plan_options;
    forecast::HistoryOptions history_options;
    if (const auto wrong = read_plan(options, plan_options)) return wrong_use(*wrong);
    if (const auto wrong = read_history_options(options, history_options)) return wrong_use(*wrong);
    const auto from = read_day("--from", options.from);
    if (!from) return wrong_use(from.error());
    const auto holidays = read_holidays(options.holidays);
    if (!holidays) return wrong_use(holidays.error());
    const auto format = items_format(options);
    if (!format) return wrong_use(format.error());
    const auto source = open_source(options.items);
    if (!source) return wrong_use(source.error());
    const auto reader = tables::read_table(**source, *format);
    const std::string file = options.items == "-" ? "standard input" : options.items;
    const auto history = forecast::read_history(*reader, history_options);
    if (!history) {
        write(stderr, tables::to_string(history.error(), file) + "\n");
        return kFindings;
    }
    say_refused(*history, file);
    plan_options.first = from->value_or(Date{history->last().days + 1});
    if (plan_options.first <= history->last())
        return wrong_use(fmt::format("`--from` lies in the history, which ends on {}",
                                     history->last().to_string()));
    const auto plans = forecast::plan(*history, *holidays, plan_options);
    if (!plans) return wrong_use(plans.error());
    return report(options, {*history, plan_options, *holidays, options.by, options.zone, *plans});
}

}  // namespace reeve::cli
