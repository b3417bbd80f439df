#pragma once

#include "compiler/syntax/house.h"

// Declarations of work: work types, sources, intakes.

namespace reeve::syntax {

enum class Media : std::uint8_t { WorkItem, Call, Chat, Email, Message };

struct Instruction {
    Text text;
    ExprId when;
    Span span;
};

struct WorkTypeDecl {
    DeclHead head;
    std::vector<Attribute> attributes;
    std::vector<ChoiceValue> outcomes;
    Span outcomes_span;
    std::optional<Decimal> points;
    Span points_span;
    std::optional<TimeSpan> takes_about;
    std::optional<Text> open;
    std::vector<Name> show;
    std::vector<Instruction> instructions;
    std::optional<Media> media;
    Span media_span;
};

/// `completed`, `amount changes`
struct TellEvent {
    Name name;
    bool changes = false;
};

enum class SourceLineKind : std::uint8_t { Sends, Tell, OnlyItMay };

struct SourceLine {
    SourceLineKind kind = SourceLineKind::Sends;
    Name work_type;                  // Sends
    std::optional<Fields> defaults;  // Sends
    std::vector<TellEvent> events;   // Tell
    std::vector<Name> acts;          // OnlyItMay
    Span span;
};

struct SourceDecl {
    DeclHead head;
    std::vector<SourceLine> lines;
};

enum class IntakeTarget : std::uint8_t { WorkType, CasePlan, Intake };

struct IntakeLine {
    IntakeTarget target = IntakeTarget::WorkType;
    Name name;
    Fields fields;
    Condition condition;
    Span span;
};

struct IntakeDecl {
    DeclHead head;
    std::vector<Param> params;
    std::vector<IntakeLine> lines;
};

}  // namespace reeve::syntax
