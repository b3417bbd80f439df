#include "compiler/ide/complete.h"

#include "compiler/driver/embedded_library.h"
#include "compiler/ide/hover.h"
#include "compiler/ide/scope.h"
#include "compiler/parse/expected.h"
#include "compiler/parse/parse.h"

#include <algorithm>
#include <array>
#include <set>

namespace reeve::ide {

using sema::Space;
using sema::SymbolId;
using sema::SymbolKind;

namespace {

struct Snippet {
    std::string_view phrase;
    std::string_view label;
    std::string_view text;
};
constexpr std::array kSnippets{
#define IDE_SNIPPET(phrase, label, text) Snippet{phrase, label, text},
#include "compiler/ide/snippets.def"
#undef IDE_SNIPPET
};

struct FunctionText {
    std::string_view name;
    std::string_view params;
    std::string_view text;
};
constexpr std::array kFunctions{
    FunctionText{"min", "a, b, …", "the least of the values"},
    FunctionText{"max", "a, b, …", "the greatest of the values"},
    FunctionText{"abs", "x", "the value without its sign"},
    FunctionText{"round", "x, digits", "rounded half to even; to a whole number without `digits`"},
    FunctionText{"floor", "x", "the next whole number below"},
    FunctionText{"ceiling", "x", "the next whole number above"},
    FunctionText{"length", "text", "how many letters the text has"},
    FunctionText{"lower", "text", "the text in small letters"},
    FunctionText{"upper", "text", "the text in capitals"},
    FunctionText{"hours", "duration", "the duration as a number of hours"},
    FunctionText{"minutes", "duration", "the duration as a number of minutes"},
    FunctionText{"days", "duration", "the duration as a number of days"}};

CompletionKind kind_of(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::Choice:
        case SymbolKind::NamedType: return CompletionKind::Type;
        case SymbolKind::WorkType:
        case SymbolKind::CasePlan: return CompletionKind::Class;
        case SymbolKind::ChoiceValue:
        case SymbolKind::Segment:
        case SymbolKind::Outcome:
        case SymbolKind::Band: return CompletionKind::Value;
        case SymbolKind::Attribute:
        case SymbolKind::AgentAttribute:
        case SymbolKind::Stage:
        case SymbolKind::Step:
        case SymbolKind::Milestone: return CompletionKind::Attribute;
        case SymbolKind::Define:
        case SymbolKind::Setting:
        case SymbolKind::Param:
        case SymbolKind::Variable: return CompletionKind::Variable;
        case SymbolKind::Table: return CompletionKind::Function;
        default: return CompletionKind::House;
    }
}

class Completer {
public:
    Completer(const Program& program, FileId file, std::uint32_t offset)
        : program_(program),
          expected_(parse::expected_at(program.sources().file(file).text(), offset)),
          scope_(program, expected_.before) {
        result_.replaced = {file, expected_.begin, offset};
    }

    Completions run() {
        if (member()) return std::move(result_);
        values_of_compared_choice();
        for (const parse::NamePlace& place : expected_.names) names(place);
        for (const std::string& phrase : expected_.phrases) words(phrase);
        std::ranges::stable_sort(result_.items, {}, [](const Completion& item) {
            return std::pair(item.rank, std::string_view(item.label));
        });
        return std::move(result_);
    }

private:
    std::string_view last(std::size_t back = 0) const {
        const auto& before = expected_.before;
        return before.size() > back ? std::string_view(before[before.size() - 1 - back])
                                    : std::string_view();
    }

    void add(Completion item) {
        if (seen_.insert(item.label + '\n' + item.insert).second)
            result_.items.push_back(std::move(item));
    }

    void add_symbol(SymbolId id, int rank) {
        const sema::Symbol& symbol = program_.symbols().symbol(id);
        // The word that is being written may itself count as a declaration.
        if (symbol.span.file == result_.replaced.file &&
            symbol.span.begin == result_.replaced.begin)
            return;
        Completion item{symbol.name,
                        kind_of(symbol.kind),
                        signature(program_, id),
                        documentation(program_, id),
                        symbol.name,
                        false,
                        rank};
        const Declared declared = program_.declared(id);
        const bool call = declared.table != nullptr ||
                          (declared.define != nullptr && !declared.define->params.empty());
        if (call) {
            item.insert += "($1)";
            item.snippet = true;
            item.kind = CompletionKind::Function;
        }
        add(std::move(item));
    }

