#include "base/text.h"
#include "compiler/check/work_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

namespace {

void declare_params(Context& ctx, sema::SymbolId id) {
    const sema::DeclRef ref = ctx.symbols.symbol(id).decl;
    typed::Intake& intake = ctx.program.intakes[ctx.index(id)];
    for (const syntax::Param& param : ctx.decl<syntax::IntakeDecl>(ref).params) {
        const sema::SymbolId symbol = add_inner(ctx, {sema::SymbolKind::Param, sema::Space::Param,
                                                      param.name.text, param.name.span, ref, id});
        if (!symbol.valid()) continue;
        ctx.index_of[symbol] = static_cast<std::uint32_t>(intake.params.size());
        intake.params.push_back(
            {{param.name.text, param.name.text, {}, param.name.span},
             resolve_type(ctx, ctx.module(ref), param.type, {.owner = symbol})});
    }
}

class IntakeChecker {
public:
    IntakeChecker(Context& ctx, sema::SymbolId id)
        : ctx_(ctx),
          module_(ctx.module(ctx.symbols.symbol(id).decl)),
          decl_(ctx.decl<syntax::IntakeDecl>(ctx.symbols.symbol(id).decl)),
          intake_(ctx.program.intakes[ctx.index(id)]) {
        for (std::size_t i = 0; i < intake_.params.size(); ++i) {
            const typed::Param& param = intake_.params[i];
            locals_.push_back({param.header.name, param.type, typed::Op::Parameter,
                               static_cast<std::uint32_t>(i),
                               ctx.symbols.find(sema::Space::Param, param.header.name, id)});
        }
        scope_.module = &module_;
        scope_.place = Place::Intake;
        scope_.locals = locals_;
        scope_.calendar = ctx.program.business.calendar;
    }

    void run() {
        std::vector<MatchLine> matches;
        bool all_conditions = true;
        for (const syntax::IntakeLine& line : decl_.lines) {
            // A line without a condition could not be read.
            if (!line.condition.written()) {
                all_conditions = false;
                continue;
            }
            Knowledge knowledge;
            typed::IntakeLine made;
            made.condition = Expressions(ctx_).line_condition(scope_, line.condition, &knowledge);
            made.span = line.span;
            matches.push_back({&line.condition, made.condition.when, line.span});
            if (add_target(line, scope_.with(knowledge), made))
                intake_.lines.push_back(std::move(made));
        }
        check_matches(ctx_, matches,
                      {decl_.head.name.span, "of what comes in",
                       "end with a line for the rest, such as `Post { … } otherwise`",
                       module_.complete && all_conditions});
    }

private:
    bool add_target(const syntax::IntakeLine& line, const Scope& scope, typed::IntakeLine& made) {
        Expressions::FieldOptions options;
        options.owner = ctx_.symbols.find(sema::Space::Type, line.name.text);
        switch (line.target) {
            case syntax::IntakeTarget::WorkType:
                made.work_type = ctx_.work_type(line.name);
                if (!made.work_type.valid()) return false;
                options.attributes = ctx_.program.work_type(made.work_type).attributes;
                options.what = fmt::format("the work type `{}`", line.name.text);
                break;
            case syntax::IntakeTarget::CasePlan:
                made.plan = ctx_.plan(line.name);
                if (!made.plan.valid()) return false;
                options.attributes = ctx_.program.plan(made.plan).data;
                options.what = fmt::format("the case plan `{}`", line.name.text);
                break;
            case syntax::IntakeTarget::Intake: return add_intake(line, scope, made);
        }
        made.fields = Expressions(ctx_).fields(scope, line.fields, options);
        return true;
    }

    /// The other intake gets what this one got, by name.
    bool add_intake(const syntax::IntakeLine& line, const Scope& scope, typed::IntakeLine& made) {
        const sema::SymbolId id = ctx_.require(sema::Space::Intake, line.name);
        if (!id.valid()) return false;
        made.intake = ctx_.index(id);
        const std::vector<typed::Param>& wanted = ctx_.program.intakes[made.intake].params;
        for (std::uint32_t i = 0; i < wanted.size(); ++i) {
            const typed::ExprId value = handed_on(line, scope, wanted[i]);
            if (!value.valid()) return false;
            made.fields.push_back({i, value});
        }
        return true;
    }

    /// This intake's parameter of that name, where it fits; invalid otherwise (reported).
    typed::ExprId handed_on(const syntax::IntakeLine& line, const Scope& scope,
                            const typed::Param& wanted) {
        const auto own =
            std::ranges::find(intake_.params, wanted.header.name,
                              [](const typed::Param& param) { return param.header.name; });
        if (own == intake_.params.end()) {
            ctx_.sink
                .report<messages::intake_without_parameter>(line.name.span, line.name.text,
                                                            wanted.header.name)
                .label(wanted.header.span, "needed here")
                .help("give this intake a parameter of that name");
            return {};
        }
        const typed::ExprId value = parameter(
            static_cast<std::uint32_t>(own - intake_.params.begin()), scope, line.name.span);
        const typed::Type type = ctx_.program.expr(value).type;
        if (!fits(type, wanted.type.type)) {
            ctx_.sink
                .report<messages::intake_parameter_differs>(
                    line.name.span, wanted.header.name, typed::describe(type, ctx_.program),
                    line.name.text, typed::describe(wanted.type.type, ctx_.program))
                .label(own->header.span, "declared here")
                .label(wanted.header.span, "and there");
            return {};
        }
        if (type.is_numeric() && !type.is_error() && !fits(own->type.range, wanted.type.range)) {
            ctx_.sink
                .report<messages::intake_range_wider>(line.name.span, wanted.header.name,
                                                      line.name.text)
                .label(own->header.span, "declared here")
                .label(wanted.header.span, "and there")
                .help("declare the same range in both");
            return {};
        }
        return value;
    }

