#pragma once

#include "compiler/syntax/events.h"
#include "compiler/typed/plan.h"

// Tests and guarantees, checked.

namespace reeve::typed {

struct RosterAgent {
    Header header;
    std::vector<TeamId> teams;
    struct Level {
        SkillId skill;
        int level = 1;
    };
    std::vector<Level> skills;
    WorkloadId workload;
    std::string presence = "available";
    std::vector<FieldValue> attributes;
};

struct TestVariable {
    Header header;
    Type type;
};  // Record: an item or a case

struct TestLine {
    enum class Kind : std::uint8_t {
        Clock,
        Later,
        Given,
        Expect,
        ExpectError,
        SetSetting,
        Presence,
        Act
    };
    enum class Actor : std::uint8_t { Agent, Source, Supervisor };
    Kind kind = Kind::Expect;
    ExprId value;                    // Clock, Expect, SetSetting; Act: boost
    CalendarId calendar;             // in force from a Clock on
    std::optional<TimeAmount> time;  // Later; Act: parks for
    std::uint32_t variable = 0;      // Given, Act
    ExprId target;                   // Act: the item, or the part of a case
    NewItem item;                    // Given
    NewCase new_case;
    Actor actor = Actor::Agent;
    std::uint32_t agent = 0;  // Presence, Act: index in the roster
    std::string presence;
    SettingId setting;
    syntax::ActKind act = syntax::ActKind::Accepts;
    std::vector<FieldValue> fields;  // completes with answers, updates
    std::optional<std::uint32_t> outcome;
    QueueId queue;     // transfers
    std::string text;  // a reason; ExpectError: what the error says
    Span span;
};

struct Test {
    std::string title;
    Span span;
    std::vector<RosterAgent> roster;
    std::vector<TestVariable> variables;
    std::vector<TestLine> lines;
};

struct Guarantee {
    std::string title;
    Span span;
    std::vector<Param> variables;
    std::vector<ExprId> given, always;
};

}  // namespace reeve::typed
