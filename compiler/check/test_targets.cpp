#include "base/text.h"
#include "compiler/check/test_parts.h"

// What an act is done to: an item, a case, or a part of a case.

namespace reeve::check {
namespace {

using Kind = ActTarget::Kind;

Kind kind_of_step(typed::Step::Kind kind) {
    switch (kind) {
        case typed::Step::Kind::Form: return Kind::Form;
        case typed::Step::Kind::Approval: return Kind::Approval;
        case typed::Step::Kind::Work: return Kind::WorkStep;
        case typed::Step::Kind::Wait: return Kind::Wait;
        case typed::Step::Kind::Case: return Kind::ChildCase;
        case typed::Step::Kind::Ask: break;
    }
    return Kind::Ask;
}

class TargetResolver {
public:
    TargetResolver(TestState& state, const syntax::QualifiedName& name)
        : state_(state), ctx_(state.ctx), name_(name) {}

    ActTarget run() {
        if (name_.parts.empty() || !variable(name_.parts[0])) return {};
        for (std::size_t i = 1; i < name_.parts.size(); ++i) {
            if (!name_.parts[i].valid() || !part(i)) return {};
        }
        return target_;
    }

private:
    bool variable(const syntax::Name& name) {
        if (!name.valid()) return false;
        const Local* local = state_.find(name.text);
        if (local == nullptr || local->op != typed::Op::Variable) {
            report_unknown_variable(name, local != nullptr);
            return false;
        }
        const typed::Type& type = local->type.type;
        if (type.is_error()) return false;
        if (type.record == typed::RecordKind::Case) {
            target_.kind = Kind::Case;
            target_.plan = typed::PlanId(type.record_index);
        } else {
            target_.kind = Kind::Item;
            target_.work_type = typed::WorkTypeId(type.record_index);
        }
        read(typed::Op::Variable, type, local->index, name.span);
        return true;
    }

    void report_unknown_variable(const syntax::Name& name, bool agent) {
        auto& report = ctx_.sink.report<messages::test_unknown_variable>(name.span, name.text);
        const auto variables = state_.names(typed::Op::Variable);
        if (agent) {
            report.label(state_.declared_at.at(name.text), "this is an agent");
        } else if (const auto near = nearest_word(name.text, variables)) {
            report.help(fmt::format("did you mean `{}`?", *near));
            report.fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
        } else {
            report.help(fmt::format("bring it in with `given {} = …`", name.text));
        }
    }

    bool part(std::size_t at) {
        const syntax::Name& name = name_.parts[at];
        if (target_.kind != Kind::Case && target_.kind != Kind::ChildCase) {
            report_no_parts(at);
            return false;
        }
        const sema::SymbolId plan =
            ctx_.symbols.find(sema::Space::Type, ctx_.program.plan(target_.plan).header.name);
        const sema::SymbolId symbol = ctx_.require(sema::Space::PlanPart, name, plan);
        if (!symbol.valid()) return false;
        const std::uint32_t index = ctx_.index(symbol);
        target_.symbol = symbol;
        typed::Type type;
        type.base = typed::Base::Record;
        type.record_index = index;
        type.plan = target_.plan;
        const typed::Plan& typed_plan = ctx_.program.plan(target_.plan);
        switch (ctx_.symbols.symbol(symbol).kind) {
            case sema::SymbolKind::Stage: type.record = typed::RecordKind::Stage; break;
            case sema::SymbolKind::Milestone: type.record = typed::RecordKind::Milestone; break;
            default: type.record = typed::RecordKind::Step; break;
        }
        read(typed::Op::Part, type, index, name.span);
        if (type.record != typed::RecordKind::Step) {
            target_.kind = type.record == typed::RecordKind::Stage ? Kind::Stage : Kind::Milestone;
            return true;
        }
        target_.step = &typed_plan.steps[index];
        target_.kind = kind_of_step(target_.step->kind);
        target_.work_type = target_.step->item.work_type;
        if (target_.kind == Kind::ChildCase) target_.plan = target_.step->child.plan;
        return target_.kind != Kind::ChildCase || target_.plan.valid();
    }

    void report_no_parts(std::size_t at) {
        const syntax::Name& name = name_.parts[at];
        const std::string before = name_.parts[at - 1].text;
        auto& report = ctx_.sink.report<messages::act_no_parts>(name.span, before,
                                                                describe(target_.kind), name.text);
        if (target_.kind == Kind::Stage) {
            report.help(fmt::format("name the step directly: `{}.{}`", name_.parts[at - 2].text,
                                    name.text));
            report.fix(
                "leave the stage out",
                {name_.parts[at - 1].span.file, name_.parts[at - 1].span.begin, name.span.begin},
                "");
        }
    }

    void read(typed::Op op, const typed::Type& type, std::uint32_t symbol, Span span) {
        typed::Expr expr;
        expr.op = op;
        expr.type = type;
        expr.symbol = symbol;
        expr.span = span;
        if (target_.expr.valid()) expr.args.push_back(target_.expr);
        target_.expr = ctx_.program.add(std::move(expr));
    }

    TestState& state_;
    Context& ctx_;
    const syntax::QualifiedName& name_;
    ActTarget target_;
};

}  // namespace

std::string_view describe(Kind kind) {
    switch (kind) {
        case Kind::Item: return "an item";
        case Kind::Form: return "a form";
        case Kind::Approval: return "an approval";
        case Kind::WorkStep: return "a work step";
        case Kind::Wait: return "a wait";
        case Kind::ChildCase: return "a child case";
        case Kind::Ask: return "a question to a source";
        case Kind::Case: return "a case";
        case Kind::Stage: return "a stage";
        case Kind::Milestone: return "a milestone";
        case Kind::None: break;
    }
    return "nothing";
}

ActTarget resolve_target(TestState& state, const syntax::QualifiedName& name) {
    return TargetResolver(state, name).run();
}

}  // namespace reeve::check
