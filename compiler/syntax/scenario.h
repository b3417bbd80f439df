#pragma once

#include "compiler/syntax/work.h"

// What is said about a program rather than by it: tests and guarantees.

namespace reeve::syntax {

struct RosterSkill {
    Name skill;
    std::optional<Decimal> level;
    Span span;
};
struct RosterAgent {
    Name name;
    std::vector<Name> teams;
    std::vector<RosterSkill> skills;
    Name workload;
    Name presence;
    std::vector<Field> attributes;
    Span span;
};
enum class TestLineKind : std::uint8_t {
    Roster,
    Clock,
    Later,
    Given,
    Expect,
    ExpectError,
    SetSetting,
    Presence,
    Act
};
enum class ActKind : std::uint8_t {
    Accepts,
    Completes,
    Declines,
    Takes,
    Parks,
    Transfers,
    Approves,
    Rejects,
    SendsBack,
    Updates,
    Cancels,
    Holds,
    Resumes,
    Boosts
};
struct TestLine {
    TestLineKind kind = TestLineKind::Expect;
    std::vector<RosterAgent> agents;  // Roster
    ExprId value;                     // Clock (a moment), Expect, SetSetting, Given's nothing
    Name calendar;                    // Clock … in, Later … in
    std::optional<TimeSpan> time;     // Later; Act: for 2 hours
    Name name;                        // Given: variable; SetSetting; Presence: agent; Act: who
    bool is_case = false;             // Given
    Name what;                        // Given: work type or plan; Presence: the presence
    std::optional<Fields> fields;     // Given; Act: completes k.x { … }, updates c { … }
    Text error;                       // ExpectError
    ActKind act = ActKind::Accepts;
    QualifiedName target;      // Act
    Name as_or_to;             // Act: completes … as, transfers … to
    ExprId by;                 // Act: boosts … by
    ExprId until;              // Act: parks, holds … until
    std::optional<Text> text;  // Act: reason
    Span verb_span;
    Span span;
};
struct TestDecl {
    DeclHead head;
    Text title;
    std::vector<TestLine> lines;
};  // head.name is empty

struct GuaranteeLine {
    bool always = false;
    ExprId condition;
    Span span;
};
struct GuaranteeDecl {
    DeclHead head;
    Text title;
    std::vector<Param> variables;
    std::vector<GuaranteeLine> lines;
};

}  // namespace reeve::syntax
