#pragma once

#include "compiler/codegen/lower.h"

#include <cstddef>
#include <vector>

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

}  // namespace reeve::batch
