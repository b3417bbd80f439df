#include "compiler/eval/segments.h"

namespace reeve::eval {

SegmentAnswer find_segment(const Context& context, Instant now) {
    SegmentAnswer answer;
    const auto& lines = context.program.work_type(context.item->work_type).segment_lines;
    Evaluator evaluator(context, now, &answer.line.window);
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        if (!evaluator.holds(lines[i].condition.when)) continue;
        if (context.trace != nullptr) context.trace->used(&lines[i]);
        answer.line.line = i;
        answer.value = lines[i].value;
        break;
    }
    return answer;
}

BandAnswer find_band(const Context& context, const std::optional<typed::Priority>& priority,
                     Instant now) {
    BandAnswer answer;
    if (!context.program.bands.valid()) return answer;
    const auto& bands = context.program.choice(context.program.bands).values;
    if (bands.empty()) return answer;
    answer.value = static_cast<std::uint32_t>(bands.size() - 1);
    if (!priority) return answer;
    Evaluator evaluator(context, now, &answer.line.window);
    for (std::uint32_t i = 0; i < priority->bands.size(); ++i) {
        const typed::BandLine& line = priority->bands[i];
        if (!evaluator.holds(line.condition.when)) continue;
        if (context.trace != nullptr) context.trace->used(&line);
        answer.line.line = i;
        answer.value = line.band;
        break;
    }
    return answer;
}

}  // namespace reeve::eval
