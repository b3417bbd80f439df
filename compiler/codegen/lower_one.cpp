#include "compiler/codegen/lower_one.h"

#include "compiler/codegen/lower.h"
#include "compiler/codegen/planned_lines.h"
#include "compiler/codegen/values.h"

#include <algorithm>

namespace reeve::codegen {

namespace {

/// Adds to the unit what one item's answers are made of.
class OneLowering {
public:
    OneLowering(const typed::Program& program, typed::WorkTypeId type, Layout& layout)
        : program_(program),
          type_(program.work_type(type)),
          builder_(one_.unit),
          values_(program, layout, builder_, Values::Now::Batch),
          outputs_(one_.unit, values_) {}

    OneItem run() {
        segment();
        band();
        if (type_.priority) PlannedLines(program_, values_, outputs_).run(*type_.priority, one_);
        if (type_.route) route(*type_.route);
        return std::move(one_);
    }

private:
    void segment() {
        values_.watch(&segment_turns_);
        const Ref segment = first(type_.segment_lines, [](const auto& line, std::size_t) {
            return static_cast<std::int64_t>(line.value);
        });
        values_.set_segment(segment);
        values_.set_segment_turns(&segment_turns_);
        plan(one_.segment, segment, segment_turns_);
    }

    void band() {
        if (!type_.priority || type_.priority->bands.empty()) return;
        Turns turns;
        values_.watch(&turns);
        const Ref band = first(type_.priority->bands, [](const auto& line, std::size_t) {
            return static_cast<std::int64_t>(line.band);
        });
        plan(one_.band, band, turns);
    }

    void route(const typed::Route& route) {
        const auto place = [](const auto&, std::size_t i) { return static_cast<std::int64_t>(i); };
        Turns turns;
        values_.watch(&turns);
        plan(one_.route.to, first(route.to, place), turns);
        turns = {};
        plan(one_.route.ask, first(route.asks, place), turns);
        turns = {};
        for (const typed::Need& need : route.needs) {
            PlannedRoute::Need& planned = one_.route.needs.emplace_back();
            const Ref holds = values_.condition(need.condition.when);
            planned.holds = outputs_.place(holds);
            if (!need.level.valid()) continue;
            values_.set_reached(holds);
            const Lowered level = values_.lower(need.level);
            values_.set_reached(std::nullopt);
            const bool whole = level.kind == Lowered::Kind::Integer && level.scale == 0 &&
                               level.denominator == 1 && !level.missing && !level.moves();
            if (whole)
                planned.level = outputs_.place(level.value);
            else
                one_.route.why_not = "a level is worked out in a way that is not done in integers";
        }
        for (const auto& never : route.never)
            one_.route.never.push_back(outputs_.place(values_.condition(never.condition.when)));
        one_.route.turns = outputs_.planned(turns);
        if (one_.route.why_not.empty()) one_.route.why_not = turns.why_unknown;
    }

    void plan(PlannedChoice& choice, Ref line, const Turns& turns) {
        choice.line = outputs_.place(line);
        choice.turns = outputs_.planned(turns);
        choice.why_not = turns.why_unknown;
    }

    /// What comes after the first line that holds is not looked at.
    template <class Lines, class Number>
    Ref first(const Lines& lines, const Number& number) {
        std::vector<Ref> holds;
        Ref none_before = builder_.truth(true);
        for (const auto& line : lines) {
            values_.set_reached(none_before);
            holds.push_back(values_.condition(line.condition.when));
            none_before = builder_.both(none_before, builder_.negation(holds.back()));
        }
        values_.set_reached(std::nullopt);
        Ref answer = builder_.constant(kNoLine);
        for (std::size_t i = lines.size(); i-- > 0;)
            answer = builder_.select(holds[i], builder_.constant(number(lines[i], i)), answer);
        return answer;
    }

    const typed::Program& program_;
    const typed::WorkType& type_;
    OneItem one_;
    Builder builder_;
    Values values_;
    PlannedOutputs outputs_;
    Turns segment_turns_;
};

}  // namespace

OneItem lower_one(const typed::Program& program, typed::WorkTypeId type, Layout& layout) {
    return OneLowering(program, type, layout).run();
}

}  // namespace reeve::codegen
