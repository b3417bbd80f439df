#include "compiler/check/tables.h"

#include "base/text.h"
#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"
#include "compiler/check/wording.h"
#include "compiler/diagnostics/parse_messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// Tables from files: a first line with the names of the columns, then a line for each row. Cells
// say what cells in rules say, only that texts stand without quotes.

namespace reeve::check {

using typed::Base;
using typed::CellKind;

namespace {

/// Without blanks at both ends, no-break spaces among them, which spreadsheets like to leave.
std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty()) {
        if (is_blank(text.front()))
            text.remove_prefix(1);
        else if (text.starts_with(kNoBreakSpace))
            text.remove_prefix(kNoBreakSpace.size());
        else if (is_blank(text.back()))
            text.remove_suffix(1);
        else if (text.ends_with(kNoBreakSpace))
            text.remove_suffix(kNoBreakSpace.size());
        else
            break;
    }
    return text;
}

struct Line {
    std::size_t number = 0;
    std::vector<std::string> cells;
};

/// Cuts the text into lines of cells; a cell in quotation marks may hold separators and line
/// breaks.
class LineReader {
public:
    explicit LineReader(std::string_view text) : text_(text) {
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
        const std::string_view first = text_.substr(0, text_.find('\n'));
        separator_ = std::ranges::count(first, ';') > 0 ? ';' : ',';
    }

    bool next(Line& line) {
        while (at_ < text_.size()) {
            line.cells.clear();
            line.number = number_;
            read_line(line);
            const bool blank = line.cells.size() == 1 && trimmed(line.cells.front()).empty();
            if (!blank) return true;
        }
        return false;
    }

    /// The line whose quotation mark is never closed; zero for none.
    [[nodiscard]] std::size_t open_quote() const { return open_quote_; }

private:
    void read_line(Line& line) {
        std::string cell;
        bool quoted = false;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\n') ++number_;
            if (quoted) {
                if (c != '"') {
                    cell += c;
                } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                    cell += c;
                    ++at_;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && trimmed(cell).empty()) {
                cell.clear();
                quoted = true;
            } else if (c == separator_) {
                line.cells.push_back(std::move(cell));
                cell.clear();
            } else if (c == '\n') {
                ++at_;
                break;
            } else {
                cell += c;
            }
        }
        if (quoted) open_quote_ = line.number;
        line.cells.push_back(std::move(cell));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t number_ = 1;
    std::size_t open_quote_ = 0;
    char separator_ = ',';
};

std::optional<Decimal> read_number(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool between =
            i > 0 && i + 1 < text.size() && text[i - 1] != '_' && text[i + 1] != '_';
        if (c == '_' && between) continue;
        if (c != '.' && c != '-' && (c < '0' || c > '9')) return std::nullopt;
        digits += c;
    }
    return Decimal::parse(digits);
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!(text = trimmed(text)).empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

std::optional<Date> read_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t length) {
        const auto number = Decimal::parse(text.substr(at, length));
        return number && text[at] != '-' ? number->to_int64().value_or(-1) : -1;
    };
    const auto year = part(0, 4);
    const auto month = part(5, 2);
    const auto day = part(8, 2);
    if (year < 1900 || year > 2200 || month < 1 || day < 1) return std::nullopt;
    return Date::from_ymd(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
}

std::optional<TimeOfDay> read_time(std::string_view text) {
    if (text.size() != 5 && text.size() != 8) return std::nullopt;
    std::int64_t ms = 0;
    constexpr std::array<std::int64_t, 3> kUnits = {3'600'000, 60'000, 1'000};
    constexpr std::array<std::int64_t, 3> kMax = {23, 59, 59};
    for (std::size_t i = 0; i * 3 < text.size(); ++i) {
        if (i > 0 && text[i * 3 - 1] != ':') return std::nullopt;
        const auto number = read_number(text.substr(i * 3, 2));
        const auto value = number ? number->to_int64() : std::nullopt;
        if (!value || *value < 0 || *value > kMax[i]) return std::nullopt;
        ms += *value * kUnits[i];
    }
    return TimeOfDay{static_cast<std::int32_t>(ms)};
}

