#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/sema/symbols.h"
#include "compiler/syntax/module.h"
#include "compiler/typed/program.h"

#include <functional>
#include <optional>
#include <string>

// Pass 3: from names and syntax to the checked program.

namespace reeve::check {

/// Gives the text of a file named in a program (`from "branches.csv"`), relative to the file
/// `from`; nothing where there is none. The checker itself does no I/O.
using LoadText =
    std::function<std::optional<std::string>(source::FileId from, const std::string& path)>;

/// Checks a whole program: all modules together. Adds names inside declarations and all uses to
/// `symbols`. Always returns a program; where it reported errors, the parts concerned are left out
/// or hold `Error` expressions. From here on, without errors, every type, unit and range is known
/// and no rule can fail at run time.
typed::Program check(const std::vector<syntax::Module>& modules, sema::Symbols& symbols,
                     const LoadText& load, diagnostics::DiagnosticSink& sink);

}  // namespace reeve::check
