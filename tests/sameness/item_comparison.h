#pragma once

#include "compiler/batch/item_rules.h"
#include "compiler/eval/context.h"

#include <optional>
#include <string>

namespace reeve::sameness {

/// How many answers about single items compiled rules gave, and how many they left to the
/// evaluator.
struct ItemCounts {
    struct Of {
        std::size_t said = 0, left = 0;
    };
    Of segments, priorities, routes;
    void add(const ItemCounts& other);
    [[nodiscard]] std::string text() const;
};

/// What the evaluator says of one item, and until when.
class ItemReference {
public:
    ItemReference(const eval::Rules& rules, const eval::Item& item, const eval::Question& question);

    /// Where compiled rules say something else, in words. What they leave out is no difference.
    std::optional<std::string> differs(const batch::ItemRules& rules, ItemCounts& counts) const;

private:
    [[nodiscard]] std::string entry() const;
    [[nodiscard]] std::string priority_text() const;
    [[nodiscard]] std::string route_text() const;

    const eval::Rules& rules_;
    const eval::Item& item_;
    const eval::Question& question_;
    eval::Context context_;
    std::string entry_, segment_, band_, priority_, route_;
};

}  // namespace reeve::sameness
