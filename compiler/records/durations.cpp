#include "compiler/records/raw_record.h"
#include "compiler/records/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace reeve::records {

namespace {

struct Unit {
    std::string_view word;
    char letter;  // of ISO 8601
    bool time;    // after its T
    std::int64_t ms;
    bool business;  // goes with `business`
};

constexpr std::array<Unit, 6> kUnits{{{"week", 'W', false, 604'800'000, false},
                                      {"day", 'D', false, 86'400'000, false},
                                      {"hour", 'H', true, 3'600'000, true},
                                      {"minute", 'M', true, 60'000, true},
                                      {"second", 'S', true, 1'000, true},
                                      {"millisecond", '\0', true, 1, true}}};

constexpr const char* kNotADuration =
    "not a duration: write `2 hours`, `1 hour 30 minutes` or `PT1H30M`";
constexpr const char* kNotABusinessDuration =
    "not a business duration: write `4 business hours` or `90 business minutes`";

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
        const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

/// The place of the unit in kUnits.
std::optional<std::size_t> find_unit(std::string_view word) {
    if (word.ends_with('s')) word.remove_suffix(1);
    for (std::size_t i = 0; i < kUnits.size(); ++i)
        if (kUnits[i].word == word) return i;
    return std::nullopt;
}

Read<Decimal> whole_ms(Decimal ms) {
    if (!ms.is_whole()) return std::unexpected(std::string("it is finer than a millisecond"));
    return ms;
}

bool small_enough(Decimal count) { return count.abs() <= Decimal::scaled(1, 18); }

std::string explain_unit(std::string_view word, bool business) {
    if (word.ends_with('s')) word.remove_suffix(1);
    if (word == "month" || word == "year" || (business && (word == "day" || word == "week"))) {
        return fmt::format(
            "{}{}s are steps on a calendar, which differ in length; write a length in hours",
            business ? "business " : "", word);
    }
    return business ? kNotABusinessDuration : kNotADuration;
}

/// `1 hour 30 minutes`: from larger to smaller units, each once.
Read<Decimal> read_words(std::string_view text, bool business) {
    const std::string malformed = business ? kNotABusinessDuration : kNotADuration;
    const std::vector<std::string_view> words = words_of(text);
    Decimal ms;
    std::size_t next_unit = 0;
    for (std::size_t i = 0; i < words.size();) {
        const auto count = read_number(words[i++]);
        if (!count || !small_enough(*count) || (count->is_negative() && i > 1))
            return std::unexpected(malformed);
        const bool says_business = i < words.size() && words[i] == "business";
        if (says_business) ++i;
        if (i == words.size()) return std::unexpected(malformed);
        const auto unit = find_unit(words[i]);
        if (!unit || (business && !kUnits[*unit].business))
            return std::unexpected(explain_unit(words[i], business));
        if (says_business != business) {
            return std::unexpected(
                std::string(business ? "plain time, where business time is expected: write "
                                       "`4 business hours`"
                                     : "business time, where plain time is expected: write "
                                       "`4 hours`"));
        }
        if (*unit < next_unit) {
            return std::unexpected(std::string(
                "units go from larger to smaller, each once, as in `1 hour 30 minutes`"));
        }
        next_unit = *unit + 1;
        const Decimal part = *count * Decimal(kUnits[*unit].ms);
        // A sign in front is about the whole.
        const bool negative = i > 1 && words.front().starts_with('-') && !count->is_negative();
        ms = ms + (negative ? -part : part);
        ++i;
    }
    return words.empty() ? Read<Decimal>(std::unexpected(malformed)) : whole_ms(ms);
}

/// `PT1H30M`, `P2DT12H`, `P1W`.
Read<Decimal> read_iso(std::string_view text) {
    const auto malformed = std::unexpected(std::string(kNotADuration));
    Decimal ms;
    bool time = false;
    std::size_t next_unit = 0;
    if (text.empty()) return malformed;
    while (!text.empty()) {
        if (!time && text.starts_with('T')) {
            time = true;
            text.remove_prefix(1);
            if (text.empty()) return malformed;
        }
        const std::size_t end = text.find_first_not_of("0123456789.");
        if (end == std::string_view::npos) return malformed;
        const auto count = read_number(text.substr(0, end));
        const char letter = text[end];
        if (!count || !small_enough(*count)) return malformed;
        if (!time && (letter == 'Y' || letter == 'M'))
            return std::unexpected(explain_unit(letter == 'Y' ? "year" : "month", false));
        const auto unit = std::ranges::find_if(
            kUnits, [&](const Unit& u) { return u.letter == letter && u.time == time; });
        const auto place = static_cast<std::size_t>(unit - kUnits.begin());
        if (unit == kUnits.end() || place < next_unit) return malformed;
        next_unit = place + 1;
        ms = ms + *count * Decimal(unit->ms);
        text.remove_prefix(end + 1);
    }
    return whole_ms(ms);
}

}  // namespace

Read<Decimal> read_duration(std::string_view text) {
    const bool negative = text.starts_with("-P");
    if (!negative && !text.starts_with('P')) return read_words(text, false);
    const auto ms = read_iso(text.substr(negative ? 2 : 1));
    return ms && negative ? Read<Decimal>(-*ms) : ms;
}

Read<Decimal> read_business_duration(std::string_view text) {
    if (text.starts_with('P') || text.starts_with("-P")) {
        return std::unexpected(std::string(
            "ISO 8601 knows plain time only: write `4 business hours` or `90 business minutes`"));
    }
    return read_words(text, true);
}

}  // namespace reeve::records
