#include "compiler/check/coverage.h"
#include "compiler/check/work_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

namespace {

bool holds_always(const MatchLine& line) {
    return line.condition->otherwise || !line.condition->when.valid();
}

}  // namespace

void check_matches(Context& ctx, std::span<const MatchLine> lines, const MatchRule& rule) {
    const auto always = std::ranges::find_if(lines, holds_always);
    if (always != lines.end()) {
        const auto after = always + 1;
        if (after == lines.end()) return;
        const Span reason = always->condition->otherwise ? always->condition->span : always->span;
        ctx.sink.report<messages::line_after_all>(after->span)
            .label(reason, "this holds for everything")
            .help("move the line up, or remove it");
        return;
    }
    if (rule.help.empty() || !rule.complete) return;
    std::vector<typed::ExprId> conditions;
    for (const MatchLine& line : lines) {
        if (ctx.program.expr(line.when).type.is_error()) return;
        conditions.push_back(line.when);
    }
    if (surely_covers(ctx.program, conditions)) return;
    ctx.sink.report<messages::rest_missing>(rule.block, rule.subjects).help(rule.help);
}

}  // namespace reeve::check
