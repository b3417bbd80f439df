#include "compiler/analyze/context.h"
#include "compiler/analyze/escalation_lines.h"
#include "compiler/analyze/truth.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

// Lines of escalations and watches that never fire, that come too late, that say what another line
// says, and warnings that reach nobody.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using typed::Action;
using typed::EscalationLine;
using typed::Trigger;

namespace {

using Lines = std::vector<EscalationLine>;

bool has_action(const EscalationLine& line, Action::Kind kind) {
    return std::ranges::any_of(line.actions,
                               [&](const Action& action) { return action.kind == kind; });
}

class EscalationAnalysis {
public:
    /// `type` is null for plans and watches.
    EscalationAnalysis(Context& ctx, const Lines& lines, const typed::WorkType* type)
        : ctx_(ctx), program_(ctx.program), lines_(lines), type_(type) {
        for (const EscalationLine& line : lines)
            places_.push_back(places_of(program_, line.trigger));
    }

    void run() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (look_at_states(lines_[i]) || look_at_event(lines_[i])) continue;
            if (look_at_deadline(lines_[i])) continue;
            if (look_at_earlier_ends(i)) continue;
            look_at_reminder(i);
        }
        look_at_repetitions();
    }

private:
    void report_never(Span place, std::string_view reason, std::string help) {
        ctx_.sink.report<messages::escalation_never_fires>(place, reason).help(std::move(help));
    }

    /// States that `while` asks for and in which the line rests or its clock stands at zero.
    bool look_at_states(const EscalationLine& line) {
        const Trigger& trigger = line.trigger;
        if (!trigger.while_condition || !type_) return false;
        const Span place = program_.expr(trigger.while_condition).span;
        const auto only_in = [&](const std::vector<std::string_view>& states) {
            return holds_only_in(program_, trigger.while_condition, states);
        };
        if (only_in({"completed", "cancelled", "expired", "refused"})) {
            report_never(place,
                         "its `while` asks for an item that is finished, and lines rest then",
                         "write `when completed`, `when cancelled` or `when expired` for what is "
                         "to happen at the end");
            return true;
        }
        if (trigger.kind == Trigger::Kind::Clock && trigger.clock == typed::Clock::Working &&
            only_in({"queued", "offered"})) {
            report_never(place, "`working` is zero while nobody has accepted the item",
                         "write `waiting for`, or `while state is assigned`");
            return true;
        }
        if (trigger.kind == Trigger::Kind::ShareOfPromise &&
            trigger.promise == Trigger::Promise::Start &&
            only_in({"assigned", "parked", "wrapping"})) {
            report_never(place, "lines about `start` rest once somebody has accepted the item",
                         "write `while state is waiting`, or a line about `sla`");
            return true;
        }
        return false;
    }

    /// How much of the promise is surely used when the line fires; nothing where that is open.
    [[nodiscard]] std::optional<Decimal> share_at(const Trigger& trigger) const {
        if (trigger.kind == Trigger::Kind::ShareOfPromise &&
            trigger.promise == Trigger::Promise::Due)
            return trigger.share;
        const bool around = trigger.kind == Trigger::Kind::Moment ||
                            (trigger.kind == Trigger::Kind::BeforeOrAfter && !trigger.before);
        if (!around || !trigger.moment) return std::nullopt;
        const typed::Expr& moment = program_.expr(trigger.moment);
        const bool due = moment.op == typed::Op::Fact && moment.args.empty() &&
                         static_cast<typed::Fact>(moment.symbol) == typed::Fact::Due;
        return due ? std::optional(Decimal(1)) : std::nullopt;
    }

    /// `at 250% of sla while overdue is no`
    bool look_at_deadline(const EscalationLine& line) {
        const Trigger& trigger = line.trigger;
        const auto share = share_at(trigger);
        if (!share || !trigger.while_condition ||
            truth_after_share(program_, trigger.while_condition, *share) != Truth::No)
            return false;
        const bool late = *share >= Decimal(1);
        report_never(program_.expr(trigger.while_condition).span,
                     late ? "the item is overdue by then, and its `while` asks for one that is not"
                          : "more of the promised time is used by then than its `while` asks for",
                     late ? "let the line fire earlier, below 100% of the promise"
                          : "let the line fire earlier, or leave the condition out");
        return true;
    }

    bool look_at_event(const EscalationLine& line) {
        const Trigger& trigger = line.trigger;
        const bool event = trigger.kind == Trigger::Kind::Event;
        const bool counted = trigger.kind == Trigger::Kind::DeclinedOrMissed;
        const bool offers = std::ranges::any_of(program_.queues, &typed::Queue::offers);
        const bool runs_out = std::ranges::any_of(program_.queues, [](const typed::Queue& queue) {
            return queue.offers && queue.answer_within.has_value();
        });
        const bool declined =
            (event && trigger.event == Trigger::Event::Declined) || (counted && trigger.declined);
        const bool missed =
            (event && trigger.event == Trigger::Event::Missed) || (counted && trigger.missed);
        if ((declined || missed) && !offers) {
            report_never(line.span, "no queue offers its items, so nobody declines or misses one",
                         "let a queue `offer to` agents instead of `assign to`");
            return true;
        }
        if (missed && !declined && !runs_out) {
            report_never(line.span, "no offer runs out, so none is missed",
                         "say `answer within 45 seconds` in the queue, for example");
            return true;
        }
        if (event && type_ && trigger.event == Trigger::Event::Expired &&
            std::ranges::none_of(lines_, [](const EscalationLine& other) {
                return has_action(other, Action::Kind::Expire);
            })) {
            report_never(line.span,
                         "only a line with `expire` lets an item expire, and there is none",
                         "add one, `30 days after created: expire` for example");
            return true;
        }
        if (trigger.kind == Trigger::Kind::SegmentChanges && type_ &&
            type_->segment_lines.size() == 1) {
            report_never(line.span, "there is only one segment, so it never changes",
                         "leave the line out, or add segments");
            return true;
        }
        return false;
    }

    /// What another line, always before this one or at the same moment above it, has made of the
    /// item.
    [[nodiscard]] std::string_view end_by(const EscalationLine& earlier,
                                          const EscalationLine& line) const {
        if (has_action(earlier, Action::Kind::Expire)) return "has expired";
        const auto reserved = [&](std::string_view act) {
            return std::ranges::any_of(program_.sources, [&](const typed::Source& source) {
                return std::ranges::find(source.only_it_may, act) != source.only_it_may.end();
            });
        };
        if (has_action(earlier, Action::Kind::Complete) && !reserved("complete"))
            return "is completed";
        if (has_action(earlier, Action::Kind::Cancel) && !reserved("cancel")) return "is cancelled";
        // These clocks begin anew with whoever gets the item next.
        const Trigger& trigger = line.trigger;
        const bool with_assignee =
            trigger.kind == Trigger::Kind::Clock &&
            (trigger.clock == typed::Clock::Working || trigger.clock == typed::Clock::Untouched) &&
            trigger.while_condition &&
            holds_only_in(program_, trigger.while_condition, {"assigned", "parked"});
        if (with_assignee && has_action(earlier, Action::Kind::Requeue))
            return "has gone back to its queue";
        if (with_assignee && has_action(earlier, Action::Kind::StartOver))
            return "has started over";
        return {};
    }

    /// Whether `while` of a line holds whenever that of another does.
    [[nodiscard]] bool holds_with(const EscalationLine& line, const EscalationLine& other) const {
        if (line.trigger.condition || line.at_most_every) return false;
        return !line.trigger.while_condition ||
               (other.trigger.while_condition &&
                typed::print(program_, line.trigger.while_condition) ==
                    typed::print(program_, other.trigger.while_condition));
    }

    bool look_at_earlier_ends(std::size_t index) {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (i == index) continue;
            const auto order = compare(places_[i], places_[index]);
            if (!order || *order == std::strong_ordering::greater ||
                (*order == std::strong_ordering::equal && i > index))
                continue;
            if (!holds_with(lines_[i], lines_[index])) continue;
            const std::string_view end = end_by(lines_[i], lines_[index]);
            if (end.empty()) continue;
            ctx_.sink.report<messages::escalation_too_late>(lines_[index].span, end)
                .label(lines_[i].span, "this line fires first")
                .help("let this line come earlier, or the other one later");
            return true;
        }
        return false;
    }

    /// A ladder begins with the assignee: a reminder that comes only after others were called is on
    /// the wrong rung.
    void look_at_reminder(std::size_t index) {
        const auto reminds = [](const EscalationLine& line) {
            return std::ranges::any_of(line.actions, [](const Action& action) {
                return action.kind == Action::Kind::RemindAssignee ||
                       (action.kind == Action::Kind::Notify &&
                        action.target == Action::Target::Assignee);
            });
        };
        const auto calls_others = [](const EscalationLine& line) {
            return std::ranges::any_of(line.actions, [](const Action& action) {
                return action.kind == Action::Kind::Notify &&
                       (action.target == Action::Target::Supervisors ||
                        action.target == Action::Target::Team);
            });
        };
        const auto is_only_reminder = [&](const EscalationLine& line) {
            return reminds(line) && line.actions.size() == 1;
        };
        if (!is_only_reminder(lines_[index])) return;
        const EscalationLine* caller = nullptr;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const auto order = compare(places_[i], places_[index]);
            if (!order || *order != std::strong_ordering::less) continue;
            if (reminds(lines_[i])) return;
            if (!caller && calls_others(lines_[i]) && holds_with(lines_[i], lines_[index]))
                caller = &lines_[i];
        }
        if (!caller) return;
        ctx_.sink.report<messages::reminded_last>(lines_[index].span)
            .label(caller->span, "the others hear of it here");
    }

    void look_at_repetitions() {
        std::map<std::string, Span> seen;
        for (const EscalationLine& line : lines_) {
            const std::string trigger = key_of(program_, line.trigger);
            for (const Action& action : line.actions) {
                const std::string key = trigger + "\n" + key_of(program_, action);
                const auto [place, is_new] = seen.emplace(key, action.span);
                if (is_new) continue;
                ctx_.sink.report<messages::action_repeated>(action.span)
                    .label(place->second, "the first time")
                    .help("leave one of them out");
            }
        }
    }

    Context& ctx_;
    const typed::Program& program_;
    const Lines& lines_;
    const typed::WorkType* type_;
    std::vector<std::vector<Place>> places_;
};

