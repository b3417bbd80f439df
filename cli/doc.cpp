#include "cli/commands.h"

#include "compiler/diagnostics/render.h"
#include "compiler/diagnostics/styled_text.h"
#include "compiler/doc/book.h"
#include "compiler/driver/session.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace reeve::cli {

namespace {

namespace fs = std::filesystem;

// Names the pages of a book, so that the next one can take its place and leaves alone what is not
// its own.
constexpr std::string_view kManifest = ".reeve-book";
constexpr std::string_view kStaging = ".reeve-book.new";

std::vector<std::string> read_manifest(const fs::path& directory) {
    std::ifstream file(directory / kManifest);
    std::vector<std::string> pages;
    for (std::string line; std::getline(file, line);) {
        // Whoever edits the list must not make us remove something elsewhere.
        const bool plain =
            !line.empty() && line.front() != '.' && line.find_first_of("/\\") == std::string::npos;
        if (plain) pages.push_back(line);
    }
    return pages;
}

std::optional<std::string> write_file(const fs::path& path, const std::string& content) {
    std::ofstream file(path, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (file) return std::nullopt;
    return fmt::format("cannot write {}", path.string());
}

/// Writes a book into a directory: first beside what is there, then each page into its place.
class Shelf {
public:
    Shelf(fs::path directory, const doc::Book& book)
        : directory_(std::move(directory)), book_(book) {}

    /// What went wrong, if anything.
    std::optional<std::string> put() {
        const std::vector<std::string> former = read_manifest(directory_);
        std::error_code error;
        fs::create_directories(directory_ / kStaging, error);
        if (error) return complain("create", directory_ / kStaging, error);
        if (auto problem = stage()) {
            fs::remove_all(directory_ / kStaging, error);
            return problem;
        }
        // From here on only names change.
        for (const doc::Page& page : book_.pages) {
            fs::rename(directory_ / kStaging / page.path, directory_ / page.path, error);
            if (error) return complain("replace", directory_ / page.path, error);
        }
        fs::rename(directory_ / kStaging / kManifest, directory_ / kManifest, error);
        if (error) return complain("replace", directory_ / kManifest, error);
        for (const std::string& path : former) {
            if (!has(path)) fs::remove(directory_ / path, error);
        }
        fs::remove_all(directory_ / kStaging, error);
        return std::nullopt;
    }

private:
    static std::string complain(std::string_view what, const fs::path& path,
                                const std::error_code& error) {
        return fmt::format("cannot {} {}: {}", what, path.string(), error.message());
    }

    std::optional<std::string> stage() {
        std::string manifest;
        for (const doc::Page& page : book_.pages) {
            manifest += page.path + "\n";
            if (auto problem = write_file(directory_ / kStaging / page.path, page.content))
                return problem;
        }
        return write_file(directory_ / kStaging / kManifest, manifest);
    }

    [[nodiscard]] bool has(const std::string& path) const {
        for (const doc::Page& page : book_.pages) {
            if (page.path == path) return true;
        }
        return false;
    }

    fs::path directory_;
    const doc::Book& book_;
};

int refuse(const std::string& text) {
    write(stderr, fmt::format("reeve doc: {}\n", text));
    return kWrongUse;
}

/// Why the directory must not be written to, if so.
std::optional<std::string> unfit(const DocOptions& options) {
    std::error_code error;
    const fs::path directory = options.out;
    if (!fs::exists(directory, error)) return std::nullopt;
    if (!fs::is_directory(directory, error))
        return fmt::format("{} is not a directory", options.out);
    const bool book = fs::exists(directory / kManifest, error);
    const bool empty = fs::is_empty(directory, error);
    if (error) return fmt::format("cannot look into {}: {}", options.out, error.message());
    if (book || empty || options.force) return std::nullopt;
    return fmt::format(
        "{} holds other things than a book; name another directory, or add --force to write "
        "between them",
        options.out);
}

std::string render(const driver::Session& session, const DocOptions& options) {
    const auto& diagnostics = session.sink().diagnostics();
    std::string out;
    const bool color = use_color(options.color, stdout);
    diagnostics::render_text(session.sources(), diagnostics, {color, terminal_width(stdout)}, out);
    diagnostics::StyledText text(out, color);
    text.end_line().write(diagnostics::Style::Strong,
                          diagnostics::summary(diagnostics::count(diagnostics)));
    text.end_line();
    return out;
}

}  // namespace

int doc(const DocOptions& options) {
    if (const auto problem = unfit(options)) return refuse(*problem);
    const driver::DiskFileSystem files;
    driver::Session session(files);
    const std::vector<std::string> paths{options.file};
    session.check(paths);
    if (!session.all_readable() || session.sink().has_errors()) {
        write(stdout, render(session, options));
        return session.all_readable() ? kFindings : kWrongUse;
    }
    const driver::CheckedProgram& program = session.programs().front();
    const doc::Book book = doc::build(
        {program.typed, program.symbols, program.modules, session.sources(), options.date});
    if (const auto problem = Shelf(options.out, book).put()) return refuse(*problem);
    write(stdout, fmt::format("{} pages written; begin with {}\n", book.pages.size(),
                              (fs::path(options.out) / "index.html").string()));
    return kFine;
}

}  // namespace reeve::cli
