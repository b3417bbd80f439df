#include "compiler/batch/kernel.h"

#include <cstring>

namespace reeve::batch {

Results::Results(const codegen::Unit& unit, std::uint32_t rows) : unit_(unit) {
    const std::size_t room =
        (rows + columns::kRowsPadded - 1) / columns::kRowsPadded * columns::kRowsPadded;
    for (const codegen::Output& output : unit.outputs) {
        bytes_.emplace_back(room * static_cast<std::size_t>(columns::bytes_of(output.width)));
        addresses_.push_back(bytes_.back().data());
    }
}

std::int64_t Results::at(codegen::Result result, std::size_t row) const {
    for (std::size_t i = 0; i < unit_.outputs.size(); ++i) {
        const codegen::Output& output = unit_.outputs[i];
        if (output.result != result) continue;
        const auto width = static_cast<std::size_t>(columns::bytes_of(output.width));
        const std::byte* at = bytes_[i].data() + row * width;
        const auto read = [at]<class T>(T value) {
            std::memcpy(&value, at, sizeof value);
            return static_cast<std::int64_t>(value);
        };
        switch (output.width) {
            case columns::Width::Bits8: return read(std::int8_t{});
            case columns::Width::Bits16: return read(std::int16_t{});
            case columns::Width::Bits32: return read(std::int32_t{});
            case columns::Width::Bits64: return read(std::int64_t{});
        }
    }
    const bool number = result == codegen::Result::Priority || result == codegen::Result::Unsure;
    return number ? 0 : codegen::kNoLine;
}

void Batch::Kernel::Ready::run(const abi::Batch& batch) const {
    if (native)
        native->kernel()(&batch);
    else
        interpreter->run(batch);
}

Batch::Kernel::Ready Batch::Kernel::make(const codegen::Unit& unit, const columns::Schema& schema,
                                         const codegen::CompileUnit& compile) {
    Ready ready;
    if (compile) {
        auto native = compile(unit, schema);
        if (native) ready.native = std::move(*native);
    }
    if (!ready.native) ready.interpreter = std::make_unique<blocks::Interpreter>(unit, schema);
    return ready;
}

Batch::Kernel::Kernel(const codegen::Blocks& blocks, const codegen::CompileUnit& compile)
    : blocks_(blocks),
      entry_(make(blocks.entry, blocks.layout.schema(), compile)),
      now_(make(blocks.now, blocks.layout.schema(), compile)) {}

Batch::Kernel::~Kernel() = default;

Results Batch::Kernel::run(const codegen::Unit& unit, const columns::Columns& columns,
                           const std::vector<std::int64_t>& slots,
                           const std::vector<std::vector<std::uint8_t>>& tests) const {
    Results results(unit, columns.size());
    if (columns.size() == 0) return results;
    const std::uint32_t padded =
        (columns.size() + columns::kRowsPadded - 1) / columns::kRowsPadded * columns::kRowsPadded;
    const columns::Columns::Chunk rows = columns.chunk(0, padded);
    std::vector<const std::uint8_t*> tables;
    for (const auto& test : tests) tables.push_back(test.data());
    const abi::Batch batch{rows.values.data(), rows.missing.data(), slots.data(),
                           tables.data(),      results.addresses(), rows.count};
    (&unit == &blocks_.entry ? entry_ : now_).run(batch);
    return results;
}

}  // namespace reeve::batch
