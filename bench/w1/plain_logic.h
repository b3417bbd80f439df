#pragma once

#include "bench/w1/rows.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

// The rules of w1.reeve as a programmer writes them. Each file that includes it compiles it with
// options of its own.

namespace reeve::bench {
namespace {

enum Channel : int { Web, App, Phone, Email, Chat, Post, Broker, Branch };
// Those that the rules name.
enum Product : int { Motor = 0, Home = 1, Travel = 2, Health = 3, Life = 4, Liability = 8 };
enum OtherProduct : int {
    LegalCover = 9,
    Accident,
    Income,
    Cargo,
    Fleet,
    Cyber,
    Crop,
    Credit,
    Surety
};
enum Tier : int { Bronze, Silver, Gold, Platinum };

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;
constexpr int kBase[] = {300, 350, 260, 180, 210, 90, 75, 40, 55, 65, 20, 5, 0};

struct Point {
    double at, value;
};
constexpr Point kCurve[] = {{0, 0},     {0.2, 10},  {0.4, 30},  {0.6, 75},
                            {0.8, 160}, {1.0, 400}, {1.2, 520}, {1.5, 600}};

inline double curve(double x) {
    if (x <= kCurve[0].at) return kCurve[0].value;
    for (std::size_t i = 1; i < std::size(kCurve); ++i) {
        const Point& from = kCurve[i - 1];
        const Point& to = kCurve[i];
        if (x < to.at)
            return from.value + (x - from.at) * ((to.value - from.value) / (to.at - from.at));
    }
    return kCurve[std::size(kCurve) - 1].value;
}

inline bool among(int value, std::initializer_list<int> set) {
    return std::ranges::find(set, value) != set.end();
}

/// What both ways to keep items are asked for.
struct View {
    int channel, product, tier, contacts, reopened;
    std::int64_t amount, balance;
    bool vulnerable, complaint, far, far_region, near_region, not_french;
};

inline int segment_of(const View& c) {
    if (c.complaint && among(c.product, {Liability, LegalCover})) return 0;
    if (c.vulnerable && among(c.product, {Health, Life, Accident, Income})) return 1;
    if (c.amount > 50'000'000) return 2;
    if (c.amount > 10'000'000 && c.tier >= Gold) return 3;
    if (c.complaint && (c.contacts >= 8 || c.reopened >= 3)) return 4;
    if (among(c.product, {Cargo, Fleet, Cyber, Crop, Credit, Surety})) return 5;
    if (c.channel == Broker && c.tier >= Silver) return 6;
    if (c.balance > 500'000) return 7;
    if (c.far) return 8;
    if (c.product == Travel && c.far_region) return 9;
    if (among(c.channel, {Chat, App, Web}) && c.contacts >= 4) return 10;
    if (c.amount < 25'000) return 11;
    return 12;
}

/// The lines that do not move, in thousandths.
inline std::int64_t still_of(const View& c, int segment) {
    std::int64_t total = 100'000 + 1'000 * kBase[segment];
    if (c.vulnerable) total += 150'000;
    if (c.complaint) total += 90'000;
    if (c.tier == Platinum) total += 60'000;
    if (c.tier == Gold) total += 30'000;
    if (c.amount > 5'000'000) total += 45'500;
    if (c.amount > 1'000'000 && c.tier >= Silver) total += 20'250;
    if (among(c.product, {Motor, Home, Health, Life, Fleet})) total += 35'000;
    if (among(c.channel, {Phone, Chat, Branch})) total += 25'000;
    if (c.channel == Post) total -= 15'000;
    if (c.contacts >= 3) total += 12'000;
    if (c.reopened >= 2) total += 28'000;
    if (c.near_region) total += 33'000;
    if (c.not_french) total += 8'000;
    if (c.balance > 100'000) total += 17'500;
    return total;
}

struct Total {
    std::int64_t thousandths;
    bool unsure;
};

inline Total total_of(const View& c, std::int64_t still, double age, double used, double promised) {
    double moving = std::min(2'000.0 * age / kHour, 160'000.0) + 1'000.0 * curve(used / promised);
    double error = kLost + kSlopeLost * (age + promised);
    if (c.channel == Broker || c.tier == Platinum) {
        // A fifth has no ties.
        still += std::llrint(static_cast<double>(still) / 5);
        moving *= 1.2;
        error *= 1.3;
    }
    const double whole = std::nearbyint(moving);
    return {std::clamp<std::int64_t>(still + static_cast<std::int64_t>(whole), 0, 2'000'000),
            !(std::abs(moving - whole) < 0.5 - error)};
}

inline void plain_row(const Rows& rows, const Answers& answers, std::uint32_t i) {
    const std::int64_t now = rows.slots[0];
    const std::uint8_t region = rows.region_bits[rows.region[i]];
    const View c{rows.channel[i],
                 rows.product[i],
                 rows.tier[i],
                 rows.contacts[i],
                 rows.reopened[i],
                 rows.amount[i],
                 rows.balance[i],
                 rows.vulnerable[i] != 0,
                 rows.complaint[i] != 0,
                 now - rows.happened[i] > 45 * kDay,
                 (region & 1) != 0,
                 (region & 2) != 0,
                 rows.language_bits[rows.language[i]] != 0};
    const int segment = segment_of(c);
    const std::int64_t age =
        std::max<std::int64_t>(rows.age_base[i] + (rows.age_runs[i] != 0 ? now : 0), 0);
    const std::int64_t length = rows.sla_total[i];
    std::int64_t used = std::max<std::int64_t>(rows.sla_base[i] + rows.slots[rows.sla_clock[i]], 0);
    if (length <= 0) used = std::min<std::int64_t>(used, 1);
    const Total total =
        total_of(c, still_of(c, segment), static_cast<double>(age), static_cast<double>(used),
                 static_cast<double>(std::max<std::int64_t>(length, 1)));
    answers.segment[i] = static_cast<std::int8_t>(segment);
    answers.priority[i] = static_cast<std::int32_t>(total.thousandths);
    answers.unsure[i] = total.unsure;
}

}  // namespace

}  // namespace reeve::bench
