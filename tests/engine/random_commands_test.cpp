#include "tests/engine/random_commands.h"

#include <algorithm>

namespace reeve::engine::test {

namespace {

constexpr std::int64_t kMinute = 60'000, kDay = 1'440 * kMinute;
constexpr const char* kTexts[] = {"", "FR", "DE", "injury", "C-12", "ACC", "A-17", "vip", "Élan"};

}  // namespace

abi::Value RandomCommands::number(const abi::ValueType& type) {
    const int scale = std::min(type.decimals, 6);
    const Decimal unit = Decimal::scaled(1, scale);
    const auto bound = [&](Decimal value, std::int64_t otherwise) {
        return (value * unit).to_int64().value_or(otherwise);
    };
    constexpr std::int64_t kMost = 1'000'000'000'000;
    const std::int64_t low = std::max(bound(type.low, -kMost), -kMost);
    const std::int64_t high = std::max(low, std::min(bound(type.high, kMost), kMost));
    switch (below(8)) {
        case 0: return Decimal::scaled(low, -scale);
        case 1: return Decimal::scaled(high, -scale);
        case 2: return Decimal::scaled(low + below(high - low + 1), -scale);
        default: {
            // Amounts as they are in life, most of them round.
            const std::int64_t step = bound(Decimal(one_in(2) ? 1 : 100), 1);
            return Decimal::scaled(
                std::clamp(below(200) * std::max<std::int64_t>(step, 1), low, high), -scale);
        }
    }
}

abi::Value RandomCommands::single(const abi::ValueType& type, Instant now) {
    using Kind = abi::ValueType::Kind;
    switch (type.kind) {
        case Kind::YesNo: return one_in(2);
        case Kind::Text: return kTexts[below(std::ssize(kTexts))];
        case Kind::Choice:
            return abi::ChoiceValue{static_cast<std::uint32_t>(
                below(std::ssize(program_->choices[type.choice.index()].values)))};
        case Kind::Date: return Date{static_cast<std::int32_t>(now.ms / kDay + below(60) - 30)};
        case Kind::Time: return TimeOfDay{static_cast<std::int32_t>(below(kDay))};
        case Kind::Moment: return Instant{now.ms + below(20 * kDay) - 10 * kDay};
        case Kind::Agent: return abi::Reference{agent()};
        case Kind::Team:
            if (program_->teams.empty()) return abi::Reference{"nobody"};
            return abi::Reference{
                program_->teams[static_cast<std::size_t>(below(std::ssize(program_->teams)))]
                    .named.name};
        case Kind::Customer: return abi::Reference{"c1"};
        default: return number(type);
    }
}

abi::Value RandomCommands::value(const abi::ValueType& type, Instant now) {
    if (type.optional && one_in(3)) return {};
    if (!type.list) return single(type, now);
    abi::Value::List list;
    for (std::int64_t i = below(4); i > 0; --i) list.push_back(single(type, now));
    return list;
}

std::vector<model::AttributeValue> RandomCommands::values(
    const std::vector<abi::Attribute>& attributes, Instant now) {
    std::vector<model::AttributeValue> values;
    for (std::uint32_t i = 0; i < attributes.size(); ++i) {
        if (attributes[i].default_value && one_in(2)) continue;
        values.push_back({i, value(attributes[i].type, now)});
    }
    return values;
}

model::DefineAgent RandomCommands::define(const std::string& who, Instant now) {
    model::DefineAgent define{who, {}, {}, {}, {}};
    for (std::size_t i = 0; i < program_->teams.size(); ++i) {
        if (one_in(2)) define.teams.emplace_back(i);
    }
    for (std::size_t i = 0; i < program_->skills.size(); ++i) {
        const abi::Skill& skill = program_->skills[i];
        if (!one_in(3))
            define.skills.push_back(
                {abi::SkillId(i), static_cast<int>(skill.low + below(skill.high - skill.low + 1))});
    }
    define.attributes = values(program_->agent_attributes, now);
    // The same each time, so that nobody is left with more than is allowed.
    const std::size_t workload = static_cast<std::size_t>(who.back() - '0');
    if (workload < program_->workloads.size()) define.workload = abi::WorkloadId(workload);
    return define;
}

std::vector<model::Command> RandomCommands::opening(Instant now) {
    std::vector<model::Command> commands;
    for (const char* who : {"a0", "a1", "a2", "a3", "a4"}) {
        commands.push_back({{model::Actor::Kind::Person, "lea"}, define(who, now)});
        commands.push_back({{model::Actor::Kind::Agent, who}, model::SetPresence{who, 0}});
    }
    return commands;
}

model::CommandBody RandomCommands::capture(Instant now) {
    if (!program_->intakes.empty() && one_in(5)) {
        model::TakeIn take;
        take.intake = static_cast<std::uint32_t>(below(std::ssize(program_->intakes)));
        for (const abi::Attribute& param : program_->intakes[take.intake].params)
            take.values.push_back(value(param.type, now));
        return take;
    }
    model::CaptureItem capture;
    capture.work_type =
        abi::WorkTypeId(static_cast<std::size_t>(below(std::ssize(program_->work_types))));
    if (!program_->sources.empty() && one_in(2)) {
        capture.source = static_cast<std::uint32_t>(below(std::ssize(program_->sources)));
        if (one_in(2)) capture.key = "k" + std::to_string(below(20));
    }
    capture.given = values(program_->work_types[capture.work_type.index()].attributes, now);
    return capture;
}

model::CommandBody RandomCommands::about_house(const state::State& state) {
    const std::string who = agent();
    if (!program_->settings.empty() && one_in(3)) {
        const auto setting = static_cast<std::size_t>(below(std::ssize(program_->settings)));
        return model::ChangeSetting{abi::SettingId(setting),
                                    value(program_->settings[setting].type, state.now())};
    }
    if (one_in(3)) return define(who, state.now());
    const auto presences = std::ssize(program_->choices[program_->presences.index()].values);
    return model::SetPresence{who, one_in(2) ? 0 : static_cast<std::uint32_t>(below(presences))};
}

model::CommandBody RandomCommands::holding(const state::State& state, const state::Item& item,
                                           const std::string& who) {
    const Instant soon{state.now().ms + (1 + below(180)) * kMinute};
    const auto queue = abi::QueueId(
        static_cast<std::size_t>(below(std::max<std::int64_t>(1, std::ssize(program_->queues)))));
    switch (below(12)) {
        case 0:
        case 1:
        case 2: return model::AcceptOffer{item.id, who};
        case 3: return model::DeclineOffer{item.id, who, ""};
        case 4:
            return model::ParkItem{item.id, who, one_in(3) ? std::nullopt : std::optional(soon)};
        case 5: return model::TakeUpItem{item.id, who};
        case 6: return model::TakeItem{item.id, who};
        case 7: return model::TakeNext{queue, who};
        case 8: return model::AssignItem{item.id, who};
        case 9: return model::EndWrapUp{item.id, who};
        case 10: return model::TransferItem{item.id, queue};
        default: return model::RequeueItem{item.id, one_in(2)};
    }
}

model::CommandBody RandomCommands::about_item(const state::State& state, const state::Item& item) {
    const abi::WorkType& type = program_->work_types[item.facts.work_type.index()];
    const Instant soon{state.now().ms + (1 + below(180)) * kMinute};
    switch (below(13)) {
        case 0:
        case 1:
        case 2: {
            if (type.attributes.empty()) return model::BoostItem{item.id, Decimal(5)};
            const auto attribute = static_cast<std::uint32_t>(below(std::ssize(type.attributes)));
            return model::UpdateItem{
                item.id, {{attribute, value(type.attributes[attribute].type, state.now())}}};
        }
        case 3: return model::HoldItem{item.id, one_in(2) ? std::optional(soon) : std::nullopt};
        case 4:
        case 5: return model::ResumeItem{item.id};
        case 6: return model::CancelItem{item.id, "mistake"};
        case 7: return model::BoostItem{item.id, Decimal(below(60) - 20)};
        case 8: return model::RescheduleItem{item.id, soon};
        case 9:
            return one_in(2) ? model::CommandBody(model::ReopenItem{item.id})
                             : model::CommandBody(model::StartOverItem{item.id});
        case 10: return model::ReclassifyItem{item.id, {}, {}};
        default: {
            if (!type.outcomes.valid()) return model::CompleteItem{item.id, std::nullopt};
            const auto outcomes = std::ssize(program_->choices[type.outcomes.index()].values);
            return model::CompleteItem{item.id, static_cast<std::uint32_t>(below(outcomes))};
        }
    }
}

model::Actor RandomCommands::actor(const model::CommandBody& what) {
    using Kind = model::Actor::Kind;
    if (!program_->sources.empty() && one_in(4))
        return {Kind::Source,
                program_->sources[static_cast<std::size_t>(below(std::ssize(program_->sources)))]
                    .named.name};
    if (const auto* accept = std::get_if<model::AcceptOffer>(&what))
        return {Kind::Agent, accept->agent};
    return {Kind::Person, "lea"};
}

model::Command RandomCommands::next(const state::State& state) {
    model::CommandBody what;
    if (state.items().empty() || one_in(6)) {
        what = capture(state.now());
    } else if (one_in(8)) {
        what = about_house(state);
    } else {
        const state::Item& item =
            state.items()[static_cast<std::size_t>(below(std::ssize(state.items())))];
        std::string who = agent();
        if (item.agent.valid() && !one_in(10)) who = state.agent(item.agent).facts.id;
        what = one_in(2) ? holding(state, item, who) : about_item(state, item);
    }
    model::Actor by = actor(what);
    return {std::move(by), std::move(what)};
}

}  // namespace reeve::engine::test
