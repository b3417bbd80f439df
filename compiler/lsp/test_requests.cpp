#include "compiler/eval/calendars.h"
#include "compiler/lsp/context.h"
#include "compiler/trial/run.h"

#include <algorithm>
#include <set>

// The tests of a file: which there are, and how they come out. docs/editors.md says what goes in
// and comes out.

namespace reeve::lsp {

namespace {

std::vector<const syntax::TestDecl*> tests_in(const Asked& at) {
    std::vector<const syntax::TestDecl*> tests;
    for (const syntax::Decl& decl : at.program->module(at.file)->decls) {
        if (const auto* test = std::get_if<syntax::TestDecl>(&decl)) tests.push_back(test);
    }
    return tests;
}

/// `tests`: places in the list of `reeve/tests`; all where they are not said.
std::set<source::Span> chosen(const json::object& params,
                              const std::vector<const syntax::TestDecl*>& tests) {
    std::set<source::Span> spans;
    const json::array& places = array_at(params, "tests");
    if (places.empty()) {
        for (const syntax::TestDecl* test : tests) spans.insert(test->title.span);
    }
    for (const json::value& place : places) {
        const auto* index = place.if_int64();
        if (index != nullptr && *index >= 0 && static_cast<std::size_t>(*index) < tests.size())
            spans.insert(tests[static_cast<std::size_t>(*index)]->title.span);
    }
    return spans;
}

json::object to_json(const Context& ctx, const trial::TestResult& test,
                     const trial::Failure& failure) {
    trial::TestResult alone = test;
    alone.failures = {failure};
    json::object out{{"range", range(ctx, failure.span)},
                     {"message", failure.summary},
                     {"text", trial::describe(alone).to_string()}};
    if (!failure.expected.empty()) {
        out["expected"] = failure.expected;
        out["found"] = failure.found;
    }
    return out;
}

json::array coverage_of(const Context& ctx, const std::vector<trial::CoverageOf>& programs) {
    json::array out;
    for (const trial::CoverageOf& program : programs) {
        for (const trial::Mark& mark : program.marks) {
            const auto uri = uri_of(ctx, mark.span.file);
            if (!uri) continue;
            out.push_back(json::object{{"uri", *uri},
                                       {"range", range(ctx, mark.span)},
                                       {"block", mark.block},
                                       {"tests", mark.tests}});
        }
    }
    return out;
}

}  // namespace

Answer tests_of(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    json::array out;
    for (const syntax::TestDecl* test : tests_in(*at))
        out.push_back(
            json::object{{"title", test->title.value}, {"range", range(ctx, test->head.span)}});
    return out;
}

Answer run_tests(Context& ctx, const json::object& params) {
    const auto at = asked(ctx, params);
    if (!at) return nullptr;
    if (at->program->has_errors())
        return std::unexpected(
            Failure{Failure::kRequestFailed, "the rules have errors, so no test is run"});
    if (const auto zone = eval::missing_time_zone(at->program->typed()))
        return std::unexpected(
            Failure{Failure::kRequestFailed, "this computer's time zones have no `" + *zone + "`"});
    const auto tests = tests_in(*at);
    const std::set<source::Span> wanted = chosen(params, tests);
    trial::RunOptions options;
    options.coverage = truth_at(params, "coverage");
    options.wanted = [&](const typed::Test& test) { return wanted.contains(test.span); };
    const trial::Run run = trial::run_tests(at->program->session(), options);
    json::array results;
    for (const trial::TestResult& result : run.report.tests) {
        const auto place = std::ranges::find(
            tests, result.span, [](const syntax::TestDecl* test) { return test->title.span; });
        json::array failures;
        for (const trial::Failure& failure : result.failures)
            failures.push_back(to_json(ctx, result, failure));
        results.push_back(json::object{{"test", place - tests.begin()},
                                       {"title", result.title},
                                       {"passed", result.passed()},
                                       {"failures", std::move(failures)}});
    }
    json::object out{{"results", std::move(results)}};
    if (options.coverage) out["coverage"] = coverage_of(ctx, run.coverage);
    return out;
}

}  // namespace reeve::lsp
