#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/fix_excerpt.h"
#include "compiler/diagnostics/render.h"
#include "compiler/diagnostics/styled_text.h"

#include "base/text.h"

#include <algorithm>
#include <set>

namespace reeve::diagnostics {

namespace {

using source::FileId;
using source::SourceSet;

Style style_of(Severity severity) {
    switch (severity) {
        case Severity::Error: return Style::Error;
        case Severity::Warning: return Style::Warning;
        case Severity::Note: return Style::Note;
    }
    return Style::Plain;
}

struct FileMarks {
    FileId file;
    std::vector<Mark> marks;
};

std::vector<Mark>& marks_of(FileId file, std::vector<FileMarks>& files) {
    const auto found = std::ranges::find(files, file, &FileMarks::file);
    if (found != files.end()) return found->marks;
    return files.emplace_back(FileMarks{file, {}}).marks;
}

// The file of the message first, then the others as the labels name them.
std::vector<FileMarks> collect_marks(const Diagnostic& diagnostic) {
    std::vector<FileMarks> files;
    if (diagnostic.span.valid())
        marks_of(diagnostic.span.file, files).push_back({diagnostic.span, "", true});
    for (const Label& label : diagnostic.labels) {
        std::vector<Mark>& marks = marks_of(label.span.file, files);
        const bool about_the_place = label.span == diagnostic.span && marks.front().text.empty();
        if (about_the_place) {
            marks.front().text = visible_text(label.text);
        } else {
            marks.push_back({label.span, visible_text(label.text), false});
        }
    }
    return files;
}

// Writes one message.
class TextMessage {
public:
    TextMessage(const SourceSet& sources, const Diagnostic& diagnostic, const TextOptions& options,
                StyledText& out)
        : sources_(sources),
          diagnostic_(diagnostic),
          options_(options),
          out_(out),
          files_(collect_marks(diagnostic)),
          number_width_(find_number_width()) {}

    void write() {
        write_title();
        write_excerpts();
        const bool more =
            !diagnostic_.helps.empty() || !diagnostic_.notes.empty() || !diagnostic_.fixes.empty();
        if (more && !files_.empty()) write_margin();
        for (const std::string& help : diagnostic_.helps) {
            if (!is_title_of_fix(help)) write_hint("help", Style::Help, help);
        }
        for (const std::string& note : diagnostic_.notes) write_hint("note", Style::Strong, note);
        for (const Fix& fix : diagnostic_.fixes) write_fix(fix);
    }

private:
    [[nodiscard]] std::size_t find_number_width() const {
        std::uint32_t last = 1;
        for (const FileMarks& file : files_)
            last = std::max(last, last_line(sources_.file(file.file), file.marks));
        for (const Fix& fix : diagnostic_.fixes) {
            for (const Edit& edit : fix.edits) last = std::max(last, sources_.end(edit.span).line);
        }
        return std::to_string(last).size();
    }

    void write_title() {
        if (diagnostic_.span.valid()) {
            const source::Position place = sources_.begin(diagnostic_.span);
            const std::string& path = sources_.file(diagnostic_.span.file).path();
            out_.write(Style::Strong,
                       fmt::format("{}:{}:{}:", visible_text(path), place.line, place.column))
                .write(" ");
        }
        out_.write(
            style_of(diagnostic_.severity),
            fmt::format("{}[{}]:", word_for(diagnostic_.severity), code_of(*diagnostic_.kind)));
        out_.write(" ").write_prose(Style::Strong, visible_text(diagnostic_.message)).end_line();
    }

    void write_excerpts() {
        const ExcerptOptions options{style_of(diagnostic_.severity), number_width_, options_.width};
        bool first = diagnostic_.span.valid();
        for (const FileMarks& file : files_) {
            if (!first) write_other_file(file);
            first = false;
            write_excerpt(sources_.file(file.file), file.marks, options, out_);
        }
    }

