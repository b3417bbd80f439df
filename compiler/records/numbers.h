#pragma once

#include "base/currency.h"
#include "base/decimal.h"

#include <expected>
#include <string>
#include <string_view>

// Numbers as records write them. In the error case each function says why, in words that follow
// "`amount`: ".

namespace reeve::records {

template <class T>
using Read = std::expected<T, std::string>;

/// Whether JSON calls this a number: no leading zeros, no `+`, digits on both sides of a point.
bool is_json_number(std::string_view text);

/// `12`, `-0.75`, `12_500`, `1e3`.
Read<Decimal> read_number(std::string_view text);
/// `80%` or `0.8`.
Read<Decimal> read_percent(std::string_view text);
/// `12500.00` or `12_500 EUR`, with no more decimals than the currency has, zeros aside.
Read<Decimal> read_money(std::string_view text, const Currency& currency);

}  // namespace reeve::records
