#pragma once

#include "compiler/source/source.h"
#include "compiler/typed/scenario.h"

#include <string>
#include <vector>

namespace reeve::typed {

/// The checked program. Where `Program` comes with no error, every type, unit, range and scale is
/// known, every missing value is settled, and nothing in it can fail at run time. With errors it is
/// partial: `Error` expressions stand where something was wrong, and ids may be invalid.
class Program {
public:
    std::vector<Choice> choices;
    std::vector<Define> defines;
    std::vector<Table> tables;
    Business business;
    std::vector<Holidays> holidays;
    std::vector<Calendar> calendars;
    std::vector<Team> teams;
    std::vector<Attribute> agent_attributes;
    std::vector<Skill> skills;
    std::vector<Workload> workloads;
    std::vector<Setting> settings;
    std::vector<Period> periods;
    ChoiceId bands, queue_names, source_names, states, weekdays, presences;
    std::vector<WorkType> work_types;
    std::vector<Source> sources;
    std::vector<Intake> intakes;
    std::vector<Queue> queues;  // index = value of the choice `queue_names`
    std::vector<Watch> watches;
    std::vector<Plan> plans;
    std::vector<Test> tests;
    std::vector<Guarantee> guarantees;

    [[nodiscard]] const Expr& expr(ExprId id) const { return exprs_[id.index()]; }
    [[nodiscard]] Expr& expr(ExprId id) { return exprs_[id.index()]; }
    ExprId add(Expr expr) {
        exprs_.push_back(std::move(expr));
        return ExprId(exprs_.size() - 1);
    }
    [[nodiscard]] std::size_t expr_count() const { return exprs_.size(); }

    [[nodiscard]] const Choice& choice(ChoiceId id) const { return choices[id.index()]; }
    [[nodiscard]] const WorkType& work_type(WorkTypeId id) const { return work_types[id.index()]; }
    [[nodiscard]] const Plan& plan(PlanId id) const { return plans[id.index()]; }

private:
    std::vector<Expr> exprs_;
};

/// The type in an author's words: "money in EUR", "a list of texts", "Tier", "business duration of
/// Office".
std::string describe(const Type& type, const Program& program);
/// The expression as text with types; `--print=typed` prints the whole program so.
std::string print(const Program& program, ExprId expr);
std::string print(const Program& program);

}  // namespace reeve::typed
