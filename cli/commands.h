#pragma once

#include "base/time.h"
#include "cli/code_forms.h"
#include "cli/engines.h"
#include "cli/terminal.h"

#include "compiler/driver/phase.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What the command line can ask for. Each command returns the exit code.

namespace reeve::cli {

inline constexpr int kFine = 0;
inline constexpr int kFindings =
    1;  // errors, warnings that are denied, files that fmt would change
inline constexpr int kWrongUse = 2;  // unknown options, unreadable files

enum class Format : std::uint8_t { Text, Json, Sarif, Github };

struct CheckOptions {
    std::vector<std::string> files;
    Format format = Format::Text;
    bool deny_warnings = false;
    std::vector<driver::Phase> print;
    driver::Phase stop_after = driver::Phase::Analysis;
    std::vector<CodeForm> code;          // to print
    std::optional<CodeForm> code_until;  // how far to go beyond the analysis
    ColorMode color = ColorMode::Auto;
};
int check(const CheckOptions& options);

struct FmtOptions {
    std::vector<std::string> files;  // none or "-": standard input to standard output
    bool check = false;
    std::string stdin_name = "standard input";
    ColorMode color = ColorMode::Auto;
};
int format(const FmtOptions& options);

struct ExplainOptions {
    std::string code;  // a number or a name; empty lists all
    ColorMode color = ColorMode::Auto;
};
int explain(const ExplainOptions& options);

struct ExplainItemOptions {
    std::string rules;  // the file
    std::string type;   // may be left out where there is one work type
    std::string item;   // JSON; `@file`, or `-` for standard input
    std::string at;     // empty: now
    std::string until;
    std::vector<std::string> settings;  // name=value
    Format format = Format::Text;
    bool plot = false;
    std::string plot_file;  // an SVG; empty: in the terminal
    bool ascii = false;
    ColorMode color = ColorMode::Auto;
};
int explain_item(const ExplainItemOptions& options);
/// An existing file, or what can only be meant as one.
bool is_rule_file(const std::string& word);

struct EvalOptions {
    std::string rules;
    std::string type;    // empty: the only one
    std::string items;   // "-": standard input
    std::string format;  // jsonl, csv; empty: by the name of the file
    std::string at;
    std::string out;  // empty: standard output
    std::string
        out_format;       // table, jsonl, csv; empty: by the name of the file, or by the terminal
    std::string rejects;  // empty: beside `out`
    bool skip = false;    // bad records
    CacheChoice cache;
    std::string engine;  // native, blocks, reference; empty: native once it pays, blocks till then
    std::vector<std::string> settings;  // name=value
    std::vector<std::string> fields;
    ColorMode color = ColorMode::Auto;
};
int evaluate(const EvalOptions& options);

struct DocOptions {
    std::string file;
    std::string out;
    std::optional<Date> date;
    bool force = false;  // write between files that are no book
    ColorMode color = ColorMode::Auto;
};
int doc(const DocOptions& options);

struct TestOptions {
    std::vector<std::string> files;
    std::string filter;         // part of the names of the tests to run
    std::string junit;          // a file; empty: none
    std::string coverage;       // text, html; empty: none
    std::string coverage_file;  // html
    bool verbose = false;       // name the tests that passed too
    std::string engine = "reference";  // native, blocks, reference
    CacheChoice cache;
    ColorMode color = ColorMode::Auto;
};
int test(const TestOptions& options);

/// Serves an editor on standard input and output until it leaves.
int serve_editor();

/// Reads the command line and runs what it asks for.
int run(int argc, const char* const* argv);

}  // namespace reeve::cli
