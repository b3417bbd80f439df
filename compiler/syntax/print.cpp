#include "compiler/syntax/outline.h"

namespace reeve::syntax {

std::string print(const Module& module) {
    Outline outline(module);
    outline.doc(module.doc);
    for (const auto& use : module.uses) {
        if (use.library) outline.line("use {}", use.library->text());
        if (use.path) outline.line("use{}", Outline::part("", use.path));
    }
    for (const auto& decl : module.decls) {
        print_values(decl, outline);
        print_house(decl, outline);
        print_work(decl, outline);
        print_routing(decl, outline);
        print_escalation(decl, outline);
        if (const auto* plan = std::get_if<CasePlanDecl>(&decl)) print_plan(*plan, outline);
        print_scenario(decl, outline);
    }
    if (!module.complete) outline.line("incomplete");
    return outline.take();
}

}  // namespace reeve::syntax
