#pragma once

#include "compiler/jit/native.h"

#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/Target/TargetMachine.h>

#include <memory>
#include <string>

namespace reeve::jit {

/// What there is once in a process: this computer's description, and the session in which code
/// lives. Any thread.
class Machine {
public:
    static Machine& get();

    /// Null where there is no code generator for this computer; `error` says why then.
    [[nodiscard]] llvm::orc::LLJIT* jit() { return jit_.get(); }
    [[nodiscard]] const std::string& error() const { return error_; }
    /// One for each compilation, because they are not for several threads.
    [[nodiscard]] std::unique_ptr<llvm::TargetMachine> target(const Options& options) const;
    /// The processor, what it can do, and which build of Reeve and LLVM this is; empty where the
    /// build has no number of its own.
    [[nodiscard]] const std::string& identity() const { return identity_; }

private:
    Machine();

    llvm::orc::JITTargetMachineBuilder builder_;
    std::unique_ptr<llvm::orc::LLJIT> jit_;
    std::string error_;
    std::string identity_;
};

/// What of a target decides how code is emitted for it.
struct Width {
    unsigned lanes = 4;
    /// Has an instruction that makes 64-bit integers binary64.
    bool converts_wide = false;
};
Width width_of(const llvm::TargetMachine& target, const Options& options);

}  // namespace reeve::jit
