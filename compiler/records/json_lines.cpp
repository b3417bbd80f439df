#include "base/text.h"
#include "compiler/records/byte_source.h"
#include "compiler/records/numbers.h"
#include "compiler/records/raw_record.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace reeve::records {

namespace {

namespace ondemand = simdjson::ondemand;

using Kind = RawValue::Kind;

static_assert(TextWindow::kPadding >= simdjson::SIMDJSON_PADDING);

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongLineShown = 1000;

std::string explain_json(simdjson::error_code error, std::string_view line) {
    if (error == simdjson::UTF8_ERROR) return "not UTF-8: save the file in this encoding";
    if (line.starts_with('[')) {
        return "a line that begins with `[`: write JSON lines, one object on each line, without "
               "brackets and commas around them";
    }
    if (!line.starts_with('{')) return "a line that does not begin with `{`: it holds one object";
    if (line == "{" || (line.ends_with(',') && line.find('}') == line.npos))
        return "an object that goes on in the next line: each is written on one line";
    switch (error) {
        case simdjson::UNCLOSED_STRING: return "a text is not closed by a quotation mark";
        case simdjson::UNESCAPED_CHARS:
            return "a text contains a control character; it is written `\\n`, `\\t` or `\\u001f`";
        case simdjson::STRING_ERROR: return "a text contains a `\\` that means nothing";
        case simdjson::EMPTY: return "an empty line";
        case simdjson::INCOMPLETE_ARRAY_OR_OBJECT: return "a bracket is not closed";
        default: return "not an object in JSON";
    }
}

/// Lines of bounded length.
class Lines {
public:
    Lines(TextWindow& window, std::size_t limit) : window_(window), limit_(limit) {}

    enum class Found : std::uint8_t { Line, TooLong, End };
    /// `line` is without its line break; of one that is too long it is the beginning.
    Found next(std::string_view& line) {
        window_.drop(taken_);
        taken_ = 0;
        ++number_;
        std::size_t searched = 0;
        for (;;) {
            const std::string_view rest = window_.rest();
            const std::size_t end = rest.find('\n', searched);
            const std::size_t size = end == rest.npos ? rest.size() : end;
            if (size > limit_) return skip(line);
            if (end != rest.npos) return give(rest.substr(0, end), end + 1, line);
            searched = rest.size();
            if (window_.more()) continue;
            if (window_.rest().empty() || window_.failure()) return Found::End;
            return give(window_.rest(), window_.rest().size(), line);
        }
    }
    [[nodiscard]] std::uint64_t number() const { return number_; }

private:
    Found give(std::string_view text, std::size_t taken, std::string_view& line) {
        taken_ = taken;
        if (number_ == 1 && text.starts_with(kByteOrderMark))
            text.remove_prefix(kByteOrderMark.size());
        if (text.ends_with('\r')) text.remove_suffix(1);
        line = text;
        return Found::Line;
    }
    Found skip(std::string_view& line) {
        beginning_ = window_.rest().substr(0, kLongLineShown);
        for (;;) {
            const std::string_view rest = window_.rest();
            const std::size_t end = rest.find('\n');
            window_.drop(end == rest.npos ? rest.size() : end + 1);
            if (end != rest.npos || !window_.more()) break;
        }
        line = beginning_;
        return Found::TooLong;
    }

    TextWindow& window_;
    std::size_t limit_;
    std::size_t taken_ = 0;
    std::uint64_t number_ = 0;
    std::string beginning_;
};

class JsonLinesReader final : public RawReader {
public:
    JsonLinesReader(TextWindow& window, const Columns& columns, RawLimits limits)
        : lines_(window, limits.bytes_max), limits_(limits), columns_(columns) {}

