#include "compiler/check/route_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

namespace {

bool has_error(const typed::Program& program, typed::ExprId id) {
    const typed::Expr& expr = program.expr(id);
    return expr.op == typed::Op::Error || expr.type.is_error() ||
           std::ranges::any_of(expr.args, [&](typed::ExprId arg) {
               return arg.valid() && has_error(program, arg);
           });
}

}  // namespace

std::optional<typed::Need> NeedChecker::need(const syntax::Need& written) {
    Knowledge knowledge;
    typed::Need made;
    made.span = written.span;
    made.condition = expressions_.line_condition(scopes_.line, written.condition, &knowledge);
    if (written.kind == syntax::NeedKind::Condition) {
        made.test = expressions_.condition(scopes_.pair.with(knowledge), written.test).expr;
        check_mentions_agent(made.test, written.test, "needs");
        return made;
    }
    made.skill = ctx_.skill(written.skill);
    if (!made.skill.valid()) {
        unknown_skill_ = true;
        return std::nullopt;
    }
    needed_.insert(made.skill);
    if (written.level.valid() && !level(written, scopes_.line.with(knowledge), made))
        return std::nullopt;
    return made;
}

bool NeedChecker::level(const syntax::Need& written, const Scope& scope, typed::Need& made) {
    const typed::Skill& skill = ctx_.program.skills[made.skill.index()];
    const syntax::Expr& level = scopes_.module->expr(written.level);
    const std::string& name = written.skill.text;
    if (!skill.has_levels) {
        ctx_.sink.report<messages::skill_without_levels>(level.span, name)
            .label(skill.header.span, "declared here")
            .help(fmt::format("write `needs {}`, or declare `skill {} levels 1..5`", name, name));
        return false;
    }
    if (level.literal && level.literal->kind == syntax::LiteralKind::Number) {
        const Decimal number = level.literal->number;
        if (!number.is_whole() || number < Decimal(skill.low) || number > Decimal(skill.high)) {
            ctx_.sink
                .report<messages::level_outside_skill>(level.span, name, skill.low, skill.high,
                                                       number.to_string())
                .label(skill.header.span, "declared here");
            return false;
        }
    }
    typed::DeclaredType type;
    type.type.base = typed::Base::Number;
    type.range = {Decimal(skill.low), Decimal(skill.high), 0};
    type.declared_range = true;
    type.span = skill.header.span;
    made.level =
        expressions_.value_for(scope, written.level, {type, fmt::format("a level of `{}`", name)});
    return true;
}

void NeedChecker::check_mentions_agent(typed::ExprId test, syntax::ExprId written,
                                       std::string_view word) {
    if (has_error(ctx_.program, test) || reads_agent(ctx_.program, test)) return;
    ctx_.sink.report<messages::need_without_agent>(scopes_.module->expr(written).span, word)
        .help(
            "say something of the agent, such as `agent.limit >= amount`, and what is asked of the "
            "item after `when`");
}

std::optional<typed::Route::Never> NeedChecker::never(const syntax::RouteLine& line) {
    Knowledge knowledge;
    typed::Route::Never made;
    made.span = line.span;
    made.condition = expressions_.line_condition(scopes_.line, line.condition, &knowledge);
    const Scope scope = scopes_.pair.with(knowledge);
    const typed::ExprId value = expressions_.value(scope, line.value);
    const typed::Type type = ctx_.program.expr(value).type;
    if (type.is_error()) return std::nullopt;
    if (type.base == typed::Base::Agent) {
        made.agent = value;
        return made;
    }
    if (type.base == typed::Base::YesNo) {
        // Asked again as a condition only to say what may be missing.
        made.test = type.optional ? expressions_.condition(scope, line.value).expr : value;
        check_mentions_agent(made.test, line.value, "never");
        return made;
    }
    ctx_.sink
        .report<messages::never_what>(scopes_.module->expr(line.value).span,
                                      typed::describe(type, ctx_.program))
        .help(
            "write an agent, as in `never previous_assignee`, or a condition, as in `never agent "
            "in team x`");
    return std::nullopt;
}

bool NeedChecker::is_needed(typed::SkillId skill, const syntax::Name& name) {
    if (needs(skill)) return true;
    // A need that was misspelt or could not be read may have been meant.
    if (!unknown_skill_ && scopes_.module->complete) {
        ctx_.sink.report<messages::skill_not_needed>(name.span, name.text)
            .help(fmt::format("add `needs {}` above, or remove this part", name.text));
    }
    return false;
}

}  // namespace reeve::check
