#include "compiler/codegen/lower.h"
#include "compiler/codegen/values.h"

#include <fmt/format.h>

namespace reeve::codegen {

namespace {

std::string how_of(const LoweredLine& line) {
    std::string text;
    switch (line.how) {
        case LoweredLine::How::Integers:
            text = line.bits == 0 ? "integers" : fmt::format("integers of {} bits", line.bits);
            if (line.rounds_wide) text += ", rounded in 64 bits, which is slow";
            return text;
        case LoweredLine::How::Filtered: text = "binary64, checked"; break;
        case LoweredLine::How::Evaluator: text = "evaluator"; break;
    }
    return line.why.empty() ? text : text + ": " + line.why;
}

/// Amounts that the line reads and whose range nobody declared: with one, narrower integers do.
std::string hint_for(const typed::Program& program, const typed::WorkType& type,
                     const LoweredLine& line) {
    const bool slow = line.how == LoweredLine::How::Evaluator || line.rounds_wide || line.bits > 32;
    if (!slow) return {};
    std::set<std::uint32_t> attributes;
    for (const typed::ExprId id : line.exprs) attributes.merge(reads_of(program, id).attributes);
    std::string names;
    for (const std::uint32_t index : attributes) {
        const typed::Attribute& attribute = type.attributes[index];
        if (!attribute.type.type.is_numeric() || attribute.type.declared_range) continue;
        names += fmt::format("{}`{}`", names.empty() ? "" : ", ", attribute.header.name);
    }
    if (names.empty()) return {};
    return fmt::format("    hint: a declared range of {} may make it faster\n", names);
}

std::string one_item(const OneItem& one) {
    const PlannedPriority& priority = one.priority;
    if (priority.lines.empty() && priority.why_not.empty()) return {};
    const std::string& why = priority.why_not.empty() ? priority.why_not_until : priority.why_not;
    return why.empty() ? "  priority of one item: exact, with slopes and end\n"
                       : fmt::format("  priority of one item: evaluator: {}\n", why);
}

}  // namespace

std::string print_lowering(const typed::Program& program, const source::SourceSet& sources) {
    std::string text;
    for (std::size_t i = 0; i < program.work_types.size(); ++i) {
        const typed::WorkType& type = program.work_types[i];
        const Blocks blocks = lower(program, typed::WorkTypeId(i));
        text += fmt::format("work type {}\n", type.header.name);
        for (const LoweredLine& line : blocks.lines) {
            if (!line.span.valid()) continue;
            text += fmt::format("  line {}: {}\n", sources.begin(line.span).line, how_of(line));
            text += hint_for(program, type, line);
        }
        text += one_item(blocks.one);
    }
    return text;
}

}  // namespace reeve::codegen
