#include "cli/commands.h"
#include "cli/diff.h"

#include "compiler/diagnostics/render.h"
#include "compiler/driver/file_system.h"
#include "compiler/driver/formatting.h"
#include "compiler/driver/source_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

namespace reeve::cli {

namespace {

namespace fs = std::filesystem;

std::string read_standard_input() {
    std::string text;
    char buffer[64 * 1024];
    while (text.size() <= driver::kSourceSizeMax) {
        const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin);
        if (count == 0) break;
        text.append(buffer, count);
    }
    return text;
}

// Through a second file, so that nobody ever finds half of one; a link keeps leading to the file
// that it names.
std::optional<std::string> replace_file(const std::string& path, const std::string& text) {
    std::error_code error;
    const fs::path target = fs::canonical(path, error);
    if (error) return error.message();
    const fs::path draft = target.string() + ".reeve-fmt";
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) {
        fs::remove(draft, error);
        return "it cannot be written";
    }
    fs::permissions(draft, fs::status(target, error).permissions(), error);
    fs::rename(draft, target, error);
    if (!error) return std::nullopt;
    const std::string reason = error.message();
    fs::remove(draft, error);
    return reason;
}

void write_messages(const driver::Formatted& formatted, const FmtOptions& options) {
    std::string out;
    diagnostics::render_text(formatted.sources, formatted.sink.diagnostics(),
                             {use_color(options.color, stderr), terminal_width(stderr)}, out);
    write(stderr, out);
}

int report_difference(const std::string& path, const std::string& before, const std::string& after,
                      const FmtOptions& options) {
    const DiffOptions diff{.color = use_color(options.color, stdout)};
    write(stdout, fmt::format("{} would change:\n{}", path, show_diff(before, after, diff)));
    return kFindings;
}

int format_standard_input(const FmtOptions& options) {
    const std::string before = read_standard_input();
    const driver::Formatted formatted = driver::format_text(options.stdin_name, before);
    if (!formatted.text) {
        write_messages(formatted, options);
        return kFindings;
    }
    if (!options.check) {
        write(stdout, *formatted.text);
        return kFine;
    }
    if (*formatted.text == before) return kFine;
    return report_difference(options.stdin_name, before, *formatted.text, options);
}

int format_file(const std::string& path, const FmtOptions& options) {
    const auto before = driver::DiskFileSystem().read(path, driver::kSourceSizeMax);
    if (!before) {
        write(stderr, fmt::format("reeve fmt: `{}` cannot be read: {}\n", path, before.error()));
        return kWrongUse;
    }
    const driver::Formatted formatted = driver::format_text(path, *before);
    if (!formatted.text) {
        write_messages(formatted, options);
        return kFindings;
    }
    if (*formatted.text == *before) return kFine;
    if (options.check) return report_difference(path, *before, *formatted.text, options);
    if (const auto reason = replace_file(path, *formatted.text)) {
        write(stderr, fmt::format("reeve fmt: `{}` cannot be written: {}\n", path, *reason));
        return kWrongUse;
    }
    return kFine;
}

}  // namespace

int format(const FmtOptions& options) {
    if (options.files.empty()) return format_standard_input(options);
    int code = kFine;
    for (const std::string& path : options.files) {
        code = std::max(code,
                        path == "-" ? format_standard_input(options) : format_file(path, options));
    }
    return code;
}

}  // namespace reeve::cli
