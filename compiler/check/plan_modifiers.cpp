#include "compiler/check/plan_parts.h"

#include <array>

// What stands behind a stage or step: when it starts, what is repeated, by when it is due, who may
// do it.

namespace reeve::check {
namespace {

using syntax::Modifier;
using syntax::ModifierKind;
using syntax::PlanPartKind;
using syntax::StepKind;

std::string_view words(ModifierKind kind) {
    switch (kind) {
        case ModifierKind::InOrder: return "in order";
        case ModifierKind::StartsWhen: return "starts when";
        case ModifierKind::StartsRelative: return "starts … before";
        case ModifierKind::ByHand: return "started by hand";
        case ModifierKind::OnlyIf: return "only if";
        case ModifierKind::NotRequired: return "not required";
        case ModifierKind::Repeats: return "repeats";
        case ModifierKind::Redo: return "redo";
        case ModifierKind::Due: return "due within";
        case ModifierKind::As: return "as";
        case ModifierKind::Showing: return "showing";
        case ModifierKind::NeverWho:
        case ModifierKind::Never: return "never";
        case ModifierKind::Priority: break;
    }
    return "priority";
}

bool may_stand_twice(ModifierKind kind) {
    return kind == ModifierKind::Redo || kind == ModifierKind::Never ||
           kind == ModifierKind::NeverWho;
}

/// Why the modifier says nothing about such a part; empty where it does.
std::string_view misfit(const Modifier& modifier, PlanPartKind part, std::optional<StepKind> step) {
    const bool person =
        step == StepKind::Form || step == StepKind::Approval || step == StepKind::Ask;
    switch (modifier.kind) {
        case ModifierKind::InOrder:
            return part == PlanPartKind::Stage ? "" : "only the parts of a stage have an order";
        case ModifierKind::Due:
            return step == StepKind::Wait
                       ? "nobody works on a wait; say `at most` how long it waits"
                       : "";
        case ModifierKind::As:
            return step == StepKind::Form || step == StepKind::Approval
                       ? ""
                       : "only forms and approvals borrow the rules of a work type";
        case ModifierKind::Showing:
            return person ? "" : "data is shown to the person who fills in a form or decides";
        case ModifierKind::NeverWho:
        case ModifierKind::Never:
            return person || step == StepKind::Work
                       ? ""
                       : "no agent is chosen for it, only for forms, approvals and work";
        case ModifierKind::Redo:
            return modifier.condition.valid() || step == StepKind::Approval
                       ? ""
                       : "only approvals are sent back";
        case ModifierKind::Priority:
            return "priorities are given by `priority of` the plan or of a work type";
        default: return "";
    }
}

/// Checks the modifiers of one part.
class ModifierChecker {
public:
    ModifierChecker(const PlanHome& home, const PlanKnowledge& knowledge,
                    const PlanOutline& outline, std::uint32_t part)
        : home_(home),
          ctx_(home.ctx),
          knowledge_(knowledge),
          outline_(outline),
          part_(part),
          node_(outline.parts[part]),
          expressions_(home.ctx) {
        if (node_.kind == PlanPartKind::Step) step_kind_ = home.decl().steps[node_.index].kind;
    }

    /// Those that decide whether and when the part starts.
    Knowledge starts() {
        Knowledge known;
        for (const Modifier* modifier : accepted(false)) {
            switch (modifier->kind) {
                case ModifierKind::StartsWhen:
                    rules().start.when = start_condition(*modifier, known);
                    break;
                case ModifierKind::StartsRelative: starts_relative(*modifier); break;
                case ModifierKind::ByHand: rules().start.by_hand = true; break;
                default: break;
            }
        }
        // An offer to start by hand may be taken up when its condition no longer holds.
        if (rules().start.by_hand) known = {};
        for (const Modifier* modifier : accepted(false)) {
            if (modifier->kind == ModifierKind::OnlyIf)
                known = known.and_also(only_if(*modifier, known));
        }
        return known;
    }

    void others() {
        for (const Modifier* modifier : accepted(true)) {
            switch (modifier->kind) {
                case ModifierKind::InOrder: home_.plan().stages[node_.index].in_order = true; break;
                case ModifierKind::NotRequired: rules().required = false; break;
                case ModifierKind::Repeats: repeats(*modifier); break;
                case ModifierKind::Redo: redo(*modifier); break;
                case ModifierKind::As: check_borrowed(home_, modifier->name, step()); break;
                case ModifierKind::NeverWho: check_never_who(home_, *modifier, step()); break;
                case ModifierKind::Never:
                    check_never(home_, scope(PlanCertainty::Point::Started, modifier->condition),
                                *modifier, step());
                    break;
                default: break;
            }
        }
        // Shown to whom follows from the queue and the borrowed rules, which may stand behind it.
        for (const Modifier* modifier : accepted(false)) {
            if (modifier->kind == ModifierKind::Showing) check_showing(home_, *modifier, step());
        }
    }

private:
    const std::vector<Modifier>& modifiers() const {
        return node_.kind == PlanPartKind::Stage ? home_.decl().stages[node_.index].modifiers
                                                 : home_.decl().steps[node_.index].modifiers;
    }
    typed::PartRules& rules() const {
        return node_.kind == PlanPartKind::Stage ? home_.plan().stages[node_.index].rules
                                                 : home_.plan().steps[node_.index].rules;
    }
    typed::Step& step() const { return home_.plan().steps[node_.index]; }

