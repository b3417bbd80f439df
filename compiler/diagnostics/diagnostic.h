#pragma once

#include "compiler/source/source.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reeve::diagnostics {

using source::Span;

enum class Severity : std::uint8_t { Note, Warning, Error };

/// One kind of message. `text` is an fmt format string; code stands in backticks in it.
struct Kind {
    int number;  // 2004 is shown as RV2004; thousands name the pass
    Severity severity;
    std::string_view name;  // `unknown_name`, also the name for `deny` and `allow`
    std::string_view text;
};

/// A second place that matters, with a few words about it.
struct Label {
    Span span;
    std::string text;
};

/// Replace `span` by `text`; an empty span inserts. All edits of a fix are made together.
struct Edit {
    Span span;
    std::string text;
};

/// A change that is known to be right, or at least to be what was meant, offered to the author.
struct Fix {
    std::string title;  // "write `is`"
    std::vector<Edit> edits;
};

struct Diagnostic {
    const Kind* kind = nullptr;
    Severity severity = Severity::Error;
    Span span;
    std::string message;
    std::vector<Label> labels;
    std::vector<std::string> helps;  // what to write instead; one sentence each
    std::vector<std::string> notes;  // why, or an example that shows it
    std::vector<Fix> fixes;

    Diagnostic& label(Span where, std::string text) {
        if (where.valid()) labels.push_back({where, std::move(text)});
        return *this;
    }
    Diagnostic& help(std::string text) {
        helps.push_back(std::move(text));
        return *this;
    }
    Diagnostic& note(std::string text) {
        notes.push_back(std::move(text));
        return *this;
    }
    /// One edit; `title` reads like an instruction.
    Diagnostic& fix(std::string title, Span where, std::string text) {
        fixes.push_back({std::move(title), {{where, std::move(text)}}});
        return *this;
    }
    Diagnostic& fix(std::string title, std::vector<Edit> edits) {
        fixes.push_back({std::move(title), std::move(edits)});
        return *this;
    }
};

/// Takes the messages of a run. Every pass gets one and never stops for an error.
class DiagnosticSink {
public:
    /// `Message` is a type made by the catalogue (`messages::unknown_name`); arguments are checked
    /// against its text when this program is compiled. The reference is valid until the next
    /// report.
    template <class Message, class... Args>
    Diagnostic& report(Span span, Args&&... args) {
        return add(
            Message::kind, span,
            fmt::format(fmt::format_string<Args...>(Message::kText), std::forward<Args>(args)...));
    }

    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
    [[nodiscard]] bool has_errors() const { return error_count_ > 0; }
    [[nodiscard]] std::size_t error_count() const { return error_count_; }
    [[nodiscard]] std::size_t count() const { return diagnostics_.size(); }
    /// Takes back what was reported since there were `count` messages: a trial that is said
    /// otherwise.
    void take_back(std::size_t count);
    /// Takes over all messages of another sink.
    void add_all(const DiagnosticSink& other);
    /// By file, place and number; the order of output. Of the same message at the same place one is
    /// kept.
    void sort();

private:
    Diagnostic& add(const Kind& kind, Span span, std::string message);

    std::vector<Diagnostic> diagnostics_;
    std::size_t error_count_ = 0;
};

}  // namespace reeve::diagnostics
