#include "compiler/records/record_reader.h"

#include "compiler/records/clocks.h"
#include "compiler/records/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace reeve::records {

namespace {

constexpr std::int64_t kCountMax = 1'000'000'000;

std::unique_ptr<RawReader> make_reader(Format format, TextWindow& window, const Columns& columns,
                                       RawLimits limits) {
    return format == Format::Csv ? read_csv(window, columns, limits)
                                 : read_json_lines(window, columns, limits);
}

typed::Type plain(typed::Base base) {
    typed::Type type;
    type.base = base;
    return type;
}

}  // namespace

std::optional<Format> format_of(std::string_view file_name) {
    constexpr std::array<std::pair<std::string_view, Format>, 5> kEndings{
        {{".jsonl", Format::JsonLines},
         {".ndjson", Format::JsonLines},
         {".json", Format::JsonLines},
         {".csv", Format::Csv},
         {".tsv", Format::Csv}}};
    std::string name(file_name);
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const auto& [ending, format] : kEndings)
        if (name.ends_with(ending)) return format;
    return std::nullopt;
}

std::string to_string(const RecordError& error) {
    std::string text = error.file;
    if (error.line > 0) text += fmt::format(":{}", error.line);
    text += ": error: ";
    if (error.attribute.empty()) {
        text += error.reason;
        return error.excerpt.empty() ? text : text + fmt::format("; found `{}`", error.excerpt);
    }
    text += fmt::format("`{}`", error.attribute);
    if (!error.excerpt.empty()) text += fmt::format(" is `{}`", error.excerpt);
    text += ": " + error.reason;
    return text;
}

RecordReader::RecordReader(const typed::Program& program, ByteSource& source, ReaderOptions options)
    : program_(program),
      options_(std::move(options)),
      columns_(program, options_.blank.work_type),
      values_(program),
      window_(source),
      raw_reader_(make_reader(options_.format, window_, columns_, options_.limits)) {}

RecordReader::~RecordReader() = default;

bool RecordReader::next(Record& record) {
    record.errors.clear();
    record.errors_left_out = 0;
    record.due.reset();
    record.text = {};
    record.last = false;
    if (ended_) return false;
    const bool found = raw_reader_->next(raw_);
    if (window_.failure()) {
        ended_ = record.last = true;
        record.line = record.number = 0;
        add_error(record,
                  {"", fmt::format("the file cannot be read on: {}", *window_.failure()), ""});
        return true;
    }
    if (!found) return false;
    ended_ = record.last = raw_.last;
    record.line = raw_.line;
    record.text = raw_.text;
    // A header that is wrong is no record.
    record.number = raw_.last && number_ == 0 ? 0 : ++number_;
    for (Problem& problem : raw_.problems) add_error(record, std::move(problem));
    if (!raw_.readable) return true;
    record.item = options_.blank;
    read_attributes(record);
    read_facts(record);
    if (record.errors.empty()) set_clocks(program_, options_.at, record.item);
    return true;
}

void RecordReader::add_error(Record& record, Problem problem) const {
    if (record.errors.size() >= options_.errors_max) {
        ++record.errors_left_out;
        return;
    }
    record.errors.push_back({options_.file, record.line, record.number,
                             std::move(problem.attribute), std::move(problem.reason),
                             std::move(problem.excerpt)});
}

void RecordReader::add_error(Record& record, RecordFact fact, std::string reason) const {
    const std::size_t place = columns_.place(fact);
    add_error(record, {columns_.name(place), std::move(reason), excerpt(raw_.values[place].text)});
}

void RecordReader::read_attributes(Record& record) {
    const auto& attributes = program_.work_type(record.item.work_type).attributes;
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        const RawValue& raw = raw_.values[i];
        if (raw.kind == RawValue::Kind::Missing) {
            if (columns_.required(i))
                add_error(record, {columns_.name(i), "each record needs it", ""});
            continue;
        }
        auto value = values_.read(attributes[i].type, raw);
        if (value) {
            record.item.attributes[i] = std::move(*value);
        } else {
            add_error(record, {columns_.name(i), std::move(value.error().reason),
                               std::move(value.error().excerpt)});
        }
    }
}

