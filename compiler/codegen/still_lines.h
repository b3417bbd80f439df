#pragma once

#include "compiler/codegen/lower.h"
#include "compiler/codegen/values.h"

namespace reeve::codegen {

/// What lines of a priority add that stand still: thousandths, rounded once as the evaluator
/// rounds.
class StillLines {
public:
    StillLines(const typed::Program& program, Values& values)
        : program_(program), values_(values), builder_(values.builder()) {}

    /// The line's points, its condition aside; nothing where they cannot be said in integers.
    std::optional<Ref> value(const typed::PriorityLine& line);
    /// The evaluator's own rounding, beforehand; the whole line, its condition included.
    std::optional<Ref> by_evaluator(const typed::PriorityLine& line, std::uint32_t index);
    Ref capped(Ref value, Ref cap, bool below);

private:
    std::optional<Ref> steps(const typed::PriorityLine& line);
    std::optional<Ref> choice_steps(const typed::PriorityLine& line);
    std::optional<Ref> per_unit(const typed::PriorityLine& line);
    std::optional<Ref> still_curve(const typed::PriorityLine& line);
    std::optional<Ref> piece_of(const Lowered& x, const typed::PriorityLine::Point& from,
                                const typed::PriorityLine::Point& to);

    const typed::Program& program_;
    Values& values_;
    Builder& builder_;
};

}  // namespace reeve::codegen
