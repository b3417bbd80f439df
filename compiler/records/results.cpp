#include "compiler/records/results.h"

#include "base/display_width.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "compiler/records/times.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::records {

using Kind = ResultCell::Kind;

namespace {

constexpr std::size_t kHeldRowsMax = 200;
constexpr std::size_t kTableCellMax = 40;

ResultCell text(std::string value) {
    return {.kind = Kind::Text, .text = std::move(value), .list = {}};
}
ResultCell number(std::string value) {
    return {.kind = Kind::Number, .text = std::move(value), .list = {}};
}

/// `27h 30m`, for tables.
std::string short_time(Decimal ms) {
    const Decimal minutes = (ms.abs() / Decimal(60'000)).floor();
    const std::int64_t total = minutes.to_int64().value_or(0);
    const std::string_view sign = ms.is_negative() ? "-" : "";
    if (total < 60) return fmt::format("{}{}m", sign, total);
    return fmt::format("{}{}h {:02}m", sign, total / 60, total % 60);
}

std::string join(const std::vector<std::string>& texts, std::string_view separator) {
    return fmt::format("{}", fmt::join(texts, separator));
}

bool right_aligned(ResultField field) {
    switch (field) {
        case ResultField::RecordNumber:
        case ResultField::Line:
        case ResultField::SlaUsed:
        case ResultField::TimeLeft:
        case ResultField::StartUsed:
        case ResultField::StartLeft:
        case ResultField::TargetUsed:
        case ResultField::TargetLeft:
        case ResultField::Priority: return true;
        default: return false;
    }
}

std::string_view name_of(ResultField field) {
    return result_fields()[static_cast<std::size_t>(field)].name;
}

}  // namespace

const std::vector<ResultFieldInfo>& result_fields() {
    static const std::vector<ResultFieldInfo> fields{
#define RECORDS_RESULT(field, name, about) {ResultField::field, name, about},
#include "compiler/records/result_fields.def"
#undef RECORDS_RESULT
    };
    return fields;
}

std::optional<ResultField> find_result_field(std::string_view name) {
    const auto found = std::ranges::find(result_fields(), name, &ResultFieldInfo::name);
    return found == result_fields().end() ? std::nullopt : std::optional(found->field);
}

const std::vector<ResultField>& usual_result_fields() {
    static const std::vector<ResultField> fields{
        ResultField::Key,      ResultField::Segment, ResultField::Band,
        ResultField::Due,      ResultField::SlaUsed, ResultField::TimeLeft,
        ResultField::Priority, ResultField::Queue,   ResultField::Needs};
    return fields;
}

ResultWriter::ResultWriter(const eval::Rules& rules, ResultOptions options)
    : rules_(rules),
      program_(rules.program()),
      options_(std::move(options)),
      zone_(rules_.calendars().zone({})) {
    if (options_.fields.empty()) options_.fields = usual_result_fields();
    cells_.resize(options_.fields.size());
}

ResultCell ResultWriter::moment(Instant instant) const {
    if (options_.format != ResultFormat::Table) return text(to_iso(instant, zone_));
    LocalMoment local = zone_.local(instant);
    local.time.ms -= local.time.ms % 1000;
    return text(local.to_string());
}

ResultCell ResultWriter::share(Decimal ratio) const {
    if (options_.format != ResultFormat::Table) return number(ratio.to_string());
    return number((ratio * Decimal(100)).round(1).to_string() + "%");
}

ResultCell ResultWriter::length(Decimal ms) const {
    return number(options_.format == ResultFormat::Table ? short_time(ms) : ms.to_string());
}

ResultCell ResultWriter::needs(const eval::Evaluation& answer) const {
    ResultCell cell{.kind = Kind::List, .text = {}, .list = {}};
    for (const eval::NeedAnswer& need : answer.route.needs) {
        if (!need.skill.valid()) {
            cell.list.push_back(options_.source_text(program_.expr(need.test).span));
            continue;
        }
        const std::string& skill = program_.skills[need.skill.index()].header.name;
        cell.list.push_back(need.level > 0 ? fmt::format("{} >= {}", skill, need.level) : skill);
    }
    return cell;
}

ResultCell ResultWriter::promise_cell(ResultField field, const eval::Evaluation& answer) const {
    const auto promise = [&](eval::PromiseKind kind, auto show) {
        const auto& found = answer.promises[static_cast<std::size_t>(kind)];
        return found ? show(*found) : ResultCell();
    };
    const auto at = [&](const eval::PromiseAnswer& p) { return moment(p.promise.at); };
    const auto used = [&](const eval::PromiseAnswer& p) { return share(p.used); };
    const auto left = [&](const eval::PromiseAnswer& p) { return length(p.left); };
    switch (field) {
        case ResultField::Due: return promise(eval::PromiseKind::Due, at);
        case ResultField::SlaUsed: return promise(eval::PromiseKind::Due, used);
        case ResultField::TimeLeft: return promise(eval::PromiseKind::Due, left);
        case ResultField::Overdue:
            return promise(eval::PromiseKind::Due, [](const eval::PromiseAnswer& p) {
                return ResultCell{.kind = Kind::YesNo, .text = {}, .truth = p.passed, .list = {}};
            });
        case ResultField::StartAt: return promise(eval::PromiseKind::Start, at);
        case ResultField::StartUsed: return promise(eval::PromiseKind::Start, used);
        case ResultField::StartLeft: return promise(eval::PromiseKind::Start, left);
        case ResultField::TargetAt: return promise(eval::PromiseKind::Target, at);
        case ResultField::TargetUsed: return promise(eval::PromiseKind::Target, used);
        case ResultField::TargetLeft: return promise(eval::PromiseKind::Target, left);
        default: return {};
    }
}

ResultCell ResultWriter::cell(ResultField field, const Record& record,
                              const eval::Evaluation& answer) const {
    const typed::WorkType& type = program_.work_type(record.item.work_type);
    const auto named = [&](typed::ChoiceId choice, std::optional<std::uint32_t> value) {
        if (!choice.valid() || !value) return ResultCell();
        return text(program_.choice(choice).values[*value].name);
    };
    switch (field) {
        case ResultField::RecordNumber: return number(fmt::format("{}", record.number));
        case ResultField::Line: return number(fmt::format("{}", record.line));
        case ResultField::Key: return record.item.key ? text(*record.item.key) : ResultCell();
        case ResultField::Id: return text(record.item.id);
        case ResultField::Segment: return named(type.segments, answer.segment_value);
        case ResultField::Band: return named(program_.bands, answer.band);
        case ResultField::Priority: return number(answer.priority.shown.to_string());
        case ResultField::Queue:
            if (!answer.route.queue) return {};
            return text(program_.queues[answer.route.queue->index()].header.name);
        case ResultField::Needs: return needs(answer);
        case ResultField::NextChange:
            return answer.next_change ? moment(*answer.next_change) : ResultCell();
        default: return promise_cell(field, answer);
    }
}

void ResultWriter::write(const Record& record, const eval::Evaluation& answer, std::string& out) {
    for (std::size_t i = 0; i < cells_.size(); ++i)
        cells_[i] = cell(options_.fields[i], record, answer);
    if (options_.format == ResultFormat::JsonLines) {
        write_json(out);
        return;
    }
    if (options_.format == ResultFormat::Csv) {
        write_header(out);
        write_csv(out);
        return;
    }
    std::vector<std::string> texts;
    for (const ResultCell& c : cells_) {
        std::string shown = c.text;
        if (c.kind == Kind::Null) shown = "-";
        if (c.kind == Kind::YesNo) shown = c.truth ? "yes" : "no";
        if (c.kind == Kind::List) shown = c.list.empty() ? "-" : join(c.list, ", ");
        texts.push_back(excerpt(shown));
    }
    if (header_written_) {
        write_table_row(texts, out);
        return;
    }
    held_rows_.push_back(std::move(texts));
    if (held_rows_.size() == kHeldRowsMax) write_held_rows(out);
}

void ResultWriter::finish(std::string& out) {
    if (options_.format == ResultFormat::Table && !header_written_) write_held_rows(out);
    if (options_.format == ResultFormat::Csv) write_header(out);
}

void ResultWriter::write_json(std::string& out) const {
    out += '{';
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (i > 0) out += ',';
        append_json_string(name_of(options_.fields[i]), out);
        out += ':';
        const ResultCell& c = cells_[i];
        switch (c.kind) {
            case Kind::Null: out += "null"; break;
            case Kind::Text: append_json_string(c.text, out); break;
            case Kind::Number: out += c.text; break;
            case Kind::YesNo: out += c.truth ? "true" : "false"; break;
            case Kind::List:
                out += '[';
                for (std::size_t j = 0; j < c.list.size(); ++j) {
                    if (j > 0) out += ',';
                    append_json_string(c.list[j], out);
                }
                out += ']';
                break;
        }
    }
    out += "}\n";
}

void ResultWriter::write_header(std::string& out) {
    if (header_written_) return;
    header_written_ = true;
    for (std::size_t i = 0; i < options_.fields.size(); ++i) {
        if (i > 0) out += ',';
        append_csv_cell(name_of(options_.fields[i]), out);
    }
    out += '\n';
}

void ResultWriter::write_csv(std::string& out) const {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (i > 0) out += ',';
        const ResultCell& c = cells_[i];
        switch (c.kind) {
            case Kind::Null: break;
            case Kind::YesNo: out += c.truth ? "yes" : "no"; break;
            case Kind::List: append_csv_cell(join(c.list, "; "), out); break;
            default: append_csv_cell(c.text, out); break;
        }
    }
    out += '\n';
}

