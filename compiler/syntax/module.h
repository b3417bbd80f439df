#pragma once

#include "compiler/syntax/events.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

// One source file as it was written.

namespace reeve::syntax {

struct UseDecl {
    std::optional<QualifiedName> library;  // use calendars.france
    std::optional<Text> path;              // use "shared/teams.reeve"
    Span span;
};

using Decl = std::variant<ChoiceDecl, TypeDecl, DefineDecl, TableDecl, BusinessDecl, CalendarDecl,
                          HolidayDecl, TeamDecl, AgentsHaveDecl, SkillDecl, WorkloadDecl,
                          SettingDecl, PeriodDecl, BandsDecl, WorkTypeDecl, SourceDecl, IntakeDecl,
                          SlaDecl, SegmentDecl, PriorityDecl, QueueDecl, RouteDecl, EscalateDecl,
                          WatchDecl, CasePlanDecl, TestDecl, GuaranteeDecl>;

[[nodiscard]] const DeclHead& head(const Decl& decl);

/// Owns its expressions. Parts that could not be read are left out or hold `Error` expressions and
/// empty names; each has been reported, so later passes stay silent about them.
class Module {
public:
    source::FileId file;
    std::string doc;
    std::vector<UseDecl> uses;
    std::vector<Decl> decls;  // in the order of the file
    /// What was not understood, from the first word of a line or head to where reading went on.
    std::vector<Span> skipped;
    bool complete = true;     // false where a whole declaration or line was dropped by recovery

    [[nodiscard]] const Expr& expr(ExprId id) const { return exprs_[id.index()]; }
    ExprId add(Expr expr);
    [[nodiscard]] std::size_t expr_count() const { return exprs_.size(); }

private:
    std::vector<Expr> exprs_;
};

/// The module as an indented outline without positions; equal texts mean equal modules.
/// `--print=syntax`.
std::string print(const Module& module);

}  // namespace reeve::syntax
