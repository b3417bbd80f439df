#pragma once

#include "compiler/explain/finding.h"

// Findings and reasons as sentences.

namespace reeve::explain {

/// `fraud_score is 12%`, `amount is missing, so amount or else 0 EUR is 0.00 EUR`.
std::string sentence(const Finding& finding);
/// `tier is silver; amount is 900.00 EUR`, each once.
std::string sentences(const std::vector<Finding>& findings);
/// What decided the condition of a line. The findings alone, where there is one reason and it is
/// the whole condition.
std::string sentences(const Line& line);
/// `claims.reeve:97`; without its directories.
std::string short_place(const Place& place);

}  // namespace reeve::explain
