#include "base/check.h"
#include "runtime/model/part_states.h"
#include "runtime/state/applier.h"

#include <algorithm>

// Cases and their parts.

namespace reeve::state {

using abi::PartState;
using model::PartMove;

namespace {

void move(abi::CasePart& part, PartMove how, PartState next) {
    CHECK(model::allows(part.state, how));
    part.state = next;
}

}  // namespace

void Applier::enter(Item& entered) {
    if (entered.facts.of_case && entered.facts.of_case->is_whole())
        set_state(entered, model::ItemState::Assigned);
}

void Applier::operator()(const model::CaseOpened& event) {
    state_.case_places_.emplace(event.item.number,
                                static_cast<std::uint32_t>(state_.cases_.size()));
    Case& opened = state_.cases_.emplace_back();
    opened.item = event.item;
    opened.facts.plan = event.plan;
    opened.facts.reference = event.reference;
    opened.facts.parts.resize(event.parts);
    opened.progress.resize(event.parts);
    opened.version = state_.version_;
    opened.number = event.number;
    opened.parent = event.parent;
    opened.parent_part = event.parent_part;
    if (state_.series_.size() <= event.plan.index()) state_.series_.resize(event.plan.index() + 1);
    state_.series_[event.plan.index()] = event.number;
}

void Applier::operator()(const model::OwnerSet& event) {
    case_of(event.item).facts.owner = event.agent;
    touch(item(event.item));
}

void Applier::operator()(const model::PartOffered& event) {
    case_of(event.item).facts.parts[event.part].offered = true;
}

void Applier::operator()(const model::PartStarted& event) {
    Case& of = case_of(event.item);
    abi::CasePart& part = of.facts.parts[event.part];
    move(part, PartMove::Start, PartState::Active);
    part.verdict = abi::Verdict::None;
    part.offered = false;
    part.work = 0;
    part.started = at();
    part.ended.reset();
    part.due = event.due;
    of.progress[event.part].limit = event.limit;
    of.progress[event.part].forced = false;
}

void Applier::operator()(const model::PartWorked& event) {
    case_of(event.item).facts.parts[event.part].work = event.work.number;
}

void Applier::operator()(const model::PartDone& event) {
    Case& of = case_of(event.item);
    abi::CasePart& part = of.facts.parts[event.part];
    move(part, PartMove::Finish, PartState::Done);
    part.verdict = event.verdict;
    part.ended = at();
    part.completed_by = event.by;
    if (!event.answers.empty()) part.answers = event.answers;
    if (part.due) part.due->finished = at();
    of.progress[event.part].limit.reset();
    of.progress[event.part].rounds.push_back({PartState::Done, event.verdict, event.comment,
                                              event.answers, event.by, *part.started, at(),
                                              ItemId{part.work}});
    touch(item(event.item));
}

void Applier::operator()(const model::PartsSkipped& event) {
    Case& of = case_of(event.item);
    for (const std::uint32_t number : event.parts) {
        abi::CasePart& part = of.facts.parts[number];
        move(part, PartMove::Skip, PartState::Skipped);
        part.offered = false;
        part.ended = at();
        of.progress[number].forced = false;
    }
}

void Applier::operator()(const model::PartCancelled& event) {
    Case& of = case_of(event.item);
    abi::CasePart& part = of.facts.parts[event.part];
    move(part, PartMove::Cancel, PartState::Cancelled);
    part.ended = at();
    if (part.due) part.due->finished = at();
    of.progress[event.part].limit.reset();
    of.progress[event.part].rounds.push_back({PartState::Cancelled,
                                              abi::Verdict::None,
                                              {},
                                              {},
                                              {},
                                              *part.started,
                                              at(),
                                              ItemId{part.work}});
}

void Applier::operator()(const model::PartsReset& event) {
    Case& of = case_of(event.item);
    for (const std::uint32_t number : event.parts) {
        abi::CasePart& part = of.facts.parts[number];
        move(part, PartMove::Reset, PartState::NotStarted);
        part.verdict = abi::Verdict::None;
        part.offered = false;
        part.work = 0;
        part.started.reset();
        part.ended.reset();
        part.due.reset();
    }
    for (const std::uint32_t number : event.stages) {
        abi::CasePart& stage = of.facts.parts[number];
        stage.state = PartState::Active;
        stage.ended.reset();
        if (stage.due) stage.due->finished.reset();
    }
    for (const std::uint32_t number : event.again) of.progress[number].forced = true;
    if (!event.by) return;
    PartProgress& by = of.progress[*event.by];
    if (!event.redo) {
        ++by.repeats;
        return;
    }
    if (by.redos.size() <= *event.redo) by.redos.resize(*event.redo + 1);
    ++by.redos[*event.redo];
}

void Applier::operator()(const model::MilestonePromised& event) {
    case_of(event.item).facts.parts[event.part].due = event.due;
}

void Applier::operator()(const model::MilestoneReached& event) {
    abi::CasePart& part = case_of(event.item).facts.parts[event.part];
    part.state = PartState::Done;
    part.started = part.ended = at();
    if (part.due) part.due->finished = at();
}

void Applier::operator()(const model::CaseEnded& event) {
    case_of(event.item).resting = event.ending;
}

void Applier::operator()(const model::EndingArmed& event) { case_of(event.item).resting.reset(); }

void Applier::operator()(const model::CaseScheduled& event) {
    item(event.item).wake(Wake::Route) = event.again;
}

void Applier::operator()(const model::InteractionLinked& event) {
    case_of(event.item).interactions.push_back(event.interaction);
    touch(item(event.item));
}

void Applier::operator()(const model::InteractionUnlinked& event) {
    std::erase(case_of(event.item).interactions, event.interaction);
    touch(item(event.item));
}

}  // namespace reeve::state
