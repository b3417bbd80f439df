#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/file_cache.h"
#include "compiler/driver/file_system.h"
#include "compiler/source/source.h"
#include "compiler/syntax/module.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::driver {

/// One file of a run, read once however many programs use it.
struct LoadedFile {
    std::shared_ptr<const syntax::Module> module;
    bool lacks_files = false;       // a file that it uses could not be read
    bool has_errors = false;        // of its own, found on reading or parsing it
    bool from_library = false;      // `use calendars.france`: part of the binary
    std::vector<std::size_t> uses;  // indices of the files it brings in, in the order written
};

/// Reads files and everything that they use, from the file system and from the embedded library. A
/// file that is used twice or in a ring is read once.
class Loader {
public:
    Loader(const FileSystem& files, FileCache& cache, diagnostics::DiagnosticSink& sink)
        : files_(files), cache_(cache), sources_(cache.sources()), sink_(sink) {}

    /// The index of a file named on the command line, with all that it uses; nothing where it
    /// cannot be read, which has been reported.
    std::optional<std::size_t> load(const std::string& path);

    [[nodiscard]] const LoadedFile& file(std::size_t index) const { return loaded_[index]; }
    /// The file and all it uses, directly or not: itself first, then in the order in which they are
    /// met.
    [[nodiscard]] std::vector<std::size_t> closure(std::size_t root) const;
    /// Those of the files that are part of the binary.
    [[nodiscard]] std::set<source::FileId> library_files() const;
    /// Of a file named in a rule (`from "branches.csv"`); nothing where it cannot be read or is no
    /// UTF-8 text.
    [[nodiscard]] std::optional<std::string> read_beside(source::FileId from,
                                                         const std::string& path) const;

private:
    struct Origin {
        std::string path;  // as shown
        source::Span use;  // of the path in `use`; invalid for files of the command line
    };
    std::optional<std::size_t> load_file(const Origin& origin);
    std::optional<std::size_t> load_library(const syntax::QualifiedName& name, source::FileId user);
    std::optional<std::size_t> load_used_file(const syntax::Text& path, source::FileId user);
    std::optional<std::size_t> add(const std::string& key, const Origin& origin, std::string text);
    void follow_uses(std::size_t first);
    void report_unreadable(const Origin& origin, const std::string& reason);
    void report_unknown_library(const syntax::QualifiedName& name, source::FileId user);

    const FileSystem& files_;
    FileCache& cache_;
    source::SourceSet& sources_;
    diagnostics::DiagnosticSink& sink_;
    std::deque<LoadedFile> loaded_;
    std::map<std::string, std::size_t> by_key_;
};

}  // namespace reeve::driver
