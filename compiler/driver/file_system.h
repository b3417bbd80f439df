#pragma once

#include <cstddef>
#include <expected>
#include <map>
#include <string>
#include <vector>

// Where the texts of a program come from. All reading of files in the compiler goes through here.

namespace reeve::driver {

class FileSystem {
public:
    virtual ~FileSystem() = default;
    /// At most `limit + 1` bytes, so that the caller can tell that a file is too large; in the
    /// error case why it cannot be read, in words that end a sentence.
    [[nodiscard]] virtual std::expected<std::string, std::string> read(const std::string& path,
                                                                       std::size_t limit) const = 0;
    /// Names of the files in a directory in alphabetical order; empty where there is no such
    /// directory.
    [[nodiscard]] virtual std::vector<std::string> list(const std::string& directory) const = 0;
    /// The rule files in a directory and those below it, in order; at most 10,000. Hidden
    /// directories and those of tools (`build`, `node_modules`) are left out.
    [[nodiscard]] virtual std::vector<std::string> find_rule_files(
        const std::string& /*directory*/) const {
        return {};
    }
};

/// The files of the computer.
class DiskFileSystem final : public FileSystem {
public:
    [[nodiscard]] std::expected<std::string, std::string> read(const std::string& path,
                                                               std::size_t limit) const override;
    [[nodiscard]] std::vector<std::string> list(const std::string& directory) const override;
    [[nodiscard]] std::vector<std::string> find_rule_files(
        const std::string& directory) const override;
};

/// Texts held in memory, for tests and for editors, over another file system if there is one.
class MemoryFileSystem final : public FileSystem {
public:
    explicit MemoryFileSystem(const FileSystem* below = nullptr) : below_(below) {}

    void put(const std::string& path, std::string text);

    [[nodiscard]] std::expected<std::string, std::string> read(const std::string& path,
                                                               std::size_t limit) const override;
    [[nodiscard]] std::vector<std::string> list(const std::string& directory) const override;

private:
    const FileSystem* below_;
    std::map<std::string, std::string> files_;
};

/// The same for two ways to write one place: absolute, without `.` and `..`.
std::string identity_of(const std::string& path);

/// The place that a file names by `target`: relative to the directory in which `from` lies.
std::string relative_to(const std::string& from, const std::string& target);

}  // namespace reeve::driver
