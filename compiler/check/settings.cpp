#include "compiler/check/house_parts.h"

#include <fmt/format.h>

namespace reeve::check {

namespace {

Scope scope_of(Context& ctx, sema::DeclRef ref, Place place) {
    Scope scope;
    scope.module = &ctx.module(ref);
    scope.place = place;
    scope.calendar = ctx.program.business.calendar;
    return scope;
}

typed::DeclaredType setting_type(Context& ctx, sema::SymbolId id, const syntax::SettingDecl& decl) {
    typed::DeclaredType type =
        resolve_type(ctx, ctx.module(ctx.symbols.symbol(id).decl), decl.type, {.owner = id});
    if (type.type.is_error()) return type;
    if (type.type.is_reference()) {
        ctx.sink
            .report<messages::setting_type>(decl.type.span, typed::describe(type.type, ctx.program))
            .help(
                "who is meant is known only while work is done; name a team or a skill where the "
                "setting would be used");
        type.type = {};
    } else if (type.type.optional) {
        ctx.sink.report<messages::optional_setting>(decl.type.span)
            .help("leave out `optional` and give the value that means nothing, such as 0");
        type.type.optional = false;
    }
    return type;
}

/// The wall-clock time of a fixed moment and, where it has one, its own offset.
struct FixedMoment {
    LocalMoment local;
    bool zoned = false;
    Instant instant;
    std::string zone;
};

std::optional<FixedMoment> fixed_moment(const typed::Program& program, typed::ExprId id) {
    const typed::Expr& expr = program.expr(id);
    const bool is_date = expr.op == typed::Op::StartOfDay;
    const auto value = constant_value(program, is_date ? expr.args[0] : id);
    if (!value || expr.type.is_error()) return std::nullopt;
    if (is_date) return FixedMoment{{value->moment.date, {}}, false, {}, {}};
    return FixedMoment{value->moment, value->zoned, value->instant, value->zone};
}

/// Nothing where it depends on the rules of a time zone.
std::optional<bool> is_before(const FixedMoment& a, const FixedMoment& b) {
    if (a.zoned && b.zoned) return a.instant < b.instant;
    if (a.zoned || b.zoned) return std::nullopt;
    if (!a.zone.empty() && !b.zone.empty() && a.zone != b.zone) return std::nullopt;
    return a.local < b.local;
}

void check_period(Context& ctx, sema::SymbolId id) {
    const sema::DeclRef ref = ctx.symbols.symbol(id).decl;
    const auto& decl = ctx.decl<syntax::PeriodDecl>(ref);
    typed::Period& period = ctx.program.periods[ctx.index(id)];
    Expressions expressions(ctx);
    const Scope scope = scope_of(ctx, ref, Place::Period);
    const typed::ExprId from = expressions.moment(scope, decl.from, "the beginning of a period");
    const typed::ExprId to = expressions.moment(scope, decl.to, "the end of a period");
    period.from = from;
    period.to = to;
    const auto first = fixed_moment(ctx.program, from);
    const auto last = fixed_moment(ctx.program, to);
    if (!first || !last) return;
    if (const auto before = is_before(*first, *last); !before || *before) return;
    ctx.sink
        .report<messages::period_backwards>(scope.module->expr(decl.to).span, decl.head.name.text)
        .label(scope.module->expr(decl.from).span, "its beginning")
        .help(
            "a period runs from its beginning to before its end; a date is the first moment of its "
            "day");
}

void check_setting(Context& ctx, sema::SymbolId id) {
    const sema::DeclRef ref = ctx.symbols.symbol(id).decl;
    const auto& decl = ctx.decl<syntax::SettingDecl>(ref);
    const std::string role = fmt::format("the setting `{}`", decl.head.name.text);
    const typed::DeclaredType type = ctx.program.settings[ctx.index(id)].type;
    // Without a type nothing can be said about the value.
    if (type.type.is_error()) return;
    const Scope scope = scope_of(ctx, ref, Place::Setting);
    const typed::ExprId value = Expressions(ctx).value_for(scope, decl.value, {type, role});
    if (!is_fixed(ctx.program, value)) {
        ctx.sink
            .report<messages::value_not_fixed>(scope.module->expr(decl.value).span,
                                               fmt::format("the value of {}", role))
            .help("write the value that it has until somebody changes it");
        return;
    }
    ctx.program.settings[ctx.index(id)].value = value;
}

}  // namespace

void declare_settings(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Setting)) {
        const auto& decl = ctx.decl<syntax::SettingDecl>(ctx.symbols.symbol(id).decl);
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.settings.size());
        typed::Setting setting{make_header(decl.head), setting_type(ctx, id, decl), {}, {}};
        setting.changed_by = ctx.team(decl.changed_by);
        ctx.program.settings.push_back(std::move(setting));
    }
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Period)) {
        const auto& decl = ctx.decl<syntax::PeriodDecl>(ctx.symbols.symbol(id).decl);
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.periods.size());
        ctx.program.periods.push_back({make_header(decl.head), {}, {}});
    }
}

void check_settings(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Setting)) check_setting(ctx, id);
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Period)) check_period(ctx, id);
}

}  // namespace reeve::check
