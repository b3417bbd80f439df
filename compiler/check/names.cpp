#include "compiler/check/walker.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

// What a bare name means where it stands.

namespace reeve::check {

using sema::Space;
using sema::SymbolId;
using sema::SymbolKind;
using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

std::optional<std::uint32_t> attribute_index(std::span<const typed::Attribute> attributes,
                                             std::string_view name) {
    const auto found =
        std::ranges::find_if(attributes, [&](const auto& a) { return a.header.name == name; });
    if (found == attributes.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - attributes.begin());
}

/// What the values of a choice are together.
std::string values_of(const typed::Choice& choice) {
    using Origin = typed::Choice::Origin;
    switch (choice.origin) {
        case Origin::Segments: return "the segments";
        case Origin::Queues: return "the queues and workbins";
        case Origin::Bands: return "the bands";
        case Origin::Sources: return "the sources";
        case Origin::Outcomes: return "the outcomes";
        case Origin::States: return "the states of an item";
        case Origin::Weekdays: return "the days of the week";
        case Origin::Presences: return "the presences";
        case Origin::Inline: return "the values of this choice";
        default: return fmt::format("the values of `{}`", choice.header.name);
    }
}

}  // namespace

Found Walker::find(const syntax::Name& name) const {
    using Which = Found::Kind;
    const std::string& text = name.text;
    for (const Local& local : scope_.locals) {
        if (local.name == text)
            return {Which::Local, static_cast<std::uint32_t>(&local - scope_.locals.data()),
                    local.symbol, local.type.type};
    }
    if (scope_.agent && text == "agent") return {Which::Candidate, 0, {}, {}};
    if (scope_.item.valid()) {
        const typed::WorkType& work = ctx_.program.work_type(scope_.item);
        if (const auto index = attribute_index(work.attributes, text)) {
            const SymbolId owner = ctx_.symbols.find(Space::Type, work.header.name);
            return {Which::Attribute, *index, ctx_.symbols.find(Space::Attribute, text, owner),
                    work.attributes[*index].type.type};
        }
    }
    if (scope_.plan.valid()) {
        const typed::Plan& plan = ctx_.program.plan(scope_.plan);
        const SymbolId owner = ctx_.symbols.find(Space::Type, plan.header.name);
        if (const auto index = attribute_index(plan.data, text))
            return {Which::Data, *index, ctx_.symbols.find(Space::Attribute, text, owner),
                    plan.data[*index].type.type};
        const SymbolId part = ctx_.symbols.find(Space::PlanPart, text, owner);
        if (part.valid() && ctx_.find_index(part))
            return {Which::Part, *ctx_.find_index(part), part, {}};
    }
    const typed::FactInfo* fact = typed::find_fact(text);
    const bool anywhere =
        fact && (fact->fact == typed::Fact::Now || fact->fact == typed::Fact::Today);
    if (fact && fact->kind != typed::FactKind::Queue &&
        (scope_.item.valid() || scope_.plan.valid() || anywhere))
        return {Which::Fact, static_cast<std::uint32_t>(fact->fact), {}, {}};
    const SymbolId symbol = ctx_.symbols.find(Space::Value, text);
    const auto index = symbol.valid() ? ctx_.find_index(symbol) : std::nullopt;
    if (!index) return {};
    switch (ctx_.symbols.symbol(symbol).kind) {
        case SymbolKind::Define:
            return {Which::Define, *index, symbol, ctx_.program.defines[*index].result.type};
        case SymbolKind::Table: return {Which::Table, *index, symbol, {}};
        case SymbolKind::Setting:
            return {Which::Setting, *index, symbol, ctx_.program.settings[*index].type.type};
        default: return {};
    }
}

ExprId Walker::bare_name(const syntax::Name& name, Span span, const Hint& hint) {
    if (!name.valid()) return error(span);
    if (hint.type.base == Base::Choice) {
        const ExprId value = choice_value(name, span, hint);
        if (value.valid()) return value;
    }
    const Found found = find(name);
    if (found.kind != Found::Kind::None) return read(found, name, span);
    if (hint.type.base == Base::Team) {
        const SymbolId team = ctx_.look_up(Space::Team, name);
        if (const auto index = ctx_.find_index(team)) {
            typed::Type type;
            type.base = Base::Team;
            const ExprId id = make(Op::TeamConstant, type, span);
            ctx_.program.expr(id).symbol = *index;
            return id;
        }
    }
    report_unknown_name(name, hint);
    return error(span);
}

