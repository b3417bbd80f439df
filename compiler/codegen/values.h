#pragma once

#include "compiler/codegen/builder.h"
#include "compiler/codegen/layout.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>

namespace reeve::codegen {

/// An expression in lanes.
struct Lowered {
    enum class Kind : std::uint8_t {
        None,      // cannot be lowered
        Mask,      // a truth
        Integer,   // value * 10^-scale / denominator
        Interned,  // the number of a value in a dictionary; only compared with nothing
        Share      // value / total: the share of a promise; 0 or 1 where total is not above 0
    };
    Kind kind = Kind::None;
    Ref value = 0;
    int scale = 0;
    std::int64_t denominator = 1;
    std::optional<Ref> missing;
    Ref total = 0;  // Share
    explicit operator bool() const { return kind != Kind::None; }
};

/// A value that moves, in binary64: at most `size` units in the last place times a few hundred away
/// from the exact one. `run` is at least the milliseconds since its piece began.
struct Real {
    Ref value = 0;
    Ref size = 0;
    Ref run = 0;
    /// What the value surely lies between.
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    /// What `size` is surely not above.
    double size_max = std::numeric_limits<double>::infinity();
    /// `size` is not above the value's own magnitude, so that what caps the value caps it, too.
    bool is_tight = false;

    [[nodiscard]] double magnitude_max() const { return std::max(std::abs(low), std::abs(high)); }
};

/// What an expression reads.
struct Reads {
    std::set<std::uint32_t> attributes;
    bool item = false;    // facts of the item
    bool time = false;    // now, today, periods, calendars
    bool others = false;  // agents, parameters, cases, queues
};
Reads reads_of(const typed::Program& program, typed::ExprId root);

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

    std::size_t column(const Source& source, columns::ColumnType type, int scale, bool interned);
    std::size_t slot(const Slot& slot);
    Lowered fact(const typed::Expr& e);
    Lowered share(std::uint32_t promise);
    Ref now();
    Builder& builder() { return builder_; }

    /// Both as whole numbers of one scale and denominator; false where they do not fit.
    bool align(Lowered& a, Lowered& b);
    Lowered compare(typed::Op op, Lowered a, Lowered b);
    /// Points where a value is compared with constants, exactly.
    Ref at_least(const Lowered& value, Decimal bound);
    Lowered constant(Decimal value);
    Lowered multiply(const typed::Expr& e) { return product(e); }
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

    const typed::Program& program_;
    Layout& layout_;
    Builder& builder_;
    Now now_;
    std::string why_;
    std::optional<Ref> segment_;
    const Env* env_ = nullptr;
    int depth_ = 0;
};

}  // namespace reeve::codegen
