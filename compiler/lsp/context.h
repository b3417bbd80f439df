#pragma once

#include "compiler/ide/workspace.h"
#include "compiler/lsp/positions.h"

#include <boost/json.hpp>

#include <expected>
#include <map>
#include <optional>
#include <string>

// What the answers to requests are made from, and how their parts are written. Only the sources of
// this folder see JSON.

namespace reeve::lsp {

namespace json = boost::json;

struct Document {
    std::string uri;
    std::int64_t version = 0;
};

/// The tokens of a document as they were last told, so that later only what differs is.
struct ToldTokens {
    std::int64_t id = 0;
    std::vector<std::uint32_t> numbers;
};

/// Nothing but the documents and what was told outlives a change.
struct Context {
    ide::Workspace& workspace;
    Encoding encoding = Encoding::Utf16;
    std::map<std::string, Document> documents;      // open ones by path
    std::map<std::string, ToldTokens> told_tokens;  // by path
    bool snippets = false;
    bool library_scheme = false;  // the client shows `reeve-library:` documents
    bool runs_tests = false;      // the client has the command `reeve.runTest`
    bool related_places = true;
    Instant now;
};

/// Why a request has no result.
struct Failure {
    int code = kRequestFailed;
    std::string message;
    static constexpr int kParseError = -32700;
    static constexpr int kInvalidRequest = -32600;
    static constexpr int kMethodNotFound = -32601;
    static constexpr int kInvalidParams = -32602;
    static constexpr int kNotInitialized = -32002;
    static constexpr int kRequestFailed = -32803;
    static constexpr int kCancelled = -32800;
    static constexpr int kContentModified = -32801;
};
using Answer = std::expected<json::value, Failure>;

// Members of a message, or what stands for a missing one.
std::string_view text_at(const json::object& object, std::string_view name);
std::int64_t number_at(const json::object& object, std::string_view name, std::int64_t missing = 0);
bool truth_at(const json::object& object, std::string_view name, bool missing = false);
const json::object& object_at(const json::object& object, std::string_view name);
const json::array& array_at(const json::object& object, std::string_view name);

/// The document of a request, checked.
struct Asked {
    const ide::Program* program = nullptr;
    source::FileId file;
    std::string path;
    std::uint32_t offset = 0;
    [[nodiscard]] const source::SourceFile& text(const Context& ctx) const {
        return ctx.workspace.sources().file(file);
    }
};
/// `textDocument` and, where there is one, `position`. Nothing where the document is not known.
std::optional<Asked> asked(Context& ctx, const json::object& params);

LinePosition read_position(const json::object& object);
json::object position(LinePosition at);
json::object range(const Context& ctx, source::Span span);
source::Span span_of(const Context& ctx, source::FileId file, const json::object& range);
/// Library files have no path on the disk; where the client cannot show them, nothing.
std::optional<std::string> uri_of(const Context& ctx, source::FileId file);
std::optional<json::object> location(const Context& ctx, source::Span span);
json::array locations(const Context& ctx, const std::vector<source::Span>& spans);
/// `{ changes: { uri: [edits] } }`
json::object workspace_edit(const Context& ctx, const std::vector<diagnostics::Edit>& edits);
json::object text_edit(const Context& ctx, const diagnostics::Edit& edit);

inline constexpr std::string_view kLibraryScheme = "reeve-library:/";

// ---- The requests; each has its own function, and dispatch.cpp the list of them. ----

json::array diagnostics_of(Context& ctx, const std::string& path);

Answer hover(Context& ctx, const json::object& params);
Answer definition(Context& ctx, const json::object& params);
Answer type_definition(Context& ctx, const json::object& params);
Answer implementation(Context& ctx, const json::object& params);
Answer references(Context& ctx, const json::object& params);
Answer highlights(Context& ctx, const json::object& params);
Answer prepare_rename(Context& ctx, const json::object& params);
Answer rename(Context& ctx, const json::object& params);
Answer document_links(Context& ctx, const json::object& params);
Answer prepare_calls(Context& ctx, const json::object& params);
Answer incoming_calls(Context& ctx, const json::object& params);
Answer outgoing_calls(Context& ctx, const json::object& params);

Answer document_symbols(Context& ctx, const json::object& params);
Answer workspace_symbols(Context& ctx, const json::object& params);
Answer folding(Context& ctx, const json::object& params);
Answer selection_ranges(Context& ctx, const json::object& params);
Answer semantic_tokens(Context& ctx, const json::object& params);
Answer semantic_tokens_delta(Context& ctx, const json::object& params);
Answer semantic_tokens_range(Context& ctx, const json::object& params);

Answer completion(Context& ctx, const json::object& params);
Answer signature_help(Context& ctx, const json::object& params);
Answer inlay_hints(Context& ctx, const json::object& params);
Answer code_lenses(Context& ctx, const json::object& params);

Answer formatting(Context& ctx, const json::object& params);
Answer range_formatting(Context& ctx, const json::object& params);
Answer on_type_formatting(Context& ctx, const json::object& params);
Answer code_actions(Context& ctx, const json::object& params);
Answer pull_diagnostics(Context& ctx, const json::object& params);
Answer workspace_diagnostics(Context& ctx, const json::object& params);

Answer library_text(Context& ctx, const json::object& params);
Answer table_gaps(Context& ctx, const json::object& params);
Answer plot_curve(Context& ctx, const json::object& params);
Answer tests_of(Context& ctx, const json::object& params);
Answer run_tests(Context& ctx, const json::object& params);

json::object server_capabilities(Encoding encoding, std::string_view version);

}  // namespace reeve::lsp
