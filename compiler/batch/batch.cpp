#include "compiler/batch/batch.h"

#include "base/check.h"
#include "compiler/batch/exact_rows.h"
#include "compiler/batch/results.h"
#include "compiler/eval/evaluator.h"
#include "compiler/eval/priorities.h"
#include "compiler/eval/promises.h"
#include "compiler/eval/routes.h"

#include <algorithm>

namespace reeve::batch {

using codegen::Column;
using codegen::Result;
using codegen::Slot;
using codegen::Source;
using eval::Item;
using eval::Value;
using typed::Fact;

namespace {

std::optional<std::uint32_t> line_or_none(std::int64_t value) {
    return value == codegen::kNoLine ? std::nullopt
                                     : std::optional(static_cast<std::uint32_t>(value));
}

}  // namespace

namespace {

std::shared_ptr<const CompiledRules> compile_for(const typed::Program& program,
                                                 typed::WorkTypeId type, Engine engine,
                                                 const codegen::CompileUnit& compile) {
    if (engine == Engine::Reference) return nullptr;
    auto compiled = std::make_shared<CompiledRules>(program, type);
    // Without machine code blocks serve.
    if (engine == Engine::Native && compile) (void)compiled->make_native(compile);
    return compiled;
}

}  // namespace

Batch::Batch(const eval::Rules& rules, typed::WorkTypeId type, Engine engine,
             const codegen::CompileUnit& compile)
    : Batch(rules, type, compile_for(rules.program(), type, engine, compile)) {}

Batch::Batch(const eval::Rules& rules, typed::WorkTypeId type,
             std::shared_ptr<const CompiledRules> compiled)
    : rules_(rules),
      type_(type),
      compiled_(std::move(compiled)),
      layout_(compiled_ ? compiled_->blocks().layout : codegen::Layout()),
      columns_(layout_.schema()),
      filler_(rules, type, layout_) {}

Batch::~Batch() = default;

std::uint32_t Batch::add(Item item) {
    items_.push_back(std::move(item));
    const columns::Row row = columns_.insert();
    if (compiled_) fill(row.index, items_.back());
    return row.index;
}

void Batch::clear() {
    items_.clear();
    standing_.clear();
    columns_.clear();
    entered_ = 0;
    filler_.forget_if_full();
}

std::vector<Item> Batch::release() {
    std::vector<Item> items = std::move(items_);
    clear();
    return items;
}

void Batch::fill(std::uint32_t row, const Item& item) {
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
        const Column& column = layout_.columns[i];
        const bool later = changes_with_time(column.source) || is_of_promise(column.source) ||
                           column.source.kind == Source::Kind::EntryCondition;
        if (!later) set(row, i, item);
    }
}

void Batch::set(std::uint32_t row, std::size_t index, const Item& item) {
    bool missing = false;
    const std::int64_t value =
        filler_.value_of(layout_.columns[index], item, item.promises, missing);
    columns_.set({row}, index, missing ? 0 : value);
    if (layout_.columns[index].type.optional) columns_.set_missing({row}, index, missing);
}

/// What the evaluator works out as of `created`; with the settings that hold when the item enters.
void Batch::fill_at_entry(const eval::House* house) {
    const bool evaluator_needed = std::ranges::any_of(layout_.columns, [](const Column& column) {
        return column.source.kind == Source::Kind::EntryCondition;
    });
    if (!evaluator_needed) return;
    for (std::size_t row = entered_; row < items_.size(); ++row) {
        const Item& item = items_[row];
        const eval::Question question{.now = item.created, .house = house, .choose_split = {}};
        const eval::Context context = rules_.prepare(item, question);
        for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
            const Source& source = layout_.columns[i].source;
            if (source.kind != Source::Kind::EntryCondition) continue;
            const bool holds =
                eval::Evaluator(context, item.created, nullptr).holds(typed::ExprId(source.index));
            columns_.set({static_cast<std::uint32_t>(row)}, i, holds ? 1 : 0);
        }
    }
}

