#pragma once

#include <string>
#include <string_view>
#include <vector>

// The rules of the house that a program can see by reading the text of the sources.

namespace reeve::tidy {

/// A line of the dependency table: who may use what.
struct FolderRule {
    std::string folder;                // "compiler/parse"
    std::vector<std::string> allowed;  // "base", "compiler/syntax"
};

/// Headers that only some folders may include.
struct HeaderRule {
    std::string prefix;                // "CLI/"
    std::vector<std::string> folders;  // "cli"
};

struct Rules {
    std::vector<FolderRule> folders;
    std::vector<HeaderRule> headers;
};

/// A text of the repository; the path is relative to its root, with `/`.
struct SourceText {
    std::string path;
    std::string text;
};

struct Violation {
    std::string path;
    int line = 0;
    std::string message;

    friend bool operator==(const Violation&, const Violation&) = default;
};

/// Reads the format of dependencies.txt.
Rules read_rules(std::string_view text);

/// Folders that the table names before it defines them: rings start so.
std::vector<Violation> check_rules(const Rules& rules);

/// Everything that is wrong with one file: its includes, its size, its functions' sizes, words left
/// for later.
std::vector<Violation> check_source(const SourceText& source, const Rules& rules);

}  // namespace reeve::tidy
