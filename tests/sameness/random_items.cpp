#include "tests/sameness/random_items.h"

#include <algorithm>

namespace reeve::sameness {

using eval::Value;
using typed::Base;

namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;

/// Texts that rules are likely to ask about, and others.
constexpr const char* kTexts[] = {"",   "FR",      "DE",     "injury", "fraud",  "Élan",
                                  "a",  "gold",    "P1",     "C-12",   "urgent", "A-17",
                                  "XX", "STRASSE", "straße", "vip",    "PL",     "hotel"};

}  // namespace

Instant RandomItems::instant() {
    // Nights of daylight saving in Europe and America, a leap day, the turn of a year, any week.
    // And nights of other zones' clocks, the year that has a day less in Samoa, the ends of time.
    constexpr std::int64_t kDays[] = {1'772'928'000'000,
                                      1'774'656'000'000,
                                      1'793'059'200'000,
                                      1'793'491'200'000,
                                      1'709'164'800'000,
                                      1'767'139'200'000,
                                      1'780'272'000'000,
                                      1'775'347'200'000,
                                      1'775'952'000'000,
                                      1'325'203'200'000,
                                      0,
                                      -2'208'902'400'000,
                                      1'774'742'400'000,
                                      7'258'032'000'000};
    const std::int64_t day = kDays[static_cast<std::size_t>(between(0, std::ssize(kDays) - 1))];
    return {day + between(-2 * kDay, 2 * kDay)};
}

