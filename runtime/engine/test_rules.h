#pragma once

#include "runtime/engine/engine.h"

#include <functional>

// A small house for the engine's own tests, whose rules are plain functions: real rule files are
// tested elsewhere.

namespace reeve::engine::test {

inline constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute;
inline constexpr Instant kMorning{1'772'442'000'000};  // 2026-03-02 09:00 UTC, a Monday

/// Work type 0 is `Claim`, with attributes 0 `amount` (0 to 1,000,000) and 1 `tag` (text,
/// optional); 1 is `Call`. Queue 0 pushes `Claim`s, queue 1 is a workbin, queue 2 assigns.
/// Skills 0 and 1, teams 0 and 1; members of a queue are all agents of the team of its number,
/// those of queue 2 everybody. Conditions are numbered as they are added.
class SmallRules : public abi::Rules {
public:
    using Condition = std::function<bool(const abi::Scene&)>;
    using Expr = std::function<abi::Value(const abi::Scene&)>;

    SmallRules();

    using Until = std::function<Instant(const abi::Scene&)>;
    abi::ExprId condition(Condition condition, Until until = {});
    /// An amount of time, as terms name it.
    abi::Term term(std::int64_t ms);
    abi::ExprId expr(Expr expr);

    abi::Program rules;
    /// What follows for an item; each may be replaced. `priority`: points at the instant, and a
    /// slope in plain time.
    std::function<void(const abi::Item&, Instant, abi::Route&)> route;
    std::function<abi::PriorityLine(const abi::Item&, Instant)> line;
    std::function<abi::PriorityLine(const abi::Item&, Instant)> case_line =
        [](const abi::Item&, Instant) { return abi::PriorityLine(); };
    std::function<std::uint32_t(const abi::Item&)> band = [](const abi::Item&) { return 0U; };
    std::function<Decimal(const abi::Agent&)> ranking = [](const abi::Agent&) { return Decimal(); };
    /// Thresholds by line of the escalation.
    std::vector<std::function<std::optional<Instant>(const abi::Item&)>> thresholds;
    std::optional<Duration> due_within;
    bool pauses_while_held = false;

    [[nodiscard]] const abi::Program& program() const override { return rules; }
    void decide(const abi::Item& item, const abi::House& house, Instant now, abi::Parts parts,
                abi::Decision& decision) const override;
    [[nodiscard]] bool holds(abi::ExprId condition, const abi::Scene& scene) const override;
    [[nodiscard]] abi::Value value(abi::ExprId expr, const abi::Scene& scene) const override;
    [[nodiscard]] std::string text(abi::TextId, const abi::Scene&) const override { return "text"; }
    [[nodiscard]] Instant repeat(const abi::Item&, std::uint32_t line, Instant from) const override;
    /// A condition whose answer moves with time says until when it stands.
    [[nodiscard]] Instant holds_until(abi::ExprId condition,
                                      const abi::Scene& scene) const override;
    [[nodiscard]] bool is_member(abi::QueueId queue, const abi::Agent& agent) const override;
    [[nodiscard]] Decimal rank(const abi::Item&, const abi::Agent& agent, const abi::House&,
                               Instant) const override {
        return ranking(agent);
    }
    [[nodiscard]] std::optional<abi::IntakeChoice> take_in(std::uint32_t,
                                                           std::span<const abi::Value>,
                                                           const abi::House&,
                                                           Instant) const override {
        return std::nullopt;
    }
    // One calendar: open from 08:00 to 18:00 UTC every day.
    [[nodiscard]] std::int64_t position(abi::CalendarId clock, Instant instant) const override;
    [[nodiscard]] Instant plus(abi::CalendarId clock, Instant from, Duration length) const override;
    [[nodiscard]] bool is_open(abi::CalendarId clock, Instant instant) const override;
    [[nodiscard]] Instant next_turn(abi::CalendarId clock, Instant instant) const override;
    [[nodiscard]] Instant moved(abi::TermId term, Instant from, bool back) const override;
    [[nodiscard]] Date local_date(Instant instant) const override;
    [[nodiscard]] Instant next_midnight(Instant instant) const override;

private:
    std::vector<Condition> conditions_;
    std::vector<Until> untils_;
    std::vector<std::int64_t> terms_;
    std::vector<Expr> exprs_;
};

/// An engine with the small house, and short words for what tests do.
class Bench {
public:
    explicit Bench(std::shared_ptr<SmallRules> rules = std::make_shared<SmallRules>(),
                   Instant now = kMorning);

    Reply does(model::CommandBody what, model::Actor by = {model::Actor::Kind::Person, "lea"});
    Reply agent_does(const std::string& agent, model::CommandBody what);
    void agent(const std::string& name, std::vector<std::uint32_t> teams,
               std::vector<abi::Agent::Level> skills = {}, abi::WorkloadId workload = {});
    ItemId claim(std::int64_t amount = 0, std::uint32_t work_type = 0);
    void later(std::int64_t ms);
    void presence(const std::string& agent, model::Presence presence);

    [[nodiscard]] const state::Item& item(ItemId id) const { return engine.state().item(id); }
    [[nodiscard]] const state::Agent& who(const std::string& name) const {
        return *engine.state().find_agent(name);
    }
    /// Events of a kind so far.
    template <class E>
    [[nodiscard]] std::vector<E> all() const {
        std::vector<E> found;
        for (const model::Event& event : events) {
            if (const E* one = std::get_if<E>(&event.what)) found.push_back(*one);
        }
        return found;
    }

    std::shared_ptr<SmallRules> rules;
    Instant now;
    Engine engine;
    model::Events events;
};

}  // namespace reeve::engine::test
