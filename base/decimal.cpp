#include "base/decimal.h"

#include "base/check.h"

#include <bid_conf.h>
#include <bid_functions.h>

#include <algorithm>

namespace reeve {

namespace {

__extension__ using Coefficient = unsigned __int128;

constexpr int kDigitsMax = 34;
constexpr int kExponentMin = -6176;
constexpr int kExponentMax = 6111;
constexpr int kBias = 6176;
constexpr std::uint64_t kSign = 1ULL << 63;
constexpr std::uint64_t kHighCoefficientMask = (1ULL << 49) - 1;

constexpr Coefficient power_of_ten(int exponent) {
    Coefficient power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}
constexpr Coefficient kCoefficientLimit = power_of_ten(kDigitsMax);

// What a rule must never cause; losing digits is expected.
constexpr _IDEC_flags kForbidden =
    BID_INVALID_EXCEPTION | BID_OVERFLOW_EXCEPTION | BID_ZERO_DIVIDE_EXCEPTION;

/// A value in parts: coefficient * 10^exponent.
struct Parts {
    bool negative = false;
    Coefficient coefficient = 0;
    int exponent = 0;
};

/// The only form of its value: no trailing zeros, zero without sign and exponent.
Parts normalized(Parts parts) {
    if (parts.coefficient == 0) return {};
    while (parts.coefficient % 10 == 0) {
        parts.coefficient /= 10;
        ++parts.exponent;
    }
    return parts;
}

std::string digits_of(Coefficient coefficient) {
    std::string digits;
    do {
        digits.push_back(static_cast<char>('0' + static_cast<int>(coefficient % 10)));
        coefficient /= 10;
    } while (coefficient != 0);
    std::ranges::reverse(digits);
    return digits;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

struct DecimalBits {
    static BID_UINT128 raw(const Decimal& value) {
        BID_UINT128 bits;
        bits.w[0] = value.low_;
        bits.w[1] = value.high_;
        return bits;
    }

    static Decimal cooked(BID_UINT128 bits) {
        Decimal value;
        value.low_ = bits.w[0];
        value.high_ = bits.w[1];
        return value;
    }

    // `operation` takes the place for the flags that it raises.
    static Decimal checked(auto operation) {
        _IDEC_flags flags = 0;
        BID_UINT128 bits = operation(&flags);
        CHECK((flags & kForbidden) == 0);
        return cooked(bits);
    }

    using Operation = BID_UINT128(BID_UINT128, BID_UINT128, _IDEC_round, _IDEC_flags*);
    static Decimal rounded(Operation* operation, const Decimal& a, const Decimal& b) {
        return checked([&](_IDEC_flags* flags) {
            return operation(raw(a), raw(b), BID_ROUNDING_TO_NEAREST, flags);
        });
    }

    // The library never gives the format's second form, for coefficients beyond 34 digits.
    static Parts parts(const Decimal& value) {
        Coefficient high = value.high_ & kHighCoefficientMask;
        return {.negative = (value.high_ & kSign) != 0,
                .coefficient = (high << 64) | value.low_,
                .exponent = static_cast<int>((value.high_ & ~kSign) >> 49) - kBias};
    }

    static std::optional<Decimal> from_parts(Parts parts) {
        parts = normalized(parts);
        // What is too large for an exponent may still fit with zeros at the end of the coefficient.
        while (parts.exponent > kExponentMax && parts.coefficient < kCoefficientLimit / 10) {
            parts.coefficient *= 10;
            --parts.exponent;
        }
        if (parts.coefficient >= kCoefficientLimit) return std::nullopt;
        if (parts.exponent < kExponentMin || parts.exponent > kExponentMax) return std::nullopt;
        Decimal value;
        value.low_ = static_cast<std::uint64_t>(parts.coefficient);
        value.high_ = static_cast<std::uint64_t>(parts.coefficient >> 64) |
                      (static_cast<std::uint64_t>(parts.exponent + kBias) << 49) |
                      (parts.negative ? kSign : 0);
        return value;
    }

    static Decimal quantized(const Decimal& value, int digits, _IDEC_round mode) {
        CHECK(digits >= -kExponentMax);
        // Also keeps the coefficient from growing beyond 34 digits.
        if (parts(value).exponent >= -digits) return value;
        Decimal unit;
        unit.high_ = static_cast<std::uint64_t>(kBias - digits) << 49;
        return checked([&](_IDEC_flags* flags) {
            return bid128_quantize(raw(value), raw(unit), mode, flags);
        });
    }
};

namespace {

/// Reads the parts of a number one after the other.
class NumberReader {
public:
    explicit NumberReader(std::string_view text) : rest_(text) {}

    std::optional<Parts> read() {
        parts_.negative = take('-');
        if (!read_digits(false)) return std::nullopt;
        if (take('.') && !read_digits(true)) return std::nullopt;
        if ((take('e') || take('E')) && !read_exponent()) return std::nullopt;
        if (!rest_.empty() || overflow_) return std::nullopt;
        parts_.exponent += pending_zeros_;
        return parts_;
    }

private:
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool read_digits(bool fraction) {
        if (rest_.empty() || !is_digit(rest_.front())) return false;
        while (!rest_.empty() && is_digit(rest_.front())) {
            add_digit(rest_.front() - '0');
            if (fraction) --parts_.exponent;
            rest_.remove_prefix(1);
        }
        return true;
    }

    // Zeros wait until another digit follows, so that they count only where they are significant.
    void add_digit(int digit) {
        if (digit == 0) {
            if (parts_.coefficient != 0) ++pending_zeros_;
            return;
        }
        for (; pending_zeros_ > 0; --pending_zeros_) append(0);
        append(digit);
    }

    void append(int digit) {
        if (parts_.coefficient >= kCoefficientLimit / 10) overflow_ = true;
        if (overflow_) return;
        parts_.coefficient = parts_.coefficient * 10 + static_cast<unsigned>(digit);
    }

    bool read_exponent() {
        bool negative = take('-');
        if (!negative) take('+');
        if (rest_.empty() || !is_digit(rest_.front())) return false;
        int exponent = 0;
        while (!rest_.empty() && is_digit(rest_.front())) {
            // Far beyond the format, and far from the limits of int.
            exponent = std::min(exponent * 10 + (rest_.front() - '0'), 10'000'000);
            rest_.remove_prefix(1);
        }
        parts_.exponent += negative ? -exponent : exponent;
        return true;
    }

    std::string_view rest_;
    Parts parts_;
    int pending_zeros_ = 0;
    bool overflow_ = false;
};

}  // namespace

Decimal::Decimal(std::int64_t value) { *this = scaled(value, 0); }

std::optional<Decimal> Decimal::parse(std::string_view text) {
    std::optional<Parts> parts = NumberReader(text).read();
    if (!parts) return std::nullopt;
    return DecimalBits::from_parts(*parts);
}

Decimal Decimal::scaled(std::int64_t coefficient, int exponent) {
    bool negative = coefficient < 0;
    auto magnitude = static_cast<std::uint64_t>(coefficient);
    if (negative) magnitude = 0 - magnitude;
    std::optional<Decimal> value = DecimalBits::from_parts(
        {.negative = negative, .coefficient = magnitude, .exponent = exponent});
    CHECK(value.has_value());
    return *value;
}

std::string Decimal::to_string() const {
    Parts parts = normalized(DecimalBits::parts(*this));
    std::string digits = digits_of(parts.coefficient);
    if (parts.exponent >= 0) {
        digits.append(static_cast<std::size_t>(parts.exponent), '0');
    } else {
        auto decimals = static_cast<std::size_t>(-parts.exponent);
        if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
        digits.insert(digits.size() - decimals, ".");
    }
    return parts.negative ? "-" + digits : digits;
}

std::optional<std::int64_t> Decimal::to_int64() const {
    _IDEC_flags flags = 0;
    BID_SINT64 value = bid128_to_int64_xint(DecimalBits::raw(*this), &flags);
    if (flags != 0) return std::nullopt;
    return value;
}

double Decimal::to_double() const {
    _IDEC_flags flags = 0;
    return bid128_to_binary64(DecimalBits::raw(*this), BID_ROUNDING_TO_NEAREST, &flags);
}

bool Decimal::is_zero() const { return DecimalBits::parts(*this).coefficient == 0; }

bool Decimal::is_negative() const { return (high_ & kSign) != 0 && !is_zero(); }

bool Decimal::is_whole() const { return decimals() == 0; }

int Decimal::decimals() const {
    return std::max(0, -normalized(DecimalBits::parts(*this)).exponent);
}

Decimal Decimal::round(int digits) const {
    return DecimalBits::quantized(*this, digits, BID_ROUNDING_TO_NEAREST);
}

Decimal Decimal::floor(int digits) const {
    return DecimalBits::quantized(*this, digits, BID_ROUNDING_DOWN);
}

Decimal Decimal::ceiling(int digits) const {
    return DecimalBits::quantized(*this, digits, BID_ROUNDING_UP);
}

Decimal Decimal::abs() const {
    Decimal value = *this;
    value.high_ &= ~kSign;
    return value;
}

Decimal operator+(Decimal a, Decimal b) { return DecimalBits::rounded(bid128_add, a, b); }

Decimal operator-(Decimal a, Decimal b) { return DecimalBits::rounded(bid128_sub, a, b); }

Decimal operator*(Decimal a, Decimal b) { return DecimalBits::rounded(bid128_mul, a, b); }

Decimal operator/(Decimal a, Decimal b) { return DecimalBits::rounded(bid128_div, a, b); }

Decimal operator-(Decimal a) {
    a.high_ ^= kSign;
    return a;
}

bool operator==(Decimal a, Decimal b) {
    _IDEC_flags flags = 0;
    return bid128_quiet_equal(DecimalBits::raw(a), DecimalBits::raw(b), &flags) != 0;
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
    _IDEC_flags flags = 0;
    if (a == b) return std::strong_ordering::equal;
    bool less = bid128_quiet_less(DecimalBits::raw(a), DecimalBits::raw(b), &flags) != 0;
    return less ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::size_t Decimal::hash() const {
    Parts parts = normalized(DecimalBits::parts(*this));
    // Multiplying by odd constants spreads small numbers over all bits (Fibonacci hashing).
    std::uint64_t mixed = static_cast<std::uint64_t>(parts.coefficient) * 0x9E37'79B9'7F4A'7C15ULL;
    mixed ^= static_cast<std::uint64_t>(parts.coefficient >> 64) * 0xC2B2'AE3D'27D4'EB4FULL;
    mixed ^= static_cast<std::uint64_t>(parts.exponent) * 0x1656'67B1'9E37'79F9ULL;
    mixed ^= parts.negative ? kSign : 0;
    return mixed ^ (mixed >> 32);
}

}  // namespace reeve
