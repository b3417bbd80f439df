#include "compiler/check/plan_parts.h"

#include "base/text.h"

#include <algorithm>

// Rules that a step borrows from a work type.

namespace reeve::check {
namespace {

const typed::Attribute* find_data(const typed::Plan& plan, const std::string& name) {
    const auto found =
        std::find_if(plan.data.begin(), plan.data.end(),
                     [&name](const typed::Attribute& data) { return data.header.name == name; });
    return found == plan.data.end() ? nullptr : &*found;
}

bool fits(const typed::DeclaredType& from, const typed::DeclaredType& to) {
    if (from.type.is_error() || to.type.is_error()) return true;
    if (from.type.required() != to.type.required() || (from.type.optional && !to.type.optional))
        return false;
    if (!to.declared_range || !to.type.is_numeric()) return true;
    return to.range.contains(from.range.low) && to.range.contains(from.range.high) &&
           from.range.scale <= to.range.scale;
}

/// The borrowed rules read the type's attributes; a step has these from the data of its case.
void check_attributes(const PlanHome& home, const syntax::Name& type,
                      const typed::WorkType& work_type) {
    for (const typed::Attribute& attribute : work_type.attributes) {
        const typed::Attribute* data = find_data(home.plan(), attribute.header.name);
        if (data != nullptr && fits(data->type, attribute.type)) continue;
        if (data == nullptr && (attribute.type.type.optional || attribute.default_value.valid()))
            continue;
        auto& report = home.ctx.sink.report<messages::borrowed_attribute>(type.span, type.text,
                                                                          attribute.header.name);
        report.label(attribute.header.span, fmt::format("needed by the rules of `{}`", type.text));
        if (data == nullptr) {
            report.help(fmt::format("add `{}` to the case's data, or give it a default in `{}`",
                                    attribute.header.name, type.text));
        } else {
            report.label(data->header.span, "the case's data of that name does not fit");
            report.help("declare both with the same type");
        }
        return;
    }
}

/// What a rule may not do to a step, because nothing but its own answer or decision ends it.
std::string_view forbidden(typed::Action::Kind kind, typed::Step::Kind step) {
    switch (kind) {
        case typed::Action::Kind::Complete: return "completes";
        case typed::Action::Kind::Reclassify: return "reclassifies";
        case typed::Action::Kind::Expire: return step == typed::Step::Kind::Form ? "expires" : "";
        case typed::Action::Kind::Cancel: return step == typed::Step::Kind::Form ? "cancels" : "";
        default: return "";
    }
}

void check_actions(const PlanHome& home, const syntax::Name& type, const typed::WorkType& work_type,
                   typed::Step::Kind step) {
    if (!work_type.escalation) return;
    for (const typed::EscalationLine& line : work_type.escalation->lines) {
        for (const typed::Action& action : line.actions) {
            const std::string_view does = forbidden(action.kind, step);
            if (does.empty()) continue;
            home.ctx.sink.report<messages::borrowed_rules_end>(type.span, type.text, does)
                .label(action.span, "this rule")
                .help("borrow from a type without such a rule, or make the step `work`");
            return;
        }
    }
}

}  // namespace

void check_borrowed(const PlanHome& home, const syntax::Name& type, typed::Step& step) {
    const typed::WorkTypeId id = home.ctx.work_type(type);
    if (!id.valid()) return;
    step.as = id;
    const typed::WorkType& work_type = home.ctx.program.work_type(id);
    check_attributes(home, type, work_type);
    check_actions(home, type, work_type, step.kind);
}

}  // namespace reeve::check
