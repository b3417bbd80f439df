#include "cli/commands.h"
#include "cli/markdown.h"

#include "base/text.h"
#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/error_pages.h"
#include "compiler/diagnostics/styled_text.h"

#include <algorithm>

namespace reeve::cli {

namespace {

using diagnostics::Kind;

constexpr std::size_t kPageWidthMax = 88;

const Kind* find(std::string_view code) {
    if (const auto number = diagnostics::parse_code(code)) return diagnostics::find_kind(*number);
    const auto kinds = diagnostics::all_kinds();
    const auto found = std::ranges::find(kinds, code, &Kind::name);
    return found == kinds.end() ? nullptr : *found;
}

// "a number is compared with a percentage", from the first line of the page.
std::string_view title_of(const Kind& kind) {
    const std::string_view page = diagnostics::error_page(kind.number);
    const std::string_view line = page.substr(0, page.find('\n'));
    const std::size_t colon = line.find(": ");
    return colon == std::string_view::npos ? kind.text : line.substr(colon + 2);
}

int list_all() {
    std::string out;
    for (const Kind* kind : diagnostics::all_kinds()) {
        out += fmt::format("{}  {}\n", diagnostics::code_of(*kind), title_of(*kind));
    }
    write(stdout, out);
    return kFine;
}

int report_unknown(std::string_view code) {
    std::vector<std::string> known;
    for (const Kind* kind : diagnostics::all_kinds()) {
        known.push_back(diagnostics::code_of(*kind));
        known.emplace_back(kind->name);
    }
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    std::string wanted(code);
    if (const auto number = diagnostics::parse_code(code)) wanted = fmt::format("RV{:04}", *number);
    std::string out = fmt::format("reeve explain: there is no message `{}`", wanted);
    if (const auto nearest = nearest_word(wanted, candidates)) {
        out += fmt::format("; did you mean `{}` ({})?", *nearest, title_of(*find(*nearest)));
    }
    write(stderr, out + "\n`reeve explain` lists all messages.\n");
    return kWrongUse;
}

}  // namespace

int explain(const ExplainOptions& options) {
    if (options.code.empty()) return list_all();
    const Kind* kind = find(options.code);
    if (kind == nullptr) return report_unknown(options.code);
    const MarkdownOptions page{use_color(options.color, stdout),
                               std::min(terminal_width(stdout), kPageWidthMax)};
    const std::string_view text = diagnostics::error_page(kind->number);
    write(stdout, show_markdown(text.empty() ? kind->text : text, page));
    return kFine;
}

}  // namespace reeve::cli
