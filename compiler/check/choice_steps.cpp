#include "compiler/check/choice_steps.h"

#include "base/text.h"
#include "compiler/check/ranges.h"

namespace reeve::check {

namespace {

class ChoiceSteps {
public:
    ChoiceSteps(Context& ctx, const Scope& scope, const typed::Type& type)
        : ctx_(ctx),
          expressions_(ctx),
          scope_(scope),
          type_(type.required()),
          values_(ctx.program.choice(type.choice).values.size()),
          places_(values_.size()) {}

    std::vector<Decimal> run(const syntax::PriorityLine& line) {
        for (const syntax::CurvePoint& point : line.points) this->point(point);
        std::vector<Decimal> result;
        for (const auto& value : values_)
            result.push_back(value.value_or(rest_.value_or(Decimal(0))));
        if (complete_) check_complete(line);
        return result;
    }

private:
    [[nodiscard]] const typed::Choice& choice() const { return ctx_.program.choice(type_.choice); }

    void point(const syntax::CurvePoint& point) {
        const auto value = this->value(point);
        if (rest_place_.valid()) {
            ctx_.sink.report<messages::line_after_otherwise>(point.span)
                .label(rest_place_, "this holds for everything that comes so far")
                .help("write `otherwise` last");
            complete_ = false;
            return;
        }
        if (point.otherwise) {
            rest_place_ = point.span;
            rest_ = value;
            return;
        }
        const Span at = scope_.module->expr(point.at).span;
        for (const std::uint32_t member : members(point.at)) {
            if (places_[member].valid()) {
                ctx_.sink.report<messages::point_twice>(at, choice().values[member].name)
                    .label(places_[member], "the first time")
                    .help("keep one of them");
                complete_ = false;
                return;
            }
            places_[member] = at;
            values_[member] = value;
        }
    }

    std::optional<Decimal> value(const syntax::CurvePoint& point) {
        const typed::ExprId value =
            expressions_.number(scope_, point.value, "the value of a point");
        if (!value.valid() || ctx_.program.expr(value).type.is_error()) {
            complete_ = false;
            return std::nullopt;
        }
        return literal_amount(*scope_.module, point.value);
    }

    /// A group of segments, `hot`, stands for all of its segments.
    std::vector<std::uint32_t> members(syntax::ExprId id) {
        const std::string name = name_of(id);
        const auto* group = choice().find_group(name);
        if (group && !choice().find(name)) return group->values;
        Expected expected;
        expected.type.type = type_;
        expected.role = "the place of a step";
        const typed::ExprId constant = expressions_.value_for(scope_, id, expected);
        if (constant.valid() && ctx_.program.expr(constant).op == typed::Op::Constant)
            return {ctx_.program.expr(constant).value.choice};
        complete_ = false;
        return {};
    }

    [[nodiscard]] std::string name_of(syntax::ExprId id) const {
        const syntax::Expr* expr = &scope_.module->expr(id);
        std::string name = expr->name.text;
        while (expr->kind == syntax::ExprKind::Member && expr->args.size() == 1) {
            expr = &scope_.module->expr(expr->args[0]);
            name.insert(0, expr->name.text + ".");
        }
        return name;
    }

    void check_complete(const syntax::PriorityLine& line) {
        std::vector<std::string> missing;
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (!places_[i].valid()) missing.push_back("`" + choice().values[i].name + "`");
        }
        if (missing.empty() && rest_place_.valid()) {
            ctx_.sink.report<messages::otherwise_without_rest>(rest_place_)
                .help("leave it out: every value has its points");
        }
        if (!missing.empty() && !rest_place_.valid()) {
            ctx_.sink
                .report<messages::choice_points_missing>(line.points_span,
                                                         join_words(missing, "and"))
                .help("write the points of each value, or end with `otherwise -> 0`");
        }
    }

    Context& ctx_;
    Expressions expressions_;
    const Scope& scope_;
    typed::Type type_;
    std::vector<std::optional<Decimal>> values_;  // of the choice's values, in their order
    std::vector<Span> places_;
    std::optional<Decimal> rest_;
    Span rest_place_;
    bool complete_ = true;  // nothing was wrong so far
};

}  // namespace

void check_choice_steps(Context& ctx, const Scope& scope, const syntax::PriorityLine& line,
                        typed::PriorityLine& term) {
    const typed::Type type = ctx.program.expr(term.subject).type;
    term.by_choice = ChoiceSteps(ctx, scope, type).run(line);
    if (term.by_choice.empty()) return;
    term.term = ranges::point(term.by_choice.front());
    for (const Decimal value : term.by_choice)
        term.term = ranges::hull(term.term, ranges::point(value));
}

}  // namespace reeve::check
