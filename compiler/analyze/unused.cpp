#include "compiler/analyze/context.h"
#include "compiler/analyze/senders.h"
#include "compiler/diagnostics/analyze_messages.h"

#include <algorithm>
#include <set>

// Declarations that no rule asks about. What may be meant for people, for data or for other
// programs is left alone: attributes that somebody sees, outcomes, values that may come in from
// outside, teams, workloads, sources, and everything in a file that this one only uses.

namespace reeve::analyze {

namespace messages = diagnostics::messages;
using sema::SymbolKind;

namespace {

/// Declarations that do nothing but answer when they are named.
bool is_only_for_rules(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::Choice:
        case SymbolKind::NamedType:
        case SymbolKind::Define:
        case SymbolKind::Table:
        case SymbolKind::Setting:
        case SymbolKind::Period:
        case SymbolKind::Calendar:
        case SymbolKind::Holidays: return true;
        default: return false;
    }
}

class UnusedAnalysis {
public:
    explicit UnusedAnalysis(Context& ctx) : ctx_(ctx), program_(ctx.program) {}

    void run() {
        look_at_parameters();
        for (const typed::Table& table : program_.tables) look_at_columns(table);
        // A file that sends nothing anywhere is a part of other programs.
        if (!sends_items()) return;
        look_at_declarations();
        look_at_skills();
        look_at_bands();
        look_at_attributes();
        look_at_values();
    }

private:
    [[nodiscard]] bool sends_items() const {
        const auto all = senders(program_);
        return std::ranges::any_of(all, [](const auto& queue) { return !queue.empty(); });
    }

    void report(const sema::Symbol& symbol) {
        ctx_.sink
            .report<messages::never_used>(symbol.span, sema::describe(symbol.kind), symbol.name)
            .help("leave it out, or use it");
    }

    /// The first module is the program's own file.
    [[nodiscard]] bool is_own(const sema::Symbol& symbol) const {
        return symbol.decl.module == 0 && !symbol.owner.valid();
    }

    void look_at_declarations() {
        const auto counts = ctx_.symbols.use_counts();
        for (std::size_t i = 0; i < ctx_.symbols.size(); ++i) {
            const sema::Symbol& symbol = ctx_.symbols.symbol(sema::SymbolId(i));
            if (is_own(symbol) && is_only_for_rules(symbol.kind) && counts[i] == 0) report(symbol);
        }
    }

    void look_at_parameters() {
        const auto counts = ctx_.symbols.use_counts();
        for (std::size_t i = 0; i < ctx_.symbols.size(); ++i) {
            const sema::Symbol& symbol = ctx_.symbols.symbol(sema::SymbolId(i));
            if (symbol.kind != SymbolKind::Param || !symbol.owner.valid() || counts[i] > 0 ||
                ctx_.symbols.symbol(symbol.owner).kind != SymbolKind::Define)
                continue;
            ctx_.sink
                .report<messages::unused_parameter>(symbol.span, symbol.name,
                                                    ctx_.symbols.symbol(symbol.owner).name)
                .help("leave it out here and where the definition is used, or use it");
        }
    }

    void look_at_columns(const typed::Table& table) {
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            const bool any = std::ranges::all_of(table.rows, [&](const typed::Row& row) {
                return column < row.cells.size() &&
                       std::ranges::any_of(row.cells[column].tests, [](const auto& test) {
                           return test.kind == typed::CellKind::Any;
                       });
            });
            if (!any || table.rows.empty()) continue;
            const typed::Header& header = table.columns[column].header;
            ctx_.sink.report<messages::column_without_tests>(header.span, header.name)
                .help("leave the column out, or test it in a row");
        }
    }

    /// An agent of a roster may have a skill, but that asks nothing.
    void look_at_skills() {
        std::set<std::uint32_t> asked;
        for (std::size_t i = 0; i < program_.expr_count(); ++i) {
            const typed::Expr& e = program_.expr(typed::ExprId(i));
            if (e.op == typed::Op::LevelOf || e.op == typed::Op::AgentHasSkill)
                asked.insert(e.symbol);
        }
        const auto ask = [&](typed::SkillId skill) {
            if (skill.valid()) asked.insert(skill.index());
        };
        for (const typed::WorkType& type : program_.work_types) {
            if (!type.route) continue;
            for (const auto& need : type.route->needs) ask(need.skill);
            for (const auto& step : type.route->relaxations) {
                for (const auto& relaxation : step.relaxations) {
                    ask(relaxation.need.skill);
                    ask(relaxation.drop);
                }
            }
        }
        for (std::size_t i = 0; i < program_.skills.size(); ++i) {
            if (asked.contains(static_cast<std::uint32_t>(i))) continue;
            const auto id = ctx_.symbols.find(sema::Space::Skill, program_.skills[i].header.name);
            if (id.valid() && is_own(ctx_.symbols.symbol(id))) report(ctx_.symbols.symbol(id));
        }
    }

