#pragma once

#include "runtime/abi/rules.h"

#include <algorithm>

// Rules as a person would write them in C++, so that what is measured is the engine: one queue of
// 64 skills with five levels, a priority that rises with age, no promises.

namespace reeve::bench {

inline constexpr std::size_t kSkills = 64;

class PlainRules : public abi::Rules {
public:
    PlainRules() {
        auto choice = [&](std::string name, std::vector<std::string> values) {
            abi::Choice made{std::move(name), {}};
            for (std::string& value : values) made.values.push_back({value, value});
            program_.choices.push_back(std::move(made));
        };
        choice("state", {"queued", "offered", "assigned", "wrapping", "parked", "held", "completed",
                         "cancelled", "expired", "refused"});
        choice("presence", {"available", "away", "offline"});
        choice("band", {"only"});
        program_.states = abi::ChoiceId(0);
        program_.presences = abi::ChoiceId(1);
        program_.bands = abi::ChoiceId(2);
        for (std::size_t i = 0; i < kSkills; ++i) {
            const std::string name = "s" + std::to_string(i);
            program_.skills.push_back({{name, name}, 1, 5});
        }
        abi::WorkType type;
        type.named = {"Task", "Task"};
        for (const char* name : {"skill", "level", "base"}) {
            abi::Attribute attribute;
            attribute.named = {name, name};
            attribute.type.kind = abi::ValueType::Kind::Number;
            attribute.type.high = 1'000'000;
            type.attributes.push_back(attribute);
        }
        type.has_route = type.has_priority = true;
        type.reads_handling = false;
        program_.work_types = {type};
        abi::Queue queue;
        queue.named = {"all", "All"};
        program_.queues = {queue};
    }

    [[nodiscard]] const abi::Program& program() const override { return program_; }
    void decide(const abi::Item& item, const abi::House&, Instant now, abi::Parts parts,
                abi::Decision& decision) const override {
        if (parts.priority) {
            decision.priority.value =
                abi::Points{*item.attributes[2].number().to_int64()} * kPoint +
                abi::Points{now.ms - item.created.ms} * kSlope;
            decision.priority.slopes = {{abi::CalendarId(), kSlope}};
        }
        if (parts.route) {
            decision.route.to = 0;
            decision.route.parts = {{1, abi::QueueId(0)}};
            decision.route.needs = {
                {abi::SkillId(static_cast<std::size_t>(*item.attributes[0].number().to_int64())),
                 *item.attributes[1].number().to_int64()}};
        }
    }
    [[nodiscard]] bool holds(abi::ExprId, const abi::Scene&) const override { return true; }
    [[nodiscard]] abi::Value value(abi::ExprId, const abi::Scene&) const override { return {}; }
    [[nodiscard]] std::string text(abi::TextId, const abi::Scene&) const override { return {}; }
    [[nodiscard]] Instant repeat(const abi::Item&, std::uint32_t, Instant from) const override {
        return from;
    }
    [[nodiscard]] Instant holds_until(abi::ExprId, const abi::Scene&) const override {
        return abi::kLastInstant;
    }
    [[nodiscard]] bool is_member(abi::QueueId, const abi::Agent&) const override { return true; }
    [[nodiscard]] Decimal rank(const abi::Item&, const abi::Agent&, const abi::House&,
                               Instant) const override {
        return {};
    }
    [[nodiscard]] std::optional<abi::IntakeChoice> take_in(std::uint32_t,
                                                           std::span<const abi::Value>,
                                                           const abi::House&,
                                                           Instant) const override {
        return std::nullopt;
    }
    [[nodiscard]] std::int64_t position(abi::CalendarId, Instant instant) const override {
        return instant.ms;
    }
    [[nodiscard]] Instant plus(abi::CalendarId, Instant from, Duration length) const override {
        return {from.ms + length.ms};
    }
    [[nodiscard]] bool is_open(abi::CalendarId, Instant) const override { return true; }
    [[nodiscard]] Instant next_turn(abi::CalendarId, Instant) const override {
        return abi::kLastInstant;
    }
    [[nodiscard]] Instant moved(abi::TermId, Instant from, bool) const override { return from; }
    [[nodiscard]] Date local_date(Instant instant) const override {
        return {static_cast<std::int32_t>(instant.ms / 86'400'000)};
    }
    [[nodiscard]] Instant next_midnight(Instant instant) const override {
        return {(instant.ms / 86'400'000 + 1) * 86'400'000};
    }

private:
    static constexpr abi::Points kPoint = 1'000'000'000'000'000'000;
    static constexpr abi::Points kSlope = kPoint / 3'600'000;

    abi::Program program_;
};

}  // namespace reeve::bench
