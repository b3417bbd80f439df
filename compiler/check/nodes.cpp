#include "compiler/check/nodes.h"

#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"

#include <fmt/format.h>

// Making typed nodes, and what belongs to every one of them: ranges, missing values.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

Nodes::Nodes(Context& ctx, const Scope& scope)
    : ctx_(ctx), scope_(scope), known_(scope.knowledge) {}

std::string Nodes::describe(const typed::Type& type) const {
    return typed::describe(type, ctx_.program);
}

std::string Nodes::text(syntax::ExprId id) const {
    const auto written = source_text(*scope_.module, id);
    return written ? fmt::format("`{}`", *written) : "this";
}

ExprId Nodes::error(Span span) {
    typed::Expr node;
    node.span = span;
    return ctx_.program.add(std::move(node));
}

ExprId Nodes::make(Op op, typed::Type type, Span span, std::vector<ExprId> args) {
    typed::Expr node;
    node.op = op;
    node.type = type;
    node.span = span;
    node.args = std::move(args);
    return ctx_.program.add(std::move(node));
}

ExprId Nodes::constant(const typed::Type& type, typed::Value value, Span span) {
    const ExprId id = make(Op::Constant, type, span);
    typed::Expr& node = ctx_.program.expr(id);
    if (type.is_numeric()) node.range = ranges::point(value.number);
    node.value = std::move(value);
    return id;
}

ExprId Nodes::truth(Op op, Span span, std::vector<ExprId> args) {
    typed::Type type;
    type.base = Base::YesNo;
    return make(op, type, span, std::move(args));
}

bool Nodes::failed(std::initializer_list<ExprId> ids) const {
    for (ExprId id : ids)
        if (!id.valid() || type(id).is_error()) return true;
    return false;
}

std::string Nodes::path(ExprId id) const { return path_of(ctx_.program, id); }

typed::CalendarId Nodes::calendar_in_force() const {
    if (named_calendar_.valid()) return named_calendar_;
    return scope_.calendar.valid() ? scope_.calendar : ctx_.program.business.calendar;
}

ExprId Nodes::refine(ExprId id) {
    const typed::Type type = this->type(id);
    if (known_.empty() || (!type.optional && !type.is_numeric())) return id;
    const std::string path = this->path(id);
    if (path.empty()) return id;
    if (type.is_numeric()) {
        if (const typed::Interval* narrowed = known_.narrowed(path)) {
            typed::Expr& node = ctx_.program.expr(id);
            node.range = ranges::narrow(node.range, *narrowed);
        }
    }
    if (!type.optional || !known_.present(path)) return id;
    const ExprId known = make(Op::Known, type.required(), expr(id).span, {id});
    ctx_.program.expr(known).range = expr(id).range;
    return known;
}

ExprId Nodes::require_known(Operand operand) {
    const syntax::Expr& e = syntax_of(operand.syntax);
    const bool simple = e.kind == syntax::ExprKind::Name || e.kind == syntax::ExprKind::Member;
    const typed::Type& type = this->type(operand.expr);
    if (!type.optional || type.is_error()) return operand.expr;
    return require_known(operand.expr,
                         {source_text(*scope_.module, operand.syntax), simple, e.parenthesized});
}

ExprId Nodes::require_known(ExprId id, const Written& written) {
    const typed::Type type = this->type(id);
    const Span span = expr(id).span;
    if (!type.optional || type.is_error()) return id;
    if (scope_.place == Place::Expect) {
        // A missing value fails the line where it is read.
        const ExprId known = make(Op::Known, type.required(), span, {id});
        ctx_.program.expr(known).range = expr(id).range;
        return known;
    }
    report_missing(id, written);
    return error(span);
}

void Nodes::report_missing(ExprId id, const Written& written) {
    const typed::Type type = this->type(id);
    const Span span = expr(id).span;
    const std::string name = written.text.value_or("");
    const bool tested = written.simple && written.text && !path(id).empty();
    auto& report = ctx_.sink.report<messages::may_be_missing>(
        span, written.text ? fmt::format("`{}`", name) : "this");
    if (expr(id).op == Op::DivideOrMissing)
        report.note("a quotient is missing where its divisor is zero");
    if (expr(id).op == Op::StepAnswer)
        report.note("the plan does not make sure that the step is done here");
    const std::string other = stand_in(ctx_.program, type);
    const bool braces = !written.simple && !written.parenthesized;
    if (!other.empty()) {
        const std::string shown = written.text ? (written.simple ? name : "(" + name + ")") : "…";
        report.help(fmt::format("say what to use instead, `({} or else {})`", shown, other));
        report.fix(fmt::format("use `{}` where it is missing", other),
                   {{span.before(), braces ? "((" : "("},
                    {span.after(), fmt::format("{} or else {})", braces ? ")" : "", other)}});
    }
    const std::string_view also = other.empty() ? "" : "or ";
    if (tested && test_.valid()) {
        const auto test = source_text(*scope_.module, test_);
        const Span whole = syntax_of(test_).span;
        report.help(
            fmt::format("{}test it first, `{} is known and {}`", also, name, test.value_or("…")));
        report.fix(
            fmt::format("test first that `{}` is known", name),
            {{whole.before(), fmt::format("{}{} is known and ", negated_test_ ? "(" : "", name)},
             {whole.after(), negated_test_ ? ")" : ""}});
    } else if (tested) {
        report.help(fmt::format("{}test it first, `if {} is known then … else …`", also, name));
    }
}