/// The promises of items that came without, by the lines that the entry kernel found.
void Batch::enter(const eval::House* house) {
    const typed::WorkType& type = rules_.program().work_type(type_);
    if (!type.sla || entered_ == items_.size()) {
        entered_ = items_.size();
        return;
    }
    fill_at_entry(house);
    const Results results = run_kernel(true, filler_.slots({}, house));
    const Result kinds[] = {Result::Start, Result::Target, Result::Due};
    for (std::size_t row = entered_; row < items_.size(); ++row) {
        Item& item = items_[row];
        eval::Context context = rules_.bare_context(item);
        context.house = house;
        context.derived.segment = line_or_none(results.at(Result::Segment, row));
        eval::Evaluator evaluator(context, item.created, nullptr);
        Instant begin = item.created;
        if (type.sla->counting_from.valid()) {
            const Value from = evaluator.value(type.sla->counting_from);
            if (!from.is_missing()) begin = from.moment();
        }
        for (std::size_t k = 0; k < 3; ++k) {
            const auto line = line_or_none(results.at(kinds[k], row));
            if (item.promises[k] || !line) continue;
            const auto kind = static_cast<eval::PromiseKind>(k);
            item.promises[k] = eval::make_promise(evaluator, context, *type.sla,
                                                  eval::lines_of(*type.sla, kind)[*line], begin);
            item.promises[k]->line = *line;
        }
    }
    entered_ = items_.size();
}

void Batch::fill_at_instant(const eval::Question& question) {
    const typed::WorkType& type = rules_.program().work_type(type_);
    const bool evaluator_needed = std::ranges::any_of(
        layout_.columns, [](const Column& column) { return changes_with_time(column.source); });
    standing_.resize(items_.size());
    for (std::uint32_t row = 0; row < items_.size(); ++row) {
        Item& item = items_[row];
        std::optional<eval::Context> context;
        if (evaluator_needed) context.emplace(rules_.prepare(item, question));
        // Columns are filled with the promises as they stand now; the item keeps its own.
        const Promises kept = item.promises;
        if (type.sla) {
            eval::Context bare = rules_.bare_context(item);
            bare.house = question.house;
            if (context) bare.derived.segment = context->derived.segment;
            eval::apply_pauses(bare, question.now, nullptr, item.promises);
            standing_[row] = item.promises;
        }
        for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
            const Source& source = layout_.columns[i].source;
            if (is_of_promise(source)) set(row, i, item);
            if (!changes_with_time(source)) continue;
            if (source.kind == Source::Kind::Condition) {
                const bool holds = eval::Evaluator(*context, question.now, nullptr)
                                       .holds(typed::ExprId(source.index));
                columns_.set({row}, i, holds ? 1 : 0);
            } else {
                columns_.set({row}, i,
                             scaled(eval::evaluate_still_line(
                                        *context, type.priority->lines[source.index], question.now),
                                    codegen::kPriorityDigits));
            }
        }
        item.promises = kept;
    }
}

Results Batch::run_kernel(bool entry, const std::vector<std::int64_t>& slots,
                          const UseBatch& use) const {
    const codegen::Blocks& blocks = compiled_->blocks();
    Results results(entry ? blocks.entry : blocks.now, columns_.size());
    if (columns_.size() == 0) return results;
    const std::uint32_t padded =
        (columns_.size() + columns::kRowsPadded - 1) / columns::kRowsPadded * columns::kRowsPadded;
    const columns::Columns::Chunk rows = columns_.chunk(0, padded);
    std::vector<const std::uint8_t*> tables;
    for (const auto& test : filler_.tests()) tables.push_back(test.data());
    const abi::Batch batch{rows.values.data(), rows.missing.data(), slots.data(),
                           tables.data(),      results.addresses(), rows.count};
    if (entry)
        compiled_->run_entry(batch);
    else
        compiled_->run_now(batch);
    if (use) use(batch, results);
    return results;
}

Batch::Inputs Batch::inputs(const eval::Question& question) {
    filler_.test_values();
    enter(question.house);
    fill_at_instant(question);
    return {columns_, filler_.slots(question.now, question.house), filler_.tests()};
}

