#include "compiler/ide/workspace.h"

#include "compiler/driver/loader.h"
#include "compiler/driver/source_text.h"

#include <algorithm>

namespace reeve::ide {

/// Open texts over what the file system says, which is asked once for each file.
class Workspace::Texts final : public driver::FileSystem {
public:
    explicit Texts(const driver::FileSystem& below) : below_(below) {}

    void put(const std::string& key, std::string text) { open_[key] = std::move(text); }
    void close(const std::string& key) { open_.erase(key); }
    void forget(const std::string& key) { read_.erase(key); }

    [[nodiscard]] std::expected<std::string, std::string> read(const std::string& path,
                                                               std::size_t limit) const override {
        const std::string key = driver::identity_of(path);
        if (const auto open = open_.find(key); open != open_.end())
            return open->second.substr(0, limit + 1);
        auto known = read_.find(key);
        if (known == read_.end() || known->second.limit < limit) {
            known = read_.insert_or_assign(key, Read{limit, below_.read(path, limit)}).first;
        }
        const auto& text = known->second.text;
        return text ? text->substr(0, limit + 1) : text;
    }

    [[nodiscard]] std::vector<std::string> list(const std::string& directory) const override {
        return below_.list(directory);
    }

private:
    struct Read {
        std::size_t limit;  // with which it was read
        std::expected<std::string, std::string> text;
    };

    const driver::FileSystem& below_;
    std::map<std::string, std::string> open_;
    mutable std::map<std::string, Read> read_;
};

namespace {

/// What a module uses, so that a change of it can be seen.
std::string uses_text(const syntax::Module& module) {
    std::string text;
    for (const syntax::UseDecl& use : module.uses) {
        if (use.library) text += use.library->text();
        if (use.path) text += '"' + use.path->value;
        text += '\n';
    }
    return text;
}

}  // namespace

Workspace::Workspace(const driver::FileSystem& files) : texts_(std::make_unique<Texts>(files)) {}
Workspace::~Workspace() = default;

void Workspace::text_changed(const std::string& key) {
    dirty_.insert(key);
    if (known_.insert(key).second) roots_stale_ = true;
}

void Workspace::put(const std::string& path, std::string text) {
    const std::string key = driver::identity_of(path);
    texts_->put(key, std::move(text));
    text_changed(key);
}

void Workspace::close(const std::string& path) {
    const std::string key = driver::identity_of(path);
    texts_->close(key);
    texts_->forget(key);
    dirty_.insert(key);
}

void Workspace::add(const std::string& path) {
    if (known_.insert(driver::identity_of(path)).second) roots_stale_ = true;
}

void Workspace::changed(const std::string& path) {
    const std::string key = driver::identity_of(path);
    texts_->forget(key);
    // Also where no program knows it: one may ask for a file that only now is there.
    roots_stale_ = roots_stale_ || cache_.find(key) == nullptr;
    dirty_.insert(key);
}

void Workspace::remove(const std::string& path) {
    const std::string key = driver::identity_of(path);
    texts_->close(key);
    texts_->forget(key);
    known_.erase(key);
    roots_stale_ = true;
}

void Workspace::refresh() {
    for (const std::string& key : dirty_) {
        const auto used_by = roots_of_.find(key);
        // A table's file, or one that is in no program yet.
        if (used_by == roots_of_.end()) {
            programs_.clear();
            continue;
        }
        for (const std::string& root : used_by->second) programs_.erase(root);
        diagnostics::DiagnosticSink ignored;
        auto text = texts_->read(key, driver::kSourceSizeMax);
        const driver::ParsedFile* parsed =
            text ? cache_.parse({key, key, {}}, *std::move(text), ignored) : nullptr;
        if (parsed == nullptr || uses_[key] != uses_text(*parsed->module)) roots_stale_ = true;
    }
    dirty_.clear();
    if (roots_stale_) find_roots();
}

// Programs are those files that no other brings in; of a ring, the first by name.
void Workspace::find_roots() {
    roots_stale_ = false;
    programs_.clear();
    roots_.clear();
    roots_of_.clear();
    diagnostics::DiagnosticSink ignored;
    driver::Loader loader(*texts_, cache_, ignored);
    std::vector<std::size_t> indices;
    std::vector<std::string> keys;
    for (const std::string& key : known_) {
        if (const auto index = loader.load(key)) {
            indices.push_back(*index);
            keys.push_back(key);
        }
    }
    const std::vector<std::size_t> chosen = driver::find_roots(loader, indices);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (std::ranges::find(chosen, indices[i]) == chosen.end()) continue;
        roots_.push_back(keys[i]);
        for (const std::size_t file : loader.closure(indices[i])) {
            const syntax::Module& module = *loader.file(file).module;
            const std::string key = driver::identity_of(cache_.sources().file(module.file).path());
            uses_[key] = uses_text(module);
            roots_of_[key].push_back(keys[i]);
        }
    }
}

const Program* Workspace::program_of_root(const std::string& root) {
    refresh();
    std::unique_ptr<Program>& program = programs_[root];
    if (program == nullptr) program = std::make_unique<Program>(*texts_, cache_, root);
    return program.get();
}

std::vector<std::string> Workspace::roots_of(const std::string& path) {
    refresh();
    const auto found = roots_of_.find(driver::identity_of(path));
    return found == roots_of_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<std::string> Workspace::paths() {
    refresh();
    std::vector<std::string> paths;
    for (const auto& [path, roots] : roots_of_) {
        if (cache_.find(path) != nullptr) paths.push_back(path);
    }
    return paths;
}

std::vector<std::string> Workspace::roots() {
    refresh();
    return roots_;
}

const Program* Workspace::program(const std::string& path) {
    const std::vector<std::string> roots = roots_of(path);
    return roots.empty() ? nullptr : program_of_root(roots.front());
}

FileId Workspace::file(const std::string& path) const {
    const driver::ParsedFile* parsed = cache_.find(driver::identity_of(path));
    return parsed == nullptr ? FileId() : parsed->file;
}

std::vector<diagnostics::Diagnostic> Workspace::diagnostics(const std::string& path) {
    std::vector<diagnostics::Diagnostic> found;
    for (const std::string& root : roots_of(path)) {
        const Program* program = program_of_root(root);
        const FileId file = this->file(path);
        for (const diagnostics::Diagnostic& message : program->session().sink().diagnostics()) {
            if (message.span.file != file) continue;
            const bool known = std::ranges::any_of(found, [&](const auto& other) {
                return other.kind == message.kind && other.span == message.span &&
                       other.message == message.message;
            });
            if (!known) found.push_back(message);
        }
    }
    return found;
}

}  // namespace reeve::ide
