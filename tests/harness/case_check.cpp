#include "tests/harness/case_check.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/render.h"
#include "compiler/driver/session.h"
#include "tests/harness/fix_check.h"
#include "tests/harness/markers.h"

#include <algorithm>
#include <map>
#include <set>

namespace reeve::harness {

using diagnostics::Diagnostic;
using driver::Session;
using source::SourceSet;

namespace {

// The markers of all files of a case, paired with the messages of a run.
class Comparison {
public:
    Comparison(const Case& test, const Session& session) : session_(session) {
        for (const std::string& file : test.files) {
            MarkedFile& marked = files_.emplace_back();
            marked.path = file;
            marked.text = read_repository_file(file);
            marked.markers = read_markers(marked.text);
        }
        for (const Diagnostic& diagnostic : session.sink().diagnostics())
            pair(diagnostic, PlaceOf::Exact);
        for (const Diagnostic& diagnostic : session.sink().diagnostics())
            pair(diagnostic, PlaceOf::Anywhere);
    }

    [[nodiscard]] std::vector<std::string> failures() const {
        std::vector<std::string> result;
        for (const MarkedFile& file : files_) {
            for (const std::string& problem : file.markers.problems) {
                result.push_back(
                    fmt::format("{}: a marker that cannot be read: {}", file.path, problem));
            }
        }
        for (const Diagnostic& diagnostic : session_.sink().diagnostics()) {
            if (expected_.contains(&diagnostic)) continue;
            result.push_back("a message that no marker expects:\n" +
                             show(session_.sources(), diagnostic));
        }
        for (const MarkedFile& file : files_) {
            for (std::size_t i = 0; i < file.markers.markers.size(); ++i) {
                if (file.used.contains(i)) continue;
                const Marker& marker = file.markers.markers[i];
                result.push_back(fmt::format("{}:{}: expected but not reported: {}[RV{:04}]: {}",
                                             file.path, marker.marker_line,
                                             diagnostics::word_for(marker.severity), marker.number,
                                             marker.text));
            }
        }
        return result;
    }

    // New texts of the files whose markers are not right, by path.
    [[nodiscard]] std::map<std::string, std::string> rewritten() const {
        std::map<std::string, std::string> texts;
        for (const MarkedFile& file : files_) {
            std::vector<const Diagnostic*> add;
            for (const Diagnostic& diagnostic : session_.sink().diagnostics()) {
                if (!expected_.contains(&diagnostic) && home_of(diagnostic) == &file)
                    add.push_back(&diagnostic);
            }
            if (add.empty() && file.used.size() == file.markers.markers.size()) continue;
            const std::vector<std::size_t> keep(file.used.begin(), file.used.end());
            texts[file.path] =
                rewrite_markers(file.text, file.markers, keep, session_.sources(), add);
        }
        return texts;
    }

private:
    struct MarkedFile {
        std::string path;
        std::string text;
        Markers markers;
        std::set<std::size_t> used;
    };
    enum class PlaceOf { Exact, Anywhere };

    [[nodiscard]] bool lies_in(const Diagnostic& diagnostic, const MarkedFile& file) const {
        return diagnostic.span.valid() &&
               session_.sources().file(diagnostic.span.file).path() == file.path;
    }

    // The file in which the message is marked: its own, else the first.
    [[nodiscard]] const MarkedFile* home_of(const Diagnostic& diagnostic) const {
        const auto own = std::ranges::find_if(
            files_, [&](const MarkedFile& file) { return lies_in(diagnostic, file); });
        return own == files_.end() ? &files_.front() : &*own;
    }

    void pair(const Diagnostic& diagnostic, PlaceOf place) {
        if (expected_.contains(&diagnostic)) return;
        for (MarkedFile& file : files_) {
            if (place == PlaceOf::Exact && !lies_in(diagnostic, file)) continue;
            for (std::size_t i = 0; i < file.markers.markers.size(); ++i) {
                const Marker& marker = file.markers.markers[i];
                if (file.used.contains(i) || !is_about(marker, diagnostic)) continue;
                if (place == PlaceOf::Exact ? !is_at(marker, diagnostic) : marker.line != 0)
                    continue;
                file.used.insert(i);
                expected_.insert(&diagnostic);
                return;
            }
        }
    }