/// What the kernel is not sure of is worked out exactly where that can be done.
Results Batch::run(const eval::Question& question) {
    exact_.assign(items_.size(), std::nullopt);
    const auto work_out = [&](const abi::Batch& batch, const Results& results) {
        std::optional<ExactRows> rows;
        for (std::uint32_t i = 0; i < items_.size(); ++i) {
            if (results.at(Result::Unsure, i) == 0) continue;
            if (!moves_plainly(layout_, columns_, i, items_[i], standing_[i], question.now))
                continue;
            if (!rows) rows.emplace(rules_, *compiled_, columns_, batch);
            exact_[i] = rows->priority(i);
        }
    };
    return run_kernel(false, inputs(question).slots, work_out);
}

bool Batch::is_unsure(const Results& results, std::size_t row) const {
    return results.at(Result::Unsure, row) != 0 && !exact_[row];
}

Answer Batch::ask(const Item& item, const eval::Question& question) const {
    const eval::Evaluation evaluation = rules_.evaluate(item, question);
    return {evaluation.segment_value, evaluation.band,
            scaled(evaluation.priority.shown, codegen::kPriorityDigits), evaluation.route.to.line};
}

Answer Batch::answer(const Results& results, std::size_t row) const {
    const typed::Program& program = rules_.program();
    Answer answer;
    answer.segment = line_or_none(results.at(Result::Segment, row));
    answer.band = line_or_none(results.at(Result::Band, row));
    if (!answer.band && program.bands.valid()) {
        const auto& bands = program.choice(program.bands).values;
        if (!bands.empty()) answer.band = static_cast<std::uint32_t>(bands.size() - 1);
    }
    answer.priority = exact_[row].value_or(results.at(Result::Priority, row));
    answer.to = line_or_none(results.at(Result::To, row));
    return answer;
}

std::vector<Answer> Batch::evaluate(const eval::Question& question) {
    std::vector<Answer> answers(items_.size());
    asked_ = 0;
    if (!compiled_) {
        for (std::size_t i = 0; i < items_.size(); ++i) answers[i] = ask(items_[i], question);
        asked_ = items_.size();
        return answers;
    }
    const Results results = run(question);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const bool unsure = is_unsure(results, i);
        answers[i] = unsure ? ask(items_[i], question) : answer(results, i);
        if (unsure) ++asked_;
    }
    return answers;
}

std::vector<KernelAnswer> Batch::kernel_answers(const eval::Question& question) {
    CHECK(compiled_ != nullptr);
    const Results results = run(question);
    std::vector<KernelAnswer> answers;
    for (std::size_t i = 0; i < items_.size(); ++i)
        answers.push_back({answer(results, i), is_unsure(results, i)});
    return answers;
}

eval::Evaluation Batch::evaluation(std::size_t row, const Answer& answer,
                                   const eval::Question& question, const Wanted& wanted) const {
    const typed::WorkType& type = rules_.program().work_type(type_);
    eval::Evaluation evaluation;
    evaluation.segment_value = answer.segment;
    evaluation.band = answer.band;
    evaluation.priority.shown = Decimal::scaled(answer.priority, -codegen::kPriorityDigits);
    eval::Context context = rules_.bare_context(items_[row]);
    context.house = question.house;
    context.derived.segment = answer.segment;
    context.derived.promises = standing_[row];
    if (wanted.promises && type.sla)
        evaluation.promises = eval::answer_promises(context, *type.sla, question.now);
    evaluation.route.to.line = answer.to;
    if (wanted.route && type.route)
        evaluation.route = eval::evaluate_route_now(std::move(context), *type.route, question);
    return evaluation;
}

std::vector<eval::Evaluation> Batch::evaluations(const eval::Question& question,
                                                 const Wanted& wanted) {
    std::vector<eval::Evaluation> all;
    all.reserve(items_.size());
    asked_ = 0;
    std::optional<Results> results;
    if (compiled_ && !wanted.everything) results.emplace(run(question));
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (results && !is_unsure(*results, i)) {
            all.push_back(evaluation(i, answer(*results, i), question, wanted));
        } else {
            all.push_back(rules_.evaluate(items_[i], question));
            ++asked_;
        }
    }
    return all;
}

}  // namespace reeve::batch
