#pragma once

#include "compiler/check/scope.h"

#include <map>
#include <set>
#include <span>
#include <string>

// Checking of expressions: types, units, ranges, scales, missing values.

namespace reeve::check {

/// What a value is for. `role` completes "… does not fit …": "the attribute `amount`", "the limit".
struct Expected {
    typed::DeclaredType type;
    std::string role;
    bool check_range =
        true;  // refuse what may lie outside `type.range`, where `type.declared_range`
};

struct CheckedCondition {
    typed::ExprId expr;
    Knowledge when_true;
    Knowledge when_false;
};

/// Free of state between calls; cheap to make.
class Expressions {
public:
    explicit Expressions(Context& ctx) : ctx_(ctx) {}

    /// Any value; its type may be optional.
    typed::ExprId value(const Scope& scope, syntax::ExprId expr);
    /// A value that is never missing; otherwise reported with what to write.
    typed::ExprId known_value(const Scope& scope, syntax::ExprId expr);
    /// A value that goes where `expected` says: same type and unit (choice values by name, `0` with
    /// unit refused with what to write), optional only where the expected type is, within its
    /// declared range.
    typed::ExprId value_for(const Scope& scope, syntax::ExprId expr, const Expected& expected);
    /// A number (Number or Ratio; Percent refused), never missing: points, levels.
    typed::ExprId number(const Scope& scope, syntax::ExprId expr, const std::string& role);
    /// A moment (a date is taken as its first instant).
    typed::ExprId moment(const Scope& scope, syntax::ExprId expr, const std::string& role,
                         bool may_be_missing = false);
    /// An agent; may be missing.
    typed::ExprId agent(const Scope& scope, syntax::ExprId expr, const std::string& role);
    /// Yes or no, never missing. Says what is known after it.
    CheckedCondition condition(const Scope& scope, syntax::ExprId expr);
    /// A line's condition; invalid or `otherwise` gives a condition that holds always. Lines do not
    /// profit from earlier lines, so `knowledge` is only for the same line.
    typed::Condition line_condition(const Scope& scope, const syntax::Condition& condition,
                                    Knowledge* knowledge = nullptr);
    /// `{ policy: policy, amount: 0 EUR }` for a work type or a plan's data: unknown, doubled and
    /// missing fields are reported; attributes with default or `optional` may be left out. `place`
    /// marks the whole for missing fields.
    struct FieldOptions {
        std::span<const typed::Attribute> attributes;
        sema::SymbolId owner;
        std::string what;
        bool all_required = true;
    };
    std::vector<typed::FieldValue> fields(const Scope& scope, const syntax::Fields& fields,
                                          const FieldOptions& options);
    /// A text with `{name}` and `{a.b}` in it; `{{` is a brace. `readers` are who will see it: an
    /// attribute hidden from one of them is refused.
    struct Readers {
        bool everybody = true;
        std::vector<typed::TeamId> teams;
    };  // everybody: no restricted attribute may appear
    typed::Template text_template(const Scope& scope, const syntax::Text& text,
                                  const Readers& readers);

    /// The key of `Knowledge` for a typed expression that reads something; empty for others.
    [[nodiscard]] std::string path(typed::ExprId expr) const;

private:
    Context& ctx_;
};

/// Whether every item or case has a fact of that name, so that no attribute may have it.
bool is_fact_name(std::string_view name);
/// The value of an expression that depends on nothing; nothing for others.
std::optional<typed::Value> constant_value(const typed::Program& program, typed::ExprId expr);

/// Whether somebody of `team` may see an attribute with that visibility.
bool visible_to(const typed::Visibility& visibility, typed::TeamId team);

/// Steps of `check`, in this order; each is in a file of its own.
void declare_values(Context& ctx);  // choices, named types, implied choices (states, weekdays,
                                    // bands, queues, sources)
void declare_house(Context& ctx);   // calendars, holidays, teams, skills, workloads, settings,
                                    // periods, agents' attributes: headers and types
void declare_work(
    Context& ctx);  // work types with attributes, outcomes, segment names; queues; sources; intakes
void declare_segments(
    Context& ctx);  // names of segments; which promises an sla makes, so that its facts are known
void declare_plans(Context& ctx);  // plans with data, parts, answers' types, outcomes
void check_values(Context& ctx);   // definitions (no recursion, in order of use), tables
void check_house(Context& ctx);    // bodies of everything of section 4
void check_work(
    Context& ctx);  // work types' texts and defaults, sources, intakes, queues, workbins, routes
void check_rules(Context& ctx);  // segments, promises, priorities, escalations, watches
void check_plans(Context& ctx);
void check_tests(Context& ctx);  // tests, guarantees

}  // namespace reeve::check
