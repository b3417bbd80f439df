#pragma once

#include "compiler/eval/item.h"
#include "compiler/eval/window.h"

#include <optional>
#include <vector>

// What the evaluator answers about an item at an instant.

namespace reeve::eval {

/// Which line of a block held first. `window` is about the answer, not about the line's value.
struct FirstLine {
    std::optional<std::uint32_t> line;
    Window window;
};

struct PromiseAnswer {
    Promise promise;
    Decimal used;         // share of the promised time, rounded to 34 digits
    Decimal left;         // milliseconds, of open time where the block has a calendar
    bool passed = false;  // now >= at, and not finished
};

/// By how much a value grows for each millisecond of a clock.
struct Slope {
    typed::CalendarId clock;  // open time of that calendar; invalid: plain time
    Decimal per_ms;
};

/// A line of a priority at an instant.
struct Term {
    std::uint32_t line = 0;
    bool holds = false;
    Decimal exact;  // a multiple of 0.001 where it stands still
    Decimal shown;  // to 0.001; these add up to the total shown
    bool moves = false;
    std::vector<Slope> slopes;  // rounded to 10^-18; empty: stands still now
    Window piece;               // of the straight line
    Value value, subject;       // what the line's expressions gave
    bool capped = false;        // `up to` cut it
};

struct PriorityAnswer {
    std::vector<Term> terms;  // one for each line, and then one for each raise
    Decimal before_limit;     // exact
    Decimal exact;            // what items are ordered by
    Decimal shown;            // to 0.001
    std::vector<Slope> slopes;
    Window window;
};

struct NeedAnswer {
    typed::SkillId skill;
    std::int64_t level = 0;  // 0: any level
    typed::ExprId test;      // where there is no skill
    typed::Span span;
};

struct RouteAnswer {
    FirstLine to;
    std::optional<typed::QueueId> queue;              // of a split: what `choose_split` said
    const typed::Destination* destination = nullptr;  // in which the queue is named
    /// That had to choose, in order: of `to`, and of relaxations. The program owns them.
    std::vector<const typed::Destination*> splits;
    std::vector<NeedAnswer> needs;      // the highest level of each skill, relaxed by now
    std::vector<std::uint32_t> never;   // lines of Route::never that hold
    std::optional<std::uint32_t> ask;   // line of Route::asks
    std::optional<std::uint32_t> ring;  // among its rings, if nobody were skipped; none: anyone
    std::optional<Instant> not_before;
    std::vector<std::uint32_t> relaxed;  // steps of Route::relaxations whose time has come
    Window window;
};

/// A line of an escalation as a point in time.
struct Threshold {
    std::uint32_t line = 0;
    std::optional<Instant> at;  // nothing: its clock stands still, or it waits for an event
    bool reached = false;
    bool while_holds = true;  // now
};

/// What an intake makes of what arrives.
struct IntakeAnswer {
    std::uint32_t intake = 0;     // the one that chose
    std::uint32_t line = 0;       // of its lines
    typed::WorkTypeId work_type;  // or
    typed::PlanId plan;
    std::vector<Value> attributes;  // of the work type, or the plan's data
};

/// Everything about an item at an instant.
struct Evaluation {
    FirstLine segment;
    std::optional<std::uint32_t> segment_value;
    std::array<std::optional<PromiseAnswer>, 3> promises;  // by PromiseKind
    FirstLine band_line;
    std::optional<std::uint32_t> band;
    PriorityAnswer priority;
    RouteAnswer route;
    std::vector<Threshold> thresholds;
    /// The first instant after `now` at which one of these answers changes, a curve bends, a
    /// calendar that a moving term is measured in opens or closes, or a threshold is reached.
    std::optional<Instant> next_change;
};

}  // namespace reeve::eval
