#include "runtime/engine/noting.h"

// What happens in cases, and what that makes it necessary to look at.

namespace reeve::engine {

void Noting::tell_case(ItemId id) {
    const auto& link = impl_.state_.item(id).facts.of_case;
    if (!link) return;
    look_at_case(ItemId{link->number});
    if (!link->is_whole()) return;
    look_at_steps(id);
    const state::Case* of = impl_.state_.find_case(id);
    if (of != nullptr && of->parent.number != 0) look_at_case(of->parent);
}

void Noting::look_at_steps(ItemId the_case) {
    const state::Case* of = impl_.state_.find_case(the_case);
    if (of == nullptr) return;
    for (const abi::CasePart& part : of->facts.parts) {
        if (part.state != abi::PartState::Active || part.work == 0) continue;
        const ItemId work{part.work};
        const state::Item& item = impl_.state_.item(work);
        if (model::is_finished(item.state) || item.facts.of_case->is_whole()) continue;
        agenda_.add(work, Phase::Decide);
        impl_.matching_.add(work);
        if (item.agent.valid()) agenda_.agents.insert(item.agent);
    }
}

void Noting::operator()(const model::PriorityMoved& e) {
    const auto& link = impl_.state_.item(e.item).facts.of_case;
    if (link && link->is_whole()) look_at_steps(e.item);
}

void Noting::operator()(const model::PartDone& e) {
    look_at_case(e.item);
    handled(e.item);
    // Whoever completed it may be barred from another step.
    look_at_steps(e.item);
}

void Noting::operator()(const model::OwnerSet& e) {
    look_at_case(e.item);
    handled(e.item);
}

}  // namespace reeve::engine
