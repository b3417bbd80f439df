#pragma once

#include "compiler/ide/program.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::ide {

/// What names mean at a place that is being written, from the words of its declaration up to there;
/// these need not make sense yet.
class Scope {
public:
    /// `words` outlive the scope.
    Scope(const Program& program, const std::vector<std::string>& words);

    /// The work type or case plan that the declaration is about; invalid where it is about none.
    [[nodiscard]] sema::SymbolId owner() const { return owner_; }
    [[nodiscard]] bool is_plan() const;
    [[nodiscard]] const std::vector<std::string>& params() const { return params_; }
    [[nodiscard]] const std::vector<std::string>& variables() const { return variables_; }
    [[nodiscard]] const std::vector<std::string>& roster_agents() const { return agents_; }
    [[nodiscard]] bool is_roster_agent(std::string_view name) const;
    /// Of a test's `given` variable, or of a guarantee's: its work type or plan.
    [[nodiscard]] sema::SymbolId type_of_variable(std::string_view name) const;
    [[nodiscard]] sema::SymbolId plan_part(std::string_view name) const;
    /// The choice whose values may stand next, as after `tier is`; null where there is none.
    [[nodiscard]] const typed::Choice* compared_choice() const;
    /// Of the open braces `Claim { … `, and the fields that stand in them.
    [[nodiscard]] sema::SymbolId type_of_fields() const;
    [[nodiscard]] std::set<std::string> fields_said() const;

private:
    void read_head();
    void read_params();
    void read_test();
    [[nodiscard]] std::string_view word(std::size_t index) const;
    [[nodiscard]] std::size_t open_brace() const;
    [[nodiscard]] std::size_t compared() const;
    [[nodiscard]] const typed::Choice* choice_of(const typed::DeclaredType* type) const;
    [[nodiscard]] const typed::Choice* choice_of_name(std::size_t index) const;
    [[nodiscard]] const typed::Choice* choice_of_fact(std::string_view name) const;
    [[nodiscard]] const typed::Choice* choice_of_cell() const;
    [[nodiscard]] const typed::Choice* choice_named(std::string_view name) const;

    const Program& program_;
    const std::vector<std::string>& words_;
    sema::SymbolId owner_;
    std::vector<std::string> params_;
    std::vector<std::string> param_types_;
    std::vector<std::string> variables_;
    std::vector<std::string> variable_types_;
    std::vector<std::string> agents_;
};

}  // namespace reeve::ide
