#include "cli/commands.h"
#include "cli/planning.h"
#include "cli/version.h"

#include <fmt/format.h>
#include "base/text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <map>
#include <vector>

// This and planning.cpp are the only places that know CLI11.

namespace reeve::cli {

namespace {

constexpr const char* kExamples = R"(Examples:
  reeve check claims.reeve            say what is wrong with a program
  reeve fmt claims.reeve              lay out a file the usual way
  reeve explain RV3004                tell more about a message
  reeve explain claims.reeve --item '{ … }'
                                      say why an item stands where it stands
  reeve eval claims.reeve --items open.csv --at now
                                      say what the rules make of the items of a file
  reeve test claims.reeve             run the tests that stand in the rules
  reeve doc claims.reeve --out book   write the rules as a book to read
  reeve import log.csv --mapping log.toml --items items.jsonl
                                      make items of the event log of another system
  reeve forecast --items calls.csv    foresee volumes, and how many people they need

Exit codes: 0 all is well, 1 something was found, 2 wrong use.)";

constexpr const char* kCheckExamples =
    R"(Each file is a program of its own, unless another one brings it in with `use`.

Examples:
  reeve check claims.reeve
  reeve check rules/*.reeve --deny warnings
  reeve check claims.reeve --format sarif > reeve.sarif
  reeve check claims.reeve --format github
  reeve check claims.reeve --print=typed
  reeve check claims.reeve --print=lowering        which line is computed how, and why
  reeve check claims.reeve --print=asm             the machine code of this computer)";

constexpr const char* kFmtExamples = R"(Examples:
  reeve fmt claims.reeve leads.reeve       rewrite the files that are laid out differently
  reeve fmt --check rules/*.reeve          only say which would change, and how
  reeve fmt < claims.reeve                 from standard input to standard output)";

constexpr const char* kExplainExamples =
    R"(A file of rules is explained for one item: its segment, promises, priority and route, each with the
lines that decided, and what comes next. Anything else is the number or name of a message.

Examples:
  reeve explain RV3004
  reeve explain 3004
  reeve explain                            list all messages
  reeve explain claims.reeve --type Claim --at "2026-03-04 10:00" \
      --item '{"policy": "P1", "tier": "gold", "amount": "900 EUR", …}'
  reeve explain claims.reeve --type Claim --item @claim.json --plot
  reeve explain claims.reeve --type Claim --item @claim.json --plot priority.svg
  reeve explain claims.reeve --type Claim --item - --format json < claim.json)";

constexpr const char* kEvalExamples =
    R"(Items are JSON lines (.jsonl) or CSV (.csv), one record each: the attributes of the work type, and
key, created, in_line_since, due, state, source and other facts. docs/records.md tells all.

Examples:
  reeve eval claims.reeve --type Claim --items open.csv --at "2026-03-02 10:00"
  reeve eval claims.reeve --type Claim --items open.jsonl --at now --out scored.csv
  reeve eval claims.reeve --type Claim --items - --at now < open.jsonl
  reeve eval claims.reeve --type Claim --items open.csv --at now --set promo_boost=100
  reeve eval claims.reeve --type Claim --items open.csv --at now --out scored.jsonl --on-error skip
  reeve eval claims.reeve --type Claim --items open.csv --at now --engine reference

Exit codes: 0 all is well, 1 records or rules with errors, 2 wrong use.)";

constexpr const char* kDocExamples =
    R"(The directory gets one page for each work type, case plan and table, and pages for the rest.
Begin with its index.html. Nothing is written where the rules have errors.

Examples:
  reeve doc claims.reeve --out book
  reeve doc claims.reeve --out book --date 2026-03-02    also list holidays from 2026 on)";

constexpr const char* kTestExamples =
    R"(Each test of a file runs in a house of its own, on the engine that also does the work. A test that
fails says what was expected and found, what happened before, and why, by the rules.

Examples:
  reeve test claims.reeve
  reeve test rules/*.reeve --filter overdue        the tests with this in their names
  reeve test rules/*.reeve --junit results.xml     for build servers
  reeve test claims.reeve --coverage               which lines of the rules decided something
  reeve test claims.reeve --coverage=html --coverage-file coverage.html

Exit codes: 0 all tests passed, 1 some failed or the rules have errors, 2 wrong use.)";

const std::map<std::string, ColorMode> kColorModes{
    {"auto", ColorMode::Auto}, {"always", ColorMode::Always}, {"never", ColorMode::Never}};
const std::map<std::string, Format> kFormats{{"text", Format::Text},
                                             {"json", Format::Json},
                                             {"sarif", Format::Sarif},
                                             {"github", Format::Github}};

// CLI11's own transformer would show the numbers behind the names in its help.
template <class Value>
CLI::Validator choice_of(const std::map<std::string, Value>& values) {
    std::vector<std::string> names;
    for (const auto& entry : values) names.push_back(entry.first);
    const auto check = [names](const std::string& text) {
        const bool known = std::ranges::find(names, text) != names.end();
        return known ? std::string() : fmt::format("`{}` is not {}", text, join_words(names, "or"));
    };
    return CLI::Validator(check, "", "choice");
}

/// Everything that `--print` shows, by its place in the order in which forms come into being.
std::map<std::string, std::size_t> forms() {
    std::map<std::string, std::size_t> result;
    for (const driver::Phase phase : driver::kPhases)
        result.emplace(to_string(phase), result.size());
    for (const CodeForm form : kCodeForms) result.emplace(to_string(form), result.size());
    return result;
}

// Options that CLI11 fills as text; their values are looked up after it has checked them.
struct Texts {
    std::string color = "auto";
    std::string format = "text";
    std::string deny;
    std::vector<std::string> print;
    std::string stop_after;
    std::string on_error = "stop";
    std::string date;
};

void add_color(CLI::App& command, Texts& texts) {
    command.add_option("--color", texts.color, "When to use colours: auto, always or never")
        ->type_name("WHEN")
        ->capture_default_str()
        ->check(choice_of(kColorModes));
}

CLI::App& add_check(CLI::App& app, CheckOptions& options, Texts& texts) {
    CLI::App& command =
        *app.add_subcommand("check", "Check programs and say what is wrong with them");
    command.add_option("FILES", options.files, "The files to check")->required()->type_name("");
    command
        .add_option("--format", texts.format, "How to show messages: text, json, sarif or github")
        ->type_name("FORMAT")
        ->capture_default_str()
        ->check(choice_of(kFormats));
    command.add_option("--deny", texts.deny, "`warnings`: exit with 1 for warnings too")
        ->type_name("warnings")
        ->check(choice_of(std::map<std::string, bool>{{"warnings", true}}));
    command
        .add_option(
            "--print", texts.print,
            "Print a form of the program: syntax, symbols, names, typed, analysis, lowering, "
            "llvm, llvm-opt or asm")
        ->type_name("PHASE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->check(choice_of(forms()));
    command.add_option("--stop-after", texts.stop_after, "Run no further than this phase")
        ->type_name("PHASE")
        ->check(choice_of(forms()));
    add_color(command, texts);
    command.footer(kCheckExamples);
    return command;
}

CLI::App& add_fmt(CLI::App& app, FmtOptions& options, Texts& texts) {
    CLI::App& command = *app.add_subcommand("fmt", "Lay out files the usual way");
    command
        .add_option(
            "FILES", options.files,
            "The files to rewrite; none or - reads standard input and writes standard output")
        ->type_name("");
    command.add_flag("--check", options.check,
                     "Change nothing; list the files that would change, and how");
    command
        .add_option("--stdin-name", options.stdin_name, "What to call standard input in messages")
        ->type_name("NAME");
    add_color(command, texts);
    command.footer(kFmtExamples);
    return command;
}

// Both uses of `explain` share their first word.
struct Explain {
    ExplainItemOptions item;
};

CLI::App& add_explain(CLI::App& app, Explain& options, Texts& texts) {
    CLI::App& command = *app.add_subcommand(
        "explain", "Tell more about a message, or why an item stands where it stands");
    command
        .add_option("CODE or FILE", options.item.rules,
                    "The number or name of a message, or a file of rules; none lists all messages")
        ->type_name("");
    const auto add = [&](const std::string& name, std::string& to, const char* text,
                         const char* type) {
        return command.add_option(name, to, text)->type_name(type)->group("For a file of rules");
    };
    add("--type", options.item.type, "The work type; may be left out where there is one", "TYPE");
    add("--item", options.item.item,
        "The item as JSON: attributes by name, and what is known besides (key, created, state, "
        "in_line_since, due …); @FILE reads a file, - standard input",
        "JSON");
    add("--at", options.item.at, "The moment asked about, on the wall clock; else now", "MOMENT");
    add("--until", options.item.until, "How far to look ahead", "MOMENT");
    command.add_option("--set", options.item.settings, "Another value of a setting")
        ->type_name("NAME=VALUE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group("For a file of rules");
    add("--format", texts.format, "How to show it: text or json", "FORMAT")
        ->check(choice_of(std::map<std::string, bool>{{"text", true}, {"json", true}}));
    add("--plot", options.item.plot_file,
        "Draw the priority over time; with FILE as SVG instead of in the terminal", "[FILE]")
        ->expected(0, 1);
    command.add_flag("--ascii", options.item.ascii, "Use no other letters than ASCII")
        ->group("For a file of rules");
    add_color(command, texts);
    command.footer(kExplainExamples);
    return command;
}

CLI::Validator choice_of_words(std::initializer_list<const char*> words) {
    std::map<std::string, int> names;
    for (const auto& word : words) names.emplace(word, 0);
    return choice_of(names);
}

void add_eval_output(CLI::App& command, EvalOptions& options, Texts& texts) {
    command.add_option("--out", options.out, "Where to write: a file ending in .jsonl or .csv")
        ->type_name("FILE");
    command
        .add_option("--out-format", options.out_format,
                    "How to write: table, jsonl or csv; a table where a terminal listens")
        ->type_name("FORMAT")
        ->check(choice_of_words({"table", "jsonl", "csv"}));
    command
        .add_option("--fields", options.fields,
                    "What to write, such as key,segment,due,priority,next_change")
        ->type_name("NAMES")
        ->delimiter(',');
    command
        .add_option("--on-error", texts.on_error,
                    "What to do about a record with errors: stop, or skip it and go on")
        ->type_name("WHAT")
        ->capture_default_str()
        ->check(choice_of_words({"stop", "skip"}));
    command
        .add_option("--rejects", options.rejects,
                    "Where to write skipped records; OUT.rejects.jsonl where unsaid")
        ->type_name("FILE");
}

CLI::App& add_eval(CLI::App& app, EvalOptions& options, Texts& texts) {
    CLI::App& command =
        *app.add_subcommand("eval", "Say what rules make of the items of a file at a moment");
    command.add_option("RULES", options.rules, "The rules")->required()->type_name("");
    command
        .add_option("--type", options.type,
                    "The work type of the items; needed where there are several")
        ->type_name("TYPE");
    command.add_option("--items", options.items, "The file of the items; - reads standard input")
        ->required()
        ->type_name("FILE");
    command
        .add_option("--at", options.at,
                    "The moment asked about: `2026-03-02 10:00` in the time zone of the business, "
                    "`2026-03-02T10:00:00+01:00`, or now")
        ->required()
        ->type_name("MOMENT");
    command
        .add_option("--format", options.format,
                    "What the items are: jsonl or csv; by the name of the file where unsaid")
        ->type_name("FORMAT")
        ->check(choice_of_words({"jsonl", "csv"}));
    command.add_option("--set", options.settings, "A setting for this run: name=value")
        ->type_name("SETTING")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command
        .add_option(
            "--engine", options.engine,
            "What runs the rules: native (machine code), blocks (loops over columns) or "
            "reference (the evaluator that defines the language). Results are the same; unsaid, "
            "machine code is made once there are many items")
        ->type_name("ENGINE")
        ->check(choice_of_words({"native", "blocks", "reference"}));
    CLI::Option* cache = command
                             .add_option("--cache", options.cache.directory,
                                         "Where machine code is kept for the next time; else "
                                         "$REEVE_CACHE_DIR, else the user's cache directory")
                             ->type_name("DIR");
    command.add_flag("--no-cache", options.cache.none, "Keep no machine code")->excludes(cache);
    add_eval_output(command, options, texts);
    add_color(command, texts);
    command.footer(kEvalExamples);
    return command;
}

int run_eval(EvalOptions& options, const Texts& texts) {
    options.color = kColorModes.at(texts.color);
    options.skip = texts.on_error == "skip";
    if (options.out == "-") options.out.clear();
    return evaluate(options);
}

CLI::App& add_doc(CLI::App& app, DocOptions& options, Texts& texts) {
    CLI::App& command = *app.add_subcommand("doc", "Write the rules as a book of web pages");
    command.add_option("RULES", options.file, "The program's file")->required()->type_name("");
    command.add_option("--out", options.out, "The directory to write the book into")
        ->required()
        ->type_name("DIR");
    command
        .add_option("--date", texts.date,
                    "The day to print on the book, such as 2026-03-02; holidays are then listed "
                    "from its year on")
        ->type_name("DATE");
    command.add_flag("--force", options.force,
                     "Write into a directory that holds other things than a book");
    add_color(command, texts);
    command.footer(kDocExamples);
    return command;
}

CLI::App& add_test(CLI::App& app, TestOptions& options, Texts& texts) {
    CLI::App& command = *app.add_subcommand("test", "Run the tests that stand in rules");
    command.add_option("FILES", options.files, "The files whose tests to run")
        ->required()
        ->type_name("");
    command
        .add_option("--filter", options.filter,
                    "Only the tests with this in their names, capitals or not")
        ->type_name("TEXT");
    command.add_flag("--verbose", options.verbose, "Name the tests that passed too");
    command.add_option("--junit", options.junit, "Also write the results for build servers")
        ->type_name("FILE");
    command
        .add_flag("--coverage{text}", options.coverage,
                  "Show which lines of the rules decided something: =text or =html")
        ->type_name("[=FORMAT]")
        ->check(choice_of_words({"text", "html"}));
    command
        .add_option("--coverage-file", options.coverage_file,
                    "Where to write the page of `--coverage=html`; coverage.html where unsaid")
        ->type_name("FILE");
    command
        .add_option("--engine", options.engine,
                    "What decides: native (machine code), blocks (loops) or reference (the "
                    "evaluator that defines the language, where unsaid and for coverage). Results "
                    "are the same")
        ->type_name("ENGINE")
        ->check(choice_of_words({"native", "blocks", "reference"}));
    add_color(command, texts);
    command.footer(kTestExamples);
    return command;
}

CLI::App& add_lsp(CLI::App& app) {
    CLI::App& command =
        *app.add_subcommand("lsp", "Serve an editor (language server protocol, standard input)");
    // What many editors add by themselves.
    static bool stdio = true;
    command.add_flag("--stdio", stdio, "Use standard input and output, as always");
    command.footer("Editors start it by themselves: docs/editors.md says how.");
    return command;
}

int wrong_use(const std::string& text) {
    write(stderr, fmt::format("reeve: {}\n", text));
    return kWrongUse;
}

int run_check(CheckOptions& options, const Texts& texts) {
    options.format = kFormats.at(texts.format);
    options.color = kColorModes.at(texts.color);
    options.deny_warnings = !texts.deny.empty();
    const auto place = [all = forms()](const std::string& name) { return all.at(name); };
    // A form that was asked for is made; the end of the way is the analysis, where nothing is said.
    std::string last = texts.stop_after.empty() ? "analysis" : texts.stop_after;
    for (const std::string& name : texts.print) {
        if (place(name) > place(last) && texts.stop_after.empty()) last = name;
        if (place(name) > place(last)) {
            return wrong_use(
                fmt::format("`--print={}` needs more than `--stop-after={}`", name, last));
        }
        if (const auto phase = driver::find_phase(name)) options.print.push_back(*phase);
        if (const auto form = find_code_form(name)) options.code.push_back(*form);
    }
    options.code_until = find_code_form(last);
    options.stop_after = driver::find_phase(last).value_or(driver::Phase::Analysis);
    return check(options);
}

std::optional<Date> read_date(const std::string& text) {
    int year = 0, month = 0, day = 0, length = 0;
    const bool read =
        std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &length) == 3 &&
        length == 10 && text.size() == 10;
    return read ? Date::from_ymd(year, month, day) : std::nullopt;
}

int run_doc(DocOptions& options, const Texts& texts) {
    options.color = kColorModes.at(texts.color);
    options.date = read_date(texts.date);
    if (!texts.date.empty() && !options.date)
        return wrong_use(fmt::format("`{}` is no date; write 2026-03-02", texts.date));
    return doc(options);
}

int run_explain(const CLI::App& command, Explain& options, const Texts& texts) {
    const ColorMode color = kColorModes.at(texts.color);
    if (is_rule_file(options.item.rules)) {
        options.item.format = kFormats.at(texts.format);
        options.item.color = color;
        options.item.plot = command.count("--plot") > 0;
        return explain_item(options.item);
    }
    for (const char* option : {"--type", "--item", "--at", "--until", "--set", "--plot"}) {
        if (command.count(option) > 0)
            return wrong_use(fmt::format("`{}` needs a file of rules, and `{}` is none", option,
                                         options.item.rules));
    }
    return explain({options.item.rules, color});
}

std::string explain_failure(const CLI::App* app, const CLI::Error& error) {
    const CLI::App* command = app;
    while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
    const std::string name = command == app ? "reeve" : "reeve " + command->get_name();
    return fmt::format("{}: {}\nSee `{} --help`.\n", name, error.what(), name);
}

}  // namespace

int run(int argc, const char* const* argv) {
    CLI::App app{"Reeve: rules for distributing work.", "reeve"};
    app.set_version_flag("--version", fmt::format("reeve {}", version()),
                         "Print the version and exit");
    app.footer(kExamples);
    app.failure_message(explain_failure);
    app.require_subcommand(0, 1);
    Texts texts;
    CheckOptions check_options;
    FmtOptions fmt_options;
    Explain explain_options;
    DocOptions doc_options;
    const CLI::App& check_command = add_check(app, check_options, texts);
    const CLI::App& fmt_command = add_fmt(app, fmt_options, texts);
    const CLI::App& explain_command = add_explain(app, explain_options, texts);
    EvalOptions eval_options;
    const CLI::App& eval_command = add_eval(app, eval_options, texts);
    const CLI::App& doc_command = add_doc(app, doc_options, texts);
    TestOptions test_options;
    const CLI::App& test_command = add_test(app, test_options, texts);
    const CLI::App& lsp_command = add_lsp(app);
    PlanningCommands planning(app);
    // CLI11 reports all that it finds by exceptions, the wish for help too.
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kFine : kWrongUse;
    }
    fmt_options.color = kColorModes.at(texts.color);
    if (check_command.parsed()) return run_check(check_options, texts);
    if (fmt_command.parsed()) return format(fmt_options);
    if (eval_command.parsed()) return run_eval(eval_options, texts);
    if (explain_command.parsed()) return run_explain(explain_command, explain_options, texts);
    if (doc_command.parsed()) return run_doc(doc_options, texts);
    test_options.color = kColorModes.at(texts.color);
    if (test_command.parsed()) return test(test_options);
    if (lsp_command.parsed()) return serve_editor();
    if (const auto code = planning.run()) return *code;
    write(stderr, app.help());
    return kWrongUse;
}

}  // namespace reeve::cli
