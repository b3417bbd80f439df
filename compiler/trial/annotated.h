#pragma once

#include "compiler/trial/coverage.h"

#include <map>
#include <string>
#include <vector>

// Coverage line by line and block by block; for the sources of this folder only.

namespace reeve::trial {

/// A line of a file with what can decide something on it.
struct AnnotatedLine {
    enum class State : std::uint8_t { Nothing, Unused, Partly, Used };
    std::uint32_t number = 0;
    State state = State::Nothing;
    std::uint32_t tests = 0;  // the most of its parts
    std::vector<const Mark*> unused;
};

struct Block {
    std::string name;
    source::FileId file;
    std::uint32_t first = 0, last = 0;  // lines with parts
    std::size_t parts = 0, used = 0;
};

/// The blocks that have parts, in the order written.
std::vector<Block> blocks_of(const source::SourceSet& sources, const std::vector<Mark>& marks);
/// All lines of a file.
std::vector<AnnotatedLine> annotate(const source::SourceSet& sources, source::FileId file,
                                    const std::vector<Mark>& marks);
/// The line as it can be shown.
std::string shown_line(const source::SourceFile& file, std::uint32_t number);
/// `3 tests`, `not used`, `partly: no test takes the `else``
std::string describe(const AnnotatedLine& line);
/// `78.8%`; of nothing all.
std::string share(const CoverageCounts& counts);

}  // namespace reeve::trial
