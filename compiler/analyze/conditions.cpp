#include "compiler/analyze/context.h"
#include "compiler/analyze/logic.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <algorithm>
#include <set>
#include <span>

// Conditions that never or always hold, parts that change nothing, lines that earlier lines leave
// nothing for.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using typed::Condition;
using typed::ExprId;
using typed::Op;

namespace {

/// Chains longer than this are not looked at part by part: each part costs a question about all
/// others.
constexpr std::size_t kMostParts = 16;

/// Of longer lists only the beginning is looked at: each line costs a question about all before.
constexpr std::size_t kMostLines = 1'000;
constexpr std::size_t kMostBoxesBefore = 4'000;

/// Lines of which the first that holds counts.
struct FirstMatch {
    std::vector<const Condition*> lines;
    bool otherwise_required =
        false;  // so an `otherwise` that is never reached is not the author's doing
};

/// Every condition of a program, in document order of its declarations.
class Conditions {
public:
    explicit Conditions(const typed::Program& program) : program_(program) {
        for (const typed::WorkType& type : program.work_types) add_work_type(type);
        for (const typed::Intake& intake : program.intakes)
            add_first_match(intake.lines, [](const auto& line) { return &line.condition; });
        for (const typed::Queue& queue : program.queues) add(queue.members);
        for (const typed::Watch& watch : program.watches) add_escalation(watch.lines);
        for (const typed::Plan& plan : program.plans) add_plan(plan);
        for (std::size_t i = 0; i < program.expr_count(); ++i) {
            const typed::Expr& expr = program.expr(ExprId(i));
            if (expr.op == Op::If && !expr.args.empty()) add(expr.args[0]);
        }
    }

    std::vector<ExprId> single;
    std::vector<FirstMatch> groups;

private:
    void add(ExprId condition) {
        if (condition) single.push_back(condition);
    }
    void add(const Condition& condition) { add(condition.when); }

    template <class Lines, class Get>
    void add_first_match(const Lines& lines, Get condition_of, bool otherwise_required = false) {
        FirstMatch group{{}, otherwise_required};
        for (const auto& line : lines) {
            group.lines.push_back(condition_of(line));
            add(*group.lines.back());
        }
        groups.push_back(std::move(group));
    }

    void add_work_type(const typed::WorkType& type) {
        const auto condition_of = [](const auto& line) { return &line.condition; };
        for (const auto& instruction : type.instructions) add(instruction.when);
        add_first_match(type.segment_lines, condition_of);
        if (type.sla) {
            add_first_match(type.sla->start, condition_of, true);
            add_first_match(type.sla->target, condition_of, true);
            add_first_match(type.sla->due, condition_of, true);
            for (const Condition& pause : type.sla->pauses) add(pause);
        }
        if (type.priority) add_priority(*type.priority);
        if (type.route) add_route(*type.route);
        if (type.escalation) add_escalation(type.escalation->lines);
    }

    void add_priority(const typed::Priority& priority) {
        add_first_match(
            priority.bands, [](const auto& line) { return &line.condition; }, true);
        for (const auto& line : priority.lines) add(line.condition);
    }

    void add_route(const typed::Route& route) {
        add_first_match(route.to, [](const auto& line) { return &line.condition; });
        for (const auto& need : route.needs) {
            add(need.test);
            add(need.condition);
        }
        for (const auto& never : route.never) {
            add(never.test);
            add(never.condition);
        }
        for (const auto& ask : route.asks) add(ask.condition);
        for (const auto& rule : route.not_before) add(rule.condition);
        for (const auto& step : route.relaxations) {
            for (const auto& relaxation : step.relaxations) {
                add(relaxation.condition);
                add(relaxation.need.condition);
            }
        }
    }

    void add_escalation(const std::vector<typed::EscalationLine>& lines) {
        for (const auto& line : lines) {
            add(line.trigger.condition);
            add(line.trigger.while_condition);
        }
    }

    void add_rules(const typed::PartRules& rules) {
        add(rules.start.when);
        add(rules.only_if);
        if (rules.repeat) add(rules.repeat->when);
        for (const auto& redo : rules.redos) add(redo.when);
    }

    void add_plan(const typed::Plan& plan) {
        for (const auto& stage : plan.stages) add_rules(stage.rules);
        for (const auto& step : plan.steps) {
            add_rules(step.rules);
            add(step.wait_for);
        }
        for (const auto& milestone : plan.milestones) add(milestone.when);
        for (const auto& ending : plan.endings) add(ending.when);
        if (plan.priority) add_priority(*plan.priority);
        if (plan.escalation) add_escalation(plan.escalation->lines);
    }

