#include "cli/commands.h"

#include "base/text.h"
#include "compiler/diagnostics/render.h"
#include "compiler/diagnostics/styled_text.h"
#include "compiler/driver/session.h"
#include "compiler/explain/explain.h"
#include "compiler/explain/json.h"
#include "compiler/explain/plot.h"
#include "compiler/explain/text.h"
#include "compiler/records/clocks.h"
#include "compiler/records/record_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <variant>

// `reeve explain RULES --item '{ … }'`: why one item stands where it stands.

namespace reeve::cli {

namespace {

using diagnostics::Style;
using explain::Tone;

int wrong(const std::string& text) {
    write(stderr, fmt::format("reeve explain: {}\n", text));
    return kWrongUse;
}

Style style_of(Tone tone) {
    switch (tone) {
        case Tone::Title: return Style::Note;
        case Tone::Strong: return Style::Strong;
        case Tone::Good: return Style::Added;
        case Tone::Quiet: return Style::Margin;
        case Tone::Warning: return Style::Warning;
        case Tone::Code: return Style::Code;
        default: return Style::Plain;
    }
}

void show(const explain::Text& text, const ExplainItemOptions& options) {
    std::string out;
    diagnostics::StyledText styled(out, use_color(options.color, stdout));
    for (const explain::TextLine& line : text.lines) {
        for (const explain::Piece& piece : line) {
            const std::string shown = options.ascii ? explain::in_ascii(piece.text) : piece.text;
            if (piece.tone == Tone::Plain)
                styled.write(shown);
            else
                styled.write(style_of(piece.tone), shown);
        }
        styled.end_line();
    }
    write(stdout, out);
}

std::string names_of(const typed::Program& program) {
    std::vector<std::string> names;
    for (const typed::WorkType& type : program.work_types)
        names.push_back("`" + type.header.name + "`");
    return join_words(names, "or");
}

/// Everything that the command was given, read.
struct Asked {
    typed::WorkTypeId type;
    eval::Item item;
    explain::Options options;
};

std::variant<typed::WorkTypeId, std::string> find_type(const typed::Program& program,
                                                       const std::string& name) {
    if (program.work_types.empty()) return "the program has no work type";
    if (name.empty()) {
        if (program.work_types.size() == 1) return typed::WorkTypeId(0);
        return "say of which work type the item is: `--type` " + names_of(program);
    }
    for (std::size_t i = 0; i < program.work_types.size(); ++i) {
        if (program.work_types[i].header.name == name) return typed::WorkTypeId(i);
    }
    return fmt::format("there is no work type `{}`; the program has {}", name, names_of(program));
}

std::optional<Instant> read_moment(const typed::Program& program, const std::string& text) {
    const records::ValueReader reader(program);
    typed::DeclaredType type;
    type.type.base = typed::Base::Moment;
    const auto value = reader.read(type, std::string_view(text));
    if (!value) return std::nullopt;
    return value->moment();
}

Instant system_time() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

/// The item as the user gave it, on one line.
std::variant<std::string, std::nullptr_t> read_text(const std::string& given) {
    std::string text = given;
    if (given == "-") {
        std::string in;
        for (int c = std::getchar(); c != EOF; c = std::getchar()) in += static_cast<char>(c);
        text = in;
    } else if (given.starts_with('@')) {
        std::ifstream file(given.substr(1), std::ios::binary);
        if (!file) return nullptr;
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
                                     Asked& asked) {
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
    if (record.due) records::set_due(rules, nullptr, *record.due, asked.item);
    // Its number among the records is no id.
    if (!said.id) asked.item.id.clear();
    asked.options.given = std::move(said.attributes);
    return std::nullopt;
}

int draw(const explain::Inputs& inputs, const Asked& asked, const ExplainItemOptions& options) {
    const explain::Plot plot = explain::make_plot(inputs, asked.item, asked.options);
    const explain::Formatter format(inputs.rules);
    if (options.plot_file.empty()) {
        explain::ChartOptions chart;
        chart.width = terminal_width(stdout);
        chart.ascii = options.ascii;
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

int answer(const driver::Session& session, const ExplainItemOptions& options) {
    const typed::Program& program = session.programs().front().typed;
    const auto type = find_type(program, options.type);
    if (const auto* problem = std::get_if<std::string>(&type)) return wrong(*problem);
    if (const auto zone = eval::missing_time_zone(program))
        return wrong(fmt::format("this machine does not know the time zone `{}`", *zone));
    Asked asked;
    asked.type = std::get<typed::WorkTypeId>(type);
    const auto at = options.at.empty() ? system_time() : read_moment(program, options.at);
    if (!at)
        return wrong(fmt::format("`--at {}` is no moment; write `2026-03-04 10:00`", options.at));
    asked.options.now = *at;
    if (!options.until.empty()) {
        asked.options.until = read_moment(program, options.until);
        if (!asked.options.until || *asked.options.until <= *at)
            return wrong(
                fmt::format("`--until {}` is no moment after the one asked about", options.until));
    }
    if (options.item.empty()) return wrong("say which item to explain: `--item '{ … }'`");
    const auto text = read_text(options.item);
    if (!std::holds_alternative<std::string>(text))
        return wrong(fmt::format("cannot read `{}`", options.item.substr(1)));
    const eval::Rules rules(program);
    if (const auto problem = read_item(rules, std::get<std::string>(text), asked))
        return wrong(*problem);
    const explain::Inputs inputs{session.sources(), rules};
    if (options.plot) return draw(inputs, asked, options);
    const explain::Explanation explanation = explain::explain(inputs, asked.item, asked.options);
    const explain::Formatter format(rules);
    if (options.format == Format::Json) {
        write(stdout, explain::to_json(explanation, format));
        return kFine;
    }
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
