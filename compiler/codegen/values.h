#pragma once

#include "compiler/codegen/builder.h"
#include "compiler/codegen/layout.h"
#include "compiler/codegen/lowered.h"

#include <functional>
#include <optional>
#include <string>

namespace reeve::codegen {

/// Three centuries in milliseconds, with room: lengths of time and positions of clocks.
inline constexpr Builder::Range kPositions{-10'000'000'000'000, 10'000'000'000'000};

class Values {
public:
    enum class Now : std::uint8_t { Batch, Created };

    Values(const typed::Program& program, Layout& layout, Builder& builder, Now now)
        : program_(program), layout_(layout), builder_(builder), now_(now) {}

    /// The value; None where it cannot be said in integers (`why` tells).
    Lowered lower(typed::ExprId id);
    /// A truth, by the evaluator where there is no other way. An invalid condition holds.
    Ref condition(typed::ExprId id);
    std::optional<Real> real(typed::ExprId id);
    /// Thousandths, rounded half to even; nothing where that cannot be said.
    std::optional<Ref> thousandths(const Lowered& value);

    [[nodiscard]] const std::string& why() const { return why_; }
    void forget_why() { why_.clear(); }
    /// Whether a condition asked the evaluator since the last `forget_why`.
    void set_segment(Ref segment) { segment_ = segment; }

    /// From here on: what turns with time is told, where it is reached. Null: to nobody.
    void watch(Turns* turns) { turns_ = turns; }
    void set_segment_turns(const Turns* turns) { segment_turns_ = turns; }
    /// Where a line is not looked at, none of its turns count.
    void set_reached(std::optional<Ref> reached) { reached_ = reached; }
    /// What moves is rounded but once, to a given number of decimals and not near to a half.
    void set_endless_allowed(bool allowed) { endless_allowed_ = allowed; }

    std::size_t column(const Source& source, columns::ColumnType type, int scale, bool interned);
    std::size_t slot(const Slot& slot);
    Lowered fact(const typed::Expr& e);
    Lowered share(std::uint32_t promise);
    /// The batch slot in which the promise's clock is found.
    Ref promise_clock(std::uint32_t promise);
    Ref now();
    /// Time itself, or open time of a calendar.
    Motion motion_of(typed::CalendarId calendar);
    Builder& builder() { return builder_; }

    /// Both as whole numbers of one scale and denominator; false where they do not fit.
    bool align(Lowered& a, Lowered& b);
    Lowered compare(typed::Op op, Lowered a, Lowered b);
    /// Points where a value is compared with constants, exactly.
    Ref at_least(const Lowered& value, Decimal bound);
    Lowered constant(Decimal value);
    Lowered multiply(const typed::Expr& e) { return product(e); }
    /// The exact product.
    Lowered times(const Lowered& a, const Lowered& b);
    bool widen(Lowered& value, int scale) { return rescale(value, scale, value.denominator); }
    /// The value less one.
    std::optional<Lowered> minus_one(const Lowered& value);
    /// Thousandths times a value, rounded half to even to thousandths.
    std::optional<Ref> scaled_thousandths(Ref thousandths, const Lowered& by);

private:
    using Env = std::vector<Lowered>;

    Lowered fail(std::string why);
    Lowered visit(typed::ExprId id);
    Lowered constant_of(const typed::Expr& e);
    Lowered attribute(const typed::Expr& e);
    Lowered clock(const typed::Expr& e, Clock clock);
    Lowered promise_moment(std::uint32_t promise);
    Lowered time_left(const typed::Expr& e, std::uint32_t promise);
    Lowered logic(const typed::Expr& e);
    Lowered comparison(const typed::Expr& e);
    Lowered member(const typed::Expr& e);
    Lowered compare_share(typed::Op op, const Lowered& share, Decimal bound);
    Lowered arithmetic(const typed::Expr& e);
    Lowered product(const typed::Expr& e);
    Lowered quotient(const typed::Expr& e);
    Lowered extreme(const typed::Expr& e);
    Lowered choose(const typed::Expr& e);
    Lowered or_else(const typed::Expr& e);
    Lowered moments(const typed::Expr& e);
    Lowered elapsed(const typed::Expr& e);
    Lowered call(const typed::Expr& e);
    Lowered table(const typed::Expr& e);
    Ref cell(const typed::Cell& cell, const Lowered& value, const typed::Type& type);
    Lowered of_batch(typed::ExprId id);
    Lowered integer(Ref value, int scale, std::int64_t denominator = 1);
    Lowered combine(Op op, Lowered a, Lowered b);
    Lowered select(Ref condition, Lowered a, Lowered b);
    bool rescale(Lowered& value, int scale, std::int64_t denominator);
    std::optional<Ref> fallback(typed::ExprId id);
    std::optional<Ref> shared_test(typed::ExprId id, const Reads& reads);
    std::optional<Real> real_of(const Lowered& value);
    std::optional<Real> real_sum(const typed::Expr& e);
    std::optional<Ref> rate_of(Op op, Ref a, Ref b);
    void join_motions(Lowered& result, const Lowered& a, const Lowered& b, bool minus);
    void scale_motion(Lowered& value, Ref by);
    void turn_is_unknown(std::string why);
    void add_turn(Turn turn);
    void turn_between(typed::Op op, const Lowered& a, const Lowered& b, Ref truth);
    void turn_after(const Motion& motion, Ref distance, Ref ahead, Turn turn);
    void turn_of(Turn::Kind kind, std::size_t index);
    void turn_with_segment();
    void reach(std::optional<Ref> outer, Ref where);

    const typed::Program& program_;
    Layout& layout_;
    Builder& builder_;
    Now now_;
    std::string why_;
    std::optional<Ref> segment_;
    const Env* env_ = nullptr;
    int depth_ = 0;
    Turns* turns_ = nullptr;
    const Turns* segment_turns_ = nullptr;
    std::optional<Ref> reached_;  // nothing: everywhere
    bool endless_allowed_ = false;
};

}  // namespace reeve::codegen
