#include "compiler/format/marks.h"

#include <algorithm>
#include <variant>

namespace reeve::format {

namespace {

using namespace syntax;

/// Finds tokens by their place in the source and marks them. Places where no token begins are
/// passed over.
class Marker {
public:
    Marker(Tokens& tokens, const Module& module) : tokens_(tokens), module_(module) {}

    void run() {
        for (const UseDecl& use : module_.uses) line(use.span, LineKind::OtherDeclaration);
        for (const Decl& decl : module_.decls) {
            std::visit([this](const auto& node) { visit(node); }, decl);
        }
        for (std::size_t i = 0; i < module_.expr_count(); ++i) expression(module_.expr(ExprId(i)));
        for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
            if (tokens_[i].is("|") && tokens_[i].newlines > 0) tokens_[i].line = LineKind::Row;
            if (tokens_[i].is("else")) alternative(i);
        }
    }

private:
    // Finding tokens.

    [[nodiscard]] std::uint32_t at(Span span) const {
        if (!span.valid()) return kNone;
        const auto found = std::ranges::lower_bound(tokens_, span.begin, {}, &Token::begin);
        if (found == tokens_.end() || found->begin != span.begin) return kNone;
        return static_cast<std::uint32_t>(found - tokens_.begin());
    }

    /// The token at or up to two tokens before `span` that is `word`.
    [[nodiscard]] std::uint32_t word_before(Span span, std::string_view word) const {
        std::uint32_t index = at(span);
        for (int steps = 0; index != kNone && steps < 3; ++steps) {
            if (tokens_[index].is(word)) return index;
            index = previous(tokens_, index);
        }
        return kNone;
    }

    [[nodiscard]] bool is(std::uint32_t index, std::string_view word) const {
        return index != kNone && tokens_[index].is(word);
    }

    // Marking them.

    void line(std::uint32_t index, LineKind kind) {
        if (index != kNone) tokens_[index].line = kind;
    }
    void line(Span span, LineKind kind) { line(at(span), kind); }
    void line_at(Span span, std::string_view word) {
        line(word_before(span, word), LineKind::Other);
    }

    /// For lists such as `teams a, b`, whose lines may come more than once: those names that follow
    /// the word.
    void line_before(Span name, std::string_view word) {
        const std::uint32_t index = at(name);
        const std::uint32_t before = index == kNone ? kNone : previous(tokens_, index);
        if (is(before, word)) line(before, LineKind::Other);
    }

    void break_before(std::uint32_t index, Break kind) {
        if (index != kNone) tokens_[index].break_before = kind;
    }

    void declaration(const DeclHead& head, LineKind kind) {
        line(head.keyword, kind);
        const std::uint32_t display = head.display ? at(head.display->span) : kNone;
        if (display != kNone && kind != LineKind::OtherDeclaration) tokens_[display].cell = true;
    }

    void attributes(const std::vector<Attribute>& list) {
        for (const Attribute& attribute : list) {
            line(attribute.name.span, LineKind::Attribute);
            if (!attribute.visibility) continue;
            const std::uint32_t index = at(attribute.visibility->span);
            if (index != kNone) tokens_[index].wide = true;
        }
    }

    // Expressions.

    void expression(const Expr& expr) {
        const std::uint32_t begin = at(expr.span);
        if (is(begin, "-")) tokens_[begin].sign = true;
        if (expr.kind == ExprKind::And || expr.kind == ExprKind::Or) {
            break_before(at(expr.operator_span), Break::Firm);
        } else if (expr.kind == ExprKind::Add || expr.kind == ExprKind::Subtract) {
            break_before(at(expr.operator_span), Break::Arithmetic);
        } else if (expr.kind == ExprKind::Call) {
            const std::uint32_t name = at(expr.name.span);
            if (name != kNone) tokens_[name].callee = true;
        }
    }

    /// The `else` of an `if`; not of `or else`, `someone else`, `, else in`.
    void alternative(std::uint32_t index) {
        const std::uint32_t before = previous(tokens_, index);
        if (!is(before, "or") && !is(before, "someone") && !is(before, ",")) {
            break_before(index, Break::Firm);
        }
    }

    // Declarations of the house.

    void visit(const ChoiceDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }
    void visit(const TypeDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }
    void visit(const TableDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }
    void visit(const SettingDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }
    void visit(const PeriodDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }
    void visit(const BandsDecl& node) { declaration(node.head, LineKind::OtherDeclaration); }

    void visit(const DefineDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        std::uint32_t index = at(node.head.name.span);
        if (index == kNone) return;
        tokens_[index].callee = node.has_params;
        while (index != kNone && !tokens_[index].is("=")) index = next(tokens_, index);
        if (index != kNone) break_before(next(tokens_, index), Break::Firm);
    }

