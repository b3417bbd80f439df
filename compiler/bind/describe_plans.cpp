#include "compiler/bind/describe_plans.h"

#include <algorithm>

namespace reeve::bind {

using Kind = abi::PlanPart::Kind;

namespace {

std::vector<abi::FieldValue> fields_of(const std::vector<typed::FieldValue>& from) {
    std::vector<abi::FieldValue> to;
    for (const typed::FieldValue& field : from) to.push_back({field.attribute, field.value});
    return to;
}

std::uint32_t place(const typed::Plan& plan, typed::PlanPart::Kind kind, std::uint32_t index) {
    const auto found = std::ranges::find_if(plan.parts, [&](const typed::PlanPart& part) {
        return part.kind == kind && part.index == index;
    });
    return static_cast<std::uint32_t>(found - plan.parts.begin());
}

const typed::PartRules* rules_of(const typed::Plan& plan, const typed::PlanPart& part) {
    if (part.kind == typed::PlanPart::Kind::Stage) return &plan.stages[part.index].rules;
    if (part.kind == typed::PlanPart::Kind::Step) return &plan.steps[part.index].rules;
    return nullptr;
}

}  // namespace

abi::Term PlanDescriber::term(const typed::TimeAmount& from) {
    out_.terms.push_back(from);
    return {abi::TermId(out_.terms.size() - 1), from.calendar};
}

std::optional<abi::Term> PlanDescriber::term(const std::optional<typed::TimeAmount>& from) {
    if (!from) return std::nullopt;
    return term(*from);
}

/// In the order in which items name their source.
std::uint32_t PlanDescriber::source(typed::SourceId id) const {
    if (!id.valid()) return abi::PlanPart::kNone;
    const std::string& name = from_.sources[id.index()].header.name;
    return from_.choice(from_.source_names).find(name).value_or(abi::PlanPart::kNone);
}

void PlanDescriber::run() {
    for (std::size_t i = 0; i < from_.plans.size(); ++i) case_type(i);
    for (std::size_t i = 0; i < from_.plans.size(); ++i) plan(i);
}

void PlanDescriber::case_type(std::size_t number) {
    const typed::Plan& from = from_.plans[number];
    abi::WorkType& to = to_.work_types.emplace_back();
    to.named = named(from.header);
    for (const typed::Attribute& data : from.data) to.attributes.push_back(attribute(from_, data));
    to.outcomes = from.outcomes;
    to.points = 0;
    to.has_sla = from.due.has_value();
    to.has_priority = from.priority.has_value();
    to.promise_reads.resize(from.data.size());
    to.to_reads.resize(from.data.size());
    to.plan = abi::PlanId(number);
    if (!from.escalation) return;
    for (const typed::EscalationLine& line : from.escalation->lines)
        to.escalation.push_back(lines_.line(line));
}

void PlanDescriber::plan(std::size_t number) {
    const typed::Plan& from = from_.plans[number];
    abi::Plan to;
    to.named = named(from.header);
    to.reference = from.reference;
    for (const typed::Header& intent : from.intents) to.intents.push_back(named(intent));
    if (from.owner_pick) to.owner_pick = static_cast<abi::Pick>(*from.owner_pick);
    to.owner_team = from.owner_team;
    to.owner = from.owner;
    to.case_type = abi::WorkTypeId(from_.work_types.size() + number);
    to.due = term(from.due);
    to.band = from.band;
    for (std::uint32_t i = 0; i < from.parts.size(); ++i) to.parts.push_back(part(from, i));
    link(from, to);
    for (const typed::Ending& ending : from.endings)
        to.endings.push_back({ending.outcome, ending.nothing_left, ending.when, ending.because});
    to.reads_handling = reads_handling(to);
    to_.plans.push_back(std::move(to));
}

/// Who is inside whom, and who waits for whom.
void PlanDescriber::link(const typed::Plan& from, abi::Plan& to) {
    for (std::uint32_t i = 0; i < from.parts.size(); ++i) {
        if (from.parts[i].parent == typed::PlanPart::kTop) continue;
        // The stage by its place among the parts.
        const std::uint32_t parent =
            place(from, typed::PlanPart::Kind::Stage, from.parts[i].parent);
        to.parts[i].parent = parent;
        to.parts[parent].children.push_back(i);
    }
    for (std::uint32_t i = 0; i < from.parts.size(); ++i) {
        if (from.parts[i].kind != typed::PlanPart::Kind::Stage ||
            !from.stages[from.parts[i].index].in_order)
            continue;
        std::uint32_t previous = abi::PlanPart::kNone;
        for (const std::uint32_t child : to.parts[i].children) {
            if (to.parts[child].kind == Kind::Milestone) continue;
            to.parts[child].after = previous;
            if (to.parts[child].required) previous = child;
        }
    }
}

abi::PlanPart PlanDescriber::part(const typed::Plan& plan, std::uint32_t number) {
    const typed::PlanPart& from = plan.parts[number];
    abi::PlanPart to;
    if (const typed::PartRules* own = rules_of(plan, from)) rules(*own, plan, to);
    switch (from.kind) {
        case typed::PlanPart::Kind::Stage:
            to.named = named(plan.stages[from.index].header);
            to.kind = Kind::Stage;
            break;
        case typed::PlanPart::Kind::Milestone:
            to.named = named(plan.milestones[from.index].header);
            to.kind = Kind::Milestone;
            to.required = false;
            to.when = plan.milestones[from.index].when;
            to.due = term(plan.milestones[from.index].due);
            break;
        case typed::PlanPart::Kind::Step: step(plan, plan.steps[from.index], to); break;
    }
    return to;
}

void PlanDescriber::rules(const typed::PartRules& from, const typed::Plan& plan,
                          abi::PlanPart& to) {
    to.starts_when = from.start.when;
    to.moment = from.start.moment;
    to.distance = term(from.start.distance);
    to.before = from.start.before;
    to.by_hand = from.start.by_hand;
    to.only_if = from.only_if;
    to.required = from.required;
    to.due = term(from.due);
    if (from.repeat)
        to.repeat = abi::Repeat{static_cast<std::uint32_t>(from.repeat->times), from.repeat->when};
    for (const typed::Redo& redo : from.redos)
        to.redos.push_back({place(plan, typed::PlanPart::Kind::Step, redo.from),
                            redo.when_sent_back, redo.when,
                            static_cast<std::uint32_t>(redo.times)});
}

void PlanDescriber::step(const typed::Plan& plan, const typed::Step& from, abi::PlanPart& to) {
    static constexpr Kind kKinds[] = {Kind::Form, Kind::Approval, Kind::Work,
                                      Kind::Wait, Kind::Case,     Kind::Ask};
    to.named = named(from.header);
    to.kind = kKinds[static_cast<std::size_t>(from.kind)];
    to.when = from.wait_for;
    to.limit = term(from.limit);
    to.ends_as = from.ends_as;
    to.question = from.question;
    to.queue = from.queue;
    to.source = source(from.source);
    to.ask_names = from.ask_names;
    to.child = from.child.plan;
    if (from.kind == typed::Step::Kind::Work) to.fields = fields_of(from.item.fields);
    if (from.kind == typed::Step::Kind::Case) to.fields = fields_of(from.child.fields);
    if (from.kind == typed::Step::Kind::Ask) to.fields = fields_of(from.ask_fields);
    for (const std::uint32_t other : from.never_who)
        to.never_who.push_back(place(plan, typed::PlanPart::Kind::Step, other));
    to.never = from.never;
    out_.of_cases.insert(out_.of_cases.end(), from.never.begin(), from.never.end());
    form(plan, from, to);
    item_of(plan, from, to);
}

void PlanDescriber::form(const typed::Plan& plan, const typed::Step& from, abi::PlanPart& to) {
    for (const typed::FormField& field : from.form) {
        if (!field.stored_in_data) {
            to.form.push_back({attribute(from_, field.attribute), std::nullopt});
            continue;
        }
        to.form.push_back({attribute(from_, plan.data[field.data]), field.data});
    }
}

/// What a person works on: an item of a work type, or of one that stands for the step.
void PlanDescriber::item_of(const typed::Plan& plan, const typed::Step& from, abi::PlanPart& to) {
    if (to.kind == Kind::Work) {
        to.work_type = from.item.work_type;
        return;
    }
    if (!to.is_answered()) return;
    if (from.as.valid()) {
        to.work_type = from.as;
        const auto& attributes = from_.work_type(from.as).attributes;
        for (std::uint32_t i = 0; i < attributes.size(); ++i) {
            for (std::uint32_t data = 0; data < plan.data.size(); ++data) {
                if (plan.data[data].header.name == attributes[i].header.name)
                    to.mirrored.emplace_back(i, data);
            }
        }
        return;
    }
    abi::WorkType type;
    type.named = {plan.header.name + "." + from.header.name, from.header.display};
    type.of_step = true;
    type.has_route = from.queue.valid();
    for (const std::uint32_t data : from.showing) {
        to.mirrored.emplace_back(static_cast<std::uint32_t>(type.attributes.size()), data);
        type.show.push_back(static_cast<std::uint32_t>(type.attributes.size()));
        type.attributes.push_back(attribute(from_, plan.data[data]));
    }
    type.promise_reads.resize(type.attributes.size());
    type.to_reads.resize(type.attributes.size());
    to.work_type = abi::WorkTypeId(to_.work_types.size());
    to_.work_types.push_back(std::move(type));
}

/// Whether a condition reads a fact of a step's item.
bool PlanDescriber::reads_handling(const abi::Plan& plan) const {
    std::vector<typed::ExprId> open;
    const auto add = [&](typed::ExprId id) {
        if (id.valid()) open.push_back(id);
    };
    for (const abi::PlanPart& part : plan.parts) {
        for (const typed::ExprId id : {part.starts_when, part.moment, part.only_if, part.when})
            add(id);
        if (part.repeat) add(part.repeat->when);
        for (const abi::Redo& redo : part.redos) add(redo.when);
    }
    for (const abi::Ending& ending : plan.endings) add(ending.when);
    while (!open.empty()) {
        const typed::Expr& e = from_.expr(open.back());
        open.pop_back();
        if (e.op == typed::Op::Fact && !e.args.empty()) return true;
        open.insert(open.end(), e.args.begin(), e.args.end());
    }
    return false;
}

}  // namespace reeve::bind
