#include "compiler/batch/batch.h"

#include "base/check.h"
#include "compiler/batch/kernel.h"
#include "compiler/eval/evaluator.h"
#include "compiler/eval/priorities.h"
#include "compiler/eval/promises.h"

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

std::optional<std::uint32_t> line_or_none(std::int64_t value) {
    return value == codegen::kNoLine ? std::nullopt
                                     : std::optional(static_cast<std::uint32_t>(value));
}

}  // namespace

Batch::Batch(const eval::Rules& rules, typed::WorkTypeId type, Engine engine,
             const codegen::CompileUnit& compile)
    : rules_(rules),
      type_(type),
      engine_(engine),
      blocks_(codegen::lower(rules.program(), type)),
      columns_(blocks_.layout.schema()),
      tests_(blocks_.layout.tests.size()),
      kernel_(
          engine == Engine::Reference
              ? nullptr
              : std::make_unique<Kernel>(blocks_, engine == Engine::Native ? compile : nullptr)) {}

Batch::~Batch() = default;

std::uint32_t Batch::add(Item item) {
    items_.push_back(std::move(item));
    const columns::Row row = columns_.insert();
    if (engine_ != Engine::Reference) fill(row.index, items_.back());
    return row.index;
}

void Batch::clear() {
    items_.clear();
    columns_.clear();
    entered_ = 0;
}

void Batch::fill(std::uint32_t row, const Item& item) {
    for (std::size_t i = 0; i < blocks_.layout.columns.size(); ++i) {
        const Column& column = blocks_.layout.columns[i];
        if (changes_with_time(column.source) || is_of_promise(column.source)) continue;
        set(row, i, item);
    }
}

void Batch::set(std::uint32_t row, std::size_t index, const Item& item) {
    bool missing = false;
    const std::int64_t value = value_of(blocks_.layout.columns[index], item, missing);
    columns_.set({row}, index, missing ? 0 : value);
    if (blocks_.layout.columns[index].type.optional) columns_.set_missing({row}, index, missing);
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
        case Source::Kind::EntryCondition: {
            const eval::Context context = rules_.prepare(item, {.now = item.created});
            return eval::Evaluator(context, item.created, nullptr)
                           .holds(typed::ExprId(source.index))
                       ? 1
                       : 0;
        }
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
    std::int64_t paused = 0;
    for (const auto& pause : promise->pauses) paused += position(pause.to) - position(pause.from);
    std::optional<Instant> stands = promise->finished;
    if (promise->paused_since && (!stands || *promise->paused_since < *stands))
        stands = promise->paused_since;
    const std::int64_t begin = position(promise->begin) + paused;
    switch (source.kind) {
        case Source::Kind::PromiseAt: return promise->at.ms;
        case Source::Kind::PromiseTotal: return position(promise->at) - begin;
        case Source::Kind::PromiseClock:
            return promise->calendar.valid() ? promise->calendar.index() + 1 : 0;
        case Source::Kind::PromiseRuns: return stands ? 0 : 1;
        case Source::Kind::PromiseStop: return stands ? stands->ms : eval::kLastInstant.ms;
        default: return stands ? position(*stands) - begin : -begin;
    }
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
        const codegen::ValueTest& test = blocks_.layout.tests[i];
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
    for (const Slot& slot : blocks_.layout.slots) {
        if (slot.kind != Slot::Kind::Expression) {
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

/// The promises of items that came without, by the lines that the entry kernel found.
void Batch::enter(const eval::House* house) {
    const typed::WorkType& type = rules_.program().work_type(type_);
    if (!type.sla || entered_ == items_.size()) {
        entered_ = items_.size();
        return;
    }
    const auto results = kernel_->run(blocks_.entry, columns_, slots({}, house), tests_);
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
    for (std::uint32_t row = 0; row < items_.size(); ++row) {
        const Item& item = items_[row];
        Item standing = item;
        const bool evaluator_needed = std::ranges::any_of(
            blocks_.layout.columns,
            [](const Column& column) { return changes_with_time(column.source); });
        std::optional<eval::Context> context;
        if (evaluator_needed) context.emplace(rules_.prepare(item, question));
        if (rules_.program().work_type(type_).sla) {
            eval::Context bare = rules_.bare_context(item);
            bare.house = question.house;
            if (context) bare.derived.segment = context->derived.segment;
            eval::apply_pauses(bare, question.now, nullptr, standing.promises);
        }
        for (std::size_t i = 0; i < blocks_.layout.columns.size(); ++i) {
            const Column& column = blocks_.layout.columns[i];
            if (is_of_promise(column.source)) set(row, i, standing);
            if (!changes_with_time(column.source)) continue;
            if (column.source.kind == Source::Kind::Condition) {
                const bool holds = eval::Evaluator(*context, question.now, nullptr)
                                       .holds(typed::ExprId(column.source.index));
                columns_.set({row}, i, holds ? 1 : 0);
            } else {
                const auto& line =
                    rules_.program().work_type(type_).priority->lines[column.source.index];
                columns_.set({row}, i,
                             scaled(eval::evaluate_still_line(*context, line, question.now),
                                    codegen::kPriorityDigits));
            }
        }
    }
}

Answer Batch::ask(const Item& item, const eval::Question& question) const {
    const eval::Evaluation evaluation = rules_.evaluate(item, question);
    return {evaluation.segment_value, evaluation.band,
            scaled(evaluation.priority.shown, codegen::kPriorityDigits), evaluation.route.to.line};
}

std::vector<Answer> Batch::evaluate(const eval::Question& question) {
    std::vector<Answer> answers(items_.size());
    asked_ = 0;
    if (engine_ == Engine::Reference) {
        for (std::size_t i = 0; i < items_.size(); ++i) answers[i] = ask(items_[i], question);
        asked_ = items_.size();
        return answers;
    }
    test_values();
    enter(question.house);
    fill_at_instant(question);
    const auto results =
        kernel_->run(blocks_.now, columns_, slots(question.now, question.house), tests_);
    const typed::Program& program = rules_.program();
    const bool has_bands = program.bands.valid() && !program.choice(program.bands).values.empty();
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (results.at(Result::Unsure, i) != 0) {
            answers[i] = ask(items_[i], question);
            ++asked_;
            continue;
        }
        Answer& answer = answers[i];
        answer.segment = line_or_none(results.at(Result::Segment, i));
        answer.band = line_or_none(results.at(Result::Band, i));
        if (!answer.band && has_bands)
            answer.band =
                static_cast<std::uint32_t>(program.choice(program.bands).values.size() - 1);
        answer.priority = results.at(Result::Priority, i);
        answer.to = line_or_none(results.at(Result::To, i));
    }
    return answers;
}

}  // namespace reeve::batch
