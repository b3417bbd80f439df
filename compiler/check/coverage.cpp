#include "compiler/check/coverage.h"

#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace reeve::check {

using typed::ExprId;
using typed::Op;
using typed::Value;

namespace {

constexpr std::size_t kCombinationsMax = 20'000;
// A text that no program mentions, for "any other text".
constexpr std::string_view kOtherText = "\x01";

/// Something that is read, and the values of it that conditions can tell apart.
struct Variable {
    typed::Type type;
    typed::Interval range;
    std::vector<Value> constants;  // it is compared with
    std::vector<Value> cases;      // one value for each case
};

/// Tries all cases of all variables.
class Coverage {
public:
    explicit Coverage(const typed::Program& program) : program_(program) {}

    bool run(std::span<const ExprId> conditions) {
        for (const ExprId condition : conditions) collect(condition);
        std::size_t combinations = 1;
        for (auto& [key, variable] : variables_) {
            make_cases(variable);
            if (variable.cases.empty()) return false;
            combinations *= variable.cases.size();
            if (combinations > kCombinationsMax) return false;
        }
        for (std::size_t i = 0; i < combinations; ++i) {
            choose(i);
            const auto holds = [this](ExprId condition) { return truth(condition) == true; };
            if (!std::ranges::any_of(conditions, holds)) return false;
        }
        return true;
    }

private:
    /// The name of what an expression reads; empty where it does not just read something.
    std::string key(ExprId id) const {
        const typed::Expr& expr = program_.expr(id);
        if (expr.op == Op::Known) return key(expr.args[0]);
        const bool reads = expr.op == Op::Attribute || expr.op == Op::Setting ||
                           expr.op == Op::Parameter || expr.op == Op::Fact;
        if (!reads || expr.calendar.valid()) return {};
        if (expr.op == Op::Fact &&
            typed::info(static_cast<typed::Fact>(expr.symbol)).kind != typed::FactKind::Stored)
            return {};
        std::string result = fmt::format("{}/{}", static_cast<int>(expr.op), expr.symbol);
        for (const ExprId arg : expr.args) result += '(' + key(arg) + ')';
        return result;
    }

    Variable* variable(ExprId id) {
        const std::string name = key(id);
        if (name.empty()) return nullptr;
        const typed::Expr& expr = program_.expr(id);
        const auto [place, added] = variables_.try_emplace(name);
        if (added) place->second = {expr.type, expr.range, {}, {}};
        // Behind a test of its own a value is narrower than before it.
        place->second.range = ranges::hull(place->second.range, expr.range);
        if (expr.type.optional) place->second.type.optional = true;
        return &place->second;
    }

    /// Finds the variables below a condition and what they are compared with.
    void collect(ExprId root) {
        std::vector<ExprId> open{root};
        while (!open.empty()) {
            const ExprId id = open.back();
            open.pop_back();
            collect_here(id);
            const auto& args = program_.expr(id).args;
            open.insert(open.end(), args.begin(), args.end());
        }
    }

    void collect_here(ExprId id) {
        const typed::Expr& expr = program_.expr(id);
        Variable* subject = expr.args.empty() ? nullptr : variable(operand(expr.args[0]));
        for (const ExprId arg : expr.args) {
            const typed::Expr& other = program_.expr(arg);
            if (Variable* own = variable(operand(arg))) {
                for (const ExprId constant : expr.args) add_constant(*own, constant);
            }
            if (subject && other.op == Op::Constant) add_constant(*subject, arg);
        }
        variable(id);
    }

    void add_constant(Variable& variable, ExprId id) const {
        const typed::Expr& expr = program_.expr(id);
        if (expr.op == Op::Constant && !expr.value.missing)
            variable.constants.push_back(expr.value);
    }

    /// `(x or else 0)` is a reading of x, too.
    ExprId operand(ExprId id) const {
        while (program_.expr(id).op == Op::OrElse) id = program_.expr(id).args[0];
        return id;
    }

