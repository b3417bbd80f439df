#include "compiler/explain/scene.h"

// The item as it was read: its attributes, and what the record said of it besides.

namespace reeve::explain {

using eval::Value;
using typed::Fact;

namespace {

struct SaidFact {
    Fact fact;
    std::optional<Value> value;  // nothing: not worth a line
    typed::ChoiceId choice;
};

std::optional<Value> said(const std::optional<std::uint32_t>& choice) {
    if (!choice) return std::nullopt;
    return Value(eval::ChoiceValue{*choice});
}

std::optional<Value> said(const std::optional<std::string>& reference) {
    if (!reference) return std::nullopt;
    return Value(eval::Reference{*reference});
}

std::optional<Value> said(std::int64_t count) {
    if (count == 0) return std::nullopt;
    return Value(Decimal(count));
}

std::vector<SaidFact> said_facts(const Scene& scene) {
    const eval::Item& item = scene.item;
    const auto text = [](const std::string& value) {
        return value.empty() ? std::optional<Value>() : Value(value);
    };
    std::optional<Value> in_line;
    if (item.in_line_since && *item.in_line_since != item.created)
        in_line = Value(*item.in_line_since);
    return {
        {Fact::Id, text(item.id), {}},
        {Fact::Key, text(item.key.value_or("")), {}},
        {Fact::Source, said(item.source), scene.program.source_names},
        {Fact::Created, Value(item.created), {}},
        {Fact::State, Value(eval::ChoiceValue{item.state}), scene.program.states},
        {Fact::InLineSince, in_line, {}},
        {Fact::Queue, said(item.queue), scene.program.queue_names},
        {Fact::Assignee, said(item.assignee), {}},
        {Fact::OfferedTo, said(item.offered_to), {}},
        {Fact::PreviousAssignee, said(item.previous_assignee), {}},
        {Fact::Declines, said(item.declines), {}},
        {Fact::Misses, said(item.misses), {}},
        {Fact::Reassignments, said(item.reassignments), {}},
        {Fact::Outcome, said(item.outcome), scene.type.outcomes},
    };
}

bool is_default(const Scene& scene, std::size_t index) {
    const typed::Attribute& attribute = scene.type.attributes[index];
    if (!attribute.default_value.valid()) return false;
    if (!scene.options.given.empty()) return !scene.options.given[index];
    return scene.item.attributes[index] ==
           scene.context.prepared.constants[attribute.default_value.index()];
}

}  // namespace

std::vector<ItemPart> explain_item(const Scene& scene) {
    std::vector<ItemPart> parts;
    for (std::size_t i = 0; i < scene.type.attributes.size(); ++i) {
        const typed::Attribute& attribute = scene.type.attributes[i];
        parts.push_back({attribute.header.name,
                         scene.format.shown(attribute.type.type, scene.item.attributes[i]), false,
                         is_default(scene, i)});
    }
    for (const SaidFact& fact : said_facts(scene)) {
        if (!fact.value) continue;
        typed::Type type;
        type.base = typed::info(fact.fact).base;
        type.choice = fact.choice;
        parts.push_back({std::string(typed::info(fact.fact).text),
                         scene.format.shown(type, *fact.value), true, false});
    }
    return parts;
}

}  // namespace reeve::explain
