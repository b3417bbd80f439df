#include "compiler/doc/names.h"

#include <fmt/format.h>

// What the parts of a case plan say of one another.

namespace reeve::doc {

// A plan is one declaration; what its parts say of one another is what readers look for.
std::optional<User> Names::user_in_plan(sema::SymbolId symbol, sema::DeclRef ref,
                                        source::Span use) const {
    const auto* plan =
        std::get_if<syntax::CasePlanDecl>(&input_.modules[ref.module].decls[ref.decl]);
    if (plan == nullptr) return std::nullopt;
    const auto holds = [&](source::Span span) {
        return span.begin <= use.begin && use.end <= span.end;
    };
    const source::Span own = input_.symbols.symbol(symbol).span;
    const syntax::DeclHead* part = nullptr;
    const auto look = [&](const auto& decls) {
        for (const auto& decl : decls) {
            if (holds(decl.head.span) &&
                (part == nullptr || part->span.begin <= decl.head.span.begin))
                part = &decl.head;
        }
    };
    look(plan->stages);
    look(plan->steps);
    look(plan->milestones);
    for (const syntax::EndsLine& line : plan->ends) {
        if (holds(line.span)) return User{"the endings", {place(symbol).page, "endings"}, 1, 0};
    }
    // What stands in its own entry needs no mention.
    if (part == nullptr || (part->span.begin <= own.begin && own.end <= part->span.end))
        return std::nullopt;
    const sema::SymbolId user = declared_at(part->name.span);
    if (!user.valid()) return std::nullopt;
    return User{
        fmt::format("{} {}", sema::describe(input_.symbols.symbol(user).kind), part->name.text),
        place(user), 1, 0};
}

}  // namespace reeve::doc
