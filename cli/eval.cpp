#include "base/text.h"
#include "cli/chunks.h"
#include "cli/commands.h"
#include "cli/engines.h"
#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/questions.h"
#include "compiler/diagnostics/render.h"
#include "compiler/driver/session.h"
#include "compiler/eval/evaluation.h"
#include "compiler/eval/prepared.h"
#include "compiler/records/results.h"
#include "compiler/records/splits.h"
#include "compiler/records/times.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <utility>

namespace reeve::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWriteBytes = 64 * 1024;

int wrong_use(const std::string& text) {
    write(stderr, fmt::format("reeve eval: {}\n", text));
    return kWrongUse;
}

Asked<std::vector<records::ResultField>> read_fields(const std::vector<std::string>& names) {
    std::vector<std::string_view> known;
    for (const auto& info : records::result_fields()) known.push_back(info.name);
    std::vector<records::ResultField> fields;
    for (const std::string& name : names) {
        const auto field = records::find_result_field(name);
        if (!field) {
            return std::unexpected(
                fmt::format("`--fields`: there is no `{}`{}", name, did_you_mean(name, known)));
        }
        if (std::ranges::find(fields, *field) != fields.end())
            return std::unexpected(fmt::format("`--fields` names `{}` twice", name));
        fields.push_back(*field);
    }
    return fields;
}

Asked<records::Format> items_format(const EvalOptions& options) {
    if (options.format == "jsonl") return records::Format::JsonLines;
    if (options.format == "csv") return records::Format::Csv;
    if (options.items == "-") return records::Format::JsonLines;
    if (const auto format = records::format_of(options.items)) return *format;
    return std::unexpected(fmt::format(
        "`{}` ends neither in .jsonl nor in .csv; `--format` says what it is", options.items));
}

Asked<records::ResultFormat> out_format(const EvalOptions& options) {
    using records::ResultFormat;
    if (options.out_format == "jsonl") return ResultFormat::JsonLines;
    if (options.out_format == "csv") return ResultFormat::Csv;
    if (options.out_format == "table") return ResultFormat::Table;
    if (options.out.empty())
        return isatty(STDOUT_FILENO) != 0 ? ResultFormat::Table : ResultFormat::JsonLines;
    const auto format = records::format_of(options.out);
    if (format && !options.out.ends_with(".tsv")) {
        return *format == records::Format::Csv ? ResultFormat::Csv : ResultFormat::JsonLines;
    }
    return std::unexpected(
        fmt::format("`{}` ends neither in .jsonl nor in .csv; `--out-format` says what it shall be",
                    options.out));
}

bool same_file(const std::string& a, const std::string& b) {
    std::error_code error;
    return !a.empty() && !b.empty() && (a == b || fs::equivalent(a, b, error));
}

std::optional<std::string> overwritten(const EvalOptions& options, const std::string& rejects) {
    for (const std::string& written : {options.out, rejects}) {
        if (same_file(written, options.items) || same_file(written, options.rules))
            return fmt::format("`{}` would be overwritten", written);
    }
    if (same_file(options.out, rejects))
        return fmt::format("`{}` cannot hold both results and what was refused", rejects);
    return std::nullopt;
}

/// The text of a test on one line.
std::string on_one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank) out += c;
        if (blank && !out.ends_with(' ')) out += ' ';
    }
    return out;
}

/// Where refused records go: a file, or the terminal in words.
struct Rejects {
    bool skip = false;
    bool ended = false;  // the run ended at a record
    std::string path;    // empty: standard error
    std::unique_ptr<OutputFile> file;
    std::uint64_t count = 0;
};

/// One run over the items, once everything that was asked is understood.
struct Run {
    const EvalOptions& options;
    const driver::Session& session;
    const eval::Rules& rules;
    typed::WorkTypeId type;
    eval::House house;
    Instant at;
    records::Format format;
    records::ResultOptions results;
    std::unique_ptr<records::FileSource> source;
    std::unique_ptr<OutputFile> out;
    Rejects rejects;
    std::shared_ptr<batch::CompiledRules> compiled;  // null: the reference evaluator
    bool code_later = false;                         // machine code once it pays
    std::uint64_t evaluated = 0;
};

