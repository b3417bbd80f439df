#include "cli/planning.h"

#include "cli/forecast.h"
#include "cli/import.h"

#include <CLI/CLI.hpp>

namespace reeve::cli {

namespace {

constexpr const char* kForecastExamples =
    R"(The history is a file of items (JSON lines or CSV) with a moment `created` and, where known, how long they took
(`handling`). docs/forecast.md says how volumes and people are computed, and what that leaves out.

Examples:
  reeve forecast --items calls.csv --by skill --promise "80% within 20s" --handling 4m
  reeve forecast --items calls.csv --by skill --patience 2m --open "mon-fri 08:00-20:00" --plot people.html
  reeve forecast --items claims.jsonl --deadline "8h open" --open "mon-fri 08:00-17:00" --shrinkage 30%
  reeve forecast --items counts.csv --count calls --zone Europe/Paris --holidays days.csv --days 14
  reeve forecast --items calls.csv --from 2026-04-06 --out-format csv --out plan.csv

Exit codes: 0 all is well, 1 rows that could not be counted, 2 wrong use.)";

constexpr const char* kImportExamples =
    R"(Event logs of ticketing and process-mining tools become items with their handling times, and a roster with the
skills and shifts that people showed. A log is CSV, with a mapping file that says what its columns and activities
mean, or XES. docs/import.md has the mapping file, and how work, skills and shifts are found.

Examples:
  reeve import tickets.csv --mapping tickets.toml                         only say what is understood
  reeve import tickets.csv --mapping tickets.toml --items items.jsonl --roster roster.jsonl
  reeve import desk.xes --items items.jsonl
  zcat desk.xes.gz | reeve import - --format xes --mapping desk.toml --items items.jsonl
  reeve forecast --items items.jsonl --by category                        and then

Exit codes: 0 all is well, 1 parts of the log could not be used, 2 wrong use.)";

void add_import(CLI::App& command, ImportOptions& options) {
    command.add_option("LOG", options.log, "The event log; - is standard input")
        ->required()
        ->type_name("");
    command.add_option("--mapping", options.mapping, "What its columns and activities mean")
        ->type_name("FILE.toml");
    command
        .add_option("--format", options.format, "csv or xes, where the file's name does not say")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"csv", "xes"}).description(""));
    command.add_option("--items", options.items, "Where to write the items")
        ->type_name("FILE.jsonl");
    command.add_option("--roster", options.roster, "Where to write the roster")
        ->type_name("FILE.jsonl");
    command.footer(kImportExamples);
}

void add_history(CLI::App& command, ForecastOptions& options) {
    command.add_option("--items", options.items, "The history; - is standard input")
        ->required()
        ->type_name("FILE");
    command
        .add_option("--format", options.format, "jsonl or csv, where the file's name does not say")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"jsonl", "csv"}).description(""));
    command
        .add_option("--by", options.by, "The column whose values are planned apart, such as skill")
        ->type_name("COLUMN");
    command
        .add_option("--count", options.count,
                    "The column that says how many items a row stands for")
        ->type_name("COLUMN");
    command.add_option("--created", options.created, "The column with the moment")
        ->type_name("COLUMN")
        ->capture_default_str();
    command
        .add_option("--handling-column", options.handling_column,
                    "The column with the handling time: `PT5M`, `5m` or seconds")
        ->type_name("COLUMN")
        ->capture_default_str();
    command.add_option("--zone", options.zone, "The time zone of the house")
        ->type_name("ZONE")
        ->capture_default_str();
    command.add_option("--slot", options.slot, "The length of a slot")
        ->type_name("TIME")
        ->capture_default_str();
    command
        .add_option("--history-from", options.history_from,
                    "The first day to count; else the second of the file")
        ->type_name("DATE");
    command
        .add_option("--history-until", options.history_until,
                    "The last day to count; else the last but one of the file")
        ->type_name("DATE");
    command.add_option("--holidays", options.holidays, "A file with a column `date`")
        ->type_name("FILE");
}

void add_promise(CLI::App& command, ForecastOptions& options) {
    command.add_option("--promise", options.promise, "What is promised for immediate work")
        ->type_name("TEXT")
        ->capture_default_str();
    command
        .add_option("--patience", options.patience,
                    "How long people wait on average before they leave: Erlang A instead of C")
        ->type_name("TIME");
    command
        .add_option("--deadline", options.deadline,
                    "Work that is due so long after it came; `8h open` counts open time")
        ->type_name("TIME");
    command.add_option("--handling", options.handling, "The handling time of all items")
        ->type_name("TIME");
    command
        .add_option("--open", options.open,
                    "When people work: `mon-fri 08:00-18:00, sat 09:00-12:00`")
        ->type_name("HOURS");
    command
        .add_option("--busy-max", options.busy_max, "How busy people may be at most, such as 85%")
        ->type_name("SHARE");
    command
        .add_option("--leave-max", options.leave_max, "How many may leave at most, with --patience")
        ->type_name("SHARE");
    command
        .add_option("--shrinkage", options.shrinkage,
                    "The share of paid time in which people do not work: leave, training, breaks")
        ->type_name("SHARE");
}

void add_forecast(CLI::App& command, ForecastOptions& options) {
    add_history(command, options);
    add_promise(command, options);
    command
        .add_option("--from", options.from, "The first day to plan; else the one after the history")
        ->type_name("DATE");
    command.add_option("--days", options.days, "How many days to plan")
        ->type_name("NUMBER")
        ->check(CLI::Range(1, 366).description(""))
        ->capture_default_str();
    command
        .add_option("--confidence", options.confidence, "The share of counts that intervals hold")
        ->type_name("SHARE")
        ->capture_default_str();
    command.add_option("--out-format", options.out_format, "text, csv or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "csv", "json"}).description(""))
        ->capture_default_str();
    command.add_option("--out", options.out, "Where to write it; else standard output")
        ->type_name("FILE");
    command.add_option("--plot", options.plot, "Write a page with drawings, too")
        ->type_name("FILE.html");
    command.footer(kForecastExamples);
}

}  // namespace

struct PlanningCommands::Commands {
    ForecastOptions forecast_options;
    CLI::App* forecast = nullptr;
    ImportOptions import_options;
    CLI::App* import = nullptr;
};

PlanningCommands::PlanningCommands(CLI::App& app) : commands_(std::make_unique<Commands>()) {
    commands_->import =
        app.add_subcommand("import", "Make items and a roster of the event log of another system");
    add_import(*commands_->import, commands_->import_options);
    commands_->forecast = app.add_subcommand(
        "forecast", "Foresee volumes from a history, and say how many people they need");
    add_forecast(*commands_->forecast, commands_->forecast_options);
}
PlanningCommands::~PlanningCommands() = default;

std::optional<int> PlanningCommands::run() {
    if (commands_->import->parsed()) return import_log(commands_->import_options);
    if (commands_->forecast->parsed()) return forecast_people(commands_->forecast_options);
    return std::nullopt;
}

}  // namespace reeve::cli
