#include "cli/engines.h"

#include "compiler/native/entry.h"
#include "compiler/native/load.h"

#include <cstdlib>

namespace reeve::cli {

std::string cache_directory(const CacheChoice& choice) {
    if (choice.none) return {};
    if (!choice.directory.empty()) return choice.directory;
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
    if (const std::string own = variable("REEVE_CACHE_DIR"); !own.empty()) return own;
    // Relative paths are to be ignored, says the XDG base directory specification.
    if (const std::string shared = variable("XDG_CACHE_HOME"); shared.starts_with('/'))
        return shared + "/reeve";
    const std::string home = variable("HOME");
    return home.starts_with('/') ? home + "/.cache/reeve" : std::string();
}

codegen::CompileUnit native_compiler(const CacheChoice& choice) {
    const std::string directory = cache_directory(choice);
    return [directory](const codegen::Unit& unit, const columns::Schema& schema)
               -> std::expected<std::unique_ptr<codegen::CompiledUnit>, std::string> {
        const auto entry = native::load();
        if (!entry) return std::unexpected(entry.error());
        return (*entry)->compiler({.cache = directory})(unit, schema);
    };
}

}  // namespace reeve::cli
