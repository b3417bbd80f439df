#include "compiler/explain/scene.h"

#include <algorithm>

// The lines of an escalation as points in time.

namespace reeve::explain {

using State = ThresholdPart::State;
using TriggerKind = typed::Trigger::Kind;

namespace {

bool is_event(TriggerKind kind) {
    switch (kind) {
        case TriggerKind::ShareOfPromise:
        case TriggerKind::Moment:
        case TriggerKind::BeforeOrAfter:
        case TriggerKind::Clock:
        case TriggerKind::Every: return false;
        default: return true;
    }
}

/// Without the `while` and what comes after it.
std::string without_while(const std::string& trigger) {
    const std::size_t at = trigger.find(" while ");
    if (at == std::string::npos) return trigger;
    const std::size_t times = trigger.find(", up to ", at);
    return trigger.substr(0, at) + (times == std::string::npos ? "" : trigger.substr(times));
}

State state_of(const typed::Trigger& trigger, const eval::Threshold& threshold) {
    if (is_event(trigger.kind)) return State::Event;
    if (!threshold.at) return State::Rests;
    if (!threshold.reached) return State::ToCome;
    return threshold.while_holds ? State::Reached : State::Waits;
}

}  // namespace

std::pair<std::string, std::string> split_line(const std::string& text) {
    bool quoted = false;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (quoted || text[i] != ':' || text[i + 1] != ' ') continue;
        return {text.substr(0, i), text.substr(i + 2)};
    }
    return {text, ""};
}

std::vector<ThresholdPart> explain_thresholds(const Scene& scene) {
    std::vector<ThresholdPart> parts;
    for (const eval::Threshold& threshold : scene.answer().thresholds) {
        const typed::EscalationLine& line = scene.type.escalation->lines[threshold.line];
        const typed::Trigger& trigger = line.trigger;
        const auto [when, actions] = split_line(scene.source.text(line.span));
        ThresholdPart part;
        part.at = threshold.at;
        part.state = state_of(trigger, threshold);
        part.actions = actions;
        part.line.text = without_while(when);
        part.line.place = scene.source.place(line.span);
        part.line.holds = threshold.while_holds;
        if (trigger.while_condition.valid()) {
            part.line.condition = "while " + scene.source.text(trigger.while_condition);
            part.line.reasons = scene.reasons.why(trigger.while_condition);
            part.line.turns = scene.turns(trigger.while_condition);
        }
        parts.push_back(std::move(part));
    }
    // In time; what has none comes last, in the order written.
    std::ranges::stable_sort(parts, [](const ThresholdPart& a, const ThresholdPart& b) {
        if (a.at.has_value() != b.at.has_value()) return a.at.has_value();
        return a.at && *a.at < *b.at;
    });
    return parts;
}

}  // namespace reeve::explain