    void visit(const BusinessDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        if (node.time_zone) line_at(node.time_zone->span, "time");
        line_before(node.calendar.span, "calendar");
        line_before(node.currency.span, "currency");
        if (node.language) line_at(node.language->span, "language");
    }

    void visit(const CalendarDecl& node) {
        declaration(node.head, LineKind::Calendar);
        for (const CalendarLine& item : node.lines) {
            line(item.span, LineKind::Other);
            for (const Window& window : item.windows) tight_minus(window.span);
        }
    }

    /// `08:30-12:00`
    void tight_minus(Span window) {
        const std::uint32_t begin = at(window);
        const std::uint32_t minus = begin == kNone ? kNone : next(tokens_, begin);
        if (is(minus, "-")) tokens_[minus].tight = true;
    }

    void visit(const HolidayDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        for (const HolidayLine& item : node.lines) {
            line(item.span, LineKind::Holiday);
            const std::uint32_t display = item.display ? at(item.display->span) : kNone;
            if (display != kNone) tokens_[display].cell = true;
        }
    }

    void visit(const TeamDecl& node) {
        declaration(node.head, LineKind::Team);
        for (const Name& name : node.supervisors) line_before(name.span, "supervisors");
    }

    void visit(const AgentsHaveDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        attributes(node.attributes);
    }

    void visit(const SkillDecl& node) {
        declaration(node.head, LineKind::Skill);
        const std::uint32_t levels = word_before(node.levels_span, "levels");
        if (node.has_levels && levels != kNone) tokens_[levels].cell = true;
    }

    void visit(const WorkloadDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        for (const WorkloadLine& item : node.lines) line(item.span, LineKind::Other);
    }

    // Declarations about work.

    void visit(const WorkTypeDecl& node) {
        declaration(node.head, LineKind::WorkType);
        attributes(node.attributes);
        if (!node.outcomes.empty()) line_at(node.outcomes.front().name.span, "outcomes");
        line_at(node.points_span, "counts");
        if (node.takes_about) line_at(node.takes_about->span, "takes");
        if (node.open) line_at(node.open->span, "open");
        for (const Name& name : node.show) line_before(name.span, "show");
        for (const Instruction& item : node.instructions) {
            line(word_before(item.text.span, "instructions"), LineKind::Instruction);
        }
        line_at(node.media_span, "media");
    }

    void visit(const SourceDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        for (const SourceLine& item : node.lines) line(item.span, LineKind::Other);
    }

    void visit(const IntakeDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        for (const IntakeLine& item : node.lines) line(item.span, LineKind::Intake);
    }

    void visit(const SlaDecl& node) {
        declaration(node.head, LineKind::Sla);
        for (const SlaLine& item : node.lines) {
            const bool promise =
                item.kind != SlaLineKind::CountingFrom && item.kind != SlaLineKind::Pause;
            line(item.span, promise ? LineKind::Promise : LineKind::Other);
        }
    }

    void visit(const SegmentDecl& node) {
        declaration(node.head, LineKind::Segment);
        segments(node.lines);
    }

    void segments(const std::vector<SegmentLine>& lines) {
        for (const SegmentLine& item : lines) {
            line(item.name.span, LineKind::SegmentLine);
            segments(item.lines);
        }
    }

    void visit(const PriorityDecl& node) {
        declaration(node.head, LineKind::Priority);
        for (const PriorityLine& item : node.lines) {
            const bool curve =
                item.kind == PriorityLineKind::AddCurve || item.kind == PriorityLineKind::AddSteps;
            const bool band = item.kind == PriorityLineKind::Band;
            line(item.span, curve ? LineKind::Curve : band ? LineKind::Band : LineKind::Term);
            for (const CurvePoint& point : item.points) line(point.span, LineKind::Point);
            if (item.up_to.valid()) limit_of_term(module_.expr(item.up_to).span);
        }
    }

    /// `up to (n)`: the expression's span leaves parentheses out.
    void limit_of_term(Span value) {
        std::uint32_t index = at(value);
        index = index == kNone ? kNone : previous(tokens_, index);
        while (is(index, "(")) index = previous(tokens_, index);
        const std::uint32_t up = index == kNone ? kNone : previous(tokens_, index);
        if (is(index, "to") && is(up, "up")) tokens_[up].cell = true;
    }

    void visit(const QueueDecl& node) {
        declaration(node.head, LineKind::Queue);
        for (const QueueLine& item : node.lines) line(item.span, LineKind::Other);
    }

