#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

// A strict reader of the pages of a book, so that tests see what is in them.

namespace reeve::doc_test {

struct Element {
    std::string tag;
    std::map<std::string, std::string> attributes;  // unescaped
    std::string text;                               // of all that is in it, unescaped
    std::size_t parent = kNone;
    std::vector<std::size_t> children;
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    [[nodiscard]] std::string attribute(const std::string& name) const {
        const auto found = attributes.find(name);
        return found == attributes.end() ? "" : found->second;
    }
};

struct Markup {
    std::vector<Element> elements;  // in the order of their beginnings; the root first
    std::string problem;            // what is not well-formed; empty where all is

    [[nodiscard]] std::vector<const Element*> all(std::string_view tag) const;
    /// Whether it lies in an element of that tag.
    [[nodiscard]] bool inside(const Element& element, std::string_view tag) const;
};

/// Accepts only what is well-formed XML after `<!DOCTYPE html>`: balanced tags, quoted attributes
/// that occur once, the five entities that all know.
Markup read_markup(std::string_view text);

}  // namespace reeve::doc_test