    void make_cases(Variable& variable) const {
        switch (variable.type.base) {
            case typed::Base::YesNo:
                for (const bool truth : {false, true}) variable.cases.push_back({.truth = truth});
                break;
            case typed::Base::Choice: {
                const auto count = program_.choice(variable.type.choice).values.size();
                for (std::uint32_t i = 0; i < count; ++i) variable.cases.push_back({.choice = i});
                break;
            }
            case typed::Base::Text:
                variable.cases = variable.constants;
                variable.cases.push_back({.text = std::string(kOtherText)});
                break;
            default:
                if (variable.type.is_numeric()) make_amounts(variable);
                break;
        }
        if (variable.type.optional) variable.cases.push_back({.missing = true});
    }

    /// The constants, and one value between each two of them if there is one.
    static void make_amounts(Variable& variable) {
        const typed::Interval& range = variable.range;
        std::vector<Decimal> cuts;
        for (const Value& constant : variable.constants) cuts.push_back(constant.number);
        std::ranges::sort(cuts);
        cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
        const auto add = [&](Decimal number) {
            if (range.contains(number)) variable.cases.push_back({.number = number});
        };
        add(range.low);
        for (std::size_t i = 0; i < cuts.size(); ++i) {
            if (range.scale == typed::Interval::kAnyScale || cuts[i].decimals() <= range.scale)
                add(cuts[i]);
            const Decimal next = i + 1 < cuts.size() ? cuts[i + 1] : range.high;
            if (const auto between = value_between(cuts[i], next, range.scale)) add(*between);
        }
        add(range.high);
    }

    static std::optional<Decimal> value_between(Decimal low, Decimal high, int scale) {
        if (low >= high) return std::nullopt;
        if (scale == typed::Interval::kAnyScale) return (low + high) / Decimal(2);
        const Decimal value = low.floor(scale) + Decimal::scaled(1, -scale);
        if (value < high) return value;
        return std::nullopt;
    }

    void choose(std::size_t combination) {
        chosen_.clear();
        for (const auto& [name, variable] : variables_) {
            chosen_[name] = &variable.cases[combination % variable.cases.size()];
            combination /= variable.cases.size();
        }
    }

    /// The value in the case at hand; nothing where it cannot be told.
    std::optional<Value> value(ExprId id) const {
        std::vector<ExprId> fallbacks;  // the last comes first
        while (program_.expr(id).op == Op::OrElse) {
            fallbacks.push_back(program_.expr(id).args[1]);
            id = program_.expr(id).args[0];
        }
        auto result = plain_value(id);
        while (result && result->missing && !fallbacks.empty()) {
            result = value(fallbacks.back());
            fallbacks.pop_back();
        }
        return result;
    }

    std::optional<Value> plain_value(ExprId id) const {
        const typed::Expr& expr = program_.expr(id);
        if (expr.op == Op::Constant) return expr.value;
        if (expr.type.base == typed::Base::YesNo && !expr.type.optional) {
            if (const auto known = truth(id)) return Value{.truth = *known};
            return std::nullopt;
        }
        return read(id);
    }

    std::optional<Value> read(ExprId id) const {
        const auto found = chosen_.find(key(id));
        if (found == chosen_.end()) return std::nullopt;
        return *found->second;
    }

