#include "cli/commands.h"
#include "cli/questions.h"

#include "compiler/diagnostics/render.h"
#include "compiler/diagnostics/styled_text.h"
#include "compiler/driver/session.h"

#include <fmt/format.h>

namespace reeve::cli {

namespace {

using diagnostics::Counts;
using driver::CheckedProgram;
using driver::Session;

std::string print_forms(const Session& session, const CheckOptions& options) {
    if (options.print.empty()) return "";
    std::string out;
    for (const CheckedProgram& program : session.programs()) {
        if (session.programs().size() > 1) out += fmt::format("# {}\n", program.path);
        for (const driver::Phase phase : options.print) out += session.print(program, phase);
    }
    return out;
}

/// The forms beyond the analysis, of the programs without errors. Why not, where there is no code
/// generator.
Asked<std::string> print_code(const Session& session, const CheckOptions& options) {
    std::string out;
    if (!options.code_until) return out;
    for (const CheckedProgram& program : session.programs()) {
        if (program.has_errors) continue;
        std::vector<CodeForm> forms = options.code;
        if (forms.empty()) forms.push_back(*options.code_until);
        for (const CodeForm form : forms) {
            auto text = print_code_form(program.typed, session.sources(), form);
            if (!text) return std::unexpected(std::move(text.error()));
            if (options.code.empty()) continue;
            if (session.programs().size() > 1) out += fmt::format("# {}\n", program.path);
            out += *text;
        }
    }
    return out;
}

std::string praise(const Session& session, const CheckOptions& options) {
    std::string out;
    for (const CheckedProgram& program : session.programs()) {
        if (options.stop_after < driver::Phase::Typed) {
            out += fmt::format("{}: no problems up to `{}`\n", program.path,
                               to_string(options.stop_after));
        } else {
            out += fmt::format("{}: {}, no problems\n", program.path,
                               driver::describe_contents(program));
        }
    }
    return out;
}

std::string render_text(const Session& session, const CheckOptions& options, std::FILE* stream) {
    const auto& diagnostics = session.sink().diagnostics();
    std::string out;
    const bool color = use_color(options.color, stream);
    diagnostics::render_text(session.sources(), diagnostics, {color, terminal_width(stream)}, out);
    if (!diagnostics.empty()) {
        diagnostics::StyledText text(out, color);
        text.end_line().write(diagnostics::Style::Strong,
                              diagnostics::summary(diagnostics::count(diagnostics)));
        text.end_line();
    }
    return out;
}

std::string render(const Session& session, const CheckOptions& options, std::FILE* stream) {
    const auto& diagnostics = session.sink().diagnostics();
    std::string out;
    switch (options.format) {
        case Format::Text: return render_text(session, options, stream);
        case Format::Json: diagnostics::render_json(session.sources(), diagnostics, out); break;
        case Format::Sarif: diagnostics::render_sarif(session.sources(), diagnostics, out); break;
        case Format::Github: diagnostics::render_github(session.sources(), diagnostics, out); break;
    }
    return out;
}

}  // namespace

int check(const CheckOptions& options) {
    const driver::DiskFileSystem files;
    Session session(files, {options.stop_after});
    session.check(options.files);
    // A form that was asked for is the output; messages then stand beside it.
    const bool prints = !options.print.empty() || !options.code.empty();
    std::FILE* stream = prints ? stderr : stdout;
    write(stdout, print_forms(session, options));
    const auto code = print_code(session, options);
    if (code) write(stdout, *code);
    if (!code) write(stderr, fmt::format("reeve check: {}\n", code.error()));
    write(stream, render(session, options, stream));
    const Counts counts = diagnostics::count(session.sink().diagnostics());
    const bool clean = session.sink().diagnostics().empty();
    if (clean && options.format == Format::Text && !prints) write(stdout, praise(session, options));
    if (!session.all_readable() || !code) return kWrongUse;
    return counts.errors > 0 || (options.deny_warnings && counts.warnings > 0) ? kFindings : kFine;
}

}  // namespace reeve::cli