    void visit(const RouteDecl& node) {
        declaration(node.head, LineKind::Route);
        for (const RouteLine& item : node.lines) {
            line(item.span, route_line(item.kind));
            shares(item.to);
            for (const Relaxation& relaxation : item.relaxations) shares(relaxation.to);
        }
    }

    static LineKind route_line(RouteLineKind kind) {
        switch (kind) {
            case RouteLineKind::To: return LineKind::To;
            case RouteLineKind::Needs:
            case RouteLineKind::Never:
            case RouteLineKind::NotBefore: return LineKind::Need;
            case RouteLineKind::After: return LineKind::After;
            case RouteLineKind::Ask:
            case RouteLineKind::Rank: return LineKind::Other;
        }
        return LineKind::Other;
    }

    void shares(const Destination& destination) {
        for (const SplitPart& part : destination.parts) line(part.share_span, LineKind::Other);
    }

    // Declarations of what happens later.

    void visit(const EscalateDecl& node) {
        declaration(node.head, LineKind::Escalate);
        escalations(node.lines);
    }

    void visit(const WatchDecl& node) {
        declaration(node.head, LineKind::Escalate);
        escalations(node.lines);
    }

    void escalations(const std::vector<EscalationLine>& lines) {
        for (const EscalationLine& item : lines) {
            line(item.span, LineKind::Escalation);
            const std::uint32_t index = at(item.span);
            if (index != kNone)
                tokens_[index].trigger = static_cast<std::uint8_t>(item.trigger.kind);
        }
    }

    void visit(const CasePlanDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        if (node.reference) line_at(node.reference->span, "reference");
        for (const Intent& intent : node.intents) line_before(intent.name.span, "intent");
        if (node.owner) line_at(node.owner->span, "owner");
        attributes(node.data);
        data_block(node.head.span);
        if (node.due) line_at(node.due->span, "due");
        line_before(node.band.span, "band");
        for (const StageDecl& stage : node.stages) {
            line(stage.head.keyword, LineKind::Other);
            modifiers(stage.modifiers);
        }
        for (const StepDecl& step : node.steps) plan_step(step);
        for (const MilestoneDecl& milestone : node.milestones) {
            line(milestone.head.keyword, LineKind::Milestone);
        }
        for (const EndsLine& ends : node.ends) {
            line(word_before(ends.span, "ends"), LineKind::Ends);
        }
    }

    /// `data {`, which the syntax does not keep where it is empty: the one such pair directly in a
    /// plan.
    void data_block(Span plan) {
        std::uint32_t depth = 0;
        for (std::uint32_t i = at(plan); i < tokens_.size() && tokens_[i].begin < plan.end; ++i) {
            if (tokens_[i].closes()) --depth;
            if (tokens_[i].opens()) ++depth;
            if (depth == 1 && tokens_[i].is("data") && is(next(tokens_, i), "{")) {
                line(i, LineKind::Other);
            }
        }
    }

    void plan_step(const StepDecl& step) {
        line(step.head.keyword, LineKind::Step);
        for (const FormField& field : step.form) attributes({field.attribute});
        const std::uint32_t queue = at(step.queue.span);
        const std::uint32_t in = queue == kNone ? kNone : previous(tokens_, queue);
        if (is(in, "in") && !is(previous(tokens_, in), "else")) break_before(in, Break::Firm);
        modifiers(step.modifiers);
    }

    void modifiers(const std::vector<Modifier>& list) {
        for (const Modifier& modifier : list) {
            std::uint32_t index = at(modifier.span);
            if (is(index, ",")) index = next(tokens_, index);
            if (index == kNone) continue;
            tokens_[index].wide = true;
            break_before(index, Break::Firm);
        }
    }

    void visit(const TestDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        for (const TestLine& item : node.lines) {
            line(item.span, LineKind::Other);
            for (const RosterAgent& agent : item.agents) roster_agent(agent);
        }
    }

    void roster_agent(const RosterAgent& agent) {
        line(agent.span, LineKind::Agent);
        for (const Name& team : agent.teams) line_before(team.span, "teams");
        for (const RosterSkill& skill : agent.skills) line_before(skill.span, "skills");
        line_before(agent.workload.span, "workload");
        line_before(agent.presence.span, "presence");
        for (const Field& field : agent.attributes) line(field.name.span, LineKind::Other);
    }

    void visit(const GuaranteeDecl& node) {
        declaration(node.head, LineKind::OtherDeclaration);
        for (const GuaranteeLine& item : node.lines) line(item.span, LineKind::Other);
    }

    Tokens& tokens_;
    const Module& module_;
};

}  // namespace

void mark(Tokens& tokens, const syntax::Module& module) { Marker(tokens, module).run(); }

}  // namespace reeve::format
