#include "runtime/engine/acts.h"
#include "runtime/engine/values.h"

#include <algorithm>

// What comes in and what changes of an item's data.

namespace reeve::engine {

using model::Act;
using model::RejectionCode;

Checked update(const Turn& turn, const state::Item& item,
               const std::vector<model::AttributeValue>& changes) {
    // A line may note something about what has just been completed.
    const bool by_rule = turn.cause.by.kind == model::Actor::Kind::Rule;
    if (Checked ok = allowed(turn, item, Act::Update); !ok && !by_rule) return ok;
    const auto& attributes = turn.type_of(item).attributes;
    model::ItemUpdated updated{item.id, {}};
    for (const model::AttributeValue& change : changes) {
        if (change.attribute >= attributes.size())
            return turn.refuse(RejectionCode::UnknownAttribute);
        const abi::Attribute& attribute = attributes[change.attribute];
        if (Refusal refusal =
                check_value(turn.program(), attribute.type, change.value, attribute.named.name))
            return std::unexpected(std::move(*refusal));
        if (item.facts.attributes[change.attribute] != change.value)
            updated.changes.push_back(change);
    }
    turn.emit(std::move(updated));
    return {};
}

Checked reclassify(const Turn& turn, const state::Item& item, abi::WorkTypeId type,
                   const std::vector<model::AttributeValue>& given) {
    if (Checked ok = allowed(turn, item, Act::Reclassify); !ok) return ok;
    if (!type.valid()) type = item.facts.work_type;
    const abi::Program& program = turn.program();
    if (type.index() >= program.work_types.size()) return turn.refuse(RejectionCode::UnknownType);
    const abi::WorkType& next = program.work_types[type.index()];
    std::vector<model::AttributeValue> values;
    if (type == item.facts.work_type) {
        // What is not given stays.
        for (std::uint32_t i = 0; i < item.facts.attributes.size(); ++i) {
            if (std::ranges::find(given, i, &model::AttributeValue::attribute) == given.end())
                values.push_back({i, item.facts.attributes[i]});
        }
    }
    values.insert(values.end(), given.begin(), given.end());
    auto complete = complete_values(program, next.attributes, values);
    if (!complete) return std::unexpected(std::move(complete.error()));
    if (item.state == ItemState::Held) turn.emit(model::ItemResumed{item.id});
    turn.emit(model::ItemReclassified{item.id, type, std::move(*complete), next.points});
    return {};
}

namespace {

/// What was given, and the source's defaults for the rest.
std::vector<model::AttributeValue> with_defaults(const Turn& turn, const abi::Source::Sends& sends,
                                                 std::vector<model::AttributeValue> given) {
    for (const abi::FieldValue& field : sends.defaults) {
        if (std::ranges::find(given, field.attribute, &model::AttributeValue::attribute) !=
            given.end())
            continue;
        abi::Scene scene;
        scene.now = turn.now;
        scene.house = &turn.house;
        given.push_back({field.attribute, field.value.valid() ? turn.rules.value(field.value, scene)
                                                              : abi::Value()});
    }
    return given;
}

}  // namespace

std::expected<model::ItemCaptured, model::Rejection> capture(
    const Turn& turn, abi::WorkTypeId type, std::optional<std::uint32_t> source,
    const std::optional<std::string>& key, const std::vector<model::AttributeValue>& given) {
    const abi::Program& program = turn.program();
    const auto refuse = [](RejectionCode code) { return std::unexpected(model::rejection(code)); };
    if (!type.valid() || type.index() >= program.work_types.size())
        return refuse(RejectionCode::UnknownType);
    // What stands for a plan or a step comes with its case only.
    if (program.work_types[type.index()].plan.valid() || program.work_types[type.index()].of_step)
        return refuse(RejectionCode::UnknownType);
    const abi::WorkType& work_type = program.work_types[type.index()];
    std::vector<model::AttributeValue> values = given;
    if (source) {
        if (*source >= program.sources.size()) return refuse(RejectionCode::UnknownSource);
        const auto& sends = program.sources[*source].sends;
        const auto found = std::ranges::find(sends, type, &abi::Source::Sends::work_type);
        if (found == sends.end()) return refuse(RejectionCode::NotSent);
        values = with_defaults(turn, *found, std::move(values));
    }
    auto complete = complete_values(program, work_type.attributes, values);
    if (!complete) return std::unexpected(std::move(complete.error()));
    return model::ItemCaptured{
        turn.state.next_item(), type,        source, key, std::move(*complete),
        work_type.points,       std::nullopt};
}

}  // namespace reeve::engine
