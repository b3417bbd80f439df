#include "compiler/jit/native.h"

#include "base/check.h"
#include "compiler/jit/emit.h"

#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>

#include <atomic>

// The only place that runs LLVM.

namespace reeve::jit {

namespace orc = llvm::orc;

namespace {

std::string text_of(llvm::Error error) { return llvm::toString(std::move(error)); }

/// One for the process: LLVM's own state is made once, each unit gets a library of its own.
struct Machine {
    std::unique_ptr<orc::LLJIT> jit;
    std::unique_ptr<orc::LLJIT> plain;  // without optimising
    std::string error;

    static Machine& get() {
        static Machine machine;
        return machine;
    }

    static std::unique_ptr<llvm::TargetMachine> target(bool optimize) {
        auto builder = orc::JITTargetMachineBuilder::detectHost();
        if (!builder) {
            llvm::consumeError(builder.takeError());
            return nullptr;
        }
        builder->setCodeGenOptLevel(optimize ? llvm::CodeGenOptLevel::Default
                                             : llvm::CodeGenOptLevel::None);
        auto made = builder->createTargetMachine();
        if (made) return std::move(*made);
        llvm::consumeError(made.takeError());
        return nullptr;
    }

private:
    Machine() {
        llvm::InitializeNativeTarget();
        llvm::InitializeNativeTargetAsmPrinter();
        jit = make(llvm::CodeGenOptLevel::Default);
        plain = make(llvm::CodeGenOptLevel::None);
    }

    std::unique_ptr<orc::LLJIT> make(llvm::CodeGenOptLevel level) {
        auto builder = orc::JITTargetMachineBuilder::detectHost();
        if (!builder) {
            error = text_of(builder.takeError());
            return nullptr;
        }
        builder->setCodeGenOptLevel(level);
        auto made = orc::LLJITBuilder().setJITTargetMachineBuilder(std::move(*builder)).create();
        if (made) return std::move(*made);
        error = text_of(made.takeError());
        return nullptr;
    }
};

/// A few passes are enough: what the lowering knows needs no finding.
void optimize(llvm::Module& module, llvm::TargetMachine* target) {
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager graphs;
    llvm::ModuleAnalysisManager modules;
    llvm::PassBuilder builder(target);
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(graphs);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, graphs, modules);
    llvm::ModulePassManager passes;
    llvm::Error error = builder.parsePassPipeline(
        passes, "function(early-cse,instcombine<no-verify-fixpoint>,simplifycfg)");
    CHECK(!error);
    passes.run(module, modules);
}

/// Whether the module is well formed; `why` says what is not.
bool verify(const llvm::Module& module, std::string& why) {
    llvm::raw_string_ostream stream(why);
    return !llvm::verifyModule(module, &stream);
}

}  // namespace

namespace {

class NativeUnit final : public codegen::CompiledUnit {
public:
    explicit NativeUnit(orc::LLJIT& jit) : jit_(jit) {}
    NativeUnit(const NativeUnit&) = delete;
    NativeUnit& operator=(const NativeUnit&) = delete;
    ~NativeUnit() override {
        if (tracker_) llvm::consumeError(tracker_->remove());
        if (library_ != nullptr)
            llvm::consumeError(jit_.getExecutionSession().removeJITDylib(*library_));
    }

    /// Nothing, or what went wrong.
    std::string load(orc::ThreadSafeModule module) {
        static std::atomic<std::uint64_t> count = 0;
        auto library = jit_.createJITDylib("rules." + std::to_string(++count));
        if (!library) return text_of(library.takeError());
        library_ = &*library;
        tracker_ = library_->createResourceTracker();
        library_->addToLinkOrder(jit_.getMainJITDylib());
        if (auto error = jit_.addIRModule(tracker_, std::move(module)))
            return text_of(std::move(error));
        auto kernel = jit_.lookup(*library_, kKernelName);
        if (!kernel) return text_of(kernel.takeError());
        auto row = jit_.lookup(*library_, kRowName);
        if (!row) return text_of(row.takeError());
        kernel_ = kernel->toPtr<void(const abi::Batch*) noexcept>();
        row_ = row->toPtr<void(const abi::Batch*, std::uint32_t) noexcept>();
        return {};
    }

    [[nodiscard]] abi::Kernel kernel() const override { return kernel_; }
    [[nodiscard]] abi::RowFunction row() const override { return row_; }

private:
    orc::LLJIT& jit_;
    orc::JITDylib* library_ = nullptr;
    orc::ResourceTrackerSP tracker_;
    abi::Kernel kernel_ = nullptr;
    abi::RowFunction row_ = nullptr;
};

std::expected<std::unique_ptr<codegen::CompiledUnit>, std::string> compile(
    const codegen::Unit& unit, const columns::Schema& schema, const Options& options) {
    Machine& machine = Machine::get();
    orc::LLJIT* jit = (options.optimize ? machine.jit : machine.plain).get();
    if (jit == nullptr) return std::unexpected(machine.error);
    auto context = std::make_unique<llvm::LLVMContext>();
    auto module = emit(*context, unit, schema, options);
    module->setDataLayout(jit->getDataLayout());
    std::string why;
    if (!verify(*module, why)) return std::unexpected("before optimising: " + why);
    if (options.optimize) {
        const auto target = Machine::target(true);
        optimize(*module, target.get());
        if (!verify(*module, why)) return std::unexpected("after optimising: " + why);
    }
    auto native = std::make_unique<NativeUnit>(*jit);
    std::string error = native->load(orc::ThreadSafeModule(std::move(module), std::move(context)));
    if (!error.empty()) return std::unexpected(std::move(error));
    return native;
}

}  // namespace

codegen::CompileUnit compiler(const Options& options) {
    return [options](const codegen::Unit& unit, const columns::Schema& schema) {
        return compile(unit, schema, options);
    };
}

std::string print(const codegen::Unit& unit, const columns::Schema& schema, const Options& options,
                  Stage stage) {
    (void)Machine::get();
    llvm::LLVMContext context;
    auto module = emit(context, unit, schema, options);
    const auto target = Machine::target(options.optimize);
    if (!target) return "there is no code generator for this machine\n";
    module->setDataLayout(target->createDataLayout());
    module->setTargetTriple(target->getTargetTriple().str());
    if (stage != Stage::Llvm) optimize(*module, target.get());
    std::string text;
    if (stage != Stage::Assembly) {
        llvm::raw_string_ostream stream(text);
        module->print(stream, nullptr);
        return text;
    }
    llvm::SmallVector<char, 0> bytes;
    llvm::raw_svector_ostream stream(bytes);
    llvm::legacy::PassManager passes;
    if (target->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::AssemblyFile))
        return "this machine's code cannot be printed\n";
    passes.run(*module);
    return {bytes.data(), bytes.size()};
}

}  // namespace reeve::jit
