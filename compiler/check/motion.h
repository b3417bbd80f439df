#pragma once

#include "compiler/check/context.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

// How the value of an expression moves while time passes and nothing else happens. A priority has
// to be made of straight pieces, and a condition has to turn at moments that can be worked out.

namespace reeve::check {

/// From the tamest to the wildest.
enum class Motion : std::uint8_t {
    Still,     // does not move
    Steps,     // stands still between moments that are known beforehand
    Now,       // is `now` itself
    Linear,    // straight pieces: clocks, shares of promises, sums of these
    Rising,    // a moment that never goes back: `now + 3 business days in Office`
    Irregular  // anything else; `Movement` says why
};

/// Moves with a slope, so that only some things may be done with it.
constexpr bool has_slope(Motion motion) { return motion > Motion::Steps; }

enum class Trouble : std::uint8_t { None, Product, Divisor, Rounding, TwoClocks, Shape };

struct Movement {
    Motion motion = Motion::Still;
    Trouble trouble = Trouble::None;
    Span span;    // what causes the trouble, in the expression asked about
    Span inside;  // and in the definition that it calls, if there
};

/// Answers for one program; remembers what definitions and tables make of their arguments.
class Motions {
public:
    explicit Motions(const typed::Program& program) : program_(program) {}

    /// Invalid ids stand still.
    Movement of(typed::ExprId expr) { return expr.valid() ? visit(expr, {}) : Movement{}; }

private:
    using Arguments = std::vector<Motion>;  // of the definition whose body is looked at

    Movement visit(typed::ExprId root, const Arguments& arguments);
    Movement combine(const typed::Expr& expr, const std::vector<Movement>& args,
                     const Arguments& arguments);
    Movement fact(const typed::Expr& expr) const;
    Movement compare(const typed::Expr& expr, const std::vector<Movement>& args) const;
    Movement product(const typed::Expr& expr, const std::vector<Movement>& args) const;
    Movement quotient(const typed::Expr& expr, const std::vector<Movement>& args) const;
    Movement call(const typed::Expr& expr, const std::vector<Movement>& args);
    Movement define(const typed::Define& define, const Arguments& arguments);
    Movement table(const typed::Table& table, const Arguments& arguments);

    const typed::Program& program_;
    std::map<std::pair<std::uint32_t, Arguments>, Movement> calls_;
};

/// Refuses, with what to write instead, what is not made of straight pieces.
bool check_movement(Context& ctx, const Movement& movement);
/// The same for the expression of a condition, which has to turn at known moments.
bool check_turns(Context& ctx, typed::ExprId condition);

}  // namespace reeve::check
