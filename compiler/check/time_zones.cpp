#include "compiler/check/time_zones.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace reeve::check {

namespace {

constexpr auto kTimeZones = std::to_array<std::string_view>({
#define TIME_ZONE(name) name,
#include "compiler/check/time_zones.def"
#undef TIME_ZONE
});

char plain(char c) {
    if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
    return c == ' ' ? '_' : c;
}

bool same_but_for_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, plain, plain);
}

}  // namespace

bool is_time_zone(std::string_view name) { return std::ranges::binary_search(kTimeZones, name); }

std::optional<std::string_view> nearest_time_zone(std::string_view name) {
    for (const std::string_view zone : kTimeZones) {
        const std::string_view city = zone.substr(zone.rfind('/') + 1);
        if (same_but_for_case(zone, name) || same_but_for_case(city, name)) return zone;
    }
    return nearest_word(name, kTimeZones);
}

}  // namespace reeve::check
