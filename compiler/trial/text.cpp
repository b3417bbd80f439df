#include "compiler/trial/text.h"

#include <fmt/format.h>

namespace reeve::trial {

using explain::Piece;
using explain::TextLine;
using explain::Tone;

namespace {

std::string counted(std::size_t count, std::string_view word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

class ReportWriter {
public:
    explicit ReportWriter(const Report& report) : report_(report) {}

    explain::Text describe(const TestResult& test) {
        failures(test);
        text_.lines.erase(text_.lines.begin());  // it is empty
        return std::move(text_);
    }

    explain::Text run(bool all) {
        for (const TestResult& test : report_.tests) {
            if (!test.passed()) {
                failed(test);
            } else if (all) {
                line({{Tone::Good, "pass"}, {Tone::Plain, "  " + test.title}});
            }
        }
        summary();
        return std::move(text_);
    }

private:
    void line(TextLine pieces) { text_.lines.push_back(std::move(pieces)); }
    void indented(std::string_view head, const std::string& text, Tone tone = Tone::Plain) {
        line({{Tone::Quiet, fmt::format("      {:<10}", head)}, {tone, text}});
    }

    void failed(const TestResult& test) {
        line({{Tone::Warning, "FAIL"},
              {Tone::Strong, "  " + test.title},
              {Tone::Quiet, fmt::format("  {}:{}", test.file, test.line)}});
        failures(test);
        line({});
    }

    void failures(const TestResult& test) {
        const Failure* before = nullptr;
        for (const Failure& failure : test.failures) {
            this->failure(test, failure, before);
            before = &failure;
        }
    }

    /// What is the same as with the failure before is not said again.
    void failure(const TestResult& test, const Failure& failure, const Failure* before) {
        line({});
        line({{Tone::Quiet, fmt::format("    {}:{}  ", test.file, failure.line)},
              {Tone::Code, failure.source}});
        if (failure.expected.empty()) {
            line({{Tone::Warning, "      " + failure.summary}});
        } else {
            indented("expected", failure.expected, Tone::Strong);
            indented("found", failure.found, Tone::Warning);
        }
        if (before == nullptr || before->at != failure.at) indented("at", failure.at);
        for (const std::string& note : failure.notes) indented("because", note);
        if (before == nullptr || before->before != failure.before) happened(failure);
        const bool same = before != nullptr && before->why.to_string() == failure.why.to_string();
        if (failure.why.lines.empty() || same) return;
        line({{Tone::Quiet, "      by the rules"}});
        for (const TextLine& why : failure.why.lines) {
            TextLine pieces{{Tone::Plain, why.empty() ? "" : "        "}};
            pieces.insert(pieces.end(), why.begin(), why.end());
            line(std::move(pieces));
        }
    }

    void happened(const Failure& failure) {
        if (failure.before.empty()) return;
        line({{Tone::Quiet, "      what happened before"}});
        if (failure.left_out > 0)
            line({{Tone::Quiet,
                   fmt::format("        {} before that", counted(failure.left_out, "more line"))}});
        std::string last;
        for (const HappenedLine& happened : failure.before) {
            // A moment is said once.
            const std::string at =
                happened.at == last ? std::string(happened.at.size(), ' ') : happened.at;
            last = happened.at;
            line({{Tone::Quiet, "        " + at + "  "}, {Tone::Plain, happened.what}});
        }
    }

    void summary() {
        const std::size_t failed = report_.failed();
        const std::size_t passed = report_.tests.size() - failed;
        std::string left_out;
        if (report_.left_out > 0) left_out = fmt::format(", {} left out", report_.left_out);
        if (report_.tests.empty()) {
            line({{Tone::Strong, "no tests" + left_out}});
        } else if (failed == 0) {
            line({{Tone::Good, counted(passed, "test") + " passed"}, {Tone::Plain, left_out}});
        } else {
            line({{Tone::Warning,
                   fmt::format("{} of {} failed", failed, counted(report_.tests.size(), "test"))},
                  {Tone::Plain, left_out}});
        }
    }

    const Report& report_;
    explain::Text text_;
};

}  // namespace

explain::Text to_text(const Report& report, bool all) { return ReportWriter(report).run(all); }

explain::Text describe(const TestResult& test) {
    if (test.passed()) return {};
    return ReportWriter({}).describe(test);
}

}  // namespace reeve::trial