ExprId Walker::read(const Found& found, const syntax::Name& name, Span span) {
    using Which = Found::Kind;
    if (found.symbol.valid()) ctx_.symbols.add_use({name.span, found.symbol, false});
    switch (found.kind) {
        case Which::None: return error(span);
        case Which::Local: {
            const Local& local = scope_.locals[found.index];
            if (local.type.type.is_error()) return error(span);
            const ExprId id = make(local.op, local.type.type, span);
            ctx_.program.expr(id).symbol = local.index;
            ctx_.program.expr(id).range = local.type.range;
            return refine(id);
        }
        case Which::Candidate: return candidate(span, "agent");
        case Which::Attribute:
            return read_attribute(ctx_.program.work_type(scope_.item).attributes[found.index],
                                  found.index, {}, span);
        case Which::Data:
            return read_attribute(ctx_.program.plan(scope_.plan).data[found.index], found.index, {},
                                  span);
        case Which::Fact: return read_fact(static_cast<typed::Fact>(found.index), {}, span);
        case Which::Part: return read_part(scope_.plan, found.symbol, {}, span);
        case Which::Setting: {
            const typed::Setting& setting = ctx_.program.settings[found.index];
            if (setting.type.type.is_error()) return error(span);
            const typed::Interval range = setting.type.range;
            const ExprId id = make(Op::Setting, setting.type.type, span);
            ctx_.program.expr(id).symbol = found.index;
            ctx_.program.expr(id).range = range;
            return refine(id);
        }
        case Which::Define: {
            const typed::Define& define = ctx_.program.defines[found.index];
            if (!define.params.empty() ||
                ctx_.decl<syntax::DefineDecl>(ctx_.symbols.symbol(found.symbol).decl).has_params) {
                ctx_.sink
                    .report<messages::arguments_wanted>(span, name.text,
                                                        counted(define.params.size(), "argument"))
                    .label(define.header.span, "declared here");
                return error(span);
            }
            if (define.result.type.is_error()) return error(span);
            const typed::DeclaredType result = define.result;
            const ExprId id = make(Op::CallDefine, result.type, span);
            ctx_.program.expr(id).symbol = found.index;
            ctx_.program.expr(id).range = result.range;
            return id;
        }
        case Which::Table: {
            const typed::Table& table = ctx_.program.tables[found.index];
            ctx_.sink
                .report<messages::arguments_wanted>(span, name.text,
                                                    counted(table.columns.size(), "argument"))
                .label(table.header.span, "declared here");
            return error(span);
        }
    }
    return error(span);
}

ExprId Walker::candidate(Span span, const std::string& what) {
    if (!scope_.agent) {
        ctx_.sink.report<messages::no_agent_here>(span, check::describe(scope_.place))
            .note(fmt::format("`{}` speaks of the agent that an item may go to: in a route and in "
                              "the members of a queue",
                              what));
        return error(span);
    }
    typed::Type type;
    type.base = Base::Agent;
    return make(Op::CandidateAgent, type, span);
}

ExprId Walker::queue_fact(syntax::ExprId id) {
    const syntax::Expr& e = syntax_of(id);
    std::string words = e.name.text;
    std::ranges::replace(words, '_', ' ');
    const typed::FactInfo* fact = typed::find_fact(words);
    if (!fact) return error(e.span);
    return read_fact(fact->fact, {}, e.span);
}

std::vector<std::string> Walker::names_here(const Hint& hint) const {
    std::vector<std::string> names;
    if (hint.type.base == Base::Choice) {
        for (const typed::Header& value : ctx_.program.choice(hint.type.choice).values)
            names.push_back(value.name);
        for (const auto& group : ctx_.program.choice(hint.type.choice).groups)
            names.push_back(group.name);
    }
    for (const Local& local : scope_.locals) names.push_back(local.name);
    if (scope_.agent) names.emplace_back("agent");
    if (scope_.item.valid())
        for (const typed::Attribute& a : ctx_.program.work_type(scope_.item).attributes)
            names.push_back(a.header.name);
    if (scope_.plan.valid()) {
        const typed::Plan& plan = ctx_.program.plan(scope_.plan);
        for (const typed::Attribute& a : plan.data) names.push_back(a.header.name);
        for (const typed::Stage& part : plan.stages) names.push_back(part.header.name);
        for (const typed::Step& part : plan.steps) names.push_back(part.header.name);
        for (const typed::Milestone& part : plan.milestones) names.push_back(part.header.name);
    }
    for (std::string_view name : ctx_.symbols.names(Space::Value)) names.emplace_back(name);
    if (scope_.item.valid() || scope_.plan.valid()) {
        for (const char* fact : {"id",
                                 "key",
                                 "source",
                                 "created",
                                 "state",
                                 "segment",
                                 "band",
                                 "queue",
                                 "priority",
                                 "assignee",
                                 "offered_to",
                                 "previous_assignee",
                                 "in_line_since",
                                 "declines",
                                 "misses",
                                 "reassignments",
                                 "outcome",
                                 "now",
                                 "today",
                                 "age",
                                 "waiting",
                                 "working",
                                 "untouched",
                                 "overdue_by",
                                 "due",
                                 "sla_used",
                                 "time_left",
                                 "overdue"})
            names.emplace_back(fact);
    }
    return names;
}

