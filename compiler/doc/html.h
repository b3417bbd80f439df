#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::doc {

/// Writes HTML that is also well-formed XML, by construction: an element is closed when what
/// `open` gave goes out of scope, and every text and every value of an attribute is escaped. A
/// misuse (an element left open, a name that is none) is our own mistake and ends in CHECK.
class Html {
public:
    /// Not written where the value is empty.
    struct Attribute {
        std::string_view name;
        std::string_view value;
    };
    using Attributes = std::initializer_list<Attribute>;

    /// Closes its element when it goes.
    class Element {
    public:
        Element(Element&& other) noexcept : html_(other.html_), depth_(other.depth_) {
            other.html_ = nullptr;
        }
        Element(const Element&) = delete;
        Element& operator=(const Element&) = delete;
        Element& operator=(Element&&) = delete;
        ~Element() { close(); }
        void close();

    private:
        friend class Html;
        explicit Element(Html* html) : html_(html), depth_(html->depth()) {}
        Html* html_;
        std::size_t depth_;
    };

    [[nodiscard]] Element open(std::string_view tag, Attributes attributes = {});
    /// `<tag …>text</tag>`
    Html& element(std::string_view tag, Attributes attributes, std::string_view text);
    Html& element(std::string_view tag, std::string_view text) { return element(tag, {}, text); }
    /// `<tag …/>`
    Html& empty(std::string_view tag, Attributes attributes = {});
    Html& text(std::string_view text);
    /// A link; plain text where there is no place to go to.
    Html& link(std::string_view href, std::string_view text) {
        return href.empty() ? this->text(text) : element("a", {{"href", href}}, text);
    }
    /// A part that was written apart; everything in it is closed.
    Html& append(Html part);
    /// `<!DOCTYPE html>`, at the very beginning.
    Html& doctype();
    /// Text of a script, which HTML does not unescape: must not hold `<`, `>` or `&`.
    Html& script(std::string_view text);

    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    /// The text so far; everything is closed.
    [[nodiscard]] std::string take();

private:
    void begin(std::string_view tag, Attributes attributes);
    void end(std::size_t depth);
    void break_line(std::string_view tag);

    std::string out_;
    std::vector<std::string> open_;
    bool after_block_ = false;
};

/// With `&`, `<`, `>` and `"` as entities. What XML does not allow comes out as U+FFFD.
std::string escape(std::string_view text);

}  // namespace reeve::doc
