#pragma once

#include <filesystem>
#include <string>
#include <vector>

// Runs the `reeve` command as a user would.

namespace reeve::cli_test {

/// The command that this build made.
std::string binary();

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

/// A directory of its own, removed at the end.
class Workplace {
public:
    Workplace();
    ~Workplace();
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    void put(const std::string& path, const std::string& text) const;
    [[nodiscard]] std::string get(const std::string& path) const;
    [[nodiscard]] std::filesystem::path path() const { return directory_; }
    /// In this directory, with that standard input.
    [[nodiscard]] Outcome run(const std::vector<std::string>& arguments,
                              const std::string& input = "") const;

private:
    std::filesystem::path directory_;
};

}  // namespace reeve::cli_test