void say_errors(const records::Record& record) {
    for (const records::RecordError& error : record.errors) write(stderr, to_string(error) + "\n");
    if (record.errors_left_out > 0) {
        write(stderr, fmt::format("{} more errors in this record\n", record.errors_left_out));
    }
}

/// Whether to go on. A file of which the rest cannot be read gives no result at all.
bool refuse(Run& run, const records::Record& record, Progress& progress) {
    ++run.rejects.count;
    run.rejects.ended = !run.rejects.skip || record.last;
    if (run.rejects.file && !run.rejects.ended) {
        std::string line;
        records::append_reject(record, line);
        run.rejects.file->write(line);
    } else {
        progress.clear();
        say_errors(record);
    }
    return !run.rejects.ended;
}

/// What has to be worked out for the fields that are written.
batch::Wanted wanted_for(std::span<const records::ResultField> fields) {
    using records::ResultField;
    batch::Wanted wanted{.promises = false, .route = false, .everything = false};
    for (const ResultField field : fields) {
        if (field >= ResultField::Due && field <= ResultField::TargetLeft) wanted.promises = true;
        if (field == ResultField::Queue || field == ResultField::Needs) wanted.route = true;
        if (field == ResultField::NextChange) wanted.everything = true;
    }
    return wanted;
}

/// Splits are chosen in the order of the file, whichever thread worked out the rest.
void choose_splits(records::Splits& splits, eval::RouteAnswer& route) {
    for (const typed::Destination* split : route.splits) {
        const std::size_t part = splits.choose(*split);
        if (split == route.destination) route.queue = split->parts[part].queue;
    }
}

ChunkOptions chunk_options(const Run& run) {
    const std::vector<records::ResultField>& fields =
        run.results.fields.empty() ? records::usual_result_fields() : run.results.fields;
    ChunkOptions options{.rules = &run.rules,
                         .type = run.type,
                         .question = {.now = run.at, .house = &run.house, .choose_split = {}},
                         .wanted = wanted_for(fields),
                         .compiled = run.compiled,
                         .compile_later = {}};
    if (run.code_later) options.compile_later = native_compiler(run.options.cache);
    return options;
}

void evaluate_items(Run& run) {
    records::RecordReader reader(
        run.rules.program(), *run.source,
        {.file = run.options.items == "-" ? "standard input" : run.options.items,
         .format = run.format,
         .blank = run.rules.new_item(run.type, run.at),
         .at = run.at});
    records::ResultWriter writer(run.rules, run.results);
    records::Splits splits;
    std::string out;
    Chunks chunks(chunk_options(run), [&](const records::Record& record, eval::Evaluation& answer) {
        choose_splits(splits, answer.route);
        writer.write(record, answer, out);
        if (out.size() < kWriteBytes) return;
        run.out->write(out);
        out.clear();
    });
    const bool to_terminal = run.options.out.empty() && isatty(STDOUT_FILENO) != 0;
    Progress progress(run.source->size(), !to_terminal);
    records::Record record;
    while (reader.next(record)) {
        progress.show(reader.consumed(), chunks.written());
        if (record.errors.empty()) {
            chunks.add(std::move(record));
            record = {};
        } else if (!refuse(run, record, progress)) {
            break;
        }
    }
    chunks.finish();
    run.evaluated = chunks.written();
    writer.finish(out);
    run.out->write(out);
}

/// What runs the rules; why not, where the command line asks for what there is not.
std::optional<std::string> choose_engine(Run& run) {
    if (run.options.engine == "reference") return std::nullopt;
    run.compiled = std::make_shared<batch::CompiledRules>(run.rules.program(), run.type);
    run.code_later = run.options.engine.empty();
    if (run.options.engine != "native") return std::nullopt;
    const auto made = run.compiled->make_native(native_compiler(run.options.cache));
    return made ? std::nullopt : std::optional("there is no machine code: " + made.error());
}

