#include "compiler/check/escalations.h"

#include <fmt/format.h>

namespace reeve::check {

namespace {

/// One line of a watch. It looks at a queue, so there is no item to act on and nobody who has it.
class WatchLine {
public:
    WatchLine(Context& ctx, const Scope& scope, const syntax::EscalationLine& written)
        : ctx_(ctx), scope_(scope), written_(written), expressions_(ctx) {}

    typed::EscalationLine run() {
        typed::EscalationLine line;
        line.span = written_.span;
        line.trigger.kind = typed::Trigger::Kind::Watch;
        const syntax::Trigger& trigger = written_.trigger;
        if (trigger.condition.valid())
            line.trigger.condition = expressions_.condition(scope_, trigger.condition).expr;
        if (trigger.while_condition.valid())
            line.trigger.while_condition =
                expressions_.condition(scope_, trigger.while_condition).expr;
        if (trigger.time)
            line.trigger.time = check_clock_time(ctx_, *trigger.time, scope_.calendar, "for");
        for (const syntax::Action& action : written_.actions.actions) {
            if (auto checked = this->action(action)) line.actions.push_back(std::move(*checked));
        }
        line.at_most_every = check_at_most_every(ctx_, written_.actions);
        return line;
    }

private:
    std::optional<typed::Action> action(const syntax::Action& written) {
        if (written.kind != syntax::ActionKind::Notify) {
            ctx_.sink.report<messages::watch_only_notifies>(written.span)
                .help(
                    "a watch looks at a queue, not at one item: write `notify`, or put the line "
                    "into an `escalate`");
            return std::nullopt;
        }
        typed::Action action;
        action.kind = typed::Action::Kind::Notify;
        action.span = written.span;
        action.target = static_cast<typed::Action::Target>(written.target);
        Expressions::Readers readers;
        switch (written.target) {
            case syntax::NotifyTarget::Supervisors: readers = supervisors_of_all(ctx_); break;
            case syntax::NotifyTarget::Team:
                action.team = ctx_.team(written.name);
                if (!action.team.valid()) return std::nullopt;
                readers = {.everybody = false, .teams = {action.team}};
                break;
            case syntax::NotifyTarget::Address:
                if (!written.address) return std::nullopt;
                action.address = written.address->value;
                if (action.address.empty())
                    ctx_.sink.report<messages::address_empty>(written.address->span)
                        .help("write an address, `\"desk@claims.example\"` for example");
                break;
            default:
                ctx_.sink.report<messages::watch_tells_nobody>(written.span)
                    .help("notify `supervisors`, a team or an address");
                return std::nullopt;
        }
        if (written.text) action.text = expressions_.text_template(scope_, *written.text, readers);
        return action;
    }

    Context& ctx_;
    const Scope& scope_;
    const syntax::EscalationLine& written_;
    Expressions expressions_;
};

}  // namespace

void check_watches(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.watches) {
        const auto& decl = ctx.decl<syntax::WatchDecl>(block.decl);
        typed::Watch watch;
        watch.span = decl.head.keyword;
        watch.queue = ctx.queue(decl.head.name);
        const Scope scope = rule_scope(ctx, block.decl, {}, Place::Watch);
        for (const syntax::EscalationLine& line : decl.lines)
            watch.lines.push_back(WatchLine(ctx, scope, line).run());
        if (watch.queue.valid()) ctx.program.watches.push_back(std::move(watch));
    }
}

}  // namespace reeve::check
