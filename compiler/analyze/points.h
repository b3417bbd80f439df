#pragma once

#include "compiler/analyze/logic.h"
#include "compiler/typed/program.h"

#include <optional>
#include <vector>

// How many points the lines of a priority can add up to.

namespace reeve::analyze {

struct Points {
    Decimal low;
    Decimal high;
    [[nodiscard]] bool is(Decimal value) const { return low == value && high == value; }
};

Points sum(Points a, Points b);
Points product(Points a, Points b);
/// All values of both.
Points hull(Points a, Points b);

/// What the line adds where its condition holds, before `up to`; of `multiply` the factor.
Points uncapped(const typed::Program& program, const typed::PriorityLine& line);
/// The same after `up to`.
Points capped(const typed::Program& program, const typed::PriorityLine& line);
/// Where `up to` stops the term; nothing without one, or where it is not one number other than
/// zero.
std::optional<Decimal> cap_of(const typed::Program& program, const typed::PriorityLine& line);

/// Whether other lines apply where one line does.
class PriorityLogic {
public:
    PriorityLogic(const typed::Program& program, const std::vector<typed::PriorityLine>& lines);

    enum class Applies : std::uint8_t { Always, Never, Perhaps };
    /// Does `other` apply to an item for which `line` applies?
    [[nodiscard]] Applies applies(std::size_t other, std::size_t line) const;

private:
    const std::vector<typed::PriorityLine>& lines_;
    Logic logic_;
    std::vector<std::optional<Region>> where_, elsewhere_;
};

}  // namespace reeve::analyze
