#include "base/text.h"
#include "compiler/check/work_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::check {

namespace {

using Event = typed::Trigger::Event;

struct EventWord {
    std::string_view word;
    Event event;
};
constexpr auto kEvents = std::to_array<EventWord>({{"created", Event::Created},
                                                   {"queued", Event::Queued},
                                                   {"accepted", Event::Accepted},
                                                   {"declined", Event::Declined},
                                                   {"missed", Event::Missed},
                                                   {"parked", Event::Parked},
                                                   {"held", Event::Held},
                                                   {"resumed", Event::Resumed},
                                                   {"completed", Event::Completed},
                                                   {"cancelled", Event::Cancelled},
                                                   {"expired", Event::Expired},
                                                   {"reopened", Event::Reopened}});
constexpr auto kActs =
    std::to_array<std::string_view>({"cancel", "complete", "hold", "reopen", "resume", "update"});

/// Completes a report about a word of a fixed list.
void suggest(diagnostics::Diagnostic& report, const syntax::Name& name,
             std::span<const std::string_view> words) {
    if (const auto near = nearest_word(name.text, words)) {
        report.help(fmt::format("did you mean `{}`?", *near))
            .fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
        return;
    }
    std::vector<std::string> quoted;
    for (const std::string_view word : words) quoted.push_back(fmt::format("`{}`", word));
    report.help(fmt::format("one of {}", join_words(quoted, "and")));
}

class SourceChecker {
public:
    SourceChecker(Context& ctx, sema::SymbolId id)
        : ctx_(ctx),
          module_(ctx.module(ctx.symbols.symbol(id).decl)),
          decl_(ctx.decl<syntax::SourceDecl>(ctx.symbols.symbol(id).decl)),
          source_(ctx.program.sources[ctx.index(id)]) {}

    void run() {
        for (const syntax::SourceLine& line : decl_.lines) {
            if (line.kind == syntax::SourceLineKind::Sends) add_sends(line);
        }
        for (const syntax::SourceLine& line : decl_.lines) {
            if (line.kind == syntax::SourceLineKind::Tell) {
                for (const syntax::TellEvent& event : line.events) add_event(event);
            }
            if (line.kind == syntax::SourceLineKind::OnlyItMay) {
                for (const syntax::Name& act : line.acts) add_act(act);
            }
        }
    }

private:
    void add_sends(const syntax::SourceLine& line) {
        const typed::WorkTypeId id = ctx_.work_type(line.work_type);
        if (!id.valid()) {
            unknown_type_ = true;
            return;
        }
        const std::string what = fmt::format("the work type `{}`", line.work_type.text);
        if (!said_once(ctx_, first_[line.work_type.text], line.work_type.span, what)) return;
        typed::Source::Sends sends{id, {}};
        if (line.defaults) sends.defaults = defaults(line, id, what);
        source_.sends.push_back(std::move(sends));
    }

    std::vector<typed::FieldValue> defaults(const syntax::SourceLine& line, typed::WorkTypeId type,
                                            const std::string& what) {
        Scope scope;
        scope.module = &module_;
        scope.place = Place::AttributeDefault;
        scope.calendar = ctx_.program.business.calendar;
        Expressions::FieldOptions options;
        options.attributes = ctx_.program.work_type(type).attributes;
        options.owner = ctx_.symbols.find(sema::Space::Type, line.work_type.text);
        options.what = what;
        options.all_required = false;
        std::vector<typed::FieldValue> values =
            Expressions(ctx_).fields(scope, *line.defaults, options);
        for (const typed::FieldValue& field : values) {
            if (is_fixed(ctx_.program, field.value)) continue;
            const std::string& name = options.attributes[field.attribute].header.name;
            ctx_.sink
                .report<messages::value_not_fixed>(ctx_.program.expr(field.value).span,
                                                   fmt::format("the default of `{}`", name))
                .help("let the source send the value, or let a rule set it");
        }
        return values;
    }

    void add_event(const syntax::TellEvent& event) {
        if (!event.name.valid()) return;
        const std::string written =
            fmt::format("`{}{}`", event.name.text, event.changes ? " changes" : "");
        typed::SourceEvent made;
        if (event.changes) {
            if (!add_change(event.name, made)) return;
        } else {
            const auto known = std::ranges::find(kEvents, event.name.text, &EventWord::word);
            if (known == kEvents.end()) return report_unknown_event(event.name);
            made.event = known->event;
        }
        if (said_once(ctx_, first_[written], event.name.span, written))
            source_.told.push_back(std::move(made));
    }

    bool add_change(const syntax::Name& name, typed::SourceEvent& event) {
        if (name.text == "segment") {
            event.kind = typed::SourceEvent::Kind::SegmentChanges;
            return true;
        }
        event.kind = typed::SourceEvent::Kind::AttributeChanges;
        event.attribute = name.text;
        std::vector<std::string_view> names;
        bool found = false;
        for (const typed::Source::Sends& sends : source_.sends) {
            const sema::SymbolId type = ctx_.symbols.find(
                sema::Space::Type, ctx_.program.work_type(sends.work_type).header.name);
            found |= ctx_.look_up(sema::Space::Attribute, name, type).valid();
            for (const std::string_view other : ctx_.symbols.names(sema::Space::Attribute, type)) {
                names.push_back(other);
            }
        }
        if (found || unknown_type_) return found;
        auto& report = ctx_.sink.report<messages::change_of_unknown>(
            name.span, decl_.head.name.text, name.text);
        if (const auto near = nearest_word(name.text, names)) {
            report.help(fmt::format("did you mean `{}`?", *near))
                .fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
        }
        return false;
    }

    void report_unknown_event(const syntax::Name& name) {
        std::vector<std::string_view> words;
        for (const EventWord& event : kEvents) words.push_back(event.word);
        suggest(ctx_.sink.report<messages::unknown_source_event>(name.span, name.text), name,
                words);
    }

    void add_act(const syntax::Name& act) {
        if (!act.valid()) return;
        if (std::ranges::find(kActs, act.text) == kActs.end()) {
            suggest(ctx_.sink.report<messages::unknown_act>(act.span, act.text), act, kActs);
            return;
        }
        if (said_once(ctx_, first_["may " + act.text], act.span, fmt::format("`{}`", act.text))) {
            source_.only_it_may.push_back(act.text);
        }
    }

    Context& ctx_;
    const syntax::Module& module_;
    const syntax::SourceDecl& decl_;
    typed::Source& source_;
    std::map<std::string, Span> first_;
    bool unknown_type_ = false;
};

}  // namespace

void check_sources(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Source))
        SourceChecker(ctx, id).run();
}

}  // namespace reeve::check
