#pragma once

#include "compiler/ide/program.h"

#include <string>
#include <vector>

namespace reeve::ide {

struct Action {
    enum class Kind : std::uint8_t { QuickFix, FixAll, Extract };
    std::string title;
    Kind kind = Kind::QuickFix;
    std::vector<diagnostics::Edit> edits;
    std::size_t message = 0;  // QuickFix: index among the messages that were handed in
    bool preferred = false;   // the only fix of its message
};

/// What could be changed in the range: the fixes of its messages, a name for a value that stands
/// there, and all messages of the file that have one certain fix.
std::vector<Action> actions(const Program& program,
                            const std::vector<diagnostics::Diagnostic>& messages, Span range);

}  // namespace reeve::ide
