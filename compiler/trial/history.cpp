#include "compiler/trial/history.h"

#include "runtime/abi/points.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ranges>

namespace reeve::trial {

namespace {

using model::ItemId;

/// What an event is about, and in words; empty words are not worth a line.
struct Told {
    ItemId item;
    std::string agent;
    std::string what;
};

/// Goes through the events in order, because some are told by what was so before.
class Teller {
public:
    Teller(const World& world, const source::SourceSet& sources, const Words& words)
        : world_(world), program_(world.program()), sources_(sources), words_(words) {}

    Told tell(const model::Event& event) {
        cause_ = &event.cause;
        return std::visit([this](const auto& what) { return of(what); }, event.what);
    }

private:
    using How = model::ItemQueued::How;

    Told of(const model::ItemCaptured& e) {
        types_[e.item.number] = e.work_type;
        return {e.item, {}, "comes in"};
    }
    Told of(const model::ItemUpdated& e) {
        std::string text;
        const auto& attributes = attributes_of(e.item);
        for (const model::AttributeValue& change : e.changes) {
            if (change.attribute >= attributes.size()) continue;
            const typed::Attribute& attribute = attributes[change.attribute];
            text += fmt::format("{}{} becomes {}", text.empty() ? "" : ", ", attribute.header.name,
                                words_.value(attribute.type.type, change.value));
        }
        return {e.item, {}, text.empty() ? text : text + by()};
    }
    Told of(const model::ItemReclassified& e) {
        types_[e.item.number] = e.work_type;
        return {e.item, {}, "becomes a " + program_.work_type(e.work_type).header.name + by()};
    }
    Told of(const model::ItemHeld& e) { return {e.item, {}, "held" + until(e.until) + by()}; }
    Told of(const model::ItemResumed& e) { return {e.item, {}, "resumed" + by()}; }
    Told of(const model::ItemCancelled& e) { return {e.item, {}, "cancelled" + by()}; }
    Told of(const model::ItemExpired& e) { return {e.item, {}, "expires" + by()}; }
    Told of(const model::ItemCompleted& e) {
        std::string text = "completed";
        const typed::Plan* plan = plan_of(e.item);
        const typed::ChoiceId outcomes =
            plan != nullptr ? plan->outcomes : type_of(e.item).outcomes;
        if (e.outcome && outcomes.valid())
            text += " as " + program_.choice(outcomes).values[*e.outcome].name;
        return {e.item, {}, text + by()};
    }
    Told of(const model::WrapUpEnded& e) { return {e.item, {}, "the wrap-up ends"}; }
    Told of(const model::ItemStartedOver& e) { return {e.item, {}, "starts over" + by()}; }
    Told of(const model::ItemReopened& e) { return {e.item, {}, "reopened" + by()}; }

    Told of(const model::SegmentDecided& e) {
        const auto before = segments_.find(e.item.number);
        if (!e.segment || (before != segments_.end() && before->second == *e.segment)) return {};
        segments_[e.item.number] = *e.segment;
        const typed::WorkType& type = type_of(e.item);
        return {e.item, {}, "segment " + program_.choice(type.segments).values[*e.segment].name};
    }
    Told of(const model::PromisesMade& e) {
        static constexpr std::string_view kNames[] = {"start by", "target", "due"};
        std::string text;
        auto& before = promised_[e.item.number];
        for (std::size_t i = 0; i < 3; ++i) {
            const auto at = e.promises[i] ? std::optional(e.promises[i]->at) : std::nullopt;
            if (at && at != before[i])
                text +=
                    fmt::format("{}{} {}", text.empty() ? "" : ", ", kNames[i], words_.moment(*at));
            before[i] = at;
        }
        return {e.item, {}, text};
    }
    Told of(const model::PriorityRaised& e) {
        return {e.item, {}, "priority raised by " + points(e.points) + until(e.until) + by()};
    }
    Told of(const model::PriorityBoosted& e) {
        return {e.item, {}, "priority boosted by " + points(e.points) + by()};
    }
    Told of(const model::ItemQueued& e) {
        const std::string queue = program_.queues[e.queue.index()].header.name;
        switch (e.how) {
            case How::Routed: return {e.item, {}, "routed to " + queue};
            case How::Moved:
            case How::Escalated: return {e.item, {}, fmt::format("moved to {}{}", queue, by())};
            case How::Requeued: return {e.item, {}, fmt::format("back in {}{}", queue, by())};
            case How::Resumed: break;
        }
        return {e.item, {}, "back in " + queue};
    }
    Told of(const model::RingBegun& e) {
        return {e.item, {}, fmt::format("ring {} of `ask` begins", e.ring + 1)};
    }
    Told of(const model::ItemRescheduled& e) {
        if (!e.not_before) return {e.item, {}, "no longer kept back"};
        return {e.item, {}, "kept back until " + words_.moment(*e.not_before)};
    }
    Told of(const model::NobodyFits& e) {
        return {e.item, {}, e.nobody ? "nobody signed in may do it" : "somebody may do it again"};
    }
    Told of(const model::ItemOffered& e) {
        return {e.item, agent(e.agent), "offered to " + agent(e.agent) + until(e.until)};
    }
    Told of(const model::OfferDeclined& e) {
        return {e.item, agent(e.agent), agent(e.agent) + " declines"};
    }
    Told of(const model::OfferMissed& e) {
        return {e.item, agent(e.agent), agent(e.agent) + " misses it"};
    }
    Told of(const model::OfferWithdrawn& e) {
        return {e.item, agent(e.agent), "the offer to " + agent(e.agent) + " is withdrawn"};
    }
    Told of(const model::ItemAssigned& e) {
        using Assigned = model::ItemAssigned::How;
        const std::string who = agent(e.agent);
        switch (e.how) {
            case Assigned::Accepted: return {e.item, who, "accepted by " + who};
            case Assigned::Taken: return {e.item, who, "taken by " + who};
            case Assigned::Resumed: return {e.item, who, "back with " + who};
            default: return {e.item, who, "assigned to " + who};
        }
    }
    Told of(const model::ItemParked& e) {
        return {e.item,
                {},
                (e.interrupted ? "parked by what interrupts it" : "parked") + until(e.until)};
    }
    Told of(const model::ReturnAwaited& e) { return {e.item, {}, "waits for room to come back"}; }
    Told of(const model::ItemTakenUp& e) { return {e.item, {}, "taken up again"}; }
    Told of(const model::LineFired& e) {
        const typed::Plan* plan = plan_of(e.item);
        const auto& escalation = plan != nullptr ? plan->escalation : type_of(e.item).escalation;
        if (!escalation || e.line >= escalation->lines.size()) return {};
        const typed::Span span = escalation->lines[e.line].span;
        return {e.item,
                {},
                fmt::format("line {}: {}", sources_.begin(span).line,
                            on_one_line(sources_.text(span)))};
    }
    Told of(const model::Notified& e) {
        std::string who;
        for (const std::string& one : e.recipients) who += (who.empty() ? "" : ", ") + one;
        return {e.item,
                {},
                fmt::format("{} {}{}{}", e.reminder ? "reminds" : "tells",
                            who.empty() ? "nobody" : who, e.text.empty() ? "" : ": ", e.text)};
    }
    Told of(const model::SourceTold& e) {
        return {e.item,
                {},
                fmt::format("tells the source {}: {}", program_.sources[e.source].header.name,
                            e.event)};
    }
    Told of(const model::ActionRefused& e) {
        return {e.item, {}, "an action of the line was refused: " + e.text};
    }
    Told of(const model::PresenceSet& e) {
        const auto& presences = program_.choice(program_.presences).values;
        return {{},
                agent(e.agent),
                fmt::format("{} is {}", agent(e.agent), presences[e.presence].name)};
    }
    template <class Other>
    Told of(const Other&) {
        return {};
    }

