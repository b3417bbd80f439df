#include "compiler/bind/describe_escalation.h"

namespace reeve::bind {

namespace {

abi::Trigger::Kind kind_of(typed::Trigger::Kind kind) {
    using From = typed::Trigger::Kind;
    using To = abi::Trigger::Kind;
    switch (kind) {
        case From::ShareOfPromise:
        case From::Moment:
        case From::BeforeOrAfter: return To::Moment;
        case From::Clock: return To::Clock;
        case From::Every: return To::Every;
        case From::NobodyFits: return To::NobodyFits;
        case From::DeclinedOrMissed: return To::DeclinedOrMissed;
        case From::AttributeChanges: return To::AttributeChanges;
        case From::SegmentChanges: return To::SegmentChanges;
        case From::Event: return To::Event;
        case From::Watch: return To::Watch;
    }
    return To::Moment;
}

abi::Trigger trigger(const typed::Trigger& from) {
    abi::Trigger to;
    to.kind = kind_of(from.kind);
    to.about_start = from.kind == typed::Trigger::Kind::ShareOfPromise &&
                     from.promise == typed::Trigger::Promise::Start;
    // Calendar steps are no length; `Rules::repeat` knows them.
    if (from.time.span.kind() != syntax::TimeSpanKind::CalendarStep)
        to.length = {from.time.span.duration(), from.time.calendar};
    to.times = from.times;
    to.declined = from.declined;
    to.missed = from.missed;
    to.attribute = from.attribute;
    to.event = static_cast<abi::Event>(from.event);
    to.outcome = from.outcome;
    to.condition = from.condition;
    to.while_condition = from.while_condition;
    return to;
}

std::vector<abi::FieldValue> fields_of(const std::vector<typed::FieldValue>& from) {
    std::vector<abi::FieldValue> to;
    for (const typed::FieldValue& field : from) to.push_back({field.attribute, field.value});
    return to;
}

}  // namespace

abi::TextId LineDescriber::text(const typed::Template& text) {
    texts_.push_back(&text);
    return abi::TextId(texts_.size() - 1);
}

abi::Action LineDescriber::action(const typed::Action& from) {
    abi::Action to;
    to.kind = static_cast<abi::Action::Kind>(from.kind);
    to.value = from.value;
    to.time = from.time;
    to.queue = from.queue;
    to.someone_else = from.someone_else;
    to.target = static_cast<abi::Action::Target>(from.target);
    to.team = from.team;
    to.address = from.address;
    if (from.text) to.text = text(*from.text);
    to.attribute = from.attribute;
    to.outcome = from.outcome;
    to.work_type = from.item.work_type;
    to.plan = from.new_case.plan;
    to.fields = fields_of(to.plan.valid() ? from.new_case.fields : from.item.fields);
    return to;
}

abi::EscalationLine LineDescriber::line(const typed::EscalationLine& from) {
    abi::EscalationLine to;
    to.trigger = trigger(from.trigger);
    for (const typed::Action& action : from.actions) to.actions.push_back(this->action(action));
    to.at_most_every = from.at_most_every;
    if (sources_ != nullptr && from.span.valid()) {
        to.source_line = sources_->begin(from.span).line;
        to.file = sources_->file(from.span.file).path();
    }
    return to;
}

}  // namespace reeve::bind
