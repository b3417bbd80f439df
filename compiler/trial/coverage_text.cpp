#include "compiler/trial/annotated.h"
#include "compiler/trial/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::trial {

using explain::TextLine;
using explain::Tone;

namespace {

class CoverageWriter {
public:
    CoverageWriter(const source::SourceSet& sources, const CoverageOf& coverage)
        : sources_(sources), coverage_(coverage) {}

    explain::Text run() {
        const CoverageCounts counts = count(coverage_.marks);
        line({{Tone::Title, coverage_.file},
              {Tone::Plain, fmt::format("  {} of {} parts decided something in {} test{} ({})",
                                        counts.used, counts.parts, coverage_.tests,
                                        coverage_.tests == 1 ? "" : "s", share(counts))}});
        const std::vector<Block> blocks = blocks_of(sources_, coverage_.marks);
        line({});
        table(blocks);
        for (const Block& block : blocks) source(block);
        return std::move(text_);
    }

private:
    void line(TextLine pieces) { text_.lines.push_back(std::move(pieces)); }

    void table(const std::vector<Block>& blocks) {
        std::size_t widest = 0;
        for (const Block& block : blocks) widest = std::max(widest, block.name.size());
        for (const Block& block : blocks) {
            const Tone tone = block.used == block.parts ? Tone::Good : Tone::Warning;
            line({{Tone::Plain, fmt::format("  {:<{}}  ", block.name, widest)},
                  {tone, fmt::format("{:>3} of {}", block.used, block.parts)}});
        }
    }

    void source(const Block& block) {
        const source::SourceFile& file = sources_.file(block.file);
        line({});
        line({{Tone::Title, block.name},
              {Tone::Quiet, fmt::format("  {}:{}", file.path(), block.first)}});
        const auto lines = annotate(sources_, block.file, coverage_.marks);
        for (std::uint32_t number = block.first; number <= block.last; ++number) {
            const AnnotatedLine& annotated = lines[number - 1];
            using State = AnnotatedLine::State;
            const Tone tone = annotated.state == State::Used      ? Tone::Good
                              : annotated.state == State::Nothing ? Tone::Plain
                                                                  : Tone::Warning;
            std::string sign = annotated.state == State::Unused ? "-" : "";
            if (annotated.state == State::Used) sign = std::to_string(annotated.tests);
            if (annotated.state == State::Partly) sign = "~";
            TextLine pieces{{tone, fmt::format("{:>4}", sign)},
                            {Tone::Quiet, fmt::format(" {:>5} | ", number)},
                            {Tone::Plain, shown_line(file, number)}};
            if (annotated.state == State::Partly)
                pieces.push_back({Tone::Warning, "   # " + describe(annotated)});
            line(std::move(pieces));
        }
    }

    const source::SourceSet& sources_;
    const CoverageOf& coverage_;
    explain::Text text_;
};

}  // namespace

explain::Text coverage_text(const source::SourceSet& sources, const CoverageOf& coverage) {
    return CoverageWriter(sources, coverage).run();
}

}  // namespace reeve::trial
