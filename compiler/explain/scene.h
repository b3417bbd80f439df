#pragma once

#include "compiler/explain/explain.h"
#include "compiler/explain/future.h"
#include "compiler/explain/reasons.h"

// What the parts of an explanation share while it is made; for the sources of this folder only.

namespace reeve::explain {

class Scene {
public:
    Scene(const Inputs& scene_inputs, const eval::Item& scene_item, const Options& scene_options,
          Instant end)
        : inputs(scene_inputs),
          item(scene_item),
          options(scene_options),
          program(scene_inputs.rules.program()),
          type(program.work_type(scene_item.work_type)),
          source(scene_inputs.sources, program),
          format(scene_inputs.rules),
          future(scene_inputs.rules, scene_item, scene_inputs.house, scene_options.now, end),
          context(future.context(future.now())),
          reasons(source, format, context, scene_options.now) {}

    const Inputs& inputs;
    const eval::Item& item;
    const Options& options;
    /// The item as it was given, before pauses were begun.
    const eval::Item* record = nullptr;
    const typed::Program& program;
    const typed::WorkType& type;
    SourceText source;
    Formatter format;
    Future future;
    eval::Context context;
    Reasons reasons;

    [[nodiscard]] const eval::Evaluation& answer() const { return future.now().answer; }
    [[nodiscard]] Instant now() const { return options.now; }

    /// A line with its condition explained now, and when it turns.
    [[nodiscard]] Line line(std::string text, const typed::Condition& condition,
                            source::Span span) const;
    /// When the condition's answer is another one, if nothing but time passes.
    [[nodiscard]] std::optional<Instant> turns(typed::ExprId condition) const;
    [[nodiscard]] std::string calendar_name(typed::CalendarId id) const {
        return id.valid() ? program.calendars[id.index()].header.name : std::string();
    }
    [[nodiscard]] std::vector<Movement> movements(const std::vector<eval::Slope>& slopes) const;
};

// The parts, each in a source of its own.
std::vector<ItemPart> explain_item(const Scene& scene);
SegmentPart explain_segment(const Scene& scene);
std::vector<PromisePart> explain_promises(const Scene& scene);
PriorityPart explain_priority(const Scene& scene);
RoutePart explain_route(const Scene& scene);
std::vector<ThresholdPart> explain_thresholds(const Scene& scene);
void explain_changes(const Scene& scene, Explanation& to);

/// How one gets from `begin` to the moment of a promise's line.
std::vector<CountStep> count_steps(const Scene& scene, const typed::PromiseLine& line,
                                   Instant begin, Instant at);

/// `+2 per open hour`, `-0.5 per hour`; `still` where nothing moves.
std::string describe(const std::vector<Movement>& moves);
bool same_slopes(const std::vector<eval::Slope>& a, const std::vector<eval::Slope>& b);
/// `motor at level 2 or more`, or the test as written.
std::string describe_need(const Scene& scene, const eval::NeedAnswer& need);
/// The text of an escalation's line before and after its colon.
std::pair<std::string, std::string> split_line(const std::string& text);

}  // namespace reeve::explain
