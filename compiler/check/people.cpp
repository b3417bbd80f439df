#include "compiler/check/house_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::check {

namespace {

constexpr int kLevelMax = 100;

void declare_teams(Context& ctx) {
    const std::vector<sema::SymbolId> ids = declared(ctx, sema::SymbolKind::Team);
    for (const sema::SymbolId id : ids) {
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.teams.size());
        const auto& decl = ctx.decl<syntax::TeamDecl>(ctx.symbols.symbol(id).decl);
        ctx.program.teams.push_back({make_header(decl.head), {}});
    }
    for (const sema::SymbolId id : ids) {
        const auto& decl = ctx.decl<syntax::TeamDecl>(ctx.symbols.symbol(id).decl);
        ctx.program.teams[ctx.index(id)].supervisors =
            resolve_teams(ctx, decl.supervisors, "the supervisor");
        for (const syntax::Name& name : decl.supervisors) {
            if (name.text != decl.head.name.text) continue;
            ctx.sink.report<messages::own_supervisor>(name.span, name.text)
                .help("name the team of those who lead it");
        }
    }
}

/// A whole number from 1 to the highest level a skill may have.
std::optional<int> level(Context& ctx, Decimal value, Span span) {
    const auto whole = value.to_int64();
    if (whole && *whole >= 1 && *whole <= kLevelMax) return static_cast<int>(*whole);
    ctx.sink.report<messages::level_not_whole>(span, kLevelMax, value.to_string())
        .help("an agent without the skill has level 0");
    return std::nullopt;
}

typed::Skill to_skill(Context& ctx, const syntax::SkillDecl& decl) {
    typed::Skill skill{make_header(decl.head), decl.has_levels, 1, 1};
    if (!decl.has_levels) return skill;
    const auto low = level(ctx, decl.low, decl.levels_span);
    const auto high = low ? level(ctx, decl.high, decl.levels_span) : std::nullopt;
    if (!low || !high) {
        // With any level, so that the needs for it are not refused on top.
        skill.high = kLevelMax;
        return skill;
    }
    if (*low >= *high) {
        ctx.sink.report<messages::levels_backwards>(decl.levels_span, *low, *high)
            .help(*low == *high ? "a skill that is there or not is written without levels"
                                : fmt::format("write `levels {}..{}`", *high, *low));
        skill.high = kLevelMax;
        return skill;
    }
    skill.low = *low;
    skill.high = *high;
    return skill;
}

void declare_skills(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Skill)) {
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.skills.size());
        const auto& decl = ctx.decl<syntax::SkillDecl>(ctx.symbols.symbol(id).decl);
        ctx.program.skills.push_back(to_skill(ctx, decl));
    }
}

/// Words that stand for something else after `agent.` or in a roster.
bool means_something_else(std::string_view name) {
    static constexpr std::array<std::string_view, 7> kWords{
        "level", "load", "presence", "skills", "supervisor", "teams", "workload"};
    return std::ranges::find(kWords, name) != kWords.end();
}

void declare_agent_attributes(Context& ctx) {
    for (const sema::DeclRef ref : ctx.symbols.agents_have) {
        const auto& decl = ctx.decl<syntax::AgentsHaveDecl>(ref);
        for (const syntax::Attribute& attribute : decl.attributes) {
            if (!means_something_else(attribute.name.text)) continue;
            ctx.sink.report<messages::reserved_for_agents>(attribute.name.span, attribute.name.text)
                .help("give the attribute another name");
        }
        declare_attributes(ctx,
                           {ref, sema::Space::AgentAttribute, sema::SymbolKind::AgentAttribute, {}},
                           decl.attributes, ctx.program.agent_attributes);
    }
}

}  // namespace

void declare_people(Context& ctx) {
    declare_teams(ctx);
    declare_skills(ctx);
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Workload)) {
        ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.workloads.size());
        const auto& decl = ctx.decl<syntax::WorkloadDecl>(ctx.symbols.symbol(id).decl);
        ctx.program.workloads.push_back({make_header(decl.head), {}});
    }
    declare_agent_attributes(ctx);
}

}  // namespace reeve::check
