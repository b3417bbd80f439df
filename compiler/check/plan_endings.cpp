#include "compiler/check/plan_parts.h"

#include <algorithm>

// How a case ends: lines in the order in which they count.

namespace reeve::check {
namespace {

namespace states = part_states;

/// Finds lines behind others that hold whenever they would.
class EndingOrder {
public:
    EndingOrder(const PlanOutline& outline, const PlanCertainty& certainty)
        : outline_(outline), certainty_(certainty) {}

    /// The earlier line that comes first whenever this one holds; nothing where there is none.
    std::optional<std::size_t> earlier(std::size_t line) const {
        const std::vector<PartTest> holding = outline_.endings[line].necessary();
        std::set<std::size_t> candidates;
        for (const auto& [part, lines] : lines_by_part_) {
            const bool related =
                std::any_of(holding.begin(), holding.end(), [&](const PartTest& test) {
                    return test.part == part || certainty_.implies_done(test, part);
                });
            if (related) candidates.insert(lines.begin(), lines.end());
        }
        for (const std::size_t candidate : candidates) {
            if (outline_.endings[candidate].certain(
                    [&](const PartTest& test) { return follows(holding, candidate, test); })) {
                return candidate;
            }
        }
        return std::nullopt;
    }

    void add(std::size_t line) {
        for (const PartTest& test : outline_.endings[line].tests())
            lines_by_part_[test.part].push_back(line);
    }

private:
    /// Does the test hold, or has it held before, wherever all of `holding` hold?
    bool follows(const std::vector<PartTest>& holding, std::size_t line,
                 const PartTest& test) const {
        const auto& nodes = outline_.endings[line].nodes();
        const bool alone = std::none_of(
            nodes.begin(), nodes.end(),
            [](const PartCondition::Node& node) { return node.kind == PartCondition::Kind::All; });
        return std::any_of(holding.begin(), holding.end(), [&](const PartTest& held) {
            if (held.part == test.part && (held.states & ~test.states) == 0) return true;
            // What was done once has ended the case then, also if it was opened afresh since.
            const bool any_end = (states::kDone & ~test.states) == 0;
            return alone && any_end && held.part != test.part &&
                   certainty_.implies_done(held, test.part);
        });
    }

    const PlanOutline& outline_;
    const PlanCertainty& certainty_;
    std::map<std::uint32_t, std::vector<std::size_t>> lines_by_part_;
};

void check_lines(const PlanHome& home, const PlanOutline& outline, const PlanCertainty& certainty) {
    const auto& lines = home.decl().ends;
    EndingOrder order(outline, certainty);
    const syntax::EndsLine* nothing_left = nullptr;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (nothing_left != nullptr) {
            home.ctx.sink.report<messages::ending_too_late>(lines[i].span)
                .label(nothing_left->span, "this line ends the case first")
                .help("write `when nothing is left to do` last");
        } else if (lines[i].nothing_left) {
            nothing_left = &lines[i];
        } else if (const auto first = order.earlier(i)) {
            home.ctx.sink.report<messages::ending_never_reached>(lines[i].span)
                .label(lines[*first].span, "whenever it would hold, this line has ended the case")
                .help("put the more special line first, or remove one of the two");
        } else {
            order.add(i);
        }
    }
}

}  // namespace

void check_plan_endings(const PlanHome& home, const PlanOutline& outline,
                        const PlanCertainty& certainty) {
    const PlanKnowledge knowledge(home, outline, certainty);
    for (const syntax::EndsLine& line : home.decl().ends) {
        typed::Ending ending;
        const sema::SymbolId outcome =
            home.ctx.symbols.find(sema::Space::Outcome, line.outcome.text, home.symbol);
        if (outcome.valid()) ending.outcome = home.ctx.index(outcome);
        ending.nothing_left = line.nothing_left;
        ending.span = line.span;
        if (line.because) ending.because = line.because->value;
        if (!line.nothing_left) {
            ending.when = Expressions(home.ctx)
                              .condition(knowledge.scope(std::span(&line.when, 1)), line.when)
                              .expr;
        }
        home.plan().endings.push_back(std::move(ending));
    }
    check_lines(home, outline, certainty);
}

}  // namespace reeve::check