std::optional<eval::Value> RecordReader::fact(RecordFact fact, const typed::Type& type,
                                              Record& record) {
    const std::size_t place = columns_.place(fact);
    const RawValue& raw = raw_.values[place];
    if (raw.kind == RawValue::Kind::Missing) return std::nullopt;
    typed::DeclaredType declared;
    declared.type = type;
    if (type.base == typed::Base::Number) declared.range = {0, kCountMax, 0};
    auto value = values_.read(declared, raw);
    if (value) return std::move(*value);
    add_error(record, {columns_.name(place), std::move(value.error().reason),
                       std::move(value.error().excerpt)});
    return std::nullopt;
}

std::optional<std::string> RecordReader::text_fact(RecordFact which, Record& record) {
    const auto value = fact(which, plain(typed::Base::Text), record);
    if (!value) return std::nullopt;
    const std::string_view name = trimmed(value->text());
    if (!name.empty()) return std::string(name);
    add_error(record, which, "empty, where a name is expected");
    return std::nullopt;
}

std::optional<Instant> RecordReader::moment_fact(RecordFact which, Record& record) {
    const auto value = fact(which, plain(typed::Base::Moment), record);
    return value ? std::optional(value->moment()) : std::nullopt;
}

std::optional<std::uint32_t> RecordReader::choice_fact(RecordFact which, typed::ChoiceId choice,
                                                       Record& record) {
    typed::Type type = plain(typed::Base::Choice);
    type.choice = choice;
    const auto value = fact(which, type, record);
    return value ? std::optional(value->choice()) : std::nullopt;
}

std::int64_t RecordReader::count_fact(RecordFact which, Record& record) {
    const auto value = fact(which, plain(typed::Base::Number), record);
    return value ? value->number().to_int64().value_or(0) : 0;
}

void RecordReader::read_facts(Record& record) {
    eval::Item& item = record.item;
    read_names(record);
    item.state = choice_fact(RecordFact::State, program_.states, record).value_or(item.state);
    item.source = choice_fact(RecordFact::Source, program_.source_names, record);
    item.queue = choice_fact(RecordFact::Queue, program_.queue_names, record);
    item.outcome =
        choice_fact(RecordFact::Outcome, program_.work_type(item.work_type).outcomes, record);
    item.declines = count_fact(RecordFact::Declines, record);
    item.misses = count_fact(RecordFact::Misses, record);
    item.reassignments = count_fact(RecordFact::Reassignments, record);
    item.created = moment_fact(RecordFact::Created, record).value_or(options_.at);
    item.in_line_since = moment_fact(RecordFact::InLineSince, record);
    record.due = moment_fact(RecordFact::Due, record);
    check_moments(record);
    if (!item.in_line_since) item.in_line_since = item.created;
}

void RecordReader::read_names(Record& record) {
    eval::Item& item = record.item;
    item.key = text_fact(RecordFact::Key, record);
    item.id = text_fact(RecordFact::Id, record).value_or(fmt::format("{}", record.number));
    item.assignee = text_fact(RecordFact::Assignee, record);
    item.offered_to = text_fact(RecordFact::OfferedTo, record);
    item.previous_assignee = text_fact(RecordFact::PreviousAssignee, record);
}

void RecordReader::check_moments(Record& record) {
    const eval::Item& item = record.item;
    if (item.created > options_.at) {
        add_error(
            record, RecordFact::Created,
            fmt::format("after the moment asked about, {}", to_iso(options_.at, values_.zone())));
    }
    if (item.in_line_since && *item.in_line_since > options_.at) {
        add_error(
            record, RecordFact::InLineSince,
            fmt::format("after the moment asked about, {}", to_iso(options_.at, values_.zone())));
    } else if (item.in_line_since && *item.in_line_since < item.created) {
        add_error(
            record, RecordFact::InLineSince,
            fmt::format("before the item was created, {}", to_iso(item.created, values_.zone())));
    }
    if (record.due && !program_.work_type(item.work_type).sla) {
        add_error(record, RecordFact::Due,
                  fmt::format("{} has no `sla`, so nothing is due",
                              program_.work_type(item.work_type).header.name));
    }
}

}  // namespace reeve::records
