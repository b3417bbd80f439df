#include "compiler/explain/scene.h"

#include <fmt/format.h>

#include <algorithm>

// What happens next, if nothing but time passes: each answer compared with the one before it.

namespace reeve::explain {

namespace {

constexpr std::string_view kPromises[] = {"start", "target", "due"};
constexpr int kShownDigits = 3;

class Changes {
public:
    Changes(const Scene& scene, const Future::Step& before, const Future::Step& after)
        : scene_(scene), before_(before), after_(after) {}

    std::vector<std::string> run() {
        segment();
        promises();
        band();
        route();
        thresholds();
        if (scene_.type.priority) priority();
        return std::move(what_);
    }

private:
    template <class... Args>
    void add(fmt::format_string<Args...> text, Args&&... args) {
        what_.push_back(fmt::format(text, std::forward<Args>(args)...));
    }

    [[nodiscard]] const eval::Evaluation& was() const { return before_.answer; }
    [[nodiscard]] const eval::Evaluation& is() const { return after_.answer; }

    void segment() {
        if (was().segment_value == is().segment_value || !is().segment_value) return;
        add("segment becomes {}",
            scene_.program.choice(scene_.type.segments).values[*is().segment_value].name);
    }

    void promises() {
        for (std::size_t i = 0; i < std::size(kPromises); ++i) {
            const auto& a = was().promises[i];
            const auto& b = is().promises[i];
            if (a && b && a->promise.at != b->promise.at)
                add("`{}` moves to {}", kPromises[i], scene_.format.moment(b->promise.at));
            if (a && b && !a->passed && b->passed)
                add("{}", i == 2 ? std::string("the item is overdue")
                                 : fmt::format("`{}` is missed", kPromises[i]));
        }
    }

    void band() {
        if (was().band == is().band || !is().band) return;
        add("band becomes {}", scene_.program.choice(scene_.program.bands).values[*is().band].name);
    }

    void route() {
        const eval::RouteAnswer& a = was().route;
        const eval::RouteAnswer& b = is().route;
        if (a.queue != b.queue && b.queue)
            add("`to` says {}", scene_.program.queues[b.queue->index()].header.name);
        const std::vector<std::string> needed = needs(a);
        const std::vector<std::string> needs_now = needs(b);
        for (const std::string& need : needs_now) {
            if (std::ranges::find(needed, need) == needed.end()) add("needs {}", need);
        }
        for (const std::string& need : needed) {
            if (std::ranges::find(needs_now, need) == needs_now.end())
                add("no longer needs {}", need);
        }
        if (a.never != b.never) add("whom `never` excludes changes");
        if (a.ring != b.ring || a.ask != b.ask) add("asks {}", ring(b));
        const bool kept = a.not_before && *a.not_before > before_.at;
        const bool keeps = b.not_before && *b.not_before > after_.at;
        if (kept && !keeps) add("may be offered");
    }

    [[nodiscard]] std::vector<std::string> needs(const eval::RouteAnswer& route) const {
        std::vector<std::string> texts;
        for (const eval::NeedAnswer& need : route.needs)
            texts.push_back(describe_need(scene_, need));
        return texts;
    }

    [[nodiscard]] std::string ring(const eval::RouteAnswer& route) const {
        if (!route.ask || !route.ring) return "anyone";
        const typed::Ring& ring = scene_.type.route->asks[*route.ask].rings[*route.ring];
        if (ring.kind == typed::Ring::Kind::Team)
            return "agents in team " + scene_.program.teams[ring.team.index()].header.name;
        return ring.kind == typed::Ring::Kind::Agent ? scene_.source.text(ring.agent) : "anyone";
    }

    void thresholds() {
        for (std::size_t i = 0; i < was().thresholds.size(); ++i) {
            const eval::Threshold& a = was().thresholds[i];
            const eval::Threshold& b = is().thresholds[i];
            const typed::EscalationLine& line = scene_.type.escalation->lines[b.line];
            const auto [when, actions] = split_line(scene_.source.text(line.span));
            const bool comes = a.at && *a.at > before_.at && *a.at <= after_.at;
            const bool turned = b.reached && a.reached && !a.while_holds && b.while_holds;
            if ((comes && b.while_holds) || turned) add("{}: {}", when, actions);
        }
    }

    void priority() {
        for (std::size_t i = 0; i < was().priority.terms.size(); ++i) {
            const eval::Term& a = was().priority.terms[i];
            const eval::Term& b = is().priority.terms[i];
            const typed::PriorityLine& line = scene_.type.priority->lines[b.line];
            term(a, b, scene_.source.line(line.span, line.condition));
        }
        const bool cut = was().priority.exact != was().priority.before_limit;
        const bool cuts = is().priority.exact != is().priority.before_limit;
        if (!cut && cuts) add("the limit cuts the total");
        if (cut && !cuts) add("the limit no longer cuts the total");
    }

    void term(const eval::Term& a, const eval::Term& b, const std::string& text) {
        if (!a.holds && b.holds)
            add("`{}` begins to count: {}", text, signed_points(b.exact));
        else if (a.holds && !b.holds)
            add("`{}` no longer counts: {}", text, signed_points(-value_before(a)));
        if (!a.holds || !b.holds) return;
        const Decimal jump = (b.exact - value_before(a)).round(kShownDigits);
        const bool bends = !same_slopes(a.slopes, b.slopes);
        if (!jump.is_zero())
            add("`{}`: {}, now {}", text, signed_points(jump),
                grouped(b.exact.round(kShownDigits)));
        else if (bends && b.slopes.empty())
            add("`{}` stays at {}", text, grouped(b.exact.round(kShownDigits)));
        else if (bends)
            add("`{}` moves by {}", text, describe(scene_.movements(b.slopes)));
    }

    /// The value to which the term moved just before.
    [[nodiscard]] Decimal value_before(const eval::Term& term) const {
        Decimal value = term.exact;
        for (const eval::Slope& slope : term.slopes) {
            const std::int64_t ran =
                eval::Evaluator::position(scene_.context, slope.clock, after_.at) -
                eval::Evaluator::position(scene_.context, slope.clock, before_.at);
            value = value + slope.per_ms * Decimal(ran);
        }
        return value;
    }

    [[nodiscard]] static std::string signed_points(Decimal points) {
        const Decimal rounded = points.round(kShownDigits);
        return (rounded.is_negative() ? "" : "+") + grouped(rounded);
    }

    const Scene& scene_;
    const Future::Step& before_;
    const Future::Step& after_;
    std::vector<std::string> what_;
};

}  // namespace

void explain_changes(const Scene& scene, Explanation& to) {
    const auto& steps = scene.future.steps();
    to.changes_until = {scene.future.end().ms - 1};
    for (std::size_t i = 1; i < steps.size(); ++i) {
        std::vector<std::string> what = Changes(scene, steps[i - 1], steps[i]).run();
        // A calendar that opens or closes is how the item moves, and no news.
        if (what.empty()) continue;
        if (to.changes.size() == scene.options.changes_max) {
            to.more_changes = true;
            return;
        }
        to.changes.push_back({steps[i].at, std::move(what), steps[i].answer.priority.shown});
    }
}

}  // namespace reeve::explain
