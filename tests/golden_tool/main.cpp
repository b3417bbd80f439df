#include "tests/harness/case_check.h"
#include "tests/harness/error_page.h"
#include "tests/support/source_directory.h"

#include <cstdio>
#include <cstring>
#include <fstream>

// reeve_golden [--update] [PART OF A NAME]...
// Runs the data tests whose names or paths contain one of the parts, all without any. With --update
// it rewrites markers, `.exp` files and the index of messages instead; the difference is then for
// you to read.

namespace {

using namespace reeve::harness;

constexpr const char* kIndex = "docs/errors/README.md";

bool is_wanted(const Case& test, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
        if (test.name.find(part) != std::string::npos || test.root.find(part) != std::string::npos)
            return true;
    }
    return parts.empty();
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
    std::printf("%d of %d data tests failed\n", failed, count);
    return failed == 0 && count > 0 ? 0 : 1;
}

int update_tests(const std::vector<std::string>& parts) {
    for (const Case& test : corpus()) {
        if (!is_wanted(test, parts)) continue;
        for (const std::string& path : update(test)) std::printf("%s\n", path.c_str());
    }
    const std::string current = read_repository_file(kIndex);
    const std::string index = make_index(current);
    if (index != current) {
        std::ofstream(reeve::support::source_directory() / kIndex,
                      std::ios::binary | std::ios::trunc)
            << index;
        std::printf("%s\n", kIndex);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    bool updating = false;
    std::vector<std::string> parts;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--update") == 0) {
            updating = true;
        } else if (argv[i][0] == '-') {
            std::fprintf(stderr, "usage: reeve_golden [--update] [PART OF A NAME]...\n");
            return 2;
        } else {
            parts.emplace_back(argv[i]);
        }
    }
    return updating ? update_tests(parts) : run_tests(parts);
}
