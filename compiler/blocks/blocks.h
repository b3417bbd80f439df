#pragma once

#include "compiler/codegen/unit.h"
#include "runtime/abi/kernel.h"
#include "runtime/columns/schema.h"

#include <memory>
#include <vector>

namespace reeve::blocks {

/// Runs a unit without generating code: each operation is a loop that was compiled with Reeve, over
/// a few hundred rows at a time. There from the first moment; a little slower than native code.
class Interpreter {
public:
    Interpreter(codegen::Unit unit, columns::Schema schema);

    /// As an abi::Kernel. Any number of threads may call it at once.
    void run(const abi::Batch& batch) const;

private:
    /// An operation and the buffers in which its lanes are kept.
    struct Step {
        codegen::Operation operation;
        std::uint32_t to = 0, a = 0, b = 0, c = 0;
        bool a_is_constant = false, b_is_constant = false, c_is_constant = false;
    };

    void run_step(const Step& step, const abi::Batch& batch, std::uint32_t first,
                  std::uint32_t count, std::int64_t* buffers) const;

    void run_block(const abi::Batch& batch, std::uint32_t first, std::uint32_t count,
                   std::vector<std::int64_t>& buffers) const;

    codegen::Unit unit_;
    columns::Schema schema_;
    std::vector<Step> constants_;  // run once, their buffers are read by all blocks
    std::vector<Step> steps_;
    std::vector<std::uint32_t> outputs_;  // buffers
    std::uint32_t buffer_count_ = 0;
};

}  // namespace reeve::blocks
