#include "compiler/typed/expr.h"

#include "base/check.h"
#include "compiler/typed/house.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace reeve::typed {

std::string_view to_string(Op op) {
    static constexpr std::string_view kNames[] = {
#define TYPED_OP(name, text) #name,
#include "compiler/typed/ops.def"
#undef TYPED_OP
    };
    return kNames[static_cast<std::size_t>(op)];
}

namespace {

constexpr FactInfo kFacts[] = {
#define TYPED_FACT(name, text, base, optional, kind) \
    {Fact::name, text, Base::base, optional, FactKind::kind},
#include "compiler/typed/facts.def"
#undef TYPED_FACT
};

}  // namespace

const FactInfo& info(Fact fact) { return kFacts[static_cast<std::size_t>(fact)]; }

const FactInfo* find_fact(std::string_view text) {
    static const auto by_text = [] {
        std::unordered_map<std::string_view, const FactInfo*> map;
        for (const FactInfo& fact : kFacts) map.emplace(fact.text, &fact);
        return map;
    }();
    const auto found = by_text.find(text);
    return found == by_text.end() ? nullptr : found->second;
}

std::optional<std::uint32_t> Choice::find(std::string_view name) const {
    const auto found = std::ranges::find(
        values, name, [](const Header& value) { return std::string_view(value.name); });
    if (found == values.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - values.begin());
}

const Choice::Group* Choice::find_group(std::string_view name) const {
    const auto found = std::ranges::find(
        groups, name, [](const Group& group) { return std::string_view(group.name); });
    return found == groups.end() ? nullptr : &*found;
}

}  // namespace reeve::typed
