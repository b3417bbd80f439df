#include "compiler/codegen/unit.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::codegen {

namespace {

constexpr std::string_view kNames[] = {
#define UNIT_OP(name, result, text) #name,
#include "compiler/codegen/unit_ops.def"
#undef UNIT_OP
};

constexpr Lane kLanes[] = {
#define UNIT_OP(name, result, text) Lane::result,
#include "compiler/codegen/unit_ops.def"
#undef UNIT_OP
};

std::string_view name_of(Result result) {
    constexpr std::string_view kResults[] = {"segment", "band",   "priority", "unsure", "to",
                                             "start",   "target", "due",      "part"};
    return kResults[static_cast<std::size_t>(result)];
}

}  // namespace

int operand_count(Op op) {
    switch (op) {
        case Op::Load:
        case Op::LoadMask:
        case Op::LoadMissing:
        case Op::Constant:
        case Op::ConstantMask:
        case Op::ConstantReal:
        case Op::Batch:
        case Op::BatchMask: return 0;
        case Op::BatchAt:
        case Op::Test:
        case Op::InBits:
        case Op::Not:
        case Op::RoundDivide:
        case Op::RoundDivideWide:
        case Op::ToReal:
        case Op::RealRound:
        case Op::ToInteger: return 1;
        case Op::Select:
        case Op::RealSelect: return 3;
        default: return 2;
    }
}

Lane lane_of(Op op) { return kLanes[static_cast<std::size_t>(op)]; }
std::string_view to_string(Op op) { return kNames[static_cast<std::size_t>(op)]; }

const Output* Unit::find(Result result) const {
    const auto found = std::ranges::find(outputs, result, &Output::result);
    return found == outputs.end() ? nullptr : &*found;
}

std::string print(const Unit& unit) {
    std::string text;
    for (Ref i = 0; i < unit.code.size(); ++i) {
        const Operation& o = unit.code[i];
        text += fmt::format("%{} = {}", i, to_string(o.op));
        const Ref args[] = {o.a, o.b, o.c};
        for (int k = 0; k < operand_count(o.op); ++k) text += fmt::format(" %{}", args[k]);
        const bool plain = operand_count(o.op) > 0 && o.op != Op::BatchAt && o.op != Op::Test &&
                           o.op != Op::InBits && o.op != Op::RoundDivide &&
                           o.op != Op::RoundDivideWide;
        if (o.op == Op::ConstantReal)
            text += fmt::format(" {}", o.real);
        else if (!plain)
            text += fmt::format(" {}", o.integer);
        if (lane_of(o.op) == Lane::Integer && o.op != Op::Constant)
            text += fmt::format("  # {}..{}", o.low, o.high);
        text += '\n';
    }
    for (const Output& output : unit.outputs)
        text += fmt::format("{} = %{}\n", name_of(output.result), output.value);
    return text;
}

}  // namespace reeve::codegen
