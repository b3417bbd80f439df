#include "compiler/check/escalations.h"
#include "compiler/check/line_effects.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

namespace reeve::check {

namespace {

using Action = typed::Action;
using TriggerKind = typed::Trigger::Kind;

struct Line {
    Owner owner;
    const typed::EscalationLine* line = nullptr;
};

struct Edge {
    std::size_t to = 0;
    Span action;
};

/// Finds rings of lines that set one another off at one moment. Time passes between a line and what
/// clocks, `every` and moments in the future set off, so only events, changes and moments that may
/// be past already join two lines.
class Loops {
public:
    explicit Loops(Context& ctx) : ctx_(ctx), program_(ctx.program), effects_(ctx) {}

    void run() {
        collect();
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            for (const Action& action : lines_[i].line->actions) join(i, action);
        }
        std::set<std::size_t> reported;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (reported.contains(i)) continue;
            const std::vector<std::size_t> ring = shortest_ring(i);
            if (ring.empty()) continue;
            reported.insert(ring.begin(), ring.end());
            report(ring);
        }
    }

private:
    void collect() {
        for (std::uint32_t i = 0; i < program_.work_types.size(); ++i)
            collect({false, i}, program_.work_types[i].escalation);
        for (std::uint32_t i = 0; i < program_.plans.size(); ++i)
            collect({true, i}, program_.plans[i].escalation);
        edges_.resize(lines_.size());
        for (const Line& line : lines_) {
            for (const Action& action : line.line->actions) effects_.note(line.owner, action);
        }
    }

    void collect(Owner owner, const std::optional<typed::Escalation>& escalation) {
        if (!escalation) return;
        for (const typed::EscalationLine& line : escalation->lines) {
            const typed::Trigger& trigger = line.trigger;
            const std::size_t index = lines_.size();
            lines_.push_back({owner, &line});
            switch (trigger.kind) {
                case TriggerKind::Event:
                    add(owner, Happening::Recorded, static_cast<std::uint32_t>(trigger.event),
                        index);
                    break;
                case TriggerKind::AttributeChanges:
                    add(owner, Happening::AttributeChanges, trigger.attribute, index);
                    break;
                case TriggerKind::SegmentChanges:
                    add(owner, Happening::SegmentChanges, 0, index);
                    break;
                case TriggerKind::ShareOfPromise:
                case TriggerKind::Moment:
                case TriggerKind::BeforeOrAfter: add(owner, Happening::Moments, 0, index); break;
                default: break;
            }
        }
    }

    void add(Owner owner, Happening happening, std::uint32_t which, std::size_t line) {
        waiting_[{owner, happening, which}].push_back(line);
    }

    void join(std::size_t from, const Action& action) {
        const LineAction cause{lines_[from].owner, *lines_[from].line, action};
        for (const Effect& effect : effects_.of(cause.owner, action)) {
            const auto found = waiting_.find({effect.owner, effect.happening, effect.which});
            if (found == waiting_.end()) continue;
            for (const std::size_t to : found->second) {
                if (effects_.reaches(effect, cause, lines_[to].line->trigger))
                    edges_[from].push_back({to, action.span});
            }
        }
    }

    /// The shortest way from a line back to it; the lines in the order in which they fire.
    std::vector<std::size_t> shortest_ring(std::size_t start) const {
        if (edges_[start].empty()) return {};
        std::map<std::size_t, std::size_t> reached_from;
        std::deque<std::size_t> open{start};
        while (!open.empty()) {
            const std::size_t from = open.front();
            open.pop_front();
            for (const Edge& edge : edges_[from]) {
                if (!reached_from.try_emplace(edge.to, from).second) continue;
                if (edge.to != start) {
                    open.push_back(edge.to);
                    continue;
                }
                std::vector<std::size_t> ring{from};
                while (ring.back() != start) ring.push_back(reached_from.at(ring.back()));
                std::ranges::reverse(ring);
                return ring;
            }
        }
        return {};
    }

    Span action_between(std::size_t from, std::size_t to) const {
        return std::ranges::find(edges_[from], to, &Edge::to)->action;
    }

    void report(const std::vector<std::size_t>& ring) {
        const Span first = action_between(ring[0], ring[1 % ring.size()]);
        if (ring.size() == 1) {
            ctx_.sink.report<messages::line_sets_itself_off>(first)
                .label(lines_[ring[0]].line->span, "this line")
                .note("nothing stands between two rounds: no time passes and nobody acts")
                .help(
                    "let time pass, `every 1 hour` for example, or set something that the line "
                    "does not wait for");
            return;
        }
        auto& report = ctx_.sink.report<messages::lines_in_ring>(first, ring.size());
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const bool last = i + 1 == ring.size();
            report.label(action_between(ring[i], ring[last ? 0 : i + 1]),
                         last ? "and this sets off the first line again" : "sets off this one");
        }
        report.note("nothing stands between two rounds: no time passes and nobody acts")
            .help("let time pass between two of them, or leave one of the actions out");
    }

    Context& ctx_;
    const typed::Program& program_;
    LineEffects effects_;
    std::vector<Line> lines_;
    std::vector<std::vector<Edge>> edges_;
    std::map<std::tuple<Owner, Happening, std::uint32_t>, std::vector<std::size_t>> waiting_;
};

}  // namespace

void check_loops(Context& ctx) { Loops(ctx).run(); }

}  // namespace reeve::check
