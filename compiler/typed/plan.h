#pragma once

#include "compiler/typed/work.h"

// Case plans, checked.

namespace reeve::typed {

struct StartRule {
    ExprId when;    // starts when; invalid: with its stage, or after its forerunner in order
    ExprId moment;  // starts 1 day before appointment
    std::optional<TimeAmount> distance;
    bool before = false;
    bool by_hand = false;
};

struct Repeat {
    std::int64_t times = 0;
    ExprId when;
};

struct Redo {
    std::uint32_t from = 0;
    bool when_sent_back = false;
    ExprId when;
    std::int64_t times = 0;
};

/// What stages and steps have in common.
struct PartRules {
    StartRule start;
    ExprId only_if;
    bool required = true;
    std::optional<TimeAmount> due;
    std::optional<Repeat> repeat;
    std::vector<Redo> redos;
};

struct FormField {
    bool stored_in_data = false;
    std::uint32_t data = 0;
    Attribute attribute;
};

struct Step {
    enum class Kind : std::uint8_t { Form, Approval, Work, Wait, Case, Ask };
    Header header;
    Kind kind = Kind::Form;
    PartRules rules;
    std::vector<FormField> form;  // Form, Ask
    std::string question;
    NewItem item;                        // Work
    NewCase child;                       // Case
    SourceId source;                     // Ask
    std::vector<FieldValue> ask_fields;  // `attribute` is the place among `ask_names`
    std::vector<std::string> ask_names;  // what the question calls the values it sends
    std::optional<TimeAmount> limit;     // Wait: at most; Ask: within
    ExprId wait_for;
    std::optional<std::uint32_t> ends_as;  // Wait
    QueueId queue;                         // Form, Approval; Ask: fall-back
    WorkTypeId as;                         // borrowed rules
    std::vector<std::uint32_t> showing;    // data attributes
    std::vector<std::uint32_t> never_who;  // steps whose completer may not do it
    std::vector<ExprId> never;
};

struct Milestone {
    Header header;
    ExprId when;
    std::optional<TimeAmount> due;
};

struct PlanPart {
    enum class Kind : std::uint8_t { Stage, Step, Milestone };
    Kind kind = Kind::Step;
    std::uint32_t index = 0;      // into stages, steps, milestones
    std::uint32_t parent = kTop;  // stage
    static constexpr std::uint32_t kTop = 0xffffffff;
};

struct Stage {
    Header header;
    bool in_order = false;
    PartRules rules;
    std::vector<std::uint32_t> parts;
};  // indices into Plan::parts

struct Ending {
    std::uint32_t outcome = 0;
    bool nothing_left = false;
    ExprId when;
    std::string because;
    Span span;
};

struct Plan {
    Header header;
    std::string reference;  // "MC-{year}-{number:6}", checked
    std::vector<Header> intents;
    std::optional<Pick> owner_pick;
    TeamId owner_team;
    ExprId owner;
    std::vector<Attribute> data;
    std::optional<TimeAmount> due;
    std::optional<std::uint32_t> band;
    std::vector<PlanPart> parts;  // all of them in document order
    std::vector<Stage> stages;
    std::vector<Step> steps;
    std::vector<Milestone> milestones;
    std::vector<Ending> endings;
    ChoiceId outcomes;
    std::optional<Priority> priority;
    std::optional<Escalation> escalation;
};

}  // namespace reeve::typed
