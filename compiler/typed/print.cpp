#include "compiler/typed/program.h"

#include "base/text.h"

#include <fmt/format.h>

// `--print=typed`: the whole checked program as an outline, one line for each rule, with the types
// and ranges that the checker found.

namespace reeve::typed {

namespace {

class Printer {
public:
    explicit Printer(const Program& program) : program_(program) {}

    std::string run() {
        for (const Choice& choice : program_.choices) print_choice(choice);
        for (const Define& define : program_.defines) print_define(define);
        for (const Table& table : program_.tables) print_table(table);
        print_house();
        for (const WorkType& type : program_.work_types) print_work_type(type);
        for (const Source& source : program_.sources) print_source(source);
        for (const Intake& intake : program_.intakes) print_intake(intake);
        for (const Queue& queue : program_.queues) print_queue(queue);
        for (const Watch& watch : program_.watches) {
            line("watch {}", name(program_.queues, watch.queue.index()));
            print_escalation(watch.lines);
        }
        for (const Plan& plan : program_.plans) print_plan(plan);
        for (const Test& test : program_.tests) print_test(test);
        for (const Guarantee& guarantee : program_.guarantees) print_guarantee(guarantee);
        return std::move(text_);
    }

private:
    template <class... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        text_.append(indent_ * 2, ' ');
        text_ += fmt::format(format, std::forward<Args>(args)...);
        text_ += '\n';
    }

    template <class Table>
    static std::string name(const Table& table, std::uint32_t index) {
        return index < table.size() ? table[index].header.name : "?";
    }

    std::string expr(ExprId id) const {
        if (!id) return "-";
        const Expr& e = program_.expr(id);
        std::string text = print(program_, id) + " : " + describe(e.type, program_);
        if (e.type.is_numeric()) text += interval(e.range, e.type);
        return text;
    }

    static std::string interval(const Interval& range, const Type& type) {
        const bool time = type.base == Base::Duration || type.base == Base::BusinessDuration;
        const std::string scale =
            range.scale == Interval::kAnyScale ? "any" : std::to_string(range.scale);
        return fmt::format(" [{}..{}{}, {} decimals]", range.low.to_string(),
                           range.high.to_string(), time ? " ms" : "", scale);
    }

    std::string declared(const DeclaredType& type) const {
        std::string text = describe(type.type, program_);
        if (type.type.is_numeric()) text += interval(type.range, type.type);
        return text;
    }

    std::string when(const Condition& condition) const {
        if (condition.otherwise) return " otherwise";
        return condition.when ? " when " + print(program_, condition.when) : "";
    }

    std::string amount(const TimeAmount& time) const {
        std::string text;
        for (const auto& part : time.span.parts) {
            constexpr std::string_view kUnits[] = {"s", "min", "h", "d", "w", "mo", "y"};
            text +=
                fmt::format("{}{}{} ", part.count.to_string(), part.business ? " business " : "",
                            kUnits[static_cast<std::size_t>(part.unit)]);
        }
        if (time.calendar) text += "in " + name(program_.calendars, time.calendar.index());
        while (!text.empty() && text.back() == ' ') text.pop_back();
        return text;
    }

    void print_choice(const Choice& choice) {
        std::vector<std::string> names;
        for (const Header& value : choice.values) names.push_back(value.name);
        line("choice {}{} {{ {} }}", choice.header.name.empty() ? "(inline)" : choice.header.name,
             choice.ranked ? " ranked" : "", fmt::join(names, ", "));
    }

    void print_params(const std::vector<Param>& params) {
        ++indent_;
        for (const Param& param : params) line("{}: {}", param.header.name, declared(param.type));
        --indent_;
    }

    void print_define(const Define& define) {
        line("define {} = {}", define.header.name, expr(define.value));
        print_params(define.params);
    }

    void print_table(const Table& table) {
        constexpr std::string_view kPolicies[] = {"first match", "only match", "sum of matches",
                                                  "highest match", "lowest match"};
        line("table {} -> {}, {}, {} rows", table.header.name, declared(table.result),
             kPolicies[static_cast<std::size_t>(table.policy)], table.rows.size());
        print_params(table.columns);
        ++indent_;
        for (const Row& row : table.rows) line("row {}", expr(row.result));
        --indent_;
    }

    void print_house() {
        const Business& b = program_.business;
        if (b.declared)
            line("business {}: zone {}, currency {}", b.header.name, b.time_zone,
                 b.currency ? b.currency->code : "-");
        for (const Holidays& set : program_.holidays)
            line("holidays {}: {} rules", set.header.name, set.rules.size());
        for (const Calendar& calendar : program_.calendars) print_calendar(calendar);
        for (const Team& team : program_.teams) line("team {}", team.header.name);
        print_attributes("agents have", program_.agent_attributes);
        for (const Skill& skill : program_.skills)
            line("skill {} levels {}..{}", skill.header.name, skill.low, skill.high);
        for (const Workload& workload : program_.workloads) print_workload(workload);
        for (const Setting& setting : program_.settings)
            line("setting {}: {} = {}", setting.header.name, declared(setting.type),
                 expr(setting.value));
        for (const Period& period : program_.periods)
            line("period {} from {} to {}", period.header.name, expr(period.from), expr(period.to));
    }

