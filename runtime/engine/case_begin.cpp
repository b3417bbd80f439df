#include "runtime/engine/case_steps.h"
#include "runtime/engine/values.h"

#include <algorithm>

// How a part of a case begins, and what the rules say of its item.

namespace reeve::engine {

using Kind = abi::PlanPart::Kind;

namespace {

class Beginning {
public:
    Beginning(const Turn& turn, const state::Case& of, std::uint32_t part)
        : turn_(turn),
          case_(of),
          number_(part),
          plan_(plan_of(turn, of)),
          part_(plan_.parts[part]),
          item_(turn.state.item(of.item)),
          scene_(turn.scene(item_)) {}

    void run() {
        model::PartStarted started{case_.item, number_, {}, {}};
        const bool is_item = part_.is_answered() || part_.kind == Kind::Work;
        if (part_.due && !is_item) started.due = promise_of(turn_, *part_.due, turn_.now);
        if (part_.limit) started.limit = turn_.rules.moved(part_.limit->id, turn_.now, false);
        turn_.emit(std::move(started));
        switch (part_.kind) {
            case Kind::Stage: promise_milestones(turn_, plan_, case_.item, number_); break;
            case Kind::Form:
            case Kind::Approval: open_item(); break;
            case Kind::Work: capture(values()); break;
            case Kind::Case: open_child(); break;
            case Kind::Ask: ask(); break;
            case Kind::Wait:
            case Kind::Milestone: break;
        }
    }

    /// What it shows follows the case's data.
    void open_item() {
        std::vector<model::AttributeValue> given;
        for (const auto& [attribute, data] : part_.mirrored)
            given.push_back({attribute, item_.facts.attributes[data]});
        capture(given);
    }

private:
    [[nodiscard]] std::vector<model::AttributeValue> values() const {
        std::vector<model::AttributeValue> given;
        for (const abi::FieldValue& field : part_.fields)
            given.push_back({field.attribute, field.value.valid()
                                                  ? turn_.rules.value(field.value, scene_)
                                                  : abi::Value()});
        return given;
    }

    void capture(const std::vector<model::AttributeValue>& given) {
        const abi::Program& program = turn_.program();
        const abi::WorkType& type = program.work_types[part_.work_type.index()];
        auto complete = complete_values(program, type.attributes, given);
        // What the checker let pass fits; anything else is nobody's work.
        if (!complete) return cancel();
        const ItemId id = turn_.state.next_item();
        turn_.emit(model::ItemCaptured{id, part_.work_type, std::nullopt, std::nullopt,
                                       std::move(*complete), type.points,
                                       abi::OfCase{case_.item.number, number_}});
        turn_.emit(model::PartWorked{case_.item, number_, id});
    }

    void open_child() {
        const auto opened = open_case(turn_, {part_.child, std::nullopt, std::nullopt, values()},
                                      {case_.item, number_});
        if (!opened) return cancel();
        turn_.emit(model::PartWorked{case_.item, number_, *opened});
    }

    void ask() {
        model::SourceAsked asked{case_.item, number_, part_.source, {}};
        asked.values.resize(part_.ask_names.size());
        for (model::AttributeValue& value : values())
            asked.values[value.attribute] = std::move(value.value);
        turn_.emit(std::move(asked));
    }

    void cancel() { turn_.emit(model::PartCancelled{case_.item, number_}); }

    const Turn& turn_;
    const state::Case& case_;
    std::uint32_t number_;
    const abi::Plan& plan_;
    const abi::PlanPart& part_;
    const state::Item& item_;
    abi::Scene scene_;
};

void promise_due(const Turn& turn, const std::optional<abi::Term>& due, const state::Item& item,
                 abi::Parts parts, abi::Decision& decision) {
    if (!due) return;
    const auto place = static_cast<std::size_t>(abi::PromiseKind::Due);
    decision.promises[place] = item.facts.promises[place];
    if (parts.promises == abi::Parts::Promises::StartOver)
        decision.promises[place] = promise_of(turn, *due, turn.now);
    else if (!decision.promises[place])
        decision.promises[place] = promise_of(turn, *due, item.facts.created);
}

/// Of a step without rules of its own: as urgent as its case.
void take_priority(const Turn& turn, const state::Item& of, abi::Decision& decision) {
    decision.band = of.band;
    decision.band_until = abi::kLastInstant;
    decision.priority = {};
    decision.priority.value = turn.waiting.priority(of);
    decision.priority.slopes = of.slopes;
    decision.priority.until = of.wake(Wake::Priority);
}

}  // namespace

void begin_part(const Turn& turn, const state::Case& the_case, std::uint32_t part) {
    Beginning(turn, the_case, part).run();
}

void open_step_item(const Turn& turn, const state::Case& the_case, std::uint32_t part) {
    Beginning(turn, the_case, part).open_item();
}

void decide_in_case(const Turn& turn, const state::Item& item, abi::Parts parts,
                    abi::Decision& decision) {
    const abi::WorkType& type = turn.type_of(item);
    if (!type.of_step) turn.rules.decide(item.facts, turn.house, turn.now, parts, decision);
    const state::Case& of = *case_of(turn, item);
    const abi::Plan& plan = plan_of(turn, of);
    if (type.plan.valid()) return promise_due(turn, plan.due, item, parts, decision);
    const abi::PlanPart& part = plan.parts[item.facts.of_case->part];
    promise_due(turn, part.due, item, parts, decision);
    if (!type.has_priority) take_priority(turn, turn.state.item(of.item), decision);
    if (part.queue.valid()) {
        decision.route.to = 0;
        decision.route.relaxed_to.reset();
        decision.route.parts = {{1, part.queue}};
    }
    decision.route.never_tests.insert(decision.route.never_tests.end(), part.never.begin(),
                                      part.never.end());
    for (const std::uint32_t step : part.never_who) {
        const std::string& who = of.facts.parts[step].completed_by;
        if (!who.empty()) decision.route.never.push_back(who);
    }
}

}  // namespace reeve::engine
