#include "compiler/bind/describe.h"

#include "compiler/bind/describe_escalation.h"
#include "compiler/bind/describe_plans.h"
#include "compiler/eval/prepared.h"

#include <algorithm>

namespace reeve::bind {

abi::Named named(const typed::Header& header) { return {header.name, header.display}; }

namespace {

abi::ValueType::Kind kind_of(typed::Base base) {
    using Kind = abi::ValueType::Kind;
    switch (base) {
        case typed::Base::YesNo: return Kind::YesNo;
        case typed::Base::Percent:
        case typed::Base::Ratio: return Kind::Percent;
        case typed::Base::Money: return Kind::Money;
        case typed::Base::Text: return Kind::Text;
        case typed::Base::Choice: return Kind::Choice;
        case typed::Base::Date: return Kind::Date;
        case typed::Base::Time: return Kind::Time;
        case typed::Base::Moment: return Kind::Moment;
        case typed::Base::Duration: return Kind::Duration;
        case typed::Base::BusinessDuration: return Kind::BusinessDuration;
        case typed::Base::Agent: return Kind::Agent;
        case typed::Base::Team: return Kind::Team;
        case typed::Base::Customer: return Kind::Customer;
        default: return Kind::Number;
    }
}

abi::ValueType value_type(const typed::DeclaredType& declared) {
    const typed::Type& type = declared.type;
    abi::ValueType to;
    to.list = type.base == typed::Base::List;
    to.kind = kind_of(to.list ? type.element : type.base);
    to.optional = type.optional;
    to.low = declared.range.low;
    to.high = declared.range.high;
    to.decimals = declared.range.scale;
    if (type.currency != nullptr) to.currency = type.currency->code;
    to.choice = type.choice;
    return to;
}

}  // namespace

abi::Attribute attribute(const typed::Program& program, const typed::Attribute& from) {
    abi::Attribute to{named(from.header),
                      value_type(from.type),
                      {},
                      {from.visibility.only, from.visibility.teams}};
    if (from.default_value.valid()) {
        const typed::Expr& value = program.expr(from.default_value);
        to.default_value = eval::to_value(value.value, value.type);
    }
    return to;
}

namespace {

class Describer {
public:
    Describer(const typed::Program& program, Reader& reader, const source::SourceSet* sources)
        : from_(program), reader_(reader), lines_(out_.texts, sources) {}

    Description run() {
        choices();
        people();
        for (const typed::Setting& setting : from_.settings)
            to_.settings.push_back({named(setting.header), value_type(setting.type),
                                    constant(setting.value), setting.changed_by});
        for (const typed::Calendar& calendar : from_.calendars)
            to_.calendars.push_back(named(calendar.header));
        for (const typed::Queue& queue : from_.queues) this->queue(queue);
        for (const typed::WorkType& type : from_.work_types) work_type(type);
        PlanDescriber(from_, reader_, lines_, out_).run();
        for (const std::string& name : source_names()) source(name);
        for (const typed::Intake& intake : from_.intakes) {
            to_.intakes.push_back({named(intake.header), {}});
            for (const typed::Param& param : intake.params)
                to_.intakes.back().params.push_back(
                    {named(param.header), value_type(param.type), {}, {}});
        }
        for (const typed::Watch& watch : from_.watches) {
            abi::Watch& to = to_.watches.emplace_back();
            to.queue = watch.queue;
            for (const typed::EscalationLine& line : watch.lines)
                to.lines.push_back(lines_.line(line));
        }
        return std::move(out_);
    }

private:
    abi::Value constant(typed::ExprId id) const {
        const typed::Expr& e = from_.expr(id);
        return eval::to_value(e.value, e.type);
    }
    [[nodiscard]] abi::Attribute attribute(const typed::Attribute& from) const {
        return bind::attribute(from_, from);
    }
    static abi::WorkSet work_set(const typed::WorkSet& from) {
        return {from.all_of_medium, static_cast<abi::Media>(from.media), from.work_type};
    }
    static abi::Span span(const typed::TimeAmount& from) {
        return {from.span.duration(), from.calendar};
    }

