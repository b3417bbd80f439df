#include "compiler/check/parts.h"

// Guarantees: statements about all possible items, typed now and proved later.

namespace reeve::check {

void check_guarantees(Context& ctx);

namespace {

class GuaranteeChecker {
public:
    GuaranteeChecker(Context& ctx, sema::DeclRef ref)
        : ctx_(ctx), module_(ctx.module(ref)), decl_(ctx.decl<syntax::GuaranteeDecl>(ref)) {}

    typed::Guarantee run() {
        made_.title = decl_.title.value;
        made_.span = decl_.title.span;
        for (const syntax::Param& variable : decl_.variables) add_variable(variable);
        conditions();
        return std::move(made_);
    }

private:
    void add_variable(const syntax::Param& variable) {
        const typed::DeclaredType type =
            resolve_type(ctx_, module_, variable.type, {.records = true});
        if (!variable.name.valid()) return;
        const auto [entry, added] = first_.try_emplace(variable.name.text, variable.name.span);
        if (!added) {
            ctx_.sink
                .report<messages::guarantee_variable_twice>(variable.name.span, variable.name.text)
                .label(entry->second, "named here first")
                .help("give one of them another name");
            return;
        }
        Local local;
        local.name = variable.name.text;
        local.type = type;
        local.index = static_cast<std::uint32_t>(made_.variables.size());
        locals_.push_back(std::move(local));
        made_.variables.push_back(
            {{variable.name.text, variable.name.text, {}, variable.name.span}, type});
    }

    void conditions() {
        Scope scope;
        scope.module = &module_;
        scope.place = Place::Guarantee;
        scope.locals = locals_;
        scope.calendar = ctx_.program.business.calendar;
        Expressions expressions(ctx_);
        // Whatever is given holds for all that is claimed, wherever it stands.
        for (const syntax::GuaranteeLine& line : decl_.lines) {
            if (line.always) continue;
            const CheckedCondition checked = expressions.condition(scope, line.condition);
            made_.given.push_back(checked.expr);
            scope = scope.with(checked.when_true);
        }
        for (const syntax::GuaranteeLine& line : decl_.lines) {
            if (line.always)
                made_.always.push_back(expressions.condition(scope, line.condition).expr);
        }
        if (made_.always.empty() && module_.complete) {
            ctx_.sink.report<messages::guarantee_says_nothing>(decl_.title.span)
                .help("add what always holds, for example `always a.priority >= 0`");
        }
    }

    Context& ctx_;
    const syntax::Module& module_;
    const syntax::GuaranteeDecl& decl_;
    typed::Guarantee made_;
    std::vector<Local> locals_;
    std::map<std::string, Span> first_;
};

}  // namespace

void check_guarantees(Context& ctx) {
    for (const sema::DeclRef ref : ctx.symbols.guarantees) {
        ctx.program.guarantees.push_back(GuaranteeChecker(ctx, ref).run());
    }
}

}  // namespace reeve::check
