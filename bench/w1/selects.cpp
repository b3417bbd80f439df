#include "bench/w1/rows.h"

#include <algorithm>
#include <cmath>

// The rules of w1.reeve without a branch, so that the compiler may make vectors of the loops. A few
// hundred rows at a time, in loops over one width each, which it does best. This file is compiled
// with -O3 -march=native.

namespace reeve::bench {

namespace {

constexpr std::uint32_t kBlock = 512;
constexpr std::int64_t kDay = 86'400'000;

constexpr std::uint32_t set(std::initializer_list<int> values) {
    std::uint32_t bits = 0;
    for (const int value : values) bits |= 1U << value;
    return bits;
}

struct Block {
    std::int32_t still[kBlock], multiplied[kBlock], bits[kBlock], far[kBlock];
    double moving[kBlock], error[kBlock];
};

void read_texts(const Rows& rows, std::uint32_t first, std::uint32_t count, Block& block) {
    const std::int64_t since = rows.slots[0] - 45 * kDay;
    for (std::uint32_t i = 0; i < count; ++i)
        block.bits[i] = rows.region_bits[rows.region[first + i]] |
                        rows.language_bits[rows.language[first + i]] << 2;
    for (std::uint32_t i = 0; i < count; ++i) block.far[i] = rows.happened[first + i] < since;
}

void stand_still(const Rows& r, std::uint32_t first, std::uint32_t count, Block& block,
                 std::int8_t* segments) {
    for (std::uint32_t k = 0; k < count; ++k) {
        const std::uint32_t i = first + k;
        const std::int32_t channel = r.channel[i], product = r.product[i], tier = r.tier[i];
        const std::int32_t contacts = r.contacts[i], reopened = r.reopened[i];
        const auto amount = static_cast<std::int32_t>(r.amount[i]);
        const auto balance = static_cast<std::int32_t>(r.balance[i]);
        const std::int32_t vulnerable = r.vulnerable[i], complaint = r.complaint[i];
        const std::int32_t bits = block.bits[k];
        const auto in = [](std::int32_t value, std::uint32_t members) {
            return static_cast<std::int32_t>(members >> value & 1);
        };
        std::int32_t segment = 12, base = 0;
        const auto choose = [&](std::int32_t holds, std::int32_t number, std::int32_t points) {
            segment = holds != 0 ? number : segment;
            base = holds != 0 ? points * 1'000 : base;
        };
        choose(amount < 25'000, 11, 5);
        choose(in(channel, set({0, 1, 4})) & (contacts >= 4), 10, 20);
        choose((product == 2) & (bits & 1), 9, 65);
        choose(block.far[k], 8, 55);
        choose(balance > 500'000, 7, 40);
        choose((channel == 6) & (tier >= 1), 6, 75);
        choose(in(product, set({12, 13, 14, 15, 16, 17})), 5, 90);
        choose(complaint & ((contacts >= 8) | (reopened >= 3)), 4, 210);
        choose((amount > 10'000'000) & (tier >= 2), 3, 180);
        choose(amount > 50'000'000, 2, 260);
        choose(vulnerable & in(product, set({3, 4, 10, 11})), 1, 350);
        choose(complaint & in(product, set({8, 9})), 0, 300);
        std::int32_t total = 100'000 + base;
        const auto add = [&](std::int32_t holds, std::int32_t points) {
            total += holds != 0 ? points : 0;
        };
        add(vulnerable, 150'000);
        add(complaint, 90'000);
        add(tier == 3, 60'000);
        add(tier == 2, 30'000);
        add(amount > 5'000'000, 45'500);
        add((amount > 1'000'000) & (tier >= 1), 20'250);
        add(in(product, set({0, 1, 3, 4, 13})), 35'000);
        add(in(channel, set({2, 4, 7})), 25'000);
        add(channel == 5, -15'000);
        add(contacts >= 3, 12'000);
        add(reopened >= 2, 28'000);
        add(bits & 2, 33'000);
        add(bits & 4, 8'000);
        add(balance > 100'000, 17'500);
        const std::int32_t multiplied = (channel == 6) | (tier == 3);
        const auto fifth = static_cast<std::int32_t>(std::nearbyint(static_cast<float>(total) / 5));
        block.still[k] = total + (multiplied != 0 ? fifth : 0);
        block.multiplied[k] = multiplied;
        segments[i] = static_cast<std::int8_t>(segment);
    }
}

void move(const Rows& r, std::uint32_t first, std::uint32_t count, Block& block) {
    const std::int64_t now = r.slots[0], open = r.slots[1];
    for (std::uint32_t k = 0; k < count; ++k) {
        const std::uint32_t i = first + k;
        const std::int64_t age =
            std::max<std::int64_t>(r.age_base[i] + (r.age_runs[i] != 0 ? now : 0), 0);
        const std::int64_t clock = r.sla_clock[i] == 0 ? now : r.sla_clock[i] == 1 ? open : 0;
        const std::int64_t measured = std::max<std::int64_t>(r.sla_base[i] + clock, 0);
        const std::int64_t length = r.sla_total[i];
        const std::int64_t used = length <= 0 ? std::min<std::int64_t>(measured, 1) : measured;
        const auto promised = static_cast<double>(std::max<std::int64_t>(length, 1));
        const double x = static_cast<double>(used) / promised;
        double slope = 0, value = 0;
        const auto piece = [&](double from, double at_from, double by) {
            const bool reached = x >= from;
            slope = reached ? by : slope;
            value = reached ? at_from - by * from : value;
        };
        piece(0, 0, 50'000);
        piece(0.2, 10'000, 100'000);
        piece(0.4, 30'000, 225'000);
        piece(0.6, 75'000, 425'000);
        piece(0.8, 160'000, 1'200'000);
        piece(1.0, 400'000, 600'000);
        piece(1.2, 520'000, 80'000 / 0.3);
        piece(1.5, 600'000, 0);
        const double moving =
            std::min(static_cast<double>(age) * (2'000.0 / 3'600'000), 160'000.0) +
            (slope * x + value);
        const double error = kLost + kSlopeLost * (static_cast<double>(age) + promised);
        block.moving[k] = block.multiplied[k] != 0 ? moving * 1.2 : moving;
        block.error[k] = block.multiplied[k] != 0 ? error * 1.3 : error;
    }
}

}  // namespace

void plain_selects(const Rows& rows, const Answers& answers) {
    Block block;
    for (std::uint32_t first = 0; first < rows.count; first += kBlock) {
        const std::uint32_t count = std::min(kBlock, rows.count - first);
        read_texts(rows, first, count, block);
        stand_still(rows, first, count, block, answers.segment);
        move(rows, first, count, block);
        for (std::uint32_t k = 0; k < count; ++k) {
            const double whole = std::nearbyint(block.moving[k]);
            answers.priority[first + k] =
                std::clamp(block.still[k] + static_cast<std::int32_t>(whole), 0, 2'000'000);
            answers.unsure[first + k] = !(std::abs(block.moving[k] - whole) < 0.5 - block.error[k]);
        }
    }
}

}  // namespace reeve::bench