namespace {

/// Words of other languages that people write where this one has words of its own. False where it
/// is none of them.
bool help_with_foreign_word(diagnostics::Diagnostic& report, const syntax::Name& name) {
    if (name.text == "true" || name.text == "false") {
        const std::string word = name.text == "true" ? "yes" : "no";
        report.help(fmt::format("write `{}`", word));
        report.fix(fmt::format("write `{}`", word), name.span, word);
        return true;
    }
    if (name.text == "null" || name.text == "nil" || name.text == "none") {
        report.help("what is not there `is missing`, what is there `is known`");
        return true;
    }
    return false;
}

}  // namespace

void Walker::report_unknown_name(const syntax::Name& name, const Hint& hint) {
    const std::vector<std::string> names = names_here(hint);
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const bool choice = hint.type.base == Base::Choice;
    const bool agent = name.text == "agent" && !scope_.agent;
    if (agent) {
        candidate(name.span, "agent");
        return;
    }
    auto& report = choice
                       ? ctx_.sink.report<messages::unknown_choice_value>(
                             name.span, name.text, values_of(ctx_.program.choice(hint.type.choice)))
                       : ctx_.sink.report<messages::unknown_here>(name.span, name.text);
    if (help_with_foreign_word(report, name)) return;
    if (const auto near = nearest_word(name.text, candidates)) {
        report.help(fmt::format("did you mean `{}`?", *near));
        // Beside a value of another type it would only be the next mistake.
        const Found found = find({std::string(*near), name.span});
        const bool fits = hint.type.is_error() || choice || found.type.is_error() ||
                          found.type.base == hint.type.base;
        if (fits) report.fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
        return;
    }
    if (choice) {
        std::vector<std::string> values;
        for (const typed::Header& value : ctx_.program.choice(hint.type.choice).values)
            values.push_back(value.name);
        report.help(fmt::format("there are {}", names_text(values)));
        return;
    }
    if (const typed::FactInfo* fact = typed::find_fact(name.text)) {
        report.note(fmt::format("`{}` is a fact of an item; {} is about none", fact->text,
                                check::describe(scope_.place)));
        return;
    }
    if (scope_.place == Place::Define || scope_.place == Place::Table) {
        report.note(fmt::format(
            "{} sees its own parameters, other definitions and settings, nothing of an item",
            check::describe(scope_.place)));
        report.help(fmt::format("give it a parameter, `{}: …`, and pass the value in", name.text));
        return;
    }
    if (ctx_.symbols.find(sema::Space::Period, name.text)) {
        report.help(fmt::format("write `during {}`", name.text));
        return;
    }
    if (ctx_.symbols.find(sema::Space::Skill, name.text)) {
        report.help(fmt::format("write `level of {0}`, or `agent has {0}`", name.text));
        return;
    }
    std::vector<std::string> shown;
    for (const Local& local : scope_.locals) shown.push_back(local.name);
    if (scope_.item.valid())
        for (const typed::Attribute& a : ctx_.program.work_type(scope_.item).attributes)
            shown.push_back(a.header.name);
    if (scope_.plan.valid())
        for (const typed::Attribute& a : ctx_.program.plan(scope_.plan).data)
            shown.push_back(a.header.name);
    if (!shown.empty())
        report.help(
            fmt::format("there {} {}", shown.size() == 1 ? "is" : "are", names_text(shown)));
}

ExprId Walker::path_of_names(std::span<const syntax::Name> names, Span span, const Hint& hint) {
    if (names.size() == 1) return bare_name(names[0], span, hint);
    syntax::Name unknown = names[0];
    if (hint.type.base == Base::Choice) {
        std::string dotted;
        for (const syntax::Name& name : names) dotted += (dotted.empty() ? "" : ".") + name.text;
        const ExprId value = choice_value({dotted, span}, span, hint);
        if (value.valid()) return value;
        // `hot.small`, where there is `hot.vip`: the whole name is wrong, not its beginning.
        if (ctx_.program.choice(hint.type.choice).find_group(names[0].text))
            unknown = {dotted, span};
    }
    const Found found = find(names[0]);
    std::size_t used = 0;
    ExprId at;
    const bool item = scope_.item.valid() || scope_.plan.valid();
    if (found.kind == Found::Kind::None && item) {
        if (const auto fact = fact_at(names, used))
            at = read_fact(*fact, {}, names[0].span.to(names[used - 1].span));
    }
    if (!at.valid()) {
        if (found.kind == Found::Kind::None) {
            report_unknown_name(unknown, hint.type.base == Base::Choice ? hint : Hint());
            return error(span);
        }
        at = read(found, names[0], names[0].span);
        used = 1;
    }
    while (used < names.size() && !failed({at})) at = member(at, names, used, names[0].span);
    return failed({at}) ? error(span) : at;
}

}  // namespace reeve::check
