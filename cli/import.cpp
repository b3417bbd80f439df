#include "cli/import.h"

#include "cli/commands.h"
#include "cli/output_file.h"
#include "compiler/records/byte_source.h"
#include "planning/eventlog/output.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

namespace reeve::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWriteBytes = 64 * 1024;
constexpr std::size_t kMappingBytesMax = 1024 * 1024;

int wrong_use(const std::string& text) {
    write(stderr, fmt::format("reeve import: {}\n", text));
    return kWrongUse;
}

std::expected<std::string, std::string> read_text(const std::string& path) {
    auto source = records::FileSource::open(path);
    if (!source)
        return std::unexpected(fmt::format("`{}` cannot be read: {}", path, source.error()));
    std::string text;
    for (char room[4096];;) {
        const auto count = (*source)->read(room);
        if (!count)
            return std::unexpected(fmt::format("`{}` cannot be read: {}", path, count.error()));
        if (*count == 0) return text;
        text.append(room, *count);
        if (text.size() > kMappingBytesMax)
            return std::unexpected(fmt::format("`{}` is too long for a mapping", path));
    }
}

std::expected<bool, std::string> is_xes(const ImportOptions& options) {
    if (!options.format.empty()) return options.format == "xes";
    if (options.log.ends_with(".xes") || options.log.ends_with(".xes.gz")) return true;
    if (options.log.ends_with(".csv") || options.log.ends_with(".tsv")) return false;
    return std::unexpected(fmt::format(
        "`{}` ends neither in .csv nor in .xes; `--format` says what it is", options.log));
}

/// In the error case what to say, and the exit code.
struct Failure {
    std::string text;
    int code;
};
std::expected<eventlog::Mapping, Failure> find_mapping(const ImportOptions& options, bool xes) {
    const eventlog::Mapping defaults = xes ? eventlog::Mapping::of_xes() : eventlog::Mapping{};
    if (options.mapping.empty()) {
        if (xes) return defaults;
        return std::unexpected(
            Failure{"reeve import: a CSV log needs a mapping, which says what its columns mean: "
                    "`--mapping FILE`, see docs/import.md\n",
                    kWrongUse});
    }
    const auto text = read_text(options.mapping);
    if (!text)
        return std::unexpected(Failure{fmt::format("reeve import: {}\n", text.error()), kWrongUse});
    auto mapping = eventlog::read_mapping(*text, options.mapping, defaults);
    if (!mapping) return std::unexpected(Failure{mapping.error() + "\n", kFindings});
    return std::move(*mapping);
}

/// A line for each of them; nothing where no file was named.
template <class List, class Append>
std::optional<std::string> write_lines(const std::string& path, const List& list,
                                       const Append& append) {
    if (path.empty()) return std::nullopt;
    auto file = OutputFile::open(path);
    if (!file) return fmt::format("`{}` cannot be written: {}", path, file.error());
    std::string out;
    for (const auto& each : list) {
        append(each, out);
        if (out.size() < kWriteBytes) continue;
        (*file)->write(out);
        out.clear();
    }
    (*file)->write(out);
    if (const auto reason = (*file)->keep())
        return fmt::format("`{}` cannot be written: {}", path, *reason);
    return std::nullopt;
}

std::optional<std::string> overwritten(const ImportOptions& options) {
    std::error_code error;
    const auto same = [&](const std::string& a, const std::string& b) {
        return !a.empty() && !b.empty() && (a == b || fs::equivalent(a, b, error));
    };
    for (const std::string& out : {options.items, options.roster})
        if (same(out, options.log) || same(out, options.mapping))
            return fmt::format("`{}` would be overwritten", out);
    if (same(options.items, options.roster))
        return fmt::format("`{}` cannot hold both items and roster", options.items);
    return std::nullopt;
}

}  // namespace

int import_log(const ImportOptions& options) {
    const auto xes = is_xes(options);
    if (!xes) return wrong_use(xes.error());
    if (const auto wrong = overwritten(options)) return wrong_use(*wrong);
    const auto mapping = find_mapping(options, *xes);
    if (!mapping) {
        write(stderr, mapping.error().text);
        return mapping.error().code;
    }
    auto source = records::FileSource::open(options.log);
    if (!source)
        return wrong_use(fmt::format("`{}` cannot be read: {}", options.log, source.error()));
    const std::string file = options.log == "-" ? "standard input" : options.log;
    auto log = *xes ? eventlog::read_xes_log(**source, file, *mapping)
                    : eventlog::read_csv_log(**source, file, *mapping);
    if (!log) {
        write(stderr, log.error() + "\n");
        return kFindings;
    }
    const eventlog::History history = eventlog::understand(*log, *mapping);
    const auto item = [&](const eventlog::Item& each, std::string& out) {
        eventlog::append_item(*log, *mapping, each, out);
    };
    const auto agent = [&](const eventlog::Agent& each, std::string& out) {
        eventlog::append_agent(*log, *mapping, each, out);
    };
    if (const auto wrong = write_lines(options.items, history.items, item))
        return wrong_use(*wrong);
    if (const auto wrong = write_lines(options.roster, history.agents, agent))
        return wrong_use(*wrong);
    write(stdout, eventlog::summarize(*log, *mapping, history, file));
    return eventlog::has_losses(*log) ? kFindings : kFine;
}

}  // namespace reeve::cli
