#include "base/text.h"
#include "compiler/check/test_parts.h"

#include <algorithm>

// `ana completes c as paid`: who does what to what.

namespace reeve::check {
namespace {

using syntax::ActKind;
using Kind = ActTarget::Kind;
using Actor = typed::TestLine::Actor;

struct ActRule {
    std::string_view words;
    std::vector<Kind> targets;
    std::vector<Actor> actors;
};

const ActRule& rule(ActKind act) {
    static const std::vector<Kind> held{Kind::Item, Kind::Form, Kind::Approval, Kind::WorkStep,
                                        Kind::Ask};
    static const std::vector<Kind> data{Kind::Item, Kind::WorkStep, Kind::Case};
    static const std::vector<Kind> decided{Kind::Approval};
    static const std::vector<Actor> agent{Actor::Agent};
    static const std::map<ActKind, ActRule> rules = {
        {ActKind::Accepts, {"accepts", held, agent}},
        {ActKind::Declines, {"declines", held, agent}},
        {ActKind::Takes, {"takes", held, agent}},
        {ActKind::Parks, {"parks", held, agent}},
        {ActKind::Transfers, {"transfers", held, {Actor::Agent, Actor::Supervisor}}},
        {ActKind::Completes,
         {"completes",
          {Kind::Item, Kind::Form, Kind::WorkStep, Kind::Ask},
          {Actor::Agent, Actor::Source}}},
        {ActKind::Approves, {"approves", decided, agent}},
        {ActKind::Rejects, {"rejects", decided, agent}},
        {ActKind::SendsBack, {"sends back", decided, agent}},
        {ActKind::Updates, {"updates", data, {Actor::Agent, Actor::Source, Actor::Supervisor}}},
        {ActKind::Cancels,
         {"cancels",
          {Kind::Item, Kind::Approval, Kind::WorkStep, Kind::Case},
          {Actor::Source, Actor::Supervisor}}},
        {ActKind::Holds, {"holds", held, {Actor::Source, Actor::Supervisor}}},
        {ActKind::Resumes, {"resumes", held, {Actor::Agent, Actor::Source, Actor::Supervisor}}},
        {ActKind::Boosts,
         {"boosts",
          {Kind::Item, Kind::Form, Kind::Approval, Kind::WorkStep, Kind::Ask, Kind::Case},
          {Actor::Supervisor}}}};
    return rules.at(act);
}

std::string_view describe(Actor actor) {
    switch (actor) {
        case Actor::Agent: return "an agent";
        case Actor::Source: return "the source";
        case Actor::Supervisor: break;
    }
    return "a supervisor";
}

class ActChecker {
public:
    ActChecker(TestState& state, const syntax::TestLine& line, ActOptions options)
        : state_(state),
          ctx_(state.ctx),
          line_(line),
          options_(options),
          rule_(rule(line.act)),
          expressions_(state.ctx) {}

    void run() {
        made_.kind = typed::TestLine::Kind::Act;
        made_.act = line_.act;
        made_.span = line_.span;
        made_.calendar = state_.calendar;
        const bool known_actor = actor();
        target_ = resolve_target(state_, line_.target);
        made_.target = target_.expr;
        if (target_.kind == Kind::None || !target_fits()) return;
        tail();
        if (known_actor) state_.test.lines.push_back(std::move(made_));
    }

private:
    bool actor() {
        if (line_.name.text == "source") {
            made_.actor = Actor::Source;
        } else if (line_.name.text == "supervisor") {
            made_.actor = Actor::Supervisor;
        } else {
            const auto agent = find_agent(state_, line_.name);
            if (!agent) return false;
            made_.agent = *agent;
        }
        if (options_.refusal_expected ||
            std::ranges::find(rule_.actors, made_.actor) != rule_.actors.end())
            return true;
        std::vector<std::string> may;
        for (const Actor actor : rule_.actors) may.emplace_back(describe(actor));
        ctx_.sink
            .report<messages::act_wrong_actor>(line_.name.span, rule_.words, describe(made_.actor))
            .help(fmt::format(
                "this is done by {}; to test that it is refused, put `expect error` behind it",
                join_words(may, "or")));
        return false;
    }

    bool target_fits() {
        if (std::ranges::find(rule_.targets, target_.kind) != rule_.targets.end()) return true;
        std::vector<std::string> fitting;
        for (const Kind kind : rule_.targets) fitting.emplace_back(describe(kind));
        auto& report = ctx_.sink.report<messages::act_wrong_target>(line_.target.span, rule_.words,
                                                                    describe(target_.kind));
        if (target_.kind == Kind::Approval) {
            report.help("an approval is approved, rejected or sent back");
        } else {
            report.help(fmt::format("it is done to {}", join_words(fitting, "or")));
        }
        return false;
    }

