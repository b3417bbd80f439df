#include "compiler/eval/evaluation.h"

#include "compiler/eval/escalations.h"
#include "compiler/eval/priorities.h"
#include "compiler/eval/promises.h"
#include "compiler/eval/routes.h"
#include "compiler/eval/segments.h"

#include <algorithm>

// The order of section 7 of the language: segment, then promises, then priority and route.

namespace reeve::eval {

namespace {

/// As they were made when the item entered.
std::array<std::optional<Promise>, 3> promised_at_entry(Context context) {
    const Instant created = context.item->created;
    const auto is_made = [](const auto& promise) { return promise.has_value(); };
    // Then they are kept, and what would be promised today counts for nothing.
    if (std::ranges::any_of(context.item->promises, is_made)) context.trace = nullptr;
    context.derived.segment = find_segment(context, created).value;
    return make_promises(context, created);
}

/// The next instant at which anything changes or bends.
std::optional<Instant> next_change(const Context& context, const Evaluation& answer,
                                   const Window& thresholds, Instant now) {
    Instant next = kLastInstant;
    const auto consider = [&](Instant instant) {
        if (instant > now) next = std::min(next, instant);
    };
    consider(answer.segment.window.until);
    consider(answer.band_line.window.until);
    consider(answer.priority.window.until);
    consider(answer.route.window.until);
    consider(thresholds.until);
    for (const Slope& slope : answer.priority.slopes) {
        if (!slope.clock.valid()) continue;
        const auto turn = context.calendars.at(slope.clock).next_change(now);
        consider(turn.value_or(kLastInstant));
    }
    for (const auto& promise : answer.promises) {
        if (promise) consider(promise->promise.at);
    }
    for (const Threshold& threshold : answer.thresholds) {
        if (threshold.at) consider(*threshold.at);
    }
    return next < kLastInstant ? std::optional(next) : std::nullopt;
}

}  // namespace

Rules::Rules(const Program& program, Trace* trace)
    : program_(program),
      calendars_(program),
      prepared_(std::make_unique<Prepared>(program)),
      trace_(trace) {}
Rules::~Rules() = default;

std::array<std::optional<Promise>, 3> Rules::promise(const Item& item, const House* house) const {
    return promised_at_entry({.program = program_,
                              .prepared = *prepared_,
                              .calendars = calendars_,
                              .house = house,
                              .item = &item,
                              .trace = trace_});
}

Evaluation Rules::evaluate(const Item& item, const Question& question) const {
    Context context{.program = program_,
                    .prepared = *prepared_,
                    .calendars = calendars_,
                    .house = question.house,
                    .item = &item,
                    .trace = trace_};
    const typed::WorkType& type = program_.work_type(item.work_type);
    const Instant now = question.now;
    Evaluation answer;
    const SegmentAnswer segment = find_segment(context, now);
    answer.segment = segment.line;
    answer.segment_value = context.derived.segment = segment.value;
    context.derived.segment_window = segment.line.window;
    if (type.sla) {
        context.derived.promises = promised_at_entry(context);
        for (std::size_t i = 0; i < 3; ++i) {
            if (item.promises[i]) context.derived.promises[i] = item.promises[i];
        }
        apply_pauses(context, now, &answer.segment.window, context.derived.promises);
        answer.promises = answer_promises(context, *type.sla, now);
    }
    const BandAnswer band = find_band(context, type.priority, now);
    answer.band_line = band.line;
    answer.band = band.value;
    if (type.priority) answer.priority = evaluate_priority(context, *type.priority, now);
    if (type.route) answer.route = evaluate_route(context, *type.route, question);
    context.derived.band = answer.band;
    context.derived.priority = answer.priority.shown;
    Window thresholds;
    if (type.escalation)
        answer.thresholds = evaluate_thresholds(context, *type.escalation, now, &thresholds);
    answer.next_change = next_change(context, answer, thresholds, now);
    return answer;
}

Context Rules::context(const Item& item, const Question& question,
                       const Evaluation& evaluation) const {
    Context context{.program = program_,
                    .prepared = *prepared_,
                    .calendars = calendars_,
                    .house = question.house,
                    .item = &item,
                    .trace = trace_};
    context.derived.segment = evaluation.segment_value;
    for (std::size_t i = 0; i < evaluation.promises.size(); ++i) {
        if (evaluation.promises[i]) context.derived.promises[i] = evaluation.promises[i]->promise;
    }
    context.derived.band = evaluation.band;
    context.derived.priority = evaluation.priority.shown;
    return context;
}

Context Rules::bare_context(const Item& item) const {
    return {.program = program_,
            .prepared = *prepared_,
            .calendars = calendars_,
            .item = &item,
            .trace = trace_};
}

Context Rules::prepare(const Item& item, const Question& question) const {
    Context context{.program = program_,
                    .prepared = *prepared_,
                    .calendars = calendars_,
                    .house = question.house,
                    .item = &item,
                    .trace = trace_};
    const SegmentAnswer segment = find_segment(context, question.now);
    context.derived.segment = segment.value;
    context.derived.segment_window = segment.line.window;
    if (!program_.work_type(item.work_type).sla) return context;
    context.derived.promises = item.promises;
    const auto is_made = [](const std::optional<Promise>& promise) { return promise.has_value(); };
    if (!std::ranges::all_of(item.promises, is_made)) {
        const auto entry = promised_at_entry(context);
        for (std::size_t i = 0; i < entry.size(); ++i) {
            if (!context.derived.promises[i]) context.derived.promises[i] = entry[i];
        }
    }
    apply_pauses(context, question.now, nullptr, context.derived.promises);
    return context;
}

Item Rules::new_item(typed::WorkTypeId type, Instant created) const {
    Item item;
    item.work_type = type;
    item.created = created;
    item.in_line_since = created;
    for (const typed::Attribute& attribute : program_.work_type(type).attributes) {
        if (attribute.default_value.valid())
            item.attributes.push_back(prepared_->constants[attribute.default_value.index()]);
        else
            item.attributes.push_back(attribute.type.type.optional ? Value()
                                                                   : blank(attribute.type.type));
    }
    item.state = program_.choice(program_.states).find("queued").value_or(0);
    item.waiting.since = item.waiting_here.since = item.untouched.since = created;
    return item;
}

}  // namespace reeve::eval
