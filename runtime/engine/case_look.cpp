#include "runtime/engine/case_steps.h"

#include <algorithm>

// What a case's plan does at a moment. One thing at a time, so that no condition sees half-made
// changes: after each the case is looked at again, until nothing moves.

namespace reeve::engine {

using abi::PartState;
using Kind = abi::PlanPart::Kind;

namespace {

bool is_settled(PartState state) {
    return state == PartState::Done || state == PartState::Skipped || state == PartState::Cancelled;
}

class Looking {
public:
    Looking(const Turn& turn, const state::Item& item)
        : turn_(turn),
          item_(item),
          case_(*case_of(turn, item)),
          plan_(plan_of(turn, case_)),
          parts_(case_.facts.parts),
          scene_(turn.scene(item)) {}

    void run() {
        if (model::is_finished(item_.state)) return close();
        if (follow_data() || finish_steps() || redo_or_repeat() || finish_stages() || start() ||
            reach() || end())
            return;
        for (const abi::ExprId condition : conditions_)
            later(turn_.rules.holds_until(condition, scene_));
        if (again_ != item_.wake(Wake::Route)) turn_.emit(model::CaseScheduled{item_.id, again_});
    }

private:
    [[nodiscard]] std::uint32_t count() const {
        return static_cast<std::uint32_t>(plan_.parts.size());
    }
    void later(Instant instant) {
        if (instant > turn_.now) again_ = std::min(again_, instant);
    }
    /// It is looked at again when time alone may change the answer.
    bool holds(abi::ExprId condition) {
        if (!condition.valid()) return true;
        conditions_.push_back(condition);
        return turn_.rules.holds(condition, scene_);
    }
    [[nodiscard]] bool is_open(std::uint32_t stage) const {
        return stage == abi::PlanPart::kNone || parts_[stage].state == PartState::Active;
    }
    [[nodiscard]] bool is_inside(std::uint32_t part, std::uint32_t stage) const {
        for (std::uint32_t at = plan_.parts[part].parent; at != abi::PlanPart::kNone;
             at = plan_.parts[at].parent) {
            if (at == stage) return true;
        }
        return false;
    }

    bool follow_data();
    bool finish_steps();
    bool finish(std::uint32_t number);
    bool finish_worked(std::uint32_t number, const state::Item& work);
    bool finish_stages();
    bool redo_or_repeat();
    void reset(std::uint32_t from, std::uint32_t by, std::optional<std::uint32_t> redo);
    bool start();
    bool may_start(const abi::PlanPart& part);
    [[nodiscard]] std::optional<Instant> start_moment(const abi::PlanPart& part) const;
    void skip(std::uint32_t number);
    bool reach();
    bool end();
    bool nothing_left();
    void end_as(std::uint32_t outcome, std::optional<std::uint32_t> ending);
    void close();
    void cancel(std::uint32_t number);

