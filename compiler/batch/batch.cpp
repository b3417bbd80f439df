#include "compiler/batch/batch.h"

#include "base/check.h"
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

/// Values that equal one another have one key.
std::string key_of(const Value& value, typed::Base base) {
    if (base == typed::Base::Text) return value.text();
    if (base != typed::Base::List) return value.reference().id;
    std::string key;
    for (const Value& element : value.list()) {
        // Elements are texts, numbers or choices; a length before each keeps them apart.
        std::string part;
        if (const std::string* text = element.text_or_null())
            part = *text;
        else if (const Decimal* number = element.number_or_null())
            part = number->to_string();
        else
            part = std::to_string(element.choice());
        key += std::to_string(part.size()) + ":" + part;
    }
    return key;
}

std::int64_t scaled(Decimal value, int scale) {
    const auto whole = (value * Decimal::scaled(1, scale)).to_int64();
    CHECK(whole.has_value());
    return *whole;
}

std::int64_t integer_of(const Value& value, const typed::Type& type, int scale) {
    switch (type.base) {
        case typed::Base::YesNo: return value.truth() ? 1 : 0;
        case typed::Base::Choice: return value.choice();
        case typed::Base::Date: return value.date().days;
        case typed::Base::Time: return value.time().ms;
        case typed::Base::Moment: return value.moment().ms;
        default: return scaled(value.number(), scale);
    }
}

bool changes_with_time(const Source& source) {
    return source.kind == Source::Kind::Condition || source.kind == Source::Kind::Term;
}

bool is_of_promise(const Source& source) {
    const bool of_clock =
        source.kind == Source::Kind::ClockBase || source.kind == Source::Kind::ClockRuns;
    return (source.kind >= Source::Kind::PromiseAt && source.kind <= Source::Kind::PromiseStop) ||
           (of_clock && static_cast<codegen::Clock>(source.index) == codegen::Clock::Overdue);
}

/// Distinct values of an attribute that are remembered from one filling to the next.
constexpr std::size_t kValuesMax = 100'000;

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
      tests_(layout_.tests.size()) {}

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
    // What is met once in a long file must not fill the memory.
    const auto is_full = [](const auto& entry) { return entry.second.values.size() > kValuesMax; };
    if (std::ranges::none_of(dictionaries_, is_full)) return;
    dictionaries_.clear();
    for (auto& bytes : tests_) bytes.clear();
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
    const std::int64_t value = value_of(layout_.columns[index], item, missing);
    columns_.set({row}, index, missing ? 0 : value);
    if (layout_.columns[index].type.optional) columns_.set_missing({row}, index, missing);
}

std::int64_t Batch::value_of(const Column& column, const Item& item, bool& missing) {
    const Source& source = column.source;
    const typed::WorkType& type = rules_.program().work_type(type_);
    switch (source.kind) {
        case Source::Kind::Attribute: {
            const Value& value = item.attributes[source.index];
            missing = value.is_missing();
            if (column.interned) {
                const std::uint32_t number = number_of(source.index, value);
                missing = false;
                return number;
            }
            if (missing) return 0;
            return integer_of(value, type.attributes[source.index].type.type, column.scale);
        }
        case Source::Kind::Fact: return fact_value(static_cast<Fact>(source.index), item, missing);
        case Source::Kind::Position: {
            const Instant at =
                source.index == 0xffff'ffff ? item.created : item.attributes[source.index].moment();
            return rules_.calendars().at(source.calendar).open_time(at).ms;
        }
        case Source::Kind::ClockBase:
        case Source::Kind::ClockRuns: return clock_value(source, item);
        case Source::Kind::Finished: return item.finished ? 1 : 0;
        default: return promise_value(source, item, missing);
    }
}

