#include "base/json_writer.h"
#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/error_pages.h"
#include "compiler/diagnostics/render.h"

#include <algorithm>
#include <iterator>

namespace reeve::diagnostics {

namespace {

using source::FileId;
using source::SourceSet;

// A path as the reference that SARIF wants: relative paths stay so, for the reader to resolve
// against the repository.
std::string uri_of(std::string_view path) {
    constexpr std::string_view kPlain = "-._~/!$&'()*+,;=@";
    std::string uri = path.starts_with('/') ? "file://" : "";
    while (path.starts_with("./")) path.remove_prefix(2);
    for (const char c : path) {
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || kPlain.find(c) != std::string_view::npos) {
            uri += c;
        } else {
            fmt::format_to(std::back_inserter(uri), "%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return uri;
}

// "RV2004: two things have one name" of the page's first line.
std::string_view title_of(std::string_view page) {
    std::string_view line = page.substr(0, page.find('\n'));
    const std::size_t colon = line.find(": ");
    return colon == std::string_view::npos ? std::string_view() : line.substr(colon + 2);
}

class Sarif {
public:
    Sarif(const SourceSet& sources, std::span<const Diagnostic> diagnostics, std::string& out)
        : sources_(sources), diagnostics_(diagnostics), json_(out) {
        for (const Diagnostic& diagnostic : diagnostics) rules_.push_back(diagnostic.kind);
        std::ranges::sort(rules_, {}, &Kind::number);
        rules_.erase(std::ranges::unique(rules_).begin(), rules_.end());
    }

    void write() {
        json_.begin_object();
        json_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            .member("version", "2.1.0");
        json_.key("runs").begin_array().begin_object();
        json_.key("tool").begin_object().key("driver").begin_object().member("name", "reeve");
        json_.key("rules").begin_array();
        for (const Kind* rule : rules_) write_rule(*rule);
        json_.end_array().end_object().end_object();
        json_.member("columnKind", "unicodeCodePoints");
        json_.key("results").begin_array();
        for (const Diagnostic& diagnostic : diagnostics_) write_result(diagnostic);
        json_.end_array().end_object().end_array().end_object();
    }

private:
    static std::string_view level_of(Severity severity) { return word_for(severity); }

    void write_text(std::string_view name, std::string_view text) {
        json_.key(name).begin_object().member("text", text).end_object();
    }

    void write_rule(const Kind& kind) {
        const std::string_view page = error_page(kind.number);
        json_.begin_object().member("id", code_of(kind)).member("name", kind.name);
        if (!title_of(page).empty()) write_text("shortDescription", title_of(page));
        if (!page.empty()) {
            json_.key("help")
                .begin_object()
                .member("text", page)
                .member("markdown", page)
                .end_object();
        }
        json_.key("defaultConfiguration")
            .begin_object()
            .member("level", level_of(kind.severity))
            .end_object();
        json_.end_object();
    }

    void write_result(const Diagnostic& diagnostic) {
        const auto rule = std::ranges::find(rules_, diagnostic.kind);
        json_.begin_object().member("ruleId", code_of(*diagnostic.kind));
        json_.member("ruleIndex", static_cast<std::int64_t>(rule - rules_.begin()));
        json_.member("level", level_of(diagnostic.severity));
        write_text("message", message_with_hints(diagnostic));
        json_.key("locations").begin_array();
        if (diagnostic.span.valid()) {
            json_.begin_object();
            write_physical_location(diagnostic.span);
            json_.end_object();
        }
        json_.end_array();
        write_related(diagnostic);
        write_fixes(diagnostic);
        json_.end_object();
    }

    static std::string message_with_hints(const Diagnostic& diagnostic) {
        std::string text = diagnostic.message;
        for (const std::string& help : diagnostic.helps) text += "\nhelp: " + help;
        for (const std::string& note : diagnostic.notes) text += "\nnote: " + note;
        return text;
    }

    void write_artifact_location(FileId file) {
        json_.key("artifactLocation")
            .begin_object()
            .member("uri", uri_of(sources_.file(file).path()))
            .end_object();
    }

    void write_region(std::string_view name, Span span) {
        const source::Position begin = sources_.begin(span);
        const source::Position end = sources_.end(span);
        json_.key(name).begin_object();
        json_.member("startLine", begin.line).member("startColumn", begin.column);
        json_.member("endLine", end.line).member("endColumn", end.column);
        json_.member("byteOffset", span.begin)
            .member("byteLength", std::int64_t{span.end} - span.begin);
        json_.end_object();
    }

    void write_physical_location(Span span) {
        json_.key("physicalLocation").begin_object();
        write_artifact_location(span.file);
        write_region("region", span);
        json_.end_object();
    }

    void write_related(const Diagnostic& diagnostic) {
        if (diagnostic.labels.empty()) return;
        json_.key("relatedLocations").begin_array();
        std::int64_t id = 1;
        for (const Label& label : diagnostic.labels) {
            json_.begin_object().member("id", id++);
            write_physical_location(label.span);
            write_text("message", label.text);
            json_.end_object();
        }
        json_.end_array();
    }

    void write_fixes(const Diagnostic& diagnostic) {
        if (diagnostic.fixes.empty()) return;
        json_.key("fixes").begin_array();
        for (const Fix& fix : diagnostic.fixes) {
            json_.begin_object();
            write_text("description", fix.title);
            json_.key("artifactChanges").begin_array();
            write_changes(fix);
            json_.end_array().end_object();
        }
        json_.end_array();
    }

    // One change for each file, in the order in which the edits name them.
    void write_changes(const Fix& fix) {
        std::vector<FileId> files;
        for (const Edit& edit : fix.edits) {
            if (std::ranges::find(files, edit.span.file) == files.end())
                files.push_back(edit.span.file);
        }
        for (const FileId file : files) {
            json_.begin_object();
            write_artifact_location(file);
            json_.key("replacements").begin_array();
            for (const Edit& edit : fix.edits) {
                if (edit.span.file != file) continue;
                json_.begin_object();
                write_region("deletedRegion", edit.span);
                write_text("insertedContent", edit.text);
                json_.end_object();
            }
            json_.end_array().end_object();
        }
    }

    const SourceSet& sources_;
    std::span<const Diagnostic> diagnostics_;
    JsonWriter json_;
    std::vector<const Kind*> rules_;
};

}  // namespace

void render_sarif(const SourceSet& sources, std::span<const Diagnostic> diagnostics,
                  std::string& out) {
    Sarif(sources, diagnostics, out).write();
    out += '\n';
}

}  // namespace reeve::diagnostics