    std::string work(const WorkSet& set) const {
        constexpr std::string_view kMedia[] = {"work item", "call", "chat", "email", "message"};
        if (set.all_of_medium) return std::string(kMedia[static_cast<std::size_t>(set.media)]);
        return name(program_.work_types, set.work_type.index());
    }

    void print_workload(const Workload& workload) {
        line("workload {}", workload.header.name);
        ++indent_;
        for (const WorkloadLine& held : workload.lines) {
            switch (held.kind) {
                case WorkloadLine::Kind::AtMostPoints:
                    line("at most {} points", held.points.to_string());
                    break;
                case WorkloadLine::Kind::AtMostItems:
                    line("at most {} {}", held.count, work(held.first));
                    break;
                case WorkloadLine::Kind::NoneWhileBusy:
                    line("no {} while busy with {}", work(held.first), work(held.second));
                    break;
                case WorkloadLine::Kind::Interrupts:
                    line("{} interrupts {}", work(held.first), work(held.second));
                    break;
            }
        }
        --indent_;
    }

    std::string fields(const std::vector<FieldValue>& values,
                       const std::vector<Attribute>& attributes) const {
        std::string text;
        for (const FieldValue& field : values) {
            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ",
                                name(attributes, field.attribute),
                                field.value ? print(program_, field.value) : "missing");
        }
        return text.empty() ? "" : " { " + text + " }";
    }

    void print_source(const Source& source) {
        constexpr std::string_view kEvents[] = {"created", "queued",    "accepted",  "declined",
                                                "missed",  "parked",    "held",      "resumed",
                                                "completed", "cancelled", "expired", "reopened"};
        line("source {}", source.header.name);
        ++indent_;
        for (const Source::Sends& sends : source.sends) {
            if (!sends.work_type) continue;
            const WorkType& type = program_.work_type(sends.work_type);
            line("sends {}{}", type.header.name, fields(sends.defaults, type.attributes));
        }
        for (const SourceEvent& told : source.told) {
            switch (told.kind) {
                case SourceEvent::Kind::Event:
                    line("told when {}", kEvents[static_cast<std::size_t>(told.event)]);
                    break;
                case SourceEvent::Kind::AttributeChanges:
                    line("told when {} changes", told.attribute);
                    break;
                case SourceEvent::Kind::SegmentChanges: line("told when segment changes"); break;
            }
        }
        for (const std::string& act : source.only_it_may) line("only it may {}", act);
        --indent_;
    }

    void print_calendar(const Calendar& calendar) {
        std::string week;
        for (const auto& day : calendar.week) {
            week += week.empty() ? "" : " | ";
            for (const Window& window : day)
                week += fmt::format("{}-{} ", window.open.to_string(), window.close.to_string());
        }
        line("calendar {} in {}: {}", calendar.header.name, calendar.time_zone, week);
    }

    void print_attributes(std::string_view title, const std::vector<Attribute>& attributes) {
        if (attributes.empty()) return;
        line("{}", title);
        ++indent_;
        for (const Attribute& attribute : attributes) {
            line("{}: {}{}{}", attribute.header.name, declared(attribute.type),
                 attribute.default_value ? " = " + print(program_, attribute.default_value) : "",
                 attribute.visibility.teams.empty() ? "" : " (restricted)");
        }
        --indent_;
    }

    void print_work_type(const WorkType& type) {
        line("work type {}: counts {}", type.header.name, type.points.to_string());
        ++indent_;
        print_attributes("attributes", type.attributes);
        for (const Segment& segment : type.segment_lines) {
            line("segment {}{}", name_of(type.segments, segment.value), when(segment.condition));
        }
        if (type.sla) print_sla(*type.sla);
        if (type.priority) print_priority(*type.priority);
        if (type.route) print_route(*type.route);
        if (type.escalation) print_escalation(type.escalation->lines);
        --indent_;
    }

    std::string name_of(ChoiceId choice, std::uint32_t value) const {
        if (!choice || value >= program_.choice(choice).values.size()) return "?";
        return program_.choice(choice).values[value].name;
    }

    void print_promises(std::string_view title, const std::vector<PromiseLine>& lines) {
        for (const PromiseLine& promise : lines) {
            switch (promise.kind) {
                case PromiseLine::Kind::Within:
                    line("{} within {}{}", title, amount(promise.within), when(promise.condition));
                    break;
                case PromiseLine::Kind::EndOf:
                    line("{} by end of {}{}", title, amount(promise.within),
                         when(promise.condition));
                    break;
                case PromiseLine::Kind::At:
                    line("{} at {}{}", title, expr(promise.at), when(promise.condition));
                    break;
            }
        }
    }

