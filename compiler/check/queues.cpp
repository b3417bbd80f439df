#include "compiler/check/work_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::check {

namespace {

using Kind = syntax::QueueLineKind;

/// How a line is written, for messages.
std::string_view words(Kind kind) {
    switch (kind) {
        case Kind::Members: return "members";
        case Kind::Offer: return "offer to";
        case Kind::Assign: return "assign to";
        case Kind::NotAgainFor: return "not again for";
        case Kind::WrapUp: return "wrap up";
        case Kind::OpenIn: return "open in";
        case Kind::Goal: return "goal";
        case Kind::TakeAny: return "take any";
        case Kind::TakeNext: return "take next";
        case Kind::Supervisors: return "supervisors";
    }
    return "";
}

bool is_take(Kind kind) { return kind == Kind::TakeAny || kind == Kind::TakeNext; }
bool is_push(Kind kind) { return kind == Kind::Offer || kind == Kind::Assign; }

class QueueChecker {
public:
    QueueChecker(Context& ctx, sema::SymbolId id)
        : ctx_(ctx),
          module_(ctx.module(ctx.symbols.symbol(id).decl)),
          decl_(ctx.decl<syntax::QueueDecl>(ctx.symbols.symbol(id).decl)),
          queue_(ctx.program.queues[ctx.index(id)]) {}

    void run() {
        const auto open = std::ranges::find(decl_.lines, Kind::OpenIn, &syntax::QueueLine::kind);
        if (open != decl_.lines.end()) queue_.open_in = ctx_.calendar(open->calendar);
        for (const syntax::QueueLine& line : decl_.lines) {
            if (belongs_here(line) && is_first(line)) add(line);
        }
        if (offer_.valid() || assign_.valid()) check_pushed();
        if (module_.complete) check_complete();
    }

private:
    /// Workbins have members, a calendar, supervisors and `take`; queues everything but `take`.
    bool belongs_here(const syntax::QueueLine& line) {
        const bool common = line.kind == Kind::Members || line.kind == Kind::OpenIn ||
                            line.kind == Kind::Supervisors;
        if (common || is_take(line.kind) == decl_.workbin) return true;
        if (decl_.workbin) {
            ctx_.sink.report<messages::not_in_workbin>(line.span, words(line.kind))
                .help("remove the line, or make this a `queue`");
        } else {
            ctx_.sink.report<messages::not_in_queue>(line.span, words(line.kind))
                .help("write `offer to …` or `assign to …`, or make this a `workbin`");
        }
        misplaced_ = true;
        return false;
    }

    bool is_first(const syntax::QueueLine& line) {
        if (line.kind == Kind::Supervisors) return true;
        if (is_push(line.kind)) return is_first_push(line);
        Kind kind = line.kind;
        if (is_take(kind)) kind = Kind::TakeAny;
        const std::string what =
            is_take(kind) ? "what people may take" : fmt::format("`{}`", words(kind));
        return said_once(ctx_, first_[kind], line.span, what);
    }

    bool is_first_push(const syntax::QueueLine& line) {
        Span& own = line.kind == Kind::Offer ? offer_ : assign_;
        const Span other = line.kind == Kind::Offer ? assign_ : offer_;
        if (other.valid()) {
            ctx_.sink.report<messages::offers_and_assigns>(line.span)
                .label(other, "said here first")
                .help("an offer may be declined, an assignment not; keep one of the two");
            return false;
        }
        return said_once(ctx_, own, line.span, fmt::format("`{}`", words(line.kind)));
    }

    void add(const syntax::QueueLine& line) {
        switch (line.kind) {
            case Kind::Members: add_members(line); break;
            case Kind::Offer:
            case Kind::Assign: add_push(line); break;
            case Kind::NotAgainFor:
                if (line.time)
                    queue_.not_again_for = resolve_duration(ctx_, *line.time, "`not again for`");
                break;
            case Kind::WrapUp:
                if (line.time) queue_.wrap_up = resolve_duration(ctx_, *line.time, "`wrap up`");
                break;
            case Kind::OpenIn: break;
            case Kind::Goal: add_goal(line); break;
            case Kind::TakeAny: queue_.take_any = true; break;
            case Kind::TakeNext: queue_.take_any = false; break;
            case Kind::Supervisors: add_supervisors(line); break;
        }
    }

    void add_members(const syntax::QueueLine& line) {
        Scope scope;
        scope.module = &module_;
        scope.place = Place::Members;
        scope.agent = true;
        scope.calendar = queue_.open_in.valid() ? queue_.open_in : ctx_.program.business.calendar;
        queue_.members = Expressions(ctx_).condition(scope, line.when).expr;
    }

