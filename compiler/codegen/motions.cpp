#include "compiler/codegen/values.h"

#include "compiler/eval/window.h"

#include <algorithm>

// How values in lanes move, and when comparisons of them turn.

namespace reeve::codegen {

using TOp = typed::Op;

namespace {

std::optional<std::int64_t> constant_at(const Builder& builder, Ref ref) {
    const Operation& at = builder.at(ref);
    return at.op == Op::Constant ? std::optional(at.integer) : std::nullopt;
}

}  // namespace

/// Sums and products of rates; mostly of constants, which are worked out here.
std::optional<Ref> Values::rate_of(Op op, Ref a, Ref b) {
    const Builder::Range x = builder_.range(a);
    const Builder::Range y = builder_.range(b);
    Builder::Range range{x.low + y.low, x.high + y.high};
    if (op == Op::Subtract) range = {x.low - y.high, x.high - y.low};
    if (op == Op::Multiply) {
        const auto [low, high] =
            std::minmax({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
        range = {low, high};
    }
    if (!fits(range)) return std::nullopt;
    const bool known = constant_at(builder_, a) && constant_at(builder_, b);
    return known ? builder_.constant(static_cast<std::int64_t>(range.low))
                 : builder_.integer(op, a, b, range);
}

Motion Values::motion_of(typed::CalendarId calendar) {
    const Ref position =
        builder_.batch(Op::Batch, slot({Slot::Kind::Position, 0, calendar, 0}), kPositions);
    // Open time begins with the calendars, at 0.
    const Ref begin = builder_.constant(calendar.valid() ? 0 : eval::kFirstInstant.ms);
    return {.calendar = calendar,
            .promise = {},
            .running = {},
            .rate = builder_.constant(1),
            .ran = builder_.integer(Op::Subtract, position, begin, kPositions)};
}

void Values::join_motions(Lowered& result, const Lowered& a, const Lowered& b, bool minus) {
    result.bends = a.bends || b.bends;
    result.motion.reset();
    if (result.bends || (!a.motion && !b.motion)) return;
    Motion motion = a.motion ? *a.motion : *b.motion;
    const Ref none = builder_.constant(0);
    const Ref rate_a = a.motion ? a.motion->rate : none;
    const Ref rate_b = b.motion ? b.motion->rate : none;
    if (a.motion && b.motion) {
        const bool same = a.motion->calendar == b.motion->calendar &&
                          a.motion->promise == b.motion->promise &&
                          a.motion->running == b.motion->running;
        if (!same) {
            result.bends = true;
            return;
        }
        motion.ran = builder_.integer(Op::Minimum, a.motion->ran, b.motion->ran, kPositions);
    }
    const auto rate = rate_of(minus ? Op::Subtract : Op::Add, rate_a, rate_b);
    if (!rate) {
        result.bends = true;
        return;
    }
    motion.rate = *rate;
    if (*rate != none) result.motion = motion;
}

void Values::scale_motion(Lowered& value, Ref by) {
    if (!value.motion) return;
    if (const auto rate = rate_of(Op::Multiply, value.motion->rate, by)) {
        value.motion->rate = *rate;
    } else {
        value.motion.reset();
        value.bends = true;
    }
}

void Values::turn_is_unknown(std::string why) {
    if (turns_ != nullptr && turns_->why_unknown.empty()) turns_->why_unknown = std::move(why);
}

void Values::add_turn(Turn turn) {
    if (std::ranges::find(turns_->all, turn) == turns_->all.end())
        turns_->all.push_back(std::move(turn));
}

/// `b` less `a` grows at a known rate and changes its sign once. Both have one scale.
void Values::turn_between(TOp op, const Lowered& a, const Lowered& b, Ref truth) {
    if (turns_ == nullptr || (!a.moves() && !b.moves())) return;
    if (op == TOp::Greater || op == TOp::GreaterEqual)
        return turn_between(op == TOp::Greater ? TOp::Less : TOp::LessEqual, b, a, truth);
    Lowered difference;
    join_motions(difference, b, a, true);
    if (difference.bends) return turn_is_unknown("it compares what moves in no straight line");
    if (!difference.motion) return;
    const auto rate = constant_at(builder_, difference.motion->rate);
    if (op == TOp::Equal || op == TOp::NotEqual || !rate)
        return turn_is_unknown("it compares what moves in a way that is not done in integers");
    const bool rises = *rate > 0;
    const Ref from = rises ? b.value : a.value;
    const Ref to = rises ? a.value : b.value;
    const Builder::Range x = builder_.range(to);
    const Builder::Range y = builder_.range(from);
    const Builder::Range range{x.low - y.high, x.high - y.low};
    if (!fits(range)) return turn_is_unknown("a difference needs more than 64 bits");
    const Ref distance = builder_.integer(Op::Subtract, to, from, range);
    turn_after(*difference.motion, distance, rises ? builder_.negation(truth) : truth,
               {.kind = Turn::Kind::Distance,
                .rate = rises ? *rate : -*rate,
                .beyond = (op == TOp::Less) == rises});
}

void Values::turn_after(const Motion& motion, Ref distance, Ref ahead, Turn turn) {
    if (turns_ == nullptr) return;
    Ref counts = ahead;
    if (motion.running) counts = builder_.both(counts, *motion.running);
    if (reached_) counts = builder_.both(counts, *reached_);
    turn.value = builder_.select(counts, distance, builder_.constant(-1));
    turn.calendar = motion.calendar;
    turn.promise = motion.promise;
    add_turn(turn);
}

void Values::turn_of(Turn::Kind kind, std::size_t index) {
    if (turns_ == nullptr) return;
    add_turn({.kind = kind,
              .value = reached_.value_or(builder_.truth(true)),
              .index = static_cast<std::uint32_t>(index)});
}

/// Who reads the segment reads what it hangs on.
void Values::turn_with_segment() {
    if (turns_ == nullptr || segment_turns_ == nullptr || turns_ == segment_turns_) return;
    if (!segment_turns_->why_unknown.empty()) turn_is_unknown(segment_turns_->why_unknown);
    for (Turn turn : segment_turns_->all) {
        if (reached_ && turn.kind == Turn::Kind::Distance)
            turn.value = builder_.select(*reached_, turn.value, builder_.constant(-1));
        else if (reached_)
            turn.value = builder_.both(*reached_, turn.value);
        add_turn(turn);
    }
}

}  // namespace reeve::codegen
