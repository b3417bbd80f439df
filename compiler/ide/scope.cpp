#include "compiler/ide/scope.h"

#include <algorithm>

namespace reeve::ide {

using sema::Space;
using sema::SymbolId;

namespace {
constexpr std::size_t kNone = static_cast<std::size_t>(-1);
}

Scope::Scope(const Program& program, const std::vector<std::string>& words)
    : program_(program), words_(words) {
    read_head();
    read_params();
    if (word(0) == "test") read_test();
}

std::string_view Scope::word(std::size_t index) const {
    return index < words_.size() ? std::string_view(words_[index]) : std::string_view();
}

bool Scope::is_plan() const {
    return owner_.valid() && program_.symbols().symbol(owner_).kind == sema::SymbolKind::CasePlan;
}

void Scope::read_head() {
    const std::string_view first = word(0);
    std::string_view name;
    if (first == "segment" || first == "sla" || first == "priority" || first == "work" ||
        (first == "case" && word(1) == "plan"))
        name = word(2);
    if (first == "route" || first == "escalate") name = word(1);
    if (!name.empty()) owner_ = program_.symbols().find(Space::Type, name);
}

// `define f(x: number)`, `table t (…)`, `intake from core (…)`, `guarantee "…" for a: Claim`.
void Scope::read_params() {
    const std::string_view first = word(0);
    const bool guarantee = first == "guarantee";
    if (first != "define" && first != "table" && first != "intake" && !guarantee) return;
    const std::string_view opening = guarantee ? "for" : "(";
    const std::string_view closing = guarantee ? "{" : ")";
    std::size_t at = 0;
    while (at < words_.size() && word(at) != opening && word(at) != "=" && word(at) != "{") ++at;
    if (word(at) != opening) return;
    int depth = 0;
    for (++at; at < words_.size(); ++at) {
        if (depth == 0 && word(at) == closing) break;
        if (word(at) == "(") ++depth;
        if (word(at) == ")") --depth;
        if (word(at) != ":") continue;
        auto& names = guarantee ? variables_ : params_;
        auto& types = guarantee ? variable_types_ : param_types_;
        names.emplace_back(word(at - 1));
        types.emplace_back(word(at + 1));
    }
}

void Scope::read_test() {
    for (std::size_t i = 0; i + 3 < words_.size(); ++i) {
        if (word(i) == "given" && word(i + 2) == "=") {
            variables_.emplace_back(word(i + 1));
            variable_types_.emplace_back(word(i + 3) == "case" ? word(i + 4) : word(i + 3));
        }
        if (word(i) == "agent" && word(i + 2) == "{") agents_.emplace_back(word(i + 1));
    }
}

bool Scope::is_roster_agent(std::string_view name) const {
    return std::ranges::find(agents_, name) != agents_.end();
}

SymbolId Scope::type_of_variable(std::string_view name) const {
    const auto found = std::ranges::find(variables_, name);
    if (found == variables_.end()) return {};
    return program_.symbols().find(
        Space::Type, variable_types_[static_cast<std::size_t>(found - variables_.begin())]);
}

SymbolId Scope::plan_part(std::string_view name) const {
    return is_plan() ? program_.symbols().find(Space::PlanPart, name, owner_) : SymbolId();
}

std::size_t Scope::open_brace() const {
    int depth = 0;
    for (std::size_t i = words_.size(); i-- > 0;) {
        if (words_[i] == "}") ++depth;
        if (words_[i] == "{" && depth-- == 0) return i;
    }
    return kNone;
}

SymbolId Scope::type_of_fields() const {
    const std::size_t open = open_brace();
    if (open == kNone || open == 0) return {};
    return program_.symbols().find(Space::Type, word(open - 1));
}

std::set<std::string> Scope::fields_said() const {
    std::set<std::string> said;
    const std::size_t open = open_brace();
    for (std::size_t i = open == kNone ? words_.size() : open; i + 1 < words_.size(); ++i) {
        if (words_[i + 1] == ":") said.insert(words_[i]);
    }
    return said;
}

/// The word on the left of the `is`, `is not`, `is in {`, `=`-like place at the end.
std::size_t Scope::compared() const {
    std::size_t at = words_.size();
    const auto step = [&](std::string_view wanted) {
        if (at == 0 || words_[at - 1] != wanted) return false;
        --at;
        return true;
    };
    if (at > 0 && (words_[at - 1] == "{" || words_[at - 1] == ",")) {
        const std::size_t open = open_brace();
        if (open == kNone || open == 0 || words_[open - 1] != "in") return kNone;
        at = open;
    }
    step("in");
    step("not");
    if (!step("is") || at == 0) return kNone;
    return at - 1;
}

const typed::Choice* Scope::choice_of(const typed::DeclaredType* type) const {
    if (type == nullptr || !type->type.choice.valid()) return nullptr;
    return &program_.typed().choice(type->type.choice);
}

const typed::Choice* Scope::choice_named(std::string_view name) const {
    const SymbolId id = program_.symbols().find(Space::Type, name);
    if (!id.valid()) return nullptr;
    const Declared declared = program_.declared(id);
    return declared.choice;
}

const typed::Choice* Scope::choice_of_fact(std::string_view name) const {
    const typed::Program& typed = program_.typed();
    const auto choice = [&](typed::ChoiceId id) {
        return id.valid() && id.index() < typed.choices.size() ? &typed.choice(id) : nullptr;
    };
    if (name == "state") return choice(typed.states);
    if (name == "queue") return choice(typed.queue_names);
    if (name == "source") return choice(typed.source_names);
    if (name == "band") return choice(typed.bands);
    if (name == "presence") return choice(typed.presences);
    if (!owner_.valid()) return nullptr;
    const Declared declared = program_.declared(owner_);
    if (declared.work_type == nullptr) return nullptr;
    if (name == "segment") return choice(declared.work_type->segments);
    if (name == "outcome") return choice(declared.work_type->outcomes);
    return nullptr;
}

const typed::Choice* Scope::choice_of_name(std::size_t index) const {
    const std::string_view name = word(index);
    const bool member = index >= 2 && word(index - 1) == ".";
    if (index >= 2 && word(index - 1) == "of" && word(index - 2) == "weekday") {
        const typed::ChoiceId weekdays = program_.typed().weekdays;
        return weekdays.valid() ? &program_.typed().choice(weekdays) : nullptr;
    }
    const SymbolId owner = member ? type_of_variable(word(index - 2)) : owner_;
    if (owner.valid()) {
        const SymbolId attribute = program_.symbols().find(Space::Attribute, name, owner);
        if (attribute.valid()) return choice_of(program_.declared(attribute).type);
        const Declared declared = program_.declared(owner);
        if (name == "segment" && declared.work_type != nullptr &&
            declared.work_type->segments.valid())
            return &program_.typed().choice(declared.work_type->segments);
    }
    const auto param = std::ranges::find(params_, name);
    if (param != params_.end())
        return choice_named(param_types_[static_cast<std::size_t>(param - params_.begin())]);
    const SymbolId value = program_.symbols().find(Space::Value, name);
    if (value.valid()) return choice_of(program_.declared(value).type);
    return choice_of_fact(name);
}

/// `| gold |`: the column of the cell, counted from the start of its row.
const typed::Choice* Scope::choice_of_cell() const {
    if (word(0) != "table" || open_brace() == kNone) return nullptr;
    std::size_t begin = words_.size();
    while (begin > 0 && words_[begin - 1] != "||" && words_[begin - 1] != "{") --begin;
    if (begin > 0 && words_[begin - 1] == "||") {
        // After the result of a row a new one begins with its own bar.
        const auto bars = std::count(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                                     words_.end(), std::string("|"));
        if (bars == 0) return nullptr;
    }
    // The last complete row has as many bars as there are columns; count those of this row.
    const std::size_t columns = param_types_.size();
    std::size_t bars = 0;
    for (std::size_t i = words_.size(); i-- > begin;) {
        if (words_[i] == "|") ++bars;
    }
    const bool closed_row = begin > 0 && words_[begin - 1] == "||";
    // `|| 150 |` closes its row with a bar of its own, `|| 150` does not.
    if (closed_row && bars > columns) --bars;
    if (bars == 0 || bars > columns) return nullptr;
    return choice_named(param_types_[bars - 1]);
}

const typed::Choice* Scope::compared_choice() const {
    if (const std::size_t left = compared(); left != kNone) return choice_of_name(left);
    if (!words_.empty() && words_.back() == ":") {
        // `{ tier: ` of a new item.
        const SymbolId type = type_of_fields();
        const SymbolId attribute =
            type.valid() && words_.size() > 1
                ? program_.symbols().find(Space::Attribute, word(words_.size() - 2), type)
                : SymbolId();
        return attribute.valid() ? choice_of(program_.declared(attribute).type) : nullptr;
    }
    if (!words_.empty() && (words_.back() == "|" || words_.back() == ",")) return choice_of_cell();
    return nullptr;
}

}  // namespace reeve::ide
