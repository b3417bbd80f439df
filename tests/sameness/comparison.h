#pragma once

#include "compiler/driver/session.h"
#include "tests/sameness/draft.h"
#include "tests/sameness/item_comparison.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace reeve::sameness {

/// A program that the checker passed, with all that it is made of.
struct Checked {
    driver::MemoryFileSystem files;
    driver::Session session{files, {driver::Phase::Typed}};
    [[nodiscard]] const typed::Program& program() const { return session.programs().front().typed; }
};

/// How often the checker refused a line, by the number of its message.
using Refusals = std::map<int, std::size_t>;

/// Checks a draft. Lines that the checker refuses for what random lines cannot help (values that
/// may become too large, time that does not move in lines) are left out of it and counted; any
/// other refusal is a finding, and is told. Null where nothing is left.
std::unique_ptr<Checked> check(Draft& draft, Refusals& refusals, std::string& finding);

struct Size {
    int rounds = 3;
    int items = 40;
    std::uint32_t work_type = 0;
};

struct Counts {
    std::size_t asked = 0;  // what the engines left to the evaluator
    std::size_t answered = 0;
    ItemCounts ones;
};

/// Asks all engines about random items of the program at random instants: the evaluator, blocks,
/// and machine code, a row at a time and in vectors, optimised and not. What differs, in words, or
/// nothing. `counts`, where given, is added to.
std::optional<std::string> compare(const typed::Program& program, std::uint64_t seed,
                                   const Size& size, Counts* counts = nullptr);

}  // namespace reeve::sameness
