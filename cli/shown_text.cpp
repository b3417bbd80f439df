#include "cli/shown_text.h"

#include "cli/terminal.h"
#include "compiler/diagnostics/styled_text.h"

namespace reeve::cli {

using diagnostics::Style;
using explain::Tone;

namespace {

Style style_of(Tone tone) {
    switch (tone) {
        case Tone::Title: return Style::Note;
        case Tone::Strong: return Style::Strong;
        case Tone::Good: return Style::Added;
        case Tone::Quiet: return Style::Margin;
        case Tone::Warning: return Style::Warning;
        case Tone::Code: return Style::Code;
        default: return Style::Plain;
    }
}

}  // namespace

void show(const explain::Text& text, const ShowOptions& options) {
    std::string out;
    diagnostics::StyledText styled(out, options.color);
    for (const explain::TextLine& line : text.lines) {
        for (const explain::Piece& piece : line) {
            const std::string shown = options.ascii ? explain::in_ascii(piece.text) : piece.text;
            if (piece.tone == Tone::Plain)
                styled.write(shown);
            else
                styled.write(style_of(piece.tone), shown);
        }
        styled.end_line();
    }
    write(stdout, out);
}

}  // namespace reeve::cli
