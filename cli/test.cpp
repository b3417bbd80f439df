#include "cli/commands.h"

#include "cli/output_file.h"
#include "cli/shown_text.h"
#include "compiler/bind/compiled_rules.h"
#include "compiler/diagnostics/render.h"
#include "compiler/driver/session.h"
#include "compiler/eval/calendars.h"
#include "compiler/trial/run.h"

#include <fmt/format.h>

// `reeve test FILES`: runs the tests that stand in rule files.

namespace reeve::cli {

namespace {

int wrong_use(const std::string& text) {
    write(stderr, fmt::format("reeve test: {}\n", text));
    return kWrongUse;
}

/// Only what keeps the tests from being run; `reeve check` says the rest.
void render_errors(const driver::Session& session, const TestOptions& options) {
    std::vector<diagnostics::Diagnostic> errors;
    for (const auto& diagnostic : session.sink().diagnostics()) {
        if (diagnostic.severity == diagnostics::Severity::Error) errors.push_back(diagnostic);
    }
    std::string out;
    diagnostics::render_text(session.sources(), errors,
                             {use_color(options.color, stderr), terminal_width(stderr)}, out);
    write(stderr, out + "reeve test: there are errors, so no test is run\n");
}

/// Why it could not be written.
std::optional<std::string> write_file(const std::string& path, const std::string& text) {
    auto file = OutputFile::open(path);
    if (!file) return fmt::format("`{}` cannot be written: {}", path, file.error());
    (*file)->write(text);
    if (const auto reason = (*file)->keep())
        return fmt::format("`{}` cannot be written: {}", path, *reason);
    return std::nullopt;
}

std::optional<std::string> write_files(const driver::Session& session, const trial::Run& run,
                                       const TestOptions& options) {
    if (!options.junit.empty()) {
        if (auto wrong = write_file(options.junit, trial::to_junit(run.report))) return wrong;
    }
    if (options.coverage != "html") return std::nullopt;
    return write_file(options.coverage_file, trial::coverage_page(session.sources(), run.coverage));
}

/// By what the tests are run; `wrong` gets why there is no machine code.
trial::MakeRules rules_by(const TestOptions& options, std::string& wrong) {
    if (options.engine == "reference") return {};
    return [&options, &wrong](const typed::Program& program, const source::SourceSet& sources,
                              std::string version) -> std::shared_ptr<const bind::ReferenceRules> {
        auto rules =
            std::make_shared<bind::CompiledRules>(nullptr, program, &sources, std::move(version));
        if (options.engine != "native") return rules;
        const auto made = rules->make_native(native_compiler(options.cache));
        if (!made) wrong = "there is no machine code: " + made.error();
        return rules;
    };
}

int run_session(const driver::Session& session, const TestOptions& options) {
    for (const driver::CheckedProgram& program : session.programs()) {
        if (const auto zone = eval::missing_time_zone(program.typed))
            return wrong_use(fmt::format("this computer's time zones have no `{}`", *zone));
    }
    std::string wrong_engine;
    const trial::Run run =
        trial::run_tests(session, {.filter = options.filter,
                                   .coverage = !options.coverage.empty(),
                                   .wanted = {},
                                   .make_rules = rules_by(options, wrong_engine)});
    if (!wrong_engine.empty()) return wrong_use(wrong_engine);
    const bool ascii = needs_ascii(stdout);
    const bool color = use_color(options.color, stdout);
    if (options.coverage == "text") {
        for (const trial::CoverageOf& coverage : run.coverage)
            show(trial::coverage_text(session.sources(), coverage), {ascii, color});
        write(stdout, "\n");
    }
    show(trial::to_text(run.report, options.verbose), {ascii, color});
    if (const auto wrong = write_files(session, run, options)) return wrong_use(*wrong);
    if (run.report.tests.empty() && !options.filter.empty())
        return wrong_use(fmt::format("no test has `{}` in its name", options.filter));
    return run.report.failed() == 0 ? kFine : kFindings;
}

}  // namespace

int test(const TestOptions& options) {
    if (!options.coverage_file.empty() && options.coverage != "html")
        return wrong_use("`--coverage-file` is for `--coverage=html`");
    TestOptions asked = options;
    if (asked.coverage == "html" && asked.coverage_file.empty())
        asked.coverage_file = "coverage.html";
    const driver::DiskFileSystem files;
    driver::Session session(files);
    session.check(asked.files);
    if (session.sink().has_errors()) {
        render_errors(session, asked);
        return session.all_readable() ? kFindings : kWrongUse;
    }
    return run_session(session, asked);
}

}  // namespace reeve::cli
