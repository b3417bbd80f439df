#include "compiler/analyze/amounts.h"
#include "compiler/analyze/context.h"
#include "compiler/analyze/logic.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <algorithm>

// `after … waiting` lets more people do the work. A step after which no more people may do it than
// before was meant to do something else.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using typed::Relaxation;
using typed::RelaxationStep;

namespace {

class RelaxationAnalysis {
public:
    RelaxationAnalysis(Context& ctx, const typed::Route& route)
        : ctx_(ctx), program_(ctx.program), route_(route) {}

    void run() {
        for (const RelaxationStep& step : route_.relaxations) {
            for (const Relaxation& relaxation : step.relaxations) {
                switch (relaxation.kind) {
                    case Relaxation::Kind::Need: look_at_need(step, relaxation); break;
                    case Relaxation::Kind::Drop: look_at_drop(step, relaxation); break;
                    case Relaxation::Kind::To: look_at_move(relaxation); break;
                }
            }
        }
    }

private:
    void look_at_need(const RelaxationStep& step, const Relaxation& relaxation) {
        const typed::SkillId skill = relaxation.need.skill;
        if (!skill) return;
        const std::string& name = program_.skills[skill.index()].header.name;
        if (const Relaxation* drop = dropped_before(step, skill)) {
            ctx_.sink.report<messages::needed_after_drop>(relaxation.span, name)
                .label(drop->span, "from here on nobody needs it")
                .help("leave this line out, or let it come before the other");
            return;
        }
        const auto level = level_of(relaxation.need);
        if (!level) return;
        Span highest;
        std::optional<Decimal> most;
        for (const typed::Need* need : earlier_needs(step, skill)) {
            const auto earlier = level_of(*need);
            // A level that differs from item to item may be a higher one.
            if (!earlier) return;
            if (most && *most >= *earlier) continue;
            most = earlier;
            highest = need->span;
        }
        if (!most || *level < *most) return;
        ctx_.sink.report<messages::relaxation_does_not_widen>(relaxation.span, name)
            .label(highest, "no more than this is needed before")
            .help("ask for a lower level, or write `drop " + name + "`");
    }

    void look_at_drop(const RelaxationStep& step, const Relaxation& relaxation) {
        const Relaxation* before = dropped_before(step, relaxation.drop);
        if (!before) return;
        ctx_.sink
            .report<messages::dropped_twice>(relaxation.span,
                                             program_.skills[relaxation.drop.index()].header.name)
            .label(before->span, "from here on nobody needs it")
            .help("leave it out, or name another skill");
    }

    /// A move to the only place where a `to` line puts the items.
    void look_at_move(const Relaxation& relaxation) {
        if (relaxation.to.parts.size() != 1) return;
        const typed::QueueId queue = relaxation.to.parts.front().queue;
        const bool nowhere_else = std::ranges::all_of(route_.to, [&](const typed::Route::To& to) {
            return std::ranges::all_of(to.destination.parts,
                                       [&](const auto& part) { return part.queue == queue; });
        });
        if (!nowhere_else || route_.to.empty() || moves_elsewhere(queue)) return;
        ctx_.sink
            .report<messages::moves_where_it_is>(relaxation.span,
                                                 program_.queues[queue.index()].header.name)
            .help("name another queue, or leave the line out");
    }

    [[nodiscard]] bool moves_elsewhere(typed::QueueId queue) const {
        for (const RelaxationStep& step : route_.relaxations) {
            for (const Relaxation& other : step.relaxations) {
                if (other.kind != Relaxation::Kind::To) continue;
                if (std::ranges::any_of(other.to.parts,
                                        [&](const auto& part) { return part.queue != queue; }))
                    return true;
            }
        }
        return false;
    }

    /// An earlier step that drops the skill for all items and that no step between them undoes.
    [[nodiscard]] const Relaxation* dropped_before(const RelaxationStep& step,
                                                   typed::SkillId skill) const {
        for (const RelaxationStep& other : route_.relaxations) {
            if (&other == &step || other.here != step.here ||
                !surely_shorter(other.after, step.after))
                continue;
            for (const Relaxation& relaxation : other.relaxations) {
                if (relaxation.kind == Relaxation::Kind::Drop && relaxation.drop == skill &&
                    !relaxation.condition.when)
                    return &relaxation;
            }
        }
        return nullptr;
    }

    /// What may be needed of the skill when the step comes, from the lines and from other steps
    /// that do not surely come later.
    [[nodiscard]] std::vector<const typed::Need*> earlier_needs(const RelaxationStep& step,
                                                                typed::SkillId skill) const {
        std::vector<const typed::Need*> needs;
        for (const typed::Need& need : route_.needs) {
            if (need.skill == skill) needs.push_back(&need);
        }
        for (const RelaxationStep& other : route_.relaxations) {
            if (&other == &step ||
                (other.here == step.here && surely_shorter(step.after, other.after)))
                continue;
            for (const Relaxation& relaxation : other.relaxations) {
                if (relaxation.kind == Relaxation::Kind::Need && relaxation.need.skill == skill)
                    needs.push_back(&relaxation.need);
            }
        }
        return needs;
    }

    /// Any level is the lowest one.
    [[nodiscard]] std::optional<Decimal> level_of(const typed::Need& need) const {
        if (!need.level) return Decimal(program_.skills[need.skill.index()].low);
        const typed::Expr* constant = constant_of(program_, need.level);
        if (!constant) return std::nullopt;
        return constant->value.number;
    }

    Context& ctx_;
    const typed::Program& program_;
    const typed::Route& route_;
};

}  // namespace

void analyze_relaxations(Context& ctx) {
    for (const typed::WorkType& type : ctx.program.work_types) {
        if (type.route) RelaxationAnalysis(ctx, *type.route).run();
    }
}

}  // namespace reeve::analyze
