#include "compiler/check/plan_parts.h"

#include "base/text.h"

// The people who work on a step: who may never do it, and what is shown to them.

namespace reeve::check {

using syntax::StepKind;

namespace {

/// Each entry is a way to be a member: the teams in which an agent then surely is. Empty where
/// nothing is known.
using Memberships = std::vector<std::set<typed::TeamId>>;
constexpr std::size_t kWaysMax = 64;

Memberships both(const Memberships& a, const Memberships& b) {
    Memberships result;
    if (a.size() * b.size() > kWaysMax) return {{}};
    for (const auto& x : a) {
        for (const auto& y : b) {
            auto joined = x;
            joined.insert(y.begin(), y.end());
            result.push_back(std::move(joined));
        }
    }
    return result;
}

Memberships either(Memberships a, const Memberships& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a.size() > kWaysMax ? Memberships{{}} : a;
}

/// Members of a queue by their teams, from its condition; worked out without recursion, because
/// chains may be long.
Memberships memberships(const typed::Program& program, typed::ExprId root) {
    if (!root.valid()) return {{}};
    std::vector<typed::ExprId> order{root};
    for (std::size_t i = 0; i < order.size(); ++i) {
        const typed::Expr& expr = program.expr(order[i]);
        if (expr.op == typed::Op::And || expr.op == typed::Op::Or) {
            order.insert(order.end(), expr.args.begin(), expr.args.end());
        }
    }
    std::map<typed::ExprId, Memberships> ways;
    for (auto id = order.rbegin(); id != order.rend(); ++id) {
        const typed::Expr& expr = program.expr(*id);
        Memberships& result = ways[*id];
        if (expr.op == typed::Op::AgentInTeam &&
            program.expr(expr.args[0]).op == typed::Op::CandidateAgent) {
            result = {{typed::TeamId(expr.symbol)}};
        } else if ((expr.op == typed::Op::And || expr.op == typed::Op::Or) &&
                   expr.args.size() == 2) {
            const Memberships& a = ways.at(expr.args[0]);
            const Memberships& b = ways.at(expr.args[1]);
            result = expr.op == typed::Op::And ? both(a, b) : either(a, b);
        } else {
            result = {{}};
        }
    }
    return ways.at(root);
}

/// The team whose members work on the queue and may not see the attribute; invalid where there is
/// none for sure.
typed::TeamId blind_team(const typed::Program& program, typed::QueueId queue,
                         const typed::Visibility& visibility) {
    if (visibility.teams.empty()) return {};
    for (const auto& teams : memberships(program, program.queues[queue.index()].members)) {
        typed::TeamId blind;
        bool sees = false;
        for (const typed::TeamId team : teams) {
            if (visible_to(visibility, team)) {
                sees = true;
            } else if (!blind.valid()) {
                blind = team;
            }
        }
        // `shown only to` lets in who is in one of the teams; `hidden from` keeps out who is in
        // one.
        if (blind.valid() && (!sees || !visibility.only)) return blind;
    }
    return {};
}

std::vector<typed::QueueId> queues_of(const typed::Program& program, const typed::Step& step) {
    if (step.queue.valid()) return {step.queue};
    std::vector<typed::QueueId> result;
    if (!step.as.valid() || !program.work_type(step.as).route) return result;
    for (const typed::Route::To& to : program.work_type(step.as).route->to) {
        for (const auto& part : to.destination.parts) {
            if (part.queue.valid()) result.push_back(part.queue);
        }
    }
    return result;
}

}  // namespace

void check_showing(const PlanHome& home, const syntax::Modifier& modifier, typed::Step& step) {
    Context& ctx = home.ctx;
    std::map<std::string, Span> first;
    for (const syntax::Name& name : modifier.names) {
        const sema::SymbolId symbol = ctx.require(sema::Space::Attribute, name, home.symbol);
        if (!symbol.valid()) continue;
        const auto [entry, added] = first.try_emplace(name.text, name.span);
        if (!added) {
            ctx.sink.report<messages::shown_twice>(name.span, name.text)
                .label(entry->second, "named here first")
                .help("keep one of the two");
            continue;
        }
        const typed::Attribute& data = home.plan().data[ctx.index(symbol)];
        step.showing.push_back(ctx.index(symbol));
        for (const typed::QueueId queue : queues_of(ctx.program, step)) {
            const typed::TeamId blind = blind_team(ctx.program, queue, data.visibility);
            if (!blind.valid()) continue;
            ctx.sink
                .report<messages::shown_to_blind_team>(
                    name.span, name.text, ctx.program.queues[queue.index()].header.name)
                .label(data.header.span, "declared here")
                .note(fmt::format("the team `{}` works on that queue and may not see it",
                                  ctx.program.teams[blind.index()].header.name))
                .help("leave it out, or let the team see it");
            break;
        }
    }
}

void check_never_who(const PlanHome& home, const syntax::Modifier& modifier, typed::Step& step) {
    const sema::SymbolId symbol =
        home.ctx.require(sema::Space::PlanPart, modifier.name, home.symbol);
    if (!symbol.valid()) return;
    const sema::Symbol& found = home.ctx.symbols.symbol(symbol);
    std::string_view what = sema::describe(found.kind);
    if (found.kind == sema::SymbolKind::Step) {
        const std::uint32_t index = home.ctx.index(symbol);
        const StepKind kind = home.decl().steps[index].kind;
        if (kind != StepKind::Wait && kind != StepKind::Case) {
            step.never_who.push_back(index);
            return;
        }
        what = step_word(kind).substr(2);
    }
    home.ctx.sink
        .report<messages::never_who_completes>(modifier.name.span, modifier.name.text, what)
        .label(found.span, "declared here")
        .help("agents complete forms, approvals and work; name one of these");
}

/// `never <agent>` or `never <condition>`: which of the two is seen from its type.
void check_never(const PlanHome& home, Scope at, const syntax::Modifier& modifier,
                 typed::Step& step) {
    at.agent = true;
    Expressions expressions(home.ctx);
    const typed::ExprId value = expressions.value(at, modifier.condition);
    const typed::Type type = home.ctx.program.expr(value).type;
    if (type.base == typed::Base::Agent || type.is_error()) {
        step.never.push_back(value);
    } else if (type.base == typed::Base::YesNo) {
        step.never.push_back(type.optional ? expressions.known_value(at, modifier.condition)
                                           : value);
    } else {
        home.ctx.sink
            .report<messages::never_what>(home.module().expr(modifier.condition).span,
                                          typed::describe(type, home.ctx.program))
            .help("write an agent or a condition, `never agent in team partner`");
    }
}

}  // namespace reeve::check