    [[nodiscard]] bool is_at(const Marker& marker, const Diagnostic& diagnostic) const {
        const Place place = place_of(session_.sources(), diagnostic.span);
        // The sign `#<` is two columns wide; a range of one at the edge is marked by it too.
        const bool at_edge =
            marker.begin == 1 && place.begin == 1 && marker.end == 3 && place.end <= 3;
        return marker.line == place.line && marker.begin == place.begin &&
               (marker.end == place.end || at_edge);
    }

    const Session& session_;
    std::vector<MarkedFile> files_;
    std::set<const Diagnostic*> expected_;
};

void run(const Case& test, Session& session) { session.check(std::vector{test.root}); }

std::string form_of(const Session& session, driver::Phase phase) {
    std::string out;
    for (const driver::CheckedProgram& program : session.programs())
        out += session.print(program, phase);
    return out;
}

std::string first_difference(std::string_view expected, std::string_view actual) {
    const auto [before, after] = std::ranges::mismatch(expected, actual);
    const auto line = 1 + std::count(expected.begin(), before, '\n');
    const auto line_at = [](std::string_view text, std::size_t at) {
        const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
        return std::string(text.substr(begin, text.find('\n', at) - begin));
    };
    return fmt::format("line {}:\n  expected: {}\n  printed:  {}", line,
                       line_at(expected, static_cast<std::size_t>(before - expected.begin())),
                       line_at(actual, static_cast<std::size_t>(after - actual.begin())));
}

}  // namespace

std::vector<std::string> check_markers(const Case& test) {
    const RepositoryFiles files;
    Session session(files);
    run(test, session);
    return Comparison(test, session).failures();
}

std::vector<std::string> check_forms(const Case& test) {
    const RepositoryFiles files;
    Session session(files);
    run(test, session);
    std::vector<std::string> failures;
    for (const auto& [phase, path] : test.forms) {
        const std::string expected = read_repository_file(path);
        const std::string actual = form_of(session, phase);
        if (actual == expected) continue;
        failures.push_back(fmt::format("{} differs from `--print={}` in {}", path, to_string(phase),
                                       first_difference(expected, actual)));
    }
    return failures;
}

std::vector<std::string> check_fixes(const Case& test) {
    const RepositoryFiles files;
    Session session(files);
    run(test, session);
    std::vector<std::string> failures;
    for (const Diagnostic& diagnostic : session.sink().diagnostics()) {
        if (diagnostic.fixes.empty()) continue;
        std::string failure = check_fix(test.root, files, session, diagnostic);
        if (!failure.empty()) failures.push_back(std::move(failure));
    }
    return failures;
}

std::vector<std::string> update(const Case& test) {
    const RepositoryFiles files;
    std::vector<std::string> changed;
    Session session(files);
    run(test, session);
    for (const auto& [path, text] : Comparison(test, session).rewritten()) {
        write_repository_file(path, text);
        changed.push_back(path);
    }
    // Markers move lines, so the forms are printed from what is written now.
    Session again(files);
    run(test, again);
    for (const auto& [phase, path] : test.forms) {
        const std::string form = form_of(again, phase);
        if (form == read_repository_file(path)) continue;
        write_repository_file(path, form);
        changed.push_back(path);
    }
    return changed;
}

std::string explain(const Case& test, const std::vector<std::string>& failures) {
    if (failures.empty()) return "";
    std::string out;
    for (const std::string& failure : failures) out += failure + "\n";
    out += fmt::format("to see it:    build/dev/bin/reeve check {}\n", test.root);
    out += fmt::format("to accept it: build/dev/bin/reeve_golden --update {}\n", test.name);
    return out;
}

}  // namespace reeve::harness
