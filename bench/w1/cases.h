#pragma once

#include "compiler/eval/evaluation.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

// The items that all engines are timed with, from a seeded generator: the same ones everywhere.

namespace reeve::bench {

inline constexpr std::array<std::string_view, 8> kChannels{"web",  "app",  "phone",  "email",
                                                           "chat", "post", "broker", "branch"};
inline constexpr std::array<std::string_view, 24> kProducts{
    "motor",    "home",    "travel",      "health",          "life",
    "dental",   "pet",     "boat",        "liability",       "legal_cover",
    "accident", "income",  "cargo",       "fleet",           "cyber",
    "crop",     "credit",  "surety",      "event_cancelled", "art",
    "drone",    "bicycle", "phone_cover", "warranty"};
inline constexpr std::array<std::string_view, 4> kTiers{"bronze", "silver", "gold", "platinum"};
inline constexpr std::array<std::string_view, 12> kRegions{"FR", "DE", "NL", "BE", "LU", "ES",
                                                           "PT", "IT", "AT", "CH", "PL", "IE"};
inline constexpr std::array<std::string_view, 6> kLanguages{"fr", "de", "nl", "en", "es", "it"};
inline constexpr std::array<std::string_view, 13> kSegments{
    "legal",   "distress",    "major_loss", "large_loss", "grievance", "business", "broker_key",
    "arrears", "late_notice", "abroad",     "chatter",    "small",     "standard"};

struct Case {
    std::uint8_t channel, product, tier, contacts, reopened, region,
        language;  // by the lists above
    bool vulnerable, complaint;
    std::uint32_t amount, balance;   // cents
    std::int64_t happened, created;  // milliseconds since 1970
};

/// Wednesday 2 December 2026, 11:00 in Paris: within opening hours.
inline constexpr Instant kNow{1'796'205'600'000};

std::vector<Case> make_cases(std::size_t count);
eval::Item to_item(const eval::Rules& rules, const Case& one);

}  // namespace reeve::bench
