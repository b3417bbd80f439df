#pragma once

#include "compiler/ide/program.h"

#include <string>
#include <string_view>
#include <vector>

// The shape of a file: what it declares, what can be folded, what grows around a place.

namespace reeve::ide {

enum class EntryKind : std::uint8_t {
    Type,
    Work,
    Plan,
    Rules,
    Value,
    Table,
    Setting,
    House,
    Queue,
    Field,
    Member,
    Line,
    Test
};

/// A declaration or a named part of one.
struct Entry {
    std::string name;
    std::string detail;  // "work type", "number 0..100"
    EntryKind kind = EntryKind::Value;
    Span span;  // all of it
    Span name_span;
    std::vector<Entry> inner;
};
/// In the order of the file. Needs no checked program: the module may be half understood.
std::vector<Entry> outline(const source::SourceSet& sources, const syntax::Module& module);

/// Entries whose name holds the letters of the query in their order, case ignored.
bool is_like(std::string_view name, std::string_view query);

struct Fold {
    enum class Kind : std::uint8_t { Region, Comment, Imports };
    std::uint32_t first_line = 1;  // from 1; both stay visible but for what is between
    std::uint32_t last_line = 1;
    Kind kind = Kind::Region;
};
std::vector<Fold> folds(const source::SourceSet& sources, FileId file);

/// What contains the offset, smallest first: word, expression, line, block, declaration, file.
std::vector<Span> selections(const source::SourceSet& sources, const syntax::Module& module,
                             std::uint32_t offset);

}  // namespace reeve::ide
