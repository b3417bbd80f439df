#include "compiler/lsp/server.h"

#include "compiler/lsp/context.h"
#include "compiler/lsp/dispatch.h"

#include <fmt/format.h>

#include <set>

namespace reeve::lsp {

class Server::State {
public:
    State(const driver::FileSystem& files, ServerOptions options)
        : files_(files), options_(std::move(options)) {
        ctx_.now = options_.now ? options_.now() : Instant{};
    }

    void receive(std::string_view message);
    void foresee(std::string_view message);
    bool work();

    [[nodiscard]] bool finished() const { return phase_ == Phase::Finished; }
    [[nodiscard]] int exit_code() const { return shut_down_ ? 0 : 1; }

private:
    enum class Phase : std::uint8_t { New, Running, Finished };

    void send(json::object message) {
        message["jsonrpc"] = "2.0";
        options_.send(json::serialize(message));
    }
    void reply(const json::value& id, Answer answer);
    void request(const json::value& id, std::string_view method, const json::object& params);
    Answer answer(std::string_view method, const json::object& params);
    void notify(std::string_view method, const json::object& params);
    json::value initialize(const json::object& params);
    void add_folder(const std::string& directory);

    void opened(const json::object& params);
    void edited(const json::object& params);
    void closed(const json::object& params);
    void watched(const json::object& params);
    void touch(const std::string& path);
    void publish(const std::string& path);

    const driver::FileSystem& files_;
    ServerOptions options_;
    ide::Workspace workspace_{files_};
    Context ctx_{workspace_};
    Phase phase_ = Phase::New;
    bool shut_down_ = false;
    bool push_ = true;                          // the client does not ask for messages by itself
    std::set<std::string> cancelled_;           // ids as JSON
    std::map<std::string, int> changes_ahead_;  // by URI: edits that wait to be received
    std::map<std::string, std::string> texts_;  // of open documents, by path
    std::set<std::string> unpublished_;         // paths of open documents
    std::map<std::string, std::string> published_;
};

void Server::State::receive(std::string_view text) {
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 64;
    const json::value message =
        json::parse(json::string_view(text.data(), text.size()), error, {}, options);
    if (error || !message.is_object()) {
        reply(nullptr, std::unexpected(Failure{Failure::kParseError, "this is no JSON object"}));
        return;
    }
    const json::object& object = message.get_object();
    const std::string_view method = text_at(object, "method");
    const json::object& params = object_at(object, "params");
    const auto id = object.find("id");
    if (method.empty()) return;  // an answer to a request of ours
    if (id == object.end()) {
        notify(method, params);
    } else {
        request(id->value(), method, params);
    }
}

void Server::State::foresee(std::string_view text) {
    // Looking for the names first spares nearly all messages a second reading.
    const bool cancel = text.find("$/cancelRequest") != std::string_view::npos;
    const bool change = text.find("textDocument/didChange") != std::string_view::npos;
    if (!cancel && !change) return;
    boost::system::error_code error;
    const json::value message = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !message.is_object()) return;
    const json::object& object = message.get_object();
    const json::object& params = object_at(object, "params");
    if (text_at(object, "method") == "$/cancelRequest") {
        const auto id = params.find("id");
        if (id != params.end()) cancelled_.insert(json::serialize(id->value()));
    } else if (text_at(object, "method") == "textDocument/didChange") {
        ++changes_ahead_[std::string(text_at(object_at(params, "textDocument"), "uri"))];
    }
}

void Server::State::reply(const json::value& id, Answer answer) {
    json::object message{{"id", id}};
    if (answer) {
        message["result"] = *std::move(answer);
    } else {
        message["error"] = {{"code", answer.error().code}, {"message", answer.error().message}};
    }
    send(std::move(message));
}

