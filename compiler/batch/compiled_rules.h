#pragma once

#include "compiler/blocks/blocks.h"
#include "compiler/codegen/compiled.h"
#include "compiler/codegen/lower.h"

#include <atomic>
#include <memory>

namespace reeve::batch {

/// The rules of a work type, ready to run on columns from the first moment: as loops over blocks,
/// and as machine code once that is there. Any number of threads run them meanwhile; whoever begins
/// a run after the machine code has come uses it. Freed, code and all, with its last owner.
class CompiledRules {
public:
    /// The program has no errors.
    CompiledRules(const typed::Program& program, typed::WorkTypeId type);
    ~CompiledRules();
    CompiledRules(const CompiledRules&) = delete;
    CompiledRules& operator=(const CompiledRules&) = delete;

    [[nodiscard]] typed::WorkTypeId work_type() const { return blocks_.layout.work_type; }
    [[nodiscard]] const codegen::Blocks& blocks() const { return blocks_; }

    /// Generates the machine code, on the caller's thread; no two threads at once. The error is in
    /// the words of the code generator; blocks go on serving then.
    std::expected<void, std::string> make_native(const codegen::CompileUnit& compile);
    [[nodiscard]] bool is_native() const;

    /// As an abi::Kernel, of the unit that holds as of `created` and of the one that holds now.
    void run_entry(const abi::Batch& batch) const;
    void run_now(const abi::Batch& batch) const;
    /// For batches of one row: that of entry, and the one of which `blocks().one` tells what its
    /// outputs are.
    void run_entry_of_one(const abi::Batch& batch) const;
    void run_one(const abi::Batch& batch) const;
    /// The same for many rows, by loops.
    void run_ones(const abi::Batch& batch) const { one_.run(batch); }

private:
    struct Native {
        std::unique_ptr<codegen::CompiledUnit> entry, now, one;
    };

    codegen::Blocks blocks_;
    blocks::Interpreter entry_, now_, one_;
    std::unique_ptr<const Native> owned_;
    std::atomic<const Native*> native_ = nullptr;
};

}  // namespace reeve::batch
