#include "base/json_writer.h"
#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/render.h"

namespace reeve::diagnostics {

namespace {

using source::SourceSet;

constexpr std::int64_t kFormatVersion = 1;

void write_point(const SourceSet& sources, Span span, std::uint32_t offset, JsonWriter& json) {
    const source::Position place = sources.file(span.file).position(offset);
    json.begin_object()
        .member("line", place.line)
        .member("column", place.column)
        .member("offset", offset);
    json.end_object();
}

void write_place(const SourceSet& sources, Span span, JsonWriter& json) {
    if (!span.valid()) {
        json.null();
        return;
    }
    json.begin_object().member("file", sources.file(span.file).path());
    json.key("begin");
    write_point(sources, span, span.begin, json);
    json.key("end");
    write_point(sources, span, span.end, json);
    json.end_object();
}

void write_strings(std::string_view name, const std::vector<std::string>& texts, JsonWriter& json) {
    json.key(name).begin_array();
    for (const std::string& text : texts) json.string(text);
    json.end_array();
}

void write_fix(const SourceSet& sources, const Fix& fix, JsonWriter& json) {
    json.begin_object().member("title", fix.title).key("edits").begin_array();
    for (const Edit& edit : fix.edits) {
        json.begin_object().key("place");
        write_place(sources, edit.span, json);
        json.member("text", edit.text).end_object();
    }
    json.end_array().end_object();
}

void write_diagnostic(const SourceSet& sources, const Diagnostic& diagnostic, JsonWriter& json) {
    json.begin_object();
    json.member("code", code_of(*diagnostic.kind)).member("name", diagnostic.kind->name);
    json.member("severity", word_for(diagnostic.severity)).member("message", diagnostic.message);
    json.member("page", "docs/errors/" + code_of(*diagnostic.kind) + ".md");
    json.key("place");
    write_place(sources, diagnostic.span, json);
    json.key("labels").begin_array();
    for (const Label& label : diagnostic.labels) {
        json.begin_object().key("place");
        write_place(sources, label.span, json);
        json.member("text", label.text).end_object();
    }
    json.end_array();
    write_strings("helps", diagnostic.helps, json);
    write_strings("notes", diagnostic.notes, json);
    json.key("fixes").begin_array();
    for (const Fix& fix : diagnostic.fixes) write_fix(sources, fix, json);
    json.end_array().end_object();
}

}  // namespace

void render_json(const SourceSet& sources, std::span<const Diagnostic> diagnostics,
                 std::string& out) {
    const Counts counts = count(diagnostics);
    JsonWriter json(out);
    json.begin_object().member("version", kFormatVersion).key("diagnostics").begin_array();
    for (const Diagnostic& diagnostic : diagnostics) write_diagnostic(sources, diagnostic, json);
    json.end_array();
    json.key("counts").begin_object();
    json.member("errors", static_cast<std::int64_t>(counts.errors));
    json.member("warnings", static_cast<std::int64_t>(counts.warnings));
    json.member("notes", static_cast<std::int64_t>(counts.notes));
    json.end_object().end_object();
    out += '\n';
}

}  // namespace reeve::diagnostics
