#include "compiler/check/escalations.h"
#include "compiler/check/motion.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace reeve::check {

namespace {

using Kind = typed::Action::Kind;
using Target = typed::Action::Target;

/// As the author writes it, for messages.
std::string_view words(syntax::ActionKind kind) {
    constexpr std::string_view kWords[] = {
        "raise priority", "move to",    "assign to",  "requeue",  "notify",   "remind assignee",
        "tell source",    "set",        "reclassify", "hold",     "complete", "expire",
        "cancel",         "start over", "open",       "open case"};
    return kWords[static_cast<std::size_t>(kind)];
}

/// A case has no queue, no assignee and no state of its own to hold; its plan says how it ends.
bool fits_cases(syntax::ActionKind kind) {
    switch (kind) {
        case syntax::ActionKind::RaisePriority:
        case syntax::ActionKind::Notify:
        case syntax::ActionKind::Set:
        case syntax::ActionKind::Expire:
        case syntax::ActionKind::Cancel:
        case syntax::ActionKind::OpenItem:
        case syntax::ActionKind::OpenCase: return true;
        default: return false;
    }
}

/// One action of an escalation's line.
class ActionCheck {
public:
    ActionCheck(Context& ctx, const Subject& subject, const Scope& scope,
                const syntax::Action& written)
        : ctx_(ctx), subject_(subject), scope_(scope), written_(written), expressions_(ctx) {}

    std::optional<typed::Action> run() {
        action_.span = written_.span;
        action_.kind = static_cast<Kind>(written_.kind);
        if (subject_.plan.valid() && !fits_cases(written_.kind)) {
            not_for_cases(words(written_.kind));
            return std::nullopt;
        }
        if (!check()) return std::nullopt;
        return std::move(action_);
    }

private:
    bool check() {
        switch (written_.kind) {
            case syntax::ActionKind::RaisePriority: return raise_priority();
            case syntax::ActionKind::Move:
                action_.queue = ctx_.queue(written_.name);
                return action_.queue.valid();
            case syntax::ActionKind::Assign:
                action_.value = expressions_.agent(scope_, written_.value, "who gets the item");
                return !is_error(action_.value);
            case syntax::ActionKind::Requeue:
                action_.someone_else = written_.someone_else;
                return true;
            case syntax::ActionKind::Notify: return notify();
            case syntax::ActionKind::TellSource: return tell_source();
            case syntax::ActionKind::Set: return set();
            case syntax::ActionKind::Reclassify: return !written_.name.valid() || new_item();
            case syntax::ActionKind::Hold:
                if (written_.value.valid())
                    action_.value =
                        expressions_.moment(scope_, written_.value, "the end of the hold");
                return !action_.value.valid() || !is_error(action_.value);
            case syntax::ActionKind::Complete: return complete();
            case syntax::ActionKind::OpenItem: return new_item();
            case syntax::ActionKind::OpenCase: return new_case();
            default: return true;
        }
    }

    bool raise_priority() {
        action_.value = expressions_.number(scope_, written_.value, "a raise");
        if (written_.time)
            action_.time = resolve_duration(ctx_, *written_.time, "the time of a raise");
        const typed::Expr& value = ctx_.program.expr(action_.value);
        if (value.type.is_error()) return false;
        if (has_slope(Motions(ctx_.program).of(action_.value).motion)) {
            ctx_.sink.report<messages::moving_raise>(value.span)
                .help(
                    "raise by a number that stands still; what grows with time is a line of the "
                    "priority, `add 10 per hour of age`");
            return false;
        }
        if (value.range.is_point() && value.range.low.is_zero()) {
            ctx_.sink.report<messages::term_never_counts>(written_.span)
                .help("leave it out, or write how much it is to count");
        }
        return true;
    }

    bool notify() {
        action_.target = static_cast<Target>(written_.target);
        if (subject_.plan.valid() && action_.target == Target::Assignee) {
            not_for_cases("notify assignee");
            return false;
        }
        if (action_.target == Target::Team) {
            action_.team = ctx_.team(written_.name);
            if (!action_.team.valid()) return false;
        }
        if (action_.target == Target::Address) {
            if (!written_.address) return false;
            action_.address = written_.address->value;
            if (action_.address.empty())
                ctx_.sink.report<messages::address_empty>(written_.address->span)
                    .help("write an address, `\"desk@claims.example\"` for example");
        }
        if (written_.text)
            action_.text = expressions_.text_template(scope_, *written_.text, readers());
        return true;
    }

    Expressions::Readers readers() const {
        if (action_.target == Target::Team) return {.everybody = false, .teams = {action_.team}};
        if (action_.target == Target::Supervisors) return supervisors_of_all(ctx_);
        return {};
    }