std::int64_t Batch::fact_value(Fact fact, const Item& item, bool& missing) {
    const auto or_missing = [&](const auto& value) -> std::int64_t {
        missing = !value;
        return value ? static_cast<std::int64_t>(*value) : 0;
    };
    switch (fact) {
        case Fact::Created: return item.created.ms;
        case Fact::InLineSince:
            missing = !item.in_line_since;
            return missing ? 0 : item.in_line_since->ms;
        case Fact::State: return item.state;
        case Fact::Source: return or_missing(item.source);
        case Fact::Outcome: return or_missing(item.outcome);
        case Fact::Declines: return item.declines;
        case Fact::Misses: return item.misses;
        default: return item.reassignments;
    }
}

std::int64_t Batch::clock_value(const Source& source, const Item& item) const {
    using codegen::Clock;
    const auto position = [&](Instant instant) {
        return source.calendar.valid()
                   ? rules_.calendars().at(source.calendar).open_time(instant).ms
                   : instant.ms;
    };
    eval::ClockRuns runs;
    const auto clock = static_cast<Clock>(source.index);
    switch (clock) {
        case Clock::Age: runs.since = item.created; break;
        case Clock::Waiting: runs = item.waiting; break;
        case Clock::WaitingHere: runs = item.waiting_here; break;
        case Clock::Working: runs = item.working; break;
        case Clock::Untouched: runs = item.untouched; break;
        case Clock::Overdue:
            if (item.promises[2]) runs.since = item.promises[2]->at;
    }
    if (clock != Clock::Age && item.finished && runs.since) {
        if (*runs.since < *item.finished) runs.past.push_back({*runs.since, *item.finished});
        runs.since.reset();
    }
    if (source.kind == Source::Kind::ClockRuns) return runs.since ? 1 : 0;
    std::int64_t base = 0;
    for (const auto& run : runs.past) base += position(run.to) - position(run.from);
    return runs.since ? base - position(*runs.since) : base;
}

std::int64_t Batch::promise_value(const Source& source, const Item& item, bool& missing) const {
    const std::optional<eval::Promise>& promise = item.promises[source.index];
    missing = !promise;
    if (!promise) return 0;
    const auto position = [&](Instant instant) {
        return promise->calendar.valid()
                   ? rules_.calendars().at(promise->calendar).open_time(instant).ms
                   : instant.ms;
    };
    // Of the promised time, and of all time, as pauses after the moment promised take nothing of
    // it.
    std::int64_t paused = 0, paused_in_all = 0;
    for (const auto& pause : promise->pauses) {
        paused_in_all += position(pause.to) - position(pause.from);
        if (pause.from < promise->at)
            paused += position(std::min(pause.to, promise->at)) - position(pause.from);
    }
    std::optional<Instant> stands = promise->finished;
    if (promise->paused_since && (!stands || *promise->paused_since < *stands))
        stands = promise->paused_since;
    const std::int64_t begin = position(promise->begin) + paused_in_all;
    const std::int64_t total = position(promise->at) - position(promise->begin) - paused;
    switch (source.kind) {
        case Source::Kind::PromiseAt: return promise->at.ms;
        case Source::Kind::PromiseTotal: return total;
        case Source::Kind::PromiseClock:
            if (stands) return static_cast<std::int64_t>(rules_.program().calendars.size()) + 1;
            return total > 0 && promise->calendar.valid() ? promise->calendar.index() + 1 : 0;
        case Source::Kind::PromiseStop: return stands ? stands->ms : eval::kLastInstant.ms;
        default: break;
    }
    if (total > 0) return stands ? position(*stands) - begin : -begin;
    // Above zero once the moment has passed.
    return stands ? stands->ms - promise->at.ms + 1 : 1 - promise->at.ms;
}

std::uint32_t Batch::number_of(std::uint32_t attribute, const Value& value) {
    if (value.is_missing()) return 0;
    Dictionary& dictionary = dictionaries_[attribute];
    const auto base = rules_.program().work_type(type_).attributes[attribute].type.type.base;
    const auto [found, is_new] = dictionary.numbers.try_emplace(
        key_of(value, base), static_cast<std::uint32_t>(dictionary.values.size()));
    if (is_new) dictionary.values.push_back(value);
    return found->second;
}

