#include "compiler/lsp/context.h"

#include "compiler/diagnostics/catalog.h"

#include <fmt/format.h>

namespace reeve::lsp {

namespace {

int severity_of(diagnostics::Severity severity) {
    switch (severity) {
        case diagnostics::Severity::Error: return 1;
        case diagnostics::Severity::Warning: return 2;
        case diagnostics::Severity::Note: return 3;
    }
    return 1;
}

/// What is declared and never used is shown paler.
bool is_unused(const diagnostics::Diagnostic& message) {
    return message.kind->name.starts_with("unused") || message.kind->name.ends_with("unused") ||
           message.kind->name.find("never_used") != std::string_view::npos ||
           message.kind->name.find("never_reached") != std::string_view::npos ||
           message.kind->name.find("unreachable") != std::string_view::npos;
}

json::object of(const Context& ctx, const diagnostics::Diagnostic& message) {
    std::string text = message.message;
    for (const std::string& help : message.helps) text += "\n" + help;
    for (const std::string& note : message.notes) text += "\n" + note;
    const std::string code = diagnostics::code_of(*message.kind);
    json::object out{{"range", range(ctx, message.span)},
                     {"severity", severity_of(message.severity)},
                     {"code", code},
                     {"source", "reeve"},
                     {"message", text}};
    // The page about the message is part of the binary.
    if (ctx.library_scheme)
        out["codeDescription"] = {{"href", fmt::format("{}errors/{}.md", kLibraryScheme, code)}};
    constexpr int kUnnecessary = 1;
    if (is_unused(message)) out["tags"] = json::array{kUnnecessary};
    json::array related;
    for (const diagnostics::Label& label : message.labels) {
        if (auto place = location(ctx, label.span))
            related.push_back(
                json::object{{"location", *std::move(place)}, {"message", label.text}});
    }
    if (!related.empty() && ctx.related_places) out["relatedInformation"] = std::move(related);
    return out;
}

}  // namespace

json::array diagnostics_of(Context& ctx, const std::string& path) {
    json::array out;
    for (const diagnostics::Diagnostic& message : ctx.workspace.diagnostics(path))
        out.push_back(of(ctx, message));
    return out;
}

Answer pull_diagnostics(Context& ctx, const json::object& params) {
    const std::string path = path_of_uri(text_at(object_at(params, "textDocument"), "uri"));
    return json::object{{"kind", "full"}, {"items", diagnostics_of(ctx, path)}};
}

Answer workspace_diagnostics(Context& ctx, const json::object& /*params*/) {
    json::array reports;
    for (const std::string& path : ctx.workspace.paths()) {
        const auto open = ctx.documents.find(path);
        const bool is_open = open != ctx.documents.end();
        json::object report{{"kind", "full"},
                            {"uri", is_open ? open->second.uri : uri_of_path(path)},
                            {"version", nullptr},
                            {"items", diagnostics_of(ctx, path)}};
        if (is_open) report["version"] = open->second.version;
        reports.push_back(std::move(report));
    }
    return json::object{{"items", std::move(reports)}};
}

}  // namespace reeve::lsp
