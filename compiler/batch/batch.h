#pragma once

#include "compiler/batch/compiled_rules.h"
#include "compiler/batch/row_filler.h"
#include "compiler/eval/evaluation.h"
#include "runtime/columns/columns.h"

#include <array>
#include <functional>
#include <memory>
#include <string>
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

/// What compiled rules say by themselves. Where they are unsure, the priority is not theirs to say.
struct KernelAnswer {
    Answer answer;
    bool unsure = false;
};

/// Which implementation runs the rules. All give the same answers.
enum class Engine : std::uint8_t { Reference, Blocks, Native };

/// What of an evaluation is worked out beside segment, band, priority and the route's line.
struct Wanted {
    bool promises = true;
    bool route = true;        // queue and needs
    bool everything = false;  // thresholds, windows, terms; asked of the evaluator
};

class Results;

/// Items of one work type in columns, and the answers about them. The program and its rules outlive
/// it. One thread at a time.
class Batch {
public:
    /// `compile` is asked for Engine::Native alone; where it fails, blocks serve.
    Batch(const eval::Rules& rules, typed::WorkTypeId type, Engine engine,
          const codegen::CompileUnit& compile = {});
    /// On rules that others may run, too; null: all is asked of the evaluator.
    Batch(const eval::Rules& rules, typed::WorkTypeId type,
          std::shared_ptr<const CompiledRules> compiled);
    ~Batch();

    /// The item's promises are worked out here, where it brings none. It is copied.
    std::uint32_t add(eval::Item item);
    void clear();
    [[nodiscard]] const eval::Rules& rules() const { return rules_; }
    [[nodiscard]] std::size_t size() const { return items_.size(); }
    /// The items as they were added, with their promises; empties the batch.
    std::vector<eval::Item> release();
    [[nodiscard]] const eval::Item& item(std::size_t index) const { return items_[index]; }

    /// Answers for all items, in order. What is too near to a half to be sure in binary64 is asked
    /// of the evaluator.
    std::vector<Answer> evaluate(const eval::Question& question);
    /// The same answers with what else is wanted; what is not, is left empty.
    std::vector<eval::Evaluation> evaluations(const eval::Question& question, const Wanted& wanted);
    /// The answers as compiled rules give them, without asking the evaluator.
    std::vector<KernelAnswer> kernel_answers(const eval::Question& question);
    /// How many rows the last `evaluate` asked the evaluator about.
    [[nodiscard]] std::size_t asked() const { return asked_; }

    /// What the kernel of now reads, all filled in. Valid until the next change.
    struct Inputs {
        const columns::Columns& columns;
        std::vector<std::int64_t> slots;
        const std::vector<std::vector<std::uint8_t>>& tests;  // by test of the layout
    };
    Inputs inputs(const eval::Question& question);

private:
    void fill(std::uint32_t row, const eval::Item& item);
    void set(std::uint32_t row, std::size_t index, const eval::Item& item);
    void enter(const eval::House* house);
    void fill_at_entry(const eval::House* house);
    void fill_at_instant(const eval::Question& question);
    Results run(const eval::Question& question);
    using UseBatch = std::function<void(const abi::Batch&, const Results&)>;
    [[nodiscard]] Results run_kernel(bool entry, const std::vector<std::int64_t>& slots,
                                     const UseBatch& use = {}) const;
    [[nodiscard]] bool is_unsure(const Results& results, std::size_t row) const;
    [[nodiscard]] Answer answer(const Results& results, std::size_t row) const;
    [[nodiscard]] eval::Evaluation evaluation(std::size_t row, const Answer& answer,
                                              const eval::Question& question,
                                              const Wanted& wanted) const;
    Answer ask(const eval::Item& item, const eval::Question& question) const;

    const eval::Rules& rules_;
    typed::WorkTypeId type_;
    std::shared_ptr<const CompiledRules> compiled_;  // null: the evaluator
    codegen::Layout layout_;
    columns::Columns columns_;
    std::vector<eval::Item> items_;
    std::vector<Promises>
        standing_;  // the items' promises as they stand at the instant asked about
    RowFiller filler_;
    std::vector<std::optional<std::int64_t>> exact_;  // where the last kernel was not sure
    std::size_t entered_ = 0;                         // rows whose promises have been made
    std::size_t asked_ = 0;
};

}  // namespace reeve::batch
