#pragma once

#include "compiler/doc/book.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Where everything that has a name stands in the book, and what in the rules speaks of it.

namespace reeve::doc {

struct Place {
    std::string page;
    std::string id;  // empty: the page itself
    /// As a page of the book writes it.
    [[nodiscard]] std::string href(std::string_view from) const;
};

/// A piece of the rules' text that leads somewhere.
struct Mention {
    source::Span span;
    sema::SymbolId symbol;  // or
    const typed::FactInfo* fact = nullptr;
    bool declares = false;  // here is the name's own declaration
};

/// A declaration that uses something, how often, and where first.
struct User {
    std::string text;
    Place place;
    std::size_t count = 0;
    std::size_t test_number = 0;  // of a test, else 0
};

class Names {
public:
    explicit Names(const Input& input);

    /// The symbol that is declared with that name; invalid for none.
    [[nodiscard]] sema::SymbolId declared_at(source::Span name) const;
    [[nodiscard]] const Place& place(sema::SymbolId symbol) const {
        return places_[symbol.index()];
    }
    /// Of a rule block, a test, a declaration.
    [[nodiscard]] Place place(sema::DeclRef decl) const;
    [[nodiscard]] std::string describe(sema::DeclRef decl) const;
    /// Tests count from 1 in the order of the program; 0 for what is no test.
    [[nodiscard]] std::size_t test_number(sema::DeclRef decl) const;
    /// Those whose text is in the span, in the order of the text.
    [[nodiscard]] std::span<const Mention> mentions(source::Span span) const;
    /// Other declarations that speak of it, in the order of the files; of what is declared in a
    /// case plan also the plan's other parts.
    [[nodiscard]] std::vector<User> users(sema::SymbolId symbol) const;
    /// The declaration in which the place lies.
    [[nodiscard]] std::optional<sema::DeclRef> enclosing(source::Span span) const;

    [[nodiscard]] std::string file_page(source::FileId file) const;
    /// Without the directory of the program's first file.
    [[nodiscard]] std::string file_name(source::FileId file) const;
    /// Where the text of a place can be read.
    [[nodiscard]] Place source_place(source::Span span) const;

private:
    void name_pages();
    void place_symbols();
    void collect_mentions();
    [[nodiscard]] std::string page_of(const sema::Symbol& symbol) const;
    void add_user(std::vector<User>& users, User user) const;
    [[nodiscard]] std::optional<User> user_in_plan(sema::SymbolId symbol, sema::DeclRef plan,
                                                   source::Span use) const;
    [[nodiscard]] Place block_place(const syntax::DeclHead& head, std::string_view id) const;

    const Input& input_;
    std::map<source::Span, sema::SymbolId> by_span_;
    std::vector<Place> places_;                    // by symbol
    std::map<sema::SymbolId, std::string> pages_;  // of what has a page for itself
    std::map<source::FileId, std::vector<Mention>> mentions_;
    std::map<sema::SymbolId, std::vector<source::Span>> uses_;
    std::map<source::FileId, std::size_t> file_numbers_;
    std::string directory_;
};

/// The id of the entry of a fact on the page that explains the words of the language.
Place place_of(const typed::FactInfo& fact);

/// Letters, digits, `_` and `.` as they are, the rest in hexadecimal; blanks become `-`.
std::string slug(std::string_view text);

}  // namespace reeve::doc
