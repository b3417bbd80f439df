#include "tools/example_items/example.h"

#include <fmt/format.h>

#include <algorithm>

// Motor claims: glass and parking damage are many and small, theft and injury few and dear.

namespace reeve::example_items {

namespace {

using namespace std::string_view_literals;

struct Cause {
    std::string_view tag;
    std::int64_t typical;  // euro cents
    int vulnerable;        // per cent
    int doubtful;          // per cent with a high score
};

constexpr std::array<Weighted<Cause>, 9> kCauses{{{24, {"parking", 86'000, 3, 2}},
                                                  {20, {"rear end", 238'000, 4, 3}},
                                                  {15, {"glass", 46'000, 2, 1}},
                                                  {12, {"collision", 655'000, 4, 3}},
                                                  {9, {"hail", 270'000, 3, 1}},
                                                  {7, {"animal", 290'000, 3, 2}},
                                                  {5, {"injury", 2'150'000, 14, 2}},
                                                  {5, {"theft", 1'640'000, 3, 16}},
                                                  {3, {"fire", 1'210'000, 4, 12}}}};

constexpr std::array<Weighted<std::string_view>, 3> kTiers{
    {{61, "bronze"}, {28, "silver"}, {11, "gold"}}};

constexpr std::array<Weighted<std::string_view>, 4> kChannels{
    {{44, "web"}, {26, "phone"}, {19, "broker"}, {11, "post"}}};

constexpr std::array<Weighted<std::string_view>, 5> kRegions{
    {{71, "FR"}, {11, "BE"}, {9, "DE"}, {5, "LU"}, {4, "CH"}}};

constexpr std::array<std::string_view, 4> kPolicyKinds{"M", "M", "MK", "FL"};

std::vector<std::string> tags_of(const Cause& cause, Random& random) {
    std::vector<std::string> tags{std::string(cause.tag)};
    if (cause.tag == "injury") tags.emplace_back(random.chance(60) ? "rear end" : "collision");
    if (cause.tag == "collision" && random.chance(9)) tags.emplace_back("injury");
    if (random.chance(8)) tags.emplace_back("photos missing");
    if (random.chance(4)) tags.emplace_back("hired car");
    if (random.rarely(cause.tag == "injury" ? 160 : 12)) tags.emplace_back("lawyer");
    return tags;
}

// Each draw is a statement of its own: C++ does not say which argument of a call is worked out
// first.
std::string policy(Random& random) {
    const std::string_view kind = random.pick(kPolicyKinds);
    const std::int64_t agency = random.between(210, 689);
    return fmt::format("{}-{}-{:05}", kind, agency, random.below(100'000));
}

void fill(Record& record, const Scene& scene) {
    Random& random = scene.random;
    const Cause& cause = random.pick(kCauses);
    const std::string_view channel = random.pick(kChannels);
    const bool by_post = channel == "post";
    const int days_late = 1 + random.run_of(62, 25) + (by_post ? 3 : 0);

    record.text("key", fmt::format("C-2026-{:05}", 10'400 + scene.number));
    record.text("policy", policy(random));
    record.text("tier", random.pick(kTiers));
    record.money("amount", std::min<std::int64_t>(random.long_tailed(cause.typical), 25'000'000));
    record.text("channel", channel);
    record.date("loss_date", Date{scene.created_on().days - days_late});
    record.text("region", random.pick(kRegions));
    if (random.chance(74)) {
        const bool doubtful = random.chance(cause.doubtful);
        record.percent("fraud_score",
                       doubtful ? random.between(72, 98)
                                : std::min({random.between(1, 40), random.between(1, 78)}));
    }
    if (random.chance(cause.vulnerable)) record.truth("vulnerable", true);
    record.list("tags", tags_of(cause, random));
    // Letters lie in the post room for a while, brokers send in the evening what came by day.
    if (by_post) record.moment("received", scene.earlier(2 * 60, 40 * 60));
    if (channel == "broker" && random.chance(50)) record.moment("received", scene.earlier(5, 540));
    // A clerk reads what comes on paper before it joins a queue.
    if (by_post && random.chance(60)) record.moment("in_line_since", scene.later(4, 75));
    if (scene.age_ms() > kDay && random.chance(7)) record.text("state", "held");
}

}  // namespace

Example claims() {
    return {"claims",
            "Claim",
            Format::JsonLines,
            "Europe/Paris",
            "2026-03-02",
            10,
            20260302,
            2400,
            {14, 580, {26, 19, 17, 16, 16, 9, 6}, {1,  0,  0,  0,  0,  1,  3,  8, 18, 26, 27, 24,
                                                   15, 17, 22, 23, 21, 19, 14, 9, 7,  5,  3,  2}},
            {},
            fill};
}

}  // namespace reeve::example_items