    void print_sla(const Sla& sla) {
        line("sla in {}",
             sla.calendar ? name(program_.calendars, sla.calendar.index()) : "plain time");
        ++indent_;
        if (sla.counting_from) line("counting from {}", expr(sla.counting_from));
        print_promises("start", sla.start);
        print_promises("target", sla.target);
        print_promises("due", sla.due);
        for (const Condition& pause : sla.pauses) line("pause{}", when(pause));
        --indent_;
    }

    void print_priority(const Priority& priority) {
        line("priority: total{}", interval(priority.total, {.base = Base::Number}));
        ++indent_;
        for (const BandLine& band : priority.bands)
            line("band {}{}", name_of(program_.bands, band.band), when(band.condition));
        for (const PriorityLine& term : priority.lines) print_priority_line(term);
        if (priority.limit) line("limit{}", interval(*priority.limit, {.base = Base::Number}));
        --indent_;
    }

    void print_priority_line(const PriorityLine& term) {
        constexpr std::string_view kKinds[] = {
            "start at", "add", "add per", "curve", "steps", "steps by choice", "multiply"};
        std::string text(kKinds[static_cast<std::size_t>(term.kind)]);
        if (term.value) text += " " + print(program_, term.value);
        if (term.subject) text += " of " + print(program_, term.subject);
        if (term.kind == PriorityLine::Kind::AddPer) text += " per " + term.unit.to_string();
        for (const auto& point : term.points)
            text += fmt::format(" {}->{}", point.at.to_string(), point.value.to_string());
        for (const Decimal& value : term.by_choice) text += " " + value.to_string();
        if (term.up_to) text += " up to " + print(program_, term.up_to);
        line("{}{}{}{}", text, when(term.condition), interval(term.term, {.base = Base::Number}),
             term.moves ? " moves" : "");
    }

    std::string destination(const Destination& destination) const {
        std::string text;
        for (const auto& part : destination.parts) {
            text += fmt::format("{}{}% {}", text.empty() ? "" : ", ",
                                (part.share * Decimal(100)).to_string(),
                                name(program_.queues, part.queue.index()));
        }
        return text;
    }

    std::string need(const Need& need) const {
        if (!need.skill) return "needs " + print(program_, need.test) + when(need.condition);
        return fmt::format("needs {} at level {}{}", name(program_.skills, need.skill.index()),
                           print(program_, need.level), when(need.condition));
    }

    void print_route(const Route& route) {
        line("route");
        ++indent_;
        for (const auto& to : route.to)
            line("to {}{}", destination(to.destination), when(to.condition));
        for (const Need& n : route.needs) line("{}", need(n));
        for (const auto& never : route.never)
            line("never {}{}", print(program_, never.agent ? never.agent : never.test),
                 when(never.condition));
        for (const auto& ask : route.asks)
            line("ask {} rings{}", ask.rings.size(), when(ask.condition));
        for (const auto& rule : route.not_before)
            line("not before {}{}", expr(rule.moment), when(rule.condition));
        for (const RelaxationStep& step : route.relaxations) {
            line("after {} waiting{}", amount(step.after), step.here ? " here" : "");
            ++indent_;
            for (const Relaxation& relaxation : step.relaxations) {
                switch (relaxation.kind) {
                    case Relaxation::Kind::Need: line("{}", need(relaxation.need)); break;
                    case Relaxation::Kind::Drop:
                        line("drop {}{}", name(program_.skills, relaxation.drop.index()),
                             when(relaxation.condition));
                        break;
                    case Relaxation::Kind::To:
                        line("to {}{}", destination(relaxation.to), when(relaxation.condition));
                        break;
                }
            }
            --indent_;
        }
        if (route.rank) line("rank by {}", expr(route.rank));
        --indent_;
    }

    void print_escalation(const std::vector<EscalationLine>& lines) {
        constexpr std::string_view kTriggers[] = {"share of promise",
                                                  "moment",
                                                  "before or after",
                                                  "clock",
                                                  "every",
                                                  "nobody fits",
                                                  "declined or missed",
                                                  "attribute changes",
                                                  "segment changes",
                                                  "event",
                                                  "watch"};
        constexpr std::string_view kActions[] = {
            "raise priority", "move",       "assign",     "requeue",  "notify",   "remind assignee",
            "tell source",    "set",        "reclassify", "hold",     "complete", "expire",
            "cancel",         "start over", "open item",  "open case"};
        ++indent_;
        for (const EscalationLine& escalation : lines) {
            const Trigger& trigger = escalation.trigger;
            std::string actions;
            for (const Action& action : escalation.actions) {
                if (!actions.empty()) actions += ", ";
                actions += kActions[static_cast<std::size_t>(action.kind)];
                if (action.value) actions += " " + print(program_, action.value);
            }
            line(
                "on {} {}{}{}{}: {}", kTriggers[static_cast<std::size_t>(trigger.kind)],
                amount(trigger.time), trigger.moment ? print(program_, trigger.moment) : "",
                trigger.condition ? " and " + print(program_, trigger.condition) : "",
                trigger.while_condition ? " while " + print(program_, trigger.while_condition) : "",
                actions);
        }
        --indent_;
    }

