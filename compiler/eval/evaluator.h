#pragma once

#include "compiler/eval/context.h"

#include <functional>
#include <span>

// How expressions are evaluated at an instant. Beside each value goes how it moves while nothing
// but time passes, and the window in which it moves so.

namespace reeve::eval {

class Evaluator {
public:
    /// `window`, where given, is narrowed to what stays the same around `now`.
    Evaluator(const Context& context, Instant now, Window* window, const Frame* frame = nullptr)
        : context_(context), now_(now), window_(window), frame_(frame), trace_(context.trace) {}

    [[nodiscard]] Moving eval(typed::ExprId id);
    [[nodiscard]] Value value(typed::ExprId id) { return eval(id).value; }
    /// A condition; an invalid one holds.
    [[nodiscard]] bool holds(typed::ExprId id) { return !id.valid() || eval(id).value.truth(); }

    /// Narrows the window to where `same` holds, which it does in one stretch around now. `guesses`
    /// are instants near which it may end.
    void narrow(const std::function<bool(Instant)>& same, std::span<const Instant> guesses);
    /// Where a difference that moves so, and is `distance` now, may change its sign.
    void narrow_to_sign(const std::function<bool(Instant)>& same, Decimal distance,
                        std::span<const Rate> rates);
    void narrow(const Window& window);

    /// The expression's value at another instant, as if nothing but time had passed.
    [[nodiscard]] Value value_at(typed::ExprId id, Instant instant) const;
    /// Milliseconds that the clock has run since its beginning.
    [[nodiscard]] static std::int64_t position(const Context& context, typed::CalendarId clock,
                                               Instant instant);
    [[nodiscard]] Instant now() const { return now_; }
    /// What it works out from now on is a trial that no trace is told of.
    void be_quiet() { trace_ = nullptr; }
    /// The rows of a table that make its result: those that match under `sum of matches`, else one.
    [[nodiscard]] std::vector<std::uint32_t> rows_of_call(typed::ExprId call);
    /// The item that a name of a test or a step stands for; null where there is none yet.
    [[nodiscard]] const Item* record_item(typed::ExprId id) const;
    /// What a clock shows, in open time where it has a calendar.
    Moving read_clock(const ClockRuns& runs, typed::CalendarId calendar);

private:
    using Expr = typed::Expr;

    Moving apply(typed::ExprId id, const Expr& e);
    Moving read(typed::ExprId id, const Expr& e);
    Moving chain(typed::ExprId id);
    Moving join(const Expr& e, Moving left);
    Moving logic(const Expr& e);
    Moving arithmetic(const Expr& e, const Moving& a, const Moving& b);
    Moving scaled(const Expr& e, const Moving& a, const Moving& b) const;
    Moving divide_or_missing(const Expr& e);
    Moving unary(typed::ExprId id, const Expr& e);
    void stay_until_next(typed::ExprId id, Decimal whole, Decimal step, const Moving& arg);
    Moving extreme(const Expr& e);
    Moving compare(const Expr& e);
    Moving is_member(const Expr& e);
    Moving text_test(const Expr& e);
    Moving list_test(const Expr& e);
    Moving attribute(const Expr& e);
    Moving fact(const Expr& e);
    Moving named_fact(const Expr& e);
    Moving like_except(const Expr& e);
    Moving stored_fact(typed::Fact fact);
    /// A stage, step or milestone of a case as it stands.
    struct PartOf {
        const abi::CasePart* part = nullptr;
        const typed::PlanPart* rules = nullptr;
    };
    [[nodiscard]] PartOf part(typed::ExprId id) const;
    [[nodiscard]] const abi::Case* case_of(const Item* item) const;
    Moving part_state(const Expr& e) const;
    Moving step_answer(const Expr& e) const;
    Moving case_fact(typed::Fact fact) const;
    Moving clock(const Expr& e, typed::Fact fact);
    Moving promise_fact(const Expr& e, typed::Fact fact);
    Moving queue_fact(typed::Fact fact);
    Moving agent(const Expr& e);
    Moving during(const Expr& e);
    Moving open_now(const Expr& e);
    Moving today(const Expr& e);
    Moving calendar_part(typed::ExprId id, const Expr& e);
    Moving move_moment(const Expr& e);
    Moving elapsed(const Expr& e);
    Moving call_define(const Expr& e);
    Moving call_table(const Expr& e);
    bool cell_matches(std::span<const CellTest> tests, std::size_t column, const Moving& value);
    bool order_holds(typed::Op op, const Value& a, const Value& b, const Expr& e) const;
    [[nodiscard]] const Agent* find_agent(const Value& reference) const;
    /// An evaluator at another instant in the frames that belong there.
    template <class F>
    auto elsewhere(Instant instant, F&& ask) const;

    const Context& context_;
    Instant now_;
    Window* window_;
    const Frame* frame_;
    Trace* trace_;
};

/// Rates of the same clock made one; none that come to nothing.
std::vector<Rate> merged(std::vector<Rate> rates);
std::vector<Rate> negated(std::vector<Rate> rates);
/// A moment moved by an amount of time of any kind.
Instant plus_time(const Context& context, const typed::TimeAmount& time, Instant from, bool back);
/// A value of a promise at an instant, and how it moves there.
Moving promise_used(const Context& context, const Promise& promise, Instant now, Window* window);
Moving promise_left(const Context& context, const Promise& promise, typed::CalendarId calendar,
                    Instant now, Window* window);

}  // namespace reeve::eval