    const typed::Program& program_;
};

class ConditionAnalysis {
public:
    explicit ConditionAnalysis(Context& ctx) : ctx_(ctx), program_(ctx.program) {}

    void run() {
        const Conditions conditions(program_);
        for (const ExprId condition : conditions.single) look_at(condition);
        for (const FirstMatch& group : conditions.groups) look_at(group);
    }

private:
    [[nodiscard]] static bool is_empty(const std::optional<Region>& region) {
        return region && region->empty();
    }

    /// A condition as a whole, then its parts where the whole says something.
    void look_at(ExprId condition) {
        if (!seen_.insert(condition).second) return;
        const typed::Expr& expr = program_.expr(condition);
        // A literal `yes` or `no` is what the author asked for.
        if (expr.op == Op::Error || expr.op == Op::Constant || expr.type.is_error()) return;
        Logic logic(program_);
        logic.add(condition);
        logic.freeze();
        if (is_empty(logic.region(condition))) {
            report_never(logic, condition);
        } else if (is_empty(logic.region(condition, true))) {
            report_always(condition);
        } else {
            look_at_parts(logic, condition);
        }
    }

    void report_never(const Logic& logic, ExprId condition) {
        never_.insert(condition);
        const typed::Expr& expr = program_.expr(condition);
        if (report_outside_range(condition, "never")) return;
        auto& message = ctx_.sink.report<messages::condition_never_holds>(expr.span);
        if (expr.op != Op::And) return;
        const auto parts = chain_parts(program_, condition, Op::And);
        for (std::size_t b = 0; b < std::min(parts.size(), kMostParts); ++b) {
            if (is_empty(logic.region(parts[b]))) {
                message.label(program_.expr(parts[b]).span, "this can never hold");
                return;
            }
            for (std::size_t a = 0; a < b; ++a) {
                if (!is_empty(
                        Logic::both(logic.space(), logic.region(parts[a]), logic.region(parts[b]))))
                    continue;
                message.label(program_.expr(parts[a]).span, "this")
                    .label(program_.expr(parts[b]).span, "and this exclude one another");
                return;
            }
        }
    }

    void report_always(ExprId condition) {
        always_.insert(condition);
        if (report_outside_range(condition, "always")) return;
        ctx_.sink.report<messages::condition_always_holds>(program_.expr(condition).span)
            .help("leave the condition out, or correct it");
    }

    /// A single comparison of a number with a constant beyond what the number can be.
    bool report_outside_range(ExprId condition, std::string_view when) {
        const typed::Expr& expr = program_.expr(condition);
        if (expr.args.size() != 2 || !is_comparison(expr.op)) return false;
        for (std::size_t i = 0; i < 2; ++i) {
            const typed::Expr& subject = program_.expr(expr.args[i]);
            const typed::Expr* limit = constant_of(program_, expr.args[1 - i]);
            if (!limit || !subject.type.is_numeric() || constant_of(program_, expr.args[i]))
                continue;
            ctx_.sink
                .report<messages::threshold_outside_range>(expr.span, when,
                                                           show(subject.range.low, subject),
                                                           show(subject.range.high, subject))
                .label(program_.expr(expr.args[1 - i]).span, "this value lies outside");
            return true;
        }
        return false;
    }

    [[nodiscard]] static bool is_comparison(Op op) {
        return op == Op::Equal || op == Op::NotEqual || op == Op::Less || op == Op::LessEqual ||
               op == Op::Greater || op == Op::GreaterEqual;
    }

    [[nodiscard]] static std::string show(Decimal number, const typed::Expr& like) {
        typed::Value value;
        value.number = number;
        return typed::to_string(value, like.type, {});
    }

    /// A part of `and` that follows from the others, or of `or` that adds nothing to them, says
    /// nothing.
    void look_at_parts(const Logic& logic, ExprId condition) {
        const typed::Expr& expr = program_.expr(condition);
        if (expr.op == Op::Not) return look_at(expr.args[0]);
        if (expr.op != Op::And && expr.op != Op::Or) return;
        // The condition of a group of segments stands before each of its lines and is judged alone:
        // what one line says anyway, others may need.
        if (!contains(expr.span, expr.args[0])) look_at(expr.args[0]);
        const auto parts = chain_parts(program_, condition, expr.op);
        if (parts.size() > kMostParts) return;
        const bool all = expr.op == Op::And;
        bool found = false;
        for (std::size_t i = parts.size(); i-- > 0;) {
            if (!contains(expr.span, parts[i]) || tests_presence(parts[i]) ||
                !adds_nothing(logic, parts, i, all))
                continue;
            report_redundant(logic, parts, i, all);
            found = true;
            break;
        }
        if (found) return;
        for (const ExprId part : parts) look_at(part);
    }

