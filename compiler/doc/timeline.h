#pragma once

#include "compiler/doc/svg.h"

#include <string>
#include <vector>

// Drawings of what happens as time passes: rings, relaxations, escalations.

namespace reeve::doc {

struct TimelineMark {
    double at = 0;      // in the lane's own unit
    std::string label;  // what the axis says there: "20 minutes", "80%"
    std::string key;    // in the mark: a number or a letter that the text beside explains
    std::string href;
};

struct TimelinePiece {
    double from = 0;
    double to = 0;
    std::string text;
    std::string end_label;
    bool open_ended = false;
};

/// Each lane has its own scale, because open time and plain time, shares and durations do not
/// compare. Pieces are as long as their texts at least.
struct TimelineLane {
    std::string name;
    std::vector<TimelineMark> marks;
    std::vector<TimelinePiece> pieces;
};

struct Timeline {
    std::string title;
    std::string description;
    std::vector<TimelineLane> lanes;
};

Scene draw(const Timeline& timeline);

}  // namespace reeve::doc