void ResultWriter::write_held_rows(std::string& out) {
    header_written_ = true;
    std::vector<std::string> names;
    for (const ResultField field : options_.fields) names.emplace_back(name_of(field));
    widths_.assign(names.size(), 0);
    held_rows_.insert(held_rows_.begin(), std::move(names));
    for (const auto& row : held_rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::size_t width = std::min<std::size_t>(display_width(row[i]), kTableCellMax);
            widths_[i] = std::max(widths_[i], width);
        }
    }
    for (const auto& row : held_rows_) write_table_row(row, out);
    held_rows_.clear();
}

void ResultWriter::write_table_row(const std::vector<std::string>& texts, std::string& out) const {
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::size_t width = display_width(texts[i]);
        const std::size_t blanks = widths_[i] > width ? widths_[i] - width : 0;
        const bool right = right_aligned(options_.fields[i]);
        if (i > 0) out += "  ";
        if (right) out.append(blanks, ' ');
        out += texts[i];
        if (!right && i + 1 < texts.size()) out.append(blanks, ' ');
    }
    out += '\n';
}

void append_csv_cell(std::string_view cell, std::string& out) {
    // What a reader would trim stands in quotation marks too.
    const bool plain = cell.find_first_of("\",;\t\r\n") == std::string_view::npos &&
                       trimmed(cell).size() == cell.size();
    if (plain) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_reject(const Record& record, std::string& out) {
    out += fmt::format(R"({{"record":{},"line":{},"errors":[)", record.number, record.line);
    for (std::size_t i = 0; i < record.errors.size(); ++i) {
        const RecordError& error = record.errors[i];
        out += i > 0 ? ",{" : "{";
        if (!error.attribute.empty()) {
            out += R"("attribute":)";
            append_json_string(error.attribute, out);
            out += ',';
        }
        out += R"("reason":)";
        append_json_string(error.reason, out);
        if (!error.excerpt.empty()) {
            out += R"(,"found":)";
            append_json_string(error.excerpt, out);
        }
        out += '}';
    }
    out += ']';
    if (record.errors_left_out > 0)
        out += fmt::format(R"(,"more_errors":{})", record.errors_left_out);
    out += R"(,"text":)";
    append_json_string(record.text, out);
    out += "}\n";
}

}  // namespace reeve::records
