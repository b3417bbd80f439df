#include "compiler/check/route_parts.h"

#include <fmt/format.h>

namespace reeve::check {

typed::RelaxationStep RelaxationChecker::step(const syntax::RouteLine& line) {
    typed::RelaxationStep made;
    made.span = line.span;
    made.here = line.here;
    made.after.span = line.after;
    if (line.after.parts.empty()) {
        // Could not be read.
    } else if (line.after.kind() == syntax::TimeSpanKind::CalendarStep) {
        ctx_.sink.report<messages::step_on_clock>(line.after.span)
            .help("write hours or minutes, or `business hours`");
    } else {
        made.after = resolve_within(ctx_, line.after, line.calendar, scopes_.line.calendar);
        check_later(line, made);
    }
    for (const syntax::Relaxation& written : line.relaxations) {
        if (auto one = relaxation(written)) made.relaxations.push_back(std::move(*one));
    }
    return made;
}

/// Times on one clock rise from line to line, so that the lines read in the order in which they
/// happen.
void RelaxationChecker::check_later(const syntax::RouteLine& line,
                                    const typed::RelaxationStep& step) {
    if (step.after.span.parts.empty()) return;
    const std::pair<bool, typed::CalendarId> clock{step.here, step.after.calendar};
    const auto [before, first] = latest_.try_emplace(clock, &line);
    if (first) return;
    const syntax::TimeSpan& earlier = before->second->after;
    if (line.after.duration() <= earlier.duration()) {
        ctx_.sink
            .report<messages::relaxation_not_later>(
                line.after.span, to_string(line.after.duration()), to_string(earlier.duration()))
            .label(earlier.span, "before it")
            .help(
                "write the lines in the order of their times, and what happens at one time on one "
                "line");
        return;
    }
    before->second = &line;
}

std::optional<typed::Relaxation> RelaxationChecker::relaxation(const syntax::Relaxation& written) {
    typed::Relaxation made;
    made.kind = static_cast<typed::Relaxation::Kind>(written.kind);
    made.span = written.span;
    switch (written.kind) {
        case syntax::RelaxKind::Need: return relaxed_need(written.need, std::move(made));
        case syntax::RelaxKind::Drop:
            made.condition = expressions_.line_condition(scopes_.line, written.condition);
            made.drop = ctx_.skill(written.drop);
            if (!made.drop.valid() || !needs_.is_needed(made.drop, written.drop))
                return std::nullopt;
            return made;
        case syntax::RelaxKind::To:
            made.condition = expressions_.line_condition(scopes_.to, written.condition);
            made.to = resolve_destination(ctx_, *scopes_.module, written.to);
            return made;
    }
    return std::nullopt;
}

std::optional<typed::Relaxation> RelaxationChecker::relaxed_need(const syntax::Need& need,
                                                                 typed::Relaxation made) {
    if (need.kind == syntax::NeedKind::Condition) {
        ctx_.sink.report<messages::relaxed_test>(need.span).help(
            "name a skill and the lower level that is enough from then on, or `drop` it");
        return std::nullopt;
    }
    const sema::SymbolId symbol = ctx_.symbols.find(sema::Space::Skill, need.skill.text);
    if (symbol.valid() && !needs_.is_needed(typed::SkillId(ctx_.index(symbol)), need.skill))
        return std::nullopt;
    auto typed_need = needs_.need(need);
    if (!typed_need) return std::nullopt;
    made.need = std::move(*typed_need);
    made.condition = made.need.condition;
    return made;
}

}  // namespace reeve::check
