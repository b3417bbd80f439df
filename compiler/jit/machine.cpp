#include "compiler/jit/machine.h"

#include <llvm/Config/llvm-config.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/Support/TargetSelect.h>

#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace reeve::jit {

namespace orc = llvm::orc;

namespace {

std::string text_of(llvm::Error error) { return llvm::toString(std::move(error)); }

/// Part of this very library or program, to find it by.
void landmark() {}

/// The number that the linker gave the file this code comes from.
std::string build_number() {
    struct Search {
        std::uintptr_t address;
        std::string number;
    } search{reinterpret_cast<std::uintptr_t>(&landmark), {}};
    const auto look = [](dl_phdr_info* info, std::size_t, void* data) {
        auto& found = *static_cast<Search*>(data);
        bool here = false;
        for (int i = 0; i < info->dlpi_phnum; ++i) {
            const auto& segment = info->dlpi_phdr[i];
            const std::uintptr_t begin = info->dlpi_addr + segment.p_vaddr;
            here |= segment.p_type == PT_LOAD && found.address >= begin &&
                    found.address < begin + segment.p_memsz;
        }
        for (int i = 0; here && i < info->dlpi_phnum; ++i) {
            const auto& segment = info->dlpi_phdr[i];
            if (segment.p_type != PT_NOTE) continue;
            const auto* at = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
            const char* end = at + segment.p_memsz;
            while (at + sizeof(ElfW(Nhdr)) <= end) {
                ElfW(Nhdr) note;
                std::memcpy(&note, at, sizeof note);
                const char* name = at + sizeof note;
                const char* text = name + (note.n_namesz + 3) / 4 * 4;
                if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4)
                    found.number.assign(text, note.n_descsz);
                at = text + (note.n_descsz + 3) / 4 * 4;
            }
        }
        return here ? 1 : 0;
    };
    dl_iterate_phdr(look, &search);
    return search.number;
}

/// What generated code may call: the names in functions.def, and nothing else of the process.
orc::SymbolMap host_functions(orc::LLJIT& jit) {
    orc::SymbolMap map;
    const auto add = [&](const char* name, auto* function) {
        map[jit.mangleAndIntern(name)] = {
            orc::ExecutorAddr::fromPtr(function),
            llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
    };
#define ABI_FUNCTION(name, type) add(#name, static_cast<std::add_pointer_t<type>>(&::name));
#include "runtime/abi/functions.def"
#undef ABI_FUNCTION
    return map;
}

}  // namespace

Machine& Machine::get() {
    static Machine machine;
    return machine;
}

Machine::Machine() : builder_(llvm::Triple()) {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    auto detected = orc::JITTargetMachineBuilder::detectHost();
    if (!detected) {
        error_ = text_of(detected.takeError());
        return;
    }
    builder_ = std::move(*detected);
    builder_.setRelocationModel(llvm::Reloc::PIC_);
    builder_.setCodeModel(llvm::CodeModel::Small);
    auto made = orc::LLJITBuilder()
                    .setJITTargetMachineBuilder(builder_)
                    .setLinkProcessSymbolsByDefault(false)
                    .setPlatformSetUp(orc::setUpInactivePlatform)
                    .create();
    if (!made) {
        error_ = text_of(made.takeError());
        return;
    }
    jit_ = std::move(*made);
    if (auto error = jit_->getMainJITDylib().define(orc::absoluteSymbols(host_functions(*jit_)))) {
        error_ = text_of(std::move(error));
        jit_.reset();
        return;
    }
    const std::string number = build_number();
    if (number.empty()) return;
    identity_ = number + '\n' + LLVM_VERSION_STRING + '\n' + builder_.getTargetTriple().str() +
                '\n' + builder_.getCPU() + '\n' + builder_.getFeatures().getString();
}

std::unique_ptr<llvm::TargetMachine> Machine::target(const Options& options) const {
    orc::JITTargetMachineBuilder builder = builder_;
    builder.setCodeGenOptLevel(options.optimize ? llvm::CodeGenOptLevel::Default
                                                : llvm::CodeGenOptLevel::None);
    if (options.vectors != Vectors::Widest && builder.getTargetTriple().isX86()) {
        // A computer that has less than what is named uses what it has.
        const auto& features = builder.getFeatures().getFeatures();
        const bool has_avx2 = std::ranges::find(features, "+avx2") != features.end();
        if (options.vectors == Vectors::Sse2 || has_avx2) {
            builder.setCPU(options.vectors == Vectors::Avx2 ? "x86-64-v3" : "x86-64");
            builder.getFeatures() = llvm::SubtargetFeatures();
        }
    }
    auto made = builder.createTargetMachine();
    if (made) return std::move(*made);
    llvm::consumeError(made.takeError());
    return nullptr;
}

Width width_of(const llvm::TargetMachine& target, const Options& options) {
    const auto has = [&](const char* feature) {
        return target.getMCSubtargetInfo()->checkFeatures(feature);
    };
    if (!target.getTargetTriple().isX86())
        return {.lanes = options.lanes != 0 ? options.lanes : 4, .converts_wide = true};
    Width width{.lanes = 4, .converts_wide = has("+avx512dq")};
    if (has("+avx2")) width.lanes = 8;
    if (has("+avx512f")) width.lanes = 16;
    if (options.lanes != 0) width.lanes = options.lanes;
    return width;
}

}  // namespace reeve::jit
