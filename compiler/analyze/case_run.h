#pragma once

#include "compiler/analyze/truth.h"
#include "compiler/typed/program.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// A case played through to where nothing is left to do, with answers chosen beforehand.

namespace reeve::analyze {

/// Something that is decided outside the plan: how an approval ends, whether a part is started by
/// hand, whether a test of the case's data holds.
struct Decision {
    enum class Kind : std::uint8_t { Approval, ByHand, Test };
    Kind kind = Kind::Test;
    std::uint32_t part = 0;  // Approval, ByHand: place among the parts
    const typed::Expr* test = nullptr;
    std::uint32_t ways = 2;  // Approval: approved, rejected, sent back; else no, yes
};

class CaseRun {
public:
    CaseRun(const typed::Program& program, const typed::Plan& plan);

    /// Nothing where the plan's course depends on time or on what cannot be chosen freely.
    [[nodiscard]] const std::optional<std::vector<Decision>>& decisions() const {
        return decisions_;
    }
    /// Whether the case comes to an end when the decisions fall as `ways` says, one number for
    /// each.
    [[nodiscard]] bool ends(const std::vector<std::uint32_t>& ways);
    /// The decision in an author's words: "`cover` is sent back".
    [[nodiscard]] std::string describe(const Decision& decision, std::uint32_t way) const;

private:
    enum class State : std::uint8_t {
        NotStarted,
        Active,
        Completed,
        Approved,
        Rejected,
        SentBack,
        Skipped
    };

    void decide();
    bool add_tests(typed::ExprId condition);
    bool add_test(const typed::Expr& test, const std::string& key);
    [[nodiscard]] const typed::PartRules* rules_of(const typed::PlanPart& part) const;
    [[nodiscard]] const std::string& name_of(const typed::PlanPart& part) const;
    [[nodiscard]] std::uint32_t place_of(typed::PlanPart::Kind kind, std::uint32_t index) const;

    bool step();
    bool start(std::uint32_t place);
    bool finish(std::uint32_t place);
    [[nodiscard]] bool may_start(std::uint32_t place) const;
    [[nodiscard]] bool stage_is_done(std::uint32_t place) const;
    [[nodiscard]] bool is_settled(std::uint32_t place) const;
    [[nodiscard]] State outcome_of(std::uint32_t place) const;
    [[nodiscard]] State state_of(std::uint32_t place) const;
    [[nodiscard]] bool ended() const;
    [[nodiscard]] bool holds(typed::ExprId condition) const;
    [[nodiscard]] Truth test(const typed::Expr& leaf) const;
    [[nodiscard]] bool is_in(State state, typed::PartState asked) const;

    const typed::Program& program_;
    const typed::Plan& plan_;
    std::optional<std::vector<Decision>> decisions_;
    std::map<const typed::Expr*, std::size_t> decision_of_test_;
    std::map<std::string, std::size_t> decision_of_key_;
    std::map<std::uint32_t, std::size_t> approval_of_, by_hand_of_;  // by place
    std::map<std::string, std::string> read_by_;  // attribute → key of the only test that reads it
    std::vector<std::uint32_t> previous_;         // in a stage in order
    std::vector<std::uint32_t> ways_;
    std::vector<State> states_;
    bool ended_by_wait_ = false;
};

}  // namespace reeve::analyze
