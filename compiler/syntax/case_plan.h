#pragma once

#include "compiler/syntax/work.h"

// Case plans: stages, steps, milestones and how a case ends.

namespace reeve::syntax {

struct PromiseWithin {
    Within within;
    Span span;
};
enum class ModifierKind : std::uint8_t {
    InOrder,
    StartsWhen,
    StartsRelative,
    ByHand,
    OnlyIf,
    NotRequired,
    Repeats,
    Redo,
    Due,
    As,
    Showing,
    NeverWho,
    Never,
    Priority
};
struct Modifier {
    ModifierKind kind = ModifierKind::InOrder;
    ExprId condition;            // StartsWhen, OnlyIf, Repeats, Redo (invalid: sent back), Never;
                                 // StartsRelative: the moment
    std::optional<Within> time;  // StartsRelative, Due
    bool before = false;         // StartsRelative
    Decimal times;               // Repeats, Redo
    Span times_span;
    Name name;                // Redo: from; As: work type; NeverWho: step
    std::vector<Name> names;  // Showing
    Span span;
};
enum class StepKind : std::uint8_t { Form, Approval, Work, Wait, Case, Ask };
struct FormField {
    bool existing = false;
    Attribute attribute;
};  // existing: a bare name of the case's data
struct StepDecl {
    DeclHead head;
    StepKind kind = StepKind::Form;
    std::vector<FormField> form;  // Form, Ask
    Text question;                // Approval
    Name name;                    // Work: type; Case: plan; Ask: source
    Fields fields;                // Work, Case, Ask
    ExprId condition;             // Wait for
    std::optional<Within> time;   // Wait: at most; Ask: within
    Name ends_as;                 // Wait … then ends as
    Name queue;                   // in; Ask: else in
    std::vector<Modifier> modifiers;
    Span kind_span;
};
struct MilestoneDecl {
    DeclHead head;
    ExprId when;
    std::optional<Within> due;
};
struct StageDecl;
enum class PlanPartKind : std::uint8_t { Stage, Step, Milestone };
struct PlanPart {
    PlanPartKind kind = PlanPartKind::Step;
    std::uint32_t index = 0;
};  // into the plan's vectors
struct StageDecl {
    DeclHead head;
    std::vector<Modifier> modifiers;
    std::vector<PlanPart> parts;
};
struct EndsLine {
    Name outcome;
    bool nothing_left = false;
    ExprId when;
    std::optional<Text> because;
    Span span;
};
struct OwnerLine {
    std::optional<AgentPick> pick;
    Name team;
    ExprId agent;
    Span span;
};
struct Intent {
    Name name;
    std::optional<Text> display;
};
struct CasePlanDecl {
    DeclHead head;
    std::optional<Text> reference;
    std::vector<Intent> intents;
    std::optional<OwnerLine> owner;
    std::vector<Attribute> data;
    std::optional<PromiseWithin> due;
    Name band;
    std::vector<StageDecl> stages;  // all of them, nested ones too; `parts` say what holds what
    std::vector<StepDecl> steps;
    std::vector<MilestoneDecl> milestones;
    std::vector<PlanPart> parts;  // at the top, in document order
    std::vector<EndsLine> ends;
};

}  // namespace reeve::syntax
