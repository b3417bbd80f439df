#include "compiler/ide/program.h"

#include <algorithm>
#include <tuple>

namespace reeve::ide {

Program::Program(const driver::FileSystem& files, driver::FileCache& cache, const std::string& root)
    : session_(files, cache) {
    session_.check(std::vector<std::string>{root});
    index_names();
    index_declarations();
}

const driver::CheckedProgram& Program::checked() const {
    return session_.programs().empty() ? nothing_ : session_.programs().front();
}

const syntax::Module* Program::module(FileId file) const {
    for (const syntax::Module& module : modules()) {
        if (module.file == file) return &module;
    }
    return nullptr;
}

bool Program::is_library(FileId file) const {
    return session_.loader().library_files().contains(file);
}

void Program::index_names() {
    const sema::Symbols& names = symbols();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const sema::SymbolId id(i);
        if (names.symbol(id).span.valid())
            occurrences_.push_back({names.symbol(id).span, id, Occurrence::Role::Declaration});
    }
    for (const sema::Use& use : names.uses()) {
        const auto role = use.write ? Occurrence::Role::Write : Occurrence::Role::Read;
        if (use.span.valid() && use.symbol.valid())
            occurrences_.push_back({use.span, use.symbol, role});
    }
    const auto order = [](const Occurrence& place) {
        return std::tuple(place.span, place.symbol, place.role);
    };
    std::ranges::sort(occurrences_, {}, order);
    const auto same = [](const Occurrence& a, const Occurrence& b) {
        return a.span == b.span && a.symbol == b.symbol;
    };
    occurrences_.erase(std::ranges::unique(occurrences_, same).begin(), occurrences_.end());
}

namespace {

/// Notes what stands behind each name by the place where it is declared.
class Declarations {
public:
    explicit Declarations(std::map<Span, Declared>& out) : out_(out) {}

    void add(const typed::Program& program) {
        for (const typed::Choice& choice : program.choices) {
            at(choice.header).choice = &choice;
            for (const typed::Header& value : choice.values) at(value);
        }
        for (const typed::Define& define : program.defines) {
            Declared& declared = at(define.header);
            declared.define = &define;
            declared.type = &define.result;
            params(define.params);
        }
        for (const typed::Table& table : program.tables) {
            at(table.header).table = &table;
            params(table.columns);
        }
        house(program);
        work(program);
        for (const typed::Plan& each : program.plans) plan(each);
        for (const typed::Test& test : program.tests) {
            for (const typed::RosterAgent& agent : test.roster) at(agent.header);
            for (const typed::TestVariable& variable : test.variables) at(variable.header);
        }
    }

private:
    Declared& at(const typed::Header& header) {
        Declared& declared = out_[header.span];
        declared.header = &header;
        return declared;
    }

    void params(const std::vector<typed::Param>& params) {
        for (const typed::Param& param : params) at(param.header).type = &param.type;
    }

    void attributes(const std::vector<typed::Attribute>& attributes) {
        for (const typed::Attribute& attribute : attributes) {
            Declared& declared = at(attribute.header);
            declared.attribute = &attribute;
            declared.type = &attribute.type;
        }
    }

    void house(const typed::Program& program) {
        for (const typed::Holidays& set : program.holidays) at(set.header);
        for (const typed::Calendar& calendar : program.calendars)
            at(calendar.header).calendar = &calendar;
        for (const typed::Team& team : program.teams) at(team.header);
        attributes(program.agent_attributes);
        for (const typed::Skill& skill : program.skills) at(skill.header).skill = &skill;
        for (const typed::Workload& workload : program.workloads) at(workload.header);
        for (const typed::Setting& setting : program.settings) {
            Declared& declared = at(setting.header);
            declared.setting = &setting;
            declared.type = &setting.type;
        }
        for (const typed::Period& period : program.periods) at(period.header).period = &period;
        for (const typed::Queue& queue : program.queues) at(queue.header).queue = &queue;
    }

    void work(const typed::Program& program) {
        for (const typed::WorkType& type : program.work_types) {
            at(type.header).work_type = &type;
            attributes(type.attributes);
        }
        for (const typed::Source& source : program.sources) at(source.header);
        for (const typed::Intake& intake : program.intakes) {
            at(intake.header);
            params(intake.params);
        }
    }

    void plan(const typed::Plan& plan) {
        at(plan.header).plan = &plan;
        attributes(plan.data);
        for (const typed::Stage& stage : plan.stages) at(stage.header);
        for (const typed::Step& step : plan.steps) {
            at(step.header).step = &step;
            for (const typed::FormField& field : step.form) {
                if (field.stored_in_data) continue;
                Declared& declared = at(field.attribute.header);
                declared.attribute = &field.attribute;
                declared.type = &field.attribute.type;
            }
        }
        for (const typed::Milestone& milestone : plan.milestones) at(milestone.header);
    }

    std::map<Span, Declared>& out_;
};

}  // namespace

void Program::index_declarations() { Declarations(declared_).add(typed()); }

const Occurrence* Program::occurrence_at(FileId file, std::uint32_t offset) const {
    const auto starts_after = [&](const Occurrence& place) {
        return std::tuple(place.span.file, place.span.begin) <= std::tuple(file, offset);
    };
    auto next = std::ranges::partition_point(occurrences_, starts_after);
    const Occurrence* found = nullptr;
    while (next != occurrences_.begin()) {
        --next;
        if (next->span.file != file || offset > next->span.end) break;
        // A name may be listed as several things: the checker tried them in turn.
        if (found != nullptr && next->span != found->span) break;
        found = &*next;
    }
    return found;
}

std::vector<Occurrence> Program::occurrences_of(sema::SymbolId symbol) const {
    std::vector<Occurrence> places;
    for (const Occurrence& place : occurrences_) {
        if (place.symbol == symbol) places.push_back(place);
    }
    return places;
}

std::vector<typed::ExprId> Program::expressions_at(FileId file, std::uint32_t offset) const {
    std::vector<typed::ExprId> around;
    for (std::size_t i = 0; i < typed().expr_count(); ++i) {
        const Span span = typed().expr(typed::ExprId(i)).span;
        if (span.valid() && span.file == file && span.begin <= offset && offset <= span.end)
            around.emplace_back(i);
    }
    std::ranges::stable_sort(around, {}, [&](typed::ExprId id) {
        const Span span = typed().expr(id).span;
        return span.end - span.begin;
    });
    return around;
}

Declared Program::declared(sema::SymbolId symbol) const {
    const auto found = declared_.find(symbols().symbol(symbol).span);
    return found == declared_.end() ? Declared{} : found->second;
}

const syntax::Decl* Program::decl(sema::DeclRef ref) const {
    if (ref.module >= modules().size()) return nullptr;
    const syntax::Module& module = modules()[ref.module];
    return ref.decl < module.decls.size() ? &module.decls[ref.decl] : nullptr;
}

}  // namespace reeve::ide