    /// Null for items of declared work types.
    [[nodiscard]] const typed::Plan* plan_of(model::ItemId item) {
        const std::size_t declared = program_.work_types.size();
        const std::size_t type = types_[item.number].index();
        if (type < declared || type - declared >= program_.plans.size()) return nullptr;
        return &program_.plans[type - declared];
    }
    /// Of an item that stands for a step of a case, nothing.
    [[nodiscard]] const typed::WorkType& type_of(model::ItemId item) {
        static const typed::WorkType kNone;
        const typed::WorkTypeId type = types_[item.number];
        return type.index() < program_.work_types.size() ? program_.work_type(type) : kNone;
    }
    [[nodiscard]] const std::vector<typed::Attribute>& attributes_of(model::ItemId item) {
        const typed::Plan* plan = plan_of(item);
        return plan != nullptr ? plan->data : type_of(item).attributes;
    }
    [[nodiscard]] std::string agent(model::AgentId id) const {
        return world_.engine().state().agent(id).facts.id;
    }
    [[nodiscard]] std::string until(const std::optional<Instant>& instant) const {
        return instant && *instant < abi::kLastInstant ? " until " + words_.moment(*instant) : "";
    }
    [[nodiscard]] static std::string points(abi::Points points) {
        return number(abi::shown(points));
    }
    [[nodiscard]] std::string by() const {
        switch (cause_->by.kind) {
            case model::Actor::Kind::Rule: return " by a rule";
            case model::Actor::Kind::Source: return " by the source";
            case model::Actor::Kind::System: return "";
            default: return " by " + cause_->by.name;
        }
    }

    const World& world_;
    const typed::Program& program_;
    const source::SourceSet& sources_;
    const Words& words_;
    const model::Cause* cause_ = nullptr;
    std::map<std::uint64_t, typed::WorkTypeId> types_;
    std::map<std::uint64_t, std::uint32_t> segments_;
    std::map<std::uint64_t, std::array<std::optional<Instant>, 3>> promised_;
};

}  // namespace

void tell_history(const World& world, const source::SourceSet& sources, const Words& words,
                  const Wanted& wanted, Failure& to) {
    Teller teller(world, sources, words);
    const bool several = wanted.items.size() > 1;
    std::vector<HappenedLine> lines;
    for (const model::Event& event : world.events()) {
        const Told told = teller.tell(event);
        if (told.what.empty()) continue;
        const bool about = std::ranges::find(wanted.items, told.item) != wanted.items.end() ||
                           std::ranges::find(wanted.agents, told.agent) != wanted.agents.end();
        if (!about) continue;
        const bool named = told.item.number != 0 && (several || !wanted.agents.empty());
        lines.push_back({words.moment(event.at),
                         named ? world.name_of(told.item) + ": " + told.what : told.what});
    }
    if (lines.size() > wanted.lines_max) {
        to.left_out = lines.size() - wanted.lines_max;
        lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(to.left_out));
    }
    to.before = std::move(lines);
}

}  // namespace reeve::trial
