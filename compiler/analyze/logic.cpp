#include "compiler/analyze/logic.h"

#include "base/check.h"

#include <algorithm>
#include <array>

namespace reeve::analyze {

using typed::Base;
using typed::Expr;
using typed::ExprId;
using typed::Op;

namespace {

constexpr std::size_t kMostBoxes = 1'500;
// A choice of more values is not told apart by value: each condition on it would cost so much.
constexpr std::size_t kMostValues = 1'000;
constexpr std::string_view kOtherText = "another text";
constexpr std::int64_t kDayMs = 86'400'000;

/// What a comparison admits of less, same, greater.
struct Order {
    bool less, same, greater;
};
std::optional<Order> order_of(Op op) {
    switch (op) {
        case Op::Equal: return Order{false, true, false};
        case Op::NotEqual: return Order{true, false, true};
        case Op::Less: return Order{true, false, false};
        case Op::LessEqual: return Order{true, true, false};
        case Op::Greater: return Order{false, false, true};
        case Op::GreaterEqual: return Order{false, true, true};
        default: return std::nullopt;
    }
}
Order mirrored(Order order) { return {order.greater, order.same, order.less}; }

bool is_on_line(const typed::Type& type) {
    return type.is_numeric() || type.base == Base::Date || type.base == Base::Time ||
           type.base == Base::Moment;
}

typed::Interval line_range(const typed::Type& type, const typed::Interval& range) {
    switch (type.base) {
        case Base::Date:
            return {Date::from_ymd(1900, 1, 1)->days, Date::from_ymd(2200, 12, 31)->days, 0};
        case Base::Time: return {0, kDayMs - 1, 0};
        case Base::Moment: return {Decimal::scaled(-1, 15), Decimal::scaled(1, 15), 0};
        default: return range;
    }
}

std::vector<std::string> choice_names(const typed::Program& program, const typed::Type& type) {
    std::vector<std::string> names;
    if (type.choice) {
        for (const auto& value : program.choice(type.choice).values) names.push_back(value.name);
        // A program of one source or queue today is one of several tomorrow.
        const bool grows =
            type.choice == program.source_names || type.choice == program.queue_names;
        if (grows) names.emplace_back("another");
    }
    return names;
}

bool is_long_choice(const typed::Program& program, const typed::Type& type) {
    return type.choice && program.choice(type.choice).values.size() > kMostValues;
}

/// Whether a constant of a named column is the atom; choices by index, yes/no and texts by name.
std::string atom_name(const typed::Program& program, const typed::Value& value,
                      const typed::Type& type) {
    switch (type.base) {
        case Base::YesNo: return value.truth ? "yes" : "no";
        case Base::Choice: return program.choice(type.choice).values[value.choice].name;
        default: return typed::to_string(value, type, {});
    }
}

struct Operand {
    ExprId expr;                     // without what was stripped
    const Expr* stand_in = nullptr;  // constant that stands for a missing value
};

/// `(x or else 0)` is x with a stand-in; a proof that x is known changes nothing.
Operand strip(const typed::Program& program, ExprId expr) {
    Operand operand{expr, nullptr};
    for (;;) {
        const Expr& e = program.expr(operand.expr);
        if (e.op == Op::Known) {
            operand.expr = e.args[0];
        } else if (e.op == Op::OrElse && !operand.stand_in && constant_of(program, e.args[1])) {
            operand.stand_in = constant_of(program, e.args[1]);
            operand.expr = e.args[0];
        } else {
            return operand;
        }
    }
}

}  // namespace

std::optional<Decimal> line_value(const typed::Value& value, const typed::Type& type) {
    if (value.missing) return std::nullopt;
    switch (type.base) {
        case Base::Date: return Decimal(value.moment.date.days);
        case Base::Time: return Decimal(value.moment.time.ms);
        case Base::Moment:
            if (value.zoned) return std::nullopt;
            return Decimal(std::int64_t{value.moment.date.days} * kDayMs + value.moment.time.ms);
        default:
            if (type.is_numeric()) return value.number;
            return std::nullopt;
    }
}

const Expr* constant_of(const typed::Program& program, ExprId id) {
    // Definitions do not recurse, but be safe in programs that had errors.
    for (int depth = 0; id && depth < 64; ++depth) {
        const Expr& e = program.expr(id);
        if (e.op == Op::Constant) return &e;
        if (e.op != Op::CallDefine || !e.args.empty() || e.symbol >= program.defines.size())
            return nullptr;
        id = program.defines[e.symbol].value;
    }
    return nullptr;
}

Column make_column(const typed::Program& program, std::string name, const typed::Type& type,
                   const typed::Interval& range, std::vector<std::string> texts) {
    if (type.base == Base::YesNo)
        return Column::of_names(std::move(name), {"yes", "no"}, type.optional);
    if (type.base == Base::Choice) {
        return Column::of_names(std::move(name), choice_names(program, type), type.optional);
    }
    if (is_on_line(type))
        return Column::of_numbers(std::move(name), type, line_range(type, range), type.optional);
    std::ranges::sort(texts);
    const auto rest = std::ranges::unique(texts);
    texts.erase(rest.begin(), rest.end());
    texts.emplace_back(kOtherText);
    return Column::of_names(std::move(name), std::move(texts), type.optional);
}

std::vector<ExprId> chain_parts(const typed::Program& program, ExprId expr, Op op) {
    std::vector<ExprId> parts;
    std::vector<ExprId> stack{expr};
    while (!stack.empty()) {
        const ExprId id = stack.back();
        stack.pop_back();
        const Expr& e = program.expr(id);
        if (e.op != op) {
            parts.push_back(id);
            continue;
        }
        stack.insert(stack.end(), e.args.rbegin(), e.args.rend());
    }
    return parts;
}

Logic::Leaf Logic::opaque(ExprId test) const {
    return {
        typed::print(program_, test),
        Column::of_names("", {"yes", "no"}, false),
        {},
        {},
        [](const Column& column, std::size_t atom) { return atom == column.named_atom("yes"); }};
}

std::optional<Logic::Leaf> Logic::presence_test(const Expr& test) const {
    const Operand operand = strip(program_, test.args[0]);
    if (operand.stand_in) return std::nullopt;
    const Expr& x = program_.expr(operand.expr);
    if (is_long_choice(program_, x.type)) return std::nullopt;
    const bool known = test.op == Op::IsKnown;
    return Leaf{typed::print(program_, operand.expr),
                make_column(program_, "", x.type, x.range, {}),
                {},
                {},
                [known](const Column& column, std::size_t atom) {
                    return (atom != column.missing_atom()) == known;
                }};
}

std::optional<Logic::Leaf> Logic::compared_with_constants(const Expr& test) const {
    // Which argument is the operand; the others have to be constants.
    std::size_t subject = 0;
    if (order_of(test.op) && constant_of(program_, test.args[0])) subject = 1;
    const Operand operand = strip(program_, test.args[subject]);
    const Expr& x = program_.expr(operand.expr);
    if (constant_of(program_, operand.expr) || !is_on_line(x.type)) return std::nullopt;
    std::vector<const Expr*> constants;
    for (std::size_t i = 0; i < test.args.size(); ++i) {
        if (i == subject) continue;
        const Expr* constant = constant_of(program_, test.args[i]);
        if (!constant || constant->value.missing) return std::nullopt;
        constants.push_back(constant);
    }
    if (test.ignoring_case || test.ignoring_accents) return std::nullopt;

    Leaf leaf{typed::print(program_, operand.expr),
              make_column(program_, "", x.type, x.range, {}),
              {},
              {},
              {}};
    const Expr* stand_in = operand.stand_in;
    std::vector<Decimal> at;
    for (const Expr* constant : constants) {
        const auto value = line_value(constant->value, constant->type);
        if (!value) return std::nullopt;
        at.push_back(*value);
    }
    leaf.cuts = at;
    std::optional<Decimal> stand_in_at;
    if (stand_in) {
        stand_in_at = line_value(stand_in->value, stand_in->type);
        if (!stand_in_at) return std::nullopt;
    }
    // The tests of which all (Between) or any (InSet) must hold.
    std::vector<std::pair<Order, Decimal>> tests;
    const bool all = test.op == Op::Between;
    if (test.op == Op::Between) {
        tests = {{Order{false, true, true}, at[0]}, {Order{true, true, false}, at[1]}};
    } else if (test.op == Op::InSet) {
        for (const Decimal& value : at) tests.push_back({Order{false, true, false}, value});
    } else if (const auto order = order_of(test.op)) {
        tests = {{subject == 0 ? *order : mirrored(*order), at[0]}};
    } else {
        return std::nullopt;
    }
    leaf.holds = [tests, all, stand_in_at](const Column& column, std::size_t atom) {
        const auto holds = [&](const std::pair<Order, Decimal>& t) {
            const auto& [order, value] = t;
            if (atom != column.missing_atom())
                return column.holds(atom, order.less, order.same, order.greater, value);
            if (!stand_in_at) return false;
            return *stand_in_at < value    ? order.less
                   : *stand_in_at == value ? order.same
                                           : order.greater;
        };
        return all ? std::ranges::all_of(tests, holds) : std::ranges::any_of(tests, holds);
    };
    return leaf;
}

namespace {

/// Names among `atoms` that satisfy a comparison with named constants; ranked choices compare by
/// index.
struct NamedTest {
    std::optional<Order> order;  // with the one constant; else membership
    std::vector<std::string> names;
    std::vector<std::uint32_t> ranks;  // of the constants, for choices
    std::vector<std::string> values;   // of the choice, by rank
};

bool named_holds(const NamedTest& test, const std::string& name) {
    if (!test.order) return std::ranges::find(test.names, name) != test.names.end();
    if (test.values.empty()) return name == test.names[0] ? test.order->same : test.order->less;
    const auto rank =
        static_cast<std::uint32_t>(std::ranges::find(test.values, name) - test.values.begin());
    return rank < test.ranks[0]    ? test.order->less
           : rank == test.ranks[0] ? test.order->same
                                   : test.order->greater;
}

}  // namespace

std::optional<Logic::Leaf> Logic::compared_with_each_other(const Expr& test) const {
    auto order = order_of(test.op);
    if (!order || test.args.size() != 2) return std::nullopt;
    const Expr& a = program_.expr(test.args[0]);
    const Expr& b = program_.expr(test.args[1]);
    if (a.type.optional || b.type.optional || !is_on_line(a.type) || !is_on_line(b.type))
        return std::nullopt;
    std::string left = typed::print(program_, test.args[0]);
    std::string right = typed::print(program_, test.args[1]);
    typed::Interval low = a.range;
    typed::Interval high = b.range;
    const bool ranged = a.type.is_numeric() && b.type.is_numeric();
    if (right < left) {
        std::swap(left, right);
        std::swap(low, high);
        order = mirrored(*order);
    }
    std::vector<std::string> atoms;
    if (left == right) {
        atoms = {"same"};
    } else {
        if (!ranged || low.low < high.high) atoms.emplace_back("less");
        if (!ranged || (low.low <= high.high && low.high >= high.low)) atoms.emplace_back("same");
        if (!ranged || low.high > high.low) atoms.emplace_back("greater");
    }
    // By name, because a column that is widened may have atoms in another order.
    return Leaf{
        left + " ? " + right,
        Column::of_names("", atoms, false),
        {},
        {},
        [order = *order](const Column& column, std::size_t atom) {
            const std::string& name = column.atom_name(atom);
            return name == "less" ? order.less : name == "same" ? order.same : order.greater;
        }};
}

namespace {

struct NamedOperand {
    ExprId expr;
    NamedTest test;
    std::optional<std::string> stand_in;
};

/// Comparison of a choice, a yes/no or a text with constants.
std::optional<NamedOperand> named_comparison(const typed::Program& program, const Expr& test) {
    if (test.ignoring_case || test.ignoring_accents || test.args.empty()) return std::nullopt;
    const auto order = order_of(test.op);
    if (!order && test.op != Op::InSet) return std::nullopt;
    std::size_t subject = order && constant_of(program, test.args[0]) ? 1 : 0;
    const Operand operand = strip(program, test.args[subject]);
    const typed::Type& type = program.expr(operand.expr).type;
    if (type.base != Base::YesNo && type.base != Base::Choice && type.base != Base::Text)
        return std::nullopt;
    if (is_long_choice(program, type) || constant_of(program, operand.expr)) return std::nullopt;
    NamedOperand result{operand.expr, {}, std::nullopt};
    for (std::size_t i = 0; i < test.args.size(); ++i) {
        if (i == subject) continue;
        const Expr* constant = constant_of(program, test.args[i]);
        if (!constant || constant->value.missing || constant->type.base != type.base)
            return std::nullopt;
        result.test.names.push_back(atom_name(program, constant->value, constant->type));
        result.test.ranks.push_back(constant->value.choice);
    }
    if (order) result.test.order = subject == 0 ? *order : mirrored(*order);
    if (type.base == Base::Choice) result.test.values = choice_names(program, type);
    if (operand.stand_in) {
        if (operand.stand_in->type.base != type.base) return std::nullopt;
        result.stand_in = atom_name(program, operand.stand_in->value, operand.stand_in->type);
    }
    // Texts have an order too, but atoms of texts do not.
    if (type.base == Base::Text && order && order->less != order->greater) return std::nullopt;
    return result;
}

}  // namespace

Logic::Leaf Logic::leaf(ExprId id) const {
    const Expr& test = program_.expr(id);
    if (test.op == Op::IsKnown || test.op == Op::IsMissing) {
        if (auto found = presence_test(test)) return std::move(*found);
        return opaque(id);
    }
    if (auto named = named_comparison(program_, test)) {
        const Expr& x = program_.expr(named->expr);
        const bool text = x.type.base == Base::Text;
        std::vector<std::string> names = text ? named->test.names : std::vector<std::string>{};
        Leaf result{typed::print(program_, named->expr),
                    make_column(program_, "", x.type, x.range, {}),
                    {},
                    names,
                    {}};
        if (text && named->stand_in) result.texts.push_back(*named->stand_in);
        result.holds = [test = named->test, stand_in = named->stand_in](const Column& column,
                                                                        std::size_t atom) {
            if (atom == column.missing_atom()) return stand_in && named_holds(test, *stand_in);
            return named_holds(test, column.atom_name(atom));
        };
        return result;
    }
    const bool comparison = order_of(test.op) || test.op == Op::Between || test.op == Op::InSet;
    if (comparison) {
        if (auto found = compared_with_constants(test)) return std::move(*found);
        if (auto found = compared_with_each_other(test)) return std::move(*found);
        return opaque(id);
    }
    // A yes/no value by itself, perhaps with a stand-in.
    const Operand operand = strip(program_, id);
    const Expr& x = program_.expr(operand.expr);
    Leaf result{typed::print(program_, operand.expr),
                Column::of_names("", {"yes", "no"}, x.type.optional),
                {},
                {},
                {}};
    const bool when_missing = operand.stand_in && operand.stand_in->value.truth;
    result.holds = [when_missing](const Column& column, std::size_t atom) {
        return atom == column.missing_atom() ? when_missing : atom == column.named_atom("yes");
    };
    return result;
}

void Logic::add(ExprId condition) {
    std::vector<ExprId> stack{condition};
    while (!stack.empty()) {
        const ExprId id = stack.back();
        stack.pop_back();
        const Expr& e = program_.expr(id);
        const bool choice_of_conditions =
            e.op == Op::If && e.type.base == Base::YesNo && !e.type.optional;
        if (e.op == Op::And || e.op == Op::Or || e.op == Op::Not || choice_of_conditions) {
            stack.insert(stack.end(), e.args.begin(), e.args.end());
            continue;
        }
        if (e.op == Op::Constant) continue;
        Leaf found = leaf(id);
        const auto [place, is_new] = pending_.try_emplace(found.key, Pending{found.column, {}, {}});
        Pending& pending = place->second;
        if (is_new)
            order_.push_back(found.key);
        else
            pending.column.widen(found.column);
        pending.cuts.insert(pending.cuts.end(), found.cuts.begin(), found.cuts.end());
        pending.texts.insert(pending.texts.end(), found.texts.begin(), found.texts.end());
    }
}

void Logic::freeze() {
    std::vector<Column> columns;
    for (const std::string& key : order_) {
        Pending& pending = pending_.at(key);
        if (!pending.texts.empty()) {
            typed::Type type;
            type.base = Base::Text;
            type.optional = pending.column.is_optional();
            pending.column = make_column(program_, pending.column.name(), type, {}, pending.texts);
        }
        for (const Decimal& cut : pending.cuts) pending.column.add_cut(cut);
        pending.column.freeze();
        column_of_.emplace(key, columns.size());
        columns.push_back(std::move(pending.column));
    }
    space_.emplace(std::move(columns));
}

Region Logic::leaf_region(ExprId test, bool negated) const {
    const Leaf found = leaf(test);
    const std::size_t index = column_of_.at(found.key);
    const Column& column = space_->column(index);
    Box box = space_->full();
    space_->clear(box, index);
    bool any = false;
    for (std::size_t atom = 0; atom < column.atom_count(); ++atom) {
        if (!column.alive(atom) || found.holds(column, atom) == negated) continue;
        space_->set(box, index, atom);
        any = true;
    }
    if (!any) return {};
    return {std::move(box)};
}

std::optional<Region> Logic::both(const Space& space, const std::optional<Region>& a,
                                  const std::optional<Region>& b) {
    if (!a || !b) return std::nullopt;
    Region result;
    for (const Box& left : *a) {
        for (const Box& right : *b) {
            if (!space.overlap(left, right)) continue;
            if (result.size() == kMostBoxes) return std::nullopt;
            result.push_back(Space::intersect(left, right));
        }
    }
    return result;
}

std::optional<Region> Logic::chain_region(ExprId condition, bool all, bool negated) const {
    std::optional<Region> result = all ? Region{space_->full()} : Region{};
    for (const ExprId part : chain_parts(program_, condition, program_.expr(condition).op)) {
        const std::optional<Region> region = this->region(part, negated);
        if (!region) return std::nullopt;
        if (all) {
            result = both(*space_, result, region);
        } else {
            result->insert(result->end(), region->begin(), region->end());
        }
        if (!result || result->size() > kMostBoxes) return std::nullopt;
    }
    return result;
}

std::optional<Region> Logic::region(ExprId condition, bool negated) const {
    const Expr& e = program_.expr(condition);
    switch (e.op) {
        case Op::Constant: return e.value.truth != negated ? Region{space_->full()} : Region{};
        case Op::Not: return region(e.args[0], !negated);
        case Op::And: return chain_region(condition, !negated, negated);
        case Op::Or: return chain_region(condition, negated, negated);
        case Op::If: {
            if (e.type.base != Base::YesNo || e.type.optional)
                return leaf_region(condition, negated);
            auto then = both(*space_, region(e.args[0]), region(e.args[1], negated));
            const auto otherwise =
                both(*space_, region(e.args[0], true), region(e.args[2], negated));
            if (!then || !otherwise) return std::nullopt;
            then->insert(then->end(), otherwise->begin(), otherwise->end());
            return then;
        }
        default: return leaf_region(condition, negated);
    }
}

}  // namespace reeve::analyze
