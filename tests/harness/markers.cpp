#include "tests/harness/markers.h"

#include "base/text.h"
#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/render.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace reeve::harness {

using diagnostics::Diagnostic;
using diagnostics::Severity;

namespace {

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

// Reads one line from left to right; columns are code points, and all but texts is ASCII.
class MarkerReader {
public:
    explicit MarkerReader(std::string_view line) : line_(line) {}

    // Nothing where the line is no marker; a problem where it means to be one.
    std::optional<Marker> read(std::string& problem) {
        skip_blanks();
        if (!take('#')) return std::nullopt;
        const std::uint32_t sign_column = column();
        Marker marker;
        const bool anywhere = take('!');
        const bool from_sign = !anywhere && take('<');
        if (!anywhere && !from_sign) skip_blanks();
        marker.begin = from_sign ? sign_column - 1 : column();
        while (take('^')) {
        }
        marker.end = column();
        if (!anywhere && marker.end == marker.begin) return std::nullopt;
        skip_blanks();
        if (!read_severity(marker)) return std::nullopt;
        if (!read_code(marker)) {
            problem = "after the severity comes a number in brackets, as in `error[RV3004]: text`";
            return std::nullopt;
        }
        if (anywhere) marker.begin = marker.end = 0;
        return marker;
    }

private:
    [[nodiscard]] std::uint32_t column() const { return static_cast<std::uint32_t>(at_ + 1); }
    bool take(char c) {
        if (at_ >= line_.size() || line_[at_] != c) return false;
        ++at_;
        return true;
    }
    void skip_blanks() {
        while (take(' ')) {
        }
    }

    bool read_severity(Marker& marker) {
        for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
            const std::string_view word = diagnostics::word_for(severity);
            if (!line_.substr(at_).starts_with(word)) continue;
            at_ += word.size();
            marker.severity = severity;
            return true;
        }
        return false;
    }

    bool read_code(Marker& marker) {
        if (!take('[')) return false;
        const std::size_t close = line_.find(']', at_);
        if (close == std::string_view::npos) return false;
        const auto number = diagnostics::parse_code(line_.substr(at_, close - at_));
        if (!number) return false;
        marker.number = *number;
        at_ = close + 1;
        if (at_ == line_.size()) return true;
        if (!take(':')) return false;
        skip_blanks();
        marker.text = line_.substr(at_);
        return true;
    }

    std::string_view line_;
    std::size_t at_ = 0;
};

std::string write_marker(const source::SourceSet& sources, const Diagnostic& diagnostic,
                         bool in_this_file) {
    const std::string rest =
        fmt::format("{}[{}]: {}", diagnostics::word_for(diagnostic.severity),
                    diagnostics::code_of(*diagnostic.kind), diagnostic.message);
    if (!in_this_file) return "#! " + rest;
    const Place place = place_of(sources, diagnostic.span);
    const std::string carets(place.end - place.begin, '^');
    if (place.begin > 1) return "#" + std::string(place.begin - 2, ' ') + carets + " " + rest;
    // Under the first column stands the sign of the comment itself.
    return "#<" + std::string(carets.size() > 2 ? carets.size() - 2 : 0, '^') + " " + rest;
}

}  // namespace

Markers read_markers(std::string_view text) {
    Markers result;
    std::uint32_t number = 0;
    std::uint32_t marked_line = 0;
    for (const std::string_view line : split_lines(text)) {
        ++number;
        std::string problem;
        std::optional<Marker> marker = MarkerReader(line).read(problem);
        if (!problem.empty())
            result.problems.push_back(fmt::format("line {}: {}", number, problem));
        if (!marker) {
            marked_line = number;
            continue;
        }
        marker->marker_line = number;
        marker->line = marker->begin == 0 ? 0 : marked_line;
        result.markers.push_back(*std::move(marker));
    }
    return result;
}

Place place_of(const source::SourceSet& sources, source::Span span) {
    const source::Position begin = sources.begin(span);
    const source::Position end = sources.end(span);
    Place place{begin.line, begin.column, end.column};
    if (end.line > begin.line) {
        place.end = 1 + static_cast<std::uint32_t>(
                            count_code_points(sources.file(span.file).line(begin.line)));
    }
    place.end = std::max(place.end, place.begin + 1);
    return place;
}

bool is_about(const Marker& marker, const Diagnostic& diagnostic) {
    if (marker.number != diagnostic.kind->number || marker.severity != diagnostic.severity)
        return false;
    const auto contains = [&](const std::string& text) {
        return text.find(marker.text) != std::string::npos;
    };
    return contains(diagnostic.message) || std::ranges::any_of(diagnostic.helps, contains) ||
           std::ranges::any_of(diagnostic.notes, contains);
}

std::string rewrite_markers(std::string_view text, const Markers& markers,
                            const std::vector<std::size_t>& keep, const source::SourceSet& sources,
                            const std::vector<const Diagnostic*>& add) {
    std::set<std::uint32_t> dropped;
    for (std::size_t i = 0; i < markers.markers.size(); ++i) {
        if (std::ranges::find(keep, i) == keep.end())
            dropped.insert(markers.markers[i].marker_line);
    }
    // New markers come before those that stay, by line; messages without a place here come last in
    // the file.
    std::map<std::uint32_t, std::vector<std::string>> added;
    const std::vector<std::string_view> lines = split_lines(text);
    const auto line_count = static_cast<std::uint32_t>(lines.size());
    for (const Diagnostic* diagnostic : add) {
        const bool here =
            diagnostic->span.valid() && sources.file(diagnostic->span.file).text() == text;
        const std::uint32_t line = here ? place_of(sources, diagnostic->span).line : line_count + 1;
        const bool shown = here && line <= line_count && !lines[line - 1].empty();
        added[shown ? line : line_count].push_back(write_marker(sources, *diagnostic, shown));
    }
    std::string out;
    for (std::uint32_t line = 1; line <= line_count; ++line) {
        if (!dropped.contains(line)) out += fmt::format("{}\n", lines[line - 1]);
        for (const std::string& marker : added[line]) out += marker + "\n";
    }
    return out;
}

}  // namespace reeve::harness
