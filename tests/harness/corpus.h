#pragma once

#include "compiler/driver/file_system.h"
#include "compiler/driver/phase.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

// The data tests: files below tests/ that say themselves what is expected of them.

namespace reeve::harness {

/// One program: a file `name.reeve`, or a folder `name.dir` with `main.reeve` and the files that it
/// uses.
struct Case {
    std::string name;                // "check/percent_and_number"
    std::string root;                // path from the repository's root
    std::vector<std::string> files;  // those that may hold markers, the root among them
    std::vector<std::pair<driver::Phase, std::string>> forms;  // `main.reeve.typed.exp`
};

/// All of tests/, examples/ and stdlib/, in the order of their names.
const std::vector<Case>& corpus();

/// Files are named from the repository's root, wherever the test runs.
class RepositoryFiles final : public driver::FileSystem {
public:
    [[nodiscard]] std::expected<std::string, std::string> read(const std::string& path,
                                                               std::size_t limit) const override;
    [[nodiscard]] std::vector<std::string> list(const std::string& directory) const override;
};

std::string read_repository_file(const std::string& path);
void write_repository_file(const std::string& path, const std::string& text);

/// A name as GoogleTest wants it: letters, digits and underscores.
std::string test_name(std::string_view name);

}  // namespace reeve::harness