    void add_push(const syntax::QueueLine& line) {
        queue_.offers = line.kind == Kind::Offer;
        queue_.pick = static_cast<typed::Pick>(line.pick.kind);
        if (!line.time) return;
        if (!queue_.offers) {
            answered_ = true;
            ctx_.sink.report<messages::answer_without_offer>(line.time->span)
                .help("leave out `answer within`, or write `offer to`");
            return;
        }
        queue_.answer_within = resolve_duration(ctx_, *line.time, "`answer within`");
    }

    void add_goal(const syntax::QueueLine& line) {
        if (!line.goal) return;
        const typed::CalendarId in_force =
            queue_.open_in.valid() ? queue_.open_in : ctx_.program.business.calendar;
        typed::Queue::Goal goal{line.share, true,
                                resolve_within(ctx_, *line.goal, line.calendar, in_force)};
        if (line.share <= Decimal(0) || line.share > Decimal(1)) {
            ctx_.sink.report<messages::goal_share>(line.share_span, percent_text(line.share));
            return;
        }
        queue_.goal = std::move(goal);
    }

    void add_supervisors(const syntax::QueueLine& line) {
        for (const syntax::Name& name : line.supervisors) {
            const typed::TeamId team = ctx_.team(name);
            if (!team.valid()) continue;
            if (said_once(ctx_, supervisors_[team], name.span,
                          fmt::format("the supervisor `{}`", name.text))) {
                queue_.supervisors.push_back(team);
            }
        }
    }

    void check_pushed() {
        // Whoever says how assigned work is answered means an offer, and has been told so.
        if (!assign_.valid() || answered_) return;
        for (const syntax::QueueLine& line : decl_.lines) {
            if (line.kind != Kind::NotAgainFor) continue;
            ctx_.sink.report<messages::not_again_without_offer>(line.span)
                .label(assign_, "work is assigned here")
                .help("leave the line out, or write `offer to`");
            return;
        }
    }

    /// What must not be missing. A line that stands in the wrong kind of declaration has said it
    /// already.
    void check_complete() {
        const std::string& name = decl_.head.name.text;
        if (!first_.contains(Kind::Members)) {
            ctx_.sink
                .report<messages::no_members>(decl_.head.name.span,
                                              decl_.workbin ? "workbin" : "queue", name)
                .help(
                    "add a line such as `members when agent in team …` or `members when agent has "
                    "…`");
        }
        if (misplaced_) return;
        if (decl_.workbin && !first_.contains(Kind::TakeAny)) {
            ctx_.sink.report<messages::workbin_without_take>(decl_.head.name.span, name)
                .help("add `take any` or `take next`");
        }
        if (!decl_.workbin && !offer_.valid() && !assign_.valid()) {
            ctx_.sink.report<messages::queue_gives_nothing>(decl_.head.name.span, name)
                .help(
                    "add a line such as `offer to longest idle agent` or `assign to least busy "
                    "agent`");
        }
    }

    Context& ctx_;
    const syntax::Module& module_;
    const syntax::QueueDecl& decl_;
    typed::Queue& queue_;
    std::map<Kind, Span> first_;
    std::map<typed::TeamId, Span> supervisors_;
    Span offer_, assign_;
    bool answered_ = false;
    bool misplaced_ = false;
};

/// Queues and workbins share a space of names; their order is that of their declarations.
std::vector<sema::SymbolId> queues_and_workbins(const Context& ctx) {
    std::vector<sema::SymbolId> ids = declared(ctx, sema::SymbolKind::Queue);
    const std::vector<sema::SymbolId> workbins = declared(ctx, sema::SymbolKind::Workbin);
    ids.insert(ids.end(), workbins.begin(), workbins.end());
    std::ranges::sort(ids);
    return ids;
}

}  // namespace

void declare_queues(Context& ctx) {
    for (const sema::SymbolId id : queues_and_workbins(ctx)) {
        const auto& decl = ctx.decl<syntax::QueueDecl>(ctx.symbols.symbol(id).decl);
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.queues.size());
        typed::Queue queue;
        queue.header = make_header(decl.head);
        queue.workbin = decl.workbin;
        ctx.program.queues.push_back(std::move(queue));
    }
}

void check_queues(Context& ctx) {
    for (const sema::SymbolId id : queues_and_workbins(ctx)) QueueChecker(ctx, id).run();
}

}  // namespace reeve::check
