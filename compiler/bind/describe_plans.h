#pragma once

#include "compiler/bind/describe.h"
#include "compiler/bind/describe_escalation.h"

namespace reeve::bind {

abi::Attribute attribute(const typed::Program& program, const typed::Attribute& from);

/// Case plans. Behind the work types come those that stand for cases, one for each plan in their
/// order, then those of steps that have no work type.
class PlanDescriber {
public:
    PlanDescriber(const typed::Program& from, Reader& reader, LineDescriber& lines,
                  Description& out)
        : from_(from), reader_(reader), lines_(lines), out_(out), to_(out.program) {}

    void run();

private:
    void case_type(std::size_t number);
    void plan(std::size_t number);
    abi::PlanPart part(const typed::Plan& plan, std::uint32_t number);
    void rules(const typed::PartRules& from, const typed::Plan& plan, abi::PlanPart& to);
    void step(const typed::Plan& plan, const typed::Step& from, abi::PlanPart& to);
    void form(const typed::Plan& plan, const typed::Step& from, abi::PlanPart& to);
    void item_of(const typed::Plan& plan, const typed::Step& from, abi::PlanPart& to);
    void link(const typed::Plan& from, abi::Plan& to);
    [[nodiscard]] bool reads_handling(const abi::Plan& plan) const;
    abi::Term term(const typed::TimeAmount& from);
    std::optional<abi::Term> term(const std::optional<typed::TimeAmount>& from);
    [[nodiscard]] std::uint32_t source(typed::SourceId id) const;

    const typed::Program& from_;
    Reader& reader_;
    LineDescriber& lines_;
    Description& out_;
    abi::Program& to_;
};

}  // namespace reeve::bind
