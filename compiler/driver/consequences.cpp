#include "compiler/driver/consequences.h"

#include "compiler/diagnostics/catalog.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace reeve::driver {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Severity;
namespace messages = diagnostics::messages;

bool is_one_of(const Diagnostic& found, std::initializer_list<const diagnostics::Kind*> kinds) {
    return std::ranges::any_of(
        kinds, [&](const auto* kind) { return found.kind->number == kind->number; });
}

std::size_t word_length(std::string_view text) {
    const auto in_word = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    };
    return static_cast<std::size_t>(std::ranges::find_if_not(text, in_word) - text.begin());
}

// What is said about a declaration as a whole; with a line of it, or a line that it leans on, not
// understood, it says nothing.
bool is_about_the_whole(const Diagnostic& found) {
    return is_one_of(found,
                     {&messages::otherwise_missing::kind, &messages::term_never_counts::kind,
                      &messages::calendar_without_time_zone::kind, &messages::no_time_zone::kind,
                      &messages::change_of_unknown::kind, &messages::table_column_count::kind,
                      &messages::table_cell_count::kind, &messages::argument_count::kind});
}

class Consequences {
public:
    Consequences(const diagnostics::DiagnosticSink& before,
                 const diagnostics::DiagnosticSink& found, const source::SourceSet& sources)
        : sources_(sources) {
        for (const Diagnostic& diagnostic : before.diagnostics()) note_text(diagnostic);
        for (const Diagnostic& diagnostic : found.diagnostics()) {
            if (!is_one_of(diagnostic, {&messages::unknown_name::kind})) continue;
            type_unknown_ = type_unknown_ || diagnostic.message.starts_with("there is no type");
            calendar_unknown_ =
                calendar_unknown_ || diagnostic.message.starts_with("there is no calendar");
        }
    }

    [[nodiscard]] bool holds_back(const Diagnostic& found) const {
        if (is_one_of(found, {&messages::term_never_counts::kind}) && type_unknown_ &&
            sources_.text(found.span).find('(') != std::string_view::npos)
            return true;
        if (is_one_of(found, {&messages::unit_needs_calendar::kind}) && calendar_unknown_)
            return true;
        if (file_missing_ && is_unknown_name(found)) return true;
        if (lines_.empty()) return false;
        const std::uint32_t line = sources_.begin(found.span).line;
        if (lines_.contains({found.span.file, line})) return true;
        if (is_one_of(found,
                      {&messages::calendar_without_time_zone::kind, &messages::no_time_zone::kind}))
            return words_.contains("zone") || words_.contains("timezone");
        if (is_about_the_whole(found) &&
            (broken_below(found.span) || words_.contains(first_word(found.span))))
            return true;
        if (is_unknown_name(found) && words_.contains(first_word(found.span))) return true;
        return lines_.contains({found.span.file, line - 1}) && begins_line(found.span);
    }

private:
    static bool is_unknown_name(const Diagnostic& found) {
        return is_one_of(
            found, {&messages::unknown_name::kind, &messages::unknown_here::kind,
                    &messages::unknown_choice_value::kind, &messages::unknown_function::kind,
                    &messages::unknown_holidays::kind, &messages::unknown_part::kind,
                    &messages::unknown_field::kind, &messages::form_field_unknown::kind,
                    &messages::test_unknown_variable::kind, &messages::type_without_fact::kind});
    }

    void note_text(const Diagnostic& diagnostic) {
        if (diagnostic.severity != Severity::Error || !diagnostic.span.valid() ||
            diagnostic.kind->number >= 2000)
            return;
        if (diagnostic.kind->number < 1000) {
            file_missing_ = true;
            return;
        }
        const std::uint32_t last = sources_.end(diagnostic.span).line;
        for (std::uint32_t line = sources_.begin(diagnostic.span).line; line <= last; ++line) {
            lines_.emplace(diagnostic.span.file, line);
            note_words(sources_.file(diagnostic.span.file).line(line));
        }
    }

    void note_words(std::string_view line) {
        for (std::size_t at = 0; at < line.size() && line[at] != '#';) {
            const std::size_t length = word_length(line.substr(at));
            if (length > 0) words_.insert(line.substr(at, length));
            at += std::max<std::size_t>(length, 1);
        }
    }