/// Texts and lists that are new since the last time, each tested once.
void Batch::test_values() {
    for (std::size_t i = 0; i < tests_.size(); ++i) {
        const codegen::ValueTest& test = layout_.tests[i];
        const Dictionary& dictionary = dictionaries_[test.attribute];
        Item item = rules_.new_item(type_, Instant{});
        const eval::Context context = rules_.bare_context(item);
        std::vector<std::uint8_t>& bytes = tests_[i];
        const std::size_t tested = bytes.empty() ? 0 : bytes.size() - codegen::kTestPadding;
        bytes.resize(tested);
        for (std::size_t n = tested; n < dictionary.values.size(); ++n) {
            item.attributes[test.attribute] = dictionary.values[n];
            // A condition that would read what is missing is guarded, and never asked about it.
            const bool optional =
                rules_.program().work_type(type_).attributes[test.attribute].type.type.optional;
            const bool askable = n > 0 || optional;
            bytes.push_back(askable &&
                            eval::Evaluator(context, Instant{}, nullptr).holds(test.condition));
        }
        bytes.resize(bytes.size() + codegen::kTestPadding);
    }
}

std::vector<std::int64_t> Batch::slots(Instant now, const eval::House* house) const {
    std::vector<std::int64_t> values;
    const Item nobody = rules_.new_item(type_, now);
    eval::Context context = rules_.bare_context(nobody);
    context.house = house;
    for (const Slot& slot : layout_.slots) {
        if (slot.kind == Slot::Kind::Still) {
            values.push_back(0);
            continue;
        }
        if (slot.kind == Slot::Kind::Position) {
            values.push_back(slot.calendar.valid()
                                 ? rules_.calendars().at(slot.calendar).open_time(now).ms
                                 : now.ms);
            continue;
        }
        const typed::ExprId id(slot.index);
        const Value value = eval::Evaluator(context, now, nullptr).value(id);
        values.push_back(integer_of(value, rules_.program().expr(id).type, slot.scale));
    }
    return values;
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
    const Results results = run_kernel(true, slots({}, house));
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

Results Batch::run_kernel(bool entry, const std::vector<std::int64_t>& slots) const {
    const codegen::Blocks& blocks = compiled_->blocks();
    Results results(entry ? blocks.entry : blocks.now, columns_.size());
    if (columns_.size() == 0) return results;
    const std::uint32_t padded =
        (columns_.size() + columns::kRowsPadded - 1) / columns::kRowsPadded * columns::kRowsPadded;
    const columns::Columns::Chunk rows = columns_.chunk(0, padded);
    std::vector<const std::uint8_t*> tables;
    for (const auto& test : tests_) tables.push_back(test.data());
    const abi::Batch batch{rows.values.data(), rows.missing.data(), slots.data(),
                           tables.data(),      results.addresses(), rows.count};
    if (entry)
        compiled_->run_entry(batch);
    else
        compiled_->run_now(batch);
    return results;
}

Batch::Inputs Batch::inputs(const eval::Question& question) {
    test_values();
    enter(question.house);
    fill_at_instant(question);
    return {columns_, slots(question.now, question.house), tests_};
}

Results Batch::run(const eval::Question& question) {
    return run_kernel(false, inputs(question).slots);
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
    answer.priority = results.at(Result::Priority, row);
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
        const bool unsure = results.at(Result::Unsure, i) != 0;
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
        answers.push_back({answer(results, i), results.at(Result::Unsure, i) != 0});
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
        if (results && results->at(Result::Unsure, i) == 0) {
            all.push_back(evaluation(i, answer(*results, i), question, wanted));
        } else {
            all.push_back(rules_.evaluate(items_[i], question));
            ++asked_;
        }
    }
    return all;
}

}  // namespace reeve::batch
