#pragma once

#include "compiler/ide/program.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace reeve::ide {

/// The rule files that an editor works on: texts that are open, over those that the file system
/// has. One thread at a time. Nothing is checked before it is asked for; what was checked is kept
/// until a file of the program changes. Paths that mean one place are one file.
class Workspace {
public:
    /// `files` outlives the workspace; what it reads is kept until `forget`.
    explicit Workspace(const driver::FileSystem& files);
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
    ~Workspace();

    /// The text of an open file, new or changed.
    void put(const std::string& path, std::string text);
    /// No longer open: what the file system has counts again.
    void close(const std::string& path);
    /// A file that is there, though it is not open: it may use others, and is searched.
    void add(const std::string& path);
    /// The file system may have another text, or none any more.
    void changed(const std::string& path);
    void remove(const std::string& path);

    /// The program in which questions about a file are answered: the first by name that the file
    /// belongs to. Null where it cannot be read. Valid until the next change.
    [[nodiscard]] const Program* program(const std::string& path);
    /// The file in that program; invalid where there is none.
    [[nodiscard]] FileId file(const std::string& path) const;
    /// The roots of the programs that the file belongs to, in the order of their names.
    [[nodiscard]] std::vector<std::string> roots_of(const std::string& path);
    /// Every file that belongs to a program and is no library's, in order.
    [[nodiscard]] std::vector<std::string> paths();
    /// All roots.
    [[nodiscard]] std::vector<std::string> roots();
    [[nodiscard]] const Program* program_of_root(const std::string& root);
    [[nodiscard]] bool is_checked(const std::string& root) const {
        return programs_.contains(root);
    }
    /// What there is to say about a file, from all its programs; each message once.
    [[nodiscard]] std::vector<diagnostics::Diagnostic> diagnostics(const std::string& path);
    [[nodiscard]] const source::SourceSet& sources() const { return cache_.sources(); }

private:
    class Texts;

    void text_changed(const std::string& key);
    void refresh();
    void find_roots();

    std::unique_ptr<Texts> texts_;
    driver::FileCache cache_;
    std::set<std::string> known_;              // keys
    std::map<std::string, std::string> uses_;  // by key: what the file uses, as text
    std::set<std::string> dirty_;              // keys of changed texts
    bool roots_stale_ = true;
    std::vector<std::string> roots_;                            // keys, in order
    std::map<std::string, std::vector<std::string>> roots_of_;  // by key of a file
    std::map<std::string, std::unique_ptr<Program>> programs_;  // by key of the root
};

}  // namespace reeve::ide
