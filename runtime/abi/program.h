#pragma once

#include "runtime/abi/plan.h"

// A published program as the engine sees it: what there is. What follows from it for an item is
// asked of `Rules`.

namespace reeve::abi {

struct Instruction {
    TextId text;
    ExprId when;  // invalid: always
};

struct WorkType {
    Named named;
    std::vector<Attribute> attributes;
    ChoiceId outcomes;  // invalid: none
    ChoiceId segments;  // invalid: none
    Decimal points = 1;
    std::optional<Duration> takes_about;
    TextId open;
    std::vector<std::uint32_t> show;  // attributes
    std::vector<Instruction> instructions;
    Media media = Media::WorkItem;
    bool has_sla = false;
    bool has_route = false;
    bool has_priority = false;
    /// By attribute: whether segment or promises, the `to` lines, or anything of the rules read it.
    std::vector<bool> promise_reads, to_reads;
    /// Segment, promises, priority or route read how the item is handled (`state`, `queue`, people,
    /// counts, clocks other than `age`). Where not, they are not asked again when only that
    /// changes.
    bool reads_handling = true;
    bool to_reads_queues = false;  // the `to` lines read facts of queues
    std::vector<EscalationLine> escalation;
    PlanId plan;           // of the type that stands for a plan's cases
    bool of_step = false;  // stands for one step of a plan: no rules but the case's
};

/// What a source is told, and what only it may do.
struct Source {
    Named named;
    struct Sends {
        WorkTypeId work_type;
        std::vector<FieldValue> defaults;
    };
    std::vector<Sends> sends;
    struct Told {
        Trigger::Kind kind = Trigger::Kind::Event;  // or AttributeChanges, SegmentChanges
        Event event = Event::Created;
        std::string attribute;
    };
    std::vector<Told> told;
    bool only_cancels = false, only_updates = false, only_completes = false;
    bool only_holds = false, only_resumes = false, only_reopens = false;
};

struct Intake {
    Named named;
    std::vector<Attribute> params;
};

struct Program {
    std::string version;        // hash of its sources, tables and libraries
    std::string table_version;  // of the time zones
    std::vector<Choice> choices;
    std::vector<Team> teams;
    std::vector<Attribute> agent_attributes;
    std::vector<Skill> skills;
    std::vector<Workload> workloads;
    std::vector<Setting> settings;
    std::vector<Named> calendars;
    ChoiceId bands, states, presences;
    std::vector<WorkType> work_types;  // the declared ones, then those of plans and their steps
    std::vector<Plan> plans;
    std::vector<Source> sources;
    std::vector<Intake> intakes;
    std::vector<Queue> queues;
    std::vector<Watch> watches;
};

}  // namespace reeve::abi
