#include "compiler/diagnostics/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace reeve::diagnostics {

namespace {

// Messages without a place (an unreadable file named on the command line) come last: an invalid
// file id is the largest.
auto order_of(const Diagnostic& diagnostic) {
    return std::tie(diagnostic.span.file, diagnostic.span.begin, diagnostic.span.end,
                    diagnostic.kind->number, diagnostic.message);
}

}  // namespace

Diagnostic& DiagnosticSink::add(const Kind& kind, Span span, std::string message) {
    if (kind.severity == Severity::Error) ++error_count_;
    Diagnostic& diagnostic = diagnostics_.emplace_back();
    diagnostic.kind = &kind;
    diagnostic.severity = kind.severity;
    diagnostic.span = span;
    diagnostic.message = std::move(message);
    return diagnostic;
}

void DiagnosticSink::take_back(std::size_t count) {
    for (std::size_t i = count; i < diagnostics_.size(); ++i) {
        if (diagnostics_[i].severity == Severity::Error) --error_count_;
    }
    diagnostics_.resize(std::min(count, diagnostics_.size()));
}

void DiagnosticSink::add_all(const DiagnosticSink& other) {
    diagnostics_.insert(diagnostics_.end(), other.diagnostics_.begin(), other.diagnostics_.end());
    error_count_ += other.error_count_;
}

void DiagnosticSink::sort() {
    std::stable_sort(
        diagnostics_.begin(), diagnostics_.end(),
        [](const Diagnostic& a, const Diagnostic& b) { return order_of(a) < order_of(b); });
    const auto last = std::unique(
        diagnostics_.begin(), diagnostics_.end(),
        [](const Diagnostic& a, const Diagnostic& b) { return order_of(a) == order_of(b); });
    diagnostics_.erase(last, diagnostics_.end());
    error_count_ = static_cast<std::size_t>(
        std::count_if(diagnostics_.begin(), diagnostics_.end(),
                      [](const Diagnostic& d) { return d.severity == Severity::Error; }));
}

}  // namespace reeve::diagnostics
