#include "compiler/trial/annotated.h"

#include "base/decimal.h"
#include "base/text.h"
#include "compiler/diagnostics/styled_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::trial {

std::vector<Block> blocks_of(const source::SourceSet& sources, const std::vector<Mark>& marks) {
    std::vector<Block> blocks;
    for (const Mark& mark : marks) {
        const std::uint32_t line = sources.begin(mark.span).line;
        const std::uint32_t end = sources.end(mark.span).line;
        auto block = std::ranges::find_if(blocks, [&](const Block& known) {
            return known.name == mark.block && known.file == mark.span.file;
        });
        if (block == blocks.end())
            block = blocks.insert(blocks.end(), {mark.block, mark.span.file, line, end});
        block->first = std::min(block->first, line);
        block->last = std::max(block->last, end);
        ++block->parts;
        block->used += mark.tests > 0 ? 1 : 0;
    }
    return blocks;
}

std::vector<AnnotatedLine> annotate(const source::SourceSet& sources, source::FileId file,
                                    const std::vector<Mark>& marks) {
    using State = AnnotatedLine::State;
    std::vector<AnnotatedLine> lines(sources.file(file).line_count());
    for (std::uint32_t i = 0; i < lines.size(); ++i) lines[i].number = i + 1;
    for (const Mark& mark : marks) {
        if (mark.span.file != file) continue;
        AnnotatedLine& line = lines[sources.begin(mark.span).line - 1];
        const State state = mark.tests > 0 ? State::Used : State::Unused;
        line.state = line.state == State::Nothing || line.state == state ? state : State::Partly;
        line.tests = std::max(line.tests, mark.tests);
        if (mark.tests == 0) line.unused.push_back(&mark);
    }
    return lines;
}

std::string shown_line(const source::SourceFile& file, std::uint32_t number) {
    return diagnostics::visible_text(file.line(number));
}

std::string describe(const AnnotatedLine& line) {
    using State = AnnotatedLine::State;
    switch (line.state) {
        case State::Nothing: return {};
        case State::Unused: return "not used";
        case State::Used: return fmt::format("{} test{}", line.tests, line.tests == 1 ? "" : "s");
        case State::Partly: break;
    }
    std::vector<std::string> parts;
    for (const Mark* mark : line.unused) {
        std::string part = "a part";
        if (mark->kind == Mark::Kind::Then) part = "`then`";
        if (mark->kind == Mark::Kind::Else) part = "`else`";
        if (std::ranges::find(parts, part) == parts.end()) parts.push_back(std::move(part));
    }
    return "partly, not " + join_words(parts, "and");
}

std::string share(const CoverageCounts& counts) {
    if (counts.parts == 0) return "100%";
    const Decimal part = Decimal(static_cast<std::int64_t>(counts.used) * 100) /
                         Decimal(static_cast<std::int64_t>(counts.parts));
    return part.round(1).to_string() + "%";
}

}  // namespace reeve::trial