/// All lines of a program, in order of their declarations.
template <class Visit>
void for_each_escalation(const typed::Program& program, Visit visit) {
    for (const typed::WorkType& type : program.work_types) {
        if (type.escalation) visit(type.escalation->lines, &type);
    }
    for (const typed::Plan& plan : program.plans) {
        if (plan.escalation)
            visit(plan.escalation->lines, static_cast<const typed::WorkType*>(nullptr));
    }
    for (const typed::Watch& watch : program.watches)
        visit(watch.lines, static_cast<const typed::WorkType*>(nullptr));
}

/// `supervisors` are those of teams and of queues; where none has any, nobody is notified.
void look_at_supervisors(Context& ctx) {
    const typed::Program& program = ctx.program;
    const auto has_supervisors = [](const auto& one) { return !one.supervisors.empty(); };
    // A program without teams leaves the people to others.
    if (program.teams.empty() || std::ranges::any_of(program.teams, has_supervisors) ||
        std::ranges::any_of(program.queues, has_supervisors))
        return;
    std::vector<Span> places;
    for_each_escalation(program, [&](const Lines& lines, const typed::WorkType*) {
        for (const EscalationLine& line : lines) {
            for (const Action& action : line.actions) {
                if (action.kind == Action::Kind::Notify &&
                    action.target == Action::Target::Supervisors)
                    places.push_back(action.span);
            }
        }
    });
    if (places.empty()) return;
    auto& message = ctx.sink.report<messages::no_supervisors>(places.front());
    for (std::size_t i = 1; i < std::min<std::size_t>(places.size(), 4); ++i)
        message.label(places[i], "nor is anybody notified here");
    message.help("write `team claims { supervisors claims_leads }`, or `supervisors` in a queue");
}

}  // namespace

void analyze_escalations(Context& ctx) {
    for_each_escalation(ctx.program, [&](const Lines& lines, const typed::WorkType* type) {
        EscalationAnalysis(ctx, lines, type).run();
    });
    look_at_supervisors(ctx);
}

}  // namespace reeve::analyze
