#include "compiler/check/priority_terms.h"
#include "compiler/check/ranges.h"

#include <algorithm>

namespace reeve::check {

namespace {

using Kind = syntax::PriorityLineKind;

/// One `priority` block.
class PriorityBlock {
public:
    PriorityBlock(Context& ctx, Scope scope, typed::Priority& priority)
        : ctx_(ctx),
          expressions_(ctx),
          scope_(std::move(scope)),
          priority_(priority),
          motions_(ctx.program),
          terms_(ctx, motions_) {}

    void run(const syntax::PriorityDecl& decl) {
        for (const syntax::PriorityLine& line : decl.lines) {
            switch (line.kind) {
                case Kind::Band: band(line); break;
                case Kind::Limit: limit(line); break;
                default: term(line); break;
            }
        }
        if (has_bands_)
            bands_.require_cover(decl.head.name.span, "end with `band … otherwise` for the rest");
        sum_up();
    }

private:
    void band(const syntax::PriorityLine& line) {
        has_bands_ = true;
        typed::BandLine band;
        band.condition = condition(line.condition, nullptr);
        const bool reached = bands_.add(line.condition, band.condition.when, line.span);
        const sema::SymbolId symbol = ctx_.require(sema::Space::Band, line.band);
        if (!reached || !symbol.valid() || !ctx_.program.bands.valid()) return;
        const auto value = ctx_.program.choice(ctx_.program.bands).find(line.band.text);
        if (!value) return;
        band.band = *value;
        priority_.bands.push_back(std::move(band));
    }

    void limit(const syntax::PriorityLine& line) {
        if (limit_.valid()) {
            ctx_.sink.report<messages::limit_twice>(line.span)
                .label(limit_, "the first one")
                .help("keep one of them, on the last line");
            return;
        }
        limit_ = line.span;
        priority_.limit_span = line.span;
        if (!line.limit) return;
        const auto low = bound(line.limit->low);
        const auto high = bound(line.limit->high);
        if (!low || !high) return;
        if (*low >= *high) {
            ctx_.sink.report<messages::limit_without_room>(line.limit->span)
                .help("write the lower end first, `limit total to 0..1_000` for example");
            return;
        }
        priority_.limit = typed::Interval{*low, *high, std::max(low->decimals(), high->decimals())};
    }

    std::optional<Decimal> bound(syntax::ExprId expr) {
        const typed::ExprId value = expressions_.number(scope_, expr, "an end of the limit");
        if (!value.valid() || ctx_.program.expr(value).type.is_error()) return std::nullopt;
        return literal_amount(*scope_.module, expr);
    }

    void term(const syntax::PriorityLine& line) {
        check_order(line);
        Knowledge knowledge;
        typed::PriorityLine term;
        term.span = line.span;
        term.condition = condition(line.condition, &knowledge);
        const Scope scope = scope_.with(knowledge);
        const std::size_t errors = ctx_.sink.error_count();
        if (line.kind == Kind::Multiply)
            factor(scope, line, term);
        else if (line.kind == Kind::StartAt)
            start(scope, line, term);
        else
            terms_.check(scope, line, term);
        if (ctx_.sink.error_count() == errors) check_counts(line, term);
        priority_.lines.push_back(std::move(term));
    }

    /// Lines apply from top to bottom, so their places say what they do.
    void check_order(const syntax::PriorityLine& line) {
        if (line.kind == Kind::StartAt && (start_.valid() || !priority_.lines.empty())) {
            const Span first = start_.valid() ? start_ : priority_.lines.front().span;
            ctx_.sink.report<messages::start_at_late>(line.span)
                .label(first, start_.valid() ? "the first `start at`" : "this applies before it")
                .help(start_.valid() ? "keep one of them, or write `add`"
                                     : "write it before all other points, or write `add`");
        }
        if (line.kind == Kind::StartAt && !start_.valid()) start_ = line.span;
        if (limit_.valid() && !reported_limit_) {
            reported_limit_ = true;
            ctx_.sink.report<messages::limit_not_last>(limit_)
                .label(line.span, "this comes after it")
                .help("write `limit total to` last: it applies to the sum of all lines");
        }
    }

    void start(const Scope& scope, const syntax::PriorityLine& line, typed::PriorityLine& term) {
        term.kind = typed::PriorityLine::Kind::StartAt;
        term.value = terms_.points(scope, line.value, "what a priority starts at");
        if (is_error(term.value)) return;
        term.moves = has_slope(motions_.of(term.value).motion);
        term.term = ctx_.program.expr(term.value).range;
        if (!term.moves && term.term.scale > 3) term.term = ranges::round(term.term, 3);
    }

