#include "base/json_writer.h"

#include "base/check.h"
#include "base/text.h"

#include <fmt/format.h>

#include <iterator>

namespace reeve {

namespace {

void append_escaped(char32_t value, std::string& out) {
    switch (value) {
        case U'"': out += "\\\""; return;
        case U'\\': out += "\\\\"; return;
        case U'\n': out += "\\n"; return;
        case U'\r': out += "\\r"; return;
        case U'\t': out += "\\t"; return;
        case U'\b': out += "\\b"; return;
        case U'\f': out += "\\f"; return;
        default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(value));
    }
}

// JavaScript ended lines at U+2028 and U+2029 for a long time; escaped they are harmless
// everywhere.
bool must_escape(char32_t value) {
    return value < 0x20 || value == U'"' || value == U'\\' || value == 0x7f || value == 0x2028 ||
           value == 0x2029;
}

}  // namespace

void append_json_string(std::string_view text, std::string& out) {
    out += '"';
    for (std::size_t offset = 0; offset < text.size();) {
        const CodePoint point = decode_utf8(text, offset);
        if (!point.valid) {
            out += "\xEF\xBF\xBD";
        } else if (must_escape(point.value)) {
            append_escaped(point.value, out);
        } else {
            out += text.substr(offset, point.length);
        }
        offset += point.length;
    }
    out += '"';
}

JsonWriter& JsonWriter::key(std::string_view name) {
    CHECK(!levels_.empty() && levels_.back().bracket == '{' && !after_key_);
    if (!levels_.back().empty) out_ += ',';
    levels_.back().empty = false;
    new_line();
    append_json_string(name, out_);
    out_ += ": ";
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
    before_value();
    append_json_string(value, out_);
    return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
    before_value();
    fmt::format_to(std::back_inserter(out_), "{}", value);
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    before_value();
    out_ += value ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    before_value();
    out_ += "null";
    return *this;
}

JsonWriter& JsonWriter::begin(char bracket) {
    before_value();
    out_ += bracket;
    levels_.push_back({bracket, true});
    return *this;
}

JsonWriter& JsonWriter::end(char bracket, char closing) {
    CHECK(!levels_.empty() && levels_.back().bracket == bracket && !after_key_);
    const bool was_empty = levels_.back().empty;
    levels_.pop_back();
    if (!was_empty) new_line();
    out_ += closing;
    return *this;
}

void JsonWriter::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (levels_.empty()) return;
    CHECK(levels_.back().bracket == '[');
    if (!levels_.back().empty) out_ += ',';
    levels_.back().empty = false;
    new_line();
}

void JsonWriter::new_line() {
    out_ += '\n';
    out_.append(2 * levels_.size(), ' ');
}

}  // namespace reeve
