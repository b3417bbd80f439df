#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/render.h"

#include <algorithm>

namespace reeve::diagnostics {

namespace {

// GitHub's runner undoes exactly these; anything else has to stay as it is.
void append_data(std::string_view text, std::string& out) {
    for (const char c : text) {
        switch (c) {
            case '%': out += "%25"; break;
            case '\r': out += "%0D"; break;
            case '\n': out += "%0A"; break;
            default: out += c;
        }
    }
}

void append_property(std::string_view text, std::string& out) {
    std::string data;
    append_data(text, data);
    for (const char c : data) {
        switch (c) {
            case ':': out += "%3A"; break;
            case ',': out += "%2C"; break;
            default: out += c;
        }
    }
}

std::string_view command_for(Severity severity) {
    switch (severity) {
        case Severity::Error: return "error";
        case Severity::Warning: return "warning";
        case Severity::Note: return "notice";
    }
    return "notice";
}

void append_place(const source::SourceSet& sources, Span span, std::string& out) {
    const source::Position begin = sources.begin(span);
    const source::Position end = sources.end(span);
    out += "file=";
    append_property(sources.file(span.file).path(), out);
    out += fmt::format(",line={},endLine={}", begin.line, end.line);
    // GitHub takes columns only for a place within one line, and counts the last column as part of
    // it.
    if (begin.line == end.line) {
        out += fmt::format(",col={},endColumn={}", begin.column,
                           std::max(begin.column, end.column - 1));
    }
    out += ',';
}

}  // namespace

void render_github(const source::SourceSet& sources, std::span<const Diagnostic> diagnostics,
                   std::string& out) {
    for (const Diagnostic& diagnostic : diagnostics) {
        out += fmt::format("::{} ", command_for(diagnostic.severity));
        if (diagnostic.span.valid()) append_place(sources, diagnostic.span, out);
        out += "title=";
        append_property(code_of(*diagnostic.kind), out);
        out += "::";
        std::string text = diagnostic.message;
        for (const std::string& help : diagnostic.helps) text += "\nhelp: " + help;
        for (const std::string& note : diagnostic.notes) text += "\nnote: " + note;
        append_data(text, out);
        out += '\n';
    }
}

}  // namespace reeve::diagnostics
