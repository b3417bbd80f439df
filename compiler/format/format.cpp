#include "compiler/format/format.h"

#include "base/check.h"
#include "compiler/format/marks.h"
#include "compiler/format/print.h"

#include <algorithm>

namespace reeve::format {

namespace {

using diagnostics::DiagnosticSink;
using diagnostics::Edit;
using source::FileId;
using source::SourceSet;
using source::Span;

struct Formatted {
    Tokens tokens;
    std::string text;
};

std::optional<Formatted> run(const SourceSet& sources, FileId file, DiagnosticSink& sink) {
    const std::size_t errors_before = sink.error_count();
    const syntax::Module module = parse::parse(sources, file, sink);
    if (sink.error_count() != errors_before || !module.complete) return std::nullopt;
    Formatted result{.tokens = read_tokens(sources, file), .text = {}};
    mark(result.tokens, module);
    drop_needless_commas(result.tokens);
    match_brackets(result.tokens);
    Blocks blocks = find_blocks(result.tokens);
    result.text = print(result.tokens, blocks);
    return result;
}

/// White space between two tokens that differs from the layout.
struct Change {
    std::uint32_t begin = 0;  // in the source
    std::uint32_t end = 0;
    std::size_t laid_out_begin = 0;
    std::size_t laid_out_end = 0;
    std::uint32_t first_line = 0;  // of the source
    std::uint32_t last_line = 0;
};

/// Walks source and layout side by side. That every token is met again in the layout is what
/// formatting promises.
std::vector<Change> find_changes(std::string_view source, const Formatted& formatted,
                                 std::uint32_t last_line) {
    std::vector<Change> changes;
    Change gap{.first_line = 1};
    const std::string_view laid_out = formatted.text;
    const auto close_gap = [&] {
        const std::string_view was = source.substr(gap.begin, gap.end - gap.begin);
        const std::size_t length = gap.laid_out_end - gap.laid_out_begin;
        if (was != laid_out.substr(gap.laid_out_begin, length)) changes.push_back(gap);
    };
    for (const Token& token : formatted.tokens) {
        gap.laid_out_end =
            std::min(laid_out.find_first_not_of(" \n", gap.laid_out_begin), laid_out.size());
        CHECK(laid_out.substr(gap.laid_out_end).starts_with(token.text));
        gap.end = token.begin;
        gap.last_line = token.line_number;
        close_gap();
        gap = {.begin = token.end,
               .laid_out_begin = gap.laid_out_end + token.text.size(),
               .first_line = token.line_number};
    }
    gap.end = static_cast<std::uint32_t>(source.size());
    gap.laid_out_end = laid_out.size();
    gap.last_line = last_line;
    close_gap();
    return changes;
}

/// Changes that share a line become one edit.
std::vector<Edit> make_edits(FileId file, const Formatted& formatted,
                             const std::vector<Change>& changes) {
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < changes.size();) {
        Change all = changes[i];
        for (++i; i < changes.size() && changes[i].first_line <= all.last_line; ++i) {
            all.end = changes[i].end;
            all.laid_out_end = changes[i].laid_out_end;
            all.last_line = changes[i].last_line;
        }
        const std::size_t length = all.laid_out_end - all.laid_out_begin;
        edits.push_back(
            {Span{file, all.begin, all.end}, formatted.text.substr(all.laid_out_begin, length)});
    }
    return edits;
}

}  // namespace

std::optional<std::string> format(const SourceSet& sources, FileId file, DiagnosticSink& sink) {
    std::optional<Formatted> formatted = run(sources, file, sink);
    if (!formatted) return std::nullopt;
    find_changes(sources.file(file).text(), *formatted, 0);
    return std::move(formatted->text);
}

std::vector<Edit> format_edits(const SourceSet& sources, FileId file, DiagnosticSink& sink) {
    const auto size = static_cast<std::uint32_t>(sources.file(file).text().size());
    return format_range(sources, file, {file, 0, size}, sink);
}

std::vector<Edit> format_range(const SourceSet& sources, FileId file, Span range,
                               DiagnosticSink& sink) {
    const std::optional<Formatted> formatted = run(sources, file, sink);
    if (!formatted) return {};
    const source::SourceFile& text = sources.file(file);
    std::vector<Change> changes = find_changes(text.text(), *formatted, text.line_count());
    const std::uint32_t first = sources.begin(range).line;
    const std::uint32_t last = sources.end(range).line;
    std::erase_if(changes, [&](const Change& change) {
        return change.last_line < first || change.first_line > last;
    });
    return make_edits(file, *formatted, changes);
}

}  // namespace reeve::format