    const Turn& turn_;
    const state::Item& item_;
    const state::Case& case_;
    const abi::Plan& plan_;
    const std::vector<abi::CasePart>& parts_;
    abi::Scene scene_;
    std::vector<abi::ExprId> conditions_;
    Instant again_ = abi::kLastInstant;
};

/// What items of steps show of the case's data.
bool Looking::follow_data() {
    for (std::uint32_t i = 0; i < count(); ++i) {
        if (parts_[i].state != PartState::Active || parts_[i].work == 0 ||
            plan_.parts[i].mirrored.empty())
            continue;
        const state::Item& work = turn_.state.item(ItemId{parts_[i].work});
        model::ItemUpdated updated{work.id, {}};
        for (const auto& [attribute, data] : plan_.parts[i].mirrored) {
            const abi::Value& value = item_.facts.attributes[data];
            if (work.facts.attributes[attribute] != value)
                updated.changes.push_back({attribute, value});
        }
        if (updated.changes.empty() || model::is_finished(work.state)) continue;
        turn_.emit(std::move(updated));
        return true;
    }
    return false;
}

bool Looking::finish_steps() {
    for (std::uint32_t i = 0; i < count(); ++i) {
        if (parts_[i].state == PartState::Active && plan_.parts[i].is_step() && finish(i))
            return true;
    }
    return false;
}

bool Looking::finish(std::uint32_t number) {
    const abi::PlanPart& part = plan_.parts[number];
    const std::optional<Instant> limit = case_.progress[number].limit;
    const bool over = limit && *limit <= turn_.now;
    if (part.kind == Kind::Wait) {
        if (!holds(part.when)) {
            if (limit) later(*limit);
            if (!over) return false;
            if (part.ends_as) {
                end_as(*part.ends_as, std::nullopt);
                return true;
            }
        }
        turn_.emit(model::PartDone{item_.id, number, {}, {}, {}, {}});
        return true;
    }
    if (parts_[number].work != 0)
        return finish_worked(number, turn_.state.item(ItemId{parts_[number].work}));
    if (part.kind != Kind::Ask) return false;
    if (limit) later(*limit);
    // Nobody has answered: a person does.
    if (over) open_step_item(turn_, case_, number);
    return over;
}

bool Looking::finish_worked(std::uint32_t number, const state::Item& work) {
    if (work.state == ItemState::Completed || work.state == ItemState::Wrapping) {
        const auto& by = work.facts.of_case->is_whole() ? std::optional<std::string>()
                                                        : work.facts.previous_assignee;
        turn_.emit(model::PartDone{item_.id, number, {}, {}, {}, by.value_or("")});
        return true;
    }
    if (!model::is_finished(work.state)) return false;
    turn_.emit(model::PartCancelled{item_.id, number});
    return true;
}

/// Nothing in it is active, and all that it needs is settled.
bool Looking::finish_stages() {
    for (std::uint32_t i = 0; i < count(); ++i) {
        const abi::PlanPart& part = plan_.parts[i];
        if (part.kind != Kind::Stage || parts_[i].state != PartState::Active) continue;
        const bool over = std::ranges::all_of(part.children, [&](std::uint32_t child) {
            const abi::PlanPart& inner = plan_.parts[child];
            if (inner.kind == Kind::Milestone || is_settled(parts_[child].state)) return true;
            return !inner.required && parts_[child].state == PartState::NotStarted;
        });
        if (!over) continue;
        turn_.emit(model::PartDone{item_.id, i, {}, {}, {}, {}});
        return true;
    }
    return false;
}

bool Looking::redo_or_repeat() {
    for (std::uint32_t i = 0; i < count(); ++i) {
        const abi::PlanPart& part = plan_.parts[i];
        if (parts_[i].state != PartState::Done || !is_open(part.parent)) continue;
        const state::PartProgress& progress = case_.progress[i];
        for (std::uint32_t r = 0; r < part.redos.size(); ++r) {
            const abi::Redo& redo = part.redos[r];
            if (r < progress.redos.size() && progress.redos[r] >= redo.times) continue;
            const bool wanted = redo.when_sent_back ? parts_[i].verdict == abi::Verdict::SentBack
                                                    : holds(redo.when);
            if (!wanted) continue;
            reset(redo.from, i, r);
            return true;
        }
        if (part.repeat && progress.repeats < part.repeat->times && holds(part.repeat->when)) {
            reset(i, i, std::nullopt);
            return true;
        }
    }
    return false;
}

/// All parts from one to another in the document, with what is inside them.
void Looking::reset(std::uint32_t from, std::uint32_t by, std::optional<std::uint32_t> redo) {
    model::PartsReset event{item_.id, {}, {}, {from}, by, redo};
    for (std::uint32_t i = 0; i < count(); ++i) {
        if (is_inside(from, i)) {
            if (parts_[i].state == PartState::Done) event.stages.push_back(i);
            continue;
        }
        bool afresh = i >= from && (i <= by || is_inside(i, by));
        for (const std::uint32_t stage : event.parts) afresh = afresh || is_inside(i, stage);
        if (!afresh || plan_.parts[i].kind == Kind::Milestone) continue;
        if (parts_[i].state == PartState::Active) cancel(i);
        event.parts.push_back(i);
    }
    turn_.emit(std::move(event));
}

std::optional<Instant> Looking::start_moment(const abi::PlanPart& part) const {
    const abi::Value moment = turn_.rules.value(part.moment, scene_);
    if (moment.is_missing()) return std::nullopt;
    if (!part.distance) return moment.moment();
    return turn_.rules.moved(part.distance->id, moment.moment(), part.before);
}

bool Looking::may_start(const abi::PlanPart& part) {
    if (part.after != abi::PlanPart::kNone && !is_settled(parts_[part.after].state)) return false;
    if (!holds(part.starts_when)) return false;
    if (!part.moment.valid()) return true;
    const auto at = start_moment(part);
    if (at) later(*at);
    return at && *at <= turn_.now;
}

bool Looking::start() {
    for (std::uint32_t i = 0; i < count(); ++i) {
        const abi::PlanPart& part = plan_.parts[i];
        if (part.kind == Kind::Milestone || parts_[i].state != PartState::NotStarted ||
            !is_open(part.parent))
            continue;
        const bool forced = case_.progress[i].forced;
        if (!forced && (parts_[i].offered || !may_start(part))) continue;
        if (!holds(part.only_if))
            skip(i);
        else if (part.by_hand && !forced)
            turn_.emit(model::PartOffered{item_.id, i});
        else
            begin_part(turn_, case_, i);
        return true;
    }
    return false;
}

void Looking::skip(std::uint32_t number) {
    model::PartsSkipped event{item_.id, {number}};
    for (std::uint32_t i = 0; i < count(); ++i) {
        if (is_inside(i, number) && plan_.parts[i].kind != Kind::Milestone &&
            parts_[i].state == PartState::NotStarted)
            event.parts.push_back(i);
    }
    turn_.emit(std::move(event));
}

/// A milestone is looked at from the start of its stage on.
bool Looking::reach() {
    for (std::uint32_t i = 0; i < count(); ++i) {
        const abi::PlanPart& part = plan_.parts[i];
        if (part.kind != Kind::Milestone || parts_[i].state != PartState::NotStarted) continue;
        const bool looked_at = part.parent == abi::PlanPart::kNone ||
                               parts_[part.parent].state == PartState::Active ||
                               parts_[part.parent].state == PartState::Done;
        if (!looked_at || !holds(part.when)) continue;
        turn_.emit(model::MilestoneReached{item_.id, i});
        return true;
    }
    return false;
}

bool Looking::end() {
    for (std::uint32_t i = 0; i < plan_.endings.size(); ++i) {
        const abi::Ending& ending = plan_.endings[i];
        const bool ends = ending.nothing_left ? nothing_left() : holds(ending.when);
        if (case_.resting == i) {
            if (ends) continue;
            turn_.emit(model::EndingArmed{item_.id});
            return true;
        }
        if (!ends) continue;
        end_as(ending.outcome, i);
        return true;
    }
    return false;
}

/// No step is active and no start waits for a moment. Offers to start by hand do not count.
bool Looking::nothing_left() {
    for (std::uint32_t i = 0; i < count(); ++i) {
        const abi::PlanPart& part = plan_.parts[i];
        if (part.kind == Kind::Milestone) continue;
        if (part.is_step() && parts_[i].state == PartState::Active) return false;
        if (parts_[i].state != PartState::NotStarted || !is_open(part.parent) || parts_[i].offered)
            continue;
        if (part.after != abi::PlanPart::kNone && !is_settled(parts_[part.after].state)) continue;
        if (part.starts_when.valid() &&
            turn_.rules.holds_until(part.starts_when, scene_) < abi::kLastInstant)
            return false;
        if (!part.moment.valid() || !holds(part.starts_when)) continue;
        const auto at = start_moment(part);
        if (at && *at > turn_.now) return false;
    }
    return true;
}

void Looking::end_as(std::uint32_t outcome, std::optional<std::uint32_t> ending) {
    turn_.emit(model::CaseEnded{item_.id, ending});
    model::ItemCompleted done{item_.id, outcome, {}, 0, true};
    const auto& due = item_.facts.promises[static_cast<std::size_t>(abi::PromiseKind::Due)];
    done.on_time = !due || turn_.now < due->at;
    turn_.emit(std::move(done));
}

/// What is open in a case that has ended.
void Looking::close() {
    for (std::uint32_t i = 0; i < count(); ++i) {
        if (parts_[i].state == PartState::Active) cancel(i);
    }
}

void Looking::cancel(std::uint32_t number) {
    turn_.emit(model::PartCancelled{item_.id, number});
    if (parts_[number].work == 0) return;
    const state::Item& work = turn_.state.item(ItemId{parts_[number].work});
    if (!model::is_finished(work.state) && work.state != ItemState::Wrapping)
        turn_.emit(model::ItemCancelled{work.id});
}

}  // namespace

void look_at_case(const Turn& turn, const state::Item& item) { Looking(turn, item).run(); }

}  // namespace reeve::engine
