#pragma once

#include "compiler/check/rules.h"

#include <compare>
#include <vector>

namespace reeve::check {

/// A work type or a case plan, by index.
struct Owner {
    bool is_plan = false;
    std::uint32_t index = 0;
    friend auto operator<=>(const Owner&, const Owner&) = default;
};

/// What comes into being when a case is opened, before time passes or anybody acts: the case, the
/// items and cases of its steps that start with it, and what those bring along.
class OpenedWork {
public:
    explicit OpenedWork(Context& ctx) : ctx_(ctx) {}
    [[nodiscard]] std::vector<Owner> by(typed::PlanId plan) const;

private:
    void open_case(const syntax::Name& name, std::vector<Owner>& result) const;
    void open_item(const syntax::Name& name, std::vector<Owner>& result) const;
    void parts(const syntax::CasePlanDecl& plan, const std::vector<syntax::PlanPart>& parts,
               bool in_order, std::vector<Owner>& result) const;

    Context& ctx_;
};

}  // namespace reeve::check
