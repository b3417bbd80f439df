#include "compiler/records/numbers.h"

#include "compiler/records/raw_record.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::records {

namespace {

constexpr int kDigitsMax = 34;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Takes the parts of a number from the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool take(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// How many digits there were; `_` may stand between them.
    std::size_t digits(bool underscores) {
        std::size_t count = 0;
        for (;;) {
            if (!rest_.empty() && is_digit(rest_.front())) {
                ++count;
                rest_.remove_prefix(1);
            } else if (underscores && count > 0 && rest_.size() > 1 && rest_.front() == '_' &&
                       is_digit(rest_[1])) {
                rest_.remove_prefix(1);
            } else {
                return count;
            }
        }
    }
    bool exponent() {
        if (!take('e') && !take('E')) return true;
        if (!take('+')) take('-');
        return digits(false) > 0;
    }
    [[nodiscard]] std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

bool is_number(std::string_view text) {
    Scanner scanner(text);
    scanner.take('-');
    if (scanner.digits(true) == 0) return false;
    if (scanner.take('.') && scanner.digits(true) == 0) return false;
    return scanner.exponent() && scanner.rest().empty();
}

/// Digits that carry meaning: from the first to the last that is not zero.
std::size_t significant_digits(std::string_view text) {
    std::string digits;
    for (const char c : text.substr(0, text.find_first_of("eE")))
        if (is_digit(c)) digits += c;
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string::npos ? 0 : digits.find_last_not_of('0') - first + 1;
}

std::string explain_no_number(std::string_view text, std::string_view noun) {
    const bool has_digit = std::ranges::any_of(text, is_digit);
    if (has_digit && text.find(',') != std::string_view::npos) {
        return fmt::format(
            "not {}: decimals are written with a point and thousands without a sign or with `_`, "
            "as in `12_500.50`",
            noun);
    }
    if (text.starts_with('+')) return fmt::format("not {}: leave out the `+`", noun);
    if (text.starts_with('.') || text.ends_with('.'))
        return fmt::format("not {}: digits stand on both sides of a point, as in `0.5`", noun);
    if (has_digit && text.find(' ') != std::string_view::npos && !text.ends_with(' ') &&
        std::ranges::all_of(text, [](char c) { return is_digit(c) || c == ' ' || c == '.'; }))
        return fmt::format("not {}: write `12_500`, not `12 500`", noun);
    return fmt::format("not {}", noun);
}

Read<Decimal> read_as(std::string_view text, std::string_view noun) {
    if (!is_number(text)) return std::unexpected(explain_no_number(text, noun));
    std::string plain;
    if (text.find('_') != std::string_view::npos) {
        std::ranges::copy_if(text, std::back_inserter(plain), [](char c) { return c != '_'; });
        text = plain;
    }
    if (const auto value = Decimal::parse(text)) return *value;
    const std::size_t digits = significant_digits(text);
    if (digits > kDigitsMax) {
        return std::unexpected(
            fmt::format("it has {} digits; a number may have {}", digits, kDigitsMax));
    }
    return std::unexpected(std::string("it is beyond the numbers that can be written down"));
}

std::string explain_currency(std::string_view code, const Currency& currency) {
    if (find_currency(code) == nullptr)
        return fmt::format("not money: write `12500.00` or `12500.00 {}`", currency.code);
    return fmt::format("it is money in {}, where money in {} is expected; two currencies never mix",
                       code, currency.code);
}

}  // namespace

bool is_json_number(std::string_view text) {
    Scanner scanner(text);
    scanner.take('-');
    const std::string_view whole = scanner.rest();
    const std::size_t digits = scanner.digits(false);
    if (digits == 0 || (digits > 1 && whole.front() == '0')) return false;
    if (scanner.take('.') && scanner.digits(false) == 0) return false;
    return scanner.exponent() && scanner.rest().empty();
}

Read<Decimal> read_number(std::string_view text) {
    if (text.ends_with('%'))
        return std::unexpected(std::string("a percentage, where a number is expected"));
    return read_as(text, "a number");
}

Read<Decimal> read_percent(std::string_view text) {
    if (!text.ends_with('%')) return read_as(text, "a percentage: write `80%` or `0.8`");
    const auto value = read_as(trimmed(text.substr(0, text.size() - 1)), "a percentage");
    return value ? Read<Decimal>(*value / Decimal(100)) : value;
}

Read<Decimal> read_money(std::string_view text, const Currency& currency) {
    std::size_t code_begin = text.size();
    while (code_begin > 0 && is_capital(text[code_begin - 1])) --code_begin;
    const std::string_view code = text.substr(code_begin);
    const std::string_view amount = trimmed(text.substr(0, code_begin));
    // `1E3` is a number that ends in digits, so no letter of a number is taken for a currency.
    if (!code.empty() && code != currency.code)
        return std::unexpected(explain_currency(code, currency));
    const auto value = read_as(amount, "an amount of money");
    if (!value) return value;
    if (value->decimals() > currency.minor_digits) {
        return std::unexpected(fmt::format(
            "it has {} decimals, where {} has {}", value->decimals(), currency.code,
            currency.minor_digits == 0 ? "none" : fmt::format("{}", currency.minor_digits)));
    }
    return value;
}

}  // namespace reeve::records