    /// What a parameter gives on a line; never missing where the line's condition says so.
    typed::ExprId parameter(std::uint32_t index, const Scope& scope, Span span) {
        const typed::Param& param = intake_.params[index];
        typed::Expr read;
        read.op = typed::Op::Parameter;
        read.type = param.type.type;
        read.range = param.type.range;
        read.span = span;
        read.symbol = index;
        const typed::ExprId id = ctx_.program.add(read);
        const bool known = scope.knowledge.present.contains(Expressions(ctx_).path(id));
        if (!read.type.optional || !known) return id;
        read.op = typed::Op::Known;
        read.type = read.type.required();
        read.args = {id};
        read.symbol = 0;
        return ctx_.program.add(read);
    }

    [[nodiscard]] bool fits(const typed::Type& own, const typed::Type& wanted) const {
        if (own.is_error() || wanted.is_error()) return true;
        if (own.optional && !wanted.optional) return false;
        if (own.required() == wanted.required()) return true;
        return own.base == typed::Base::Choice && wanted.base == typed::Base::Choice &&
               same_values(own.choice, wanted.choice);
    }

    /// Choices that are written in place are one when they have the same values.
    [[nodiscard]] bool same_values(typed::ChoiceId a, typed::ChoiceId b) const {
        const typed::Choice& first = ctx_.program.choice(a);
        const typed::Choice& second = ctx_.program.choice(b);
        return first.ranked == second.ranked &&
               std::ranges::equal(first.values, second.values, {}, &typed::Header::name,
                                  &typed::Header::name);
    }

    [[nodiscard]] static bool fits(const typed::Interval& own, const typed::Interval& wanted) {
        return wanted.low <= own.low && own.high <= wanted.high && own.scale <= wanted.scale;
    }

    Context& ctx_;
    const syntax::Module& module_;
    const syntax::IntakeDecl& decl_;
    typed::Intake& intake_;
    std::vector<Local> locals_;
    Scope scope_;
};

/// Intakes that `from` hands on to, in the order of its lines.
std::vector<std::uint32_t> next_intakes(const typed::Program& program, std::uint32_t from) {
    std::vector<std::uint32_t> next;
    for (const typed::IntakeLine& line : program.intakes[from].lines) {
        if (!line.work_type.valid() && !line.plan.valid()) next.push_back(line.intake);
    }
    return next;
}

/// A way from the last of `path` to its first, `path` included; empty where there is none.
bool find_ring(const typed::Program& program, std::vector<std::uint32_t>& path,
               std::vector<bool>& seen) {
    for (const std::uint32_t next : next_intakes(program, path.back())) {
        if (next == path.front()) return true;
        if (seen[next]) continue;
        seen[next] = true;
        path.push_back(next);
        if (find_ring(program, path, seen)) return true;
        path.pop_back();
    }
    return false;
}

void check_rings(Context& ctx) {
    std::vector<bool> reported(ctx.program.intakes.size(), false);
    for (std::uint32_t i = 0; i < ctx.program.intakes.size(); ++i) {
        std::vector<std::uint32_t> path{i};
        std::vector<bool> seen(ctx.program.intakes.size(), false);
        if (reported[i] || !find_ring(ctx.program, path, seen)) continue;
        std::vector<std::string> names;
        for (const std::uint32_t intake : path) {
            reported[intake] = true;
            names.push_back(fmt::format("`{}`", ctx.program.intakes[intake].header.name));
        }
        auto& report = ctx.sink.report<messages::intake_ring>(ctx.program.intakes[i].header.span,
                                                              join_words(names, "and"));
        for (std::size_t other = 1; other < path.size(); ++other) {
            report.label(ctx.program.intakes[path[other]].header.span, "part of the ring");
        }
        report.help("let one of them open work or a case instead");
    }
}

}  // namespace

void declare_intakes(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Source)) {
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.sources.size());
        const auto& decl = ctx.decl<syntax::SourceDecl>(ctx.symbols.symbol(id).decl);
        ctx.program.sources.push_back({make_header(decl.head), {}, {}, {}});
    }
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Intake)) {
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.intakes.size());
        const auto& decl = ctx.decl<syntax::IntakeDecl>(ctx.symbols.symbol(id).decl);
        ctx.program.intakes.push_back({make_header(decl.head), {}, {}});
        declare_params(ctx, id);
    }
}

void check_intakes(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Intake))
        IntakeChecker(ctx, id).run();
    check_rings(ctx);
}

}  // namespace reeve::check
