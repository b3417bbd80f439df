#include "compiler/doc/names.h"

#include <fmt/format.h>

// Which declaration stands where in the book, and what it is called in lists.

namespace reeve::doc {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

bool is_before(const sema::DeclRef& a, const sema::DeclRef& b) { return a < b; }

// Tests and guarantees have no names; they are numbered in the order of the program.
std::size_t number_of(const std::vector<sema::DeclRef>& refs, const sema::DeclRef& decl) {
    std::size_t number = 1;
    for (const sema::DeclRef& ref : refs) number += is_before(ref, decl) ? 1 : 0;
    return number;
}

}  // namespace

Place Names::block_place(const syntax::DeclHead& head, std::string_view id) const {
    sema::SymbolId symbol = input_.symbols.find(sema::Space::Type, head.name.text);
    if (symbol.valid()) return {place(symbol).page, std::string(id)};
    symbol = input_.symbols.find(sema::Space::Queue, head.name.text);
    return symbol.valid() ? place(symbol) : Place{"index.html", ""};
}

Place Names::place(sema::DeclRef ref) const {
    const syntax::Decl& decl = input_.modules[ref.module].decls[ref.decl];
    const syntax::DeclHead& head = syntax::head(decl);
    return std::visit(
        Overloaded{[&](const syntax::SlaDecl&) { return block_place(head, "promises"); },
                   [&](const syntax::SegmentDecl&) { return block_place(head, "segments"); },
                   [&](const syntax::PriorityDecl&) { return block_place(head, "priority"); },
                   [&](const syntax::RouteDecl&) { return block_place(head, "routing"); },
                   [&](const syntax::EscalateDecl&) { return block_place(head, "escalation"); },
                   [&](const syntax::WatchDecl&) { return block_place(head, ""); },
                   [&](const syntax::BusinessDecl&) {
                       return Place{"index.html", "business"};
                   },
                   [&](const syntax::BandsDecl&) {
                       return Place{"choices.html", "bands"};
                   },
                   [&](const syntax::AgentsHaveDecl&) {
                       return Place{"people.html", "agents"};
                   },
                   [&](const syntax::TestDecl&) {
                       return Place{"tests.html",
                                    fmt::format("test-{}", number_of(input_.symbols.tests, ref))};
                   },
                   [&](const syntax::GuaranteeDecl&) {
                       return Place{
                           "tests.html",
                           fmt::format("guarantee-{}", number_of(input_.symbols.guarantees, ref))};
                   },
                   [&](const auto&) {
                       const sema::SymbolId symbol = declared_at(head.name.span);
                       return symbol.valid() ? place(symbol) : Place{"index.html", ""};
                   }},
        decl);
}

std::size_t Names::test_number(sema::DeclRef ref) const {
    const syntax::Decl& decl = input_.modules[ref.module].decls[ref.decl];
    const bool test = std::holds_alternative<syntax::TestDecl>(decl);
    return test ? number_of(input_.symbols.tests, ref) : 0;
}

std::string Names::describe(sema::DeclRef ref) const {
    const syntax::Decl& decl = input_.modules[ref.module].decls[ref.decl];
    const std::string& name = syntax::head(decl).name.text;
    return std::visit(
        Overloaded{[&](const syntax::SlaDecl&) { return "promises of " + name; },
                   [&](const syntax::SegmentDecl&) { return "segments of " + name; },
                   [&](const syntax::PriorityDecl&) { return "priority of " + name; },
                   [&](const syntax::RouteDecl&) { return "routing of " + name; },
                   [&](const syntax::EscalateDecl&) { return "escalation of " + name; },
                   [&](const syntax::WatchDecl&) { return "watch on " + name; },
                   [&](const syntax::BusinessDecl&) { return std::string("the business"); },
                   [&](const syntax::BandsDecl&) { return std::string("the bands"); },
                   [&](const syntax::AgentsHaveDecl&) { return std::string("what agents have"); },
                   [&](const syntax::TestDecl& test) { return "test “" + test.title.value + "”"; },
                   [&](const syntax::GuaranteeDecl& guarantee) {
                       return "guarantee “" + guarantee.title.value + "”";
                   },
                   [&](const auto&) {
                       const sema::SymbolId symbol = declared_at(syntax::head(decl).name.span);
                       if (!symbol.valid()) return name;
                       return fmt::format("{} {}",
                                          sema::describe(input_.symbols.symbol(symbol).kind), name);
                   }},
        decl);
}

}  // namespace reeve::doc
