#pragma once

#include "compiler/explain/explanation.h"
#include "compiler/explain/formatter.h"

namespace reeve::explain {

/// The explanation as a JSON object. Numbers of the rules are texts, so that they stay exact;
/// moments are ISO 8601 with the offset of the business; lengths of time are milliseconds.
/// docs/explain.md says what the members mean.
std::string to_json(const Explanation& explanation, const Formatter& format);

}  // namespace reeve::explain
