#include "compiler/explain/scene.h"

#include "compiler/eval/routes.h"
#include "compiler/explain/sentences.h"

#include <fmt/format.h>

#include <algorithm>

// Where an item goes, who may do it, and how that changes while it waits.

namespace reeve::explain {

namespace {

class Routing {
public:
    Routing(const Scene& scene, const typed::Route& route) : scene_(scene), route_(route) {}

    RoutePart run() {
        destination();
        needs();
        for (std::uint32_t i = 0; i < route_.never.size(); ++i) {
            const typed::Route::Never& never = route_.never[i];
            Line line = this->line(never.span, never.condition);
            if (line.holds)
                part_.never.push_back(std::move(line));
            else
                part_.others.push_back({"not now", std::move(line)});
        }
        if (answer().ask) rings(route_.asks[*answer().ask]);
        not_before();
        for (std::uint32_t i = 0; i < route_.relaxations.size(); ++i) relaxation(i);
        if (route_.rank.valid()) part_.rank = scene_.source.text(route_.rank);
        return std::move(part_);
    }

private:
    [[nodiscard]] const eval::RouteAnswer& answer() const { return scene_.answer().route; }

    [[nodiscard]] Line line(source::Span span, const typed::Condition& condition) const {
        return scene_.line(scene_.source.line(span, condition), condition, span);
    }

    void destination() {
        // The facts of a queue are those of the line's first destination.
        for (std::uint32_t i = 0; i < route_.to.size(); ++i) {
            const typed::Route::To& to = route_.to[i];
            eval::Context context = scene_.context;
            context.queue = to.destination.parts.front().queue;
            const Reasons reasons(scene_.source, scene_.format, context, scene_.now());
            Line line;
            line.text = scene_.source.line(to.span, to.condition);
            line.condition = scene_.source.condition(to.condition);
            line.because = to.condition.because;
            line.holds = reasons.holds(to.condition.when);
            line.place = scene_.source.place(to.span);
            line.reasons = reasons.why(to.condition.when);
            line.turns = turns(to);
            part_.to.push_back(std::move(line));
            if (answer().to.line != i) continue;
            if (to.destination.parts.size() > 1) {
                for (const typed::Destination::Part& part : to.destination.parts)
                    part_.split.emplace_back(queue(part.queue).name, part.share);
            }
            break;
        }
        if (!answer().queue) return;
        part_.queue = queue(*answer().queue).name;
        part_.queue_display = queue(*answer().queue).display;
    }

    [[nodiscard]] std::optional<Instant> turns(const typed::Route::To& to) const {
        if (!to.condition.when.valid()) return std::nullopt;
        const auto holds = [&](const Future::Step& step) {
            eval::Context context = scene_.future.context(step);
            context.queue = to.destination.parts.front().queue;
            return eval::Evaluator(context, step.at, nullptr).holds(to.condition.when);
        };
        const bool here = holds(scene_.future.now());
        const Future::Step* step = scene_.future.first_not(
            [&](const Future::Step& there) { return holds(there) == here; });
        return step == nullptr ? std::nullopt : std::optional(step->at);
    }

    [[nodiscard]] const typed::Header& queue(typed::QueueId id) const {
        return scene_.program.queues[id.index()].header;
    }

    void needs() {
        for (const eval::NeedAnswer& need : answer().needs)
            part_.needs.push_back({describe_need(scene_, need), asking(need)});
        for (const typed::Need& need : route_.needs) {
            if (std::ranges::find(answer().needs, need.span, &eval::NeedAnswer::span) !=
                answer().needs.end())
                continue;
            Line line = this->line(need.span, need.condition);
            part_.others.push_back({line.holds ? why_not(need) : "not now", std::move(line)});
        }
    }

    /// Of a line that holds and still asks for nothing.
    [[nodiscard]] std::string why_not(const typed::Need& need) const {
        const auto same = std::ranges::find(answer().needs, need.skill, &eval::NeedAnswer::skill);
        const bool relaxed = same == answer().needs.end() ||
                             std::ranges::none_of(route_.needs, [&](const typed::Need& other) {
                                 return other.span == same->span;
                             });
        return relaxed ? "relaxed" : "asked for already";
    }

