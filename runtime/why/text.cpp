#include "runtime/why/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace reeve::why {

namespace {

std::string queue_name(const engine::Engine& engine, abi::QueueId queue) {
    return engine.rules().program().queues[queue.index()].named.display;
}

std::string agent_name(const engine::Engine& engine, AgentId agent) {
    return engine.state().agent(agent).facts.id;
}

std::string item_name(const engine::Engine& engine, ItemId id) {
    const abi::Item& item = engine.state().item(id).facts;
    const std::string& type =
        engine.rules().program().work_types[item.work_type.index()].named.display;
    return item.key ? fmt::format("{} {}", type, *item.key)
                    : fmt::format("{} number {}", type, id.number);
}

std::string until(const std::optional<Instant>& instant, const Words& words) {
    return instant ? " until " + words.moment(*instant) : "";
}

std::string set_name(const abi::Program& program, const abi::WorkSet& set) {
    constexpr std::string_view kMedia[] = {"work items", "calls", "chats", "e-mails", "messages"};
    if (set.all_of_medium) return std::string(kMedia[static_cast<std::size_t>(set.media)]);
    return program.work_types[set.work_type.index()].named.display;
}

std::string no_room(const engine::Engine& engine, const Obstacle& obstacle, AgentId id) {
    const abi::Program& program = engine.rules().program();
    const state::Agent& agent = engine.state().agent(id);
    if (!obstacle.line || !agent.workload.valid()) return "has something else in hand";
    const auto& line = program.workloads[agent.workload.index()].lines[*obstacle.line];
    using Kind = abi::WorkloadLine::Kind;
    switch (line.kind) {
        case Kind::AtMostPoints:
            return fmt::format("has {} of at most {} points in hand", agent.facts.load.to_string(),
                               line.points.to_string());
        case Kind::AtMostItems:
            return fmt::format("has as many as {} of {} at a time", line.count,
                               set_name(program, line.first));
        case Kind::NoneWhileBusy:
            return fmt::format("gets no {} while busy with {}", set_name(program, line.first),
                               set_name(program, line.second));
        case Kind::Interrupts: break;
    }
    return "has no room";
}

std::string lacks(const engine::Engine& engine, const Obstacle& obstacle) {
    const abi::Skill& skill = engine.rules().program().skills[obstacle.need.skill.index()];
    if (obstacle.has == 0) return fmt::format("does not have {}", skill.named.display);
    return fmt::format("has level {} of {}, where level {} is needed", obstacle.has,
                       skill.named.display, obstacle.need.level);
}

std::string reason(const WhyWaiting& why) {
    switch (why.reason) {
        case WaitReason::NotWaiting: return "does not wait for anybody";
        case WaitReason::SelfService: return "waits to be taken by somebody";
        case WaitReason::Closed: return "its queue is closed";
        case WaitReason::KeptBack: return "is not to be given to anybody yet";
        case WaitReason::NobodyAtAll:
            return why.agents.empty() ? "nobody is known who could do it"
                                      : "nobody could do it as things stand";
        case WaitReason::NobodyHere: return "nobody who could do it is here";
        case WaitReason::AllBusy: return "everybody who could do it and is here is busy";
        case WaitReason::OthersFirst: return "others are asked first, or declined it";
        case WaitReason::MatchesAtOnce: return "is given to somebody at this moment";
    }
    return {};
}

std::string reason(IdleReason reason) {
    switch (reason) {
        case IdleReason::Away: return "is not available";
        case IdleReason::Full: return "has no room for what waits";
        case IdleReason::NoQueue: return "is a member of no queue that gives out work";
        case IdleReason::NothingWaits: return "nothing waits in the queues";
        case IdleReason::NothingFits: return "what waits is not for this agent now";
        case IdleReason::MatchesAtOnce: return "is given something at this moment";
    }
    return {};
}

std::string joined(const engine::Engine& engine, const std::vector<Obstacle>& obstacles,
                   AgentId agent, const Words& words) {
    std::vector<std::string> parts;
    for (const Obstacle& obstacle : obstacles)
        parts.push_back(text(engine, obstacle, agent, words));
    return fmt::format("{}", fmt::join(parts, "; "));
}

std::string_view plural(std::size_t count, std::string_view one, std::string_view more) {
    return count == 1 ? one : more;
}

}  // namespace

std::string text(const engine::Engine& engine, const Obstacle& obstacle, AgentId agent,
                 const Words& words) {
    using Kind = Obstacle::Kind;
    switch (obstacle.kind) {
        case Kind::NotQueued: return "it does not wait";
        case Kind::SelfService: return "it is taken by people themselves";
        case Kind::Closed: return "its queue is closed" + until(obstacle.until, words);
        case Kind::KeptBack: return "it is kept back" + until(obstacle.until, words);
        case Kind::NotMember: return "is no member of the queue";
        case Kind::LacksSkill: return lacks(engine, obstacle);
        case Kind::Unsuitable:
            return fmt::format("`{}` does not hold", words.condition(obstacle.test));
        case Kind::Barred:
            return obstacle.test.valid()
                       ? fmt::format("must never get it where `{}`", words.condition(obstacle.test))
                       : "must never get it";
        case Kind::SomebodyElse: return "it is to go to somebody else";
        case Kind::OthersFirst: return "others are asked first" + until(obstacle.until, words);
        case Kind::NotAgain:
            return "declined or missed it, and rests" + until(obstacle.until, words);
        case Kind::Away: {
            const abi::Program& program = engine.rules().program();
            const std::uint32_t presence = engine.state().agent(agent).facts.presence;
            return "is " + program.choices[program.presences.index()].values[presence].display;
        }
        case Kind::NoRoom: return no_room(engine, obstacle, agent);
    }
    return {};
}

