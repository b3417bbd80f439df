#include "compiler/check/plan_parts.h"

#include "base/text.h"

#include <algorithm>

// Rules that a step borrows from a work type, and data that a step shows.

namespace reeve::check {
namespace {

const typed::Attribute* find_data(const typed::Plan& plan, const std::string& name) {
    const auto found =
        std::find_if(plan.data.begin(), plan.data.end(),
                     [&name](const typed::Attribute& data) { return data.header.name == name; });
    return found == plan.data.end() ? nullptr : &*found;
}

bool fits(const typed::DeclaredType& from, const typed::DeclaredType& to) {
    if (from.type.is_error() || to.type.is_error()) return true;
    if (from.type.required() != to.type.required() || (from.type.optional && !to.type.optional))
        return false;
    if (!to.declared_range || !to.type.is_numeric()) return true;
    return to.range.contains(from.range.low) && to.range.contains(from.range.high) &&
           from.range.scale <= to.range.scale;
}

/// The borrowed rules read the type's attributes; a step has these from the data of its case.
void check_attributes(const PlanHome& home, const syntax::Name& type,
                      const typed::WorkType& work_type) {
    for (const typed::Attribute& attribute : work_type.attributes) {
        const typed::Attribute* data = find_data(home.plan(), attribute.header.name);
        if (data != nullptr && fits(data->type, attribute.type)) continue;
        if (data == nullptr && (attribute.type.type.optional || attribute.default_value.valid()))
            continue;
        auto& report = home.ctx.sink.report<messages::borrowed_attribute>(type.span, type.text,
                                                                          attribute.header.name);
        report.label(attribute.header.span, fmt::format("needed by the rules of `{}`", type.text));
        if (data == nullptr) {
            report.help(fmt::format("add `{}` to the case's data, or give it a default in `{}`",
                                    attribute.header.name, type.text));
        } else {
            report.label(data->header.span, "the case's data of that name does not fit");
            report.help("declare both with the same type");
        }
        return;
    }
}

/// What a rule may not do to a step, because nothing but its own answer or decision ends it.
std::string_view forbidden(typed::Action::Kind kind, typed::Step::Kind step) {
    switch (kind) {
        case typed::Action::Kind::Complete: return "completes";
        case typed::Action::Kind::Reclassify: return "reclassifies";
        case typed::Action::Kind::Expire: return step == typed::Step::Kind::Form ? "expires" : "";
        case typed::Action::Kind::Cancel: return step == typed::Step::Kind::Form ? "cancels" : "";
        default: return "";
    }
}

void check_actions(const PlanHome& home, const syntax::Name& type, const typed::WorkType& work_type,
                   typed::Step::Kind step) {
    if (!work_type.escalation) return;
    for (const typed::EscalationLine& line : work_type.escalation->lines) {
        for (const typed::Action& action : line.actions) {
            const std::string_view does = forbidden(action.kind, step);
            if (does.empty()) continue;
            home.ctx.sink.report<messages::borrowed_rules_end>(type.span, type.text, does)
                .label(action.span, "this rule")
                .help("borrow from a type without such a rule, or make the step `work`");
            return;
        }
    }
}

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

void check_borrowed(const PlanHome& home, const syntax::Name& type, typed::Step& step) {
    const typed::WorkTypeId id = home.ctx.work_type(type);
    if (!id.valid()) return;
    step.as = id;
    const typed::WorkType& work_type = home.ctx.program.work_type(id);
    check_attributes(home, type, work_type);
    check_actions(home, type, work_type, step.kind);
}

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

}  // namespace reeve::check
