#pragma once

#include "compiler/diagnostics/diagnostic.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Comments in a data test that say which messages are expected, and where:
//
//     priority of Claim { add 3 when sla_used > 80 }
//     #                                         ^^ error[RV3004]: text that the message contains
//
// The carets stand under the marked range of the nearest line above that is no marker itself; of a
// range over several lines under its part on the first; under an empty range stands one. Columns
// count code points. A range that begins in the first column is written `#<^^`: the sign and what
// follows it count. A message without a place in this file, or at its very end, is written `#!
// error[RV1001]: text`.

namespace reeve::harness {

struct Marker {
    diagnostics::Severity severity = diagnostics::Severity::Error;
    int number = 0;
    std::string text;         // may be empty
    std::uint32_t line = 0;   // of the range, from 1; 0 for `#!`
    std::uint32_t begin = 0;  // columns from 1, the end is not part of it
    std::uint32_t end = 0;
    std::uint32_t marker_line = 0;  // on which the marker itself stands
};

struct Markers {
    std::vector<Marker> markers;
    std::vector<std::string> problems;  // comments that look like markers and cannot be read
};

Markers read_markers(std::string_view text);

/// Where a message would be marked.
struct Place {
    std::uint32_t line = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};
Place place_of(const source::SourceSet& sources, source::Span span);

/// Whether the marker expects this message, its place aside.
bool is_about(const Marker& marker, const diagnostics::Diagnostic& diagnostic);

/// The lines of the markers that shall stay and of new ones for the messages, put where they
/// belong. `keep` are indices into the markers of the text.
std::string rewrite_markers(std::string_view text, const Markers& markers,
                            const std::vector<std::size_t>& keep, const source::SourceSet& sources,
                            const std::vector<const diagnostics::Diagnostic*>& add);

}  // namespace reeve::harness
