#pragma once

#include "compiler/eval/calendars.h"
#include "compiler/eval/item.h"
#include "compiler/eval/window.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

// The reference evaluator: what rules mean. Pure functions of an item, the house's facts and `now`.

namespace reeve::eval {

/// What is known of a queue besides its rules.
struct QueueFacts {
    std::int64_t waiting_items = 0;
    Duration oldest_wait;
    Duration expected_wait;
    std::int64_t available_agents = 0;
    std::int64_t late_items = 0;
    Decimal share_on_time_today = 1;
};

/// The house at `now`. The caller owns what is pointed to.
struct House {
    std::vector<Value> settings;     // by SettingId; empty: as declared
    std::vector<QueueFacts> queues;  // by QueueId; empty: nothing waits anywhere
    std::vector<const Agent*> agents;
};

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
    std::optional<typed::QueueId> queue;  // of a split: what `choose_split` said
    std::vector<NeedAnswer> needs;        // the highest level of each skill, relaxed by now
    std::vector<std::uint32_t> never;     // lines of Route::never that hold
    std::optional<std::uint32_t> ask;     // line of Route::asks
    std::optional<std::uint32_t> ring;    // among its rings, if nobody were skipped; none: anyone
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

/// How a split sends its next item: the parts' counts of the day go in, the place of a part comes
/// out. Empty: always the part with the largest share.
using ChooseSplit = std::function<std::size_t(const typed::Destination&)>;

struct Question {
    Instant now;
    const House* house = nullptr;  // null: as declared
    ChooseSplit choose_split;
};

struct Prepared;

/// Evaluates the items of one program. The program outlives it. Any number of threads may ask.
class Rules {
public:
    explicit Rules(const Program& program);
    ~Rules();

    [[nodiscard]] const Program& program() const { return program_; }
    [[nodiscard]] const Calendars& calendars() const { return calendars_; }

    [[nodiscard]] Evaluation evaluate(const Item& item, const Question& question) const;
    /// The promises as they are made when the item enters at `created`, with its segment then.
    [[nodiscard]] std::array<std::optional<Promise>, 3> promise(const Item& item,
                                                                const House* house) const;
    /// An item as the rules meet it when it has just been created: defaults filled in, clocks at
    /// zero.
    [[nodiscard]] Item new_item(typed::WorkTypeId type, Instant created) const;

private:
    const Program& program_;
    Calendars calendars_;
    std::unique_ptr<const Prepared> prepared_;
};

}  // namespace reeve::eval
