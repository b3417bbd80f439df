#include "compiler/check/plan_parts.h"

// What expressions of a plan know at their place.

namespace reeve::check {

Scope PlanKnowledge::scope(std::uint32_t part, PlanCertainty::Point point,
                           std::span<const syntax::ExprId> read) const {
    Scope result = with_implications(read);
    result.knowledge.done = certainty_.done_at(part, point, names_read(home_.module(), read));
    return result;
}

Scope PlanKnowledge::scope(std::span<const syntax::ExprId> read) const {
    return with_implications(read);
}

Scope PlanKnowledge::with_implications(std::span<const syntax::ExprId> read) const {
    Scope result = home_.scope();
    const std::set<std::string> names = names_read(home_.module(), read);
    for (const std::string& name : names) {
        const auto part = outline_.names.find(name);
        if (part == outline_.names.end()) continue;
        std::set<std::string> implied =
            certainty_.done_at(part->second, PlanCertainty::Point::Done, names);
        if (!implied.empty()) result.done_implies.emplace(name, std::move(implied));
    }
    return result;
}

}  // namespace reeve::check
