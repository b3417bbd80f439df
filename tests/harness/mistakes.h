#pragma once

#include <cstddef>
#include <string>
#include <vector>

// Tables of mistakes, files `tests/mistakes/*.mistakes`. Each mistake is an edit of a program that
// is right, written like a difference, and what the compiler has to say about it:
//
//     base examples/claims/main.reeve
//
//     - amount > big_claim
//     + amount > 3 days
//     ! error[RV3015] `3 days`: money is compared with a duration
//
// The first place that holds the text of the lines with `-` gets that of the lines with `+`
// instead; lines follow one another as they stand. Without `-` the text is put at the end of the
// program. Each mistake has exactly one message, which marks the text in backticks (its first
// line). It lies in what was written, unless a line is named:
//
//     ! error[RV2001] `Claim` in `segment of Claim {`: there is no work type `Claim`
//
// `! nothing` is said of an edit that is no mistake. `#` begins a remark.

namespace reeve::harness {

struct Mistake {
    std::string base;      // the program's path from the repository's root
    std::string find;      // empty: at the end
    std::string write;     // may be empty
    std::string expected;  // what stands after `! `
    std::size_t line = 0;  // of `!` in the table, from 1
};

struct MistakeTable {
    std::string path;
    std::vector<Mistake> mistakes;
    std::vector<std::string> problems;  // lines that cannot be read
};

/// All tables of the repository, in the order of their names.
const std::vector<MistakeTable>& mistake_tables();

MistakeTable read_mistakes(const std::string& path, const std::string& text);

/// What is said of the mistake, as a table writes it; several messages are joined by " and ".
std::string outcome_of(const Mistake& mistake);

/// What is wrong: tables that cannot be read, other messages than expected, fixes that do not
/// repair. Each in words, none if nothing is.
std::vector<std::string> check_mistakes(const MistakeTable& table);

/// The messages of all mistakes as their authors would see them.
std::string show_mistakes(const MistakeTable& table);

/// The table's text with the outcomes that are now.
std::string update_mistakes(const MistakeTable& table, const std::string& text);

}  // namespace reeve::harness
