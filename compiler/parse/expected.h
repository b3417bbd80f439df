#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What may stand at a place of a text that is being written: what completion in editors is made of.

namespace reeve::parse {

/// A place at which a name may stand: the rules of the grammar that lead to it, innermost first
/// (`destination`, `routeLine`, `routeDecl`), and the token before it.
struct NamePlace {
    std::vector<std::string_view> rules;
    friend bool operator==(const NamePlace&, const NamePlace&) = default;
};

struct Expected {
    /// Keywords, each with those that can only follow it: `at most`, `offer to`. A bare one stands
    /// for itself.
    std::vector<std::string> phrases;
    /// Signs: `{`, `=`, `..`.
    std::vector<std::string_view> signs;
    std::vector<NamePlace> names;
    bool text = false;
    bool number = false;
    bool date = false;
    bool time = false;
    bool row = false;  // a table row
    /// The words and signs from the beginning of the declaration to the place.
    std::vector<std::string> before;
    std::uint32_t begin = 0;        // of the word that is being written: the offset, where none is
    std::uint32_t declaration = 0;  // where the declaration begins
};

/// Looks only at the declaration around the offset, so the length of the text does not matter.
/// Lines of it that cannot be understood are passed over.
Expected expected_at(std::string_view text, std::uint32_t offset);

}  // namespace reeve::parse