ExprId Nodes::start_of_day(ExprId date) {
    typed::Type type;
    type.base = Base::Moment;
    type.optional = this->type(date).optional;
    const Span span = expr(date).span;
    const typed::CalendarId calendar = calendar_in_force();
    zone_in_force(ctx_, calendar, span);
    const ExprId id = make(Op::StartOfDay, type, span, {date});
    ctx_.program.expr(id).calendar = calendar;
    return id;
}

std::string path_of(const typed::Program& program, ExprId id) {
    const typed::Expr* node = &program.expr(id);
    while (node->op == Op::Known) node = &program.expr(node->args[0]);
    std::string base;
    if (!node->args.empty() &&
        (node->op == Op::Attribute || node->op == Op::Fact || node->op == Op::StepAnswer ||
         node->op == Op::Part || node->op == Op::AgentAttribute || node->op == Op::AgentFact)) {
        base = path_of(program, node->args[0]);
        if (base.empty()) return {};
        base += '.';
    }
    switch (node->op) {
        case Op::Attribute: return fmt::format("{}#{}", base, node->symbol);
        case Op::AgentAttribute: return fmt::format("{}#{}", base, node->symbol);
        case Op::AgentFact: return fmt::format("{}!{}", base, node->symbol);
        case Op::Fact: {
            const auto fact = static_cast<typed::Fact>(node->symbol);
            const bool measured = node->type.base == Base::BusinessDuration &&
                                  typed::info(fact).base == Base::Duration;
            std::string path = fmt::format("{}{}", base, typed::info(fact).text);
            return measured ? fmt::format("{} in {}", path, node->calendar.index()) : path;
        }
        case Op::StepAnswer: return fmt::format("{}#{}", base, node->symbol);
        case Op::Part: {
            const typed::Plan& plan = program.plan(node->type.plan);
            switch (node->type.record) {
                case typed::RecordKind::Stage: return base + plan.stages[node->symbol].header.name;
                case typed::RecordKind::Step: return base + plan.steps[node->symbol].header.name;
                default: return base + plan.milestones[node->symbol].header.name;
            }
        }
        case Op::Parameter: return fmt::format("$p{}", node->symbol);
        case Op::Variable: return fmt::format("$v{}", node->symbol);
        case Op::RosterAgent: return fmt::format("$a{}", node->symbol);
        case Op::Setting: return fmt::format("$s{}", node->symbol);
        case Op::CandidateAgent: return "agent";
        default: return {};
    }
}

std::optional<typed::Value> constant_value(const typed::Program& program, ExprId id) {
    // Definitions of definitions may be long chains; none is defined by itself.
    while (id.valid()) {
        const typed::Expr& node = program.expr(id);
        if (node.op == Op::Constant) return node.value;
        if (node.op == Op::CallDefine && node.args.empty()) {
            id = program.defines[node.symbol].value;
            continue;
        }
        if (node.type.is_numeric() && !node.type.optional && node.range.is_point() &&
            node.op != Op::Error) {
            typed::Value value;
            value.number = node.range.low;
            return value;
        }
        return std::nullopt;
    }
    return std::nullopt;
}

std::string_view describe(Place place) {
    switch (place) {
        case Place::Define: return "a definition";
        case Place::Table: return "a table";
        case Place::Setting: return "a setting";
        case Place::Period: return "a period";
        case Place::AttributeDefault: return "a default value";
        case Place::WorkType: return "a work type";
        case Place::Intake: return "an intake";
        case Place::Segment: return "a segment";
        case Place::Sla: return "a promise";
        case Place::Pause: return "a pause";
        case Place::Priority: return "a priority";
        case Place::RouteTo:
        case Place::Route: return "a route";
        case Place::Rank: return "a ranking of agents";
        case Place::Members: return "the members of a queue";
        case Place::Escalation: return "an escalation";
        case Place::Watch: return "a watch";
        case Place::Plan: return "a case plan";
        case Place::Test:
        case Place::Expect: return "a test";
        case Place::Guarantee: return "a guarantee";
    }
    return "this place";
}

}  // namespace reeve::check