    void write_other_file(const FileMarks& file) {
        const source::Position place = sources_.begin(file.marks.front().span);
        write_margin();
        out_.blanks(number_width_).write(Style::Margin, ":::").write(" ");
        out_.write(fmt::format("{}:{}:{}", visible_text(sources_.file(file.file).path()),
                               place.line, place.column));
        out_.end_line();
    }

    void write_margin() { out_.blanks(number_width_ + 1).write(Style::Margin, "|").end_line(); }

    void write_hint(std::string_view word, Style style, std::string_view text) {
        const std::size_t indentation = number_width_ + 5 + word.size();
        const std::size_t width =
            options_.width > indentation + 30 ? options_.width - indentation : 30;
        out_.blanks(number_width_ + 1).write(Style::Margin, "=").write(" ");
        out_.write(style, fmt::format("{}:", word)).write(" ");
        bool first = true;
        for (const std::string& line : wrap_text(visible_text(text), width)) {
            if (!first) out_.blanks(indentation);
            first = false;
            out_.write_prose(Style::Plain, line).end_line();
        }
    }

    // A help that says the same as a fix is told once, with the fix.
    [[nodiscard]] bool is_title_of_fix(std::string_view help) const {
        return std::ranges::find(diagnostic_.fixes, help, &Fix::title) != diagnostic_.fixes.end();
    }

    void write_fix(const Fix& fix) {
        write_hint("fix", Style::Help, fix.title);
        std::vector<std::pair<FileId, std::vector<Edit>>> files;
        for (const Edit& edit : fix.edits) {
            auto found = std::ranges::find(files, edit.span.file,
                                           &std::pair<FileId, std::vector<Edit>>::first);
            if (found == files.end()) found = files.insert(files.end(), {edit.span.file, {}});
            found->second.push_back(edit);
        }
        for (const auto& [file, edits] : files) {
            if (file != diagnostic_.span.file) {
                out_.blanks(number_width_).write(Style::Margin, ":::").write(" ");
                out_.write(visible_text(sources_.file(file).path())).end_line();
            }
            write_fix_excerpt(sources_.file(file), edits,
                              {number_width_, options_.width, line_in_sight(file)}, out_);
        }
    }

    [[nodiscard]] std::uint32_t line_in_sight(FileId file) const {
        return file == diagnostic_.span.file ? sources_.begin(diagnostic_.span).line : 0;
    }

    const SourceSet& sources_;
    const Diagnostic& diagnostic_;
    const TextOptions& options_;
    StyledText& out_;
    std::vector<FileMarks> files_;
    std::size_t number_width_;
};

std::string counted(std::size_t count, std::string_view word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace

std::string_view word_for(Severity severity) {
    switch (severity) {
        case Severity::Error: return "error";
        case Severity::Warning: return "warning";
        case Severity::Note: return "note";
    }
    return "";
}

Counts count(std::span<const Diagnostic> diagnostics) {
    Counts counts;
    std::set<FileId> files;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::Error) ++counts.errors;
        if (diagnostic.severity == Severity::Warning) ++counts.warnings;
        if (diagnostic.severity == Severity::Note) ++counts.notes;
        if (diagnostic.span.valid()) files.insert(diagnostic.span.file);
    }
    counts.files = files.size();
    return counts;
}

std::string summary(const Counts& counts) {
    std::vector<std::string> parts;
    if (counts.errors > 0) parts.push_back(counted(counts.errors, "error"));
    if (counts.warnings > 0) parts.push_back(counted(counts.warnings, "warning"));
    if (counts.notes > 0) parts.push_back(counted(counts.notes, "note"));
    if (parts.empty()) return "";
    const std::string found = join_words(parts, "and");
    return counts.files == 0 ? found
                             : fmt::format("{} in {}", found, counted(counts.files, "file"));
}

void render_text(const SourceSet& sources, std::span<const Diagnostic> diagnostics,
                 const TextOptions& options, std::string& out) {
    StyledText text(out, options.color);
    bool first = true;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (!first) text.end_line();
        first = false;
        TextMessage(sources, diagnostic, options, text).write();
    }
}

}  // namespace reeve::diagnostics