    void choices() {
        for (const typed::Choice& choice : from_.choices) {
            abi::Choice& to = to_.choices.emplace_back();
            to.name = choice.header.name;
            for (const typed::Header& value : choice.values) to.values.push_back(named(value));
        }
        to_.bands = from_.bands;
        to_.states = from_.states;
        to_.presences = from_.presences;
    }

    void people() {
        for (const typed::Team& team : from_.teams)
            to_.teams.push_back({named(team.header), team.supervisors});
        for (const typed::Attribute& attribute : from_.agent_attributes)
            to_.agent_attributes.push_back(this->attribute(attribute));
        for (const typed::Skill& skill : from_.skills)
            to_.skills.push_back({named(skill.header), skill.low, skill.high});
        for (const typed::Workload& workload : from_.workloads) {
            abi::Workload& to = to_.workloads.emplace_back();
            to.named = named(workload.header);
            for (const typed::WorkloadLine& line : workload.lines)
                to.lines.push_back({static_cast<abi::WorkloadLine::Kind>(line.kind), line.points,
                                    line.count, work_set(line.first), work_set(line.second)});
        }
    }

    void queue(const typed::Queue& from) {
        abi::Queue& to = to_.queues.emplace_back();
        to.named = named(from.header);
        to.workbin = from.workbin;
        to.offers = from.offers;
        to.take_any = from.take_any;
        to.pick = static_cast<abi::Pick>(from.pick);
        to.answer_within = from.answer_within;
        to.not_again_for = from.not_again_for;
        to.wrap_up = from.wrap_up;
        to.open_in = from.open_in;
        to.supervisors = from.supervisors;
        if (from.goal)
            to.goal =
                abi::Queue::Goal{from.goal->share, from.goal->accepted, span(from.goal->within)};
    }

    void work_type(const typed::WorkType& from) {
        abi::WorkType& to = to_.work_types.emplace_back();
        to.named = named(from.header);
        for (const typed::Attribute& attribute : from.attributes)
            to.attributes.push_back(this->attribute(attribute));
        to.outcomes = from.outcomes;
        to.segments = from.segments;
        to.points = from.points;
        to.takes_about = from.takes_about;
        if (from.open) to.open = lines_.text(*from.open);
        to.show = from.show;
        for (const typed::Instruction& instruction : from.instructions)
            to.instructions.push_back({lines_.text(instruction.text), instruction.when});
        to.media = static_cast<abi::Media>(from.media);
        to.has_sla = from.sla.has_value();
        to.has_route = from.route.has_value();
        to.has_priority = from.priority.has_value();
        read(from, to);
        if (!from.escalation) return;
        for (const typed::EscalationLine& line : from.escalation->lines)
            to.escalation.push_back(lines_.line(line));
    }

    void read(const typed::WorkType& from, abi::WorkType& to);
    [[nodiscard]] Reads promise_reads(const typed::WorkType& from);
    [[nodiscard]] Reads priority_reads(const typed::Priority& from);
    [[nodiscard]] Reads route_reads(const typed::Route& from);

    /// In the order in which items name their source.
    [[nodiscard]] std::vector<std::string> source_names() const {
        std::vector<std::string> names;
        if (!from_.source_names.valid()) return names;
        for (const typed::Header& value : from_.choice(from_.source_names).values)
            names.push_back(value.name);
        return names;
    }
    void source(const std::string& name);

