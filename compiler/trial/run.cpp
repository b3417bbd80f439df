#include "compiler/trial/run.h"

#include "compiler/bind/load.h"
#include "compiler/trial/trial.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace reeve::trial {

namespace {

std::string lower(const std::string& text) {
    std::string folded;
    std::ranges::transform(text, std::back_inserter(folded),
                           [](unsigned char c) { return std::tolower(c); });
    return folded;
}

/// The session outlives them.
std::shared_ptr<const bind::ReferenceRules> make_rules(const driver::Session& session,
                                                       const driver::CheckedProgram& program,
                                                       const RunOptions& options,
                                                       Coverage& coverage) {
    std::string version = bind::version_of(session, program);
    if (options.make_rules && !options.coverage)
        return options.make_rules(program.typed, session.sources(), std::move(version));
    return std::make_shared<bind::ReferenceRules>(nullptr, program.typed, &session.sources(),
                                                  std::move(version),
                                                  options.coverage ? &coverage : nullptr);
}

void run_program(const driver::Session& session, const driver::CheckedProgram& program,
                 const RunOptions& options, Run& run) {
    Coverage coverage(program.typed, session.loader().library_files());
    const auto rules = make_rules(session, program, options, coverage);
    const Stage stage{session.sources(), rules->evaluator(), rules,
                      options.coverage ? &coverage : nullptr};
    const std::string filter = lower(options.filter);
    // Files come in the order in which they are brought in, tests of a file as written.
    std::vector<const typed::Test*> tests;
    for (const typed::Test& test : program.typed.tests) tests.push_back(&test);
    std::ranges::stable_sort(tests, [](const typed::Test* a, const typed::Test* b) {
        if (a->span.file != b->span.file) return a->span.file.index() < b->span.file.index();
        return a->span.begin < b->span.begin;
    });
    for (const typed::Test* test : tests) {
        const bool left_out = lower(test->title).find(filter) == std::string::npos ||
                              (options.wanted && !options.wanted(*test));
        if (left_out)
            ++run.report.left_out;
        else
            run.report.tests.push_back(run_test(stage, *test));
    }
    if (options.coverage)
        run.coverage.push_back({program.path, coverage.marks(), coverage.tests()});
}

}  // namespace

Run run_tests(const driver::Session& session, const RunOptions& options) {
    Run run;
    for (const driver::CheckedProgram& program : session.programs())
        run_program(session, program, options, run);
    return run;
}

}  // namespace reeve::trial