    void add_space(Space space, int rank, std::initializer_list<SymbolKind> kinds = {}) {
        for (std::size_t i = 0; i < program_.symbols().size(); ++i) {
            const sema::Symbol& symbol = program_.symbols().symbol(SymbolId(i));
            const bool fits =
                kinds.size() == 0 || std::ranges::find(kinds, symbol.kind) != kinds.end();
            if (symbol.space == space && fits) add_symbol(SymbolId(i), rank);
        }
    }

    void add_members(SymbolId owner, Space space, int rank) {
        for (std::size_t i = 0; i < program_.symbols().size(); ++i) {
            const sema::Symbol& symbol = program_.symbols().symbol(SymbolId(i));
            if (symbol.space == space && symbol.owner == owner) add_symbol(SymbolId(i), rank);
        }
    }

    void add_choice(const typed::Choice& choice, int rank) {
        for (const typed::Header& value : choice.values)
            add({value.name, CompletionKind::Value,
                 choice.header.name.empty() ? std::string() : choice.header.name, value.doc,
                 value.name, false, rank});
        for (const typed::Choice::Group& group : choice.groups)
            add({group.name,
                 CompletionKind::Value,
                 "several of these",
                 {},
                 group.name,
                 false,
                 rank});
    }

    /// `c.` in tests, `register.` in case plans, `agent.`.
    bool member() {
        if (last() != ".") return false;
        const std::string_view name = last(1);
        if (name == "agent" || scope_.is_roster_agent(name)) {
            add_space(Space::AgentAttribute, 0);
            add_fact("presence");
            add_fact("load");
            return true;
        }
        const SymbolId owner = scope_.type_of_variable(name);
        if (owner.valid()) {
            add_members(owner, Space::Attribute, 0);
            add_members(owner, Space::PlanPart, 0);
            add_facts(1);
        } else if (name == "start" || name == "target") {
            for (const std::string_view part : {"at", "used", "left"}) add_fact(part);
        } else if (const SymbolId part = scope_.plan_part(name); part.valid()) {
            add_members(part, Space::Attribute, 0);
        } else if (last(2) == "use" || last() == ".") {
            add_library(std::string(name) + ".");
        }
        return true;
    }

    void add_fact(std::string_view word) {
        add({std::string(word), CompletionKind::Fact, "fact", std::string(describe_fact(word)),
             std::string(word), false, 3});
    }
    void add_facts(int rank) {
        for (const std::string_view word : {"id",
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
                                            "waiting here",
                                            "working",
                                            "untouched",
                                            "overdue_by",
                                            "due",
                                            "sla_used",
                                            "time_left",
                                            "overdue"})
            add({std::string(word), CompletionKind::Fact, "fact", std::string(describe_fact(word)),
                 std::string(word), false, rank});
    }

    void add_library(const std::string& prefix) {
        for (const driver::EmbeddedFile& file : driver::embedded_library_files()) {
            if (!file.name.starts_with(prefix)) continue;
            const std::string_view rest = file.name.substr(prefix.size());
            add({std::string(rest),
                 CompletionKind::File,
                 "library",
                 {},
                 std::string(rest),
                 false,
                 0});
        }
    }

    /// After `tier is`, `segment is in {`, in a table's cell.
    void values_of_compared_choice() {
        const typed::Choice* choice = scope_.compared_choice();
        if (choice != nullptr) add_choice(*choice, 0);
    }

