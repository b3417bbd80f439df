#pragma once

#include "compiler/check/expressions.h"

// What the files about tests share.

namespace reeve::check {

/// One test while it is checked: the names it has brought in so far and the calendar in force.
struct TestState {
    Context& ctx;
    const syntax::Module& module;
    const syntax::TestDecl& decl;
    typed::Test& test;
    std::vector<Local> locals;  // agents of the roster and variables, by the order of their lines
    std::map<std::string, Span> declared_at;  // of locals
    typed::CalendarId calendar;
    bool clock_set = false;
    bool clock_missed = false;  // reported once

    [[nodiscard]] Scope scope(Place place) const;
    [[nodiscard]] const Local* find(const std::string& name) const;
    /// Names of agents or of variables, for "did you mean".
    [[nodiscard]] std::vector<std::string_view> names(typed::Op op) const;
    /// Adds a name; reports one that the test has already.
    bool add(const syntax::Name& name, const typed::Type& type, typed::Op op, std::uint32_t index);
};

void check_roster(TestState& state, const syntax::TestLine& line);
/// The agent of the roster; reports unknown ones.
std::optional<std::uint32_t> find_agent(TestState& state, const syntax::Name& name);
/// Reports a presence that looks like a slip of one that every house has.
void check_presence(TestState& state, const syntax::Name& presence);

/// `ana completes c as paid`. `refusal_expected`: the next line is `expect error`, so that the act
/// may be one that cannot succeed.
struct ActOptions {
    bool refusal_expected = false;
};
void check_act(TestState& state, const syntax::TestLine& line, ActOptions options);

/// What an act is done to.
struct ActTarget {
    enum class Kind : std::uint8_t {
        None,
        Item,
        Form,
        Approval,
        WorkStep,
        Wait,
        ChildCase,
        Ask,
        Case,
        Stage,
        Milestone
    };
    Kind kind = Kind::None;
    typed::ExprId expr;
    typed::WorkTypeId work_type;  // Item, WorkStep
    typed::PlanId plan;           // Case, ChildCase; the plan of a part
    const typed::Step* step = nullptr;
    sema::SymbolId symbol;  // of the part
};
/// `c`, `k.cover`, `k.review.cover` where `review` is a child case. Reports what is not there.
ActTarget resolve_target(TestState& state, const syntax::QualifiedName& name);
/// "an item", "a form"
std::string_view describe(ActTarget::Kind kind);

}  // namespace reeve::check
