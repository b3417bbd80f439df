#pragma once

#include "compiler/batch/batch.h"
#include "compiler/blocks/blocks.h"

#include <array>

namespace reeve::batch {

/// The results of a unit for all rows, each as wide as the unit says.
class Results {
public:
    Results(const codegen::Unit& unit, std::uint32_t rows);

    /// What stands for "no line" where the unit has no such result: kNoLine, and 0 for Priority and
    /// Unsure.
    [[nodiscard]] std::int64_t at(codegen::Result result, std::size_t row) const;
    [[nodiscard]] void* const* addresses() const { return addresses_.data(); }

private:
    const codegen::Unit& unit_;
    std::vector<std::vector<std::byte>> bytes_;
    std::vector<void*> addresses_;
};

/// Both units of the blocks, ready to run.
struct Batch::Kernel {
    Kernel(const codegen::Blocks& blocks, const codegen::CompileUnit& compile);
    ~Kernel();

    [[nodiscard]] Results run(const codegen::Unit& unit, const columns::Columns& columns,
                              const std::vector<std::int64_t>& slots,
                              const std::vector<std::vector<std::uint8_t>>& tests) const;

private:
    /// One of the two ways to run a unit.
    struct Ready {
        std::unique_ptr<codegen::CompiledUnit> native;
        std::unique_ptr<blocks::Interpreter> interpreter;
        void run(const abi::Batch& batch) const;
    };
    static Ready make(const codegen::Unit& unit, const columns::Schema& schema,
                      const codegen::CompileUnit& compile);

    const codegen::Blocks& blocks_;
    Ready entry_, now_;
};

}  // namespace reeve::batch