    void names(const parse::NamePlace& place) {
        const auto in = [&](std::string_view rule) {
            return std::ranges::find(place.rules, rule) != place.rules.end();
        };
        const std::string_view rule =
            place.rules.empty() ? std::string_view() : place.rules.front();
        if (in("primary")) return expression();
        if (rule == "qualifiedName" && in("useDecl")) return add_library("");
        if (rule == "qualifiedName" && in("baseType"))
            return add_space(Space::Type, 1, {SymbolKind::Choice, SymbolKind::NamedType});
        if (rule == "baseType") return add_currencies();
        if (last() == "team" || rule == "supervisorsLine") return add_space(Space::Team, 1);
        if (rule == "destination" || rule == "splitPart" || last() == "move to" ||
            (rule == "action" && last() == "to"))
            return add_space(Space::Queue, 1);
        if (in_head_of_block(rule)) return;
        if (rule == "comparison") return add_space(Space::Period, 1);
        if (last() == "in") return after_in(rule);
        by_rule(rule);
    }

    void after_in(std::string_view rule) {
        const bool step = rule == "stepKind" || rule == "act";
        add_space(step ? Space::Queue : Space::Calendar, 1);
    }

    bool in_head_of_block(std::string_view rule) {
        const bool of_type = rule == "slaHead" || rule == "segmentHead" || rule == "priorityHead" ||
                             rule == "routeHead" || rule == "escalateHead";
        if (of_type && last() == "in") return false;
        if (of_type) add_space(Space::Type, 1, {SymbolKind::WorkType, SymbolKind::CasePlan});
        if (rule == "watchHead")
            add_space(Space::Queue, 1, {SymbolKind::Queue, SymbolKind::Workbin});
        return of_type || rule == "watchHead";
    }

    void by_rule(std::string_view rule) {
        if (rule == "businessLine" || rule == "calendarLine" || rule == "queueLine")
            return add_space(rule == "calendarLine" ? Space::Holidays : Space::Calendar, 1);
        if (rule == "need" || rule == "relaxation") return add_space(Space::Skill, 1);
        if (rule == "priorityLine" || rule == "planLine") return add_space(Space::Band, 1);
        if (rule == "workKind" || rule == "workloadLine" || rule == "sourceLine" ||
            rule == "intakeLine")
            return add_space(Space::Type, 1, {SymbolKind::WorkType, SymbolKind::CasePlan});
        if (rule == "field") return fields();
        if (rule == "workLine" || rule == "tellEvent" || rule == "event")
            return add_members(scope_.owner(), Space::Attribute, 1);
        if (rule == "action") {
            if (last() == "as")
                add_members(scope_.owner(), Space::Outcome, 0);
            else if (last() == "set")
                add_members(scope_.owner(), Space::Attribute, 0);
            else
                add_space(Space::Type, 1, {SymbolKind::WorkType, SymbolKind::CasePlan});
            return;
        }
        if (rule == "testLine") {
            if (last() == "=" || last() == "case")
                add_space(Space::Type, 1, {SymbolKind::WorkType, SymbolKind::CasePlan});
            else
                add_roster();
            return;
        }
        if (rule == "act" && last() == "to") add_space(Space::Queue, 0);
        if (rule == "qualifiedName") add_variables();
        if (rule == "modifier") add_members(scope_.owner(), Space::PlanPart, 1);
    }

    void add_currencies() {
        for (const std::string_view code : {"EUR", "USD", "GBP", "CHF", "JPY", "SEK", "PLN"})
            add({std::string(code),
                 CompletionKind::Value,
                 "currency",
                 {},
                 std::string(code),
                 false,
                 0});
    }

    void add_roster() {
        for (const std::string& name : scope_.roster_agents())
            add({name, CompletionKind::Variable, "agent", {}, name, false, 1});
        add({"source", CompletionKind::Variable, "the item's source acts", {}, "source", false, 2});
        add({"supervisor",
             CompletionKind::Variable,
             "a supervisor acts",
             {},
             "supervisor",
             false,
             2});
    }
    void add_variables() {
        for (const std::string& name : scope_.variables())
            add({name, CompletionKind::Variable, "given", {}, name, false, 1});
    }

    /// `{ policy: …, ` of a new item: the attributes that are not said yet.
    void fields() {
        const SymbolId type = scope_.type_of_fields();
        if (!type.valid()) return;
        const std::set<std::string> said = scope_.fields_said();
        for (std::size_t i = 0; i < program_.symbols().size(); ++i) {
            const sema::Symbol& symbol = program_.symbols().symbol(SymbolId(i));
            if (symbol.space != Space::Attribute || symbol.owner != type ||
                said.contains(symbol.name))
                continue;
            add({symbol.name, CompletionKind::Attribute, signature(program_, SymbolId(i)),
                 documentation(program_, SymbolId(i)), symbol.name + ": $1", true, 0});
        }
    }

