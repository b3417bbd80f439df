#pragma once

#include "compiler/bind/reference_rules.h"
#include "compiler/driver/session.h"
#include "compiler/trial/text.h"

#include <functional>
#include <string>
#include <vector>

namespace reeve::trial {

/// Makes the rules that tests are run by, of a program that lives as long as they do.
using MakeRules = std::function<std::shared_ptr<const bind::ReferenceRules>(
    const typed::Program& program, const source::SourceSet& sources, std::string version)>;

struct RunOptions {
    /// Only the tests whose title has this part, letters' case ignored; empty: all.
    std::string filter;
    bool coverage = false;
    std::function<bool(const typed::Test&)> wanted;  // of the tests that it holds for; empty: all
    /// Empty, and always for coverage: the reference evaluator's, which tells what decides.
    MakeRules make_rules;
};

struct Run {
    Report report;
    std::vector<CoverageOf> coverage;  // by program, where asked for
};

/// Runs the tests of all programs of a session that checked without errors, in the order in which
/// their files were named.
Run run_tests(const driver::Session& session, const RunOptions& options);

}  // namespace reeve::trial