    const typed::Program& from_;
    Reader& reader_;
    Description out_;
    abi::Program& to_ = out_.program;
    LineDescriber lines_;
};

Reads Describer::promise_reads(const typed::WorkType& from) {
    Reads reads;
    for (const typed::Segment& line : from.segment_lines)
        reads.add(reader_.of(line.condition.when));
    if (!from.sla) return reads;
    reads.add(reader_.of(from.sla->counting_from));
    for (const auto* lines : {&from.sla->start, &from.sla->target, &from.sla->due}) {
        for (const typed::PromiseLine& line : *lines) {
            reads.add(reader_.of(line.at));
            reads.add(reader_.of(line.condition.when));
        }
    }
    for (const typed::Condition& pause : from.sla->pauses) reads.add(reader_.of(pause.when));
    return reads;
}

Reads Describer::priority_reads(const typed::Priority& from) {
    Reads reads;
    for (const typed::BandLine& line : from.bands) reads.add(reader_.of(line.condition.when));
    for (const typed::PriorityLine& line : from.lines) {
        for (const typed::ExprId id : {line.value, line.subject, line.up_to, line.condition.when})
            reads.add(reader_.of(id));
    }
    return reads;
}

Reads Describer::route_reads(const typed::Route& from) {
    Reads reads;
    const auto read = [&](typed::ExprId id) { reads.add(reader_.of(id)); };
    const auto read_need = [&](const typed::Need& need) {
        for (const typed::ExprId id : {need.level, need.test, need.condition.when}) read(id);
    };
    for (const typed::Route::To& line : from.to) read(line.condition.when);
    for (const typed::Need& need : from.needs) read_need(need);
    for (const typed::Route::Never& line : from.never) {
        for (const typed::ExprId id : {line.agent, line.test, line.condition.when}) read(id);
    }
    for (const typed::Route::Ask& line : from.asks) {
        read(line.condition.when);
        for (const typed::Ring& ring : line.rings) read(ring.agent);
    }
    for (const typed::Route::NotBefore& line : from.not_before) {
        read(line.moment);
        read(line.condition.when);
    }
    for (const typed::RelaxationStep& step : from.relaxations) {
        // Its clock runs, stands still and begins anew as the item is handled.
        reads.handling = true;
        for (const typed::Relaxation& relaxation : step.relaxations) {
            read(relaxation.condition.when);
            read_need(relaxation.need);
        }
    }
    read(from.rank);
    return reads;
}

void Describer::read(const typed::WorkType& from, abi::WorkType& to) {
    Reads promises = promise_reads(from);
    Reads all = promises;
    Reads to_lines;
    if (from.priority) all.add(priority_reads(*from.priority));
    if (from.route) {
        all.add(route_reads(*from.route));
        for (const typed::Route::To& line : from.route->to)
            to_lines.add(reader_.of(line.condition.when));
    }
    // A line that reads segment or promises reads what these are made of.
    if (to_lines.segment || to_lines.promises) to_lines.add(promises);
    to.promise_reads = std::move(promises.attributes);
    to.to_reads = std::move(to_lines.attributes);
    to.promise_reads.resize(from.attributes.size());
    to.to_reads.resize(from.attributes.size());
    to.reads_handling = all.handling;
    to.to_reads_queues = to_lines.queues;
}

void Describer::source(const std::string& name) {
    abi::Source& to = to_.sources.emplace_back();
    to.named = {name, name};
    const auto from = std::ranges::find(from_.sources, name,
                                        [](const typed::Source& s) { return s.header.name; });
    if (from == from_.sources.end()) return;
    to.named = named(from->header);
    for (const typed::Source::Sends& sends : from->sends) {
        to.sends.push_back({sends.work_type, {}});
        for (const typed::FieldValue& field : sends.defaults)
            to.sends.back().defaults.push_back({field.attribute, field.value});
    }
    for (const typed::SourceEvent& event : from->told) {
        abi::Source::Told& told = to.told.emplace_back();
        using Kind = typed::SourceEvent::Kind;
        if (event.kind == Kind::AttributeChanges)
            told.kind = abi::Trigger::Kind::AttributeChanges;
        else if (event.kind == Kind::SegmentChanges)
            told.kind = abi::Trigger::Kind::SegmentChanges;
        told.event = static_cast<abi::Event>(event.event);
        told.attribute = event.attribute;
    }
    const auto only = [&](std::string_view act) {
        return std::ranges::find(from->only_it_may, act) != from->only_it_may.end();
    };
    to.only_cancels = only("cancel");
    to.only_updates = only("update");
    to.only_completes = only("complete");
    to.only_holds = only("hold");
    to.only_resumes = only("resume");
    to.only_reopens = only("reopen");
}

}  // namespace

Description describe(const typed::Program& program, Reader& reader,
                     const source::SourceSet* sources) {
    return Describer(program, reader, sources).run();
}

}  // namespace reeve::bind
