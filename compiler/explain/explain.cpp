#include "compiler/explain/explain.h"

#include "compiler/explain/scene.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::explain {

namespace {

constexpr std::int64_t kTwoYearsMs = 731LL * 86'400'000;
constexpr std::int64_t kHourMs = 3'600'000;

}  // namespace

Line Scene::line(std::string text, const typed::Condition& condition, source::Span span) const {
    Line line;
    line.text = std::move(text);
    line.condition = source.condition(condition);
    line.because = condition.because;
    line.holds = reasons.holds(condition.when);
    line.place = source.place(span.valid() ? span : condition.span);
    line.reasons = reasons.why(condition.when);
    line.turns = turns(condition.when);
    return line;
}

std::optional<Instant> Scene::turns(typed::ExprId condition) const {
    if (!condition.valid()) return std::nullopt;
    const bool here = reasons.holds(condition);
    const Future::Step* step = future.first_not([&](const Future::Step& there) {
        const eval::Context at = future.context(there);
        return eval::Evaluator(at, there.at, nullptr).holds(condition) == here;
    });
    return step == nullptr ? std::nullopt : std::optional(step->at);
}

std::vector<Movement> Scene::movements(const std::vector<eval::Slope>& slopes) const {
    std::vector<Movement> moves;
    for (const eval::Slope& slope : slopes) {
        const Movement move{calendar_name(slope.clock), slope.per_ms * Decimal(kHourMs)};
        const auto same = std::ranges::find(moves, move.calendar, &Movement::calendar);
        if (same == moves.end())
            moves.push_back(move);
        else
            same->per_hour = same->per_hour + move.per_hour;
    }
    return moves;
}

bool same_slopes(const std::vector<eval::Slope>& a, const std::vector<eval::Slope>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].clock != b[i].clock || a[i].per_ms != b[i].per_ms) return false;
    }
    return true;
}

namespace {

std::string clock_name(const Movement& move, bool with_calendar) {
    if (move.calendar.empty()) return "hour";
    return with_calendar ? "open hour of " + move.calendar : "open hour";
}

}  // namespace

std::string describe(const std::vector<Movement>& moves) {
    std::string text;
    // Which calendar is said where there are several.
    const auto calendars =
        std::ranges::count_if(moves, [](const Movement& move) { return !move.calendar.empty(); });
    for (const Movement& move : moves) {
        // Slow ones need more digits to be seen at all.
        const int digits = move.per_hour.abs() < Decimal(1) ? 6 : 3;
        text += fmt::format("{}{}{} per {}", text.empty() ? "" : " and ",
                            move.per_hour.is_negative() ? "" : "+",
                            grouped(move.per_hour.round(digits)), clock_name(move, calendars > 1));
    }
    return text.empty() ? "still" : text;
}

SegmentPart explain_segment(const Scene& scene) {
    SegmentPart part;
    const eval::Evaluation& answer = scene.answer();
    const auto& values = scene.program.choice(scene.type.segments).values;
    if (answer.segment_value) part.name = values[*answer.segment_value].name;
    for (std::uint32_t i = 0; i < scene.type.segment_lines.size(); ++i) {
        const typed::Segment& line = scene.type.segment_lines[i];
        const typed::Header& value = values[line.value];
        part.lines.push_back(scene.line(value.name, line.condition, value.span));
        if (answer.segment.line == i) break;
    }
    return part;
}

eval::Item with_pauses(const Inputs& inputs, const eval::Item& item, Instant now) {
    eval::Item paused = item;
    if (!inputs.rules.program().work_type(item.work_type).sla) return paused;
    const eval::Evaluation answer =
        inputs.rules.evaluate(item, {.now = now, .house = inputs.house});
    for (std::size_t i = 0; i < answer.promises.size(); ++i) {
        if (answer.promises[i] && answer.promises[i]->promise.paused_since)
            paused.promises[i] = answer.promises[i]->promise;
    }
    return paused;
}

Explanation explain(const Inputs& inputs, const eval::Item& item, const Options& options) {
    const Instant end =
        options.until.value_or(std::min(Instant{options.now.ms + kTwoYearsMs}, eval::kLastInstant));
    // The moment asked for is looked at, too.
    const eval::Item paused = with_pauses(inputs, item, options.now);
    Scene scene(inputs, paused, options, Instant{std::max(end.ms, options.now.ms) + 1});
    scene.record = &item;
    Explanation explanation;
    explanation.type = scene.type.header.name;
    explanation.type_display = scene.type.header.display;
    explanation.file = scene.source.place(scene.type.header.span).file;
    explanation.now = options.now;
    explanation.time_zone_table = inputs.rules.calendars().table_version();
    explanation.item = explain_item(scene);
    if (!scene.type.segment_lines.empty()) explanation.segment = explain_segment(scene);
    if (scene.type.sla) explanation.promises = explain_promises(scene);
    if (scene.type.priority || scene.answer().band) explanation.priority = explain_priority(scene);
    if (scene.type.route) explanation.route = explain_route(scene);
    if (scene.type.escalation) explanation.thresholds = explain_thresholds(scene);
    explain_changes(scene, explanation);
    explanation.answer = scene.answer();
    return explanation;
}

}  // namespace reeve::explain
