#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace reeve {

/// A decimal number with 34 significant digits: IEEE 754-2008 decimal128, round half to even. The
/// only meaning that numbers of the language have. Always finite: an operation whose exact result
/// is beyond the format's range, or a division by zero, is a caller's mistake (CHECK), because the
/// checker proves that rules never do it. Equal values compare and hash equal whatever their
/// trailing zeros.
class Decimal {
public:
    constexpr Decimal() = default;               // zero
    Decimal(std::int64_t value);                 // NOLINT: whole numbers are decimals
    Decimal(std::floating_point auto) = delete;  // binary fractions are not

    /// Reads `12`, `-0.75`, `1e3`. Nothing where the text is no number, has more than 34
    /// significant digits or is beyond the range of the format.
    static std::optional<Decimal> parse(std::string_view text);
    /// `coefficient * 10^exponent`.
    static Decimal scaled(std::int64_t coefficient, int exponent);

    /// Plain notation without exponent and without trailing zeros: `0.3`, `1500`, `-2.25`.
    [[nodiscard]] std::string to_string() const;
    /// The value where it is whole and fits.
    [[nodiscard]] std::optional<std::int64_t> to_int64() const;
    [[nodiscard]] double to_double() const;

    [[nodiscard]] bool is_zero() const;
    [[nodiscard]] bool is_negative() const;  // below zero; false for -0
    [[nodiscard]] bool is_whole() const;
    /// Number of digits after the decimal point that the value needs: 0 for 1500 and 2.00, 2 for
    /// 0.75.
    [[nodiscard]] int decimals() const;

    /// Rounded to `digits` decimals (negative: to tens, hundreds, ...; not below -6111).
    [[nodiscard]] Decimal round(int digits = 0) const;  // half to even
    [[nodiscard]] Decimal floor(int digits = 0) const;
    [[nodiscard]] Decimal ceiling(int digits = 0) const;
    [[nodiscard]] Decimal abs() const;

    friend Decimal operator+(Decimal a, Decimal b);
    friend Decimal operator-(Decimal a, Decimal b);
    friend Decimal operator*(Decimal a, Decimal b);
    friend Decimal operator/(Decimal a, Decimal b);  // b is not zero
    friend Decimal operator-(Decimal a);
    friend bool operator==(Decimal a, Decimal b);
    friend std::strong_ordering operator<=>(Decimal a, Decimal b);

    [[nodiscard]] std::size_t hash() const;

private:
    friend struct DecimalBits;  // the bridge to the decimal library

    std::uint64_t low_ = 0;                       // BID128 encoding, low word first
    std::uint64_t high_ = 0x3040'0000'0000'0000;  // +0 with exponent 0
};

}  // namespace reeve

template <>
struct std::hash<reeve::Decimal> {
    std::size_t operator()(const reeve::Decimal& value) const noexcept { return value.hash(); }
};
