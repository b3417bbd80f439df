#include "compiler/bind/reference_rules.h"

#include "compiler/bind/decide.h"
#include "compiler/bind/describe.h"
#include "compiler/eval/evaluator.h"
#include "compiler/eval/priorities.h"
#include "compiler/eval/segments.h"

namespace reeve::bind {

using typed::ExprId;

ReferenceRules::ReferenceRules(std::shared_ptr<const void> owner, const typed::Program& typed,
                               const source::SourceSet* sources, std::string version,
                               eval::Trace* trace)
    : owner_(std::move(owner)), eval_(typed, trace), format_(eval_) {
    Reader reader(typed);
    Description description = describe(typed, reader, sources);
    program_ = std::move(description.program);
    program_.version = std::move(version);
    program_.table_version = eval_.calendars().table_version();
    texts_ = std::move(description.texts);
    terms_ = std::move(description.terms);
    of_cases_.resize(typed.expr_count());
    for (const ExprId id : description.of_cases) of_cases_[id.index()] = true;
    reads_.reserve(typed.expr_count());
    for (std::size_t i = 0; i < typed.expr_count(); ++i) reads_.push_back(reader.of(ExprId(i)));
}

eval::Context ReferenceRules::context(ExprId expr, const abi::Scene& scene,
                                      abi::Window* window) const {
    const bool of_case = expr.valid() && of_cases_[expr.index()] && scene.item != nullptr &&
                         scene.item->of_case && scene.house->records != nullptr;
    const abi::Item& item = of_case ? *scene.house->records->find_item(scene.item->of_case->number)
                            : scene.item != nullptr ? *scene.item
                                                    : nothing_;
    eval::Context context = eval_.bare_context(item);
    context.house = scene.house;
    context.candidate = scene.agent;
    context.queue = scene.queue;
    if (scene.item == nullptr || !expr.valid()) return context;
    const Reads& reads = reads_[expr.index()];
    const typed::Plan* plan = plan_of(item);
    const typed::WorkType* type = declared(item);
    const bool needs_segment = type != nullptr && (reads.segment || reads.priority || reads.band);
    context.derived.promises = item.promises;
    if (needs_segment) {
        const eval::SegmentAnswer segment = eval::find_segment(context, scene.now);
        context.derived.segment = segment.value;
        context.derived.segment_window = segment.line.window;
    }
    static const std::optional<typed::Priority> kNone;
    const std::optional<typed::Priority>& priority = plan != nullptr   ? plan->priority
                                                     : type != nullptr ? type->priority
                                                                       : kNone;
    if (reads.band) {
        const eval::BandAnswer band = plan != nullptr
                                          ? find_band_of(context, *plan, scene.now)
                                          : eval::find_band(context, priority, scene.now);
        context.derived.band = band.value;
        if (window != nullptr) window->narrow(band.line.window);
    }
    if (!reads.priority) return context;
    if (scene.priority) {
        context.derived.priority = scene.priority;
    } else if (priority) {
        context.derived.priority = eval::evaluate_priority(context, *priority, scene.now).shown;
    }
    return context;
}

const typed::Plan* ReferenceRules::plan_of(const abi::Item& item) const {
    if (!item.work_type.valid()) return nullptr;
    const std::size_t declared = typed().work_types.size();
    const std::size_t type = item.work_type.index();
    // Types that stand for steps come after those of the plans.
    if (type < declared || type - declared >= typed().plans.size()) return nullptr;
    return &typed().plans[type - declared];
}

const typed::WorkType* ReferenceRules::declared(const abi::Item& item) const {
    if (!item.work_type.valid() || item.work_type.index() >= typed().work_types.size())
        return nullptr;
    return &typed().work_type(item.work_type);
}

void ReferenceRules::decide(const abi::Item& item, const abi::House& house, Instant now,
                            abi::Parts parts, abi::Decision& decision) const {
    eval::Context context = eval_.bare_context(item);
    context.house = &house;
    if (const typed::Plan* plan = plan_of(item))
        return decide_case(context, *plan, now, parts, decision);
    if (declared(item) == nullptr) return decide_nothing(item, decision);
    bind::decide(context, now, parts, decision);
}

bool ReferenceRules::holds(abi::ExprId condition, const abi::Scene& scene) const {
    const eval::Context context = this->context(condition, scene);
    return eval::Evaluator(context, scene.now, nullptr).holds(condition);
}

abi::Value ReferenceRules::value(abi::ExprId expr, const abi::Scene& scene) const {
    const eval::Context context = this->context(expr, scene);
    return eval::Evaluator(context, scene.now, nullptr).value(expr);
}

std::string ReferenceRules::text(abi::TextId text, const abi::Scene& scene) const {
    std::string result;
    for (const typed::Template::Piece& piece : text_of(text).pieces) {
        result += piece.text;
        if (!piece.expr.valid()) continue;
        const abi::Value found = value(piece.expr, scene);
        // As one would say it: without quotes, and nobody is a dash.
        if (found.is_missing())
            result += "-";
        else if (const std::string* words = found.text_or_null())
            result += *words;
        else
            result += format_.value(typed().expr(piece.expr).type, found);
    }
    return result;
}

Instant ReferenceRules::repeat(const abi::Item& item, std::uint32_t line, Instant from) const {
    const eval::Context context = eval_.bare_context(item);
    const typed::Plan* plan = plan_of(item);
    const auto& lines = (plan != nullptr ? plan->escalation : declared(item)->escalation)->lines;
    return eval::plus_time(context, lines[line].trigger.time, from, false);
}

Instant ReferenceRules::holds_until(abi::ExprId condition, const abi::Scene& scene) const {
    abi::Window window;
    const eval::Context context = this->context(condition, scene, &window);
    (void)eval::Evaluator(context, scene.now, &window).holds(condition);
    return window.until;
}

bool ReferenceRules::is_member(abi::QueueId queue, const abi::Agent& agent) const {
    const ExprId members = typed().queues[queue.index()].members;
    if (!members.valid()) return false;
    abi::Scene scene;
    scene.agent = &agent;
    return holds(members, scene);
}

Decimal ReferenceRules::rank(const abi::Item& item, const abi::Agent& agent,
                             const abi::House& house, Instant now) const {
    if (declared(item) == nullptr) return {};
    const auto& route = declared(item)->route;
    if (!route || !route->rank.valid()) return {};
    abi::Scene scene;
    scene.now = now;
    scene.house = &house;
    scene.item = &item;
    scene.agent = &agent;
    return value(route->rank, scene).number();
}

std::optional<abi::IntakeChoice> ReferenceRules::take_in(std::uint32_t intake,
                                                         std::span<const abi::Value> values,
                                                         const abi::House& house,
                                                         Instant now) const {
    auto answer = eval_.take_in(intake, values, now, &house);
    if (!answer) return std::nullopt;
    return abi::IntakeChoice{answer->line, answer->work_type, answer->plan,
                             std::move(answer->attributes)};
}

std::int64_t ReferenceRules::position(abi::CalendarId clock, Instant instant) const {
    return clock.valid() ? eval_.calendars().at(clock).open_time(instant).ms : instant.ms;
}

Instant ReferenceRules::plus(abi::CalendarId clock, Instant from, Duration length) const {
    return clock.valid() ? eval_.calendars().at(clock).plus(from, length)
                         : Instant{from.ms + length.ms};
}

bool ReferenceRules::is_open(abi::CalendarId clock, Instant instant) const {
    return !clock.valid() || eval_.calendars().at(clock).is_open(instant);
}

Instant ReferenceRules::next_turn(abi::CalendarId clock, Instant instant) const {
    if (!clock.valid()) return abi::kLastInstant;
    return eval_.calendars().at(clock).next_change(instant).value_or(abi::kLastInstant);
}

Instant ReferenceRules::moved(abi::TermId term, Instant from, bool back) const {
    return eval::plus_time(eval_.bare_context(nothing_), terms_[term.index()], from, back);
}

Date ReferenceRules::local_date(Instant instant) const {
    return eval_.calendars().zone({}).local(instant).date;
}

Instant ReferenceRules::next_midnight(Instant instant) const {
    const calendar::TimeZone& zone = eval_.calendars().zone({});
    return zone.start_of_day({zone.local(instant).date.days + 1});
}

}  // namespace reeve::bind