Value RandomItems::number(const typed::DeclaredType& type) {
    const int scale = std::min(type.range.scale, 9);
    const Decimal unit = Decimal::scaled(1, scale);
    const auto bound = [&](Decimal value, std::int64_t otherwise) {
        return (value * unit).to_int64().value_or(otherwise);
    };
    std::int64_t low = bound(type.range.low, -1'000'000'000'000'000);
    std::int64_t high = bound(type.range.high, 1'000'000'000'000'000);
    switch (between(0, 11)) {
        case 0: return Decimal::scaled(low, -scale);
        case 1: return Decimal::scaled(high, -scale);
        case 2:
        case 3: break;
        case 4: {
            // Ends in 5 where it is rounded.
            if (scale < 4) break;
            const std::int64_t step = bound(Decimal::scaled(1, -3), 1);
            const std::int64_t tie = between(0, 2'000) * step + step / 2;
            return Decimal::scaled(std::clamp(tie, low, high), -scale);
        }
        case 5: return Decimal::scaled(std::clamp<std::int64_t>(0, low, high), -scale);
        default: {
            // Amounts as they are in life; what is negative only sometimes.
            const std::int64_t usual = bound(Decimal(between(0, 3) == 0 ? 100'000 : 500), high);
            high = std::clamp(usual, low, high);
            low = std::clamp<std::int64_t>(between(0, 4) == 0 ? -high : 0, low, high);
        }
    }
    const std::int64_t whole = between(low, high);
    // Round figures are where thresholds are.
    const std::int64_t step = bound(Decimal(between(0, 1) == 0 ? 1 : 50), 1);
    const std::int64_t rounded = between(0, 2) == 0 ? whole : whole / step * step;
    return Decimal::scaled(std::clamp(rounded, low, high), -scale);
}

Value RandomItems::value(const typed::DeclaredType& declared) {
    const typed::Type& type = declared.type;
    if (type.optional && between(0, 2) == 0) return {};
    const auto text = [this] {
        return Value(kTexts[static_cast<std::size_t>(between(0, std::ssize(kTexts) - 1))]);
    };
    const auto choice = [this](typed::ChoiceId id) {
        const auto count = std::ssize(rules_.program().choice(id).values);
        return Value(eval::ChoiceValue{static_cast<std::uint32_t>(between(0, count - 1))});
    };
    switch (type.base) {
        case Base::YesNo: return between(0, 1) == 0;
        case Base::Text: return text();
        case Base::Choice: return choice(type.choice);
        case Base::Date: return Date{static_cast<std::int32_t>(instant().ms / kDay)};
        case Base::Time: return TimeOfDay{static_cast<std::int32_t>(between(0, kDay - 1))};
        case Base::Moment: return instant();
        case Base::Agent:
        case Base::Team:
        case Base::Customer: return eval::Reference{"somebody"};
        case Base::List: {
            Value::List list;
            for (std::int64_t i = between(0, 3); i > 0; --i)
                list.push_back(type.element == Base::Text     ? text()
                               : type.element == Base::Choice ? choice(type.choice)
                                                              : Value(Decimal(between(0, 9))));
            return list;
        }
        default: return number(declared);
    }
}

eval::Item RandomItems::next() {
    eval::Item item = rules_.new_item(type_, instant());
    const auto& attributes = rules_.program().work_type(type_).attributes;
    for (std::size_t i = 0; i < attributes.size(); ++i)
        item.attributes[i] = value(attributes[i].type);
    item.id = std::to_string(between(1, 1'000'000));
    const auto state = [&](const char* name) {
        item.state = rules_.program().choice(rules_.program().states).find(name).value();
    };
    const auto later = [&](std::int64_t hours) {
        return Instant{item.created.ms + between(0, hours * kHour)};
    };
    switch (between(0, 8)) {
        case 0: {
            const Instant accepted = later(20);
            item.waiting = {{{item.created, accepted}}, std::nullopt};
            item.working.since = accepted;
            item.assignee = "somebody";
            state("assigned");
            break;
        }
        case 1:
            state("held");
            item.waiting = {{{item.created, item.created}}, std::nullopt};
            break;
        case 2: item.declines = between(0, 4); break;
        case 3: item.finished = later(90); break;
        case 4: {
            // Taken and given back.
            const Instant taken = later(5);
            const Instant back{taken.ms + between(0, 30 * kHour)};
            item.waiting = {{{item.created, taken}}, back};
            item.waiting_here.since = item.untouched.since = back;
            item.working = {{{taken, back}}, std::nullopt};
            item.in_line_since.reset();
            item.misses = between(0, 9);
            item.reassignments = between(0, 3);
            item.source =
                rules_.program().source_names.valid() &&
                        !rules_.program().choice(rules_.program().source_names).values.empty()
                    ? std::optional(0U)
                    : std::nullopt;
            break;
        }
        case 5: pause(item); break;
        default: break;
    }
    return item;
}

/// Promises that have stood still, or do so now.
void RandomItems::pause(eval::Item& item) {
    item.promises = rules_.promise(item, nullptr);
    const std::int64_t before = between(0, 3 * kHour);
    const std::int64_t length = between(0, 50 * kHour);
    for (auto& promise : item.promises) {
        if (!promise) continue;
        const Instant from{promise->begin.ms + before};
        promise->pauses.push_back({from, {from.ms + length}});
        promise->at.ms += length;
        if (between(0, 2) == 0) promise->paused_since = Instant{from.ms + length + kHour};
    }
}

Instant RandomItems::instant_for(const eval::Item& item) {
    // No clock begins after the instant asked about.
    Instant first =
        std::max({item.created, item.working.since.value_or(item.created),
                  item.waiting.since.value_or(item.created), item.finished.value_or(item.created)});
    for (const auto& promise : item.promises) {
        if (!promise) continue;
        if (!promise->pauses.empty()) first = std::max(first, promise->pauses.back().to);
        if (promise->paused_since) first = std::max(first, *promise->paused_since);
    }
    switch (between(0, 3)) {
        case 3: return {first.ms + between(0, 10 * kDay)};
        case 0: return {first.ms + between(0, 8) * kHour};
        case 1: return {first.ms + between(0, 30 * kHour)};
        default: return {first.ms + between(0, 90 * kDay)};
    }
}

}  // namespace reeve::sameness
