#pragma once

#include "compiler/codegen/layout.h"
#include "compiler/eval/evaluation.h"
#include "runtime/columns/columns.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace reeve::batch {

using Promises = std::array<std::optional<eval::Promise>, 3>;

/// Makes of items what the columns of a layout hold, and numbers their texts. Rules and layout
/// outlive it. One thread at a time.
class RowFiller {
public:
    RowFiller(const eval::Rules& rules, typed::WorkTypeId type, const codegen::Layout& layout)
        : rules_(rules), type_(type), layout_(layout), tests_(layout.tests.size()) {}

    /// Of all columns that the evaluator does not have to be asked about.
    /// `promises` stand for the item's.
    std::int64_t value_of(const codegen::Column& column, const eval::Item& item,
                          const Promises& promises, bool& missing);
    /// Tests what texts and lists are new since the last time.
    void test_values();
    /// By test of the layout.
    [[nodiscard]] const std::vector<std::vector<std::uint8_t>>& tests() const { return tests_; }
    /// One value for each slot; and, where wanted, how long each holds, the clocks' left aside.
    [[nodiscard]] std::vector<std::int64_t> slots(Instant now, const eval::House* house,
                                                  std::vector<eval::Window>* windows = {}) const;
    /// What is met once in a long file must not fill the memory.
    void forget_if_full();

private:
    struct Dictionary {
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<eval::Value> values{eval::Value()};  // 0: missing
    };

    static std::int64_t fact_value(typed::Fact fact, const eval::Item& item, bool& missing);
    std::int64_t promise_value(const codegen::Source& source, const Promises& promises,
                               bool& missing) const;
    std::int64_t clock_value(const codegen::Source& source, const eval::Item& item,
                             const Promises& promises) const;
    std::uint32_t number_of(std::uint32_t attribute, const eval::Value& value);

    const eval::Rules& rules_;
    typed::WorkTypeId type_;
    const codegen::Layout& layout_;
    std::unordered_map<std::uint32_t, Dictionary> dictionaries_;  // by attribute
    std::vector<std::vector<std::uint8_t>> tests_;
};

/// The value as a whole multiple of 10^-scale, which it is.
std::int64_t scaled(Decimal value, int scale);
std::int64_t integer_of(const eval::Value& value, const typed::Type& type, int scale);
/// Worked out by the evaluator, at each instant anew.
bool changes_with_time(const codegen::Source& source);
bool is_of_promise(const codegen::Source& source);
/// Whether all clocks of the item have begun by now, and all of its promises have a length in their
/// clocks: how the others move is asked of the evaluator.
bool moves_plainly(const codegen::Layout& layout, const columns::Columns& columns,
                   std::uint32_t row, const eval::Item& item, const Promises& promises,
                   Instant now);

}  // namespace reeve::batch
