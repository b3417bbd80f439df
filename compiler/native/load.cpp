#include "compiler/native/load.h"

#include "compiler/native/entry.h"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>

namespace reeve::native {

namespace {

namespace fs = std::filesystem;

std::expected<const Entry*, std::string> open_module() {
    // By its place beside the program and by no search path, so that nobody slips in another one.
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error) return std::unexpected("where this program lies is not known");
    const fs::path path = program.parent_path().parent_path() / "lib" / "reeve" / "reeve_native.so";
    if (!fs::exists(path, error)) return std::unexpected("there is no " + path.string());
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) return std::unexpected(dlerror());
    const auto function = reinterpret_cast<EntryFunction>(dlsym(module, kEntryName));
    if (function == nullptr) return std::unexpected(path.string() + " is no code generator");
    const Entry* entry = function();
    if (entry->layout != layout_number())
        return std::unexpected(path.string() + " belongs to another version");
    return entry;
}

}  // namespace

std::expected<const Entry*, std::string> load() {
    static const std::expected<const Entry*, std::string> loaded = open_module();
    return loaded;
}

}  // namespace reeve::native
