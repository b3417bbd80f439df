#include "compiler/analyze/context.h"
#include "compiler/analyze/logic.h"
#include "compiler/analyze/senders.h"
#include "compiler/analyze/truth.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <algorithm>
#include <set>

// Work that nobody may do, queues that nothing is put into, rankings that nobody asks for.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using typed::ExprId;

namespace {

/// Whether the two conditions about one agent and one item exclude one another.
bool exclude(const typed::Program& program, ExprId a, ExprId b, bool not_b) {
    if (!a || !b) return false;
    Logic logic(program);
    logic.add(a);
    logic.add(b);
    logic.freeze();
    // A condition that never holds is reported as such.
    const auto members = logic.region(a);
    const auto other = logic.region(b, not_b);
    if (!members || members->empty() || !other || other->empty()) return false;
    const auto common = Logic::both(logic.space(), members, other);
    return common && common->empty();
}

/// The needs of one route against the members of the queues it leads to.
class RouteAnalysis {
public:
    RouteAnalysis(Context& ctx, const typed::Route& route)
        : ctx_(ctx), program_(ctx.program), route_(route) {}

    void run() {
        // An item that is moved later is not lost.
        const bool moves = std::ranges::any_of(route_.relaxations, [](const auto& step) {
            return std::ranges::any_of(step.relaxations, [](const auto& relaxation) {
                return relaxation.kind == typed::Relaxation::Kind::To;
            });
        });
        if (moves) return;
        for (const typed::Need& need : route_.needs) look_at(need);
        for (const typed::Route::Never& never : route_.never) look_at(never);
    }

private:
    /// Calls `visit` for each queue with members, until it returns yes.
    template <class Visit>
    void any_queue(Visit visit) const {
        for (const typed::Route::To& to : route_.to) {
            for (const auto& part : to.destination.parts) {
                const typed::Queue& queue = program_.queues[part.queue.index()];
                if (queue.members && visit(queue)) return;
            }
        }
    }

    [[nodiscard]] bool is_relaxed(typed::SkillId skill) const {
        return std::ranges::any_of(route_.relaxations, [&](const auto& step) {
            return std::ranges::any_of(step.relaxations, [&](const auto& relaxation) {
                return relaxation.drop == skill || relaxation.need.skill == skill;
            });
        });
    }

    void look_at(const typed::Need& need) {
        if (need.condition.when || (need.skill && is_relaxed(need.skill))) return;
        any_queue([&](const typed::Queue& queue) {
            if (!cannot(queue, need)) return false;
            ctx_.sink.report<messages::need_nobody_meets>(need.span, queue.header.name)
                .label(program_.expr(queue.members).span, "its members are chosen here")
                .help("correct the need or the members, or send the items elsewhere");
            return true;
        });
    }

    [[nodiscard]] bool cannot(const typed::Queue& queue, const typed::Need& need) const {
        if (need.test) return exclude(program_, queue.members, need.test, false);
        Decimal level(program_.skills[need.skill.index()].low);
        if (need.level) {
            const typed::Expr* constant = constant_of(program_, need.level);
            level = constant ? constant->value.number : program_.expr(need.level).range.low;
        }
        return truth_for(program_, queue.members, {{need.skill, level}}) == Truth::No;
    }

    void look_at(const typed::Route::Never& never) {
        if (never.condition.when || !never.test) return;
        any_queue([&](const typed::Queue& queue) {
            if (!exclude(program_, queue.members, never.test, true)) return false;
            ctx_.sink.report<messages::everybody_excluded>(never.span, queue.header.name)
                .label(program_.expr(queue.members).span, "its members are chosen here")
                .help("exclude fewer people, or send the items elsewhere");
            return true;
        });
    }

    Context& ctx_;
    const typed::Program& program_;
    const typed::Route& route_;
};

class QueueAnalysis {
public:
    explicit QueueAnalysis(Context& ctx)
        : ctx_(ctx), program_(ctx.program), senders_(senders(ctx.program)) {}

    void run() {
        const bool any_sender =
            std::ranges::any_of(senders_, [](const auto& all) { return !all.empty(); });
        for (std::size_t i = 0; i < program_.queues.size(); ++i) {
            const typed::Queue& queue = program_.queues[i];
            if (senders_[i].empty()) {
                // Where no rule sends anything anywhere, people do it.
                if (any_sender && !transferred_in_tests(typed::QueueId(i))) report_unsent(queue);
                continue;
            }
            look_at_pick(queue, senders_[i]);
        }
        for (std::size_t i = 0; i < program_.work_types.size(); ++i)
            look_at_rank(typed::WorkTypeId(i));
    }

private:
    [[nodiscard]] bool transferred_in_tests(typed::QueueId queue) const {
        return std::ranges::any_of(program_.tests, [&](const typed::Test& test) {
            return std::ranges::any_of(test.lines, [&](const typed::TestLine& line) {
                return line.kind == typed::TestLine::Kind::Act && line.queue == queue;
            });
        });
    }

    void report_unsent(const typed::Queue& queue) {
        ctx_.sink
            .report<messages::nothing_sent_there>(
                queue.header.span, queue.workbin ? "workbin" : "queue", queue.header.name)
            .note("only people can still move items there")
            .help("name it in a `route`, in an escalation or in a step, or leave it out");
    }

    [[nodiscard]] bool ranks(typed::WorkTypeId type) const {
        if (!type.valid()) return false;
        const auto& route = program_.work_type(type).route;
        return route && route->rank;
    }

    void look_at_pick(const typed::Queue& queue, const std::vector<Sender>& senders) {
        if (queue.workbin || queue.pick != typed::Pick::BestRanked) return;
        if (std::ranges::any_of(senders, [&](const Sender& s) { return ranks(s.work_type); }))
            return;
        ctx_.sink.report<messages::best_ranked_without_rank>(queue.header.span, queue.header.name)
            .label(senders.front().span, "these items come here, and their route ranks nobody")
            .help("add `rank agents by …` to the route, or write `longest idle agent`");
    }

    void look_at_rank(typed::WorkTypeId type) {
        if (!ranks(type)) return;
        for (std::size_t i = 0; i < program_.queues.size(); ++i) {
            const bool sent = std::ranges::any_of(
                senders_[i], [&](const Sender& sender) { return sender.work_type == type; });
            if (sent && !program_.queues[i].workbin &&
                program_.queues[i].pick == typed::Pick::BestRanked)
                return;
        }
        ctx_.sink
            .report<messages::rank_without_best_ranked>(
                program_.expr(program_.work_type(type).route->rank).span)
            .help(
                "write `offer to best ranked agent` in a queue of this route, or leave the "
                "ranking out");
    }

    Context& ctx_;
    const typed::Program& program_;
    std::vector<std::vector<Sender>> senders_;
};

}  // namespace

void analyze_people(Context& ctx) {
    for (const typed::WorkType& type : ctx.program.work_types) {
        if (type.route) RouteAnalysis(ctx, *type.route).run();
    }
    QueueAnalysis(ctx).run();
}

}  // namespace reeve::analyze
