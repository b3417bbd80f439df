#include "compiler/doc/html.h"

#include "base/check.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace reeve::doc {

namespace {

// Elements that stand within a line; all others begin one of their own, which keeps the pages
// readable as text and their differences small.
constexpr std::array<std::string_view, 14> kInline{"a",   "abbr", "b",    "bdi",   "code",
                                                   "em",  "i",    "mark", "small", "span",
                                                   "sup", "time", "q",    "strong"};

bool is_inline(std::string_view tag) { return std::ranges::find(kInline, tag) != kInline.end(); }

bool is_name(std::string_view text) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    };
    return !text.empty() && !(text[0] >= '0' && text[0] <= '9') && text[0] != '-' &&
           std::ranges::all_of(text, good);
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Of the code points that UTF-8 can hold, XML 1.0 forbids these.
bool is_forbidden(char32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
}

}  // namespace

std::string escape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = decode_utf8(text, i);
        if (!point.valid || is_forbidden(point.value)) {
            out += kReplacement;
        } else {
            switch (point.value) {
                case '&': out += "&amp;"; break;
                case '<': out += "&lt;"; break;
                case '>': out += "&gt;"; break;
                case '"': out += "&quot;"; break;
                case '\r': break;
                default: out += text.substr(i, point.length);
            }
        }
        i += point.length;
    }
    return out;
}

void Html::Element::close() {
    if (html_ != nullptr) html_->end(depth_);
    html_ = nullptr;
}

Html::Element Html::open(std::string_view tag, Attributes attributes) {
    begin(tag, attributes);
    out_ += '>';
    open_.emplace_back(tag);
    after_block_ = false;
    return Element(this);
}

Html& Html::element(std::string_view tag, Attributes attributes, std::string_view text) {
    const Element element = open(tag, attributes);
    this->text(text);
    return *this;
}

Html& Html::empty(std::string_view tag, Attributes attributes) {
    begin(tag, attributes);
    out_ += "/>";
    after_block_ = !is_inline(tag);
    return *this;
}

Html& Html::text(std::string_view text) {
    if (text.empty()) return *this;
    out_ += escape(text);
    after_block_ = false;
    return *this;
}

Html& Html::append(Html part) {
    const std::string text = part.take();
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
    out_ += text;
    after_block_ = true;
    return *this;
}

Html& Html::doctype() {
    CHECK(out_.empty());
    out_ = "<!DOCTYPE html>\n";
    return *this;
}

Html& Html::script(std::string_view text) {
    CHECK(text.find_first_of("<>&") == std::string_view::npos);
    const Element element = open("script");
    out_ += text;
    return *this;
}

std::string Html::take() {
    CHECK(open_.empty());
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
    after_block_ = false;
    return std::exchange(out_, {});
}

void Html::begin(std::string_view tag, Attributes attributes) {
    CHECK(is_name(tag));
    break_line(tag);
    out_ += '<';
    out_ += tag;
    for (const Attribute& attribute : attributes) {
        if (attribute.value.empty()) continue;
        CHECK(is_name(attribute.name));
        out_ += ' ';
        out_ += attribute.name;
        out_ += "=\"";
        out_ += escape(attribute.value);
        out_ += '"';
    }
}

void Html::end(std::size_t depth) {
    CHECK(depth == open_.size());
    const std::string tag = std::move(open_.back());
    open_.pop_back();
    if (after_block_) break_line(tag);
    out_ += "</" + tag + ">";
    after_block_ = !is_inline(tag);
}

void Html::break_line(std::string_view tag) {
    const bool fresh = out_.empty() || out_.back() == '\n';
    if (!fresh && !is_inline(tag)) out_ += '\n';
}

}  // namespace reeve::doc
