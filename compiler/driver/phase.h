#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace reeve::driver {

/// The forms of a program, in the order in which they come into being; the names are those of
/// `--print` and
/// `--stop-after`. `Names` needs the checker, which finds out what most names mean.
enum class Phase : std::uint8_t { Syntax, Symbols, Names, Typed, Analysis };

inline constexpr std::array kPhases{Phase::Syntax, Phase::Symbols, Phase::Names, Phase::Typed,
                                    Phase::Analysis};

constexpr std::string_view to_string(Phase phase) {
    switch (phase) {
        case Phase::Syntax: return "syntax";
        case Phase::Symbols: return "symbols";
        case Phase::Names: return "names";
        case Phase::Typed: return "typed";
        case Phase::Analysis: return "analysis";
    }
    return "";
}

constexpr std::optional<Phase> find_phase(std::string_view name) {
    for (const Phase phase : kPhases) {
        if (to_string(phase) == name) return phase;
    }
    return std::nullopt;
}

}  // namespace reeve::driver
