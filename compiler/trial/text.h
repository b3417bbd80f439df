#pragma once

#include "compiler/trial/coverage.h"
#include "compiler/trial/report.h"

#include <span>
#include <string>
#include <vector>

namespace reeve::trial {

/// For a terminal: each test that failed, with why, and a summary. The same report gives the same
/// text, whenever it was made. With `all`, the tests that passed are named too.
explain::Text to_text(const Report& report, bool all);
/// What failed in one test, without its title.
explain::Text describe(const TestResult& test);

/// One JUnit file, as build servers read them: a suite for each file. Without times, so that it is
/// the same each time.
std::string to_junit(const Report& report);

/// The coverage of one program.
struct CoverageOf {
    std::string file;  // of the program, as it was named
    std::vector<Mark> marks;
    std::size_t tests = 0;
};
/// A summary by block, and the rules with how many tests used each line beside them.
explain::Text coverage_text(const source::SourceSet& sources, const CoverageOf& coverage);
/// The same as one page that needs nothing but itself.
std::string coverage_page(const source::SourceSet& sources, std::span<const CoverageOf> programs);

}  // namespace reeve::trial