std::string text(const engine::Engine& engine, const WhyWaiting& why, const Words& words,
                 std::size_t agents_max) {
    const state::Item& item = engine.state().item(why.item);
    std::string out = item_name(engine, why.item);
    if (item.facts.queue)
        out += fmt::format(" in {}, with {} ahead of it", queue_name(engine, *item.queue()),
                           why.ahead);
    out += ": " + reason(why) + "\n";
    for (const Obstacle& obstacle : why.own) {
        if (obstacle.until) out += fmt::format("  {}\n", text(engine, obstacle, AgentId(), words));
    }
    std::size_t named = 0;
    for (const Blocked& blocked : why.agents) {
        if (named++ == agents_max) {
            const std::size_t rest = why.agents.size() - agents_max;
            out += fmt::format("  and {} {} more\n", rest, plural(rest, "agent", "agents"));
            break;
        }
        const std::string obstacles = joined(engine, blocked.obstacles, blocked.agent, words);
        out += fmt::format("  {}: {}\n", agent_name(engine, blocked.agent),
                           obstacles.empty() ? "could be given it" : obstacles);
    }
    if (why.next) out += fmt::format("  next change by itself: {}\n", words.moment(*why.next));
    return out;
}

std::string text(const engine::Engine& engine, const WhyIdle& why, const Words& words) {
    std::string out = fmt::format("{}: {}\n", agent_name(engine, why.agent), reason(why.reason));
    for (const QueueLook& look : why.queues) {
        out += fmt::format("  {}: {} {}", queue_name(engine, look.queue), look.waiting,
                           plural(look.waiting, "item waits", "items wait"));
        if (look.for_others > 0) out += fmt::format(", {} of them for others", look.for_others);
        if (look.first && !look.obstacles.empty())
            out += fmt::format("; {}: {}", item_name(engine, *look.first),
                               joined(engine, look.obstacles, why.agent, words));
        out += "\n";
    }
    return out;
}

std::string text(const engine::Engine& engine, const std::vector<AtRisk>& risks,
                 const Words& words) {
    std::string out;
    for (const AtRisk& risk : risks) {
        out += fmt::format("{}: due {}", item_name(engine, risk.item), words.moment(risk.due));
        out += risk.expected ? ", expected " + words.moment(*risk.expected)
                             : ", and nothing says when it will be done";
        if (risk.members_missing)
            out += fmt::format("; {} {} more would save it", *risk.members_missing,
                               plural(*risk.members_missing, "member", "members"));
        if (!risk.away.empty()) {
            std::vector<std::string> names;
            for (const AgentId agent : risk.away) names.push_back(agent_name(engine, agent));
            out += fmt::format("; not here: {}", fmt::join(names, ", "));
        }
        out += "\n";
    }
    return out;
}

namespace {

std::string or_none(const std::string& name) { return name.empty() ? "none" : name; }

void say_change(const Change& change, const Words& words, std::string& out) {
    const auto& [item, before, after] = change;
    const auto say = [&](std::string_view what, const std::string& from, const std::string& to) {
        if (from != to) out += fmt::format("    {}: {} becomes {}\n", what, from, to);
    };
    const auto moment = [&](const std::optional<Instant>& at) {
        return at ? words.moment(*at) : std::string("none");
    };
    const auto needs = [](const Change::Side& side) {
        return or_none(fmt::format("{}", fmt::join(side.needs, ", ")));
    };
    say("segment", or_none(before.segment), or_none(after.segment));
    say("due", moment(before.due), moment(after.due));
    say("queue", or_none(before.queue), or_none(after.queue));
    say("ahead of it", std::to_string(before.ahead), std::to_string(after.ahead));
    say("needs", needs(before), needs(after));
    if (after.overdue && !before.overdue) out += "    is overdue at once\n";
    if (after.for_nobody && !before.for_nobody) out += "    nobody could do it\n";
}

}  // namespace

std::string text(const engine::Engine& engine, const Preview& preview, const Words& words,
                 std::size_t changes_max) {
    if (preview.rejection)
        return fmt::format("these rules would not be taken: {}\n", preview.rejection->text);
    std::string out = fmt::format(
        "{} of {} open {} would change: {} move to another queue, {} overdue at once, {} in no "
        "segment, {} for nobody\n",
        preview.changed.size(), preview.open, plural(preview.open, "item", "items"), preview.moved,
        preview.newly_overdue, preview.newly_without_segment, preview.newly_for_nobody);
    std::size_t listed = 0;
    for (const Change& change : preview.changed) {
        if (listed++ == changes_max) {
            out += fmt::format("  and {} more\n", preview.changed.size() - changes_max);
            break;
        }
        out += fmt::format("  {}\n", item_name(engine, change.item));
        say_change(change, words, out);
    }
    return out;
}

}  // namespace reeve::why
