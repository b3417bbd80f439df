#pragma once

#include "base/decimal.h"
#include "compiler/typed/program.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

// The combinations of values that conditions and table rows can tell apart. Each column's values
// fall into finitely many atoms; a box is a set of atoms for each column; a region is a union of
// boxes. Questions such as "does some row match every record" are answered exactly on boxes, or not
// at all when they would take too long.

namespace reeve::analyze {

/// One attribute, parameter or expression whose value is tested against constants.
class Column {
public:
    /// Values with names: choices, yes/no, texts (mentioned ones, then all others), orders of two
    /// values.
    static Column of_names(std::string name, std::vector<std::string> atoms, bool optional);
    /// Values on a line, at the resolution of `range`. Cuts are added before the first question.
    static Column of_numbers(std::string name, typed::Type type, typed::Interval range,
                             bool optional);

    void add_cut(Decimal at) { cuts_.push_back(at); }
    /// Takes in the values of a column about the same thing. Beside `amount > 50` the checker knows
    /// less to be possible of `amount`, but the column is about all of the condition.
    void widen(const Column& other);
    /// Sorts the cuts and finds the atoms that hold a value at all.
    void freeze();

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool is_line() const { return line_; }
    [[nodiscard]] bool is_optional() const { return optional_; }
    [[nodiscard]] const std::string& atom_name(std::size_t atom) const { return names_[atom]; }
    [[nodiscard]] std::size_t atom_count() const { return atom_count_; }
    [[nodiscard]] bool alive(std::size_t atom) const { return alive_[atom]; }
    [[nodiscard]] std::optional<std::size_t> missing_atom() const;
    [[nodiscard]] std::size_t named_atom(std::string_view atom) const;  // CHECKs that it exists
    /// Atoms of a line that satisfy `x < at`, `x = at`, `x > at`, as asked.
    [[nodiscard]] bool holds(std::size_t atom, bool less, bool same, bool greater,
                             Decimal at) const;
    /// A value of the atom, as an author would write it.
    [[nodiscard]] std::string example(std::size_t atom, const typed::Program& program) const;

private:
    [[nodiscard]] Decimal value_in(std::size_t atom) const;

    std::string name_;
    std::vector<std::string> names_;
    typed::Type type_;
    typed::Interval range_;
    std::vector<Decimal> cuts_;
    std::vector<bool> alive_;
    std::size_t atom_count_ = 0;
    bool line_ = false;
    bool optional_ = false;
};

/// Sets of atoms, one for each column, in one row of words.
struct Box {
    std::vector<std::uint64_t> words;
    friend bool operator==(const Box&, const Box&) = default;
};
using Region = std::vector<Box>;

/// Fixed columns and the layout of boxes over them.
class Space {
public:
    explicit Space(std::vector<Column> columns);

    [[nodiscard]] std::size_t size() const { return columns_.size(); }
    [[nodiscard]] const Column& column(std::size_t index) const { return columns_[index]; }
    [[nodiscard]] const Box& full() const { return full_; }
    [[nodiscard]] bool test(const Box& box, std::size_t column, std::size_t atom) const;
    void set(Box& box, std::size_t column, std::size_t atom) const;
    void clear(Box& box, std::size_t column) const;

    [[nodiscard]] bool is_empty(const Box& box) const;
    [[nodiscard]] bool overlap(const Box& a, const Box& b) const;
    [[nodiscard]] bool covers(const Box& outer, const Box& inner) const;
    [[nodiscard]] static Box intersect(const Box& a, const Box& b);
    /// Columns in which `outer` does not hold all of `inner`.
    [[nodiscard]] bool column_covers(const Box& outer, const Box& inner, std::size_t column) const;
    /// `a` in which column `column` loses what `b` has there.
    [[nodiscard]] Box minus_in_column(const Box& a, const Box& b, std::size_t column) const;
    [[nodiscard]] Box with_column_of(const Box& a, const Box& b, std::size_t column) const;
    [[nodiscard]] bool same_in_column(const Box& a, const Box& b, std::size_t column) const;

    /// A record in the box, columns that the box does not restrict left out: "tier gold, amount
    /// 5000 EUR".
    [[nodiscard]] std::string example(const Box& box, const typed::Program& program) const;

private:
    std::vector<Column> columns_;
    std::vector<std::size_t> first_word_;  // one more than columns
    Box full_;
};

enum class Coverage : std::uint8_t { Covered, Uncovered, Unknown };
struct CoverageResult {
    Coverage coverage = Coverage::Unknown;
    Box gap;  // where Uncovered: values that no box of `covers` holds
};
/// Whether the boxes of `covers` together hold all of `within`. Exact unless it takes more than
/// `budget` steps.
CoverageResult coverage(const Space& space, const Box& within, std::span<const Box> covers,
                        std::size_t budget = 200'000);

}  // namespace reeve::analyze