    [[nodiscard]] std::string_view first_word(const source::Span& span) const {
        const std::string_view text =
            std::string_view(sources_.file(span.file).text()).substr(span.begin);
        return text.substr(0, word_length(text));
    }

    // Whether a line of the same declaration was not understood; one at the left edge begins the
    // next.
    [[nodiscard]] bool broken_below(const source::Span& span) const {
        const source::SourceFile& file = sources_.file(span.file);
        for (std::uint32_t line = sources_.begin(span).line + 1; line <= file.line_count();
             ++line) {
            if (lines_.contains({span.file, line})) return true;
            if (word_length(file.line(line)) > 0) return false;
        }
        return false;
    }

    // An expression that breaks off at the end of a line takes the first word of the next one for
    // its rest.
    [[nodiscard]] bool begins_line(const source::Span& span) const {
        const source::SourceFile& file = sources_.file(span.file);
        const std::uint32_t begin = file.line_begin(file.position(span.begin).line);
        const std::string_view before =
            std::string_view(file.text()).substr(begin, span.begin - begin);
        return before.find_first_not_of(" \t") == std::string_view::npos;
    }

    const source::SourceSet& sources_;
    std::set<std::pair<source::FileId, std::uint32_t>> lines_;  // not understood, or in part
    std::set<std::string_view> words_;                          // on those lines
    bool file_missing_ = false;
    bool type_unknown_ = false;
    bool calendar_unknown_ = false;
};

// What is said at a library file of a program that uses it. Alone each of these files is right, so
// an error there is about what the program declares too, and is told where it can be mended.
class LibraryMessages {
public:
    LibraryMessages(const diagnostics::DiagnosticSink& found,
                    const std::set<source::FileId>& libraries)
        : libraries_(libraries) {
        for (const Diagnostic& diagnostic : found.diagnostics())
            clash_ = clash_ || (is_in_library(diagnostic) && own_place(diagnostic).valid());
    }

    [[nodiscard]] bool is_in_library(const Diagnostic& found) const {
        return libraries_.contains(found.span.file);
    }

    // The message as the user of the library gets it; none where it is not for them. With a name
    // taken twice, all else that is wrong in the library follows from it.
    [[nodiscard]] std::optional<Diagnostic> for_user(const Diagnostic& found) const {
        if (found.severity != Severity::Error) return std::nullopt;
        const source::Span own = own_place(found);
        if (!own.valid()) return clash_ ? std::nullopt : std::optional(found);
        Diagnostic turned = found;
        turned.span = own;
        turned.labels = {{found.span, "the library declares it here"}};
        turned.helps = {
            "leave yours out, give it another name, or copy what you need of the library into your "
            "file"};
        turned.fixes.clear();
        return turned;
    }

private:
    [[nodiscard]] source::Span own_place(const Diagnostic& found) const {
        for (const diagnostics::Label& label : found.labels) {
            if (!libraries_.contains(label.span.file)) return label.span;
        }
        return {};
    }

    const std::set<source::FileId>& libraries_;
    bool clash_ = false;
};

// A sink makes its own messages; one of the same severity is made and becomes this one.
void add(const Diagnostic& diagnostic, diagnostics::DiagnosticSink& sink) {
    if (diagnostic.severity == Severity::Error) {
        sink.report<messages::unknown_library>(diagnostic.span, "") = diagnostic;
    } else {
        sink.report<messages::no_time_zone>(diagnostic.span) = diagnostic;
    }
}

}  // namespace

void add_without_consequences(const diagnostics::DiagnosticSink& found,
                              const source::SourceSet& sources,
                              const std::set<source::FileId>& libraries,
                              diagnostics::DiagnosticSink& sink) {
    const Consequences consequences(sink, found, sources);
    const LibraryMessages library(found, libraries);
    for (const Diagnostic& diagnostic : found.diagnostics()) {
        if (diagnostic.span.valid() && consequences.holds_back(diagnostic)) continue;
        if (!library.is_in_library(diagnostic)) {
            add(diagnostic, sink);
        } else if (const auto told = library.for_user(diagnostic)) {
            add(*told, sink);
        }
    }
}

}  // namespace reeve::driver
