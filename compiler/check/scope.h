#pragma once

#include "compiler/check/context.h"

#include <map>
#include <set>
#include <span>
#include <string>

// Where an expression stands, and what is known there.

namespace reeve::check {

/// Where an expression stands; decides which facts it may read (the manual, "Who may read what")
/// and how strict it is about missing values.
enum class Place : std::uint8_t {
    Define,
    Table,
    Setting,
    Period,
    AttributeDefault,
    WorkType,
    Intake,
    Segment,
    Sla,
    Pause,
    Priority,
    RouteTo,
    Route,
    Rank,
    Members,
    Escalation,
    Watch,
    Plan,
    Test,
    Expect,
    Guarantee
};

/// What is known at a place because a condition before it says so. Keys are paths (`amount`,
/// `c.amount`, `register.loss_date`, `start.at`), as `Expressions::path` makes them.
struct Knowledge {
    std::set<std::string> present;                    // not missing
    std::map<std::string, typed::Interval> narrowed;  // smaller range than declared
    std::set<std::string> nonzero;                    // not zero, although zero is in the range
    std::set<std::string> done;  // steps that are surely done, so that their answers are known
    /// Both hold.
    [[nodiscard]] Knowledge and_also(const Knowledge& other) const;
    /// What holds in either case.
    [[nodiscard]] Knowledge or_either(const Knowledge& other) const;
};

/// A name that only this place knows: a parameter, a test's variable, an agent of its roster.
struct Local {
    std::string name;
    typed::DeclaredType type;
    typed::Op op = typed::Op::Parameter;  // Parameter, Variable or RosterAgent
    std::uint32_t index = 0;
    sema::SymbolId symbol;
};

struct Scope {
    const syntax::Module* module = nullptr;
    Place place = Place::Define;
    typed::WorkTypeId item;  // bare names are its attributes and facts
    typed::PlanId plan;      // bare names are its data, parts and facts
    bool agent = false;      // `agent` is the agent being considered
    std::span<const Local> locals;
    typed::CalendarId calendar;  // in force; invalid: none
    Knowledge knowledge;
    /// Of a plan: once the part is known to be done, so are these steps.
    std::map<std::string, std::set<std::string>> done_implies;
    [[nodiscard]] Scope with(const Knowledge& more) const;
};

}  // namespace reeve::check
