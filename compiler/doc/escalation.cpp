#include "compiler/doc/sections.h"
#include "compiler/doc/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

// Lines of escalations and watches, as a table and in time.

namespace reeve::doc {

namespace {

using Trigger = typed::Trigger;

/// What stands before the actions of a line, without its colon.
source::Span trigger_span(const Sheet& sheet, const typed::EscalationLine& line) {
    source::Span span = line.span;
    if (!line.actions.empty()) span.end = line.actions.front().span.begin;
    const std::string_view text = sheet.source(span);
    const std::size_t last = text.find_last_not_of(" \t\r\n:");
    span.end =
        span.begin + static_cast<std::uint32_t>(last == std::string_view::npos ? 0 : last + 1);
    return span;
}

source::Span actions_span(const typed::EscalationLine& line) {
    source::Span span = line.span;
    if (!line.actions.empty()) span.begin = line.actions.front().span.begin;
    return span;
}

std::string_view promise_name(Trigger::Promise promise) {
    switch (promise) {
        case Trigger::Promise::Start: return "start promise";
        case Trigger::Promise::Target: return "target promise";
        case Trigger::Promise::Due: return "time to due";
    }
    return "";
}

std::string_view clock_name(typed::Clock clock) {
    switch (clock) {
        case typed::Clock::Untouched: return "untouched";
        case typed::Clock::Waiting: return "waiting";
        case typed::Clock::WaitingHere: return "waiting here";
        case typed::Clock::Working: return "working";
    }
    return "";
}

struct Moment {
    std::string lane;
    double at = 0;
    std::string label;
};

/// `at due` is where the whole promised time is used.
std::optional<Moment> promised_moment(const Sheet& sheet, const Trigger& trigger) {
    if (!trigger.moment.valid()) return std::nullopt;
    const typed::Expr& expr = sheet.program().expr(trigger.moment);
    if (expr.op != typed::Op::Fact || static_cast<typed::Fact>(expr.symbol) != typed::Fact::Due)
        return std::nullopt;
    return Moment{std::string(promise_name(Trigger::Promise::Due)), 1, "due"};
}

std::optional<Moment> moment_of(const Sheet& sheet, const Trigger& trigger) {
    const auto amount = [&] { return sheet.text_of(trigger.time.span.span); };
    const std::string_view calendar = sheet.calendar_name(trigger.time.calendar);
    const std::string in = calendar.empty() ? "" : fmt::format(" in {}", calendar);
    const double time = approximate_ms(trigger.time.span);
    switch (trigger.kind) {
        case Trigger::Kind::ShareOfPromise:
            return Moment{std::string(promise_name(trigger.promise)), trigger.share.to_double(),
                          (trigger.share * Decimal(100)).to_string() + "%"};
        case Trigger::Kind::Moment: return promised_moment(sheet, trigger);
        case Trigger::Kind::BeforeOrAfter: {
            const std::string what = sheet.text_of(sheet.program().expr(trigger.moment).span);
            return Moment{fmt::format("around {}{}", what, in), trigger.before ? -time : time,
                          fmt::format("{} {}", amount(), trigger.before ? "before" : "after")};
        }
        case Trigger::Kind::Clock:
            return Moment{fmt::format("{}{}", clock_name(trigger.clock), in), time, amount()};
        case Trigger::Kind::NobodyFits: return Moment{"nobody fits" + in, time, amount()};
        default: return std::nullopt;
    }
}

void add_repeats(const Sheet& sheet, const Trigger& trigger, std::string_view key,
                 Timeline& timeline) {
    const double time = approximate_ms(trigger.time.span);
    const std::string amount = sheet.text_of(trigger.time.span.span);
    TimelineLane lane{fmt::format("every {}", amount), {}, {}};
    const std::int64_t times = std::min<std::int64_t>(trigger.times.value_or(4), 4);
    for (std::int64_t i = 1; i <= times; ++i) {
        const std::string label = i == 1 ? amount : fmt::format("{} ×", i);
        lane.marks.push_back({time * static_cast<double>(i), label, std::string(key), ""});
    }
    timeline.lanes.push_back(std::move(lane));
}

}  // namespace

void write_escalation(Sheet& sheet, std::string_view caption,
                      const std::vector<typed::EscalationLine>& lines) {
    const auto table = sheet.table(caption, {"Line", "When", "What happens", "Stands at"});
    std::size_t number = 0;
    for (const typed::EscalationLine& line : lines) {
        const auto row = sheet.html.open("tr");
        sheet.number_cell(++number);
        code_cell(sheet, trigger_span(sheet, line));
        code_cell(sheet, actions_span(line));
        where_cell(sheet, line.span);
    }
}

void write_escalation_timeline(Sheet& sheet, const std::vector<typed::EscalationLine>& lines) {
    Timeline timeline;
    timeline.title = "Lines of the escalation in time";
    std::map<std::string, std::size_t> lanes;
    std::size_t number = 0;
    for (const typed::EscalationLine& line : lines) {
        const std::string key = fmt::to_string(++number);
        if (line.trigger.kind == Trigger::Kind::Every) {
            timeline.description +=
                fmt::format("Line {} every {}. ", key, sheet.text_of(line.trigger.time.span.span));
            add_repeats(sheet, line.trigger, key, timeline);
            continue;
        }
        const std::optional<Moment> moment = moment_of(sheet, line.trigger);
        if (!moment) continue;
        const auto [at, added] = lanes.try_emplace(moment->lane, timeline.lanes.size());
        if (added) timeline.lanes.push_back({moment->lane, {}, {}});
        timeline.lanes[at->second].marks.push_back({moment->at, moment->label, key, ""});
        timeline.description += fmt::format("Line {}: {}, {}. ", key, moment->lane, moment->label);
    }
    if (timeline.lanes.empty()) return;
    sheet.paragraph(
        "The same in time; the numbers are those of the lines. Each axis has a scale of "
        "its own.");
    sheet.drawing(draw(timeline));
}

}  // namespace reeve::doc
