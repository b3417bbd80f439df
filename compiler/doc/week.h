#pragma once

#include "compiler/doc/svg.h"

#include <array>
#include <string>
#include <vector>

namespace reeve::doc {

/// A piece of a day, in minutes from its midnight; `to` at most 24 hours.
struct OpenPiece {
    int from = 0;
    int to = 0;
};

struct Week {
    std::string title;
    std::string description;
    std::array<std::vector<OpenPiece>, 7> days;  // 0 is Monday
};

inline constexpr std::array<const char*, 7> kWeekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};

/// One row a day, hours from left to right.
Scene draw(const Week& week);

}  // namespace reeve::doc
