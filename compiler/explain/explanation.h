#pragma once

#include "compiler/eval/answers.h"
#include "compiler/explain/finding.h"

// Why an item stands where it stands, as a value: text, JSON and pictures are made from it.

namespace reeve::explain {

/// An attribute, or a fact that the record gave.
struct ItemPart {
    std::string name;
    Shown value;
    bool is_fact = false;
    bool by_default = false;
};

struct SegmentPart {
    std::optional<std::string> name;
    std::vector<Line> lines;  // up to the one that holds
};

/// A stretch of a calendar, as one counts along it.
struct CountStep {
    enum class Kind : std::uint8_t { Open, Closed, Day, Moved, Plain, Skipped };
    Kind kind = Kind::Open;
    Instant from, to;
    std::string when;                // "Fri 2026-03-06 16:00-18:00"
    std::string note;                // why closed, what moved
    std::optional<Duration> amount;  // open time of this stretch
    std::optional<Duration> total;   // since counting began
    std::int64_t days = 0;           // business days since counting began
};

struct PromisePart {
    std::string name;  // start, target, due
    eval::PromiseAnswer answer;
    bool from_record = false;      // made earlier, not worked out from the lines
    std::vector<Line> lines;       // up to the one that was taken
    std::string calendar;          // in whose open time its share is measured; empty: plain time
    std::string left_in;           // the calendar that `left` is measured in
    std::string begin_from;        // what counting began from
    std::vector<CountStep> steps;  // from the beginning to the moment that the line says
    Instant first_at;              // before pauses moved it
    std::optional<Instant> finished;
    std::string pause;  // condition of the pause that holds now
};

/// How a value moves.
struct Movement {
    std::string calendar;  // empty: plain time
    Decimal per_hour;
};

struct TermPart {
    Line line;
    Decimal shown, exact;
    bool capped = false;
    std::string cap;  // what `up to` says
    std::vector<Finding> depends;
    std::vector<Movement> moves;
    std::optional<Instant> until;  // the term moves so until then
    std::string reaching;          // the point of its curve that it comes to there
    std::string then;              // what happens there
    std::vector<Movement> after;   // how it moves from there
};

struct PriorityPart {
    std::optional<std::string> band;
    std::vector<Line> band_lines;
    std::vector<TermPart> terms;  // in the order written, those that do not count too
    Decimal before_limit;         // to 0.001
    std::optional<Line> limit;
    Decimal cut;    // what the limit adds or takes
    Decimal shown;  // the priority
    Decimal exact;
    std::vector<Movement> moves;
};

struct NeedPart {
    std::string text;  // "motor at level 2 or more"; of a line that does not count, why
    Line line;
};

struct RingPart {
    std::string text;
    std::optional<Instant> from, to;  // no end: the last one
    bool now = false;
    std::string note;  // nobody to ask
};

struct RelaxationPart {
    std::string text;
    Place place;
    std::optional<Instant> at;  // nothing: its clock stands still
    bool come = false;
    std::string note;  // why it has no effect
};

struct RoutePart {
    std::optional<std::string> queue, queue_display;
    std::vector<Line> to;  // up to the one that holds
    std::vector<std::pair<std::string, Decimal>> split;
    std::vector<NeedPart> needs;
    std::vector<NeedPart> others;  // `needs` and `never` that do not count now
    std::vector<Line> never;
    std::optional<Line> ask;
    std::vector<RingPart> rings;
    std::optional<Line> not_before_line;
    std::optional<Instant> not_before;
    std::vector<RelaxationPart> relaxations;
    std::string rank;
};

struct ThresholdPart {
    enum class State : std::uint8_t { Reached, Waits, ToCome, Rests, Event };
    State state = State::Event;
    std::optional<Instant> at;
    Line line;  // its text is the trigger; its condition the `while`
    std::string actions;
};

/// What happens at an instant, if nothing but time passes.
struct Change {
    Instant at;
    std::vector<std::string> what;
    Decimal priority;
};

struct Explanation {
    std::string type, type_display, file;
    Instant now;
    std::string time_zone_table;  // its version
    std::vector<ItemPart> item;
    std::optional<SegmentPart> segment;
    std::vector<PromisePart> promises;
    std::optional<PriorityPart> priority;
    std::optional<RoutePart> route;
    std::vector<ThresholdPart> thresholds;
    std::vector<Change> changes;
    Instant changes_until;  // as far as that was looked
    bool more_changes = false;
    eval::Evaluation answer;
};

}  // namespace reeve::explain