    void expression() {
        if (!scope_.params().empty()) {
            for (const std::string& name : scope_.params())
                add({name, CompletionKind::Variable, "parameter", {}, name, false, 1});
        }
        if (scope_.owner().valid()) {
            add_members(scope_.owner(), Space::Attribute, 1);
            if (scope_.is_plan()) add_members(scope_.owner(), Space::PlanPart, 1);
            add_facts(3);
        }
        add_variables();
        add_space(Space::Value, 2);
        if (last() == "has" || last() == "of") add_space(Space::Skill, 2);
        for (const FunctionText& function : kFunctions)
            add({std::string(function.name), CompletionKind::Function,
                 fmt::format("{}({})", function.name, function.params), std::string(function.text),
                 std::string(function.name) + "($1)", true, 4});
    }

    void words(const std::string& phrase) {
        for (const Snippet& snippet : kSnippets) {
            if (phrase == snippet.phrase || phrase.starts_with(std::string(snippet.phrase) + " "))
                add({std::string(snippet.label),
                     CompletionKind::Snippet,
                     "template",
                     {},
                     std::string(snippet.text),
                     true,
                     4});
        }
        add({phrase, CompletionKind::Keyword, {}, {}, phrase, false, 5});
    }

    const Program& program_;
    parse::Expected expected_;
    Scope scope_;
    Completions result_;
    std::set<std::string> seen_;
};

}  // namespace

Completions complete(const Program& program, FileId file, std::uint32_t offset) {
    return Completer(program, file, offset).run();
}

std::optional<SignatureHelp> signature_help(const Program& program, FileId file,
                                            std::uint32_t offset) {
    const parse::Expected place = parse::expected_at(program.sources().file(file).text(), offset);
    // The innermost parenthesis that is open, the name before it, the commas since.
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < place.before.size(); ++i) {
        if (place.before[i] == "(") open.push_back(i);
        if (place.before[i] == ")" && !open.empty()) open.pop_back();
    }
    if (open.empty() || open.back() == 0) return std::nullopt;
    const std::string& name = place.before[open.back() - 1];
    SignatureHelp help;
    int depth = 0;
    for (std::size_t i = open.back() + 1; i < place.before.size(); ++i) {
        const std::string& sign = place.before[i];
        if (sign == "(" || sign == "[" || sign == "{") ++depth;
        if (sign == ")" || sign == "]" || sign == "}") --depth;
        if (sign == "," && depth == 0) ++help.active;
    }
    const auto add_params = [&](const std::vector<typed::Param>& params) {
        for (const typed::Param& param : params)
            help.params.push_back(
                fmt::format("{}: {}", param.header.name, type_text(program, param.type)));
    };
    std::string result;
    const SymbolId id = program.symbols().find(Space::Value, name);
    if (id.valid()) {
        const Declared declared = program.declared(id);
        if (declared.table != nullptr) {
            add_params(declared.table->columns);
            result = " -> " + type_text(program, declared.table->result);
        } else if (declared.define != nullptr) {
            add_params(declared.define->params);
            result = " = " + typed::describe(declared.define->result.type, program.typed());
        }
        help.documentation = documentation(program, id);
    }
    const auto function = std::ranges::find(kFunctions, name, &FunctionText::name);
    if (help.params.empty() && function != kFunctions.end()) {
        std::string_view rest = function->params;
        while (!rest.empty()) {
            const std::size_t comma = rest.find(", ");
            help.params.emplace_back(rest.substr(0, comma));
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
        }
        help.documentation = function->text;
    }
    if (help.params.empty()) return std::nullopt;
    help.label = fmt::format("{}({}){}", name, fmt::join(help.params, ", "), result);
    help.active =
        std::min<std::uint32_t>(help.active, static_cast<std::uint32_t>(help.params.size() - 1));
    return help;
}

}  // namespace reeve::ide
