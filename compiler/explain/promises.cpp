#include "compiler/explain/scene.h"

#include "compiler/eval/promises.h"

#include <fmt/format.h>

namespace reeve::explain {

namespace {

constexpr std::string_view kNames[] = {"start", "target", "due"};

class Promises {
public:
    explicit Promises(const Scene& scene)
        : scene_(scene),
          sla_(*scene.type.sla),
          entry_(scene.inputs.rules.evaluate(
              scene.item, {.now = scene.item.created, .house = scene.inputs.house})),
          context_(entry_context()),
          reasons_(scene.source, scene.format, context_, scene.item.created) {}

    std::vector<PromisePart> run() {
        std::vector<PromisePart> parts;
        for (std::size_t kind = 0; kind < std::size(kNames); ++kind) {
            if (scene_.answer().promises[kind]) parts.push_back(explain(kind));
        }
        return parts;
    }

private:
    /// Promises are worked out as the item enters, with its segment then.
    eval::Context entry_context() {
        eval::Context context = scene_.inputs.rules.context(
            scene_.item, {.now = scene_.item.created, .house = scene_.inputs.house}, entry_);
        context.derived.promises = {};
        return context;
    }

    PromisePart explain(std::size_t kind) {
        PromisePart part;
        part.name = kNames[kind];
        part.answer = *scene_.answer().promises[kind];
        const eval::Promise& promise = part.answer.promise;
        part.from_record = scene_.record->promises[kind].has_value();
        part.calendar = scene_.calendar_name(promise.calendar);
        part.left_in = scene_.calendar_name(sla_.calendar);
        part.finished = promise.finished;
        part.first_at = promise.at;
        part.begin_from = begin_from(promise.begin);
        add_lines(part, eval::lines_of(sla_, static_cast<eval::PromiseKind>(kind)));
        add_pause(part);
        return part;
    }

    void add_lines(PromisePart& part, const std::vector<typed::PromiseLine>& lines) {
        for (const typed::PromiseLine& line : lines) {
            Line shown;
            shown.text = scene_.source.line(line.span, line.condition);
            shown.condition = scene_.source.condition(line.condition);
            shown.because = line.condition.because;
            shown.place = scene_.source.place(line.span);
            shown.holds = reasons_.holds(line.condition.when);
            shown.reasons = reasons_.why(line.condition.when);
            const bool taken = shown.holds;
            part.lines.push_back(std::move(shown));
            if (!taken) continue;
            if (part.from_record) return;
            eval::Evaluator evaluator(context_, scene_.item.created, nullptr);
            const Instant begin = part.answer.promise.begin;
            part.first_at = eval::make_promise(evaluator, context_, sla_, line, begin).at;
            part.steps = count_steps(scene_, line, begin, part.first_at);
            return;
        }
    }

    std::string begin_from(Instant begin) {
        if (!sla_.counting_from.valid()) return "created";
        const Shown from = reasons_.value(sla_.counting_from);
        const std::string name = scene_.source.text(sla_.counting_from);
        if (!from.value.is_missing() && from.value.moment() == begin) return name;
        return from.value.is_missing() ? fmt::format("created, as {} is missing", name) : "created";
    }

    void add_pause(PromisePart& part) const {
        for (const typed::Condition& pause : sla_.pauses) {
            if (scene_.reasons.holds(pause.when)) part.pause = scene_.source.text(pause.when);
        }
    }

    const Scene& scene_;
    const typed::Sla& sla_;
    eval::Evaluation entry_;
    eval::Context context_;
    Reasons reasons_;
};

}  // namespace

std::vector<PromisePart> explain_promises(const Scene& scene) { return Promises(scene).run(); }

}  // namespace reeve::explain