    bool next(RawRecord& record) override {
        for (;;) {
            record.clear(columns_.size());
            std::string_view line;
            const Lines::Found found = lines_.next(line);
            if (found == Lines::Found::End) return false;
            record.line = lines_.number();
            record.text = line;
            if (found == Lines::Found::TooLong) {
                record.fail(fmt::format("a line of more than {} bytes", limits_.bytes_max));
                return true;
            }
            if (trimmed(line).empty()) continue;
            read(line, record);
            return true;
        }
    }

private:
    void read(std::string_view line, RawRecord& record) {
        ondemand::document document;
        const simdjson::padded_string_view padded(line.data(), line.size(),
                                                  line.size() + simdjson::SIMDJSON_PADDING);
        simdjson::error_code error = parser_.iterate(padded).get(document);
        ondemand::object object;
        if (error == simdjson::SUCCESS) error = document.get_object().get(object);
        if (error == simdjson::SUCCESS) error = read_members(object, record);
        if (error == simdjson::SUCCESS &&
            document.current_location().error() == simdjson::SUCCESS) {
            record.fail("something stands behind the object: a line holds one");
            return;
        }
        if (error != simdjson::SUCCESS) {
            // What was read before the mistake is of no use.
            record.problems.clear();
            record.fail(explain_json(error, trimmed(line)), trimmed(line));
        }
    }

    simdjson::error_code read_members(ondemand::object& object, RawRecord& record) {
        seen_.assign(columns_.size(), false);
        std::size_t guess = 0;
        for (auto member : object) {
            ondemand::field field;
            if (const auto error = std::move(member).get(field)) return error;
            std::string_view name;
            if (const auto error = field.unescaped_key().get(name)) return error;
            const auto column = find(name, guess);
            if (!column) {
                record.problems.push_back({excerpt(name), columns_.explain_unknown(name), ""});
                continue;
            }
            guess = *column + 1;
            if (seen_[*column]) {
                record.problems.push_back({columns_.name(*column), "given twice", ""});
                continue;
            }
            seen_[*column] = true;
            if (const auto error = read_value(field.value(), record.values[*column])) return error;
        }
        return simdjson::SUCCESS;
    }

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name, std::size_t guess) const {
        if (const auto column = columns_.find(name, guess)) return column;
        const std::string composed = normalize_nfc(name);
        return composed == name ? std::nullopt : columns_.find(composed, guess);
    }

    static simdjson::error_code read_value(ondemand::value& value, RawValue& raw) {
        ondemand::json_type type{};
        if (const auto error = value.type().get(type)) return error;
        switch (type) {
            case ondemand::json_type::string:
                raw.kind = Kind::Text;
                return value.get_string().get(raw.text);
            case ondemand::json_type::array: return read_list(value, raw);
            case ondemand::json_type::object: raw.kind = Kind::Object; return simdjson::SUCCESS;
            default: return read_word(value, raw);
        }
    }

    /// Numbers stay as they are written, since no binary fraction may come between.
    static simdjson::error_code read_word(ondemand::value& value, RawValue& raw) {
        const std::string_view token = trimmed(value.raw_json_token());
        if (token == "null") {
            raw.kind = Kind::Missing;
        } else if (token == "true" || token == "false") {
            raw.kind = token == "true" ? Kind::Yes : Kind::No;
        } else if (is_json_number(token)) {
            raw.kind = Kind::Number;
            raw.text = token;
        } else {
            return simdjson::TAPE_ERROR;
        }
        return simdjson::SUCCESS;
    }

    static simdjson::error_code read_list(ondemand::value& value, RawValue& raw) {
        raw.kind = Kind::List;
        ondemand::array array;
        if (const auto error = value.get_array().get(array)) return error;
        for (auto item : array) {
            ondemand::value element;
            if (const auto error = std::move(item).get(element)) return error;
            RawValue& found = raw.elements.emplace_back();
            ondemand::json_type type{};
            if (const auto error = element.type().get(type)) return error;
            // A list inside a list is refused, whatever is in it.
            if (type == ondemand::json_type::array) {
                found.kind = Kind::List;
            } else if (const auto error = read_value(element, found)) {
                return error;
            }
        }
        return simdjson::SUCCESS;
    }

    Lines lines_;
    RawLimits limits_;
    const Columns& columns_;
    ondemand::parser parser_;
    std::vector<bool> seen_;
};

}  // namespace

std::unique_ptr<RawReader> read_json_lines(TextWindow& window, const Columns& columns,
                                           RawLimits limits) {
    return std::make_unique<JsonLinesReader>(window, columns, limits);
}

}  // namespace reeve::records
