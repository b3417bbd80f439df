#include "base/text.h"
#include "compiler/check/test_parts.h"

#include <array>

// The people of a test.

namespace reeve::check {
namespace {

class AgentChecker {
public:
    AgentChecker(TestState& state, const syntax::RosterAgent& decl)
        : state_(state), ctx_(state.ctx), decl_(decl) {}

    /// Whether the name could be given; agents may name one another in whatever order they stand.
    bool declare() {
        if (!decl_.name.valid() || !name_is_free()) return false;
        const auto index = static_cast<std::uint32_t>(state_.test.roster.size());
        typed::Type type;
        type.base = typed::Base::Agent;
        if (!state_.add(decl_.name, type, typed::Op::RosterAgent, index)) return false;
        agent_.header = {decl_.name.text, decl_.name.text, {}, decl_.name.span};
        state_.test.roster.emplace_back();
        return true;
    }

    typed::RosterAgent check() {
        teams();
        skills();
        if (decl_.workload.valid()) workload();
        if (decl_.presence.valid()) {
            check_presence(state_, decl_.presence);
            agent_.presence = decl_.presence.text;
        }
        attributes();
        return std::move(agent_);
    }

private:
    bool name_is_free() {
        if (decl_.name.text != "source" && decl_.name.text != "supervisor") return true;
        ctx_.sink.report<messages::roster_reserved_name>(decl_.name.span, decl_.name.text)
            .help("give the agent another name");
        return false;
    }

    bool once(std::map<std::string, Span>& first, const syntax::Name& name, std::string_view what) {
        if (!name.valid()) return false;
        const auto [entry, added] = first.try_emplace(name.text, name.span);
        if (added) return true;
        ctx_.sink.report<messages::roster_said_twice>(name.span, what, name.text, decl_.name.text)
            .label(entry->second, "said here first")
            .help("keep one of the two");
        return false;
    }

    void teams() {
        std::map<std::string, Span> first;
        for (const syntax::Name& name : decl_.teams) {
            const typed::TeamId team = ctx_.team(name);
            if (once(first, name, "team") && team.valid()) agent_.teams.push_back(team);
        }
    }

    void skills() {
        std::map<std::string, Span> first;
        for (const syntax::RosterSkill& written : decl_.skills) {
            const typed::SkillId skill = ctx_.skill(written.skill);
            if (!once(first, written.skill, "skill") || !skill.valid()) continue;
            if (const auto level = skill_level(ctx_.program.skills[skill.index()], written)) {
                agent_.skills.push_back({skill, *level});
            }
        }
    }

    std::optional<int> skill_level(const typed::Skill& skill, const syntax::RosterSkill& written) {
        if (!skill.has_levels) {
            if (!written.level) return 1;
            ctx_.sink.report<messages::skill_without_levels>(written.span, skill.header.name)
                .label(skill.header.span, "declared here")
                .help("leave the number out");
            return std::nullopt;
        }
        if (!written.level) {
            ctx_.sink
                .report<messages::roster_level_missing>(written.skill.span, skill.header.name,
                                                        skill.low, skill.high)
                .help(fmt::format("say the level, for example `{} {}`", skill.header.name,
                                  skill.low));
            return std::nullopt;
        }
        const auto level = written.level->to_int64();
        if (level && *level >= skill.low && *level <= skill.high) return static_cast<int>(*level);
        ctx_.sink
            .report<messages::level_outside_skill>(written.span, skill.header.name, skill.low,
                                                   skill.high, written.level->to_string())
            .label(skill.header.span, "declared here");
        return std::nullopt;
    }

    void workload() {
        const sema::SymbolId symbol = ctx_.require(sema::Space::Workload, decl_.workload);
        if (const auto index = symbol.valid() ? ctx_.find_index(symbol) : std::nullopt) {
            agent_.workload = typed::WorkloadId(*index);
        }
    }

    void attributes() {
        std::map<std::string, Span> first;
        Expressions expressions(ctx_);
        for (const syntax::Field& field : decl_.attributes) {
            const sema::SymbolId symbol = ctx_.require(sema::Space::AgentAttribute, field.name);
            if (!once(first, field.name, "attribute") || !symbol.valid()) continue;
            const std::uint32_t index = ctx_.index(symbol);
            const typed::Attribute& attribute = ctx_.program.agent_attributes[index];
            const std::string role = fmt::format("the attribute `{}`", field.name.text);
            agent_.attributes.push_back(
                {index, expressions.value_for(state_.scope(Place::Test), field.value,
                                              {attribute.type, role})});
        }
        for (const typed::Attribute& attribute : ctx_.program.agent_attributes) {
            if (attribute.type.type.optional || attribute.default_value.valid() ||
                attribute.type.type.is_error())
                continue;
            if (first.contains(attribute.header.name)) continue;
            ctx_.sink
                .report<messages::roster_attribute_missing>(decl_.name.span, decl_.name.text,
                                                            attribute.header.name)
                .label(attribute.header.span, "every agent has it, and it has no default");
        }
    }

    TestState& state_;
    Context& ctx_;
    const syntax::RosterAgent& decl_;
    typed::RosterAgent agent_;
};

}  // namespace

void check_roster(TestState& state, const syntax::TestLine& line) {
    std::vector<AgentChecker> agents;
    for (const syntax::RosterAgent& agent : line.agents) {
        AgentChecker checker(state, agent);
        if (checker.declare()) agents.push_back(std::move(checker));
    }
    const std::size_t first = state.test.roster.size() - agents.size();
    for (std::size_t i = 0; i < agents.size(); ++i)
        state.test.roster[first + i] = agents[i].check();
}

std::optional<std::uint32_t> find_agent(TestState& state, const syntax::Name& name) {
    if (!name.valid()) return std::nullopt;
    const Local* local = state.find(name.text);
    if (local != nullptr && local->op == typed::Op::RosterAgent) return local->index;
    auto& report = state.ctx.sink.report<messages::test_unknown_agent>(name.span, name.text);
    const auto agents = state.names(typed::Op::RosterAgent);
    if (const auto near = nearest_word(name.text, agents)) {
        report.help(fmt::format("did you mean `{}`?", *near));
        report.fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
    } else {
        report.help(
            fmt::format("add the agent to the roster: `roster {{ agent {} {{ … }} }}`", name.text));
    }
    return std::nullopt;
}

void check_presence(TestState& state, const syntax::Name& presence) {
    static constexpr std::array<std::string_view, 3> kPresences{"available", "away", "offline"};
    if (!presence.valid()) return;
    const auto near = nearest_word(presence.text, kPresences);
    if (!near || *near == presence.text) return;
    state.ctx.sink.report<messages::presence_slip>(presence.span, presence.text, *near)
        .help(fmt::format("write `{}`, or choose a name for the reason that cannot be mistaken",
                          *near))
        .fix(fmt::format("write `{}`", *near), presence.span, std::string(*near));
}

}  // namespace reeve::check
