#include "compiler/lsp/context.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/driver/embedded_library.h"
#include "compiler/format/format.h"
#include "compiler/ide/actions.h"
#include "compiler/ide/complete.h"
#include "compiler/ide/hints.h"
#include "compiler/ide/outline.h"

#include <fmt/format.h>

#include <algorithm>

// What helps while a text is written: completion, hints, layout, changes.

namespace reeve::lsp {

namespace {

/// CompletionItemKind of the protocol.
int kind_of(ide::CompletionKind kind) {
    switch (kind) {
        case ide::CompletionKind::Keyword: return 14;
        case ide::CompletionKind::Snippet: return 15;
        case ide::CompletionKind::Type: return 13;
        case ide::CompletionKind::Class: return 7;
        case ide::CompletionKind::Value: return 20;
        case ide::CompletionKind::Attribute: return 10;
        case ide::CompletionKind::Variable: return 6;
        case ide::CompletionKind::Function: return 3;
        case ide::CompletionKind::House: return 9;
        case ide::CompletionKind::Fact: return 21;
        case ide::CompletionKind::File: return 17;
    }
    return 1;
}

/// For clients that know no snippets: the text up to the first place to fill in.
std::string without_places(const std::string& snippet) {
    return snippet.substr(0, snippet.find('$'));
}

json::object to_json(const Context& ctx, const ide::Completion& item, const json::object& where,
                     std::size_t index) {
    constexpr int kSnippetFormat = 2;
    const bool snippet = item.snippet && ctx.snippets;
    json::object out{
        {"label", item.label},
        {"kind", kind_of(item.kind)},
        {"sortText", fmt::format("{:04}", index)},
        {"textEdit",
         {{"range", where},
          {"newText", item.snippet && !ctx.snippets ? without_places(item.insert) : item.insert}}}};
    if (snippet) out["insertTextFormat"] = kSnippetFormat;
    if (!item.detail.empty()) out["detail"] = item.detail;
    if (!item.documentation.empty())
        out["documentation"] = {{"kind", "markdown"}, {"value", item.documentation}};
    return out;
}

json::array edits_to_json(const Context& ctx, const std::vector<diagnostics::Edit>& edits) {
    json::array out;
    for (const diagnostics::Edit& edit : edits) out.push_back(text_edit(ctx, edit));
    return out;
}

std::string_view kind_of(ide::Action::Kind kind) {
    switch (kind) {
        case ide::Action::Kind::QuickFix: return "quickfix";
        case ide::Action::Kind::FixAll: return "source.fixAll";
        case ide::Action::Kind::Extract: return "refactor.extract";
    }
    return "quickfix";
}

/// Whether the client wants that kind: `refactor` stands for `refactor.extract` too.
bool is_wanted(const json::array& only, std::string_view kind) {
    if (only.empty()) return true;
    return std::ranges::any_of(only, [&](const json::value& each) {
        if (!each.is_string()) return false;
        const std::string_view wanted(each.get_string().data(), each.get_string().size());
        return kind == wanted || (kind.starts_with(wanted) && kind[wanted.size()] == '.');
    });
}

}  // namespace

Answer completion(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const ide::Completions found = ide::complete(*at->program, at->file, at->offset);
    const json::object where = range(ctx, found.replaced);
    json::array items;
    for (const ide::Completion& item : found.items)
        items.push_back(to_json(ctx, item, where, items.size()));
    return json::object{{"isIncomplete", false}, {"items", std::move(items)}};
}

Answer signature_help(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const auto found = ide::signature_help(*at->program, at->file, at->offset);
    if (!found) return nullptr;
    json::array names;
    for (const std::string& param : found->params) names.push_back(json::object{{"label", param}});
    json::object one{{"label", found->label}, {"parameters", std::move(names)}};
    if (!found->documentation.empty()) one["documentation"] = found->documentation;
    return json::object{{"signatures", json::array{std::move(one)}},
                        {"activeSignature", 0},
                        {"activeParameter", found->active}};
}

Answer inlay_hints(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    constexpr int kType = 1;
    json::array out;
    const source::Span part = span_of(ctx, at->file, object_at(params, "range"));
    for (const ide::InlayHint& hint : ide::inlay_hints(*at->program, part)) {
        json::object one{{"position", range(ctx, hint.place)["start"]}, {"label", hint.text}};
        if (hint.kind == ide::InlayHint::Kind::Type) one["kind"] = kType;
        if (hint.kind == ide::InlayHint::Kind::Points) one["paddingLeft"] = true;
        if (hint.kind == ide::InlayHint::Kind::Row) one["paddingRight"] = true;
        out.push_back(std::move(one));
    }
    return out;
}

Answer code_lenses(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    json::array out;
    for (const ide::Lens& lens : ide::lenses(*at->program, at->file)) {
        const json::object where = range(ctx, lens.name);
        json::object command{{"title", lens.title}, {"command", ""}};
        if (lens.kind == ide::Lens::Kind::Uses && !lens.places.empty()) {
            command["command"] = "reeve.showReferences";
            command["arguments"] = json::array{text_at(object_at(params, "textDocument"), "uri"),
                                               where.at("start"), locations(ctx, lens.places)};
        }
        out.push_back(json::object{{"range", where}, {"command", std::move(command)}});
    }
    if (!ctx.runs_tests) return out;
    std::int64_t number = 0;
    for (const syntax::Decl& decl : at->program->module(at->file)->decls) {
        const auto* test = std::get_if<syntax::TestDecl>(&decl);
        if (test == nullptr) continue;
        json::object command{
            {"title", "run test"},
            {"command", "reeve.runTest"},
            {"arguments", json::array{text_at(object_at(params, "textDocument"), "uri"), number}}};
        out.push_back(
            json::object{{"range", range(ctx, test->title.span)}, {"command", std::move(command)}});
        ++number;
    }
    return out;
}

Answer formatting(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    diagnostics::DiagnosticSink ignored;
    return edits_to_json(ctx, format::format_edits(ctx.workspace.sources(), at->file, ignored));
}

Answer range_formatting(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    diagnostics::DiagnosticSink ignored;
    const source::Span part = span_of(ctx, at->file, object_at(params, "range"));
    return edits_to_json(ctx,
                         format::format_range(ctx.workspace.sources(), at->file, part, ignored));
}

/// After `}`: the block that it closes.
Answer on_type_formatting(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const syntax::Module& module = *at->program->module(at->file);
    diagnostics::DiagnosticSink ignored;
    for (const syntax::Decl& decl : module.decls) {
        const source::Span span = syntax::head(decl).span;
        if (span.begin <= at->offset && at->offset <= span.end)
            return edits_to_json(
                ctx, format::format_range(ctx.workspace.sources(), at->file, span, ignored));
    }
    return json::array();
}

Answer code_actions(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    const source::Span part = span_of(ctx, at->file, object_at(params, "range"));
    const json::array& only = array_at(object_at(params, "context"), "only");
    const auto messages = ctx.workspace.diagnostics(at->path);
    const json::array shown = diagnostics_of(ctx, at->path);
    json::array out;
    for (const ide::Action& action : ide::actions(*at->program, messages, part)) {
        if (!is_wanted(only, kind_of(action.kind))) continue;
        // What changes a whole file is offered where it is asked for, not at every place.
        if (action.kind == ide::Action::Kind::FixAll && only.empty()) continue;
        json::object one{{"title", action.title},
                         {"kind", kind_of(action.kind)},
                         {"edit", workspace_edit(ctx, action.edits)}};
        if (action.kind == ide::Action::Kind::QuickFix) {
            one["diagnostics"] = json::array{shown[action.message]};
            if (action.preferred) one["isPreferred"] = true;
        }
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace reeve::lsp
