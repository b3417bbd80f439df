#include "compiler/parse/literals.h"

#include "base/currency.h"
#include "base/text.h"
#include "grammar/ReeveLexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace reeve::parse {

using grammar::ReeveLexer;

namespace {

/// The runs of digits in a text, as numbers; those that are too large are -1.
std::vector<int> digit_runs(std::string_view text) {
    std::vector<int> runs;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] < '0' || text[at] > '9') {
            ++at;
            continue;
        }
        int value = 0;
        const auto result = std::from_chars(text.data() + at, text.data() + text.size(), value);
        runs.push_back(result.ec == std::errc() ? value : -1);
        at = static_cast<std::size_t>(result.ptr - text.data());
    }
    return runs;
}

constexpr std::int64_t kSecondMs = 1000;
constexpr std::int64_t kDayMs = 24 * 60 * 60 * kSecondMs;

}  // namespace

std::optional<Decimal> read_decimal(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if ((c >= '0' && c <= '9') || c == '.') digits += c;
    }
    // Zeros around the digits that matter are no digits of the value.
    const auto point = digits.find('.');
    if (point != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.') digits.pop_back();
    }
    const auto first = std::min(digits.find_first_not_of('0'), digits.size());
    digits.erase(0, first);
    int exponent = 0;
    while (digits.find('.') == std::string::npos && digits.size() > 1 && digits.back() == '0') {
        digits.pop_back();
        ++exponent;
    }
    if (digits.empty() || digits.front() == '.') digits.insert(0, "0");
    if (exponent > 0) digits += "e" + std::to_string(exponent);
    return exponent > 6000 ? std::nullopt : Decimal::parse(digits);
}

std::optional<Date> read_date(std::string_view text) {
    const auto runs = digit_runs(text);
    if (runs.size() < 3) return std::nullopt;
    // `2026-3-2`, or as people in some countries write it: `2.3.2026`, `2/3/2026`, `3/25/2026`.
    if (text.find_first_not_of("0123456789") == 4) return Date::from_ymd(runs[0], runs[1], runs[2]);
    const auto day_first = Date::from_ymd(runs[2], runs[1], runs[0]);
    return day_first ? day_first : Date::from_ymd(runs[2], runs[0], runs[1]);
}

std::optional<TimeOfDay> read_time(std::string_view text) {
    const auto runs = digit_runs(text);
    if (runs.size() < 2) return std::nullopt;
    const int seconds = runs.size() > 2 ? runs[2] : 0;
    if (runs[0] < 0 || runs[0] > 24 || runs[1] < 0 || runs[1] > 59 || seconds < 0 || seconds > 59)
        return std::nullopt;
    const int ms = ((runs[0] * 60 + runs[1]) * 60 + seconds) * 1000;
    if (ms > kDayMs) return std::nullopt;
    return TimeOfDay{ms};
}

std::optional<Instant> read_zoned_moment(std::string_view text) {
    const auto separator = text.find('T');
    if (separator == std::string_view::npos) return std::nullopt;
    const auto zone = text.find_first_of("Z+-", separator);
    const auto date = read_date(text.substr(0, separator));
    auto clock =
        text.substr(separator + 1, zone == std::string_view::npos ? zone : zone - separator - 1);
    std::int64_t fraction_ms = 0;
    if (const auto point = clock.find('.'); point != std::string_view::npos) {
        std::string digits(clock.substr(point + 1, 3));
        digits.resize(3, '0');
        fraction_ms = std::stoi(digits);
        clock = clock.substr(0, point);
    }
    const auto time = read_time(clock);
    if (!date || !time || time->ms == kDayMs) return std::nullopt;
    std::int64_t offset_ms = 0;
    if (zone != std::string_view::npos && text[zone] != 'Z') {
        const auto offset = read_time(text.substr(zone + 1));
        if (!offset || offset->ms > 18 * 60 * 60 * kSecondMs) return std::nullopt;
        offset_ms = text[zone] == '+' ? offset->ms : -offset->ms;
    }
    return Instant{date->days * kDayMs + time->ms + fraction_ms - offset_ms};
}

std::string_view text_content(std::string_view text, std::size_t type) {
    const auto first = decode_utf8(text, 0).length;
    if (type == ReeveLexer::UNCLOSED_TEXT) return text.substr(first);
    // The closing quote may be longer than one byte.
    std::size_t last = text.size() - 1;
    while (last > first && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
    return text.substr(first, last - first);
}

std::string_view currency_of_word(std::string_view word) {
    struct Entry {
        std::string_view word;
        std::string_view code;
    };
    static constexpr std::array kWords{
        Entry{"euro", "EUR"},   Entry{"euros", "EUR"},   Entry{"\u20AC", "EUR"},
        Entry{"dollar", "USD"}, Entry{"dollars", "USD"}, Entry{"pound", "GBP"},
        Entry{"pounds", "GBP"}, Entry{"\u00A3", "GBP"},  Entry{"yen", "JPY"},
        Entry{"\u00A5", "JPY"}, Entry{"$", "USD"},       Entry{"rupees", "INR"},
        Entry{"\u20B9", "INR"}, Entry{"francs", "CHF"},  Entry{"zloty", "PLN"},
        Entry{"Euro", "EUR"},   Entry{"Euros", "EUR"},   Entry{"Dollars", "USD"}};
    const auto found = std::ranges::find(kWords, word, &Entry::word);
    if (found != kWords.end()) return found->code;
    if (word.size() != 3) return {};
    std::string upper(word);
    for (char& letter : upper) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    }
    const auto* currency = find_currency(upper);
    return currency == nullptr ? std::string_view() : currency->code;
}

}  // namespace reeve::parse
