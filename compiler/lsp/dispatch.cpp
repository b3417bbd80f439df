#include "compiler/lsp/dispatch.h"

#include "compiler/lsp/legend.h"

#include <algorithm>
#include <array>

namespace reeve::lsp {

namespace {

struct Method {
    std::string_view name;
    Handler handler;
    bool passive = false;
};

constexpr std::array kMethods{
    Method{"textDocument/hover", hover},
    Method{"textDocument/definition", definition},
    Method{"textDocument/declaration", definition},
    Method{"textDocument/typeDefinition", type_definition},
    Method{"textDocument/implementation", implementation},
    Method{"textDocument/references", references},
    Method{"textDocument/documentHighlight", highlights, true},
    Method{"textDocument/prepareRename", prepare_rename},
    Method{"textDocument/rename", rename},
    Method{"textDocument/documentLink", document_links, true},
    Method{"textDocument/prepareCallHierarchy", prepare_calls},
    Method{"callHierarchy/incomingCalls", incoming_calls},
    Method{"callHierarchy/outgoingCalls", outgoing_calls},
    Method{"textDocument/documentSymbol", document_symbols, true},
    Method{"workspace/symbol", workspace_symbols},
    Method{"textDocument/foldingRange", folding, true},
    Method{"textDocument/selectionRange", selection_ranges},
    Method{"textDocument/semanticTokens/full", semantic_tokens, true},
    Method{"textDocument/semanticTokens/full/delta", semantic_tokens_delta, true},
    Method{"textDocument/semanticTokens/range", semantic_tokens_range, true},
    Method{"textDocument/completion", completion},
    Method{"textDocument/signatureHelp", signature_help},
    Method{"textDocument/inlayHint", inlay_hints, true},
    Method{"textDocument/codeLens", code_lenses, true},
    Method{"textDocument/formatting", formatting},
    Method{"textDocument/rangeFormatting", range_formatting},
    Method{"textDocument/onTypeFormatting", on_type_formatting},
    Method{"textDocument/codeAction", code_actions},
    Method{"textDocument/diagnostic", pull_diagnostics, true},
    Method{"workspace/diagnostic", workspace_diagnostics},
    Method{"reeve/libraryText", library_text},
    Method{"reeve/tableGaps", table_gaps},
    Method{"reeve/plotCurve", plot_curve},
    Method{"reeve/tests", tests_of},
    Method{"reeve/runTests", run_tests},
};

const Method* find(std::string_view name) {
    const auto found = std::ranges::find(kMethods, name, &Method::name);
    return found == kMethods.end() ? nullptr : &*found;
}

json::array names(std::span<const std::string_view> texts) {
    json::array out;
    for (const std::string_view text : texts) out.emplace_back(text);
    return out;
}

std::string_view name_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::Utf8: return "utf-8";
        case Encoding::Utf16: return "utf-16";
        case Encoding::Utf32: return "utf-32";
    }
    return "utf-16";
}

}  // namespace

Handler find_handler(std::string_view method) {
    const Method* found = find(method);
    return found == nullptr ? nullptr : found->handler;
}

bool is_passive(std::string_view method) {
    const Method* found = find(method);
    return found != nullptr && found->passive;
}

json::object server_capabilities(Encoding encoding, std::string_view version) {
    constexpr int kIncremental = 2;
    const json::object tokens{{"legend",
                               {{"tokenTypes", names(token_type_names())},
                                {"tokenModifiers", names(token_modifier_names())}}},
                              {"full", {{"delta", true}}},
                              {"range", true}};
    json::object capabilities{
        {"positionEncoding", name_of(encoding)},
        {"textDocumentSync", {{"openClose", true}, {"change", kIncremental}}},
        {"hoverProvider", true},
        {"definitionProvider", true},
        {"declarationProvider", true},
        {"typeDefinitionProvider", true},
        {"implementationProvider", true},
        {"referencesProvider", true},
        {"documentHighlightProvider", true},
        {"renameProvider", {{"prepareProvider", true}}},
        {"documentLinkProvider", {{"resolveProvider", false}}},
        {"callHierarchyProvider", true},
        {"documentSymbolProvider", true},
        {"workspaceSymbolProvider", true},
        {"foldingRangeProvider", true},
        {"selectionRangeProvider", true},
        {"semanticTokensProvider", tokens},
        {"completionProvider", {{"triggerCharacters", {" ", ".", "{", "|", ","}}}},
        {"signatureHelpProvider", {{"triggerCharacters", {"(", ","}}}},
        {"inlayHintProvider", true},
        {"codeLensProvider", {{"resolveProvider", false}}},
        {"documentFormattingProvider", true},
        {"documentRangeFormattingProvider", true},
        {"documentOnTypeFormattingProvider", {{"firstTriggerCharacter", "}"}}},
        {"codeActionProvider",
         {{"codeActionKinds", {"quickfix", "refactor.extract", "source.fixAll"}}}},
        {"diagnosticProvider",
         {{"identifier", "reeve"},
          {"interFileDependencies", true},
          {"workspaceDiagnostics", true}}},
        {"workspace",
         {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
    return {{"capabilities", std::move(capabilities)},
            {"serverInfo", {{"name", "reeve"}, {"version", version}}}};
}

}  // namespace reeve::lsp