    /// Only what comes from a source has one that can be told.
    bool tell_source() {
        const std::string& name = name_of(ctx_, subject_);
        const auto sends_it = [&](const syntax::SourceLine& line) {
            return line.kind == syntax::SourceLineKind::Sends && line.work_type.text == name;
        };
        for (const syntax::Module& module : ctx_.modules) {
            for (const syntax::Decl& decl : module.decls) {
                const auto* source = std::get_if<syntax::SourceDecl>(&decl);
                if (source && std::ranges::any_of(source->lines, sends_it)) return true;
            }
        }
        ctx_.sink.report<messages::no_source_to_tell>(written_.span, name)
            .help(fmt::format("write `sends {}` in the source that is to be told", name));
        return false;
    }

    bool set() {
        const syntax::Name& name = written_.name;
        if (!name.valid()) return false;
        const sema::SymbolId symbol =
            ctx_.symbols.find(sema::Space::Attribute, name.text, subject_.symbol);
        if (!symbol.valid()) {
            unknown_attribute();
            return false;
        }
        ctx_.symbols.add_use({name.span, symbol, true});
        if (!ctx_.index_of.contains(symbol)) return false;
        action_.attribute = ctx_.index(symbol);
        // A copy: checking the value may add to what this would refer into.
        const typed::DeclaredType type = attributes_of(ctx_, subject_)[action_.attribute].type;
        if (!written_.value.valid()) {
            if (type.type.optional || type.type.is_error()) return true;
            ctx_.sink.report<messages::set_to_missing>(name.span, name.text)
                .label(type.span, "it is not `optional`")
                .help(fmt::format("give it a value, or declare it `{}: … optional`", name.text));
            return false;
        }
        action_.value = expressions_.value_for(
            scope_, written_.value, {type, fmt::format("the attribute `{}`", name.text), true});
        return !is_error(action_.value);
    }

    bool is_error(typed::ExprId expr) const { return ctx_.program.expr(expr).type.is_error(); }

    void unknown_attribute() {
        const syntax::Name& name = written_.name;
        if (typed::find_fact(name.text)) {
            ctx_.sink.report<messages::fact_is_set>(name.span, name.text)
                .help(
                    "only attributes are set; an action changes a fact: `move to`, `assign to`, "
                    "`raise priority by`, `complete` …");
            return;
        }
        report_unknown(ctx_, sema::Space::Attribute, name,
                       ctx_.symbols.names(sema::Space::Attribute, subject_.symbol));
    }

    bool new_item() {
        action_.item.work_type = ctx_.work_type(written_.name);
        if (!action_.item.work_type.valid()) return false;
        const auto& attributes = ctx_.program.work_type(action_.item.work_type).attributes;
        action_.item.fields = fields(attributes);
        return true;
    }

    bool new_case() {
        action_.new_case.plan = ctx_.plan(written_.name);
        if (!action_.new_case.plan.valid()) return false;
        action_.new_case.fields = fields(ctx_.program.plan(action_.new_case.plan).data);
        return true;
    }

    std::vector<typed::FieldValue> fields(const std::vector<typed::Attribute>& attributes) {
        if (!written_.fields) return {};
        const sema::SymbolId owner = ctx_.symbols.find(sema::Space::Type, written_.name.text);
        return expressions_.fields(
            scope_, *written_.fields,
            {attributes, owner, fmt::format("`{}`", written_.name.text), true});
    }

    bool complete() {
        if (written_.name.valid()) {
            action_.outcome = check_outcome(ctx_, subject_, written_.name);
            return action_.outcome.has_value();
        }
        const typed::ChoiceId outcomes = outcomes_of(ctx_, subject_);
        if (!outcomes.valid()) return true;
        const std::string& first = ctx_.program.choice(outcomes).values.front().name;
        ctx_.sink.report<messages::outcome_missing>(written_.span, name_of(ctx_, subject_))
            .help(fmt::format("say which, `complete as {}` for example", first));
        return false;
    }

    void not_for_cases(std::string_view what) {
        ctx_.sink.report<messages::not_for_cases>(written_.span, what)
            .help(
                "a case is notified about, set, raised, cancelled or expired; for the rest, write "
                "the line in the `escalate` of the work type that its step opens");
    }

    Context& ctx_;
    const Subject& subject_;
    const Scope& scope_;
    const syntax::Action& written_;
    Expressions expressions_;
    typed::Action action_;
};

static_assert(static_cast<int>(syntax::ActionKind::OpenCase) == static_cast<int>(Kind::OpenCase) &&
              static_cast<int>(syntax::ActionKind::Set) == static_cast<int>(Kind::Set));
static_assert(static_cast<int>(syntax::NotifyTarget::Address) == static_cast<int>(Target::Address));

}  // namespace

std::vector<typed::Action> check_actions(Context& ctx, const Subject& subject, const Scope& scope,
                                         const syntax::Actions& actions) {
    std::vector<typed::Action> result;
    for (const syntax::Action& written : actions.actions) {
        auto action = ActionCheck(ctx, subject, scope, written).run();
        if (action) result.push_back(std::move(*action));
    }
    return result;
}

}  // namespace reeve::check
