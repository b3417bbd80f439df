#include "compiler/check/rules.h"

#include "compiler/check/coverage.h"

#include <algorithm>

namespace reeve::check {

namespace {

Subject subject_of(const Context& ctx, sema::SymbolId symbol) {
    Subject subject{symbol, {}, {}};
    if (!symbol.valid()) return subject;
    const sema::SymbolKind kind = ctx.symbols.symbol(symbol).kind;
    if (!ctx.index_of.contains(symbol)) return subject;
    if (kind == sema::SymbolKind::WorkType) subject.item = typed::WorkTypeId(ctx.index(symbol));
    if (kind == sema::SymbolKind::CasePlan) subject.plan = typed::PlanId(ctx.index(symbol));
    return subject;
}

}  // namespace

Subject find_subject(Context& ctx, const syntax::Name& name) {
    return subject_of(ctx, ctx.symbols.find(sema::Space::Type, name.text));
}

Subject require_work(Context& ctx, const syntax::Name& name) {
    if (!ctx.work_type(name).valid()) return {};
    return find_subject(ctx, name);
}

Subject require_subject(Context& ctx, const syntax::Name& name) {
    const sema::SymbolId symbol = ctx.require(sema::Space::Type, name);
    if (!symbol.valid()) return {};
    const Subject subject = subject_of(ctx, symbol);
    if (subject.valid()) return subject;
    const sema::SymbolKind kind = ctx.symbols.symbol(symbol).kind;
    if (kind == sema::SymbolKind::WorkType || kind == sema::SymbolKind::CasePlan) return {};
    ctx.sink
        .report<messages::other_kind_of_type>(name.span, name.text, describe(kind),
                                              "work type or case plan")
        .label(ctx.symbols.symbol(symbol).span, "declared here");
    return {};
}

const std::vector<typed::Attribute>& attributes_of(const Context& ctx, const Subject& subject) {
    return subject.item.valid() ? ctx.program.work_type(subject.item).attributes
                                : ctx.program.plan(subject.plan).data;
}

const std::string& name_of(const Context& ctx, const Subject& subject) {
    return subject.item.valid() ? ctx.program.work_type(subject.item).header.name
                                : ctx.program.plan(subject.plan).header.name;
}

typed::ChoiceId outcomes_of(const Context& ctx, const Subject& subject) {
    return subject.item.valid() ? ctx.program.work_type(subject.item).outcomes
                                : ctx.program.plan(subject.plan).outcomes;
}

const syntax::CasePlanDecl* plan_decl(const Context& ctx, const Subject& subject) {
    if (!subject.plan.valid()) return nullptr;
    return &ctx.decl<syntax::CasePlanDecl>(ctx.symbols.symbol(subject.symbol).decl);
}

typed::CalendarId calendar_in_force(const Context& ctx, const Subject& subject,
                                    typed::CalendarId block) {
    if (block.valid()) return block;
    if (subject.item.valid()) {
        const auto& sla = ctx.program.work_type(subject.item).sla;
        if (sla && sla->calendar.valid()) return sla->calendar;
    }
    return ctx.program.business.calendar;
}

Scope rule_scope(const Context& ctx, sema::DeclRef block, const Subject& subject, Place place) {
    Scope scope;
    scope.module = &ctx.module(block);
    scope.place = place;
    scope.item = subject.item;
    scope.plan = subject.plan;
    scope.calendar = calendar_in_force(ctx, subject);
    return scope;
}

bool check_positive(Context& ctx, const syntax::TimeSpan& time, std::string_view role) {
    const auto is_zero = [](const syntax::TimeSpanPart& part) { return part.count.is_zero(); };
    if (time.parts.empty() || !std::ranges::all_of(time.parts, is_zero)) return true;
    ctx.sink.report<messages::time_not_positive>(time.span, role)
        .help("write how long it is, `4 hours` for example");
    return false;
}

std::optional<Decimal> literal_amount(const syntax::Module& module, syntax::ExprId id) {
    if (!id.valid()) return std::nullopt;
    const syntax::Expr& expr = module.expr(id);
    if (expr.kind == syntax::ExprKind::Negate) {
        const auto value = literal_amount(module, expr.args[0]);
        if (!value) return value;
        return -*value;
    }
    if (expr.kind != syntax::ExprKind::Literal || !expr.literal) return std::nullopt;
    switch (expr.literal->kind) {
        case syntax::LiteralKind::Number:
        case syntax::LiteralKind::Percent:
        case syntax::LiteralKind::Money: return expr.literal->number;
        case syntax::LiteralKind::TimeSpan:
            if (expr.literal->time_span.kind() == syntax::TimeSpanKind::CalendarStep)
                return std::nullopt;
            return Decimal(expr.literal->time_span.duration().ms);
        default: return std::nullopt;
    }
}

bool FirstMatch::add(const syntax::Condition& written, typed::ExprId when, Span line) {
    if (otherwise_.valid()) {
        if (!reported_) {
            ctx_.sink.report<messages::line_after_otherwise>(line)
                .label(otherwise_, "this holds for everything that comes so far")
                .help("write the line with `otherwise` last");
        }
        reported_ = true;
        return false;
    }
    // A line that says neither has been reported where it was read.
    if (!written.written()) {
        uncertain_ = true;
        return true;
    }
    if (written.otherwise)
        otherwise_ = written.span;
    else if (when.valid() && !ctx_.program.expr(when).type.is_error())
        conditions_.push_back(when);
    else
        uncertain_ = true;
    return true;
}

bool FirstMatch::covers() const {
    return otherwise_.valid() || uncertain_ || surely_covers(ctx_.program, conditions_);
}

void FirstMatch::require_cover(Span block, std::string help) const {
    if (covers()) return;
    ctx_.sink.report<messages::otherwise_missing>(block, what_).help(std::move(help));
}

void check_rules(Context& ctx) {
    check_segments(ctx);
    check_promises(ctx);
    check_priorities(ctx);
    check_escalations(ctx);
    check_watches(ctx);
}

}  // namespace reeve::check
