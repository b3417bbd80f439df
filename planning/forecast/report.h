#pragma once

#include "planning/forecast/plan.h"

#include <span>
#include <string>

// A plan to read, to compute with, and to look at.

namespace reeve::forecast {

struct Report {
    const History& history;
    const PlanOptions& options;
    const Holidays& holidays;
    std::string by;  // what groups are values of; empty: one group
    std::string zone;
    std::span<const GroupPlan> plans;
};

/// How the plan was made and how good it can be, and a line for each day.
std::string to_text(const Report& report);
/// A line for each slot of each group.
std::string to_csv(const Report& report);
std::string to_json(const Report& report);
/// One page with drawings and nothing that has to be loaded; what they show is in tables, too.
std::string to_html(const Report& report);

/// The names and sources of the methods that were used.
std::string describe_method(const PlanOptions& options);

}  // namespace reeve::forecast
