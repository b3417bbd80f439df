#include "cli/commands.h"

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
    std::FILE* stream = options.print.empty() ? stdout : stderr;
    write(stdout, print_forms(session, options));
    write(stream, render(session, options, stream));
    const Counts counts = diagnostics::count(session.sink().diagnostics());
    const bool clean = session.sink().diagnostics().empty();
    if (clean && options.format == Format::Text && options.print.empty())
        write(stdout, praise(session, options));
    if (!session.all_readable()) return kWrongUse;
    return counts.errors > 0 || (options.deny_warnings && counts.warnings > 0) ? kFindings : kFine;
}

}  // namespace reeve::cli
