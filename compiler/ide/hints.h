#pragma once

#include "compiler/ide/program.h"

#include <string>
#include <vector>

// What an editor writes between and above the lines.

namespace reeve::ide {

struct InlayHint {
    enum class Kind : std::uint8_t { Type, Row, Points };
    Span place;  // empty
    std::string text;
    Kind kind = Kind::Type;
};
/// Types of definitions, numbers of table rows, what priority lines can come to; in the order of
/// the text.
std::vector<InlayHint> inlay_hints(const Program& program, Span range);

struct Lens {
    enum class Kind : std::uint8_t { Uses, Gap };
    Span name;
    std::string title;  // "used 3 times"
    Kind kind = Kind::Uses;
    std::vector<Span> places;
};
/// How often each declaration of the file is used; a table that leaves something out, by example.
std::vector<Lens> lenses(const Program& program, FileId file);

/// A line of a priority block that is drawn: `add curve of …`, `add steps of …`.
struct Curve {
    Span span;
    std::string subject;  // as written
    bool steps = false;
    struct Point {
        std::string at;  // as written in the language: `80%`, `2 hours`
        double x = 0;
        double y = 0;
    };
    std::vector<Point> points;
};
std::vector<Curve> curves(const Program& program, FileId file);

}  // namespace reeve::ide
