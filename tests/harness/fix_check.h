#pragma once

#include "compiler/driver/session.h"

#include <string>

// What is checked of a fix that a message offers.

namespace reeve::harness {

/// As an author sees the message.
std::string show(const source::SourceSet& sources, const diagnostics::Diagnostic& diagnostic);

/// What is wrong with the message's first fix, in words, empty if nothing is: once it is applied,
/// the message at that place is gone and there is no new error. `before` has checked the program
/// with this root in these files.
std::string check_fix(const std::string& root, const driver::FileSystem& files,
                      const driver::Session& before, const diagnostics::Diagnostic& diagnostic);

}  // namespace reeve::harness
