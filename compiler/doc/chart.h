#pragma once

#include "compiler/doc/svg.h"

#include <string>
#include <vector>

// Drawings of priority lines: curves, steps and points by choice.

namespace reeve::doc {

struct ChartPoint {
    double x = 0;
    double y = 0;
    std::string x_label;  // as the author wrote them
    std::string y_label;
};

struct Chart {
    std::string title;
    std::string description;
    std::string x_axis;  // what is measured, with its unit
    std::string y_axis;
    std::vector<ChartPoint> points;  // rising in x
    bool steps = false;              // holds each value until the next point; else straight pieces
};

/// Flat outside the points, as the language says.
Scene draw(const Chart& chart);

struct Bars {
    std::string title;
    std::string description;
    struct Bar {
        std::string name;
        double value = 0;
        std::string label;
    };
    std::vector<Bar> bars;
};

Scene draw(const Bars& bars);

}  // namespace reeve::doc
