#include "compiler/records/raw_record.h"

#include "base/text.h"

#include <fmt/format.h>

namespace reeve::records {

namespace {

constexpr std::size_t kExcerptCodePointsMax = 60;
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

void RawRecord::clear(std::size_t columns) {
    text = {};
    values.resize(columns);
    for (RawValue& value : values) {
        value.kind = RawValue::Kind::Missing;
        value.text = {};
        value.elements.clear();
    }
    problems.clear();
    readable = true;
    last = false;
}

void RawRecord::fail(std::string reason, std::string_view found) {
    problems.push_back({"", std::move(reason), excerpt(found)});
    readable = false;
}

std::string excerpt(std::string_view text) {
    std::string out;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        if (count == kExcerptCodePointsMax) return out + "…";
        const CodePoint point = decode_utf8(text, at);
        if (!point.valid) {
            out += "\uFFFD";
        } else if (point.value == '\n') {
            out += "\\n";
        } else if (point.value < 0x20 || point.value == 0x7F) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
        } else {
            out += text.substr(at, point.length);
        }
        at += point.length;
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    for (;;) {
        if (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
        } else if (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(kNoBreakSpace)) {
            text.remove_prefix(kNoBreakSpace.size());
        } else if (text.ends_with(kNoBreakSpace)) {
            text.remove_suffix(kNoBreakSpace.size());
        } else {
            return text;
        }
    }
}

}  // namespace reeve::records
