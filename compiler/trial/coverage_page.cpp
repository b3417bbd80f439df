#include "compiler/doc/html.h"
#include "compiler/trial/annotated.h"
#include "compiler/trial/text.h"

#include <fmt/format.h>

#include <algorithm>

// One page without scripts or anything from elsewhere. What colours say, words say too.

namespace reeve::trial {

namespace {

constexpr std::string_view kStyle = R"css(
:root { --paper: #ffffff; --ink: #1c2430; --quiet: #55606e; --line: #c9d0d9; --link: #0b57a4;
  --used: #d9efe6; --unused: #fbe3d6; --partly: #fbeeda; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e6eaef; --quiet: #a9b4c0;
  --line: #3b4652; --link: #7db8f7; --used: #17382c; --unused: #4a2417; --partly: #3a2a12; } }
body { margin: 0 auto; max-width: 75rem; padding: 1rem 1.5rem 4rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, "DejaVu Sans", Verdana, sans-serif; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; background: var(--paper); padding: .5rem 1rem; }
table { border-collapse: collapse; margin: 0 0 1.5rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; padding: .1rem .75rem; vertical-align: top; }
thead th { border-bottom: 1px solid var(--line); }
.source { width: 100%; }
.source th { font-weight: 400; color: var(--quiet); text-align: right; width: 1%; }
.source td:nth-child(2) { white-space: nowrap; width: 1%; }
code { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: .9em;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.used { background: var(--used); }
.unused { background: var(--unused); }
.partly { background: var(--partly); }
@media print { .skip { display: none; } }
)css";

std::string_view class_of(AnnotatedLine::State state) {
    switch (state) {
        case AnnotatedLine::State::Used: return "used";
        case AnnotatedLine::State::Unused: return "unused";
        case AnnotatedLine::State::Partly: return "partly";
        case AnnotatedLine::State::Nothing: break;
    }
    return "";
}

class PageWriter {
public:
    PageWriter(const source::SourceSet& sources, std::span<const CoverageOf> programs)
        : sources_(sources), programs_(programs) {}

    std::string run() {
        html_.doctype();
        {
            const auto root = html_.open("html", {{"lang", "en"}});
            head();
            const auto body = html_.open("body");
            html_.element("a", {{"class", "skip"}, {"href", "#main"}}, "To the rules");
            const auto main = html_.open("main", {{"id", "main"}});
            html_.element("h1", "What the tests use of the rules");
            html_.element("p",
                          "A line is used when it decided something in a test: the segment line "
                          "that held, a term of the priority that counted, the row of a table "
                          "that gave the result, a line of an escalation that fired.");
            for (const CoverageOf& program : programs_) this->program(program);
        }
        return html_.take() + "\n";
    }

private:
    void head() {
        const auto head = html_.open("head");
        html_.empty("meta", {{"charset", "utf-8"}});
        html_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width"}});
        html_.element("title", "Coverage of the rules");
        html_.element("style", kStyle);
    }

    void program(const CoverageOf& program) {
        const CoverageCounts counts = count(program.marks);
        const auto section = html_.open("section");
        html_.element("h2", program.file);
        html_.element("p", fmt::format("{} of {} parts decided something in {} test{}: {}.",
                                       counts.used, counts.parts, program.tests,
                                       program.tests == 1 ? "" : "s", share(counts)));
        const std::vector<Block> blocks = blocks_of(sources_, program.marks);
        overview(blocks);
        for (std::size_t i = 0; i < blocks.size(); ++i) source(program, blocks[i], i);
        ++number_;
    }

    [[nodiscard]] std::string anchor(std::size_t block) const {
        return fmt::format("p{}-b{}", number_, block);
    }

    void overview(const std::vector<Block>& blocks) {
        const auto table = html_.open("table");
        html_.element("caption", "Blocks of rules");
        {
            const auto head = html_.open("thead");
            const auto row = html_.open("tr");
            for (const char* name : {"Block", "Used", "Of"})
                html_.element("th", {{"scope", "col"}}, name);
        }
        const auto body = html_.open("tbody");
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const auto row = html_.open(
                "tr", {{"class", blocks[i].used == blocks[i].parts ? "used" : "unused"}});
            {
                const auto name = html_.open("th", {{"scope", "row"}});
                html_.link("#" + anchor(i), blocks[i].name);
            }
            html_.element("td", std::to_string(blocks[i].used));
            html_.element("td", std::to_string(blocks[i].parts));
        }
    }

    void source(const CoverageOf& program, const Block& block, std::size_t index) {
        const source::SourceFile& file = sources_.file(block.file);
        const auto lines = annotate(sources_, block.file, program.marks);
        html_.element("h3", {{"id", anchor(index)}}, block.name);
        const auto table = html_.open("table", {{"class", "source"}});
        html_.element("caption",
                      fmt::format("{}, lines {} to {}", file.path(), block.first, block.last));
        {
            const auto head = html_.open("thead");
            const auto row = html_.open("tr");
            for (const char* name : {"Line", "Used by", "Rule"})
                html_.element("th", {{"scope", "col"}}, name);
        }
        const auto body = html_.open("tbody");
        for (std::uint32_t number = block.first; number <= block.last; ++number) {
            const AnnotatedLine& line = lines[number - 1];
            const auto row = html_.open("tr", {{"class", class_of(line.state)}});
            html_.element("th", {{"scope", "row"}}, std::to_string(number));
            html_.element("td", describe(line));
            const auto cell = html_.open("td");
            html_.element("code", shown_line(file, number));
        }
    }

    const source::SourceSet& sources_;
    std::span<const CoverageOf> programs_;
    doc::Html html_;
    std::size_t number_ = 0;
};

}  // namespace

std::string coverage_page(const source::SourceSet& sources, std::span<const CoverageOf> programs) {
    return PageWriter(sources, programs).run();
}

}  // namespace reeve::trial
