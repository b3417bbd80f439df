#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

struct SegmentAnswer {
    FirstLine line;
    std::optional<std::uint32_t> value;  // of WorkType::segments
};
/// The first segment line that holds for the context's item.
SegmentAnswer find_segment(const Context& context, Instant now);

struct BandAnswer {
    FirstLine line;
    std::optional<std::uint32_t> value;  // of Program::bands; nothing where there are none
};
/// The first band line of a type's or a plan's priority that holds, else the last band. The context
/// has segment and promises.
BandAnswer find_band(const Context& context, const std::optional<typed::Priority>& priority,
                     Instant now);

}  // namespace reeve::eval
