#pragma once

#include "compiler/codegen/unit.h"
#include "runtime/abi/kernel.h"
#include "runtime/columns/schema.h"

#include <expected>
#include <functional>
#include <memory>
#include <string>

namespace reeve::codegen {

/// A unit ready to run; freed with this, when nobody runs it any more.
class CompiledUnit {
public:
    virtual ~CompiledUnit() = default;
    /// Tables of tests are readable to `kTestPadding` bytes beyond their end.
    /// Null of a unit that is only run for single rows.
    [[nodiscard]] virtual abi::Kernel kernel() const = 0;
    [[nodiscard]] virtual abi::RowFunction row() const = 0;
};

inline constexpr std::size_t kTestPadding = 8;

/// Makes one; the error is in the words of the code generator.
using CompileUnit = std::function<std::expected<std::unique_ptr<CompiledUnit>, std::string>(
    const Unit&, const columns::Schema&)>;

}  // namespace reeve::codegen
