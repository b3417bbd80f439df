#pragma once

#include "compiler/codegen/unit.h"
#include "compiler/jit/machine.h"

#include <llvm/IR/Module.h>

namespace reeve::jit {

inline constexpr const char* kKernelName = "reeve_kernel";
inline constexpr const char* kRowName = "reeve_row";

/// The unit as two functions of an LLVM module: a kernel over all rows and one for a row.
std::unique_ptr<llvm::Module> emit(llvm::LLVMContext& context, const codegen::Unit& unit,
                                   const columns::Schema& schema, const Width& width);

}  // namespace reeve::jit
