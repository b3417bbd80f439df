#include "base/check.h"
#include "compiler/eval/evaluator.h"

#include <algorithm>

// What is read of the item, its clocks and promises, queues, agents and the house.

namespace reeve::eval {

using typed::Fact;
using typed::Op;

namespace {

Moving reference(const std::optional<std::string>& id) {
    return id ? Moving(Value(Reference{*id})) : Moving();
}

Moving choice(const std::optional<std::uint32_t>& value) {
    return value ? Moving(Value(ChoiceValue{*value})) : Moving();
}

Moving count(std::int64_t number) { return Value(Decimal(number)); }

std::size_t place(PromiseKind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

Moving Evaluator::attribute(const Expr& e) {
    if (e.args.empty()) return context_.item->attributes[e.symbol];
    const Item* item = record_item(e.args[0]);
    return item == nullptr ? Moving() : Moving(item->attributes[e.symbol]);
}

/// A fact of another item than the one at hand.
Moving Evaluator::named_fact(const Expr& e) {
    const typed::Type& type = context_.program.expr(e.args[0]).type;
    const auto fact = static_cast<Fact>(e.symbol);
    if (type.record == typed::RecordKind::Stage && fact == Fact::State) {
        const PartOf found = part(e.args[0]);
        if (found.part == nullptr) return {};
        return Value(ChoiceValue{static_cast<std::uint32_t>(found.part->state)});
    }
    Context context = context_;
    context.item = record_item(e.args[0]);
    if (context.item == nullptr) return {};
    context.derived = {};
    if (type.record == typed::RecordKind::Step) {
        const abi::Records::Said said = context_.house->records->said(part(e.args[0]).part->work);
        context.derived.segment = said.segment;
        context.derived.band = said.band;
        context.derived.priority = said.priority;
        context.derived.promises = context.item->promises;
    } else {
        context.derived = context_.records[value(e.args[0]).record()].derived;
    }
    Evaluator evaluator(context, now_, window_);
    return evaluator.fact(e);
}

Moving Evaluator::like_except(const Expr& e) {
    const Item& a = *context_.records[value(e.args[0]).record()].item;
    const Item& b = *context_.records[value(e.args[1]).record()].item;
    for (std::uint32_t i = 0; i < a.attributes.size(); ++i) {
        const bool left_out = std::ranges::find(e.symbols, i) != e.symbols.end();
        if (!left_out && a.attributes[i] != b.attributes[i]) return Value(false);
    }
    return Value(true);
}

Moving Evaluator::fact(const Expr& e) {
    const auto fact = static_cast<Fact>(e.symbol);
    switch (fact) {
        case Fact::Age:
        case Fact::Waiting:
        case Fact::WaitingHere:
        case Fact::Working:
        case Fact::Untouched:
        case Fact::OverdueBy: return clock(e, fact);
        case Fact::Due:
        case Fact::SlaUsed:
        case Fact::TimeLeft:
        case Fact::Overdue:
        case Fact::StartAt:
        case Fact::StartUsed:
        case Fact::StartLeft:
        case Fact::TargetAt:
        case Fact::TargetUsed:
        case Fact::TargetLeft: return promise_fact(e, fact);
        case Fact::Now: return {Value(now_), {Rate{}}};
        case Fact::Today: return today(e);
        default:
            return typed::info(fact).kind == typed::FactKind::Queue ? queue_fact(fact)
                                                                    : stored_fact(fact);
    }
}

Moving Evaluator::stored_fact(Fact fact) {
    const Item& item = *context_.item;
    switch (fact) {
        case Fact::Reference:
        case Fact::Owner: return case_fact(fact);
        case Fact::Id: return Value(item.id);
        case Fact::Key: return item.key ? Moving(Value(*item.key)) : Moving();
        case Fact::Source: return choice(item.source);
        case Fact::Created: return Value(item.created);
        case Fact::State: return Value(ChoiceValue{item.state});
        case Fact::Segment:
            narrow(context_.derived.segment_window);
            return choice(context_.derived.segment);
        case Fact::Band: return choice(context_.derived.band);
        case Fact::Queue: return choice(item.queue);
        case Fact::Priority: return Value(context_.derived.priority.value_or(Decimal()));
        case Fact::Assignee: return reference(item.assignee);
        case Fact::OfferedTo: return reference(item.offered_to);
        case Fact::PreviousAssignee: return reference(item.previous_assignee);
        case Fact::InLineSince:
            return item.in_line_since ? Moving(Value(*item.in_line_since)) : Moving();
        case Fact::Declines: return count(item.declines);
        case Fact::Misses: return count(item.misses);
        case Fact::Reassignments: return count(item.reassignments);
        case Fact::Outcome: return choice(item.outcome);
        default: break;
    }
    // `reference` and `owner` belong to cases.
    CHECK(false);
    return {};
}

Moving Evaluator::clock(const Expr& e, Fact fact) {
    const Item& item = *context_.item;
    ClockRuns runs;
    switch (fact) {
        case Fact::Age: runs.since = item.created; break;
        case Fact::Waiting: runs = item.waiting; break;
        case Fact::WaitingHere: runs = item.waiting_here; break;
        case Fact::Working: runs = item.working; break;
        case Fact::Untouched: runs = item.untouched; break;
        default:
            if (const auto& due = context_.derived.promises[place(PromiseKind::Due)])
                runs.since = due->at;
    }
    if (fact != Fact::Age && item.finished && runs.since) {
        if (*runs.since < *item.finished) runs.past.push_back({*runs.since, *item.finished});
        runs.since.reset();
    }
    return read_clock(runs, e.calendar);
}

Moving Evaluator::read_clock(const ClockRuns& runs, typed::CalendarId calendar) {
    const auto ran = [&](Instant from, Instant to) {
        return position(context_, calendar, to) - position(context_, calendar, from);
    };
    std::int64_t total = 0;
    for (const ClockRuns::Run& run : runs.past) total += ran(run.from, run.to);
    if (!runs.since) {
        if (!runs.past.empty()) narrow({runs.past.back().to, kLastInstant});
        return Value(Decimal(total));
    }
    if (now_ < *runs.since) {
        narrow({kFirstInstant, *runs.since});
        return Value(Decimal(total));
    }
    narrow({*runs.since, kLastInstant});
    return {Value(Decimal(total + ran(*runs.since, now_))), {Rate{calendar, 1, 1}}};
}

Moving Evaluator::promise_fact(const Expr& e, Fact fact) {
    const bool of_start =
        fact == Fact::StartAt || fact == Fact::StartUsed || fact == Fact::StartLeft;
    const bool of_target =
        fact == Fact::TargetAt || fact == Fact::TargetUsed || fact == Fact::TargetLeft;
    const PromiseKind kind = of_start    ? PromiseKind::Start
                             : of_target ? PromiseKind::Target
                                         : PromiseKind::Due;
    const std::optional<Promise>& promise = context_.derived.promises[place(kind)];
    if (!promise) return {};
    switch (fact) {
        case Fact::Due:
        case Fact::StartAt:
        case Fact::TargetAt: return Value(promise->at);
        case Fact::SlaUsed:
        case Fact::StartUsed:
        case Fact::TargetUsed: return promise_used(context_, *promise, now_, window_);
        case Fact::TimeLeft:
        case Fact::StartLeft:
        case Fact::TargetLeft: return promise_left(context_, *promise, e.calendar, now_, window_);
        default: break;
    }
    if (context_.item->finished) return Value(false);
    const bool overdue = now_ >= promise->at;
    narrow(overdue ? Window{promise->at, kLastInstant} : Window{kFirstInstant, promise->at});
    return Value(overdue);
}

Moving Evaluator::queue_fact(Fact fact) {
    QueueFacts facts;
    const bool known = context_.house != nullptr && context_.queue &&
                       context_.queue->index() < context_.house->queues.size();
    if (known) facts = context_.house->queues[context_.queue->index()];
    switch (fact) {
        case Fact::WaitingItems: return count(facts.waiting_items);
        case Fact::OldestWait: return count(facts.oldest_wait.ms);
        case Fact::ExpectedWait: return count(facts.expected_wait.ms);
        case Fact::AvailableAgents: return count(facts.available_agents);
        case Fact::LateItems: return count(facts.late_items);
        default: return Value(facts.share_on_time_today);
    }
}

const Agent* Evaluator::find_agent(const Value& reference) const {
    if (reference.is_missing()) return nullptr;
    const std::string& id = reference.reference().id;
    if (context_.candidate != nullptr && context_.candidate->id == id) return context_.candidate;
    if (context_.house == nullptr) return nullptr;
    const auto& agents = context_.house->agents;
    const auto found = std::ranges::find_if(agents, [&](const Agent* a) { return a->id == id; });
    return found == agents.end() ? nullptr : *found;
}

Moving Evaluator::agent(const Expr& e) {
    const Program& program = context_.program;
    if (e.op == Op::CandidateAgent)
        return context_.candidate != nullptr ? Moving(Value(Reference{context_.candidate->id}))
                                             : Moving();
    const Value who = e.args.empty() ? Value() : value(e.args[0]);
    const Agent* agent = e.args.empty() ? context_.candidate : find_agent(who);
    const auto level = [&]() -> std::int64_t {
        if (agent == nullptr) return 0;
        const auto found =
            std::ranges::find(agent->skills, typed::SkillId(e.symbol), &Agent::Level::skill);
        return found == agent->skills.end() ? 0 : found->level;
    };
    switch (e.op) {
        case Op::LevelOf: return count(level());
        case Op::AgentHasSkill: return Value(level() > 0);
        case Op::AgentInTeam:
            return Value(agent != nullptr &&
                         std::ranges::find(agent->teams, typed::TeamId(e.symbol)) !=
                             agent->teams.end());
        case Op::AgentAttribute: {
            if (agent != nullptr) return agent->attributes[e.symbol];
            // Of nobody nothing is known; of somebody who is not in the roster, what was declared.
            if (e.type.optional && who.is_missing()) return {};
            const typed::Attribute& attribute = program.agent_attributes[e.symbol];
            if (attribute.default_value.valid())
                return context_.prepared.constants[attribute.default_value.index()];
            return blank(e.type);
        }
        default: break;
    }
    if (static_cast<typed::AgentFact>(e.symbol) == typed::AgentFact::Load)
        return Value(agent != nullptr ? agent->load : Decimal());
    return Value(ChoiceValue{agent != nullptr ? agent->presence : 0});
}

Moving Evaluator::during(const Expr& e) {
    const typed::Period& period = context_.program.periods[e.symbol];
    const Instant from = value(period.from).moment();
    const Instant to = value(period.to).moment();
    if (now_ < from) {
        narrow({kFirstInstant, from});
        return Value(false);
    }
    narrow(now_ < to ? Window{from, to} : Window{to, kLastInstant});
    return Value(now_ < to);
}

Moving Evaluator::open_now(const Expr& e) {
    const calendar::Calendar& calendar = context_.calendars.at(e.calendar);
    narrow({calendar.last_change(now_).value_or(kFirstInstant),
            calendar.next_change(now_).value_or(kLastInstant)});
    return Value(calendar.is_open(now_));
}

Moving Evaluator::today(const Expr& e) {
    const calendar::TimeZone& zone = context_.calendars.zone(e.calendar);
    const Date date = zone.local(now_).date;
    narrow({zone.start_of_day(date), zone.start_of_day({date.days + 1})});
    return Value(date);
}

}  // namespace reeve::eval