/// `1 hour 30 minutes`, `4 business hours`; the milliseconds.
std::optional<Decimal> read_duration(std::string_view text, bool business) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kUnits = {
        {{"second", 1'000},
         {"minute", 60'000},
         {"hour", 3'600'000},
         {"day", 86'400'000},
         {"week", 604'800'000}}};
    const std::vector<std::string_view> words = words_of(text);
    Decimal sum;
    const std::size_t step = business ? 3 : 2;
    if (words.empty() || words.size() % step != 0) return std::nullopt;
    for (std::size_t i = 0; i < words.size(); i += step) {
        const auto count = read_number(words[i]);
        if (!count || (business && words[i + 1] != "business")) return std::nullopt;
        std::string_view unit = words[i + step - 1];
        if (unit.ends_with('s')) unit.remove_suffix(1);
        const auto found =
            std::ranges::find(kUnits, unit, [](const auto& known) { return known.first; });
        if (found == kUnits.end() || (business && found->second > 3'600'000)) return std::nullopt;
        sum = sum + *count * Decimal(found->second);
    }
    return sum.is_whole() ? std::optional(sum) : std::nullopt;
}

class FileReader {
public:
    FileReader(Context& ctx, const TableFile& file) : ctx_(ctx), file_(file) {}

    std::vector<typed::Row> read() {
        std::vector<typed::Row> rows;
        const auto text = ctx_.load ? ctx_.load(file_.from, file_.path.value) : std::nullopt;
        if (!text) {
            ctx_.sink.report<messages::table_file_missing>(file_.path.span, file_.path.value)
                .note("the path is relative to this file");
            return rows;
        }
        LineReader lines(*text);
        Line line;
        if (!lines.next(line)) {
            ctx_.sink.report<messages::table_without_rows>(file_.path.span);
            return rows;
        }
        if (!check_header(line)) return rows;
        while (lines.next(line) && lines.open_quote() == 0) {
            if (rows.size() == kRowsMax) {
                ctx_.sink.report<messages::too_many_rows>(file_.path.span, kRowsMax);
                return rows;
            }
            if (auto row = read_row(line)) rows.push_back(std::move(*row));
        }
        if (lines.open_quote() != 0)
            ctx_.sink.report<messages::table_file_quote>(file_.path.span, file_.path.value,
                                                         lines.open_quote());
        else if (rows.empty() && !failed_)
            ctx_.sink.report<messages::table_without_rows>(file_.path.span);
        return rows;
    }

private:
    static constexpr std::size_t kRowsMax = 100'000;

    bool check_header(const Line& line) {
        bool same = line.cells.size() == file_.columns.size() + 1;
        std::vector<std::string> given;
        std::vector<std::string> wanted;
        for (const std::string& cell : line.cells) given.emplace_back(trimmed(cell));
        for (const typed::Param& column : file_.columns) wanted.push_back(column.header.name);
        for (std::size_t i = 0; same && i < wanted.size(); ++i)
            same = normalize_nfc(given[i]) == wanted[i];
        if (same) return true;
        ctx_.sink
            .report<messages::table_file_header>(file_.path.span, file_.path.value,
                                                 names_text(given),
                                                 names_text(wanted) + " and the result")
            .note(
                "the first line of the file names the parameters in their order, then the result");
        return false;
    }

    std::optional<typed::Row> read_row(const Line& line) {
        if (line.cells.size() != file_.columns.size() + 1) {
            ctx_.sink.report<messages::table_file_cells>(
                file_.path.span, file_.path.value, line.number, counted(line.cells.size(), "cell"),
                counted(file_.columns.size() + 1, "column"));
            failed_ = true;
            return std::nullopt;
        }
        typed::Row row;
        row.span = file_.path.span;
        bool good = true;
        for (std::size_t i = 0; i < file_.columns.size(); ++i) {
            typed::Cell cell;
            cell.span = file_.path.span;
            const typed::Type& type = file_.columns[i].type.type;
            if (!type.is_error() && !read_cell(trimmed(line.cells[i]), type, cell)) {
                report(line, line.cells[i], type);
                good = false;
            }
            row.cells.push_back(std::move(cell));
        }
        row.result = read_result(line);
        failed_ = failed_ || !good || !row.result.valid();
        return failed_ && !row.result.valid() ? std::nullopt : std::optional(std::move(row));
    }

    typed::ExprId read_result(const Line& line) {
        const typed::Type type = file_.result.type.required();
        if (type.is_error()) return {};
        auto value = read_value(trimmed(line.cells.back()), type);
        if (value && type.is_numeric() && !fits(*value)) value.reset();
        if (!value) {
            report(line, line.cells.back(), type);
            return {};
        }
        typed::Expr e;
        e.op = typed::Op::Constant;
        e.type = type;
        e.span = file_.path.span;
        if (type.is_numeric()) e.range = ranges::point(value->number);
        e.value = std::move(*value);
        return ctx_.program.add(std::move(e));
    }

    bool fits(const typed::Value& value) const {
        const typed::Interval& range = file_.result.range;
        return (!file_.result.declared_range || range.contains(value.number)) &&
               value.number.decimals() <= range.scale;
    }

    void report(const Line& line, std::string_view cell, const typed::Type& type) {
        typed::Type wanted = type;
        wanted.optional = false;
        ctx_.sink.report<messages::table_file_cell>(file_.path.span, file_.path.value, line.number,
                                                    std::string(trimmed(cell)),
                                                    typed::describe(wanted, ctx_.program));
    }

    bool read_cell(std::string_view text, const typed::Type& type, typed::Cell& cell) {
        typed::CellTest test;
        test.span = file_.path.span;
        if (text.empty() || text == "any") {
            cell.tests.push_back(test);
            return true;
        }
        if (text == "missing") {
            test.kind = CellKind::Missing;
            cell.tests.push_back(test);
            return type.optional;
        }
        test.kind = CellKind::Values;
        if (text.starts_with("not ")) {
            test.kind = CellKind::NotValues;
            text = trimmed(text.substr(4));
        }
        const bool single = type.base == Base::Text;
        while (true) {
            const std::size_t comma = single ? std::string_view::npos : text.find(',');
            const std::string_view part = trimmed(text.substr(0, comma));
            const bool is_range =
                !single && test.kind == CellKind::Values && read_order(part, type, cell);
            if (!is_range) {
                auto value = read_value(part, type);
                if (!value) return false;
                test.values.push_back(std::move(*value));
            }
            if (comma == std::string_view::npos) break;
            text.remove_prefix(comma + 1);
        }
        if (!test.values.empty()) cell.tests.push_back(std::move(test));
        return true;
    }

    /// `> 10`, `5..20`; false for what is no comparison or does not hold.
    bool read_order(std::string_view text, const typed::Type& type, typed::Cell& cell) {
        constexpr std::array<std::pair<std::string_view, CellKind>, 4> kSigns = {
            {{"<=", CellKind::LessEqual},
             {">=", CellKind::GreaterEqual},
             {"<", CellKind::Less},
             {">", CellKind::Greater}}};
        if (!is_ordered(ctx_, type)) return false;
        typed::CellTest test;
        test.span = file_.path.span;
        for (const auto& [sign, kind] : kSigns) {
            if (!text.starts_with(sign)) continue;
            const auto value = read_value(trimmed(text.substr(sign.size())), type);
            if (!value) return false;
            test.kind = kind;
            test.low = *value;
            cell.tests.push_back(std::move(test));
            return true;
        }
        const std::size_t dots = text.find("..");
        if (dots == std::string_view::npos) return false;
        const bool half_open = text.substr(dots).starts_with("..<");
        const auto low = read_value(trimmed(text.substr(0, dots)), type);
        const auto high = read_value(trimmed(text.substr(dots + (half_open ? 3 : 2))), type);
        if (!low || !high) return false;
        const auto order = order_of(*low, *high, type);
        if (order && (half_open ? *order >= 0 : *order > 0)) return false;
        test.kind = half_open ? CellKind::HalfOpenRange : CellKind::Range;
        test.low = *low;
        test.high = *high;
        cell.tests.push_back(std::move(test));
        return true;
    }

    std::optional<typed::Value> read_value(std::string_view text, const typed::Type& type) {
        typed::Value value;
        std::optional<Decimal> number;
        switch (type.base) {
            case Base::Text: value.text = normalize_nfc(text); return value;
            case Base::YesNo:
                value.truth = text == "yes";
                return text == "yes" || text == "no" ? std::optional(value) : std::nullopt;
            case Base::Choice: {
                const auto found = ctx_.program.choice(type.choice).find(normalize_nfc(text));
                if (!found) return std::nullopt;
                value.choice = *found;
                return value;
            }
            case Base::Date:
            case Base::Time:
            case Base::Moment: return read_moment(text, type.base);
            case Base::Number:
            case Base::Ratio: number = read_number(text); break;
            case Base::Percent:
                if (text.ends_with('%'))
                    number = read_number(trimmed(text.substr(0, text.size() - 1)));
                if (number) number = *number / Decimal(100);
                break;
            case Base::Money: number = read_money(text, *type.currency); break;
            case Base::Duration: number = read_duration(text, false); break;
            case Base::BusinessDuration: number = read_duration(text, true); break;
            default: break;
        }
        if (!number) return std::nullopt;
        value.number = *number;
        return value;
    }

    static std::optional<Decimal> read_money(std::string_view text, const Currency& currency) {
        if (!text.ends_with(currency.code)) return std::nullopt;
        const auto number =
            read_number(trimmed(text.substr(0, text.size() - currency.code.size())));
        return number && number->decimals() <= currency.minor_digits ? number : std::nullopt;
    }

    std::optional<typed::Value> read_moment(std::string_view text, Base base) {
        typed::Value value;
        const bool has_date = base != Base::Time;
        const auto date = has_date ? read_date(text.substr(0, 10)) : Date();
        const std::string_view rest =
            has_date ? trimmed(text.substr(std::min<std::size_t>(text.size(), 10))) : text;
        const auto time = base == Base::Date ? std::optional(TimeOfDay()) : read_time(rest);
        if (!date || !time || (base == Base::Date && !rest.empty())) return std::nullopt;
        value.moment = {*date, *time};
        if (base == Base::Moment)
            value.zone = zone_in_force(ctx_, ctx_.program.business.calendar, file_.path.span);
        return value;
    }

    Context& ctx_;
    const TableFile& file_;
    bool failed_ = false;
};

}  // namespace

std::vector<typed::Row> read_table_file(Context& ctx, const TableFile& file) {
    return FileReader(ctx, file).read();
}

}  // namespace reeve::check
