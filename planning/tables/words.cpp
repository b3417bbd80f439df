#include "planning/tables/table.h"

#include "compiler/records/times.h"

#include <array>
#include <charconv>
#include <cmath>

namespace reeve::tables {

namespace {

struct Unit {
    std::string_view name;
    double seconds;
};
constexpr std::array<Unit, 18> kUnits{{{"ms", 0.001},
                                       {"s", 1},
                                       {"sec", 1},
                                       {"second", 1},
                                       {"seconds", 1},
                                       {"m", 60},
                                       {"min", 60},
                                       {"minute", 60},
                                       {"minutes", 60},
                                       {"h", 3600},
                                       {"hour", 3600},
                                       {"hours", 3600},
                                       {"d", 86'400},
                                       {"day", 86'400},
                                       {"days", 86'400},
                                       {"w", 7 * 86'400},
                                       {"week", 604'800},
                                       {"weeks", 604'800}}};

const Unit* find_unit(std::string_view name) {
    for (const Unit& unit : kUnits)
        if (unit.name == name) return &unit;
    return nullptr;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A number at the beginning, without a sign.
std::optional<double> take_number(std::string_view& text) {
    double value = 0;
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    text = trimmed(text);
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

std::optional<double> read_seconds(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('P')) {
        const auto ms = records::read_duration(text);
        if (!ms || ms->is_negative()) return std::nullopt;
        return ms->to_double() / 1000;
    }
    if (text.empty()) return std::nullopt;
    double seconds = 0;
    while (!text.empty()) {
        const auto count = take_number(text);
        if (!count) return std::nullopt;
        text = trimmed(text);
        std::size_t length = 0;
        while (length < text.size() && is_letter(text[length])) ++length;
        const Unit* unit = find_unit(text.substr(0, length));
        if (unit == nullptr) return std::nullopt;
        seconds += *count * unit->seconds;
        text = trimmed(text.substr(length));
    }
    return seconds;
}

std::optional<double> read_number(std::string_view text) {
    text = trimmed(text);
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto value = take_number(text);
    if (!value || !text.empty()) return std::nullopt;
    return negative ? -*value : *value;
}

std::optional<double> read_share(std::string_view text) {
    text = trimmed(text);
    const bool percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    const auto value = read_number(text);
    if (!value) return std::nullopt;
    return percent ? *value / 100 : *value;
}

}  // namespace reeve::tables
