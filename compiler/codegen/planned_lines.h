#pragma once

#include "compiler/codegen/one_item.h"
#include "compiler/codegen/still_lines.h"

#include <map>

namespace reeve::codegen {

/// Gives what a plan asks for a place among the unit's outputs, once.
class PlannedOutputs {
public:
    PlannedOutputs(Unit& unit, Values& values) : unit_(unit), values_(values) {}

    Place place(Ref value);
    std::vector<PlannedTurn> planned(const Turns& turns);
    /// The clock that the row names for a promise.
    Place clock_of(std::uint32_t promise);

private:
    Unit& unit_;
    Values& values_;
    std::map<Ref, Place> places_;
};

/// The lines of a priority, one by one, so that their exact sum can be made.
class PlannedLines {
public:
    PlannedLines(const typed::Program& program, Values& values, PlannedOutputs& outputs)
        : values_(values),
          builder_(values.builder()),
          outputs_(outputs),
          program_(program),
          still_lines_(program, values) {}

    void run(const typed::Priority& priority, OneItem& one);

private:
    using Line = typed::PriorityLine;

    void still(const Line& line, std::uint32_t index, Ref holds);
    bool multiply(const Line& line, PlannedLine& planned);
    bool moving(const Line& line, PlannedLine& planned);
    std::optional<Lowered> subject(const Line& line, PlannedLine& planned);
    bool curve(const Line& line, PlannedLine& planned);
    void refuse(std::string why);

    Values& values_;
    Builder& builder_;
    PlannedOutputs& outputs_;
    const typed::Program& program_;
    StillLines still_lines_;
    Turns turns_;
    PlannedPriority plan_;
    /// The line that holds the sum since the last factor; its value gets its place at the end.
    std::optional<std::size_t> sum_at_;
};

}  // namespace reeve::codegen