    void tail() {
        if (line_.text) made_.text = line_.text->value;
        switch (line_.act) {
            case ActKind::Completes: completes(); break;
            case ActKind::Updates: updates(); break;
            case ActKind::Transfers: made_.queue = ctx_.queue(line_.as_or_to); break;
            case ActKind::Boosts:
                made_.value = expressions_.number(state_.scope(Place::Test), line_.by, "the boost");
                break;
            case ActKind::Parks:
            case ActKind::Holds: pauses(); break;
            default: break;
        }
    }

    void pauses() {
        if (line_.time) made_.time = resolve_within(ctx_, *line_.time, {}, state_.calendar);
        if (line_.until.valid()) {
            made_.value = expressions_.moment(state_.scope(Place::Test), line_.until,
                                              "the moment of the return");
        }
        if (line_.act != ActKind::Parks || line_.time || line_.until.valid()) return;
        ctx_.sink.report<messages::parks_how_long>(line_.verb_span)
            .help("write for example `parks c for 2 hours`");
    }

    void completes() {
        if (target_.kind == Kind::Item || target_.kind == Kind::WorkStep) {
            outcome();
            if (line_.fields) {
                ctx_.sink
                    .report<messages::item_has_no_answers>(line_.fields->span,
                                                           describe(target_.kind))
                    .help("leave it out; attributes change with `updates`");
            }
            return;
        }
        if (line_.as_or_to.valid()) {
            ctx_.sink
                .report<messages::act_without_outcomes>(line_.as_or_to.span, describe(target_.kind))
                .help("leave `as` out");
        }
        answers();
    }

    void outcome() {
        if (!target_.work_type.valid()) return;
        const typed::WorkType& type = ctx_.program.work_type(target_.work_type);
        const std::string& name = type.header.name;
        if (!type.outcomes.valid()) {
            if (!line_.as_or_to.valid()) return;
            ctx_.sink.report<messages::type_without_outcomes>(line_.as_or_to.span, name)
                .label(type.header.span, "it has no `outcomes`")
                .help("leave `as` out");
            return;
        }
        if (line_.as_or_to.valid()) {
            const sema::SymbolId owner = ctx_.symbols.find(sema::Space::Type, name);
            const sema::SymbolId symbol = ctx_.require(sema::Space::Outcome, line_.as_or_to, owner);
            if (symbol.valid()) made_.outcome = ctx_.find_index(symbol);
            return;
        }
        if (options_.refusal_expected) return;
        std::vector<std::string> outcomes;
        for (const typed::Header& value : ctx_.program.choice(type.outcomes).values) {
            outcomes.push_back(fmt::format("`as {}`", value.name));
        }
        ctx_.sink.report<messages::act_needs_outcome>(line_.target.span, name)
            .help(fmt::format("add {}", join_words(outcomes, "or")));
    }

    void answers() {
        std::vector<typed::Attribute> asked;
        for (const typed::FormField& field : target_.step->form) asked.push_back(field.attribute);
        const bool needs = std::ranges::any_of(asked, [](const typed::Attribute& a) {
            return !a.type.type.optional && !a.default_value.valid();
        });
        if (!line_.fields) {
            if (!needs || options_.refusal_expected) return;
            std::vector<std::string> names;
            for (const typed::Attribute& attribute : asked)
                names.push_back(fmt::format("`{}`", attribute.header.name));
            ctx_.sink.report<messages::act_needs_answers>(line_.target.span, describe(target_.kind))
                .help(fmt::format("give the answers in braces: {}", join_words(names, "and")));
            return;
        }
        const std::string what = fmt::format("the step `{}`", target_.step->header.name);
        made_.fields =
            expressions_.fields(state_.scope(Place::Test), *line_.fields,
                                {asked, target_.symbol, what, !options_.refusal_expected});
    }

    void updates() {
        const bool is_case = target_.kind == Kind::Case;
        if (!line_.fields || (!is_case && !target_.work_type.valid())) return;
        const typed::Header& header = is_case ? ctx_.program.plan(target_.plan).header
                                              : ctx_.program.work_type(target_.work_type).header;
        const auto& attributes = is_case ? ctx_.program.plan(target_.plan).data
                                         : ctx_.program.work_type(target_.work_type).attributes;
        const sema::SymbolId owner = ctx_.symbols.find(sema::Space::Type, header.name);
        made_.fields =
            expressions_.fields(state_.scope(Place::Test), *line_.fields,
                                {attributes, owner, fmt::format("`{}`", header.name), false});
    }

    TestState& state_;
    Context& ctx_;
    const syntax::TestLine& line_;
    ActOptions options_;
    const ActRule& rule_;
    Expressions expressions_;
    ActTarget target_;
    typed::TestLine made_;
};

}  // namespace

void check_act(TestState& state, const syntax::TestLine& line, ActOptions options) {
    ActChecker(state, line, options).run();
}

}  // namespace reeve::check