/// Keeps what was written, or says why not.
int finish(Run& run) {
    if (run.rejects.ended) {
        if (!run.options.out.empty())
            write(stderr, fmt::format("nothing is written to `{}`\n", run.options.out));
        // What was evaluated before is on standard output where it was asked for there.
        if (run.options.out.empty()) run.out->keep();
        return kFindings;
    }
    if (const auto reason = run.out->keep())
        return wrong_use(fmt::format("`{}` cannot be written: {}", run.options.out, *reason));
    if (run.rejects.file) {
        if (const auto reason = run.rejects.file->keep())
            return wrong_use(fmt::format("`{}` cannot be written: {}", run.rejects.path, *reason));
    }
    if (run.rejects.count == 0) return kFine;
    write(stderr, fmt::format("{} item{} evaluated, {} record{} refused{}\n", run.evaluated,
                              run.evaluated == 1 ? "" : "s", run.rejects.count,
                              run.rejects.count == 1 ? "" : "s",
                              run.rejects.file ? fmt::format(": see `{}`", run.rejects.path) : ""));
    return kFindings;
}

std::optional<std::string> open_files(Run& run) {
    auto source = records::FileSource::open(run.options.items);
    if (!source) return fmt::format("`{}` cannot be read: {}", run.options.items, source.error());
    run.source = std::move(*source);
    auto out = OutputFile::open(run.options.out);
    if (!out) return fmt::format("`{}` cannot be written: {}", run.options.out, out.error());
    run.out = std::move(*out);
    if (!run.rejects.skip || run.rejects.path.empty()) return std::nullopt;
    auto rejects = OutputFile::open(run.rejects.path);
    if (!rejects)
        return fmt::format("`{}` cannot be written: {}", run.rejects.path, rejects.error());
    run.rejects.file = std::move(*rejects);
    return std::nullopt;
}

int run_items(const EvalOptions& options, const driver::Session& session,
              const typed::Program& program) {
    if (const auto zone = eval::missing_time_zone(program))
        return wrong_use(fmt::format("this computer's time zones have no `{}`", *zone));
    const eval::Rules rules(program);
    const auto type = find_type(program, options.type);
    if (!type) return wrong_use(type.error());
    const auto at = read_at(options.at, rules.calendars().zone({}));
    if (!at) return wrong_use(at.error());
    auto settings = read_settings(program, options.settings);
    if (!settings) return wrong_use(settings.error());
    const auto fields = read_fields(options.fields);
    if (!fields) return wrong_use(fields.error());
    const auto format = items_format(options);
    if (!format) return wrong_use(format.error());
    const auto shown = out_format(options);
    if (!shown) return wrong_use(shown.error());
    Rejects rejects{.skip = options.skip, .path = options.rejects};
    if (rejects.skip && rejects.path.empty() && !options.out.empty())
        rejects.path = options.out + ".rejects.jsonl";
    if (const auto wrong = overwritten(options, rejects.path)) return wrong_use(*wrong);
    Run run{.options = options,
            .session = session,
            .rules = rules,
            .type = *type,
            .house = {.settings = std::move(*settings)},
            .at = *at,
            .format = *format,
            .results = {.format = *shown,
                        .fields = *fields,
                        .source_text =
                            [&session](source::Span span) {
                                return on_one_line(session.sources().text(span));
                            }},
            .rejects = std::move(rejects)};
    if (const auto wrong = choose_engine(run)) return wrong_use(*wrong);
    if (const auto wrong = open_files(run)) return wrong_use(*wrong);
    evaluate_items(run);
    return finish(run);
}

/// Only what keeps the rules from being run; `reeve check` says the rest.
void render_errors(const driver::Session& session, const EvalOptions& options) {
    std::vector<diagnostics::Diagnostic> errors;
    for (const auto& diagnostic : session.sink().diagnostics()) {
        if (diagnostic.severity == diagnostics::Severity::Error) errors.push_back(diagnostic);
    }
    std::string out;
    diagnostics::render_text(session.sources(), errors,
                             {use_color(options.color, stderr), terminal_width(stderr)}, out);
    write(stderr, out);
    write(stderr,
          fmt::format("reeve eval: `{}` has errors, so nothing is evaluated\n", options.rules));
}

}  // namespace

int evaluate(const EvalOptions& options) {
    const driver::DiskFileSystem files;
    driver::Session session(files);
    session.check(std::vector<std::string>{options.rules});
    if (session.sink().has_errors()) {
        render_errors(session, options);
        return session.all_readable() ? kFindings : kWrongUse;
    }
    return run_items(options, session, session.programs().front().typed);
}

}  // namespace reeve::cli
