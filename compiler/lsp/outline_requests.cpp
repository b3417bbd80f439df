#include "compiler/lsp/context.h"
#include "compiler/lsp/legend.h"

#include "compiler/ide/outline.h"
#include "compiler/ide/tokens.h"

#include <array>

// The shape of files: symbols, folds, selections, colours.

namespace reeve::lsp {

namespace {

// In the order of ide::TokenType.
constexpr std::array<std::string_view, 13> kTokenTypes{
    "keyword",  "type",      "class",  "enumMember", "property", "parameter", "variable",
    "function", "namespace", "number", "string",     "comment",  "operator"};
static_assert(kTokenTypes.size() == static_cast<std::size_t>(ide::TokenType::Operator) + 1);
constexpr std::array<std::string_view, 5> kModifiers{"declaration", "readonly", "modification",
                                                     "defaultLibrary", "documentation"};

/// SymbolKind of the protocol.
int kind_of(ide::EntryKind kind) {
    switch (kind) {
        case ide::EntryKind::Type: return 10;  // enum
        case ide::EntryKind::Work: return 5;   // class
        case ide::EntryKind::Plan: return 5;
        case ide::EntryKind::Rules: return 6;     // method
        case ide::EntryKind::Value: return 14;    // constant
        case ide::EntryKind::Table: return 12;    // function
        case ide::EntryKind::Setting: return 13;  // variable
        case ide::EntryKind::House: return 3;     // namespace
        case ide::EntryKind::Queue: return 18;    // array
        case ide::EntryKind::Field: return 8;
        case ide::EntryKind::Member: return 22;
        case ide::EntryKind::Line: return 15;
        case ide::EntryKind::Test: return 24;  // event
    }
    return 13;
}

json::array to_json(const Context& ctx, const std::vector<ide::Entry>& entries) {
    json::array out;
    for (const ide::Entry& entry : entries) {
        json::object symbol{{"name", entry.name},
                            {"detail", entry.detail},
                            {"kind", kind_of(entry.kind)},
                            {"range", range(ctx, entry.span)},
                            {"selectionRange", range(ctx, entry.name_span)}};
        if (!entry.inner.empty()) symbol["children"] = to_json(ctx, entry.inner);
        out.push_back(std::move(symbol));
    }
    return out;
}

void add_matches(const Context& ctx, const std::vector<ide::Entry>& entries, std::string_view query,
                 std::string_view container, json::array& out) {
    constexpr std::size_t kSymbolsMax = 500;
    for (const ide::Entry& entry : entries) {
        if (out.size() >= kSymbolsMax) return;
        if (ide::is_like(entry.name, query)) {
            if (auto place = location(ctx, entry.name_span))
                out.push_back(json::object{{"name", entry.name},
                                           {"kind", kind_of(entry.kind)},
                                           {"location", *std::move(place)},
                                           {"containerName", container}});
        }
        add_matches(ctx, entry.inner, query, entry.name, out);
    }
}

/// Five numbers for each: lines and columns are told from the one before.
std::vector<std::uint32_t> encode(const Context& ctx, source::FileId file,
                                  const std::vector<ide::SemanticToken>& tokens) {
    const source::SourceFile& text = ctx.workspace.sources().file(file);
    std::vector<std::uint32_t> data;
    data.reserve(tokens.size() * 5);
    LinePosition last;
    for (const ide::SemanticToken& token : tokens) {
        const LinePosition at = to_position(text, token.span.begin, ctx.encoding);
        const std::string_view word =
            text.text().substr(token.span.begin, token.span.end - token.span.begin);
        data.push_back(at.line - last.line);
        data.push_back(at.line == last.line ? at.character - last.character : at.character);
        data.push_back(length_of(word, ctx.encoding));
        data.push_back(static_cast<std::uint32_t>(token.type));
        data.push_back(token.modifiers);
        last = at;
    }
    return data;
}

}  // namespace

std::span<const std::string_view> token_type_names() { return kTokenTypes; }
std::span<const std::string_view> token_modifier_names() { return kModifiers; }

Answer document_symbols(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    return to_json(ctx, ide::outline(ctx.workspace.sources(), *at->program->module(at->file)));
}

Answer workspace_symbols(Context& ctx, const json::object& params) {
    json::array out;
    std::vector<source::FileId> seen;
    for (const std::string& root : ctx.workspace.roots()) {
        const ide::Program& program = *ctx.workspace.program_of_root(root);
        for (const syntax::Module& module : program.modules()) {
            if (std::ranges::find(seen, module.file) != seen.end()) continue;
            seen.push_back(module.file);
            add_matches(ctx, ide::outline(ctx.workspace.sources(), module),
                        text_at(params, "query"), {}, out);
        }
    }
    return out;
}

Answer folding(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    json::array out;
    for (const ide::Fold& fold : ide::folds(ctx.workspace.sources(), at->file)) {
        json::object one{{"startLine", fold.first_line - 1}, {"endLine", fold.last_line - 1}};
        // The line of the closing brace stays visible.
        if (fold.kind == ide::Fold::Kind::Region)
            one["endLine"] = std::max(fold.first_line, fold.last_line - 1) - 1;
        if (fold.kind == ide::Fold::Kind::Comment) one["kind"] = "comment";
        if (fold.kind == ide::Fold::Kind::Imports) one["kind"] = "imports";
        if (one["endLine"] != one["startLine"]) out.push_back(std::move(one));
    }
    return out;
}

Answer selection_ranges(Context& ctx, const json::object& params) {
    json::array out;
    for (const json::value& place : array_at(params, "positions")) {
        const json::object one{{"textDocument", object_at(params, "textDocument")},
                               {"position", place}};
        const auto at = asked(ctx, one);
        if (!at) return nullptr;
        json::value chain;
        const auto spans =
            ide::selections(ctx.workspace.sources(), *at->program->module(at->file), at->offset);
        for (std::size_t i = spans.size(); i-- > 0;) {
            json::object selection{{"range", range(ctx, spans[i])}};
            if (!chain.is_null()) selection["parent"] = std::move(chain);
            chain = std::move(selection);
        }
        out.push_back(std::move(chain));
    }
    return out;
}

namespace {

json::array to_array(std::span<const std::uint32_t> numbers) {
    json::array out;
    out.reserve(numbers.size());
    for (const std::uint32_t number : numbers) out.emplace_back(number);
    return out;
}

std::vector<std::uint32_t> all_tokens(const Context& ctx, const Asked& at) {
    const source::Span all{at.file, 0, static_cast<std::uint32_t>(at.text(ctx).text().size())};
    return encode(ctx, at.file, ide::semantic_tokens(*at.program, all));
}

}  // namespace

Answer semantic_tokens(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    ToldTokens& told = ctx.told_tokens[at->path];
    ++told.id;
    told.numbers = all_tokens(ctx, *at);
    return json::object{{"resultId", std::to_string(told.id)}, {"data", to_array(told.numbers)}};
}

/// One edit: what lies between the numbers that are the same at the beginning and at the end.
Answer semantic_tokens_delta(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    ToldTokens& told = ctx.told_tokens[at->path];
    if (text_at(params, "previousResultId") != std::to_string(told.id))
        return semantic_tokens(ctx, params);
    std::vector<std::uint32_t> fresh = all_tokens(ctx, *at);
    const std::vector<std::uint32_t>& old = told.numbers;
    const std::size_t shorter = std::min(old.size(), fresh.size());
    std::size_t begin = 0;
    while (begin < shorter && old[begin] == fresh[begin]) ++begin;
    std::size_t same = 0;
    while (same < shorter - begin && old[old.size() - 1 - same] == fresh[fresh.size() - 1 - same])
        ++same;
    json::array edits;
    if (old != fresh) {
        const std::span<const std::uint32_t> added(
            fresh.begin() + static_cast<std::ptrdiff_t>(begin), fresh.size() - same - begin);
        edits.push_back(json::object{{"start", begin},
                                     {"deleteCount", old.size() - same - begin},
                                     {"data", to_array(added)}});
    }
    ++told.id;
    told.numbers = std::move(fresh);
    return json::object{{"resultId", std::to_string(told.id)}, {"edits", std::move(edits)}};
}

Answer semantic_tokens_range(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const source::Span part = span_of(ctx, at->file, object_at(params, "range"));
    return json::object{
        {"data", to_array(encode(ctx, at->file, ide::semantic_tokens(*at->program, part)))}};
}

}  // namespace reeve::lsp
