#include "tools/example_items/record.h"

#include "base/check.h"
#include "base/json_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace reeve::example_items {

Record& Record::put(std::string_view name, Kind kind, std::string value) {
    fields_.push_back({name, kind, {std::move(value)}});
    return *this;
}

Record& Record::text(std::string_view name, std::string_view value) {
    return put(name, Kind::Text, std::string(value));
}

Record& Record::number(std::string_view name, std::int64_t value) {
    return put(name, Kind::Number, fmt::format("{}", value));
}

Record& Record::money(std::string_view name, std::int64_t hundredths) {
    return put(name, Kind::Number, fmt::format("{}.{:02}", hundredths / 100, hundredths % 100));
}

Record& Record::percent(std::string_view name, std::int64_t percent) {
    return put(name, Kind::Number, fmt::format("{}.{:02}", percent / 100, percent % 100));
}

Record& Record::truth(std::string_view name, bool value) {
    return put(name, Kind::Truth, value ? "yes" : "no");
}

Record& Record::list(std::string_view name, std::vector<std::string> values) {
    fields_.push_back({name, Kind::List, std::move(values)});
    return *this;
}

Record& Record::date(std::string_view name, Date value) { return text(name, value.to_string()); }

Record& Record::moment(std::string_view name, Instant value) {
    const LocalMoment local = zone_.local(value);
    const std::int64_t seconds = local.time.ms / 1000;
    const std::int64_t offset = zone_.offset(value).ms / 60'000;
    return text(name,
                fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", local.date.to_string(),
                            seconds / 3600, seconds / 60 % 60, seconds % 60, offset < 0 ? '-' : '+',
                            std::abs(offset) / 60, std::abs(offset) % 60));
}

namespace {

void append_json_value(const Record::Field& field, std::string& out) {
    switch (field.kind) {
        case Record::Kind::Text: append_json_string(field.values.front(), out); break;
        case Record::Kind::Number: out += field.values.front(); break;
        case Record::Kind::Truth: out += field.values.front() == "yes" ? "true" : "false"; break;
        case Record::Kind::List:
            out += '[';
            for (const std::string& value : field.values) {
                if (&value != &field.values.front()) out += ',';
                append_json_string(value, out);
            }
            out += ']';
            break;
    }
}

void append_csv_cell(std::string_view text, std::string& out) {
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace

void append_json_line(const Record& record, std::string& out) {
    out += '{';
    for (const Record::Field& field : record.fields()) {
        if (&field != &record.fields().front()) out += ',';
        append_json_string(field.name, out);
        out += ':';
        append_json_value(field, out);
    }
    out += "}\n";
}

void append_csv_header(std::span<const std::string_view> columns, std::string& out) {
    out += fmt::format("{}\n", fmt::join(columns, ","));
}

void append_csv_row(std::span<const std::string_view> columns, const Record& record,
                    std::string& out) {
    std::size_t written = 0;
    for (const std::string_view& column : columns) {
        if (&column != &columns.front()) out += ',';
        const auto field = std::ranges::find(record.fields(), column, &Record::Field::name);
        if (field == record.fields().end()) continue;
        append_csv_cell(fmt::format("{}", fmt::join(field->values, ";")), out);
        ++written;
    }
    // A value without a column would be lost.
    CHECK(written == record.fields().size());
    out += '\n';
}

}  // namespace reeve::example_items
