#pragma once

#include "compiler/eval/evaluation.h"

#include <random>

namespace reeve::sameness {

/// Items of a work type with random attributes, around the nights on which clocks are put forward
/// and back, and leap days. The same seed gives the same items.
class RandomItems {
public:
    RandomItems(const eval::Rules& rules, typed::WorkTypeId type, std::uint64_t seed)
        : rules_(rules), type_(type), random_(seed) {}

    eval::Item next();
    /// An instant at which one might ask about the item.
    Instant instant_for(const eval::Item& item);
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
    }

    eval::Value value(const typed::DeclaredType& type);

private:
    eval::Value number(const typed::DeclaredType& type);
    Instant instant();
    void pause(eval::Item& item);

    const eval::Rules& rules_;
    typed::WorkTypeId type_;
    std::mt19937_64 random_;
};

}  // namespace reeve::sameness
