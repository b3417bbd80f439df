#include "compiler/lsp/context.h"

#include "compiler/ide/hover.h"
#include "compiler/ide/navigation.h"

// Hover, and requests that lead from one place to others.

namespace reeve::lsp {

namespace {

constexpr int kText = 1;
constexpr int kRead = 2;
constexpr int kWrite = 3;

using Find = std::vector<source::Span> (*)(const ide::Program&, source::FileId, std::uint32_t);

Answer find_places(Context& ctx, const json::object& params, Find find) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    return locations(ctx, find(*at->program, at->file, at->offset));
}

json::value call_item(const Context& ctx, const ide::Program& program, sema::SymbolId id) {
    const sema::Symbol& symbol = program.symbols().symbol(id);
    const auto uri = uri_of(ctx, symbol.span.file);
    if (!uri) return nullptr;
    constexpr int kClass = 5;
    source::Span all = symbol.span;
    const syntax::Decl* decl = program.decl(symbol.decl);
    if (decl != nullptr && syntax::head(*decl).name.span == symbol.span)
        all = syntax::head(*decl).span;
    return {{"name", symbol.name},
            {"kind", kClass},
            {"detail", sema::describe(symbol.kind)},
            {"uri", *uri},
            {"range", range(ctx, all)},
            {"selectionRange", range(ctx, symbol.span)}};
}

/// The symbol of an item that was handed out before.
struct CallItem {
    Asked at;
    sema::SymbolId symbol;
};
std::optional<CallItem> read_item(Context& ctx, const json::object& params) {
    const json::object& item = object_at(params, "item");
    const json::object document{
        {"textDocument", {{"uri", text_at(item, "uri")}}},
        {"position", object_at(object_at(item, "selectionRange"), "start")}};
    const auto at = asked(ctx, document);
    if (!at) return std::nullopt;
    const sema::SymbolId symbol = ide::dependency_root(*at->program, at->file, at->offset);
    if (!symbol.valid()) return std::nullopt;
    return CallItem{*at, symbol};
}

json::array ranges(const Context& ctx, const std::vector<source::Span>& spans,
                   source::FileId file) {
    json::array out;
    for (const source::Span& span : spans) {
        if (span.file == file) out.push_back(range(ctx, span));
    }
    return out;
}

}  // namespace

Answer hover(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const auto found = ide::hover(*at->program, at->file, at->offset, {.now = ctx.now});
    if (!found) return nullptr;
    return json::object{{"contents", {{"kind", "markdown"}, {"value", found->text}}},
                        {"range", range(ctx, found->span)}};
}

Answer definition(Context& ctx, const json::object& params) {
    return find_places(ctx, params, ide::definition);
}
Answer type_definition(Context& ctx, const json::object& params) {
    return find_places(ctx, params, ide::type_definition);
}
Answer implementation(Context& ctx, const json::object& params) {
    return find_places(ctx, params, ide::implementation);
}

Answer references(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const bool declaration = truth_at(object_at(params, "context"), "includeDeclaration", true);
    std::vector<source::Span> spans;
    // A file may belong to several programs, each with uses of its own.
    for (const std::string& root : ctx.workspace.roots_of(at->path)) {
        const ide::Program& program = *ctx.workspace.program_of_root(root);
        for (const ide::Occurrence& place : ide::references(program, at->file, at->offset)) {
            if (!declaration && place.role == ide::Occurrence::Role::Declaration) continue;
            if (std::ranges::find(spans, place.span) == spans.end()) spans.push_back(place.span);
        }
    }
    return locations(ctx, spans);
}

Answer highlights(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    json::array out;
    for (const ide::Occurrence& place : ide::highlights(*at->program, at->file, at->offset)) {
        int kind = kText;
        if (place.role == ide::Occurrence::Role::Read) kind = kRead;
        if (place.role == ide::Occurrence::Role::Write) kind = kWrite;
        out.push_back(json::object{{"range", range(ctx, place.span)}, {"kind", kind}});
    }
    return out;
}

Answer prepare_rename(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const auto span = ide::prepare_rename(*at->program, at->file, at->offset);
    if (!span) return std::unexpected(Failure{Failure::kRequestFailed, span.error()});
    return json::object{
        {"range", range(ctx, *span)},
        {"placeholder", at->text(ctx).text().substr(span->begin, span->end - span->begin)}};
}

Answer rename(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const std::string name(text_at(params, "newName"));
    std::vector<diagnostics::Edit> edits;
    for (const std::string& root : ctx.workspace.roots_of(at->path)) {
        const ide::Program& program = *ctx.workspace.program_of_root(root);
        auto changed = ide::rename(program, at->file, at->offset, name);
        if (!changed) return std::unexpected(Failure{Failure::kRequestFailed, changed.error()});
        for (diagnostics::Edit& edit : *changed) {
            const bool known = std::ranges::any_of(
                edits, [&](const auto& other) { return other.span == edit.span; });
            if (!known) edits.push_back(std::move(edit));
        }
    }
    return workspace_edit(ctx, edits);
}

Answer document_links(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    json::array out;
    for (const ide::Link& link : ide::links(*at->program, at->file)) {
        if (link.library && !ctx.library_scheme) continue;
        const std::string target =
            link.library ? std::string(kLibraryScheme) + link.target : uri_of_path(link.target);
        out.push_back(json::object{{"range", range(ctx, link.span)}, {"target", target}});
    }
    return out;
}

Answer prepare_calls(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const sema::SymbolId root = ide::dependency_root(*at->program, at->file, at->offset);
    if (!root.valid()) return nullptr;
    json::value item = call_item(ctx, *at->program, root);
    if (item.is_null()) return nullptr;
    return json::array{std::move(item)};
}

Answer incoming_calls(Context& ctx, const json::object& params) {
    const auto item = read_item(ctx, params);
    if (!item) return nullptr;
    const ide::Program& program = *item->at.program;
    json::array out;
    for (const ide::Dependency& user : ide::users_of(program, item->symbol)) {
        json::value from = call_item(ctx, program, user.symbol);
        if (from.is_null()) continue;
        const source::FileId file = program.symbols().symbol(user.symbol).span.file;
        out.push_back(
            json::object{{"from", std::move(from)}, {"fromRanges", ranges(ctx, user.at, file)}});
    }
    return out;
}

Answer outgoing_calls(Context& ctx, const json::object& params) {
    const auto item = read_item(ctx, params);
    if (!item) return nullptr;
    const ide::Program& program = *item->at.program;
    json::array out;
    for (const ide::Dependency& used : ide::used_by(program, item->symbol)) {
        json::value to = call_item(ctx, program, used.symbol);
        if (to.is_null()) continue;
        out.push_back(json::object{{"to", std::move(to)},
                                   {"fromRanges", ranges(ctx, used.at, item->at.file)}});
    }
    return out;
}

}  // namespace reeve::lsp
