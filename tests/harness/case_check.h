#pragma once

#include "tests/harness/corpus.h"

#include <string>
#include <vector>

// What is checked of each program of the corpus. Each function returns what is wrong, in words,
// empty if nothing is.

namespace reeve::harness {

/// Each message is marked, and each marker has its message.
std::vector<std::string> check_markers(const Case& test);

/// Each `.exp` file equals `reeve check --print=<phase>`.
std::vector<std::string> check_forms(const Case& test);

/// For each message with a fix: once the first is applied, the message at that place is gone and
/// there is no new error.
std::vector<std::string> check_fixes(const Case& test);

/// Rewrites markers and `.exp` files so that the checks pass; the paths of the files that changed.
std::vector<std::string> update(const Case& test);

/// The failures as one text, with the commands that show and accept them; empty where there are
/// none.
std::string explain(const Case& test, const std::vector<std::string>& failures);

}  // namespace reeve::harness