    /// Is the expression written there?
    [[nodiscard]] bool contains(source::Span span, ExprId part) const {
        const source::Span inner = program_.expr(part).span;
        return inner.file == span.file && span.begin <= inner.begin && inner.end <= span.end;
    }

    /// `score is known and score >= 80%`: the first part is what allows the second to be asked.
    [[nodiscard]] bool tests_presence(ExprId part) const {
        const typed::Expr* expr = &program_.expr(part);
        while (expr->op == Op::Not) expr = &program_.expr(expr->args[0]);
        return expr->op == Op::IsKnown || expr->op == Op::IsMissing;
    }

    [[nodiscard]] bool adds_nothing(const Logic& logic, const std::vector<ExprId>& parts,
                                    std::size_t index, bool all) const {
        // `a and b`: b follows from a when a and not b is impossible. `a or b`: b adds nothing when
        // b and not a is.
        std::optional<Region> rest = logic.region(parts[index], all);
        for (std::size_t i = 0; i < parts.size() && rest && !rest->empty(); ++i) {
            if (i != index) rest = Logic::both(logic.space(), rest, logic.region(parts[i], !all));
        }
        return is_empty(rest);
    }

    void report_redundant(const Logic& logic, const std::vector<ExprId>& parts, std::size_t index,
                          bool all) {
        auto& message = ctx_.sink.report<messages::redundant_part>(
            program_.expr(parts[index]).span,
            all ? "holds whenever the rest holds" : "adds nothing to the rest");
        message.help("leave it out, or correct it");
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i == index) continue;
            const auto pair = Logic::both(logic.space(), logic.region(parts[index], all),
                                          logic.region(parts[i], !all));
            if (is_empty(pair)) {
                message.label(program_.expr(parts[i]).span,
                              all ? "it follows from this" : "this holds then anyway");
                return;
            }
        }
    }

    void look_at(const FirstMatch& group) {
        if (group.lines.size() < 2) return;
        Logic logic(program_);
        const std::size_t count = std::min(group.lines.size(), kMostLines);
        for (const Condition* line : std::span(group.lines).first(count)) {
            if (line->when) logic.add(line->when);
        }
        logic.freeze();
        Region before;
        for (std::size_t i = 0; i < count && before.size() <= kMostBoxesBefore; ++i) {
            const Condition& line = *group.lines[i];
            const std::optional<Region> region =
                line.when ? logic.region(line.when) : Region{logic.space().full()};
            if (!region)
                return;  // too large to say anything certain about this line or those after it
            if (i > 0 && !never_.contains(line.when) && covered(logic, *region, before))
                report_unreached(group, i, logic, *region);
            // A line that was found to hold always is the mistake; those after it are not.
            if (always_.contains(line.when)) continue;
            before.insert(before.end(), region->begin(), region->end());
        }
    }

    [[nodiscard]] static bool covered(const Logic& logic, const Region& region,
                                      const Region& before) {
        return !region.empty() && std::ranges::all_of(region, [&](const Box& box) {
            return coverage(logic.space(), box, before, 20'000).coverage == Coverage::Covered;
        });
    }

    void report_unreached(const FirstMatch& group, std::size_t index, const Logic& logic,
                          const Region& region) {
        const Condition& line = *group.lines[index];
        if (!line.when) {
            if (!group.otherwise_required)
                ctx_.sink.report<messages::otherwise_never_reached>(line.span);
            return;
        }
        auto& message = ctx_.sink.report<messages::line_never_reached>(line.span);
        message.help("move the more special line up, or take it out");
        for (std::size_t i = 0; i < index; ++i) {
            const Condition& earlier = *group.lines[i];
            const auto holds =
                earlier.when ? logic.region(earlier.when) : Region{logic.space().full()};
            if (holds && covered(logic, region, *holds)) {
                message.label(earlier.span, "this line holds first, whenever the later one would");
                return;
            }
        }
    }

    Context& ctx_;
    const typed::Program& program_;
    std::set<ExprId> seen_;
    std::set<ExprId> never_;
    std::set<ExprId> always_;
};

}  // namespace

void analyze_conditions(Context& ctx) { ConditionAnalysis(ctx).run(); }

}  // namespace reeve::analyze
