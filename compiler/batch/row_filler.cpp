#include "compiler/batch/row_filler.h"

#include "base/check.h"
#include "compiler/codegen/compiled.h"
#include "compiler/eval/evaluator.h"

#include <algorithm>

namespace reeve::batch {

using codegen::Column;
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

/// Distinct values of an attribute that are remembered from one filling to the next.
constexpr std::size_t kValuesMax = 100'000;

}  // namespace

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
        source.kind >= Source::Kind::ClockBase && source.kind <= Source::Kind::ClockStart;
    return (source.kind >= Source::Kind::PromiseAt && source.kind <= Source::Kind::PromiseStop) ||
           (of_clock && static_cast<codegen::Clock>(source.index) == codegen::Clock::Overdue);
}

std::int64_t RowFiller::value_of(const Column& column, const Item& item, const Promises& promises,
                                 bool& missing) {
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
        case Source::Kind::ClockRuns:
        case Source::Kind::ClockStart: return clock_value(source, item, promises);
        case Source::Kind::Finished: return item.finished ? 1 : 0;
        default: return promise_value(source, promises, missing);
    }
}

std::int64_t RowFiller::fact_value(Fact fact, const Item& item, bool& missing) {
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

std::int64_t RowFiller::clock_value(const Source& source, const Item& item,
                                    const Promises& promises) const {
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
            if (promises[2]) runs.since = promises[2]->at;
    }
    if (clock != Clock::Age && item.finished && runs.since) {
        if (*runs.since < *item.finished) runs.past.push_back({*runs.since, *item.finished});
        runs.since.reset();
    }
    if (source.kind == Source::Kind::ClockRuns) return runs.since ? 1 : 0;
    if (source.kind == Source::Kind::ClockStart) return runs.since ? position(*runs.since) : 0;
    std::int64_t base = 0;
    for (const auto& run : runs.past) base += position(run.to) - position(run.from);
    return runs.since ? base - position(*runs.since) : base;
}

std::int64_t RowFiller::promise_value(const Source& source, const Promises& promises,
                                      bool& missing) const {
    const std::optional<eval::Promise>& promise = promises[source.index];
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
        case Source::Kind::PromiseStart:
            return position(promise->pauses.empty() ? promise->begin : promise->pauses.back().to);
        case Source::Kind::PromiseStop: return stands ? stands->ms : eval::kLastInstant.ms;
        default: break;
    }
    if (total > 0) return stands ? position(*stands) - begin : -begin;
    // Above zero once the moment has passed.
    return stands ? stands->ms - promise->at.ms + 1 : 1 - promise->at.ms;
}

std::uint32_t RowFiller::number_of(std::uint32_t attribute, const Value& value) {
    if (value.is_missing()) return 0;
    Dictionary& dictionary = dictionaries_[attribute];
    const auto base = rules_.program().work_type(type_).attributes[attribute].type.type.base;
    const auto [found, is_new] = dictionary.numbers.try_emplace(
        key_of(value, base), static_cast<std::uint32_t>(dictionary.values.size()));
    if (is_new) dictionary.values.push_back(value);
    return found->second;
}

/// Texts and lists that are new since the last time, each tested once.
void RowFiller::test_values() {
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

std::vector<std::int64_t> RowFiller::slots(Instant now, const eval::House* house,
                                           std::vector<eval::Window>* windows) const {
    std::vector<std::int64_t> values;
    values.reserve(layout_.slots.size());
    std::optional<Item> nobody;
    if (windows != nullptr) windows->assign(layout_.slots.size(), {});
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
        if (!nobody) nobody = rules_.new_item(type_, now);
        eval::Context context = rules_.bare_context(*nobody);
        context.house = house;
        const typed::ExprId id(slot.index);
        eval::Window* window = windows != nullptr ? &(*windows)[values.size()] : nullptr;
        const Value value = eval::Evaluator(context, now, window).value(id);
        values.push_back(integer_of(value, rules_.program().expr(id).type, slot.scale));
    }
    return values;
}

bool moves_plainly(const codegen::Layout& layout, const columns::Columns& columns,
                   std::uint32_t row, const Item& item, const Promises& promises, Instant now) {
    // Straight pieces begin with the calendars at the earliest.
    const auto has_begun = [now](Instant begin) {
        return eval::kFirstInstant <= begin && begin <= now;
    };
    for (const eval::ClockRuns* runs :
         {&item.waiting, &item.waiting_here, &item.working, &item.untouched}) {
        if (runs->since && !has_begun(*runs->since)) return false;
        if (!runs->past.empty() && runs->past.back().to > now) return false;
    }
    if (!has_begun(item.created) || (item.finished && *item.finished > now)) return false;
    for (const auto& promise : promises) {
        if (!promise) continue;
        if (!has_begun(promise->begin)) return false;
        if (!promise->pauses.empty() && promise->pauses.back().to > now) return false;
    }
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        const Source& source = layout.columns[i].source;
        const bool total = source.kind == Source::Kind::PromiseTotal;
        if (total && promises[source.index] && columns.get({row}, i) <= 0) return false;
    }
    return true;
}

void RowFiller::forget_if_full() {
    const auto is_full = [](const auto& entry) { return entry.second.values.size() > kValuesMax; };
    if (std::ranges::none_of(dictionaries_, is_full)) return;
    dictionaries_.clear();
    for (auto& bytes : tests_) bytes.clear();
}

}  // namespace reeve::batch