    /// Those that make sense here, the first of each kind.
    std::vector<const Modifier*> accepted(bool report) {
        std::vector<const Modifier*> result;
        std::map<ModifierKind, const Modifier*> first;
        for (const Modifier& modifier : modifiers()) {
            const std::string_view why = misfit(modifier, node_.kind, step_kind_);
            if (!why.empty()) {
                if (report) report_misfit(modifier, why);
                continue;
            }
            const auto [entry, added] = first.try_emplace(modifier.kind, &modifier);
            const bool second_sent_back = modifier.kind == ModifierKind::Redo && !added &&
                                          !modifier.condition.valid() &&
                                          !entry->second->condition.valid();
            if (added || (may_stand_twice(modifier.kind) && !second_sent_back)) {
                result.push_back(&modifier);
            } else if (report) {
                ctx_.sink.report<messages::modifier_twice>(modifier.span, words(modifier.kind))
                    .label(entry->second->span, "said here first")
                    .help("keep one of the two");
            }
        }
        return result;
    }

    void report_misfit(const Modifier& modifier, std::string_view why) {
        const std::string_view what =
            step_kind_ ? step_word(*step_kind_) : std::string_view("a stage");
        ctx_.sink.report<messages::modifier_does_not_fit>(modifier.span, words(modifier.kind), what)
            .help(std::string(why));
    }

    Scope scope(PlanCertainty::Point point, syntax::ExprId read) const {
        return knowledge_.scope(part_, point, std::span(&read, 1));
    }

    typed::ExprId start_condition(const Modifier& modifier, Knowledge& known) {
        const CheckedCondition checked = expressions_.condition(
            scope(PlanCertainty::Point::Before, modifier.condition), modifier.condition);
        known = checked.when_true;
        return checked.expr;
    }

    Knowledge only_if(const Modifier& modifier, const Knowledge& known) {
        const Scope at = scope(PlanCertainty::Point::Startable, modifier.condition).with(known);
        const CheckedCondition checked = expressions_.condition(at, modifier.condition);
        rules().only_if = checked.expr;
        return checked.when_true;
    }

    void starts_relative(const Modifier& modifier) {
        typed::StartRule& start = rules().start;
        const Scope at = scope(PlanCertainty::Point::Before, modifier.condition);
        start.moment = expressions_.moment(at, modifier.condition, "the moment of the start", true);
        start.before = modifier.before;
        if (modifier.time)
            start.distance =
                resolve_within(ctx_, modifier.time->time, modifier.time->calendar, at.calendar);
    }

    void repeats(const Modifier& modifier) {
        const Scope at = scope(PlanCertainty::Point::Done, modifier.condition);
        rules().repeat = typed::Repeat{modifier.times.to_int64().value_or(1),
                                       expressions_.condition(at, modifier.condition).expr};
    }

    void redo(const Modifier& modifier) {
        typed::Redo made;
        made.times = modifier.times.to_int64().value_or(1);
        made.when_sent_back = !modifier.condition.valid();
        if (modifier.condition.valid()) {
            const Scope at = scope(PlanCertainty::Point::Done, modifier.condition);
            made.when = expressions_.condition(at, modifier.condition).expr;
        }
        const auto from = redo_from(modifier.name);
        if (!from) return;
        made.from = *from;
        rules().redos.push_back(made);
    }

    /// The step to begin again from: before this part, this step itself, or a step of this stage.
    std::optional<std::uint32_t> redo_from(const syntax::Name& name) {
        const sema::SymbolId symbol = ctx_.require(sema::Space::PlanPart, name, home_.symbol);
        if (!symbol.valid()) return std::nullopt;
        const sema::Symbol& found = ctx_.symbols.symbol(symbol);
        if (found.kind != sema::SymbolKind::Step) {
            ctx_.sink
                .report<messages::redo_from_what>(name.span, name.text, sema::describe(found.kind))
                .label(found.span, "declared here")
                .help("name the first step that is to be done afresh");
            return std::nullopt;
        }
        const std::uint32_t target = outline_.names.at(name.text);
        if (target > part_ && !outline_.inside(target, part_)) {
            ctx_.sink.report<messages::redo_from_later>(name.span, name.text, node_.head->name.text)
                .label(found.span, "declared here")
                .help("steps are done afresh from one that comes before");
            return std::nullopt;
        }
        return ctx_.index(symbol);
    }

    const PlanHome& home_;
    Context& ctx_;
    const PlanKnowledge& knowledge_;
    const PlanOutline& outline_;
    std::uint32_t part_;
    const PlanNode& node_;
    Expressions expressions_;
    std::optional<StepKind> step_kind_;
};

}  // namespace

Knowledge check_starts(const PlanHome& home, const PlanKnowledge& knowledge,
                       const PlanOutline& outline, std::uint32_t part) {
    return ModifierChecker(home, knowledge, outline, part).starts();
}

void check_modifiers(const PlanHome& home, const PlanKnowledge& knowledge,
                     const PlanOutline& outline, std::uint32_t part) {
    ModifierChecker(home, knowledge, outline, part).others();
}

}  // namespace reeve::check