    /// The line that asked for it: of the route, or of one of its relaxations.
    [[nodiscard]] Line asking(const eval::NeedAnswer& answer) const {
        const typed::Need* asks = nullptr;
        for (const typed::Need& need : route_.needs) {
            if (need.span == answer.span) asks = &need;
        }
        for (const typed::RelaxationStep& step : route_.relaxations) {
            for (const typed::Relaxation& relaxation : step.relaxations) {
                if (relaxation.need.span == answer.span) asks = &relaxation.need;
            }
        }
        return asks == nullptr ? Line() : line(asks->span, asks->condition);
    }

    void rings(const typed::Route::Ask& ask) {
        part_.ask = line(ask.span, ask.condition);
        Instant end = scene_.item.in_line_since.value_or(scene_.item.created);
        for (std::uint32_t i = 0; i < ask.rings.size(); ++i) {
            const typed::Ring& ring = ask.rings[i];
            RingPart part;
            part.from = end;
            end.ms += ring.time.ms;
            if (ring.time.ms > 0) part.to = end;
            part.now = answer().ring == i;
            part.text = describe(ring, part.note);
            part_.rings.push_back(std::move(part));
        }
        if (part_.rings.empty() || !part_.rings.back().to) return;
        RingPart rest;
        rest.text = "anyone";
        rest.from = end;
        rest.now = !answer().ring;
        part_.rings.push_back(std::move(rest));
    }

    [[nodiscard]] std::string describe(const typed::Ring& ring, std::string& note) const {
        if (ring.kind == typed::Ring::Kind::Anyone) return "anyone";
        if (ring.kind == typed::Ring::Kind::Team)
            return "agents in team " + scene_.program.teams[ring.team.index()].header.name;
        const Shown who = scene_.reasons.value(ring.agent);
        if (who.value.is_missing())
            note = "nobody is named, so it is skipped";
        else
            note = who.text;
        return scene_.source.text(ring.agent);
    }

    void not_before() {
        part_.not_before = answer().not_before;
        for (const typed::Route::NotBefore& candidate : route_.not_before) {
            if (!scene_.reasons.holds(candidate.condition.when)) continue;
            const Shown moment = scene_.reasons.value(candidate.moment);
            if (moment.value.is_missing() || moment.value.moment() != part_.not_before) continue;
            part_.not_before_line = line(candidate.span, candidate.condition);
        }
    }

    void relaxation(std::uint32_t index) {
        const typed::RelaxationStep& step = route_.relaxations[index];
        RelaxationPart part;
        part.text = scene_.source.text(step.span);
        part.place = scene_.source.place(step.span);
        const eval::ClockRuns& clock = step.here ? scene_.item.waiting_here : scene_.item.waiting;
        part.at = eval::instant_of_length(scene_.context, clock, step.after.calendar,
                                          step.after.span.duration());
        part.come = std::ranges::find(answer().relaxed, index) != answer().relaxed.end();
        const auto fails = [&](const typed::Relaxation& relaxation) {
            return !scene_.reasons.holds(relaxation.condition.when) ||
                   !scene_.reasons.holds(relaxation.need.condition.when);
        };
        if (std::ranges::all_of(step.relaxations, fails)) {
            for (const typed::Relaxation& relaxation : step.relaxations) {
                const typed::Condition& condition = scene_.reasons.holds(relaxation.condition.when)
                                                        ? relaxation.need.condition
                                                        : relaxation.condition;
                part.note =
                    "as it stands, without effect: " + sentences(line(relaxation.span, condition));
            }
        }
        part_.relaxations.push_back(std::move(part));
    }

    const Scene& scene_;
    const typed::Route& route_;
    RoutePart part_;
};

}  // namespace

std::string describe_need(const Scene& scene, const eval::NeedAnswer& need) {
    if (!need.skill.valid()) return scene.source.text(need.test);
    const std::string& skill = scene.program.skills[need.skill.index()].header.name;
    return need.level > 1 ? fmt::format("{} at level {} or more", skill, need.level) : skill;
}

RoutePart explain_route(const Scene& scene) { return Routing(scene, *scene.type.route).run(); }

}  // namespace reeve::explain
