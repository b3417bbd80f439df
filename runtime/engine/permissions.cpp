#include "runtime/engine/permissions.h"

#include <fmt/format.h>

namespace reeve::engine {

using model::Act;
using model::Actor;
using model::RejectionCode;

namespace {

bool only_source_may(const abi::Source& source, Act act) {
    switch (act) {
        case Act::Cancel: return source.only_cancels;
        case Act::Update: return source.only_updates;
        case Act::Complete: return source.only_completes;
        case Act::Hold: return source.only_holds;
        case Act::Resume: return source.only_resumes;
        case Act::Reopen: return source.only_reopens;
        default: return false;
    }
}

/// What agents do to their own work only.
bool needs_holder(Act act) {
    return act == Act::Complete || act == Act::Transfer || act == Act::Requeue;
}

/// What a supervisor or a source decides.
bool not_for_agents(Act act) {
    return act == Act::Hold || act == Act::Resume || act == Act::Cancel || act == Act::Boost ||
           act == Act::Assign || act == Act::Expire;
}

}  // namespace

Checked permitted(const Turn& turn, const state::Item& item, Act act, const Actor& by) {
    if (by.kind == Actor::Kind::System || by.kind == Actor::Kind::Rule) return {};
    if (item.facts.source) {
        const abi::Source& source = turn.program().sources[*item.facts.source];
        const bool is_source = by.kind == Actor::Kind::Source && by.name == source.named.name;
        if (only_source_may(source, act) && !is_source)
            return turn.refuse(RejectionCode::OnlySource,
                               fmt::format("only the source `{}` may do that (`{}`) to its items",
                                           source.named.name, model::name_of(act)));
    }
    if (by.kind != Actor::Kind::Agent) return {};
    if (not_for_agents(act))
        return turn.refuse(
            RejectionCode::NotAllowed,
            fmt::format("an agent may not do that (`{}`): ask a supervisor", model::name_of(act)));
    const bool holds = item.agent.valid() && item.state != ItemState::Offered &&
                       turn.state.agent(item.agent).facts.id == by.name;
    if (needs_holder(act) && !holds && model::allows(item.state, act))
        return turn.refuse(RejectionCode::NotHolder,
                           fmt::format("`{}` has to have the item to do that (`{}`)", by.name,
                                       model::name_of(act)));
    return {};
}

}  // namespace reeve::engine
