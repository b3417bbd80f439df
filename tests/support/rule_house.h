#pragma once

#include "compiler/bind/load.h"
#include "runtime/engine/engine.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace reeve::support {

/// Monday, 2026-03-02, 10:00 in Berlin.
inline constexpr Instant kMondayMorning{1'772'442'000'000};

/// An engine on a rule file that is given as text, and short words for what tests do.
class RuleHouse {
public:
    explicit RuleHouse(const std::string& text) {
        files_.put("rules.reeve", text);
        auto loaded = bind::load(files_, "rules.reeve");
        if (!loaded) {
            for (const auto& message : loaded.error().session->sink().diagnostics())
                ADD_FAILURE() << message.message;
            return;
        }
        rules_ = *loaded;
        engine_.emplace(rules_, kMondayMorning);
    }

    [[nodiscard]] engine::Engine& engine() { return *engine_; }
    [[nodiscard]] const bind::ReferenceRules& rules() const { return *rules_; }
    [[nodiscard]] std::shared_ptr<const abi::Rules> shared_rules() const { return rules_; }
    [[nodiscard]] Instant now() const { return now_; }
    void later(std::int64_t ms) {
        now_.ms += ms;
        (void)engine_->advance_to(now_);
    }

    engine::Reply submit(model::CommandBody what) {
        return engine_->submit({{model::Actor::Kind::Person, "lea"}, std::move(what)}, now_);
    }
    void sign_in(const std::string& name, std::vector<std::string> teams,
                 std::vector<abi::Agent::Level> skills = {}) {
        model::DefineAgent define{name, {}, std::move(skills), {}, {}};
        const auto& known = rules_->program().teams;
        for (const std::string& team : teams) {
            for (std::size_t i = 0; i < known.size(); ++i) {
                if (known[i].named.name == team) define.teams.emplace_back(i);
            }
        }
        ASSERT_TRUE(submit(define));
        ASSERT_TRUE(submit(model::SetPresence{name, 0}));
    }
    model::ItemId capture(std::vector<model::AttributeValue> given = {}) {
        model::CaptureItem capture;
        capture.work_type = abi::WorkTypeId(0);
        capture.given = std::move(given);
        const engine::Reply reply = submit(capture);
        EXPECT_TRUE(reply) << reply.rejection->text;
        return reply.item;
    }
    [[nodiscard]] const state::Item& item(model::ItemId id) const {
        return engine_->state().item(id);
    }

private:
    driver::MemoryFileSystem files_;
    std::shared_ptr<const bind::ReferenceRules> rules_;
    std::optional<engine::Engine> engine_;
    Instant now_ = kMondayMorning;
};

}  // namespace reeve::support
