#include "tests/harness/case_check.h"
#include "tests/harness/error_page.h"
#include "tests/harness/mistakes.h"

#include <cstdio>
#include <cstring>

// reeve_golden [--update | --show] [PART OF A NAME]...
// Runs the data tests whose names or paths contain one of the parts, all without any, and the
// tables of mistakes likewise. With --update it rewrites markers, `.exp` files, tables and the
// index of messages instead; the difference is then for you to read. With --show it prints what is
// said of each mistake.

namespace {

using namespace reeve::harness;

constexpr const char* kIndex = "docs/errors/README.md";

bool is_wanted(const std::string& path, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
        if (path.find(part) != std::string::npos) return true;
    }
    return parts.empty();
}

bool is_wanted(const Case& test, const std::vector<std::string>& parts) {
    return is_wanted(test.name, parts) || is_wanted(test.root, parts);
}

int run_tests(const std::vector<std::string>& parts) {
    int failed = 0;
    int count = 0;
    for (const Case& test : corpus()) {
        if (!is_wanted(test, parts)) continue;
        ++count;
        std::vector<std::string> failures = check_markers(test);
        for (std::string& failure : check_forms(test)) failures.push_back(std::move(failure));
        for (std::string& failure : check_fixes(test)) failures.push_back(std::move(failure));
        if (failures.empty()) continue;
        ++failed;
        std::printf("%s failed\n%s\n", test.name.c_str(), explain(test, failures).c_str());
    }
    for (const MistakeTable& table : mistake_tables()) {
        if (!is_wanted(table.path, parts)) continue;
        ++count;
        const std::vector<std::string> failures = check_mistakes(table);
        if (!failures.empty()) ++failed;
        for (const std::string& failure : failures) std::printf("%s\n\n", failure.c_str());
    }
    std::printf("%d of %d data tests failed\n", failed, count);
    return failed == 0 && count > 0 ? 0 : 1;
}

int update_tests(const std::vector<std::string>& parts) {
    for (const Case& test : corpus()) {
        if (!is_wanted(test, parts)) continue;
        for (const std::string& path : update(test)) std::printf("%s\n", path.c_str());
    }
    for (const MistakeTable& table : mistake_tables()) {
        if (!is_wanted(table.path, parts)) continue;
        const std::string before = read_repository_file(table.path);
        const std::string after = update_mistakes(table, before);
        if (after == before) continue;
        write_repository_file(table.path, after);
        std::printf("%s\n", table.path.c_str());
    }
    const std::string current = read_repository_file(kIndex);
    const std::string index = make_index(current);
    if (index != current) {
        write_repository_file(kIndex, index);
        std::printf("%s\n", kIndex);
    }
    return 0;
}

int show_tables(const std::vector<std::string>& parts) {
    for (const MistakeTable& table : mistake_tables()) {
        if (is_wanted(table.path, parts)) std::printf("%s", show_mistakes(table).c_str());
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    bool updating = false;
    bool showing = false;
    std::vector<std::string> parts;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--update") == 0) {
            updating = true;
        } else if (std::strcmp(argv[i], "--show") == 0) {
            showing = true;
        } else if (argv[i][0] == '-') {
            std::fprintf(stderr, "usage: reeve_golden [--update | --show] [PART OF A NAME]...\n");
            return 2;
        } else {
            parts.emplace_back(argv[i]);
        }
    }
    if (showing) return show_tables(parts);
    return updating ? update_tests(parts) : run_tests(parts);
}
