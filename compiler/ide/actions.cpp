#include "compiler/ide/actions.h"

#include "compiler/ide/blocks.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::ide {

namespace {

bool touches(Span a, Span b) {
    return a.valid() && a.file == b.file && a.begin <= b.end && b.begin <= a.end;
}

void add_fixes(const std::vector<diagnostics::Diagnostic>& messages, Span range,
               std::vector<Action>& out) {
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (!touches(messages[i].span, range)) continue;
        for (const diagnostics::Fix& fix : messages[i].fixes)
            out.push_back(
                {fix.title, Action::Kind::QuickFix, fix.edits, i, messages[i].fixes.size() == 1});
    }
}

/// Of edits that meet, those of the earlier message are made.
void add_fix_all(const std::vector<diagnostics::Diagnostic>& messages, FileId file,
                 std::vector<Action>& out) {
    Action all{"fix all that has one fix", Action::Kind::FixAll, {}};
    std::size_t count = 0;
    for (const diagnostics::Diagnostic& message : messages) {
        if (message.fixes.size() != 1) continue;
        const std::vector<diagnostics::Edit>& edits = message.fixes.front().edits;
        const bool fits = std::ranges::all_of(edits, [&](const diagnostics::Edit& edit) {
            return edit.span.file == file &&
                   std::ranges::none_of(all.edits, [&](const diagnostics::Edit& other) {
                       return touches(edit.span, other.span);
                   });
        });
        if (!fits) continue;
        ++count;
        all.edits.insert(all.edits.end(), edits.begin(), edits.end());
    }
    if (count > 0) out.push_back(std::move(all));
}

/// Where a declaration begins, with the `##` lines above it.
Span before_declaration(const source::SourceFile& text, Span decl) {
    std::uint32_t line = text.position(decl.begin).line;
    while (line > 1) {
        const std::string_view above = text.line(line - 1);
        const std::size_t first = above.find_first_not_of(" \t");
        if (first == std::string_view::npos || above[first] != '#') break;
        --line;
    }
    const std::uint32_t begin = text.line_begin(line);
    return {decl.file, begin, begin};
}

bool may_be_named(syntax::ExprKind parent) {
    using syntax::ExprKind;
    switch (parent) {
        case ExprKind::Less:
        case ExprKind::LessEqual:
        case ExprKind::Greater:
        case ExprKind::GreaterEqual:
        case ExprKind::Is:
        case ExprKind::IsBetween:
        case ExprKind::Multiply:
        case ExprKind::Divide:
        case ExprKind::OrElse:
        case ExprKind::Call: return true;
        default: return false;
    }
}

/// The literal around the range that stands in a comparison or sum.
const syntax::Expr* literal_at(const syntax::Module& module, Span range) {
    for (std::size_t i = 0; i < module.expr_count(); ++i) {
        const syntax::Expr& parent = module.expr(syntax::ExprId(i));
        if (!may_be_named(parent.kind)) continue;
        for (const syntax::ExprId arg : parent.args) {
            const syntax::Expr& expr = module.expr(arg);
            const bool here = expr.kind == syntax::ExprKind::Literal &&
                              expr.span.begin <= range.begin && range.end <= expr.span.end;
            const bool named = here && expr.literal->kind != syntax::LiteralKind::YesNo &&
                               expr.literal->kind != syntax::LiteralKind::TimeSpan;
            if (named) return &expr;
        }
    }
    return nullptr;
}

void add_extract(const Program& program, Span range, std::vector<Action>& out) {
    const syntax::Module* module = program.module(range.file);
    const auto ref = decl_around(program, range);
    if (module == nullptr || !ref) return;
    const syntax::Decl& decl = *program.decl(*ref);
    if (std::holds_alternative<syntax::TableDecl>(decl)) return;
    const syntax::Expr* literal = literal_at(*module, range);
    if (literal == nullptr) return;
    std::string name = "new_value";
    for (int i = 2; program.symbols().find(sema::Space::Value, name).valid(); ++i)
        name = fmt::format("new_value_{}", i);
    const source::SourceFile& text = program.sources().file(range.file);
    const std::string value(program.sources().text(literal->span));
    out.push_back({fmt::format("give {} a name", value),
                   Action::Kind::Extract,
                   {{before_declaration(text, syntax::head(decl).span),
                     fmt::format("define {} = {}\n\n", name, value)},
                    {literal->span, name}}});
}

}  // namespace

std::vector<Action> actions(const Program& program,
                            const std::vector<diagnostics::Diagnostic>& messages, Span range) {
    std::vector<Action> found;
    add_fixes(messages, range, found);
    add_extract(program, range, found);
    add_fix_all(messages, range.file, found);
    return found;
}

}  // namespace reeve::ide
