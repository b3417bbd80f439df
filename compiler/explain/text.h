#pragma once

#include "compiler/explain/explanation.h"
#include "compiler/explain/formatter.h"

// An explanation as text. What a piece of it is, is said beside it, so that a terminal can show it
// in colours; without them it reads just as well.

namespace reeve::explain {

enum class Tone : std::uint8_t {
    Plain,
    Title,    // names of parts
    Strong,   // answers
    Good,     // holds, reached
    Quiet,    // what did not count, places in files
    Warning,  // late, missed
    Code      // as written in the rules
};

struct Piece {
    Tone tone = Tone::Plain;
    std::string text;
};
using TextLine = std::vector<Piece>;

struct Text {
    std::vector<TextLine> lines;

    [[nodiscard]] std::string to_string() const;
};

struct TextOptions {
    std::size_t width = 120;
    bool brief = false;  // the answers alone, without the item and what comes next
};

Text to_text(const Explanation& explanation, const Formatter& format,
             const TextOptions& options = {});

/// Without the letters beyond ASCII that explanations are written with; those of names stay.
std::string in_ascii(std::string_view text);

}  // namespace reeve::explain
