#include "compiler/driver/session.h"

#include "base/text.h"
#include "compiler/analyze/analyze.h"
#include "compiler/check/check.h"
#include "compiler/driver/consequences.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/render.h"

#include <algorithm>
#include <optional>

namespace reeve::driver {

std::vector<std::size_t> find_roots(const Loader& loader, const std::vector<std::size_t>& named) {
    std::vector<std::vector<std::size_t>> closures;
    for (const std::size_t file : named) closures.push_back(loader.closure(file));
    const auto brings_in = [&](std::size_t user, std::size_t used) {
        return std::ranges::find(closures[user], named[used]) != closures[user].end();
    };
    std::vector<std::size_t> roots;
    for (std::size_t i = 0; i < named.size(); ++i) {
        bool root = true;
        for (std::size_t other = 0; other < named.size() && root; ++other) {
            if (other != i && brings_in(other, i)) root = brings_in(i, other) && i < other;
        }
        if (root) roots.push_back(named[i]);
    }
    return roots;
}

namespace {

// One line for each message of the analysis; what there is to say about places is in the message
// itself.
std::string print_analysis(const CheckedProgram& program, const source::SourceSet& sources) {
    std::string out;
    for (const diagnostics::Diagnostic& diagnostic : program.sink.diagnostics()) {
        if (diagnostic.kind->number / 1000 != 4) continue;
        const source::Position place = sources.begin(diagnostic.span);
        out += fmt::format("{}:{}:{}: {}[{}]: {}\n", sources.file(diagnostic.span.file).path(),
                           place.line, place.column, diagnostics::word_for(diagnostic.severity),
                           diagnostics::code_of(*diagnostic.kind), diagnostic.message);
    }
    return out;
}

std::string print_syntax(const CheckedProgram& program, const source::SourceSet& sources) {
    std::string out;
    for (const syntax::Module& module : program.modules) {
        // A program of several files says where each begins; that of one file stays as the printer
        // made it.
        if (program.modules.size() > 1)
            out += fmt::format("# {}\n", sources.file(module.file).path());
        out += syntax::print(module);
    }
    return out;
}

}  // namespace

void Session::check(std::span<const std::string> paths) {
    std::vector<std::size_t> named;
    for (const std::string& path : paths) {
        const std::optional<std::size_t> file = loader_.load(path);
        if (!file) {
            all_readable_ = false;
        } else if (std::ranges::find(named, *file) == named.end()) {
            named.push_back(*file);
        }
    }
    for (const std::size_t root : find_roots(loader_, named)) check_program(root);
    for (const CheckedProgram& program : programs_)
        add_without_consequences({program.sink, program.modules, loader_.library_files()},
                                 cache_.sources(), sink_);
    sink_.sort();
}

void Session::check_program(std::size_t root) {
    CheckedProgram& program = programs_.emplace_back();
    program.path = sources().file(loader_.file(root).module->file).path();
    for (const std::size_t file : loader_.closure(root)) {
        syntax::Module& module = program.modules.emplace_back(*loader_.file(file).module);
        // Names from the missing file shall not be reported as unknown one by one.
        module.complete = module.complete && !loader_.file(file).lacks_files;
        program.has_errors = program.has_errors || loader_.file(file).has_errors;
    }
    if (options_.stop_after == Phase::Syntax) return;
    program.symbols = sema::declare(program.modules, program.sink);
    if (options_.stop_after > Phase::Symbols) {
        const check::LoadText load = [this](source::FileId from, const std::string& path) {
            return loader_.read_beside(from, path);
        };
        program.typed = check::check(program.modules, program.symbols, load, program.sink);
        program.has_errors = program.has_errors || program.sink.has_errors();
        // From here on, without errors, no rule can fail at run time.
        if (options_.stop_after == Phase::Analysis && !program.has_errors) {
            analyze::analyze(program.typed, program.symbols, program.sink);
        }
    }
    program.sink.sort();
    program.has_errors = program.has_errors || program.sink.has_errors();
}

std::string Session::print(const CheckedProgram& program, Phase phase) const {
    switch (phase) {
        case Phase::Syntax: return print_syntax(program, sources());
        case Phase::Symbols: return sema::print_symbols(program.symbols, sources());
        case Phase::Names: return sema::print_names(program.symbols, sources());
        case Phase::Typed: return typed::print(program.typed);
        case Phase::Analysis: return print_analysis(program, sources());
    }
    return "";
}

std::string describe_contents(const CheckedProgram& program) {
    const typed::Program& typed = program.typed;
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, std::string_view one) {
        if (count > 0) parts.push_back(fmt::format("{} {}{}", count, one, count == 1 ? "" : "s"));
    };
    add(typed.work_types.size(), "work type");
    add(typed.plans.size(), "case plan");
    add(typed.queues.size(), "queue");
    add(typed.tables.size(), "table");
    add(typed.tests.size(), "test");
    if (parts.empty()) add(program.modules.front().decls.size(), "declaration");
    return parts.empty() ? "nothing" : join_words(parts, "and");
}

}  // namespace reeve::driver