void Server::State::request(const json::value& id, std::string_view method,
                            const json::object& params) {
    if (cancelled_.erase(json::serialize(id)) > 0) {
        reply(id, std::unexpected(Failure{Failure::kCancelled, "cancelled"}));
        return;
    }
    if (phase_ == Phase::New && method != "initialize") {
        reply(id, std::unexpected(Failure{Failure::kNotInitialized, "say `initialize` first"}));
        return;
    }
    if (shut_down_) {
        reply(id, std::unexpected(Failure{Failure::kInvalidRequest, "the server is shut down"}));
        return;
    }
    const std::string uri(text_at(object_at(params, "textDocument"), "uri"));
    const auto ahead = changes_ahead_.find(uri);
    if (ahead != changes_ahead_.end() && ahead->second > 0 && is_passive(method)) {
        reply(id,
              std::unexpected(Failure{Failure::kContentModified, "the text has changed since"}));
        return;
    }
    reply(id, answer(method, params));
}

Answer Server::State::answer(std::string_view method, const json::object& params) {
    if (method == "initialize") return initialize(params);
    if (method == "shutdown") {
        shut_down_ = true;
        return nullptr;
    }
    const Handler handler = find_handler(method);
    if (handler == nullptr)
        return std::unexpected(
            Failure{Failure::kMethodNotFound, fmt::format("there is no method `{}`", method)});
    if (options_.now) ctx_.now = options_.now();
    return handler(ctx_, params);
}

void Server::State::notify(std::string_view method, const json::object& params) {
    if (method == "exit") phase_ = Phase::Finished;
    if (phase_ != Phase::Running) return;
    if (method == "textDocument/didOpen") opened(params);
    if (method == "textDocument/didChange") edited(params);
    if (method == "textDocument/didClose") closed(params);
    if (method == "workspace/didChangeWatchedFiles") watched(params);
    if (method == "workspace/didChangeWorkspaceFolders") {
        for (const json::value& folder : array_at(object_at(params, "event"), "added")) {
            if (folder.is_object()) add_folder(path_of_uri(text_at(folder.get_object(), "uri")));
        }
    }
    // Cancelled before it could be foreseen: what is answered already is not taken back.
}

json::value Server::State::initialize(const json::object& params) {
    const json::object& client = object_at(params, "capabilities");
    for (const json::value& name : array_at(object_at(client, "general"), "positionEncodings")) {
        if (name == "utf-8") {
            ctx_.encoding = Encoding::Utf8;
            break;
        }
        if (name == "utf-16") break;
        if (name == "utf-32") {
            ctx_.encoding = Encoding::Utf32;
            break;
        }
    }
    const json::object& document = object_at(client, "textDocument");
    ctx_.snippets =
        truth_at(object_at(object_at(document, "completion"), "completionItem"), "snippetSupport");
    ctx_.related_places =
        truth_at(object_at(document, "publishDiagnostics"), "relatedInformation", true);
    push_ = document.find("diagnostic") == document.end();
    const json::object& extras = object_at(params, "initializationOptions");
    ctx_.library_scheme = truth_at(extras, "libraryDocuments");
    ctx_.runs_tests = truth_at(extras, "runTests");
    const json::array& folders = array_at(params, "workspaceFolders");
    for (const json::value& folder : folders) {
        if (folder.is_object()) add_folder(path_of_uri(text_at(folder.get_object(), "uri")));
    }
    if (folders.empty() && !text_at(params, "rootUri").empty())
        add_folder(path_of_uri(text_at(params, "rootUri")));
    phase_ = Phase::Running;
    return server_capabilities(ctx_.encoding, options_.version);
}

void Server::State::add_folder(const std::string& directory) {
    for (const std::string& path : files_.find_rule_files(directory)) workspace_.add(path);
}

void Server::State::opened(const json::object& params) {
    const json::object& document = object_at(params, "textDocument");
    const std::string uri(text_at(document, "uri"));
    const std::string path = driver::identity_of(path_of_uri(uri));
    ctx_.documents[path] = {uri, number_at(document, "version")};
    texts_[path] = text_at(document, "text");
    workspace_.put(path, texts_[path]);
    touch(path);
}

