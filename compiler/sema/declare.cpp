#include "compiler/sema/declare.h"
#include "compiler/diagnostics/names_messages.h"

#include <cstddef>

namespace reeve::sema {

namespace {

namespace messages = diagnostics::messages;

constexpr std::size_t kDeclarationCountMax = 10'000;

class Declarer {
public:
    explicit Declarer(diagnostics::DiagnosticSink& sink) : sink_(sink) {}

    Symbols run(const std::vector<syntax::Module>& modules) {
        std::size_t count = 0;
        for (const syntax::Module& module : modules) count += module.decls.size();
        check_count(modules, count);
        for (std::uint32_t m = 0; m < modules.size(); ++m) {
            for (std::uint32_t d = 0; d < modules[m].decls.size(); ++d) {
                at_ = {m, d};
                std::visit([this](const auto& decl) { declare(decl); }, modules[m].decls[d]);
            }
        }
        return std::move(symbols_);
    }

private:
    void declare(const syntax::ChoiceDecl& decl) {
        name(decl.head, SymbolKind::Choice, Space::Type);
    }
    void declare(const syntax::TypeDecl& decl) {
        name(decl.head, SymbolKind::NamedType, Space::Type);
    }
    void declare(const syntax::WorkTypeDecl& decl) {
        name(decl.head, SymbolKind::WorkType, Space::Type);
    }
    void declare(const syntax::CasePlanDecl& decl) {
        name(decl.head, SymbolKind::CasePlan, Space::Type);
    }
    void declare(const syntax::DefineDecl& decl) {
        name(decl.head, SymbolKind::Define, Space::Value);
    }
    void declare(const syntax::TableDecl& decl) {
        name(decl.head, SymbolKind::Table, Space::Value);
    }
    void declare(const syntax::SettingDecl& decl) {
        name(decl.head, SymbolKind::Setting, Space::Value);
    }
    void declare(const syntax::CalendarDecl& decl) {
        name(decl.head, SymbolKind::Calendar, Space::Calendar);
    }
    void declare(const syntax::HolidayDecl& decl) {
        name(decl.head, SymbolKind::Holidays, Space::Holidays);
    }
    void declare(const syntax::TeamDecl& decl) { name(decl.head, SymbolKind::Team, Space::Team); }
    void declare(const syntax::SkillDecl& decl) {
        name(decl.head, SymbolKind::Skill, Space::Skill);
    }
    void declare(const syntax::WorkloadDecl& decl) {
        name(decl.head, SymbolKind::Workload, Space::Workload);
    }
    void declare(const syntax::PeriodDecl& decl) {
        name(decl.head, SymbolKind::Period, Space::Period);
    }
    void declare(const syntax::SourceDecl& decl) {
        name(decl.head, SymbolKind::Source, Space::Source);
    }
    void declare(const syntax::IntakeDecl& decl) {
        name(decl.head, SymbolKind::Intake, Space::Intake);
    }
    void declare(const syntax::QueueDecl& decl) {
        name(decl.head, decl.workbin ? SymbolKind::Workbin : SymbolKind::Queue, Space::Queue);
    }

    void declare(const syntax::SegmentDecl& decl) {
        block("segment of", decl.head, symbols_.segments);
    }
    void declare(const syntax::SlaDecl& decl) { block("sla for", decl.head, symbols_.slas); }
    void declare(const syntax::PriorityDecl& decl) {
        block("priority of", decl.head, symbols_.priorities);
    }
    void declare(const syntax::RouteDecl& decl) { block("route", decl.head, symbols_.routes); }
    void declare(const syntax::EscalateDecl& decl) {
        block("escalate", decl.head, symbols_.escalations);
    }
    void declare(const syntax::WatchDecl& decl) { block("watch", decl.head, symbols_.watches); }

    void declare(const syntax::BusinessDecl& decl) {
        if (only<messages::second_business>(symbols_.business, first_business_, decl.head))
            symbols_.business = at_;
    }
    void declare(const syntax::BandsDecl& decl) {
        if (!only<messages::second_bands>(symbols_.bands, first_bands_, decl.head)) return;
        symbols_.bands = at_;
        for (const syntax::ChoiceValue& band : decl.bands)
            name(band.name, SymbolKind::Band, Space::Band);
    }
    void declare(const syntax::AgentsHaveDecl&) { symbols_.agents_have.push_back(at_); }
    void declare(const syntax::TestDecl&) { symbols_.tests.push_back(at_); }
    void declare(const syntax::GuaranteeDecl&) { symbols_.guarantees.push_back(at_); }

    void name(const syntax::DeclHead& head, SymbolKind kind, Space space) {
        name(head.name, kind, space);
    }

    void name(const syntax::Name& name, SymbolKind kind, Space space) {
        if (!name.valid()) return;
        const auto [id, first] = symbols_.add({kind, space, name.text, name.span, at_, {}});
        if (!first.valid()) return;
        const Symbol& symbol = symbols_.symbol(first);
        sink_.report<messages::declared_twice>(name.span, with_article(symbol.kind), name.text)
            .label(symbol.span, "declared here first")
            .help("give one of them another name, or remove it");
    }

    void block(std::string_view words, const syntax::DeclHead& head,
               std::vector<Symbols::Block>& blocks) {
        if (!head.name.valid()) return;
        const auto [place, added] =
            first_blocks_.try_emplace({words, head.name.text}, head.name.span);
        if (added) {
            blocks.push_back({head.name.text, at_});
            return;
        }
        sink_.report<messages::second_block>(head.name.span, words, head.name.text)
            .label(place->second, "the first one")
            .help("write the lines of both in one block; they apply from top to bottom");
    }

    /// Whether this is the first of its kind; a later one is reported.
    template <class Message>
    bool only(const std::optional<DeclRef>& known, Span& first, const syntax::DeclHead& head) {
        if (!known) {
            first = head.keyword;
            return true;
        }
        sink_.report<Message>(head.keyword)
            .label(first, "the first one")
            .help("write one that says everything");
        return false;
    }

    void check_count(const std::vector<syntax::Module>& modules, std::size_t count) {
        if (count <= kDeclarationCountMax) return;
        std::size_t before = 0;
        for (const syntax::Module& module : modules) {
            if (before + module.decls.size() > kDeclarationCountMax) {
                const syntax::Decl& decl = module.decls[kDeclarationCountMax - before];
                const Span span = std::visit([](const auto& d) { return d.head.keyword; }, decl);
                sink_.report<messages::too_many_declarations>(span, kDeclarationCountMax, count);
                return;
            }
            before += module.decls.size();
        }
    }

    diagnostics::DiagnosticSink& sink_;
    Symbols symbols_;
    DeclRef at_;
    Span first_business_, first_bands_;
    std::map<std::pair<std::string_view, std::string>, Span> first_blocks_;
};

}  // namespace

Symbols declare(const std::vector<syntax::Module>& modules, diagnostics::DiagnosticSink& sink) {
    return Declarer(sink).run(modules);
}

}  // namespace reeve::sema
