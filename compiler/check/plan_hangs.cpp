#include "compiler/check/plan_parts.h"
#include "compiler/check/plan_ways.h"

#include "base/text.h"

#include <algorithm>

// Plans of which a case may come to a halt: everything is over, and no line has ended it.

namespace reeve::check {
namespace {

namespace states = part_states;
using syntax::PlanPartKind;

class Hangs {
public:
    Hangs(const PlanHome& home, const PlanOutline& outline) : home_(home), outline_(outline) {}

    void run() {
        const auto& lines = home_.decl().ends;
        const bool looked_for = std::ranges::none_of(lines, &syntax::EndsLine::nothing_left) &&
                                !outline_.parts.empty() && !ended_by_rule();
        if (!looked_for) return;
        count_reads();
        std::vector<std::uint8_t> outcomes;
        std::vector<bool> free;
        for (const PlanNode& node : outline_.parts) {
            outcomes.push_back(outcomes_of(node));
            free.push_back(node.skippable && is_free(node));
        }
        const auto way = PlanWays(outline_, std::move(outcomes), std::move(free)).hanging();
        if (way) report(*way);
    }

private:
    /// A rule that ends cases at some time is enough.
    [[nodiscard]] bool ended_by_rule() const {
        const Context& ctx = home_.ctx;
        for (const sema::Symbols::Block& block : ctx.symbols.escalations) {
            if (block.name != home_.plan().header.name) continue;
            for (const auto& line : ctx.decl<syntax::EscalateDecl>(block.decl).lines) {
                if (std::ranges::any_of(line.actions.actions, [](const syntax::Action& action) {
                        return action.kind == syntax::ActionKind::Complete ||
                               action.kind == syntax::ActionKind::Expire ||
                               action.kind == syntax::ActionKind::Cancel;
                    })) {
                    return true;
                }
            }
        }
        return false;
    }

    [[nodiscard]] std::uint8_t outcomes_of(const PlanNode& node) const {
        const bool approval = node.kind == PlanPartKind::Step &&
                              home_.decl().steps[node.index].kind == syntax::StepKind::Approval;
        const std::uint8_t done = approval
                                      ? states::kApproved | states::kRejected | states::kSentBack
                                      : states::kCompleted;
        return node.skippable ? done | states::kSkipped : done;
    }

    /// How many conditions read each name.
    void count_reads() {
        const syntax::CasePlanDecl& decl = home_.decl();
        for (const syntax::StageDecl& stage : decl.stages) count_reads(stage.modifiers);
        for (const syntax::StepDecl& step : decl.steps) {
            count_reads(step.modifiers);
            count_reads(step.condition);
        }
        for (const syntax::MilestoneDecl& milestone : decl.milestones) count_reads(milestone.when);
        for (const syntax::EndsLine& line : decl.ends) count_reads(line.when);
    }
    void count_reads(const std::vector<syntax::Modifier>& modifiers) {
        for (const syntax::Modifier& modifier : modifiers) count_reads(modifier.condition);
    }
    void count_reads(syntax::ExprId condition) {
        for (const std::string& name : names_read(home_.module(), std::span(&condition, 1)))
            ++reads_[name];
    }

    /// Whether the part is skipped is free where its condition reads data that is always there and
    /// that no other condition reads: then the data can be such that it is, and that it is not.
    [[nodiscard]] bool is_free(const PlanNode& node) const {
        const auto& modifiers = node.kind == PlanPartKind::Stage
                                    ? home_.decl().stages[node.index].modifiers
                                    : home_.decl().steps[node.index].modifiers;
        std::set<std::string> names;
        for (const syntax::Modifier& modifier : modifiers) {
            if (modifier.kind == syntax::ModifierKind::OnlyIf)
                names.merge(names_read(home_.module(), std::span(&modifier.condition, 1)));
        }
        bool data = false;
        for (const std::string& name : names) {
            const auto attribute = std::ranges::find(
                home_.decl().data, name,
                [](const syntax::Attribute& declared) { return declared.name.text; });
            if (attribute == home_.decl().data.end()) continue;
            if (attribute->type.optional || reads_.at(name) > 1) return false;
            data = true;
        }
        return data && node.only_if.tests().empty() &&
               std::ranges::none_of(
                   names, [&](const std::string& name) { return outline_.names.contains(name); });
    }

    [[nodiscard]] static std::string_view words(std::uint8_t state) {
        switch (state) {
            case states::kApproved: return "is approved";
            case states::kRejected: return "is rejected";
            case states::kSentBack: return "is sent back";
            case states::kSkipped: return "is skipped";
            default: return "is done";
        }
    }

    [[nodiscard]] std::string_view name_of(std::uint32_t part) const {
        return outline_.parts[part].head->name.text;
    }

    void report(const std::vector<PlanChance>& way) const {
        std::vector<std::string> what;
        for (const PlanChance& chance : way)
            what.push_back(fmt::format("`{}` {}", name_of(chance.part), words(chance.state)));
        const syntax::Name& plan = home_.decl().head.name;
        auto& message = home_.ctx.sink.report<messages::case_may_hang>(
            plan.span, what.empty() ? "everything in it is done" : join_words(what, "and"));
        for (const PlanChance& chance : way) {
            message.label(outline_.parts[chance.part].head->name.span,
                          fmt::format("this {}", words(chance.state)));
        }
        message.help(
            "say how such a case ends, or let the last line be `ends as closed when nothing is "
            "left to do`");
    }

    const PlanHome& home_;
    const PlanOutline& outline_;
    std::map<std::string, int, std::less<>> reads_;
};

}  // namespace

void check_plan_hangs(const PlanHome& home, const PlanOutline& outline) {
    Hangs(home, outline).run();
}

}  // namespace reeve::check
