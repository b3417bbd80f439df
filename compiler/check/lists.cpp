#include "compiler/check/walker.h"

#include "compiler/check/ranges.h"

#include <fmt/format.h>

#include <algorithm>

// Tests of texts, lists and people.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

CheckedCondition Walker::text_test(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    Op op = Op::Contains;
    std::string_view word = "contains";
    if (e.kind == Kind::StartsWith) op = Op::StartsWith, word = "starts with";
    if (e.kind == Kind::EndsWith) op = Op::EndsWith, word = "ends with";
    if (e.kind == Kind::Matches) op = Op::Matches, word = "matches";
    const ExprId left = known_value(e.args[0]);
    const ExprId right = known_value(e.args[1]);
    if (failed({left, right})) return {error(e.span), {}, {}};
    for (ExprId side : {left, right}) {
        const typed::Type type = this->type(side);
        if (type.base == Base::Text) continue;
        auto& report =
            ctx_.sink.report<messages::text_wanted>(expr(side).span, word, describe(type));
        if (side == left && type.base == Base::List && e.kind == Kind::Contains &&
            e.operator_span.valid()) {
            report.help("write `has` to ask what is in a list");
            report.fix("write `has`", e.operator_span, "has");
        }
        return {error(e.span), {}, {}};
    }
    if (op == Op::Matches && expr(right).op != Op::Constant) {
        ctx_.sink.report<messages::pattern_not_literal>(expr(right).span)
            .note("`*` stands for any run of characters, `?` for one");
        return {error(e.span), {}, {}};
    }
    return test(op, e.span, {left, right}, &e);
}

CheckedCondition Walker::has(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const ExprId left = known_value(e.args[0]);
    if (failed({left})) return {error(e.span), {}, {}};
    const typed::Type list = type(left);
    if (list.base == Base::Agent) return agent_has(e, left, e.span);
    const std::string_view word = e.kind == Kind::HasAny   ? "has any of"
                                  : e.kind == Kind::HasAll ? "has all of"
                                                           : "has";
    if (list.base != Base::List) {
        auto& report =
            ctx_.sink.report<messages::list_wanted>(expr(left).span, word, describe(list));
        if (list.base == Base::Text && e.kind == Kind::Has && e.operator_span.valid()) {
            report.help("write `contains` to ask what is in a text");
            report.fix("write `contains`", e.operator_span, "contains");
        }
        return {error(e.span), {}, {}};
    }
    if (!check_ignoring(e, {e.args[0], left})) return {error(e.span), {}, {}};
    Hint hint;
    hint.type.base = list.element;
    hint.type.choice = list.choice;
    std::vector<ExprId> args{left};
    for (std::size_t i = 1; i < e.args.size(); ++i) {
        const std::vector<std::uint32_t> group = group_of(e.args[i], hint.type);
        const ExprId element = group.empty() ? known_value(e.args[i], hint) : error(e.span);
        if (!group.empty())
            ctx_.sink.report<messages::several_values>(
                syntax_of(e.args[i]).span, source_text(*scope_.module, e.args[i]).value_or("it"));
        if (failed({element})) return {error(e.span), {}, {}};
        const typed::Type type = this->type(element);
        const Base base = type.base == Base::Ratio ? Base::Number : type.base;
        if (base != list.element || type.choice != list.choice) {
            ctx_.sink
                .report<messages::not_comparable>(expr(element).span, describe(list),
                                                  describe(type))
                .label(expr(left).span, describe(list));
            return {error(e.span), {}, {}};
        }
        args.push_back(element);
    }
    const Op op = e.kind == Kind::HasAny   ? Op::HasAny
                  : e.kind == Kind::HasAll ? Op::HasAll
                                           : Op::Has;
    return test(op, e.span, std::move(args), &e);
}

CheckedCondition Walker::agent_has(const syntax::Expr& e, ExprId agent, Span span) {
    ExprId sum;
    for (std::size_t i = 1; i < e.args.size(); ++i) {
        const syntax::Expr& arg = syntax_of(e.args[i]);
        if (arg.kind != Kind::Name) {
            ctx_.sink.report<messages::skill_name_wanted>(arg.span);
            return {error(span), {}, {}};
        }
        const typed::SkillId skill = ctx_.skill(arg.name);
        if (!skill.valid()) return {error(span), {}, {}};
        const ExprId one = truth(Op::AgentHasSkill, e.args.size() == 2 ? span : arg.span, {agent});
        ctx_.program.expr(one).symbol = skill.index();
        sum =
            sum.valid() ? truth(e.kind == Kind::HasAny ? Op::Or : Op::And, span, {sum, one}) : one;
    }
    return {sum.valid() ? sum : error(span), {}, {}};
}

CheckedCondition Walker::in_team(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const ExprId agent = known_value(e.args[0]);
    const typed::TeamId team = ctx_.team(e.name);
    if (failed({agent}) || !team.valid()) return {error(e.span), {}, {}};
    const typed::Type type = this->type(agent);
    if (type.base != Base::Agent) {
        ctx_.sink.report<messages::wrong_argument>(expr(agent).span, "in team", "an agent",
                                                   describe(type));
        return {error(e.span), {}, {}};
    }
    const ExprId in = truth(Op::AgentInTeam, e.span, {agent});
    ctx_.program.expr(in).symbol = team.index();
    return {in, {}, {}};
}

ExprId Walker::level_of(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    const syntax::Expr& arg = syntax_of(e.args[0]);
    if (arg.kind != Kind::Name) {
        if (arg.kind != Kind::Error) ctx_.sink.report<messages::skill_name_wanted>(arg.span);
        return error(e.span);
    }
    const typed::SkillId skill = ctx_.skill(arg.name);
    if (!skill.valid()) return error(e.span);
    const ExprId agent = candidate(e.span, "level of");
    if (failed({agent})) return error(e.span);
    typed::Type number;
    number.base = Base::Number;
    const typed::Skill& declared = ctx_.program.skills[skill.index()];
    const Decimal high = declared.has_levels ? declared.high : 1;
    const ExprId level = numeric_result(Op::LevelOf, number, {Decimal(), high, 0}, e.span, {});
    ctx_.program.expr(level).symbol = skill.index();
    return level;
}

}  // namespace reeve::check