    void factor(const Scope& scope, const syntax::PriorityLine& line, typed::PriorityLine& term) {
        term.kind = typed::PriorityLine::Kind::Multiply;
        term.value = expressions_.number(scope, line.value, "the factor");
        if (is_error(term.value)) return;
        const Movement movement = motions_.of(term.value);
        const typed::Expr& value = ctx_.program.expr(term.value);
        if (!check_movement(ctx_, movement)) return;
        if (has_slope(movement.motion)) {
            ctx_.sink.report<messages::moving_factor>(value.span)
                .help(
                    "multiply by a number that stands still, or add a line "
                    "`add 10 per hour of age` for what grows with time");
            return;
        }
        term.term = value.range;
    }

    /// A line that never changes anything was meant to do something else.
    void check_counts(const syntax::PriorityLine& line, const typed::PriorityLine& term) {
        if (line.kind == Kind::StartAt) return;
        // What could not be understood counts for nothing only as long as it is not mended.
        for (const typed::ExprId part : {term.value, term.subject}) {
            if (part.valid() && is_error(part)) return;
        }
        if (line.value.valid() && !term.value.valid()) return;
        const Decimal idle(line.kind == Kind::Multiply ? 1 : 0);
        if (!term.term.is_point() || term.term.low != idle) return;
        ctx_.sink.report<messages::term_never_counts>(line.span).help(
            "leave the line out, or write how much it is to count");
    }

    typed::Condition condition(const syntax::Condition& written, Knowledge* knowledge) {
        typed::Condition condition = expressions_.line_condition(scope_, written, knowledge);
        check_turns(ctx_, condition.when);
        return condition;
    }

    void sum_up() {
        typed::Interval total = ranges::point(Decimal(0));
        for (typed::PriorityLine& line : priority_.lines) {
            const bool always = !line.condition.when.valid();
            if (line.kind == typed::PriorityLine::Kind::Multiply) {
                const typed::Interval product = ranges::multiply(total, line.term);
                total = always ? product : ranges::hull(total, product);
                continue;
            }
            if (!always) line.term = ranges::hull(line.term, ranges::point(Decimal(0)));
            total = ranges::add(total, line.term);
        }
        priority_.total = total;
    }

    bool is_error(typed::ExprId expr) const {
        return !expr.valid() || ctx_.program.expr(expr).type.is_error();
    }

    Context& ctx_;
    Expressions expressions_;
    Scope scope_;
    typed::Priority& priority_;
    Motions motions_;
    PriorityTerms terms_;
    FirstMatch bands_{ctx_, "band"};
    bool has_bands_ = false;
    Span start_, limit_;
    bool reported_limit_ = false;
};

/// Of a routed type that names no band, the items come after all others, which is rarely meant.
void check_band_named(Context& ctx, const Subject& subject, Span at) {
    if (!subject.item.valid() || !ctx.program.bands.valid()) return;
    const auto& bands = ctx.program.choice(ctx.program.bands).values;
    if (bands.empty()) return;
    const std::string& last = bands.back().name;
    ctx.sink.report<messages::band_not_named>(at, name_of(ctx, subject), last)
        .help("write `band … otherwise` in `priority of " + name_of(ctx, subject) + "`");
}

void check_bands_of_routed(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.routes) {
        const auto& decl = ctx.decl<syntax::RouteDecl>(block.decl);
        const Subject subject = find_subject(ctx, decl.head.name);
        if (!subject.item.valid()) continue;
        const auto found =
            std::ranges::find(ctx.symbols.priorities, block.name, &sema::Symbols::Block::name);
        if (found == ctx.symbols.priorities.end()) {
            check_band_named(ctx, subject, decl.head.name.span);
            continue;
        }
        const auto& priority = ctx.decl<syntax::PriorityDecl>(found->decl);
        const auto is_band = [](const auto& line) { return line.kind == Kind::Band; };
        if (std::ranges::none_of(priority.lines, is_band))
            check_band_named(ctx, subject, priority.head.name.span);
    }
}

}  // namespace

void check_priorities(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.priorities) {
        const auto& decl = ctx.decl<syntax::PriorityDecl>(block.decl);
        const Subject subject = require_subject(ctx, decl.head.name);
        if (!subject.valid()) continue;
        typed::Priority priority;
        priority.span = decl.head.keyword;
        PriorityBlock(ctx, rule_scope(ctx, block.decl, subject, Place::Priority), priority)
            .run(decl);
        if (subject.item.valid())
            ctx.program.work_types[subject.item.index()].priority = std::move(priority);
        else
            ctx.program.plans[subject.plan.index()].priority = std::move(priority);
    }
    check_bands_of_routed(ctx);
}

}  // namespace reeve::check
