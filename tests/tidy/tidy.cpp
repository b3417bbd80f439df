#include "tests/tidy/tidy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

namespace reeve::tidy {

namespace {

constexpr int kHeaderLinesMax = 150;
constexpr int kSourceLinesMax = 800;
constexpr int kFunctionLinesMax = 70;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (char c : text) {
        if (c != ' ' && c != '\t' && c != '\r') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

std::string_view folder_of(std::string_view path) {
    std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_cpp(std::string_view path) {
    return path.ends_with(".h") || path.ends_with(".cpp") || path.ends_with(".def");
}

bool is_test(std::string_view path) {
    return path.ends_with("_test.cpp") || path.starts_with("tests/");
}

/// `#include "x"` and `#include <x>`: the name between the marks.
struct Include {
    std::string_view name;
    bool quoted = false;
};

std::optional<Include> read_include(std::string_view line) {
    std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string_view::npos || !line.substr(at).starts_with("#")) return std::nullopt;
    at = line.find_first_not_of(" \t", at + 1);
    if (at == std::string_view::npos || !line.substr(at).starts_with("include")) {
        return std::nullopt;
    }
    std::size_t open = line.find_first_of("\"<", at);
    if (open == std::string_view::npos) return std::nullopt;
    std::size_t close = line.find_first_of("\">", open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    return Include{line.substr(open + 1, close - open - 1), line[open] == '"'};
}

/// Whether the line has the word by itself, not as a part of a longer one.
bool has_word(std::string_view line, std::string_view word) {
    auto is_letter = [&](std::size_t at) {
        return at < line.size() &&
               (std::isalnum(static_cast<unsigned char>(line[at])) != 0 || line[at] == '_');
    };
    for (std::size_t at = line.find(word); at != std::string_view::npos;
         at = line.find(word, at + 1)) {
        bool starts = at == 0 || !is_letter(at - 1);
        if (starts && !is_letter(at + word.size())) return true;
    }
    return false;
}

std::string_view without_comment(std::string_view line) {
    line = line.substr(0, line.find("//"));
    std::size_t last = line.find_last_not_of(" \r");
    return line.substr(0, last + 1);
}

/// Checks one file; each method looks at one rule.
class SourceChecker {
public:
    SourceChecker(const SourceText& source, const Rules& rules)
        : source_(source), rules_(rules), lines_(lines_of(source.text)) {}

    std::vector<Violation> check() {
        check_words();
        if (is_cpp(source_.path)) {
            check_size();
            check_functions();
            check_includes();
        }
        return std::move(violations_);
    }

private:
    void complain(std::size_t line, std::string message) {
        violations_.push_back({source_.path, static_cast<int>(line), std::move(message)});
    }

    void check_words() {
        // Spelled so that this file does not complain about itself.
        for (std::string_view word : {"TO\x44O", "FIX\x4D\x45"}) {
            for (std::size_t i = 0; i < lines_.size(); ++i) {
                if (!has_word(lines_[i], word)) continue;
                complain(i + 1, fmt::format("`{}`: finish it, or open an issue", word));
            }
        }
    }

    void check_size() {
        bool header = source_.path.ends_with(".h");
        int limit = header ? kHeaderLinesMax : kSourceLinesMax;
        auto count = static_cast<int>(lines_.size());
        if (count > limit) {
            complain(1, fmt::format("{} lines, {} are allowed: split the file", count, limit));
        }
        if (header && source_.text.find("#pragma once") == std::string::npos) {
            complain(1, "a header without `#pragma once`");
        }
    }

    // Relies on clang-format: a body ends with a brace in the column in which its function begins.
    // Blocks inside functions that are caught as well are too long in any case.
    void check_functions() {
        for (std::size_t first = 0; first < lines_.size(); ++first) {
            std::size_t indentation = lines_[first].find_first_not_of(' ');
            if (indentation != 0 && indentation != 4) continue;
            if (!opens_function(first)) continue;
            std::string closing = std::string(indentation, ' ') + "}";
            std::size_t last = first + 1;
            while (last < lines_.size() && !lines_[last].starts_with(closing)) ++last;
            std::size_t length = last - first + 1;
            if (length > static_cast<std::size_t>(kFunctionLinesMax)) {
                complain(first + 1, fmt::format("a function of {} lines, {} are allowed: split it",
                                                length, kFunctionLinesMax));
            }
        }
    }

    [[nodiscard]] bool opens_function(std::size_t index) const {
        std::string_view line = lines_[index];
        std::string_view code = line.substr(line.find_first_not_of(' '));
        for (std::string_view other : {"namespace", "class", "struct", "enum", "union", "#", "//",
                                       "}", "constexpr auto k", "const auto k"}) {
            if (code.starts_with(other)) return false;
        }
        // The head of a function may go over several lines; the brace comes after its last
        // parenthesis.
        for (std::size_t i = index; i < lines_.size() && i < index + 8; ++i) {
            std::string_view head = without_comment(lines_[i]);
            if (head.ends_with("{")) return head.find(')') != std::string_view::npos;
            if (head.empty() ||
                head.find_first_of(";}:", head.size() - 1) != std::string_view::npos) {
                return false;
            }
        }
        return false;
    }

    void check_includes() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            std::optional<Include> include = read_include(lines_[i]);
            if (!include) continue;
            check_heavy(i + 1, include->name);
            if (include->quoted) check_dependency(i + 1, include->name);
        }
    }

    void check_heavy(std::size_t line, std::string_view name) {
        for (const HeaderRule& rule : rules_.headers) {
            if (!name.starts_with(rule.prefix)) continue;
            if (std::ranges::find(rule.folders, folder_of(source_.path)) != rule.folders.end()) {
                continue;
            }
            complain(line, fmt::format("`{}` may be included only in {}", name,
                                       fmt::join(rule.folders, ", ")));
        }
    }

    void check_dependency(std::size_t line, std::string_view name) {
        std::string_view folder = folder_of(source_.path);
        std::string_view target = folder_of(name);
        // Data lists live in folders of their own below their library.
        auto is_own = [&](std::string_view other) {
            return other == folder || other.starts_with(std::string(folder) + "/");
        };
        if (target.empty() || name.starts_with(".")) {
            complain(line, fmt::format("`{}` is not named from the root of the repository", name));
            return;
        }
        if (is_test(source_.path) || is_own(target)) return;
        const FolderRule* rule = rule_of(folder);
        if (rule == nullptr) {
            // Neither benchmarks nor fuzz targets are libraries; nothing depends on them.
            if (folder.starts_with("compiler/") || folder.starts_with("runtime/")) {
                complain(line, fmt::format("`{}` is not in tests/tidy/dependencies.txt", folder));
            }
            return;
        }
        if (is_outside(target)) return;
        if (std::ranges::find(rule->allowed, target) != rule->allowed.end()) return;
        complain(line,
                 fmt::format("`{}` may not use `{}` (see docs/internals.md)", folder, target));
    }

    // Generated headers have a rule of their own.
    [[nodiscard]] bool is_outside(std::string_view target) const {
        return std::ranges::any_of(rules_.headers, [&](const HeaderRule& rule) {
            return rule.prefix == std::string(target) + "/";
        });
    }

    // A folder below a library belongs to the library.
    [[nodiscard]] const FolderRule* rule_of(std::string_view folder) const {
        for (const FolderRule& rule : rules_.folders) {
            if (folder == rule.folder || folder.starts_with(rule.folder + "/")) return &rule;
        }
        return nullptr;
    }

    const SourceText& source_;
    const Rules& rules_;
    std::vector<std::string_view> lines_;
    std::vector<Violation> violations_;
};

}  // namespace

Rules read_rules(std::string_view text) {
    Rules rules;
    for (std::string_view line : lines_of(text)) {
        std::size_t colon = line.find(':');
        if (line.starts_with("#") || colon == std::string_view::npos) continue;
        std::string name(line.substr(0, colon));
        std::vector<std::string> words = words_of(line.substr(colon + 1));
        if (name.starts_with("<")) {
            rules.headers.push_back({name.substr(1), std::move(words)});
        } else {
            rules.folders.push_back({std::move(name), std::move(words)});
        }
    }
    return rules;
}

std::vector<Violation> check_rules(const Rules& rules) {
    std::vector<Violation> violations;
    std::vector<std::string> known;
    for (const FolderRule& rule : rules.folders) {
        for (const std::string& used : rule.allowed) {
            if (std::ranges::find(known, used) != known.end()) continue;
            violations.push_back(
                {rule.folder, 0, fmt::format("`{}` does not stand above it in the table", used)});
        }
        known.push_back(rule.folder);
    }
    return violations;
}

std::vector<Violation> check_source(const SourceText& source, const Rules& rules) {
    return SourceChecker(source, rules).check();
}

}  // namespace reeve::tidy
