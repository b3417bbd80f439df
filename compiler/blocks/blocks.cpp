#include "compiler/blocks/blocks.h"

#include "compiler/blocks/loops.h"

#include <algorithm>

namespace reeve::blocks {

using codegen::Lane;
using codegen::Op;
using codegen::Ref;

namespace {

/// The same for all rows of a run.
bool is_constant(Op op) {
    return op == Op::Constant || op == Op::ConstantMask || op == Op::ConstantReal ||
           op == Op::Batch || op == Op::BatchMask;
}

}  // namespace

Interpreter::Interpreter(codegen::Unit unit, columns::Schema schema)
    : unit_(std::move(unit)), schema_(std::move(schema)) {
    // A buffer is used again once nobody reads what is in it, so that all of them stay in the
    // cache.
    const std::size_t count = unit_.code.size();
    std::vector<std::size_t> last_use(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const codegen::Operation& operation = unit_.code[i];
        const Ref args[] = {operation.a, operation.b, operation.c};
        for (int k = 0; k < codegen::operand_count(operation.op); ++k) last_use[args[k]] = i;
    }
    for (const codegen::Output& output : unit_.outputs) last_use[output.value] = count;
    std::vector<std::uint32_t> buffer(count, 0);
    std::vector<std::uint32_t> unused;
    std::vector<std::vector<std::uint32_t>> freed(count + 1);
    for (std::size_t i = 0; i < count; ++i) {
        const codegen::Operation& operation = unit_.code[i];
        const bool constant = is_constant(operation.op);
        if (constant || unused.empty()) {
            buffer[i] = buffer_count_++;
        } else {
            buffer[i] = unused.back();
            unused.pop_back();
        }
        // What is written once stays.
        if (!constant) freed[std::max(last_use[i], i)].push_back(buffer[i]);
        const auto is_same = [&](Ref ref) { return is_constant(unit_.code[ref].op); };
        (constant ? constants_ : steps_)
            .push_back({operation, buffer[i], buffer[operation.a], buffer[operation.b],
                        buffer[operation.c], is_same(operation.a), is_same(operation.b),
                        is_same(operation.c)});
        for (const std::uint32_t free : freed[i]) unused.push_back(free);
    }
    for (const codegen::Output& output : unit_.outputs) outputs_.push_back(buffer[output.value]);
}

void Interpreter::run(const abi::Batch& batch) const {
    std::vector<std::int64_t> buffers(static_cast<std::size_t>(buffer_count_) * kBlockRows);
    for (const Step& step : constants_) run_step(step, batch, 0, kBlockRows, buffers.data());
    for (std::uint32_t first = 0; first < batch.count; first += kBlockRows)
        run_block(batch, first, std::min(kBlockRows, batch.count - first), buffers);
}

void Interpreter::run_step(const Step& step, const abi::Batch& batch, std::uint32_t first,
                           std::uint32_t count, std::int64_t* buffers) const {
    const auto at = [&](std::uint32_t buffer) {
        return buffers + static_cast<std::size_t>(buffer) * kBlockRows;
    };
    const codegen::Operation& operation = step.operation;
    LoopArguments arguments{.to = at(step.to),
                            .a = at(step.a),
                            .b = at(step.b),
                            .c = at(step.c),
                            .a_is_constant = step.a_is_constant,
                            .b_is_constant = step.b_is_constant,
                            .c_is_constant = step.c_is_constant,
                            .integer = operation.integer,
                            .real = operation.real,
                            .count = count};
    const auto index = static_cast<std::size_t>(operation.integer);
    switch (operation.op) {
        case Op::Load:
        case Op::LoadMask: {
            const columns::ColumnType type = schema_.columns[index];
            arguments.source = static_cast<const std::byte*>(batch.values[index]) +
                               static_cast<std::size_t>(first) *
                                   static_cast<std::size_t>(columns::bytes_of(type.width));
            arguments.width = type.width;
            arguments.is_signed = type.is_signed;
            break;
        }
        case Op::LoadMissing:
            arguments.source = reinterpret_cast<const std::byte*>(batch.missing[index] + first);
            break;
        case Op::Test:
            arguments.source = reinterpret_cast<const std::byte*>(batch.tests[index]);
            break;
        case Op::Batch:
        case Op::BatchMask: arguments.integer = batch.slots[operation.integer]; break;
        case Op::BatchAt:
            arguments.source = reinterpret_cast<const std::byte*>(batch.slots + operation.integer);
            break;
        default: break;
    }
    run_loop(operation.op, arguments);
}

void Interpreter::run_block(const abi::Batch& batch, std::uint32_t first, std::uint32_t count,
                            std::vector<std::int64_t>& buffers) const {
    for (const Step& step : steps_) run_step(step, batch, first, count, buffers.data());
    const auto at = [&](std::uint32_t buffer) {
        return buffers.data() + static_cast<std::size_t>(buffer) * kBlockRows;
    };
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
        const codegen::Output& output = unit_.outputs[i];
        const bool mask = codegen::lane_of(unit_.code[output.value].op) == Lane::Mask;
        store(at(outputs_[i]), output.width, mask,
              static_cast<std::byte*>(batch.outputs[i]) +
                  static_cast<std::size_t>(first) *
                      static_cast<std::size_t>(columns::bytes_of(output.width)),
              count);
    }
}

}  // namespace reeve::blocks