    void look_at_bands() {
        if (!program_.bands.valid()) return;
        std::set<std::uint32_t> named;
        const typed::Choice& bands = program_.choice(program_.bands);
        const auto last = static_cast<std::uint32_t>(bands.values.size()) - 1;
        const auto name_bands = [&](const std::optional<typed::Priority>& priority) {
            // What names no band is in the last.
            if (!priority || priority->bands.empty()) named.insert(last);
            if (!priority) return;
            for (const auto& line : priority->bands) named.insert(line.band);
        };
        for (const typed::WorkType& type : program_.work_types) name_bands(type.priority);
        for (const typed::Plan& plan : program_.plans) {
            if (plan.band)
                named.insert(*plan.band);
            else
                name_bands(plan.priority);
        }
        for (std::uint32_t i = 0; i < bands.values.size(); ++i) {
            if (named.contains(i)) continue;
            const auto id = ctx_.symbols.find(sema::Space::Band, bands.values[i].name);
            if (id.valid() && is_own(ctx_.symbols.symbol(id))) report(ctx_.symbols.symbol(id));
        }
    }

    /// What is set, as a source or a test does, is not read by that.
    [[nodiscard]] std::vector<bool> read_symbols() const {
        std::vector<bool> read(ctx_.symbols.size());
        for (const sema::Use& use : ctx_.symbols.uses()) {
            if (!use.write) read[use.symbol.index()] = true;
        }
        return read;
    }

    /// Where a type says nothing of `show`, people see all of its attributes.
    void look_at_attributes() {
        const std::vector<bool> read = read_symbols();
        const auto is_unread = [&](sema::SymbolId id) {
            return id.valid() && ctx_.symbols.symbol(id).decl.module == 0 && !read[id.index()];
        };
        for (const typed::WorkType& type : program_.work_types) {
            if (type.show.empty()) continue;
            const sema::SymbolId owner =
                ctx_.symbols.find(sema::Space::Type, type.header.name);
            for (const typed::Attribute& attribute : type.attributes) {
                const std::string& name = attribute.header.name;
                // Who may see it was thought of, so somebody is to.
                if (!attribute.visibility.teams.empty()) continue;
                if (!is_unread(ctx_.symbols.find(sema::Space::Attribute, name, owner))) continue;
                ctx_.sink
                    .report<messages::attribute_unused>(attribute.header.span, type.header.name,
                                                        name)
                    .help("leave it out, use it in a rule, or `show` it");
            }
        }
        for (const typed::Attribute& attribute : program_.agent_attributes) {
            const std::string& name = attribute.header.name;
            if (!is_unread(ctx_.symbols.find(sema::Space::AgentAttribute, name))) continue;
            ctx_.sink.report<messages::agent_attribute_unused>(attribute.header.span, name)
                .help("leave it out, or compare it with the item's attributes under `needs`");
        }
    }

    /// Choices whose values come in from outside: any of them may come.
    [[nodiscard]] std::set<std::uint32_t> open_choices() const {
        std::set<std::uint32_t> open;
        const auto add = [&](const typed::DeclaredType& declared) {
            if (declared.type.choice.valid()) open.insert(declared.type.choice.index());
        };
        for (const typed::WorkType& type : program_.work_types) {
            for (const typed::Attribute& attribute : type.attributes) add(attribute.type);
        }
        for (const typed::Plan& plan : program_.plans) {
            for (const typed::Attribute& attribute : plan.data) add(attribute.type);
            for (const typed::Step& step : plan.steps) {
                for (const typed::FormField& field : step.form) add(field.attribute.type);
            }
        }
        for (const typed::Attribute& attribute : program_.agent_attributes) add(attribute.type);
        for (const typed::Setting& setting : program_.settings) add(setting.type);
        for (const typed::Intake& intake : program_.intakes) {
            for (const typed::Param& param : intake.params) add(param.type);
        }
        for (const typed::Guarantee& guarantee : program_.guarantees) {
            for (const typed::Param& variable : guarantee.variables) add(variable.type);
        }
        return open;
    }

    /// Values of choices that only rules give, as results of definitions and tables.
    void look_at_values() {
        const std::set<std::uint32_t> open = open_choices();
        const auto counts = ctx_.symbols.use_counts();
        for (std::uint32_t i = 0; i < program_.choices.size(); ++i) {
            const typed::Choice& choice = program_.choices[i];
            if (choice.origin != typed::Choice::Origin::Declared || open.contains(i)) continue;
            const sema::SymbolId owner =
                ctx_.symbols.find(sema::Space::Type, choice.header.name);
            // One that is used nowhere is reported as a whole.
            if (!owner.valid() || !is_own(ctx_.symbols.symbol(owner)) || counts[owner.index()] == 0)
                continue;
            for (const typed::Header& value : choice.values) {
                const auto id = ctx_.symbols.find(sema::Space::ChoiceValue, value.name, owner);
                if (!id.valid() || counts[id.index()] > 0) continue;
                ctx_.sink.report<messages::value_unused>(value.span, value.name)
                    .help("leave it out, or give it in a rule");
            }
        }
    }

    Context& ctx_;
    const typed::Program& program_;
};

}  // namespace

void analyze_unused(Context& ctx) { UnusedAnalysis(ctx).run(); }

}  // namespace reeve::analyze
