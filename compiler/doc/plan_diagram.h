#pragma once

#include "compiler/doc/svg.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reeve::doc {

/// A case plan as a picture: stages as boxes with their steps inside, arrows from what must have
/// happened to what it starts.
struct PlanDiagram {
    struct Part {
        enum class Kind : std::uint8_t { Stage, Step, Milestone, Ending };
        Kind kind = Kind::Step;
        std::string name;
        std::vector<std::string> notes;     // in small letters below the name
        std::optional<std::size_t> parent;  // a stage
        std::string href;
        bool dashed = false;  // happens by itself or by hand: no arrow leads to it
    };
    struct Arrow {
        std::size_t from = 0;
        std::size_t to = 0;
        bool back = false;  // opens something afresh
    };
    std::string title;
    std::string description;
    std::vector<Part> parts;  // stages before what is in them, endings last
    std::vector<Arrow> arrows;
};

/// What has to have happened stands above what follows. Boxes do not overlap, and arrows run
/// between them, never through them or through a text.
Scene draw(const PlanDiagram& diagram);

}  // namespace reeve::doc