void Server::State::edited(const json::object& params) {
    const json::object& document = object_at(params, "textDocument");
    const std::string uri(text_at(document, "uri"));
    if (const auto ahead = changes_ahead_.find(uri); ahead != changes_ahead_.end()) {
        if (--ahead->second <= 0) changes_ahead_.erase(ahead);
    }
    const std::string path = driver::identity_of(path_of_uri(uri));
    const auto text = texts_.find(path);
    if (text == texts_.end()) return;
    ctx_.documents[path].version = number_at(document, "version");
    for (const json::value& each : array_at(params, "contentChanges")) {
        if (!each.is_object()) continue;
        const json::object& change = each.get_object();
        const std::string_view fresh = text_at(change, "text");
        if (change.find("range") == change.end()) {
            text->second = fresh;
            continue;
        }
        const source::SourceFile before("", text->second);
        const json::object& where = object_at(change, "range");
        const std::uint32_t begin =
            to_offset(before, read_position(object_at(where, "start")), ctx_.encoding);
        const std::uint32_t end = std::max(
            begin, to_offset(before, read_position(object_at(where, "end")), ctx_.encoding));
        text->second.replace(begin, end - begin, fresh);
    }
    workspace_.put(path, text->second);
    touch(path);
}

void Server::State::closed(const json::object& params) {
    const std::string uri(text_at(object_at(params, "textDocument"), "uri"));
    const std::string path = driver::identity_of(path_of_uri(uri));
    if (texts_.erase(path) == 0) return;
    ctx_.documents.erase(path);
    ctx_.told_tokens.erase(path);
    workspace_.close(path);
    if (!files_.read(path, 0)) workspace_.remove(path);
    unpublished_.erase(path);
    if (published_.erase(path) > 0)
        send({{"method", "textDocument/publishDiagnostics"},
              {"params", {{"uri", uri}, {"diagnostics", json::array()}}}});
    touch(path);
}

void Server::State::watched(const json::object& params) {
    constexpr std::int64_t kDeleted = 3;
    for (const json::value& each : array_at(params, "changes")) {
        if (!each.is_object()) continue;
        const std::string path =
            driver::identity_of(path_of_uri(text_at(each.get_object(), "uri")));
        // The text of an open document is the editor's.
        if (texts_.contains(path)) continue;
        if (number_at(each.get_object(), "type") == kDeleted) {
            workspace_.remove(path);
        } else {
            if (path.ends_with(".reeve")) workspace_.add(path);
            workspace_.changed(path);
        }
        touch(path);
    }
}

/// Any open document may be of a program that a change concerns; what is the same is not sent
/// again.
void Server::State::touch(const std::string& /*path*/) {
    for (const auto& [path, document] : ctx_.documents) unpublished_.insert(path);
}

void Server::State::publish(const std::string& path) {
    const Document& document = ctx_.documents[path];
    json::array found = diagnostics_of(ctx_, path);
    std::string text = json::serialize(found);
    const auto known = published_.find(path);
    if (known != published_.end() && known->second == text) return;
    published_[path] = std::move(text);
    send({{"method", "textDocument/publishDiagnostics"},
          {"params",
           {{"uri", document.uri}, {"version", document.version}, {"diagnostics", found}}}});
}

bool Server::State::work() {
    if (!push_) unpublished_.clear();
    if (unpublished_.empty() || phase_ != Phase::Running) return false;
    const std::string path = *unpublished_.begin();
    unpublished_.erase(unpublished_.begin());
    publish(path);
    return !unpublished_.empty();
}

Server::Server(const driver::FileSystem& files, ServerOptions options)
    : state_(std::make_unique<State>(files, std::move(options))) {}
Server::~Server() = default;

void Server::receive(std::string_view message) { state_->receive(message); }
void Server::foresee(std::string_view message) { state_->foresee(message); }
bool Server::work() { return state_->work(); }
bool Server::finished() const { return state_->finished(); }
int Server::exit_code() const { return state_->exit_code(); }

}  // namespace reeve::lsp
