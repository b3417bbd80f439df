#include "bench/w1/cases.h"

namespace reeve::bench {

namespace {

/// SplitMix64 (Steele, Lea and Flood 2014).
class Random {
public:
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e37'79b9'7f4a'7c15);
        z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
        z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
        return z ^ (z >> 31);
    }
    template <class T>
    T below(std::uint64_t count) {
        return static_cast<T>(next() % count);
    }
    /// Small ones more often than large ones.
    template <class T>
    T skewed(std::uint64_t count) {
        return static_cast<T>(below<std::uint64_t>(count) * below<std::uint64_t>(count) / count);
    }

private:
    std::uint64_t state_ = 20'261'202;
};

constexpr std::uint64_t kDay = 86'400'000;

}  // namespace

std::vector<Case> make_cases(std::size_t count) {
    Random random;
    std::vector<Case> cases(count);
    for (Case& one : cases) {
        one.channel = random.below<std::uint8_t>(kChannels.size());
        one.product = random.below<std::uint8_t>(kProducts.size());
        one.tier = random.skewed<std::uint8_t>(kTiers.size());
        one.contacts = random.skewed<std::uint8_t>(20);
        one.reopened = random.skewed<std::uint8_t>(6);
        one.region = random.skewed<std::uint8_t>(kRegions.size());
        one.language = random.skewed<std::uint8_t>(kLanguages.size());
        one.vulnerable = random.below<int>(12) == 0;
        one.complaint = random.below<int>(6) == 0;
        // A few hundred euros mostly, sometimes very much more.
        const auto limit = random.below<int>(20) == 0 ? 100'000'000 : 3'000'000;
        one.amount = random.skewed<std::uint32_t>(static_cast<std::uint64_t>(limit));
        one.balance = random.below<int>(3) == 0 ? random.skewed<std::uint32_t>(1'000'000) : 0;
        one.created = kNow.ms - random.skewed<std::int64_t>(30 * kDay);
        one.happened = one.created - random.skewed<std::int64_t>(60 * kDay);
    }
    return cases;
}

eval::Item to_item(const eval::Rules& rules, const Case& one) {
    eval::Item item = rules.new_item(typed::WorkTypeId(0), {one.created});
    const auto choice = [](std::uint8_t index) { return eval::ChoiceValue{index}; };
    const auto whole = [](std::int64_t value) { return Decimal(value); };
    const auto cents = [](std::uint32_t value) { return Decimal::scaled(value, -2); };
    const auto text = [](std::string_view value) { return std::string(value); };
    item.attributes = {choice(one.channel),
                       choice(one.product),
                       choice(one.tier),
                       whole(one.contacts),
                       whole(one.reopened),
                       cents(one.amount),
                       cents(one.balance),
                       one.vulnerable,
                       one.complaint,
                       Instant{one.happened},
                       text(kRegions[one.region]),
                       text(kLanguages[one.language])};
    return item;
}

}  // namespace reeve::bench