    void print_intake(const Intake& intake) {
        line("intake {}", intake.header.name);
        print_params(intake.params);
        ++indent_;
        for (const IntakeLine& target : intake.lines) {
            const std::string what =
                target.work_type ? name(program_.work_types, target.work_type.index())
                : target.plan    ? "case " + name(program_.plans, target.plan.index())
                                 : "to " + name(program_.intakes, target.intake);
            line("{}{}", what, when(target.condition));
        }
        --indent_;
    }

    void print_queue(const Queue& queue) {
        line("{} {}", queue.workbin ? "workbin" : "queue", queue.header.name);
        ++indent_;
        if (queue.members) line("members when {}", print(program_, queue.members));
        constexpr std::string_view kPicks[] = {"longest idle agent", "least busy agent",
                                               "best ranked agent",
                                               "agent with fewest points today"};
        if (queue.workbin)
            line("take {}", queue.take_any ? "any" : "next");
        else
            line("{} to {}", queue.offers ? "offer" : "assign",
                 kPicks[static_cast<std::size_t>(queue.pick)]);
        if (queue.answer_within) line("answer within {} ms", queue.answer_within->ms);
        if (queue.not_again_for) line("not again for {} ms", queue.not_again_for->ms);
        if (queue.wrap_up) line("wrap up {} ms", queue.wrap_up->ms);
        if (queue.open_in) line("open in {}", name(program_.calendars, queue.open_in.index()));
        if (queue.goal) {
            line("goal {}% {} within {}", (queue.goal->share * Decimal(100)).to_string(),
                 queue.goal->accepted ? "accepted" : "completed", amount(queue.goal->within));
        }
        for (const TeamId team : queue.supervisors)
            line("supervisors {}", name(program_.teams, team.index()));
        --indent_;
    }

    void print_plan(const Plan& plan) {
        line("case plan {}", plan.header.name);
        ++indent_;
        print_attributes("data", plan.data);
        for (const PlanPart& part : plan.parts) print_part(plan, part);
        for (const Ending& ending : plan.endings) {
            line("ends as {}{}", name_of(plan.outcomes, ending.outcome),
                 ending.nothing_left ? " when nothing is left"
                                     : " when " + print(program_, ending.when));
        }
        if (plan.priority) print_priority(*plan.priority);
        if (plan.escalation) print_escalation(plan.escalation->lines);
        --indent_;
    }

    void print_part(const Plan& plan, const PlanPart& part) {
        const std::string parent =
            part.parent == PlanPart::kTop ? "" : " in " + name(plan.stages, part.parent);
        switch (part.kind) {
            case PlanPart::Kind::Stage:
                print_rules("stage " + plan.stages[part.index].header.name + parent,
                            plan.stages[part.index].rules);
                break;
            case PlanPart::Kind::Step:
                print_rules("step " + plan.steps[part.index].header.name + parent,
                            plan.steps[part.index].rules);
                break;
            case PlanPart::Kind::Milestone:
                line("milestone {}{} when {}", plan.milestones[part.index].header.name, parent,
                     print(program_, plan.milestones[part.index].when));
                break;
        }
    }

    void print_rules(const std::string& title, const PartRules& rules) {
        line("{}{}{}{}", title,
             rules.start.when ? " starts when " + print(program_, rules.start.when) : "",
             rules.only_if ? " only if " + print(program_, rules.only_if) : "",
             rules.required ? "" : " not required");
    }

    void print_test(const Test& test) {
        line("test {}", quote(test.title));
        ++indent_;
        for (const TestLine& step : test.lines) {
            if (step.value) line("{}", print(program_, step.value));
        }
        --indent_;
    }

    void print_guarantee(const Guarantee& guarantee) {
        line("guarantee {}", quote(guarantee.title));
        ++indent_;
        for (const ExprId given : guarantee.given) line("given {}", print(program_, given));
        for (const ExprId always : guarantee.always) line("always {}", print(program_, always));
        --indent_;
    }

    const Program& program_;
    std::string text_;
    std::size_t indent_ = 0;
};

}  // namespace

std::string print(const Program& program) { return Printer(program).run(); }

}  // namespace reeve::typed
