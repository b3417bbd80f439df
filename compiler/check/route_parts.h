#pragma once

#include "compiler/check/work_parts.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

// Parts of a route: where to, who may do it, what is relaxed with time.

namespace reeve::check {

/// The route that is checked, and what its lines may read.
struct RouteScopes {
    const syntax::Module* module = nullptr;
    Scope to;    // `to` lines: the item
    Scope line;  // conditions of the other lines: the item
    Scope pair;  // what is asked of agents: the item and the agent being considered
};
RouteScopes route_scopes(Context& ctx, sema::DeclRef ref, typed::WorkTypeId type);

typed::Destination resolve_destination(Context& ctx, const syntax::Module& module,
                                       const syntax::Destination& written);

/// Who may do it. Remembers which skills are needed, for the lines that relax them.
class NeedChecker {
public:
    NeedChecker(Context& ctx, const RouteScopes& scopes)
        : ctx_(ctx), scopes_(scopes), expressions_(ctx) {}

    std::optional<typed::Need> need(const syntax::Need& written);
    std::optional<typed::Route::Never> never(const syntax::RouteLine& line);

    /// Whether an earlier line needs the skill; reported where none does.
    bool is_needed(typed::SkillId skill, const syntax::Name& name);
    [[nodiscard]] bool needs(typed::SkillId skill) const { return needed_.contains(skill); }

private:
    bool level(const syntax::Need& written, const Scope& scope, typed::Need& made);
    void check_mentions_agent(typed::ExprId test, syntax::ExprId written, std::string_view word);

    Context& ctx_;
    const RouteScopes& scopes_;
    Expressions expressions_;
    std::set<typed::SkillId> needed_;
    bool unknown_skill_ = false;
};

/// What changes while an item waits.
class RelaxationChecker {
public:
    RelaxationChecker(Context& ctx, const RouteScopes& scopes, NeedChecker& needs)
        : ctx_(ctx), scopes_(scopes), needs_(needs), expressions_(ctx) {}

    typed::RelaxationStep step(const syntax::RouteLine& line);

private:
    void check_later(const syntax::RouteLine& line, const typed::RelaxationStep& step);
    std::optional<typed::Relaxation> relaxation(const syntax::Relaxation& written);
    std::optional<typed::Relaxation> relaxed_need(const syntax::Need& need, typed::Relaxation made);

    Context& ctx_;
    const RouteScopes& scopes_;
    NeedChecker& needs_;
    Expressions expressions_;
    /// The last line on each clock: waiting or waiting here, all time or that of a calendar.
    std::map<std::pair<bool, typed::CalendarId>, const syntax::RouteLine*> latest_;
};

}  // namespace reeve::check
