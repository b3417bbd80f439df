#include "runtime/engine/waiting.h"

#include <algorithm>

namespace reeve::engine {

using model::ItemState;

namespace {

order::ClockId clock_of(abi::CalendarId calendar) {
    return order::ClockId(calendar.valid() ? calendar.index() + 1 : 0);
}

bool is_pushed(const state::Item& item) {
    return item.state == ItemState::Queued && item.facts.queue.has_value();
}

/// When the clock would have begun, had it run without a break.
std::optional<Instant> began(const abi::ClockRuns& clock) {
    if (!clock.since) return std::nullopt;
    Instant start = *clock.since;
    for (const auto& run : clock.past) start.ms -= run.to.ms - run.from.ms;
    return start;
}

}  // namespace

Waiting::Waiting(const abi::Rules& rules, const state::State& state)
    : rules_(&rules), state_(&state) {
    const abi::Program& program = rules.program();
    positions_.resize(program.calendars.size() + 1);
    by_queue_.resize(program.queues.size());
    ages_.resize(program.queues.size());
    dues_.resize(program.queues.size());
    const bool all = std::ranges::any_of(program.work_types, &abi::WorkType::to_reads_queues);
    watched_.assign(program.queues.size(), all);
    for (const abi::Watch& watch : program.watches) watched_[watch.queue.index()] = true;
    for (const abi::WorkType& type : program.work_types) {
        notices_nobody_.push_back(
            std::ranges::any_of(type.escalation, [](const abi::EscalationLine& line) {
                return line.trigger.kind == abi::Trigger::Kind::NobodyFits;
            }));
    }
    advance_to(state.now());
}

void Waiting::advance_to(Instant now) {
    if (now == now_) return;
    now_ = now;
    positions_[0] = now.ms;
    for (std::size_t i = 1; i < positions_.size(); ++i)
        positions_[i] = rules_->position(abi::CalendarId(i - 1), now);
}

std::uint32_t Waiting::class_for(const state::Item& item) {
    ClassKey key{*item.queue(), item.facts.work_type, item.route.needs};
    const auto [found, made] =
        class_numbers_.try_emplace(key, static_cast<std::uint32_t>(classes_.size()));
    if (made) {
        by_queue_[key.queue.index()].push_back(found->second);
        classes_.push_back({key.queue, key.work_type, std::move(key.needs), order_.new_index()});
    }
    return found->second;
}

abi::Points Waiting::priority(const state::Item& item) const {
    abi::Points value = item.priority;
    for (const auto& slope : item.slopes) {
        const std::int64_t from = rules_->position(slope.clock, item.priority_since);
        value += slope.per_ms * (positions_[clock_of(slope.clock).index()] - from);
    }
    return value;
}

order::Rank Waiting::rank(const state::Item& item) const {
    const std::int64_t since =
        item.facts.in_line_since ? item.facts.in_line_since->ms : item.facts.created.ms;
    return {static_cast<std::int32_t>(item.band), priority(item), since, item.id.number};
}

bool Waiting::is_sensitive(const state::Item& item) const {
    if (!model::is_waiting(item.state)) return false;
    return !item.route.rings.empty() || !item.refusals.empty() ||
           notices_nobody_[item.facts.work_type.index()];
}

void Waiting::refresh(ItemId id) {
    const state::Item& item = state_->item(id);
    if (places_.size() <= id.number) places_.resize(id.number + 1);
    Place& place = places_[id.number];
    put_in_order(item, place);
    put_in_watch(item, place);
    if (is_sensitive(item))
        sensitive_.insert(id);
    else if (!sensitive_.empty())
        sensitive_.erase(id);
}

void Waiting::put_in_order(const state::Item& item, Place& place) {
    if (!is_pushed(item)) {
        if (place.entry.valid()) order_.erase(place.entry);
        place.entry = {};
        return;
    }
    std::array<order::Term, order::kClocksMax> terms;
    std::size_t count = 0;
    for (const auto& slope : item.slopes) {
        if (count == terms.size()) break;
        terms[count++] = {clock_of(slope.clock), slope.per_ms,
                          rules_->position(slope.clock, item.priority_since)};
    }
    std::sort(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(count),
              [](const order::Term& a, const order::Term& b) { return a.clock < b.clock; });
    const order::Piece piece{static_cast<std::int32_t>(item.band), item.priority,
                             std::span(terms.data(), count)};
    const std::uint32_t of_class = class_for(item);
    const order::IndexId index = classes_[of_class].index;
    if (place.entry.valid())
        order_.move(place.entry, index, piece);
    else
        place.entry = order_.insert(index, piece, item.facts.in_line_since->ms, item.id.number);
    place.of_class = of_class;
}

void Waiting::put_in_watch(const state::Item& item, Place& place) {
    if (place.watched) {
        ages_[place.watched->index()].erase({place.age, item.id});
        dues_[place.watched->index()].erase({place.due, item.id});
        place.watched.reset();
    }
    const bool waits = model::is_waiting(item.state) && item.facts.queue;
    if (!waits || !watched_[*item.facts.queue]) return;
    place.watched = item.queue();
    place.age = began(item.facts.waiting).value_or(abi::kLastInstant);
    const auto& due = item.facts.promises[static_cast<std::size_t>(abi::PromiseKind::Due)];
    place.due = due ? due->at : abi::kLastInstant;
    if (place.age < abi::kLastInstant) ages_[*item.facts.queue].insert({place.age, item.id});
    if (place.due < abi::kLastInstant) dues_[*item.facts.queue].insert({place.due, item.id});
}

}  // namespace reeve::engine
