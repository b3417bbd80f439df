#include "compiler/codegen/values.h"

#include "base/check.h"
#include "compiler/eval/prepared.h"

#include <algorithm>
#include <cmath>

// Expressions in integers: constants, what is read, logic, comparisons, choices between values.

namespace reeve::codegen {

using typed::Base;
using typed::ExprId;
using Kind = Lowered::Kind;
using TOp = typed::Op;

namespace {

constexpr int kScaleMax = 12;

std::optional<std::int64_t> power_of_ten(int digits) {
    if (digits < 0 || digits > 18) return std::nullopt;
    std::int64_t power = 1;
    for (int i = 0; i < digits; ++i) power *= 10;
    return power;
}

/// Whether something in it was proved to be known, or not to be zero, by a condition that may stand
/// outside.
bool leans_on_guard(const typed::Program& program, ExprId root) {
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const typed::Expr& e = program.expr(open.back());
        open.pop_back();
        if (e.op == TOp::Known) return true;
        if (e.op == TOp::Divide && program.expr(e.args[1]).op != TOp::Constant) return true;
        open.insert(open.end(), e.args.begin(), e.args.end());
    }
    return false;
}

}  // namespace

Reads reads_of(const typed::Program& program, ExprId root) {
    Reads reads;
    std::vector<ExprId> open{root};
    std::set<std::uint32_t> defines;
    while (!open.empty()) {
        const typed::Expr& e = program.expr(open.back());
        open.pop_back();
        open.insert(open.end(), e.args.begin(), e.args.end());
        switch (e.op) {
            case TOp::Attribute: reads.attributes.insert(e.symbol); break;
            case TOp::Fact: {
                const auto fact = static_cast<typed::Fact>(e.symbol);
                const bool clock = fact == typed::Fact::Now || fact == typed::Fact::Today;
                (clock ? reads.time : reads.item) = true;
                if (typed::info(fact).kind == typed::FactKind::Queue) reads.others = true;
                break;
            }
            case TOp::During:
            case TOp::CalendarOpen: reads.time = true; break;
            case TOp::StepAnswer:
            case TOp::Part:
            case TOp::Variable:
            case TOp::RosterAgent:
            case TOp::CandidateAgent:
            case TOp::AgentAttribute:
            case TOp::AgentFact:
            case TOp::LevelOf:
            case TOp::AgentHasSkill:
            case TOp::AgentInTeam:
            case TOp::PartState:
            case TOp::LikeExcept: reads.others = true; break;
            case TOp::CallDefine:
                if (defines.insert(e.symbol).second)
                    open.push_back(program.defines[e.symbol].value);
                break;
            case TOp::CallTable:
                for (const typed::Row& row : program.tables[e.symbol].rows)
                    open.push_back(row.result);
                break;
            default: break;
        }
    }
    return reads;
}

Lowered Values::fail(std::string why) {
    if (why_.empty()) why_ = std::move(why);
    return {};
}

Lowered Values::integer(Ref value, int scale, std::int64_t denominator) {
    return {.kind = Kind::Integer, .value = value, .scale = scale, .denominator = denominator};
}

Lowered Values::lower(ExprId id) {
    constexpr int kDepthMax = 200;
    if (depth_ >= kDepthMax) return fail("it is nested too deep");
    ++depth_;
    const Turns before = turns_ != nullptr ? *turns_ : Turns();
    Lowered value = visit(id);
    --depth_;
    if (!value && turns_ != nullptr) *turns_ = before;
    // A truth that cannot be said in integers is asked of the evaluator, where it stands alone.
    const typed::Expr& e = program_.expr(id);
    if (!value && e.type.base == Base::YesNo && !e.type.optional && !leans_on_guard(program_, id)) {
        if (const auto mask = fallback(id)) return {.kind = Kind::Mask, .value = *mask};
    }
    return value;
}

Ref Values::condition(ExprId id) {
    if (!id.valid()) return builder_.truth(true);
    const Lowered value = lower(id);
    if (value) return value.value;
    // A line's condition stands outside definitions and holds its own guards.
    const auto mask = fallback(id);
    CHECK(mask.has_value());
    return *mask;
}

