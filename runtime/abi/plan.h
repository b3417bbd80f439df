#pragma once

#include "runtime/abi/escalation.h"

// A case plan as the engine sees it. Its data, outcomes and escalation are those of its case type,
// a work type that stands for the cases themselves. Expressions are evaluated by `Rules` with the
// case's item as the item at hand. Section 12 of the language.

namespace reeve::abi {

/// An amount of time of the program, calendar steps included: only moved along by `Rules`.
using TermId = Id<struct TermTag>;
struct Term {
    TermId id;
    CalendarId calendar;  // in whose open time a share of it is measured; invalid: plain time
};

struct Repeat {
    std::uint32_t times = 0;  // at most, after the first
    ExprId when;
};

struct Redo {
    std::uint32_t from = 0;  // part; before its own or inside it
    bool when_sent_back = false;
    ExprId when;  // where not sent back
    std::uint32_t times = 0;
};

struct FormField {
    Attribute attribute;
    std::optional<std::uint32_t> data;  // attribute of the case in which it is stored, too
};

/// A stage, step or milestone. Parts refer to one another by their places in `Plan::parts`.
struct PlanPart {
    enum class Kind : std::uint8_t { Stage, Form, Approval, Work, Wait, Case, Ask, Milestone };
    static constexpr std::uint32_t kNone = 0xffffffff;

    Named named;
    Kind kind = Kind::Form;
    std::uint32_t parent = kNone;         // stage
    std::uint32_t after = kNone;          // in order: the part that it waits for
    std::vector<std::uint32_t> children;  // of stages

    // When it starts: all that is given must hold.
    ExprId starts_when;
    ExprId moment;  // missing: waits
    std::optional<Term> distance;
    bool before = false;  // the moment, else after it
    bool by_hand = false;
    ExprId only_if;
    bool required = true;

    std::optional<Term> due;  // from its start; of a milestone from that of its stage or case
    std::optional<Repeat> repeat;
    std::vector<Redo> redos;

    ExprId when;                           // Wait: waits for; Milestone: reached when
    std::optional<Term> limit;             // Wait: at most; Ask: within
    std::optional<std::uint32_t> ends_as;  // Wait: outcome of the case at the limit

    std::vector<FormField> form;     // Form, Ask
    std::string question;            // Approval
    WorkTypeId work_type;            // of the item of a form, approval, work or question
    PlanId child;                    // Case
    std::vector<FieldValue> fields;  // Work: of the item; Case: data; Ask: of `ask_names`
    std::uint32_t source = kNone;    // Ask: of Program::sources
    std::vector<std::string> ask_names;
    QueueId queue;                         // where its item goes; invalid: as its work type says
    std::vector<std::uint32_t> never_who;  // steps whose completer may not do it
    std::vector<ExprId> never;             // over the case and an agent
    /// Attributes of its item that follow the case's data: the item's, the case's.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> mirrored;

    [[nodiscard]] bool is_step() const { return kind != Kind::Stage && kind != Kind::Milestone; }
    /// Ends by what a person says about its item.
    [[nodiscard]] bool is_answered() const {
        return kind == Kind::Form || kind == Kind::Approval || kind == Kind::Ask;
    }
};

struct Ending {
    std::uint32_t outcome = 0;  // of the case type
    bool nothing_left = false;
    ExprId when;
    std::string because;
};

struct Plan {
    Named named;
    std::string reference;  // "MC-{year}-{number:6}"; empty: the case's id
    std::vector<Named> intents;
    std::optional<Pick> owner_pick;
    TeamId owner_team;  // of owner_pick
    ExprId owner;       // an agent, perhaps missing
    WorkTypeId case_type;
    std::optional<Term> due;
    std::optional<std::uint32_t> band;  // of its steps that have none of their own
    std::vector<PlanPart> parts;        // in document order
    std::vector<Ending> endings;
    bool reads_handling = false;  // its conditions read how items of its steps are handled
};

}  // namespace reeve::abi
