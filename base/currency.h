#pragma once

#include <span>
#include <string_view>

namespace reeve {

/// An ISO 4217 currency. `code` has static storage.
struct Currency {
    std::string_view code;  // "EUR"
    int minor_digits;       // decimals of the minor unit: EUR 2, JPY 0, BHD 3
};

/// The currency with that code in capitals; null where ISO 4217 lists none.
const Currency* find_currency(std::string_view code);

/// All of them in the order of their codes.
std::span<const Currency> all_currencies();

}  // namespace reeve
