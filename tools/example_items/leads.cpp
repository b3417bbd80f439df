#include "tools/example_items/example.h"

#include <fmt/format.h>

#include <algorithm>

// Sales leads: carts are left in the evening, and most leads are gone a day later.

namespace reeve::example_items {

namespace {

struct Place {
    std::string_view state;
    std::string_view town;
};

constexpr std::array<Weighted<Place>, 14> kPlaces{{{16, {"NY", "Harlow Falls"}},
                                                   {9, {"NY", "Port Amity"}},
                                                   {11, {"NJ", "Brinton"}},
                                                   {7, {"NJ", "Sandy Reach"}},
                                                   {10, {"PA", "Millersgate"}},
                                                   {6, {"PA", "Cold Forge"}},
                                                   {9, {"MA", "Easterly"}},
                                                   {6, {"MA", "Quincott"}},
                                                   {8, {"CT", "Stonebrook"}},
                                                   {5, {"RI", "Little Haven"}},
                                                   {4, {"NH", "Pinewater"}},
                                                   {4, {"VT", "Maple Notch"}},
                                                   {3, {"ME", "Gannet Cove"}},
                                                   {2, {"DE", "Marsh End"}}}};

struct Goods {
    std::string_view product;
    std::int64_t typical;  // cents
};

constexpr std::array<Weighted<Goods>, 4> kGoods{{{29, {"laptop", 112'000}},
                                                 {33, {"phone", 69'900}},
                                                 {17, {"tv", 84'000}},
                                                 {21, {"accessory", 6'500}}}};

constexpr std::array<Weighted<std::string_view>, 3> kKinds{
    {{68, "abandoned_cart"}, {19, "call_me"}, {13, "brochure"}}};

constexpr std::array<Weighted<std::string_view>, 3> kCustomers{
    {{57, "unknown"}, {31, "returning"}, {12, "loyal"}}};

constexpr std::array<std::string_view, 5> kCoupons{"WELCOME10", "BUNDLE-SPRING", "bundle-tv",
                                                   "STUDENT", "FREESHIP"};

// What was called in vain is called again later; some of that is due by now.
void add_attempts(Record& record, const Scene& scene) {
    Random& random = scene.random;
    const int per_cent = scene.age_ms() > kDay ? 45 : 18;
    const int attempts = scene.age_ms() > 2 * kHour ? random.run_of(per_cent, 4) : 0;
    if (attempts == 0) return;
    record.number("attempts", attempts);
    record.moment("callback", scene.around(-90, 115));
}

void fill(Record& record, const Scene& scene) {
    Random& random = scene.random;
    const Place& place = random.pick(kPlaces);
    const Goods& goods = random.pick(kGoods);
    const std::string_view kind = random.pick(kKinds);

    record.text("key", fmt::format("L{:06}", 718'200 + scene.number));
    record.text("kind", kind);
    if (kind == "abandoned_cart" || (kind == "call_me" && random.chance(40)))
        record.money("cart", std::min<std::int64_t>(random.long_tailed(goods.typical), 1'500'000));
    record.text("customer", random.pick(kCustomers));
    record.moment("captured", {scene.created.ms - random.between(1, 45) * 1000});
    add_attempts(record, scene);
    record.text("state_code", place.state);
    if (random.chance(82)) record.text("town", place.town);
    record.text("product", goods.product);
    if (const int visits = 1 + random.run_of(64, 40); visits > 1) record.number("visits", visits);
    if (random.chance(14)) record.text("coupon", random.pick(kCoupons));
}

}  // namespace

Example leads() {
    return {
        "leads",
        "Lead",
        Format::Csv,
        "America/New_York",
        "2026-03-10",
        11,
        20260310,
        2600,
        {5, 220, {15, 13, 13, 14, 16, 22, 24}, {9,  5,  3,  2,  1,  2,  4,  8,  12, 15, 17, 19,
                                                22, 19, 17, 17, 18, 22, 28, 34, 39, 36, 27, 16}},
        {"key", "kind", "cart", "customer", "captured", "attempts", "callback", "state_code",
         "town", "product", "visits", "coupon", "created"},
        fill};
}

}  // namespace reeve::example_items
