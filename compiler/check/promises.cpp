#include "compiler/check/motion.h"
#include "compiler/check/rules.h"

#include <algorithm>

namespace reeve::check {

namespace {

std::string_view word(syntax::PromiseKind kind) {
    switch (kind) {
        case syntax::PromiseKind::Start: return "start";
        case syntax::PromiseKind::Target: return "target";
        case syntax::PromiseKind::Due: return "due";
    }
    return "";
}

std::vector<typed::PromiseLine>& lines_of(typed::Sla& sla, syntax::PromiseKind kind) {
    switch (kind) {
        case syntax::PromiseKind::Start: return sla.start;
        case syntax::PromiseKind::Target: return sla.target;
        default: return sla.due;
    }
}

bool is_promise(const syntax::SlaLine& line) {
    return line.kind != syntax::SlaLineKind::CountingFrom &&
           line.kind != syntax::SlaLineKind::Pause;
}

/// One `sla` block.
class Promises {
public:
    Promises(Context& ctx, Scope scope, typed::Sla& sla)
        : ctx_(ctx), expressions_(ctx), scope_(std::move(scope)), sla_(sla) {}

    void run(const syntax::SlaDecl& decl) {
        for (const syntax::SlaLine& line : decl.lines) {
            if (line.kind == syntax::SlaLineKind::CountingFrom)
                counting_from(line);
            else if (line.kind == syntax::SlaLineKind::Pause)
                pause(line);
            else
                promise(line);
        }
        finish(decl);
    }

private:
    void finish(const syntax::SlaDecl& decl) {
        if (std::ranges::none_of(decl.lines, is_promise)) {
            ctx_.sink.report<messages::sla_without_promise>(decl.head.name.span)
                .help("add a line, `due within 3 days otherwise` for example");
            return;
        }
        const bool has_due = std::ranges::any_of(decl.lines, [](const syntax::SlaLine& line) {
            return is_promise(line) && line.promise == syntax::PromiseKind::Due;
        });
        if (has_due)
            due_.require_cover(decl.head.name.span,
                               "end with `due within … otherwise` for the rest");
    }

    void counting_from(const syntax::SlaLine& line) {
        if (counting_from_.valid()) {
            ctx_.sink.report<messages::counting_from_twice>(line.span)
                .label(counting_from_, "the first one")
                .help("keep one of them");
            return;
        }
        counting_from_ = line.span;
        sla_.counting_from =
            expressions_.moment(scope_, line.value, "the beginning of the promises", true);
    }

    void pause(const syntax::SlaLine& line) {
        Scope scope = scope_;
        scope.place = Place::Pause;
        typed::Condition condition;
        condition.when = expressions_.condition(scope, line.value).expr;
        condition.span = line.span;
        if (line.condition.because) condition.because = line.condition.because->value;
        check_turns(ctx_, condition.when);
        sla_.pauses.push_back(std::move(condition));
    }

    void promise(const syntax::SlaLine& line) {
        Knowledge knowledge;
        typed::PromiseLine promise;
        promise.condition = expressions_.line_condition(scope_, line.condition, &knowledge);
        promise.span = line.span;
        FirstMatch& list = line.promise == syntax::PromiseKind::Due     ? due_
                           : line.promise == syntax::PromiseKind::Start ? start_
                                                                        : target_;
        const bool reached = list.add(line.condition, promise.condition.when, line.span);
        switch (line.kind) {
            case syntax::SlaLineKind::At:
                promise.kind = typed::PromiseLine::Kind::At;
                promise.at =
                    expressions_.moment(scope_.with(knowledge), line.value, "the moment promised");
                break;
            case syntax::SlaLineKind::EndOf:
                promise.kind = typed::PromiseLine::Kind::EndOf;
                end_of(line);
                [[fallthrough]];
            default: promise.within = within(line.within); break;
        }
        if (reached) lines_of(sla_, line.promise).push_back(std::move(promise));
    }

    typed::TimeAmount within(const syntax::Within& within) {
        check_positive(ctx_, within.time, "the time promised");
        return resolve_within(ctx_, within.time, within.calendar, scope_.calendar);
    }

    /// The closing time of a day is known where days are counted.
    void end_of(const syntax::SlaLine& line) {
        const auto is_business_day = [](const syntax::TimeSpanPart& part) {
            return part.business && part.unit == syntax::TimeUnit::Day;
        };
        if (std::ranges::all_of(line.within.time.parts, is_business_day)) return;
        ctx_.sink.report<messages::end_of_other_time>(line.within.time.span, word(line.promise))
            .help(
                "count business days, `due by end of 3 business days`, or write `within` for "
                "other times");
    }

    Context& ctx_;
    Expressions expressions_;
    Scope scope_;
    typed::Sla& sla_;
    Span counting_from_;
    FirstMatch start_{ctx_, "`start`"}, target_{ctx_, "`target`"}, due_{ctx_, "`due`"};
};

}  // namespace

/// Placeholders stand for the lines until `check_promises` puts the real ones in their place:
/// whether there are any decides which facts the type has.
void declare_promises(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.slas) {
        const auto& decl = ctx.decl<syntax::SlaDecl>(block.decl);
        const Subject subject = find_subject(ctx, decl.head.name);
        if (!subject.item.valid()) continue;
        typed::Sla sla;
        sla.span = decl.head.keyword;
        const sema::SymbolId calendar = ctx.symbols.find(sema::Space::Calendar, decl.calendar.text);
        if (calendar.valid() && ctx.index_of.contains(calendar))
            sla.calendar = typed::CalendarId(ctx.index(calendar));
        for (const syntax::SlaLine& line : decl.lines) {
            if (is_promise(line)) lines_of(sla, line.promise).emplace_back();
        }
        ctx.program.work_types[subject.item.index()].sla = std::move(sla);
    }
}

void check_promises(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.slas) {
        const auto& decl = ctx.decl<syntax::SlaDecl>(block.decl);
        const Subject subject = require_work(ctx, decl.head.name);
        const typed::CalendarId calendar =
            decl.calendar.valid() ? ctx.calendar(decl.calendar) : typed::CalendarId();
        if (!subject.item.valid()) continue;
        typed::Sla sla;
        sla.span = decl.head.keyword;
        sla.calendar = calendar;
        Scope scope = rule_scope(ctx, block.decl, subject, Place::Sla);
        scope.calendar = calendar_in_force(ctx, subject, calendar);
        Promises(ctx, scope, sla).run(decl);
        ctx.program.work_types[subject.item.index()].sla = std::move(sla);
    }
}

}  // namespace reeve::check
