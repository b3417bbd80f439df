#pragma once

#include "compiler/typed/rules.h"

// Queues, workbins and routes, checked.

namespace reeve::typed {

enum class Pick : std::uint8_t { LongestIdle, LeastBusy, BestRanked, FewestPointsToday };

struct Queue {
    Header header;
    bool workbin = false;
    ExprId members;       // over the candidate agent; invalid: nobody
    bool offers = false;  // else assigns
    Pick pick = Pick::LongestIdle;
    std::optional<Duration> answer_within;
    std::optional<Duration> not_again_for;
    std::optional<Duration> wrap_up;
    CalendarId open_in;
    struct Goal {
        Decimal share;
        bool accepted = true;
        TimeAmount within;
    };
    std::optional<Goal> goal;
    bool take_any = false;  // workbins; else take next
    std::vector<TeamId> supervisors;
};

struct Destination {
    struct Part {
        Decimal share;
        QueueId queue;
    };
    std::vector<Part> parts;  // one with share 1 where there is no split
};

struct Need {
    SkillId skill;  // invalid: `test`
    ExprId level;   // invalid: any level
    ExprId test;    // over item and candidate agent
    Condition condition;
    Span span;
};

struct Ring {
    enum class Kind : std::uint8_t { Agent, Team, Anyone };
    Kind kind = Kind::Anyone;
    ExprId agent;
    TeamId team;
    Duration time;
};

struct Relaxation {
    enum class Kind : std::uint8_t { Need, Drop, To };
    Kind kind = Kind::Need;
    Need need;
    SkillId drop;
    Destination to;
    Condition condition;
    Span span;
};

struct RelaxationStep {
    TimeAmount after;
    bool here = false;
    std::vector<Relaxation> relaxations;
    Span span;
};

struct Route {
    Span span;
    struct To {
        Destination destination;
        Condition condition;
        Span span;
    };
    std::vector<To> to;
    std::vector<Need> needs;
    struct Never {
        ExprId agent;
        ExprId test;
        Condition condition;
        Span span;
    };
    std::vector<Never> never;
    struct Ask {
        std::vector<Ring> rings;
        Condition condition;
        Span span;
    };
    std::vector<Ask> asks;
    struct NotBefore {
        ExprId moment;
        Condition condition;
        Span span;
    };
    std::vector<NotBefore> not_before;
    std::vector<RelaxationStep> relaxations;
    ExprId rank;
};

}  // namespace reeve::typed
