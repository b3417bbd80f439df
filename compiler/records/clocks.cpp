#include "compiler/records/clocks.h"

#include "base/check.h"

#include <string_view>

namespace reeve::records {

Phase phase_of(const typed::Program& program, std::uint32_t state) {
    const typed::Choice& states = program.choice(program.states);
    CHECK(state < states.values.size());
    const std::string_view name = states.values[state].name;
    if (name == "queued" || name == "offered") return Phase::Waiting;
    if (name == "assigned" || name == "parked") return Phase::InHand;
    if (name == "wrapping") return Phase::Over;
    return name == "held" ? Phase::Held : Phase::Finished;
}

void set_clocks(const typed::Program& program, Instant at, eval::Item& item) {
    const Phase phase = phase_of(program, item.state);
    item.waiting = item.waiting_here = item.working = item.untouched = {};
    item.finished.reset();
    if (phase == Phase::Waiting) {
        item.waiting.since = item.created;
        item.waiting_here.since = item.in_line_since;
        item.untouched.since = item.created;
        return;
    }
    item.waiting.past.push_back({item.created, at});
    item.untouched.since = at;
    if (phase == Phase::InHand || phase == Phase::Over) item.working.since = at;
    if (phase == Phase::Over || phase == Phase::Finished) item.finished = at;
}

void set_due(const eval::Rules& rules, const eval::House* house, Instant due, eval::Item& item) {
    constexpr auto kPlace = static_cast<std::size_t>(eval::PromiseKind::Due);
    item.promises[kPlace] = rules.promise(item, house)[kPlace];
    if (item.promises[kPlace]) item.promises[kPlace]->at = due;
}

}  // namespace reeve::records
