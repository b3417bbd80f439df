#pragma once

#include <cstdio>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::cli {

/// A file that is written beside its place and moved there when it is whole, so that nobody ever
/// finds half of one; a link keeps leading to the file that it names. Not kept, it leaves nothing
/// behind, nor does a process that is interrupted.
class OutputFile {
public:
    /// In the error case why it cannot be written, in words that end a sentence. No name: standard
    /// output, which is written as it comes.
    static std::expected<std::unique_ptr<OutputFile>, std::string> open(const std::string& path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// What goes wrong is said by `keep`.
    void write(std::string_view text);
    /// Moves the file to its place. Why it cannot be, where it cannot.
    std::optional<std::string> keep();

private:
    OutputFile() = default;
    void discard();

    std::FILE* file_ = nullptr;
    std::string draft_;  // empty: written in place
    std::string target_;
    std::optional<std::size_t> slot_;
    bool failed_ = false;
};

}  // namespace reeve::cli
