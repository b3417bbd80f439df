#pragma once

#include "compiler/explain/text.h"
#include "compiler/source/source.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// How the tests inside rule files came out, as values: text, JUnit files and editors show them.

namespace reeve::trial {

using source::Span;

/// Something that happened in a test.
struct HappenedLine {
    std::string at;    // `2026-03-02 10:00`, on the wall clock of the business
    std::string what;  // `c: offered to ana`
    friend bool operator==(const HappenedLine&, const HappenedLine&) = default;
};

/// Why a line of a test failed, in the words of its author.
struct Failure {
    enum class Kind : std::uint8_t {
        Expectation,   // a condition does not hold
        Missing,       // it reads what is missing
        Refused,       // an act was refused
        NotRefused,    // an act should have been refused, and was not
        OtherRefusal,  // it was refused, in other words
        NotRun         // the line could not be run at all
    };
    Kind kind = Kind::Expectation;
    Span span;  // the line
    std::uint32_t line = 0;
    std::string source;    // as written, on one line
    std::string summary;   // what is wrong: `c.priority is 162.5`
    std::string expected;  // in the language's own form; empty where nothing was compared
    std::string found;
    std::vector<std::string> notes;    // what decided, what stands in the way
    std::string at;                    // the clock of the test
    std::vector<HappenedLine> before;  // to what the line is about, since the test began
    std::size_t left_out = 0;          // of `before`, at its beginning
    explain::Text why;                 // by the rules, at that instant
};

struct TestResult {
    std::string title;
    std::string file;  // as it was named
    Span span;         // the title
    std::uint32_t line = 0;
    std::size_t expectations = 0;  // that were compared
    /// Expectations that follow directly on one another are all compared; else the first failure
    /// ends a test.
    std::vector<Failure> failures;

    [[nodiscard]] bool passed() const { return failures.empty(); }
};

/// In the order in which the files were named, and of a file in the order written.
struct Report {
    std::vector<TestResult> tests;
    std::size_t left_out = 0;  // by the filter

    [[nodiscard]] std::size_t failed() const;
};

}  // namespace reeve::trial
