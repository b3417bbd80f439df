#include "compiler/check/route_parts.h"

#include <fmt/format.h>

namespace reeve::check {

namespace {

using typed::Route;

class RouteChecker {
public:
    RouteChecker(Context& ctx, sema::DeclRef ref, typed::WorkTypeId type)
        : ctx_(ctx),
          module_(ctx.module(ref)),
          decl_(ctx.decl<syntax::RouteDecl>(ref)),
          expressions_(ctx),
          scopes_(route_scopes(ctx, ref, type)),
          needs_(ctx, scopes_),
          relaxations_(ctx, scopes_, needs_) {}

    Route run() {
        route_.span = decl_.head.span;
        for (const syntax::RouteLine& line : decl_.lines) add(line);
        check_to();
        // Of several `ask` lines the first that holds counts; none has to.
        check_matches(ctx_, ask_matches_, {decl_.head.name.span, {}, {}, module_.complete});
        return std::move(route_);
    }

private:
    void add(const syntax::RouteLine& line) {
        switch (line.kind) {
            case syntax::RouteLineKind::To: add_to(line); break;
            case syntax::RouteLineKind::Needs:
                if (auto need = needs_.need(line.need)) route_.needs.push_back(std::move(*need));
                break;
            case syntax::RouteLineKind::Never:
                if (auto never = needs_.never(line)) route_.never.push_back(std::move(*never));
                break;
            case syntax::RouteLineKind::Ask: add_ask(line); break;
            case syntax::RouteLineKind::After:
                route_.relaxations.push_back(relaxations_.step(line));
                break;
            case syntax::RouteLineKind::NotBefore: add_not_before(line); break;
            case syntax::RouteLineKind::Rank: add_rank(line); break;
        }
    }

    void add_to(const syntax::RouteLine& line) {
        // A line without a condition could not be read.
        if (!line.condition.written()) {
            conditions_missing_ = true;
            return;
        }
        typed::Condition condition = expressions_.line_condition(scopes_.to, line.condition);
        matches_.push_back({&line.condition, condition.when, line.span});
        route_.to.push_back(
            {resolve_destination(ctx_, module_, line.to), std::move(condition), line.span});
    }

    void check_to() {
        const std::string& name = decl_.head.name.text;
        const bool complete = module_.complete && !conditions_missing_;
        if (!matches_.empty()) {
            check_matches(
                ctx_, matches_,
                {decl_.head.name.span, fmt::format("items of `{}`", name),
                 "end the `to` lines with one for the rest, such as `to some_queue otherwise`",
                 complete});
        } else if (complete) {
            ctx_.sink.report<messages::route_without_destination>(decl_.head.name.span, name)
                .help("add a line such as `to some_queue otherwise`");
        }
    }

    void add_ask(const syntax::RouteLine& line) {
        Knowledge knowledge;
        Route::Ask made;
        made.span = line.span;
        made.condition = expressions_.line_condition(scopes_.line, line.condition, &knowledge);
        ask_matches_.push_back({&line.condition, made.condition.when, line.span});
        Span anyone;
        bool reported = false;
        for (const syntax::Ring& ring : line.rings) {
            if (anyone.valid() && !reported) {
                ctx_.sink.report<messages::ring_never_reached>(ring.span)
                    .label(anyone, "everybody is asked here")
                    .help("let `anyone` be the last");
                reported = true;
            }
            if (ring.kind == syntax::RingKind::Anyone && !anyone.valid()) anyone = ring.span;
            if (auto made_ring = to_ring(ring, scopes_.line.with(knowledge)))
                made.rings.push_back(*made_ring);
        }
        route_.asks.push_back(std::move(made));
    }

    std::optional<typed::Ring> to_ring(const syntax::Ring& ring, const Scope& scope) {
        typed::Ring made;
        made.kind = static_cast<typed::Ring::Kind>(ring.kind);
        if (ring.kind == syntax::RingKind::Anyone) return made;
        if (ring.kind == syntax::RingKind::Agent) {
            made.agent = expressions_.agent(scope, ring.agent, "who is asked");
        } else {
            made.team = ctx_.team(ring.team);
        }
        const auto time =
            ring.time ? resolve_duration(ctx_, *ring.time, "the time of a ring") : std::nullopt;
        if (!time) return std::nullopt;
        made.time = *time;
        return made;
    }

    void add_not_before(const syntax::RouteLine& line) {
        Knowledge knowledge;
        Route::NotBefore made;
        made.span = line.span;
        made.condition = expressions_.line_condition(scopes_.line, line.condition, &knowledge);
        made.moment = expressions_.moment(scopes_.line.with(knowledge), line.value, "`not before`");
        route_.not_before.push_back(std::move(made));
    }

    void add_rank(const syntax::RouteLine& line) {
        if (!said_once(ctx_, rank_, line.span, "`rank agents by`")) return;
        Scope scope = scopes_.pair;
        scope.place = Place::Rank;
        route_.rank = expressions_.number(scope, line.value, "a rank");
    }

    Context& ctx_;
    const syntax::Module& module_;
    const syntax::RouteDecl& decl_;
    Expressions expressions_;
    RouteScopes scopes_;
    NeedChecker needs_;
    RelaxationChecker relaxations_;
    Route route_;
    std::vector<MatchLine> matches_, ask_matches_;
    Span rank_;
    bool conditions_missing_ = false;
};

}  // namespace

RouteScopes route_scopes(Context& ctx, sema::DeclRef ref, typed::WorkTypeId type) {
    RouteScopes scopes;
    scopes.module = &ctx.module(ref);
    scopes.to.module = scopes.module;
    scopes.to.place = Place::RouteTo;
    scopes.to.item = type;
    scopes.to.calendar = calendar_of_blocks(ctx, {}, ctx.program.work_type(type).header.name);
    scopes.line = scopes.to;
    scopes.line.place = Place::Route;
    scopes.pair = scopes.line;
    scopes.pair.agent = true;
    return scopes;
}

void check_routes(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.routes) {
        const typed::WorkTypeId type =
            ctx.work_type(ctx.decl<syntax::RouteDecl>(block.decl).head.name);
        if (!type.valid()) continue;
        Route route = RouteChecker(ctx, block.decl, type).run();
        ctx.program.work_types[type.index()].route = std::move(route);
    }
}

}  // namespace reeve::check
