#include "compiler/check/plan_parts.h"

#include "base/text.h"

#include <algorithm>
#include <deque>

// Case plans that open one another in a ring would go round for ever.

namespace reeve::check {
namespace {

/// A step of one plan opens a case of another. Rings in which rules take part are found where rules
/// are checked.
struct Opening {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    Span span;
};

void add_openings(const Context& ctx, std::uint32_t plan, std::vector<Opening>& openings) {
    const typed::Plan& from = ctx.program.plans[plan];
    for (const typed::Step& step : from.steps) {
        if (step.child.plan.valid())
            openings.push_back({plan, step.child.plan.index(), step.header.span});
    }
}

class OpeningGraph {
public:
    explicit OpeningGraph(const Context& ctx) : from_(ctx.program.plans.size()) {
        for (std::uint32_t plan = 0; plan < from_.size(); ++plan)
            add_openings(ctx, plan, openings_);
        peel();
        for (std::size_t i = 0; i < openings_.size(); ++i) from_[openings_[i].from].push_back(i);
    }

    [[nodiscard]] const std::vector<Opening>& openings() const { return openings_; }

    /// The shortest way from one plan to another, as openings; nothing where there is none.
    [[nodiscard]] std::optional<std::vector<Opening>> way(std::uint32_t start,
                                                          std::uint32_t goal) const {
        std::map<std::uint32_t, std::size_t> reached_by;
        std::deque<std::uint32_t> open{start};
        bool found = start == goal;
        while (!open.empty() && !found) {
            const std::uint32_t plan = open.front();
            open.pop_front();
            for (const std::size_t opening : from_[plan]) {
                const std::uint32_t next = openings_[opening].to;
                if (next == start || !reached_by.emplace(next, opening).second) continue;
                found = found || next == goal;
                open.push_back(next);
            }
        }
        if (!found) return std::nullopt;
        std::vector<Opening> result;
        for (std::uint32_t at = goal; at != start; at = result.back().from)
            result.push_back(openings_[reached_by.at(at)]);
        std::reverse(result.begin(), result.end());
        return result;
    }

private:
    /// Leaves out the plans that open nothing more, again and again: rings remain, and what leads
    /// to them.
    void peel() {
        std::vector<std::size_t> opens(from_.size());
        std::vector<std::vector<std::uint32_t>> opened_by(from_.size());
        for (const Opening& opening : openings_) {
            ++opens[opening.from];
            opened_by[opening.to].push_back(opening.from);
        }
        std::vector<std::uint32_t> leaves;
        for (std::uint32_t plan = 0; plan < from_.size(); ++plan) {
            if (opens[plan] == 0) leaves.push_back(plan);
        }
        while (!leaves.empty()) {
            const std::uint32_t leaf = leaves.back();
            leaves.pop_back();
            for (const std::uint32_t plan : opened_by[leaf]) {
                if (--opens[plan] == 0) leaves.push_back(plan);
            }
        }
        std::erase_if(openings_, [&opens](const Opening& opening) {
            return opens[opening.from] == 0 || opens[opening.to] == 0;
        });
    }

    std::vector<Opening> openings_;
    std::vector<std::vector<std::size_t>> from_;
};

void report_ring(Context& ctx, const Opening& step, const std::vector<Opening>& back) {
    const auto name = [&ctx](std::uint32_t plan) {
        return fmt::format("`{}`", ctx.program.plans[plan].header.name);
    };
    std::vector<std::string> names{name(step.from)};
    for (const Opening& opening : back) names.push_back(name(opening.from));
    const std::string who = back.empty() ? names[0] + " opens itself"
                                         : join_words(names, "and") + " open one another in a ring";
    auto& report = ctx.sink.report<messages::plans_open_in_ring>(step.span, who);
    for (const Opening& opening : back) {
        report.label(opening.span,
                     fmt::format("{} opens {}", name(opening.from), name(opening.to)));
    }
    report.help("let one of them open a plan that is not in the ring, or an item of work");
}

}  // namespace

void check_plan_rings(Context& ctx) {
    const OpeningGraph graph(ctx);
    std::vector<bool> in_known_ring(ctx.program.plans.size());
    for (const Opening& opening : graph.openings()) {
        if (in_known_ring[opening.from]) continue;
        const auto back = graph.way(opening.to, opening.from);
        if (!back) continue;
        in_known_ring[opening.from] = true;
        for (const Opening& way : *back) in_known_ring[way.from] = true;
        report_ring(ctx, opening, *back);
    }
}

}  // namespace reeve::check
