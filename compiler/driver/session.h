#pragma once

#include "compiler/driver/loader.h"
#include "compiler/driver/phase.h"
#include "compiler/sema/declare.h"
#include "compiler/sema/symbols.h"
#include "compiler/typed/program.h"

#include <deque>
#include <span>
#include <string>
#include <vector>

// One run of the compiler: from names of files to checked programs and messages.

namespace reeve::driver {

struct SessionOptions {
    Phase stop_after = Phase::Analysis;
};

/// One program: a root file and everything that it uses. Forms beyond the last phase that ran are
/// empty.
struct CheckedProgram {
    std::string path;                     // of the root, as it was named
    std::vector<syntax::Module> modules;  // the root first
    sema::Symbols symbols;
    typed::Program typed;
    diagnostics::DiagnosticSink
        sink;                 // of declare, check and analyze; also in the session's messages
    bool has_errors = false;  // its files' own included
};

class Session {
public:
    explicit Session(const FileSystem& files, SessionOptions options = {})
        : options_(options), loader_(files, own_cache_, sink_) {}
    /// With files parsed before. The cache belongs to the caller and outlives the session; once it
    /// has parsed another text of one of its files, ask this session no more.
    Session(const FileSystem& files, FileCache& cache, SessionOptions options = {})
        : options_(options), cache_(cache), loader_(files, cache, sink_) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Checks programs. Each file is the root of one, unless another file of the list brings it in
    /// by `use`.
    void check(std::span<const std::string> paths);

    [[nodiscard]] const source::SourceSet& sources() const { return cache_.sources(); }
    /// The messages of all files and programs, sorted.
    [[nodiscard]] const diagnostics::DiagnosticSink& sink() const { return sink_; }
    [[nodiscard]] const std::deque<CheckedProgram>& programs() const { return programs_; }
    [[nodiscard]] const Loader& loader() const { return loader_; }
    /// Whether each file of the list could be read.
    [[nodiscard]] bool all_readable() const { return all_readable_; }

    /// The form as text, as golden files hold it.
    [[nodiscard]] std::string print(const CheckedProgram& program, Phase phase) const;

private:
    void check_program(std::size_t root);

    SessionOptions options_;
    FileCache own_cache_;
    FileCache& cache_ = own_cache_;
    diagnostics::DiagnosticSink sink_;
    Loader loader_;
    std::deque<CheckedProgram> programs_;
    bool all_readable_ = true;
};

/// Those of the loaded files that no other of them brings in. Of files that bring one another in,
/// the first named.
std::vector<std::size_t> find_roots(const Loader& loader, const std::vector<std::size_t>& named);

/// What a program declares, in words: "2 work types, 3 queues and 1 test". "nothing" where it
/// declares nothing.
std::string describe_contents(const CheckedProgram& program);

}  // namespace reeve::driver
