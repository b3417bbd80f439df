#include "compiler/doc/html.h"
#include "compiler/trial/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::trial {

namespace {

std::string_view type_of(Failure::Kind kind) {
    switch (kind) {
        case Failure::Kind::Expectation: return "expectation";
        case Failure::Kind::Missing: return "missing";
        case Failure::Kind::Refused: return "refused";
        case Failure::Kind::NotRefused: return "not refused";
        case Failure::Kind::OtherRefusal: return "other refusal";
        case Failure::Kind::NotRun: break;
    }
    return "not run";
}

std::string text_of(const TestResult& test, const Failure& failure) {
    std::string text = fmt::format("\n{}:{}: {}\n", test.file, failure.line, failure.source);
    if (!failure.expected.empty())
        text += fmt::format("expected: {}\nfound: {}\n", failure.expected, failure.found);
    text += fmt::format("at: {}\n", failure.at);
    for (const std::string& note : failure.notes) text += fmt::format("because: {}\n", note);
    for (const HappenedLine& line : failure.before)
        text += fmt::format("{}  {}\n", line.at, line.what);
    return text + failure.why.to_string();
}

void write_case(doc::Html& xml, const TestResult& test) {
    const std::string line = std::to_string(test.line);
    const doc::Html::Attributes attributes{
        {"classname", test.file}, {"name", test.title}, {"file", test.file}, {"line", line}};
    if (test.passed()) {
        xml.empty("testcase", attributes);
        return;
    }
    const auto element = xml.open("testcase", attributes);
    for (const Failure& failure : test.failures) {
        const std::string message = fmt::format("line {}: {}", failure.line, failure.summary);
        xml.element("failure", {{"message", message}, {"type", type_of(failure.kind)}},
                    text_of(test, failure));
    }
}

}  // namespace

std::string to_junit(const Report& report) {
    doc::Html xml;
    {
        const std::string all = std::to_string(report.tests.size());
        const std::string failed = std::to_string(report.failed());
        const auto suites = xml.open(
            "testsuites",
            {{"name", "reeve test"}, {"tests", all}, {"failures", failed}, {"errors", "0"}});
        for (auto first = report.tests.begin(); first != report.tests.end();) {
            const auto last = std::find_if(first, report.tests.end(), [&](const TestResult& test) {
                return test.file != first->file;
            });
            const std::string count = std::to_string(last - first);
            const std::string failures = std::to_string(
                std::count_if(first, last, [](const TestResult& test) { return !test.passed(); }));
            const auto suite = xml.open("testsuite", {{"name", first->file},
                                                      {"tests", count},
                                                      {"failures", failures},
                                                      {"errors", "0"},
                                                      {"skipped", "0"}});
            for (; first != last; ++first) write_case(xml, *first);
        }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.take() + "\n";
}

}  // namespace reeve::trial
