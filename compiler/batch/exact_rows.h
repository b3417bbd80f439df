#pragma once

#include "compiler/batch/compiled_rules.h"
#include "compiler/eval/evaluation.h"
#include "runtime/columns/columns.h"

#include <optional>
#include <vector>

namespace reeve::batch {

/// The priorities of the few rows of which a kernel is not sure, worked out exactly, row by row.
class ExactRows {
public:
    /// The batch is that of the kernel; all of it outlives this.
    ExactRows(const eval::Rules& rules, const CompiledRules& compiled,
              const columns::Columns& columns, const abi::Batch& batch);

    /// Thousandths after the limit; nothing where the evaluator has to be asked.
    std::optional<std::int64_t> priority(std::uint32_t row);

private:
    void run_all();
    void run(std::uint32_t row);

    const CompiledRules& compiled_;
    const std::optional<typed::Interval>& limit_;
    std::size_t clocks_;
    std::vector<columns::ColumnType> types_;
    abi::Batch batch_;
    bool by_rows_;  // machine code for a row is there; else all rows are run at once
    bool ran_ = false;
    std::size_t stride_ = 1;
    std::vector<std::int64_t> results_;
    std::vector<void*> addresses_;
    std::vector<const void*> values_;
    std::vector<const std::uint8_t*> missing_;
};

}  // namespace reeve::batch
