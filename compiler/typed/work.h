#pragma once

#include "compiler/typed/escalation.h"

// Work types, sources and intakes, checked.

namespace reeve::typed {

struct Instruction {
    Template text;
    ExprId when;
};

struct WorkType {
    Header header;
    std::vector<Attribute> attributes;
    ChoiceId outcomes;  // invalid: none
    ChoiceId segments;  // invalid: none
    Decimal points = 1;
    std::optional<Duration> takes_about;
    std::optional<Template> open;
    std::vector<std::uint32_t> show;
    std::vector<Instruction> instructions;
    Media media = Media::WorkItem;
    std::vector<Segment> segment_lines;
    Span segment_span;
    std::optional<Sla> sla;
    std::optional<Priority> priority;
    std::optional<Route> route;
    std::optional<Escalation> escalation;
};

struct SourceEvent {
    enum class Kind : std::uint8_t { Event, AttributeChanges, SegmentChanges };
    Kind kind = Kind::Event;
    Trigger::Event event = Trigger::Event::Created;
    std::string attribute;
};

struct Source {
    Header header;
    struct Sends {
        WorkTypeId work_type;
        std::vector<FieldValue> defaults;
    };
    std::vector<Sends> sends;
    std::vector<SourceEvent> told;
    std::vector<std::string> only_it_may;  // cancel, update, complete, hold, resume, reopen
};

struct IntakeLine {
    Condition condition;
    WorkTypeId work_type;
    PlanId plan;
    std::uint32_t intake = 0;
    std::vector<FieldValue> fields;  // of an intake: its parameters
    Span span;
};

struct Intake {
    Header header;
    std::vector<Param> params;
    std::vector<IntakeLine> lines;
};

}  // namespace reeve::typed
