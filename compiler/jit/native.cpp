#include "compiler/jit/native.h"

#include "base/check.h"
#include "compiler/jit/emit.h"
#include "compiler/jit/machine.h"
#include "compiler/jit/object_cache.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/SHA256.h>

#include <atomic>

// From operations to machine code that is ready to run.

namespace reeve::jit {

namespace orc = llvm::orc;

namespace {

std::string text_of(llvm::Error error) { return llvm::toString(std::move(error)); }

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

/// The module as an object file, or what went wrong.
std::expected<std::string, std::string> object_of(const codegen::Unit& unit,
                                                  const columns::Schema& schema,
                                                  const Options& options) {
    // Instructions of very large units are chosen and placed in the quick way: the careful one takes
    // four times as long, and more than in proportion.
    constexpr std::size_t kCarefulMax = 3'000;
    Options how = options;
    if (unit.code.size() > kCarefulMax) how.optimize = false;
    const auto target = Machine::get().target(how);
    if (!target) return std::unexpected("there is no code generator for this machine");
    llvm::LLVMContext context;
    auto module = emit(context, unit, schema, width_of(*target, options));
    module->setDataLayout(target->createDataLayout());
    module->setTargetTriple(target->getTargetTriple().str());
    std::string why;
    if (!verify(*module, why)) return std::unexpected("before optimising: " + why);
    if (options.optimize) {
        optimize(*module, target.get());
        if (!verify(*module, why)) return std::unexpected("after optimising: " + why);
    }
    llvm::SmallVector<char, 0> bytes;
    llvm::raw_svector_ostream stream(bytes);
    llvm::legacy::PassManager passes;
    if (target->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
        return std::unexpected("this machine's code cannot be written");
    passes.run(*module);
    return std::string(bytes.data(), bytes.size());
}

/// Everything that decides what an object holds, in 64 hexadecimal digits; empty where the build is
/// not known.
std::string key_of(const codegen::Unit& unit, const columns::Schema& schema,
                   const Options& options) {
    const std::string& identity = Machine::get().identity();
    if (identity.empty()) return {};
    std::string text;
    const auto add = [&text](auto value) {
        text.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    add(options.optimize);
    add(options.lanes);
    add(options.vectors);
    add(unit.rows_only);
    add(unit.code.size());
    for (const codegen::Operation& operation : unit.code) {
        add(operation.op);
        for (const codegen::Ref ref : {operation.a, operation.b, operation.c}) add(ref);
        add(operation.integer);
        add(operation.real);
        add(operation.low);
        add(operation.high);
    }
    add(unit.outputs.size());
    for (const codegen::Output& output : unit.outputs) {
        add(output.result);
        add(output.value);
        add(output.width);
    }
    for (const columns::ColumnType& type : schema.columns) {
        add(type.width);
        add(type.is_signed);
        add(type.optional);
    }
    llvm::SHA256 hash;
    hash.update(identity);
    hash.update(text);
    return llvm::toHex(hash.final(), true);
}

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
    std::string load(const std::string& object, bool rows_only) {
        static std::atomic<std::uint64_t> count = 0;
        auto library = jit_.createJITDylib("rules." + std::to_string(++count));
        if (!library) return text_of(library.takeError());
        library_ = &*library;
        tracker_ = library_->createResourceTracker();
        library_->addToLinkOrder(jit_.getMainJITDylib());
        auto copy = llvm::MemoryBuffer::getMemBufferCopy(object, "rules");
        if (auto error = jit_.addObjectFile(tracker_, std::move(copy)))
            return text_of(std::move(error));
        if (!rows_only) {
            auto kernel = jit_.lookup(*library_, kKernelName);
            if (!kernel) return text_of(kernel.takeError());
            kernel_ = kernel->toPtr<void(const abi::Batch*) noexcept>();
        }
        auto row = jit_.lookup(*library_, kRowName);
        if (!row) return text_of(row.takeError());
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
    if (machine.jit() == nullptr) return std::unexpected(machine.error());
    const ObjectCache cache({options.cache, options.cache_bytes_max});
    const std::string key = options.cache.empty() ? "" : key_of(unit, schema, options);
    if (!key.empty()) {
        if (const auto kept = cache.find(key)) {
            auto native = std::make_unique<NativeUnit>(*machine.jit());
            if (native->load(*kept, unit.rows_only).empty()) return native;
        }
    }
    auto object = object_of(unit, schema, options);
    if (!object) return std::unexpected(std::move(object.error()));
    auto native = std::make_unique<NativeUnit>(*machine.jit());
    std::string error = native->load(*object, unit.rows_only);
    if (!error.empty()) return std::unexpected(std::move(error));
    if (!key.empty()) cache.store(key, *object);
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
    llvm::LLVMContext context;
    const auto target = Machine::get().target(options);
    if (!target) return "there is no code generator for this machine\n";
    auto module = emit(context, unit, schema, width_of(*target, options));
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
