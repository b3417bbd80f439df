#pragma once

#include "base/time.h"
#include "compiler/sema/symbols.h"
#include "compiler/source/source.h"
#include "compiler/syntax/module.h"
#include "compiler/typed/program.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

// The book of the rules: pages that people read who do not write rules.

namespace reeve::doc {

/// A program without errors, and where it came from. All of it outlives the call.
struct Input {
    const typed::Program& program;
    const sema::Symbols& symbols;
    std::span<const syntax::Module> modules;  // the root first
    const source::SourceSet& sources;
    /// Printed as the day of the book; holidays are then listed from its year on. A book without
    /// a date depends on the rules alone.
    std::optional<Date> date;
};

struct Page {
    std::string path;  // a plain file name
    std::string content;
};

struct Book {
    std::vector<Page> pages;  // `index.html` first
};

/// Every declaration has an entry with an anchor, every mention of a declared name leads there, and
/// every page is well-formed. Equal input gives equal bytes.
Book build(const Input& input);

}  // namespace reeve::doc
