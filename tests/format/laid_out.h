#pragma once

#include "compiler/diagnostics/diagnostic.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the tests of the formatter ask about a text.

namespace reeve::format::testing {

/// The text in its layout; nothing where it has syntax errors.
std::optional<std::string> laid_out(std::string text);

/// The text after the edits that the formatter proposes for all of it, or for the bytes `begin` to
/// before `end`.
std::string edited(const std::string& text);
std::string edited(const std::string& text, std::uint32_t begin, std::uint32_t end);

/// What the parser made of the text, as an outline; nothing where it has syntax errors.
std::optional<std::string> outline(std::string text);

/// The tokens without the commas that may go, and the comments, each in order.
std::vector<std::string> words_of(std::string text);
std::vector<std::string> comments_of(std::string text);

/// Fails the running test where the layout of `text`, which has no syntax errors, breaks one of the
/// formatter's promises.
void expect_promises_kept(const std::string& text);

std::string read_file(const std::filesystem::path& path);

/// All rule files under a folder of the repository, sorted.
std::vector<std::filesystem::path> rule_files(const std::filesystem::path& folder);

}  // namespace reeve::format::testing