    std::optional<bool> truth(ExprId id) const {
        const typed::Expr& expr = program_.expr(id);
        switch (expr.op) {
            case Op::Constant: return expr.value.truth;
            case Op::Not: return negate(truth(expr.args[0]));
            case Op::And: return connect(expr, false);
            case Op::Or: return connect(expr, true);
            case Op::If: {
                const auto test = truth(expr.args[0]);
                if (!test) return std::nullopt;
                return truth(expr.args[*test ? 1 : 2]);
            }
            case Op::IsKnown:
            case Op::IsMissing: {
                const auto subject = value(expr.args[0]);
                if (!subject) return std::nullopt;
                return subject->missing == (expr.op == Op::IsMissing);
            }
            case Op::Equal:
            case Op::NotEqual:
            case Op::Less:
            case Op::LessEqual:
            case Op::Greater:
            case Op::GreaterEqual: return compare(expr.op, expr, expr.args[1]);
            case Op::Between:
                return both(compare(Op::GreaterEqual, expr, expr.args[1]),
                            compare(Op::LessEqual, expr, expr.args[2]));
            case Op::InSet: return in_set(expr);
            case Op::OrElse: {
                const auto found = value(id);
                if (!found || found->missing) return std::nullopt;
                return found->truth;
            }
            default: {
                const auto found = read(id);
                if (!found || found->missing || expr.type.base != typed::Base::YesNo)
                    return std::nullopt;
                return found->truth;
            }
        }
    }

    static std::optional<bool> negate(std::optional<bool> truth) {
        if (!truth) return truth;
        return !*truth;
    }

    static std::optional<bool> both(std::optional<bool> a, std::optional<bool> b) {
        if (a == false || b == false) return false;
        if (!a || !b) return std::nullopt;
        return true;
    }

    /// `or` where `decisive` is yes, else `and`.
    std::optional<bool> connect(const typed::Expr& expr, bool decisive) const {
        bool unknown = false;
        // `a or b or c` is one `or` in another; all their parts are looked at in turn.
        std::vector<ExprId> open(expr.args);
        while (!open.empty()) {
            const ExprId id = open.back();
            open.pop_back();
            const typed::Expr& next = program_.expr(id);
            if (next.op == expr.op) {
                open.insert(open.end(), next.args.begin(), next.args.end());
                continue;
            }
            const auto part = truth(id);
            if (part == decisive) return decisive;
            if (!part) unknown = true;
        }
        if (unknown) return std::nullopt;
        return !decisive;
    }

    std::optional<bool> in_set(const typed::Expr& expr) const {
        bool unknown = false;
        for (std::size_t i = 1; i < expr.args.size(); ++i) {
            const auto same = compare(Op::Equal, expr, expr.args[i]);
            if (same == true) return true;
            if (!same) unknown = true;
        }
        if (unknown) return std::nullopt;
        return false;
    }

    std::optional<bool> compare(Op op, const typed::Expr& expr, ExprId right_id) const {
        if (expr.ignoring_case || expr.ignoring_accents) return std::nullopt;
        const auto left = value(expr.args[0]);
        const auto right = value(right_id);
        if (!left || !right) return std::nullopt;
        // Two things that vary are told apart only by chance.
        const bool left_varies = program_.expr(expr.args[0]).op != Op::Constant;
        if (left_varies && program_.expr(right_id).op != Op::Constant) return std::nullopt;
        const typed::Type type = program_.expr(expr.args[0]).type;
        if (op == Op::Equal) return typed::equal(*left, *right, type);
        if (op == Op::NotEqual) return !typed::equal(*left, *right, type);
        if (left->missing || right->missing) return std::nullopt;
        const auto order = compare_order(*left, *right, type);
        if (!order) return std::nullopt;
        switch (op) {
            case Op::Less: return *order < 0;
            case Op::LessEqual: return *order <= 0;
            case Op::Greater: return *order > 0;
            default: return *order >= 0;
        }
    }

    static std::optional<std::strong_ordering> compare_order(const Value& a, const Value& b,
                                                             const typed::Type& type) {
        if (type.base == typed::Base::Choice) return a.choice <=> b.choice;
        if (type.is_numeric()) return a.number <=> b.number;
        return std::nullopt;
    }

    const typed::Program& program_;
    std::map<std::string, Variable> variables_;
    std::map<std::string, const Value*> chosen_;
};

}  // namespace

bool surely_covers(const typed::Program& program, std::span<const ExprId> conditions) {
    return Coverage(program).run(conditions);
}

}  // namespace reeve::check
