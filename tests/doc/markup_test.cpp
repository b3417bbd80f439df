#include "tests/doc/markup.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

namespace reeve::doc_test {

namespace {

bool is_name_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Markup run() {
        constexpr std::string_view kDoctype = "<!DOCTYPE html>\n";
        if (!text_.starts_with(kDoctype)) fail("no doctype");
        at_ = kDoctype.size();
        while (ok() && at_ < text_.size()) {
            if (text_[at_] != '<')
                read_text();
            else if (text_.substr(at_).starts_with("</"))
                read_end();
            else
                read_begin();
        }
        if (ok() && !open_.empty()) fail("left open: " + markup_.elements[open_.back()].tag);
        return std::move(markup_);
    }

private:
    [[nodiscard]] bool ok() const { return markup_.problem.empty(); }
    void fail(std::string_view why) {
        const auto line = std::count(text_.begin(), text_.begin() + static_cast<long>(at_), '\n');
        if (ok()) markup_.problem = fmt::format("line {}: {}", line + 1, why);
    }

    std::string read_name() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_name_letter(text_[at_])) ++at_;
        if (at_ == begin) fail("a name is wanted");
        return std::string(text_.substr(begin, at_ - begin));
    }

    bool skip(std::string_view what) {
        if (!text_.substr(at_).starts_with(what)) return false;
        at_ += what.size();
        return true;
    }

    std::string unescaped(std::string_view text) {
        static const std::map<std::string_view, char> kEntities{
            {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto c = static_cast<unsigned char>(text[i]);
            if (c < 0x20 && c != '\n' && c != '\t') fail("a control character");
            if (text[i] != '&') {
                out += text[i];
                continue;
            }
            const std::size_t end = text.find(';', i);
            const auto found = kEntities.find(text.substr(i, end - i + 1));
            if (end == std::string_view::npos || found == kEntities.end()) {
                fail("an ampersand that begins no entity");
                return out;
            }
            out += found->second;
            i = end;
        }
        return out;
    }

    void read_text() {
        const std::size_t end = std::min(text_.find('<', at_), text_.size());
        const std::string_view raw = text_.substr(at_, end - at_);
        if (raw.find('>') != std::string_view::npos) fail("a bare >");
        const std::string text = unescaped(raw);
        if (open_.empty() && text.find_first_not_of(" \n") != std::string::npos)
            fail("text outside the root");
        for (const std::size_t element : open_) markup_.elements[element].text += text;
        at_ = end;
    }

    void read_attribute(Element& element) {
        const std::string name = read_name();
        if (!skip("=\"")) fail("an attribute without a value in quotes");
        const std::size_t end = text_.find('"', at_);
        if (end == std::string_view::npos) fail("a value without its end");
        if (!ok()) return;
        const std::string_view raw = text_.substr(at_, end - at_);
        if (raw.find('<') != std::string_view::npos) fail("a bare < in a value");
        if (!element.attributes.emplace(name, unescaped(raw)).second)
            fail("an attribute twice: " + name);
        at_ = end + 1;
    }

    void read_begin() {
        ++at_;
        Element element;
        element.tag = read_name();
        while (ok() && skip(" ")) read_attribute(element);
        const bool empty = skip("/>");
        if (!empty && !skip(">")) fail("a tag without its end");
        if (!open_.empty()) element.parent = open_.back();
        if (open_.empty() && !markup_.elements.empty()) fail("a second root");
        const std::size_t id = markup_.elements.size();
        if (element.parent != Element::kNone)
            markup_.elements[element.parent].children.push_back(id);
        markup_.elements.push_back(std::move(element));
        if (!empty) open_.push_back(id);
    }

    void read_end() {
        at_ += 2;
        const std::string name = read_name();
        if (!skip(">")) fail("an end tag without its end");
        if (open_.empty() || markup_.elements[open_.back()].tag != name)
            fail("an end that nothing began: " + name);
        else
            open_.pop_back();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Markup markup_;
    std::vector<std::size_t> open_;
};

}  // namespace

std::vector<const Element*> Markup::all(std::string_view tag) const {
    std::vector<const Element*> found;
    for (const Element& element : elements) {
        if (element.tag == tag) found.push_back(&element);
    }
    return found;
}

bool Markup::inside(const Element& element, std::string_view tag) const {
    for (std::size_t at = element.parent; at != Element::kNone; at = elements[at].parent) {
        if (elements[at].tag == tag) return true;
    }
    return false;
}

Markup read_markup(std::string_view text) { return Reader(text).run(); }

namespace {

std::string problem_of(std::string_view body) {
    return read_markup(fmt::format("<!DOCTYPE html>\n{}", body)).problem;
}

TEST(Markup, IsReadWithItsTexts) {
    const Markup markup =
        read_markup("<!DOCTYPE html>\n<p id=\"a&amp;b\">one <b>&lt;two&gt;</b></p>\n");
    EXPECT_EQ(markup.problem, "");
    ASSERT_EQ(markup.elements.size(), 2U);
    EXPECT_EQ(markup.elements[0].attribute("id"), "a&b");
    EXPECT_EQ(markup.elements[0].text, "one <two>");
    EXPECT_TRUE(markup.inside(markup.elements[1], "p"));
}

TEST(Markup, IsRefusedWhereItIsNotWellFormed) {
    EXPECT_NE(problem_of("<p>"), "");
    EXPECT_NE(problem_of("<p></b>"), "");
    EXPECT_NE(problem_of("<p>a & b</p>"), "");
    EXPECT_NE(problem_of("<p>a &nbsp; b</p>"), "");
    EXPECT_NE(problem_of("<p>a > b</p>"), "");
    EXPECT_NE(problem_of("<p class=x></p>"), "");
    EXPECT_NE(problem_of("<p id=\"a\" id=\"b\"></p>"), "");
    EXPECT_NE(problem_of("<p></p><p></p>"), "");
    EXPECT_NE(problem_of("text"), "");
    EXPECT_NE(read_markup("<p></p>").problem, "");
}

}  // namespace

}  // namespace reeve::doc_test
