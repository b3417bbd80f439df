#include "compiler/analyze/amounts.h"
#include "compiler/analyze/context.h"
#include "compiler/analyze/logic.h"
#include "compiler/analyze/truth.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <algorithm>

// Promises that contradict one another for the same item: to start, or to aim, later than to be
// finished.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using typed::PromiseLine;

namespace {

/// Each pair costs a question about all lines before the two.
constexpr std::size_t kMostPairs = 2'500;

class PromiseAnalysis {
public:
    PromiseAnalysis(Context& ctx, const typed::Sla& sla)
        : ctx_(ctx), sla_(sla), logic_(ctx.program) {}

    void run() {
        for (const auto* lines : {&sla_.start, &sla_.target, &sla_.due}) {
            for (const PromiseLine& line : *lines) {
                if (line.condition.when) logic_.add(line.condition.when);
            }
        }
        logic_.freeze();
        compare_with_due(sla_.start, "start");
        compare_with_due(sla_.target, "target");
        for (const typed::Condition& pause : sla_.pauses) look_at(pause);
    }

private:
    void compare_with_due(const std::vector<PromiseLine>& lines, std::string_view promise) {
        if (lines.size() * sla_.due.size() > kMostPairs) return;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].kind != PromiseLine::Kind::Within) continue;
            for (std::size_t j = 0; j < sla_.due.size(); ++j) {
                if (sla_.due[j].kind != PromiseLine::Kind::Within ||
                    !surely_shorter(sla_.due[j].within, lines[i].within) || !meet(lines, i, j))
                    continue;
                ctx_.sink.report<messages::promise_after_due>(lines[i].within.span.span, promise)
                    .label(sla_.due[j].within.span.span, "the same item is due before that")
                    .help("promise the earlier part within less time, or correct the conditions");
                break;
            }
        }
    }

    /// Whether some item surely gets both lines, each the first of its promise that holds.
    [[nodiscard]] bool meet(const std::vector<PromiseLine>& lines, std::size_t line,
                            std::size_t due) const {
        std::optional<Region> items =
            Logic::both(logic_.space(), first_holds(lines, line), first_holds(sla_.due, due));
        return items && !items->empty() && is_certain(lines, line, due);
    }

    [[nodiscard]] std::optional<Region> first_holds(const std::vector<PromiseLine>& lines,
                                                    std::size_t index) const {
        const auto where = [&](const PromiseLine& line, bool negated) -> std::optional<Region> {
            if (line.condition.when) return logic_.region(line.condition.when, negated);
            return negated ? Region{} : Region{logic_.space().full()};
        };
        std::optional<Region> region = where(lines[index], false);
        for (std::size_t i = 0; i < index; ++i)
            region = Logic::both(logic_.space(), region, where(lines[i], true));
        return region;
    }

    /// Tests of single attributes with constants do not depend on one another, nor do tests of the
    /// segment alone, so that a combination that the boxes allow is an item that can come. A
    /// segment depends on attributes, so the two do not mix.
    [[nodiscard]] bool is_certain(const std::vector<PromiseLine>& lines, std::size_t line,
                                  std::size_t due) const {
        bool segment = false, attribute = false, other = false;
        const auto read = [&](const PromiseLine& promise) {
            for_each_part(ctx_.program, promise.condition.when, [&](typed::ExprId id) {
                const typed::Expr& e = ctx_.program.expr(id);
                if (e.op == typed::Op::Attribute)
                    attribute = true;
                else if (e.op == typed::Op::Fact &&
                         static_cast<typed::Fact>(e.symbol) == typed::Fact::Segment)
                    segment = true;
                else if (!is_simple(id))
                    other = true;
            });
        };
        for (std::size_t i = 0; i <= line; ++i) read(lines[i]);
        for (std::size_t i = 0; i <= due; ++i) read(sla_.due[i]);
        return !other && !(segment && attribute);
    }

    [[nodiscard]] bool is_simple(typed::ExprId id) const {
        if (constant_of(ctx_.program, id)) return true;
        const typed::Expr& e = ctx_.program.expr(id);
        switch (e.op) {
            case typed::Op::Not:
            case typed::Op::And:
            case typed::Op::Or:
            case typed::Op::IsKnown:
            case typed::Op::IsMissing:
            case typed::Op::OrElse:
            case typed::Op::Known: return true;
            case typed::Op::Equal:
            case typed::Op::NotEqual:
            case typed::Op::Less:
            case typed::Op::LessEqual:
            case typed::Op::Greater:
            case typed::Op::GreaterEqual:
            case typed::Op::Between:
            case typed::Op::InSet:
            case typed::Op::Has:
                return std::ranges::count_if(e.args, [&](typed::ExprId arg) {
                           return constant_of(ctx_.program, arg) == nullptr;
                       }) <= 1;
            default: return false;
        }
    }

    /// A promise no longer counts once the item is finished.
    void look_at(const typed::Condition& pause) {
        if (!holds_only_in(ctx_.program, pause.when,
                           {"wrapping", "completed", "cancelled", "expired", "refused"}))
            return;
        ctx_.sink.report<messages::pause_never_counts>(ctx_.program.expr(pause.when).span)
            .help("name a state in which the item is still open, `held` for example");
    }

    Context& ctx_;
    const typed::Sla& sla_;
    Logic logic_;
};

}  // namespace

void analyze_promises(Context& ctx) {
    for (const typed::WorkType& type : ctx.program.work_types) {
        if (type.sla) PromiseAnalysis(ctx, *type.sla).run();
    }
}

}  // namespace reeve::analyze
