#include "compiler/codegen/lower.h"

#include "compiler/codegen/line_report.h"
#include "compiler/codegen/lower_one.h"
#include "compiler/codegen/priorities.h"
#include "compiler/codegen/values.h"

#include <algorithm>
#include <cmath>

namespace reeve::codegen {

namespace {

/// The place of the first line that holds, as a chain from the last line up.
template <class Lines, class When, class Number>
Ref first_line(Values& values, Blocks& blocks, const Lines& lines, const When& when,
               const Number& number, bool report) {
    Builder& builder = values.builder();
    Ref answer = builder.constant(kNoLine);
    for (std::size_t i = lines.size(); i-- > 0;) {
        LineReport line(values, lines[i].condition.span, {lines[i].condition.when});
        const Ref holds = values.condition(when(lines[i]));
        answer = builder.select(holds, builder.constant(number(lines[i], i)), answer);
        if (!report) continue;
        line.why = values.why();
        if (!line.why.empty()) line.how = LoweredLine::How::Evaluator;
        blocks.lines.push_back(line.line());
    }
    return answer;
}

Ref lower_segment(const typed::WorkType& type, Values& values, Blocks& blocks, bool report) {
    const Ref segment = first_line(
        values, blocks, type.segment_lines,
        [](const typed::Segment& line) { return line.condition.when; },
        [](const typed::Segment& line, std::size_t) { return line.value; }, report);
    values.set_segment(segment);
    return segment;
}

template <class Lines>
Ref which_line(Values& values, Blocks& blocks, const Lines& lines, bool report) {
    return first_line(
        values, blocks, lines, [](const auto& line) { return line.condition.when; },
        [](const auto&, std::size_t i) { return static_cast<std::int64_t>(i); }, report);
}

void lower_entry(const typed::Program& program, const typed::WorkType& type, Blocks& blocks) {
    Builder builder(blocks.entry);
    Values values(program, blocks.layout, builder, Values::Now::Created);
    auto& outputs = blocks.entry.outputs;
    outputs.push_back({Result::Segment, lower_segment(type, values, blocks, false)});
    if (!type.sla) return;
    outputs.push_back({Result::Start, which_line(values, blocks, type.sla->start, true)});
    outputs.push_back({Result::Target, which_line(values, blocks, type.sla->target, true)});
    outputs.push_back({Result::Due, which_line(values, blocks, type.sla->due, true)});
}

void lower_now(const typed::Program& program, const typed::WorkType& type, Blocks& blocks) {
    Builder builder(blocks.now);
    Values values(program, blocks.layout, builder, Values::Now::Batch);
    auto& outputs = blocks.now.outputs;
    outputs.push_back({Result::Segment, lower_segment(type, values, blocks, true)});
    if (type.priority && !type.priority->bands.empty())
        outputs.push_back(
            {Result::Band,
             first_line(
                 values, blocks, type.priority->bands,
                 [](const typed::BandLine& line) { return line.condition.when; },
                 [](const typed::BandLine& line, std::size_t) { return line.band; }, true)});
    if (type.priority) lower_priority(program, *type.priority, values, blocks);
    if (type.route)
        outputs.push_back({Result::To, which_line(values, blocks, type.route->to, true)});
}

/// As narrow as the results allow: writing them is a good part of a kernel's work.
void choose_widths(Unit& unit) {
    for (Output& output : unit.outputs) {
        const Operation& value = unit.code[output.value];
        if (lane_of(value.op) == Lane::Mask)
            output.width = columns::Width::Bits8;
        else if (value.low >= INT8_MIN && value.high <= INT8_MAX)
            output.width = columns::Width::Bits8;
        else if (value.low >= INT16_MIN && value.high <= INT16_MAX)
            output.width = columns::Width::Bits16;
        else if (value.low >= INT32_MIN && value.high <= INT32_MAX)
            output.width = columns::Width::Bits32;
    }
}

/// Slot 0 is now itself, then come the positions of now in each calendar and that of a clock which
/// stands still, so that a promise can name its clock by its place.
void declare_clocks(const typed::Program& program, Layout& layout) {
    layout.slots.push_back({Slot::Kind::Position, 0, {}, 0});
    for (std::size_t i = 0; i < program.calendars.size(); ++i)
        layout.slots.push_back({Slot::Kind::Position, 0, typed::CalendarId(i), 0});
    layout.slots.push_back({Slot::Kind::Still, 0, {}, 0});
}

}  // namespace

Blocks lower(const typed::Program& program, typed::WorkTypeId type) {
    Blocks blocks;
    blocks.layout.work_type = type;
    declare_clocks(program, blocks.layout);
    lower_entry(program, program.work_type(type), blocks);
    lower_now(program, program.work_type(type), blocks);
    blocks.one = lower_one(program, type, blocks.layout);
    blocks.one.unit.rows_only = true;
    remove_unused(blocks);
    for (Unit* unit : {&blocks.entry, &blocks.now}) choose_widths(*unit);
    std::ranges::stable_sort(blocks.lines, {}, [](const LoweredLine& line) { return line.span; });
    return blocks;
}

}  // namespace reeve::codegen
