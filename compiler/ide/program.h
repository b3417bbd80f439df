#pragma once

#include "compiler/driver/session.h"

#include <map>
#include <optional>
#include <vector>

// A checked program, and what stands where in it: the ground of all answers to an editor.

namespace reeve::ide {

using source::FileId;
using source::Span;

/// One place in the text where a name is declared or used.
struct Occurrence {
    enum class Role : std::uint8_t { Declaration, Read, Write };
    Span span;
    sema::SymbolId symbol;
    Role role = Role::Read;
};

/// What the checker knows about a declared name.
struct Declared {
    const typed::Header* header = nullptr;
    const typed::DeclaredType* type = nullptr;  // attributes, parameters, settings, definitions
    const typed::Attribute* attribute = nullptr;
    const typed::Define* define = nullptr;
    const typed::Table* table = nullptr;
    const typed::WorkType* work_type = nullptr;
    const typed::Plan* plan = nullptr;
    const typed::Calendar* calendar = nullptr;
    const typed::Skill* skill = nullptr;
    const typed::Queue* queue = nullptr;
    const typed::Period* period = nullptr;
    const typed::Choice* choice = nullptr;
    const typed::Setting* setting = nullptr;
    const typed::Step* step = nullptr;
};

/// One program at one version of its files. It is asked only while these are the newest.
class Program {
public:
    Program(const driver::FileSystem& files, driver::FileCache& cache, const std::string& root);
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] const source::SourceSet& sources() const { return session_.sources(); }
    [[nodiscard]] const driver::Session& session() const { return session_; }
    [[nodiscard]] const sema::Symbols& symbols() const { return checked().symbols; }
    [[nodiscard]] const typed::Program& typed() const { return checked().typed; }
    [[nodiscard]] const std::vector<syntax::Module>& modules() const { return checked().modules; }
    [[nodiscard]] bool has_errors() const { return checked().has_errors; }
    /// Null where the file is none of the program's.
    [[nodiscard]] const syntax::Module* module(FileId file) const;
    [[nodiscard]] bool is_library(FileId file) const;

    /// All names, by file and place.
    [[nodiscard]] const std::vector<Occurrence>& occurrences() const { return occurrences_; }
    /// The name at an offset; of two that touch there, the one that begins.
    [[nodiscard]] const Occurrence* occurrence_at(FileId file, std::uint32_t offset) const;
    [[nodiscard]] std::vector<Occurrence> occurrences_of(sema::SymbolId symbol) const;
    /// The smallest checked expressions around an offset, smallest first.
    [[nodiscard]] std::vector<typed::ExprId> expressions_at(FileId file,
                                                            std::uint32_t offset) const;
    [[nodiscard]] Declared declared(sema::SymbolId symbol) const;
    [[nodiscard]] const syntax::Decl* decl(sema::DeclRef ref) const;

private:
    [[nodiscard]] const driver::CheckedProgram& checked() const;
    void index_names();
    void index_declarations();

    driver::Session session_;
    driver::CheckedProgram nothing_;  // where the root cannot be read
    std::vector<Occurrence> occurrences_;
    std::map<Span, Declared> declared_;
};

}  // namespace reeve::ide
