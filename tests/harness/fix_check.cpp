#include "tests/harness/fix_check.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/fix.h"
#include "compiler/diagnostics/render.h"

#include <map>
#include <optional>

namespace reeve::harness {

using diagnostics::Diagnostic;
using driver::Session;
using source::SourceSet;

namespace {

// Where a place of the text is found after the edits; nothing where an edit replaced it.
std::uint32_t moved(std::uint32_t offset, source::FileId file,
                    const std::vector<diagnostics::Edit>& edits) {
    std::int64_t result = offset;
    for (const diagnostics::Edit& edit : edits) {
        if (edit.span.file != file || edit.span.end > offset || (edit.span.begin == offset))
            continue;
        result += static_cast<std::int64_t>(edit.text.size()) - (edit.span.end - edit.span.begin);
    }
    return static_cast<std::uint32_t>(result);
}

using ErrorCounts = std::map<std::pair<std::string, std::string>, int>;

ErrorCounts count_errors(const Session& session) {
    ErrorCounts counts;
    for (const Diagnostic& diagnostic : session.sink().diagnostics()) {
        if (diagnostic.severity == diagnostics::Severity::Error) {
            ++counts[{diagnostics::code_of(*diagnostic.kind), diagnostic.message}];
        }
    }
    return counts;
}

class FixCheck {
public:
    FixCheck(const std::string& root, const driver::FileSystem& below, const Session& before,
             const Diagnostic& diagnostic)
        : root_(root),
          below_(below),
          before_(before),
          diagnostic_(diagnostic),
          edits_(diagnostic.fixes.front().edits) {}

    [[nodiscard]] std::string failure() const {
        driver::MemoryFileSystem files(&below_);
        for (const auto& [file, text] : new_texts()) {
            if (!text) return complain("its edits overlap or lie outside the file");
            files.put(before_.sources().file(file).path(), *text);
        }
        Session after(files);
        after.check(std::vector{root_});
        for (const Diagnostic& other : after.sink().diagnostics()) {
            if (is_same_place(after.sources(), other))
                return complain("the message is still there");
        }
        const ErrorCounts old_errors = count_errors(before_);
        for (const Diagnostic& other : after.sink().diagnostics()) {
            if (is_new(other, old_errors, count_errors(after))) {
                return complain("there is a new error:\n" + show(after.sources(), other));
            }
        }
        return "";
    }

private:
    [[nodiscard]] std::map<source::FileId, std::optional<std::string>> new_texts() const {
        std::map<source::FileId, std::vector<diagnostics::Edit>> by_file;
        for (const diagnostics::Edit& edit : edits_) by_file[edit.span.file].push_back(edit);
        std::map<source::FileId, std::optional<std::string>> texts;
        for (const auto& [file, edits] : by_file) {
            texts[file] = diagnostics::apply_edits(before_.sources().file(file).text(), edits);
        }
        return texts;
    }

    [[nodiscard]] bool is_same_place(const SourceSet& sources, const Diagnostic& other) const {
        if (other.kind != diagnostic_.kind || !other.span.valid() || !diagnostic_.span.valid())
            return false;
        const std::string& path = before_.sources().file(diagnostic_.span.file).path();
        return sources.file(other.span.file).path() == path &&
               other.span.begin == moved(diagnostic_.span.begin, diagnostic_.span.file, edits_);
    }

    static bool is_new(const Diagnostic& other, const ErrorCounts& old_errors,
                       const ErrorCounts& new_errors) {
        if (other.severity != diagnostics::Severity::Error) return false;
        const std::pair key{diagnostics::code_of(*other.kind), other.message};
        const auto found = old_errors.find(key);
        return found == old_errors.end() || new_errors.at(key) > found->second;
    }

    [[nodiscard]] std::string complain(const std::string& what) const {
        return fmt::format("after the fix \"{}\" {}\nof the message\n{}",
                           diagnostic_.fixes.front().title, what,
                           show(before_.sources(), diagnostic_));
    }

    const std::string& root_;
    const driver::FileSystem& below_;
    const Session& before_;
    const Diagnostic& diagnostic_;
    const std::vector<diagnostics::Edit>& edits_;
};

}  // namespace

std::string show(const SourceSet& sources, const Diagnostic& diagnostic) {
    std::string out;
    diagnostics::render_text(sources, std::span(&diagnostic, 1), {}, out);
    return out;
}

std::string check_fix(const std::string& root, const driver::FileSystem& files,
                      const Session& before, const Diagnostic& diagnostic) {
    return FixCheck(root, files, before, diagnostic).failure();
}

}  // namespace reeve::harness
