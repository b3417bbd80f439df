#include "cli/commands.h"
#include "cli/questions.h"
#include "cli/shown_text.h"

#include "base/text.h"
#include "compiler/diagnostics/render.h"
#include "compiler/driver/session.h"
#include "compiler/explain/explain.h"
#include "compiler/explain/json.h"
#include "compiler/explain/plot.h"
#include "compiler/explain/text.h"
#include "compiler/records/clocks.h"
#include "compiler/records/record_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

// `reeve explain RULES --item '{ … }'`: why one item stands where it stands.

namespace reeve::cli {

namespace {

int wrong(const std::string& text) {
    write(stderr, fmt::format("reeve explain: {}\n", text));
    return kWrongUse;
}

void show(const explain::Text& text, const ExplainItemOptions& options) {
    show(text, ShowOptions{options.ascii || needs_ascii(stdout), use_color(options.color, stdout)});
}

/// Everything that the command was given, read.
struct Given {
    typed::WorkTypeId type;
    eval::Item item;
    explain::Options options;
};

/// The item as the user gave it, on one line.
Asked<std::string> read_text(const std::string& given) {
    std::string text = given;
    if (given == "-") {
        std::string in;
        for (int c = std::getchar(); c != EOF; c = std::getchar()) in += static_cast<char>(c);
        text = in;
    } else if (given.starts_with('@')) {
        std::ifstream file(given.substr(1), std::ios::binary);
        if (!file) return std::unexpected(fmt::format("cannot read `{}`", given.substr(1)));
        text.assign(std::istreambuf_iterator<char>(file), {});
    }
    // A line break inside a text would be no JSON, so all stand between values.
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '\r', ' ');
    return text;
}

/// What the record says itself.
struct Said {
    std::vector<bool> attributes;
    bool id = false;
};

Said what_is_said(const typed::Program& program, typed::WorkTypeId type, const std::string& text) {
    const records::Columns columns(program, type);
    records::MemorySource source(text);
    records::TextWindow window(source);
    records::RawRecord raw;
    Said said{std::vector<bool>(columns.attribute_count(), false)};
    const auto reader = records::read_json_lines(window, columns, {});
    if (!reader->next(raw)) return said;
    const auto is_said = [&](std::size_t column) {
        return raw.values[column].kind != records::RawValue::Kind::Missing;
    };
    for (std::size_t i = 0; i < said.attributes.size(); ++i) said.attributes[i] = is_said(i);
    said.id = is_said(columns.place(records::RecordFact::Id));
    return said;
}

std::string describe(const records::RecordError& error) {
    std::string text = error.attribute.empty()
                           ? error.reason
                           : fmt::format("`{}`: {}", error.attribute, error.reason);
    if (!error.excerpt.empty()) text += fmt::format("; found `{}`", error.excerpt);
    return text;
}

/// Sets `item`; the words of what is wrong with it otherwise.
std::optional<std::string> read_item(const eval::Rules& rules, const std::string& text,
                                     const eval::House& house, Given& asked) {
    const Instant at = asked.options.now;
    records::ReaderOptions options;
    options.file = "--item";
    options.blank = rules.new_item(asked.type, at);
    options.at = at;
    records::MemorySource source(text);
    records::RecordReader reader(rules.program(), source, std::move(options));
    records::Record record;
    if (!reader.next(record)) return "`--item` holds no JSON object";
    if (!record.errors.empty()) {
        std::string problems = "the item cannot be read";
        for (const records::RecordError& error : record.errors)
            problems += "\n  " + describe(error);
        return problems;
    }
    Said said = what_is_said(rules.program(), asked.type, text);
    asked.item = std::move(record.item);
    if (record.due) records::set_due(rules, &house, *record.due, asked.item);
    // Its number among the records is no id.
    if (!said.id) asked.item.id.clear();
    asked.options.given = std::move(said.attributes);
    return std::nullopt;
}

int draw(const explain::Inputs& inputs, const Given& asked, const ExplainItemOptions& options) {
    const explain::Plot plot = explain::make_plot(inputs, asked.item, asked.options);
    const explain::Formatter format(inputs.rules);
    if (options.plot_file.empty()) {
        explain::ChartOptions chart;
        chart.width = terminal_width(stdout);
        chart.ascii = options.ascii || needs_ascii(stdout);
        show(explain::to_chart(plot, format, chart), options);
        return kFine;
    }
    std::ofstream file(options.plot_file, std::ios::binary);
    file << explain::to_svg(plot, format);
    file.close();
    if (!file) return wrong(fmt::format("cannot write `{}`", options.plot_file));
    write(stdout, fmt::format("{}: the priority from {} to {}\n", options.plot_file,
                              format.moment(plot.from), format.moment(plot.to)));
    return kFine;
}

/// What was asked beside the item: sets it in `asked`, or says what is wrong.
std::optional<std::string> read_question(const typed::Program& program,
                                         const ExplainItemOptions& options, Given& asked) {
    const auto type = find_type(program, options.type);
    if (!type) return type.error();
    asked.type = *type;
    const records::ValueReader values(program);
    const auto at = read_at(options.at.empty() ? "now" : options.at, values.zone());
    if (!at) return at.error();
    asked.options.now = *at;
    if (options.until.empty()) return std::nullopt;
    const auto until = read_at(options.until, values.zone());
    if (!until || *until <= *at)
        return fmt::format("`--until {}` is no moment after the one asked about", options.until);
    asked.options.until = *until;
    return std::nullopt;
}

int answer(const driver::Session& session, const ExplainItemOptions& options) {
    const typed::Program& program = session.programs().front().typed;
    if (const auto zone = eval::missing_time_zone(program))
        return wrong(fmt::format("this machine does not know the time zone `{}`", *zone));
    Given asked;
    if (const auto problem = read_question(program, options, asked)) return wrong(*problem);
    auto settings = read_settings(program, options.settings);
    if (!settings) return wrong(settings.error());
    if (options.item.empty()) return wrong("say which item to explain: `--item '{ … }'`");
    const auto text = read_text(options.item);
    if (!text) return wrong(text.error());
    const eval::Rules rules(program);
    const eval::House house{.settings = std::move(*settings)};
    if (const auto problem = read_item(rules, *text, house, asked)) return wrong(*problem);
    const explain::Inputs inputs{session.sources(), rules, &house};
    if (options.plot) return draw(inputs, asked, options);
    const explain::Explanation explanation = explain::explain(inputs, asked.item, asked.options);
    const explain::Formatter format(rules);
    if (options.format == Format::Json)
        write(stdout, explain::to_json(explanation, format));
    else
        show(explain::to_text(explanation, format, {terminal_width(stdout)}), options);
    return kFine;
}

}  // namespace

bool is_rule_file(const std::string& word) {
    std::error_code ignored;
    return word.ends_with(".reeve") || std::filesystem::is_regular_file(word, ignored);
}

int explain_item(const ExplainItemOptions& options) {
    const driver::DiskFileSystem files;
    driver::Session session(files);
    session.check(std::vector<std::string>{options.rules});
    const auto& found = session.sink().diagnostics();
    if (diagnostics::count(found).errors > 0) {
        std::string out;
        diagnostics::render_text(session.sources(), found,
                                 {use_color(options.color, stderr), terminal_width(stderr)}, out);
        write(stderr, out);
        return session.all_readable() ? kFindings : kWrongUse;
    }
    if (!session.all_readable() || session.programs().empty()) return kWrongUse;
    return answer(session, options);
}

}  // namespace reeve::cli