std::optional<Ref> Values::fallback(ExprId id) {
    if (env_ != nullptr) return std::nullopt;
    const Reads reads = reads_of(program_, id);
    if (!reads.others && !reads.item && reads.attributes.empty() && now_ == Now::Batch) {
        why_.clear();
        const std::size_t at = slot({Slot::Kind::Expression, id.index(), {}, 0});
        if (reads.time) turn_of(Turn::Kind::Slot, at);
        return builder_.batch(Op::BatchMask, at, {0, 1});
    }
    if (const auto test = shared_test(id, reads)) {
        why_.clear();
        return test;
    }
    if (why_.empty()) why_ = "its condition is asked of the evaluator";
    const Source::Kind kind =
        now_ == Now::Batch ? Source::Kind::Condition : Source::Kind::EntryCondition;
    const std::size_t at =
        column({kind, id.index(), {}}, {columns::Width::Bits8, false, false}, 0, false);
    if (reads.time || reads.item || reads.others) turn_of(Turn::Kind::Column, at);
    return builder_.load(Op::LoadMask, at, {0, 1});
}

/// A truth about one text or list: worked out once for each distinct value.
std::optional<Ref> Values::shared_test(ExprId id, const Reads& reads) {
    if (reads.others || reads.item || reads.time || reads.attributes.size() != 1)
        return std::nullopt;
    const std::uint32_t attribute = *reads.attributes.begin();
    const auto& declared = program_.work_type(layout_.work_type).attributes[attribute];
    const Base base = declared.type.type.base;
    if (base != Base::Text && base != Base::List && !declared.type.type.is_reference())
        return std::nullopt;
    // Settings may change while the dictionary stays.
    std::vector<ExprId> open{id};
    while (!open.empty()) {
        const typed::Expr& e = program_.expr(open.back());
        open.pop_back();
        if (e.op == TOp::Setting || e.op == TOp::CallDefine || e.op == TOp::CallTable)
            return std::nullopt;
        open.insert(open.end(), e.args.begin(), e.args.end());
    }
    const std::size_t at = column({Source::Kind::Attribute, attribute, {}},
                                  {columns::Width::Bits32, false, false}, 0, true);
    const ValueTest test{attribute, id};
    auto found = std::ranges::find(layout_.tests, test);
    if (found == layout_.tests.end()) found = layout_.tests.insert(layout_.tests.end(), test);
    return builder_.test(builder_.load(Op::Load, at, {0, 0x7fff'ffff}),
                         static_cast<std::size_t>(found - layout_.tests.begin()));
}

std::size_t Values::column(const Source& source, columns::ColumnType type, int scale,
                           bool interned) {
    if (const auto found = layout_.find(source)) return *found;
    layout_.columns.push_back({source, type, scale, interned});
    return layout_.columns.size() - 1;
}

std::size_t Values::slot(const Slot& slot) {
    const auto found = std::ranges::find(layout_.slots, slot);
    if (found != layout_.slots.end())
        return static_cast<std::size_t>(found - layout_.slots.begin());
    layout_.slots.push_back(slot);
    return layout_.slots.size() - 1;
}

Lowered Values::visit(ExprId id) {
    const typed::Expr& e = program_.expr(id);
    switch (e.op) {
        case TOp::Constant: return constant_of(e);
        case TOp::Attribute: return e.args.empty() ? attribute(e) : fail("it reads another item");
        case TOp::Fact: return e.args.empty() ? fact(e) : fail("it reads another item");
        case TOp::Parameter:
            return env_ != nullptr && e.symbol < env_->size() ? (*env_)[e.symbol] : Lowered();
        case TOp::Known: {
            // Where it is missing after all, nobody looks at the lane: a guard stands outside.
            Lowered value = lower(e.args[0]);
            if (value.kind != Kind::Interned) value.missing.reset();
            return value;
        }
        case TOp::Setting:
        case TOp::During:
        case TOp::CalendarOpen: return of_batch(id);
        case TOp::Not:
        case TOp::And:
        case TOp::Or:
        case TOp::IsKnown:
        case TOp::IsMissing: return logic(e);
        case TOp::Equal:
        case TOp::NotEqual:
        case TOp::Less:
        case TOp::LessEqual:
        case TOp::Greater:
        case TOp::GreaterEqual:
        case TOp::Between: return comparison(e);
        case TOp::InSet: return member(e);
        case TOp::If: return choose(e);
        case TOp::OrElse: return or_else(e);
        case TOp::Add:
        case TOp::Subtract:
        case TOp::Negate:
        case TOp::Absolute:
        case TOp::Hours:
        case TOp::Minutes:
        case TOp::Days: return arithmetic(e);
        case TOp::Multiply: return product(e);
        case TOp::Divide: return quotient(e);
        case TOp::Minimum:
        case TOp::Maximum: return extreme(e);
        case TOp::AddDuration:
        case TOp::SubtractDuration:
        case TOp::AddDays:
        case TOp::SubtractDays:
        case TOp::DaysBetween: return moments(e);
        case TOp::Elapsed:
        case TOp::OpenElapsed: return elapsed(e);
        case TOp::CallDefine: return call(e);
        case TOp::CallTable: return table(e);
        default: break;
    }
    return fail(std::string("`") + std::string(typed::to_string(e.op)) +
                "` is not done in integers");
}

Lowered Values::constant(Decimal value) {
    const int scale = value.decimals();
    if (scale > kScaleMax) return fail("a constant has too many decimals");
    const auto whole = (value * Decimal::scaled(1, scale)).to_int64();
    if (!whole || !fits({*whole, *whole})) return fail("a constant is too large");
    return integer(builder_.constant(*whole), scale);
}

Lowered Values::constant_of(const typed::Expr& e) {
    if (e.value.missing) return fail("it is missing");
    const eval::Value value = eval::to_value(e.value, e.type);
    switch (e.type.base) {
        case Base::YesNo: return {.kind = Kind::Mask, .value = builder_.truth(value.truth())};
        case Base::Choice: return integer(builder_.constant(value.choice()), 0);
        case Base::Date: return integer(builder_.constant(value.date().days), 0);
        case Base::Time: return integer(builder_.constant(value.time().ms), 0);
        case Base::Moment: return integer(builder_.constant(value.moment().ms), 0);
        default: break;
    }
    return e.type.is_numeric() ? constant(value.number()) : fail("it is a text or a list");
}

Lowered Values::of_batch(ExprId id) {
    const typed::Expr& e = program_.expr(id);
    // Of an entry the batch's values are those of another instant.
    if (now_ == Now::Created && e.op != TOp::Setting)
        return fail("it depends on the time of entry");
    if (e.type.base == Base::YesNo && !e.type.optional) {
        const std::size_t at = slot({Slot::Kind::Expression, id.index(), {}, 0});
        if (e.op != TOp::Setting) turn_of(Turn::Kind::Slot, at);
        return {.kind = Kind::Mask, .value = builder_.batch(Op::BatchMask, at, {0, 1})};
    }
    // Its range as declared: what a condition around it says holds in some rows only, and the slot
    // is filled for all.
    const typed::Interval range =
        e.op == TOp::Setting ? program_.settings[e.symbol].type.range : e.range;
    if (e.type.optional || !e.type.is_numeric() || range.scale > kScaleMax)
        return fail("a setting of this type is not kept as an integer");
    const Decimal unit = Decimal::scaled(1, range.scale);
    const auto low = (range.low * unit).floor().to_int64();
    const auto high = (range.high * unit).ceiling().to_int64();
    if (!low || !high || !fits({*low, *high})) return fail("a setting may be too large");
    const std::size_t at = slot({Slot::Kind::Expression, id.index(), {}, range.scale});
    return integer(builder_.batch(Op::Batch, at, {*low, *high}), range.scale);
}

Lowered Values::logic(const typed::Expr& e) {
    if (e.op == TOp::IsKnown || e.op == TOp::IsMissing) {
        const Lowered value = lower(e.args[0]);
        if (!value) return {};
        Ref missing = value.missing.value_or(builder_.truth(false));
        if (e.op == TOp::IsKnown) missing = builder_.negation(missing);
        return {.kind = Kind::Mask, .value = missing};
    }
    // Long chains lean to the left; they are walked without recursion.
    if (e.op == TOp::Not) {
        const Lowered arg = lower(e.args[0]);
        if (!arg) return {};
        return {.kind = Kind::Mask, .value = builder_.negation(arg.value)};
    }
    std::vector<ExprId> parts;
    std::vector<ExprId> open{e.args.rbegin(), e.args.rend()};
    while (!open.empty()) {
        const ExprId at = open.back();
        open.pop_back();
        const typed::Expr& part = program_.expr(at);
        if (part.op == e.op)
            open.insert(open.end(), part.args.rbegin(), part.args.rend());
        else
            parts.push_back(at);
    }
    std::optional<Ref> all;
    const auto outer = reached_;
    for (const ExprId part : parts) {
        if (all) reach(outer, e.op == TOp::And ? *all : builder_.negation(*all));
        const Lowered value = lower(part);
        reached_ = outer;
        if (!value) return {};
        if (!all)
            all = value.value;
        else
            all = e.op == TOp::And ? builder_.both(*all, value.value)
                                   : builder_.either(*all, value.value);
    }
    return {.kind = Kind::Mask, .value = *all};
}

bool Values::rescale(Lowered& value, int scale, std::int64_t denominator) {
    const auto power = power_of_ten(scale - value.scale);
    if (!power || denominator % value.denominator != 0) return false;
    const Builder::Wide factor = Builder::Wide{*power} * (denominator / value.denominator);
    if (factor == 1) return true;
    const Builder::Range range = builder_.range(value.value);
    const Builder::Range scaled{range.low * factor, range.high * factor};
    if (!fits(scaled) || !fits({factor, factor})) {
        fail("its scale needs more than 64 bits");
        return false;
    }
    if (builder_.at(value.value).op == Op::Constant)
        value.value = builder_.constant(static_cast<std::int64_t>(scaled.low));
    else
        value.value =
            builder_.integer(Op::Multiply, value.value,
                             builder_.constant(static_cast<std::int64_t>(factor)), scaled);
    value.scale = scale;
    value.denominator = denominator;
    scale_motion(value, builder_.constant(static_cast<std::int64_t>(factor)));
    return true;
}

bool Values::align(Lowered& a, Lowered& b) {
    if (a.kind != Kind::Integer || b.kind != Kind::Integer) {
        fail("it cannot be compared in integers");
        return false;
    }
    const int scale = std::max(a.scale, b.scale);
    const std::int64_t denominator = a.denominator % b.denominator == 0 ? a.denominator
                                     : b.denominator % a.denominator == 0
                                         ? b.denominator
                                         : a.denominator * b.denominator;
    return rescale(a, scale, denominator) && rescale(b, scale, denominator);
}

Lowered Values::select(Ref condition, Lowered a, Lowered b) {
    if (!a || !b) return {};
    Lowered result;
    if (a.kind == Kind::Mask && b.kind == Kind::Mask) {
        result = {.kind = Kind::Mask, .value = builder_.select(condition, a.value, b.value)};
    } else {
        if (!align(a, b)) return {};
        result = integer(builder_.select(condition, a.value, b.value), a.scale, a.denominator);
    }
    result.bends = a.moves() || b.moves();
    if (a.missing || b.missing) {
        const Ref no = builder_.truth(false);
        result.missing = builder_.select(condition, a.missing.value_or(no), b.missing.value_or(no));
    }
    return result;
}

void Values::reach(std::optional<Ref> outer, Ref where) {
    if (turns_ != nullptr) reached_ = outer ? builder_.both(*outer, where) : where;
}

Lowered Values::choose(const typed::Expr& e) {
    const Lowered condition = lower(e.args[0]);
    if (!condition) return {};
    const auto outer = reached_;
    reach(outer, condition.value);
    const Lowered a = lower(e.args[1]);
    reach(outer, builder_.negation(condition.value));
    const Lowered b = lower(e.args[2]);
    reached_ = outer;
    return select(condition.value, a, b);
}

Lowered Values::or_else(const typed::Expr& e) {
    Lowered first = lower(e.args[0]);
    if (!first || !first.missing) return first;
    const Ref missing = *first.missing;
    first.missing.reset();
    const auto outer = reached_;
    reach(outer, missing);
    const Lowered second = lower(e.args[1]);
    reached_ = outer;
    return select(missing, second, first);
}

namespace {

bool is_nothing(const Builder::Range& a, const Builder::Range& b) {
    return a.high < b.low || b.high < a.low;
}

}  // namespace

Lowered Values::compare(TOp op, Lowered a, Lowered b) {
    if (!a || !b) return {};
    const auto mask = [&](Ref value) {
        turn_between(op, a, b, value);
        return Lowered{.kind = Kind::Mask, .value = value};
    };
    if (a.kind == Kind::Mask && b.kind == Kind::Mask) {
        const Ref same =
            builder_.either(builder_.both(a.value, b.value),
                            builder_.both(builder_.negation(a.value), builder_.negation(b.value)));
        return mask(op == TOp::Equal ? same : builder_.negation(same));
    }
    if (!align(a, b)) return {};
    if (op == TOp::Equal || op == TOp::NotEqual) {
        const bool never = is_nothing(builder_.range(a.value), builder_.range(b.value));
        const Ref same = never ? builder_.truth(false)
                               : builder_.compare(Op::Equal, std::min(a.value, b.value),
                                                  std::max(a.value, b.value));
        return mask(op == TOp::Equal ? same : builder_.negation(same));
    }
    switch (op) {
        case TOp::Less: return mask(builder_.compare(Op::Less, a.value, b.value));
        case TOp::LessEqual: return mask(builder_.compare(Op::LessEqual, a.value, b.value));
        case TOp::Greater: return mask(builder_.compare(Op::Less, b.value, a.value));
        default: return mask(builder_.compare(Op::LessEqual, b.value, a.value));
    }
}

/// The share against a constant: cross-multiplied, which is exact; a quotient of 34 digits lies on
/// the same side, because the whole numbers involved have fewer than 20.
Lowered Values::compare_share(TOp op, const Lowered& share, Decimal bound) {
    const Lowered constant = this->constant(bound);
    if (!constant) return {};
    const auto power = power_of_ten(constant.scale);
    const std::int64_t whole = builder_.at(constant.value).integer;
    const auto scaled = [&](Ref value, std::int64_t factor) -> std::optional<Ref> {
        const Builder::Range range = builder_.range(value);
        const Builder::Range product{std::min(range.low * factor, range.high * factor),
                                     std::max(range.low * factor, range.high * factor)};
        if (!fits(product)) return std::nullopt;
        return builder_.integer(Op::Multiply, value, builder_.constant(factor), product);
    };
    const auto used = scaled(share.value, *power);
    const auto of = scaled(share.total, whole);
    if (!used || !of) return fail("the share needs more than 64 bits");
    Lowered measured = integer(*used, 0);
    measured.motion = share.motion;
    measured.bends = share.bends;
    scale_motion(measured, builder_.constant(*power));
    return compare(op, measured, integer(*of, 0));
}

Ref Values::at_least(const Lowered& value, Decimal bound) {
    const Lowered reached = value.kind == Kind::Share
                                ? compare_share(TOp::GreaterEqual, value, bound)
                                : compare(TOp::GreaterEqual, value, constant(bound));
    return reached ? reached.value : kNoRef;
}

Lowered Values::comparison(const typed::Expr& e) {
    if (e.ignoring_case || e.ignoring_accents) return fail("it compares texts");
    const auto one = [&](TOp op, ExprId right_id) -> Lowered {
        const Lowered a = lower(e.args[0]);
        const typed::Expr& right = program_.expr(right_id);
        if (a.kind == Kind::Share && right.op == TOp::Constant)
            return compare_share(op, a, right.value.number);
        const Lowered b = lower(right_id);
        if (!a || !b) return {};
        // References may be missing on both sides.
        if (a.missing || b.missing) return fail("a value that may be missing is compared");
        if (a.kind == Kind::Interned || b.kind == Kind::Interned) return fail("it compares texts");
        return compare(op, a, b);
    };
    if (e.op != TOp::Between) return one(e.op, e.args[1]);
    const Lowered low = one(TOp::GreaterEqual, e.args[1]);
    if (!low) return {};
    const auto outer = reached_;
    reach(outer, low.value);
    const Lowered high = one(TOp::LessEqual, e.args[2]);
    reached_ = outer;
    if (!high) return {};
    return {.kind = Kind::Mask, .value = builder_.both(low.value, high.value)};
}

Lowered Values::member(const typed::Expr& e) {
    const Lowered left = lower(e.args[0]);
    if (!left || left.missing || left.kind != Kind::Integer)
        return fail("a set of texts or of what may be missing");
    if (turns_ != nullptr && left.moves()) turn_is_unknown("a set of what moves");
    const Builder::Range range = builder_.range(left.value);
    std::uint64_t set = 0;
    bool small = left.scale == 0 && left.denominator == 1 && range.low >= 0 && range.high < 64;
    std::vector<Lowered> members;
    for (std::size_t i = 1; i < e.args.size(); ++i) {
        const Lowered value = lower(e.args[i]);
        if (!value) return {};
        if (value.missing) return fail("a set of what may be missing");
        members.push_back(value);
        const Operation& at = builder_.at(value.value);
        if (at.op != Op::Constant || value.scale != 0 || at.integer < 0 || at.integer > 63)
            small = false;
        else
            set |= std::uint64_t{1} << at.integer;
    }
    if (small && members.size() > 1)
        return {.kind = Kind::Mask, .value = builder_.bits(left.value, set)};
    Ref any = builder_.truth(false);
    for (const Lowered& value : members) {
        const Lowered same = compare(TOp::Equal, left, value);
        if (!same) return {};
        any = builder_.either(any, same.value);
    }
    return {.kind = Kind::Mask, .value = any};
}

Lowered Values::call(const typed::Expr& e) {
    Env env;
    for (const ExprId arg : e.args) {
        Lowered value = lower(arg);
        if (!value) return {};
        env.push_back(value);
    }
    const Env* outer = std::exchange(env_, &env);
    Lowered value = lower(program_.defines[e.symbol].value);
    env_ = outer;
    return value;
}

Ref Values::cell(const typed::Cell& cell, const Lowered& value, const typed::Type& type) {
    const auto test = [&](TOp op, const typed::Value& bound) -> Ref {
        typed::Expr e;
        e.op = TOp::Constant;
        e.type = type.required();
        e.value = bound;
        if (value.kind == Kind::Share) {
            const Lowered truth = compare_share(op, value, bound.number);
            return truth ? truth.value : kNoRef;
        }
        Lowered known = value;
        known.missing.reset();
        const Lowered truth = compare(op, known, constant_of(e));
        return truth ? truth.value : kNoRef;
    };
    const auto within = [&](TOp upper, const typed::CellTest& range) {
        const Ref low = test(TOp::GreaterEqual, range.low);
        const Ref high = test(upper, range.high);
        return low == kNoRef || high == kNoRef ? kNoRef : builder_.both(low, high);
    };
    const Ref known = value.missing ? builder_.negation(*value.missing) : builder_.truth(true);
    Ref any = builder_.truth(cell.tests.empty());
    for (const typed::CellTest& one : cell.tests) {
        Ref truth = builder_.truth(true);
        switch (one.kind) {
            case typed::CellKind::Any: return builder_.truth(true);
            case typed::CellKind::Missing:
                any = builder_.either(any, builder_.negation(known));
                continue;
            case typed::CellKind::Values:
            case typed::CellKind::NotValues: {
                Ref among = builder_.truth(false);
                for (const typed::Value& bound : one.values) {
                    const Ref same = test(TOp::Equal, bound);
                    if (same == kNoRef) return kNoRef;
                    among = builder_.either(among, same);
                }
                truth = one.kind == typed::CellKind::Values ? among : builder_.negation(among);
                break;
            }
            case typed::CellKind::Less: truth = test(TOp::Less, one.low); break;
            case typed::CellKind::LessEqual: truth = test(TOp::LessEqual, one.low); break;
            case typed::CellKind::Greater: truth = test(TOp::Greater, one.low); break;
            case typed::CellKind::GreaterEqual: truth = test(TOp::GreaterEqual, one.low); break;
            case typed::CellKind::Range: truth = within(TOp::LessEqual, one); break;
            case typed::CellKind::HalfOpenRange: truth = within(TOp::Less, one); break;
        }
        if (truth == kNoRef) return kNoRef;
        any = builder_.either(any, builder_.both(known, truth));
    }
    return any;
}

Lowered Values::table(const typed::Expr& e) {
    constexpr std::size_t kRowsMax = 256;
    const typed::Table& table = program_.tables[e.symbol];
    if (table.rows.size() > kRowsMax) return fail("its table has more than 256 rows");
    const bool first = table.policy == typed::TablePolicy::FirstMatch ||
                       table.policy == typed::TablePolicy::OnlyMatch;
    const bool sum = table.policy == typed::TablePolicy::SumOfMatches;
    if (!first && !sum) return fail("the highest or lowest match is looked for");
    Env env;
    for (const ExprId arg : e.args) {
        Lowered value = lower(arg);
        if (!value) return {};
        if (value.kind == Kind::Interned) return fail("its table has a column of texts");
        if (value.moves()) turn_is_unknown("its table looks at what moves");
        env.push_back(value);
    }
    const Env* outer = std::exchange(env_, &env);
    Lowered result;
    if (sum) result = constant(Decimal());
    // From the last row up: what an earlier row gives goes before.
    for (std::size_t i = table.rows.size(); i-- > 0;) {
        const typed::Row& row = table.rows[i];
        Ref matches = builder_.truth(true);
        bool known = true;
        for (std::size_t c = 0; c < row.cells.size() && known; ++c) {
            const Ref one = cell(row.cells[c], env[c], table.columns[c].type.type);
            known = one != kNoRef;
            if (known) matches = builder_.both(matches, one);
        }
        const Lowered value = known ? lower(row.result) : Lowered();
        if (!value) {
            result = {};
            break;
        }
        if (sum)
            result = combine(Op::Add, result, select(matches, value, constant(Decimal())));
        else
            result = result ? select(matches, value, result) : value;
        if (!result) break;
    }
    env_ = outer;
    return result;
}

}  // namespace reeve::codegen
