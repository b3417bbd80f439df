#pragma once

#include "compiler/codegen/compiled.h"
#include "compiler/codegen/lower.h"
#include "compiler/eval/evaluation.h"
#include "runtime/columns/columns.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace reeve::batch {

/// What is worked out of an item by compiled rules.
struct Answer {
    std::optional<std::uint32_t> segment;
    std::optional<std::uint32_t> band;
    std::int64_t priority = 0;        // thousandths
    std::optional<std::uint32_t> to;  // line of the route
    friend bool operator==(const Answer&, const Answer&) = default;
};

/// Which implementation runs the rules. All give the same answers.
enum class Engine : std::uint8_t { Reference, Blocks, Native };

/// Items of one work type in columns, and the answers about them. The program and its rules outlive
/// it. One thread at a time.
class Batch {
public:
    /// `compile` is asked for Engine::Native alone; where it fails, blocks serve.
    Batch(const eval::Rules& rules, typed::WorkTypeId type, Engine engine,
          const codegen::CompileUnit& compile = {});
    ~Batch();

    /// The item's promises are worked out here, where it brings none. It is copied.
    std::uint32_t add(eval::Item item);
    void clear();
    [[nodiscard]] std::size_t size() const { return items_.size(); }
    [[nodiscard]] const eval::Item& item(std::size_t index) const { return items_[index]; }

    /// Answers for all items, in order. What is too near to a half to be sure in binary64 is asked
    /// of the evaluator.
    std::vector<Answer> evaluate(const eval::Question& question);
    /// How many rows the last `evaluate` asked the evaluator about.
    [[nodiscard]] std::size_t asked() const { return asked_; }

    [[nodiscard]] const codegen::Blocks& blocks() const { return blocks_; }

private:
    struct Kernel;
    struct Dictionary {
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<eval::Value> values{eval::Value()};  // 0: missing
    };

    void fill(std::uint32_t row, const eval::Item& item);
    void set(std::uint32_t row, std::size_t index, const eval::Item& item);
    void enter(const eval::House* house);
    void fill_at_instant(const eval::Question& question);
    static std::int64_t fact_value(typed::Fact fact, const eval::Item& item, bool& missing);
    std::int64_t value_of(const codegen::Column& column, const eval::Item& item, bool& missing);
    std::int64_t promise_value(const codegen::Source& source, const eval::Item& item,
                               bool& missing) const;
    std::int64_t clock_value(const codegen::Source& source, const eval::Item& item) const;
    std::uint32_t number_of(std::uint32_t attribute, const eval::Value& value);
    void test_values();
    std::vector<std::int64_t> slots(Instant now, const eval::House* house) const;
    Answer ask(const eval::Item& item, const eval::Question& question) const;

    const eval::Rules& rules_;
    typed::WorkTypeId type_;
    Engine engine_;
    codegen::Blocks blocks_;
    columns::Columns columns_;
    std::vector<eval::Item> items_;
    std::unordered_map<std::uint32_t, Dictionary> dictionaries_;  // by attribute
    std::vector<std::vector<std::uint8_t>> tests_;
    std::unique_ptr<Kernel> kernel_;
    std::size_t entered_ = 0;  // rows whose promises have been made
    std::size_t asked_ = 0;
};

}  // namespace reeve::batch
