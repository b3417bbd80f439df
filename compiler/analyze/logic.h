#pragma once

#include "compiler/analyze/space.h"
#include "compiler/typed/program.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Conditions as regions: what can hold together, what follows from what.

namespace reeve::analyze {

/// A constant's place on the line of its type: numbers as they are, durations and times in
/// milliseconds, dates in days, moments on the wall clock in milliseconds. Nothing for other types
/// and for moments given with an offset.
std::optional<Decimal> line_value(const typed::Value& value, const typed::Type& type);
/// The value of an expression that is the same for every item: a literal, a parameterless
/// definition of one.
const typed::Expr* constant_of(const typed::Program& program, typed::ExprId expr);
/// A column for values of a type; texts get the atoms mentioned and "another text".
Column make_column(const typed::Program& program, std::string name, const typed::Type& type,
                   const typed::Interval& range, std::vector<std::string> texts);

/// A group of conditions over common columns. Add all conditions, freeze, then ask. Tests that are
/// not understood become yes/no columns of their own, so "can never hold" and "always holds" stay
/// certain.
class Logic {
public:
    explicit Logic(const typed::Program& program) : program_(program) {}

    void add(typed::ExprId condition);
    void freeze();

    [[nodiscard]] const Space& space() const { return *space_; }
    /// Where the condition holds (or, `negated`, does not). Nothing where that takes too many
    /// boxes.
    [[nodiscard]] std::optional<Region> region(typed::ExprId condition, bool negated = false) const;
    /// Both at once; nothing where either is nothing.
    [[nodiscard]] static std::optional<Region> both(const Space& space,
                                                    const std::optional<Region>& a,
                                                    const std::optional<Region>& b);

private:
    struct Leaf {
        std::string key;
        Column column;
        std::vector<Decimal> cuts;
        std::vector<std::string> texts;  // text values mentioned
        std::function<bool(const Column&, std::size_t)> holds;
    };
    [[nodiscard]] Leaf leaf(typed::ExprId test) const;
    [[nodiscard]] Leaf opaque(typed::ExprId test) const;
    [[nodiscard]] std::optional<Leaf> compared_with_constants(const typed::Expr& test) const;
    [[nodiscard]] std::optional<Leaf> compared_with_each_other(const typed::Expr& test) const;
    [[nodiscard]] std::optional<Leaf> presence_test(const typed::Expr& test) const;
    [[nodiscard]] Region leaf_region(typed::ExprId test, bool negated) const;
    [[nodiscard]] std::optional<Region> chain_region(typed::ExprId condition, bool all,
                                                     bool negated) const;

    struct Pending {
        Column column;
        std::vector<Decimal> cuts;
        std::vector<std::string> texts;
    };
    const typed::Program& program_;
    std::vector<std::string> order_;
    std::map<std::string, Pending> pending_;
    std::map<std::string, std::size_t> column_of_;
    std::optional<Space> space_;
};

/// The parts of `a and b and c` (or `or`), left to right; the expression itself where it is no such
/// chain.
std::vector<typed::ExprId> chain_parts(const typed::Program& program, typed::ExprId expr,
                                       typed::Op op);

}  // namespace reeve::analyze
