#include "planning/roster/roster.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace reeve::roster {

namespace {

using tables::Value;

constexpr std::array<std::string_view, 13> kColumns{
    "agent",  "name",     "teams",    "skills",  "attributes", "zone", "shifts",
    "breaks", "absences", "handling", "decline", "miss",       "park"};
constexpr std::string_view kAttribute = "attribute.";

class Reader {
public:
    explicit Reader(const ReadOptions& options) : options_(options) {}

    void take(const tables::Row& row) {
        row_ = &row;
        agent_ = Agent{.zone = options_.zone, .line = row.line};
        if (!row.problem.empty()) return fail("", row.problem);
        for (const tables::Field& field : row.fields) read(field);
        const tables::Value* id = row.find("agent");
        if (id == nullptr) fail("agent", "it is missing; each agent has an id");
        if (!agent_.id.empty() && !ids_.insert(agent_.id).second)
            fail("agent", fmt::format("`{}` was there already; each agent has one row", agent_.id));
        roster_.agents.push_back(std::move(agent_));
    }

    std::vector<tables::Problem> problems;
    Roster finish() { return std::move(roster_); }

private:
    void fail(std::string_view column, std::string reason) {
        if (problems.size() < options_.problems_max)
            problems.push_back({row_->line, std::string(column), std::move(reason)});
    }

    void read(const tables::Field& field) {
        const std::string& name = field.name;
        const Value& value = field.value;
        if (name == "agent") agent_.id = text(name, value);
        if (name == "name") agent_.name = text(name, value);
        if (name == "teams") agent_.teams = texts(name, value);
        if (name == "skills") read_skills(value);
        if (name == "attributes") read_attributes(value);
        if (name == "zone") read_zone(text(name, value));
        if (name == "shifts") agent_.shifts = hours(name, value, true);
        if (name == "breaks") agent_.breaks = hours(name, value, true);
        if (name == "absences") agent_.absences = hours(name, value, false);
        if (name == "handling") read_handling(value);
        if (name == "decline") agent_.decline = chance_of(name, value);
        if (name == "miss") agent_.miss = chance_of(name, value);
        if (name == "park") agent_.park = chance_of(name, value);
        if (name.starts_with(kAttribute)) {
            agent_.attributes.emplace_back(name.substr(kAttribute.size()), scalar(value));
        } else if (std::ranges::find(kColumns, name) == kColumns.end()) {
            const auto near = nearest_word(name, kColumns);
            fail(name, fmt::format("rosters have no such column{}; attributes of agents are "
                                   "`attribute.{}`",
                                   near ? fmt::format("; did you mean `{}`?", *near) : "", name));
        }
    }

    static std::string scalar(const Value& value) {
        if (value.kind == Value::Kind::Yes) return "yes";
        if (value.kind == Value::Kind::No) return "no";
        return value.text;
    }

    std::string text(const std::string& column, const Value& value) {
        if (value.kind == Value::Kind::Text || value.kind == Value::Kind::Number) return value.text;
        fail(column, "a text is expected");
        return "";
    }

    /// A list of texts, or a text with `;` between its parts.
    std::vector<std::string> texts(const std::string& column, const Value& value) {
        std::vector<std::string> out;
        if (value.kind == Value::Kind::Text) {
            for (const std::string_view part : tables::split(value.text, ';'))
                if (!part.empty()) out.emplace_back(part);
            return out;
        }
        const bool is_list = value.kind == Value::Kind::List &&
                             std::ranges::all_of(value.elements, [](const Value& each) {
                                 return each.kind == Value::Kind::Text;
                             });
        if (!is_list) fail(column, "a list of texts is expected: `[\"…\", \"…\"]`, in CSV `…; …`");
        for (const Value& each : value.elements) out.push_back(each.text);
        return out;
    }

    void add_skill(std::string name, std::optional<double> level) {
        const auto same = [&](const Skill& skill) { return skill.name == name; };
        if (std::ranges::any_of(agent_.skills, same))
            return fail("skills", fmt::format("`{}` is there twice", name));
        if (level && (*level != std::floor(*level) || *level < 1 || *level > 1'000'000))
            return fail("skills",
                        fmt::format("the level of `{}` is no whole number from 1 on", name));
        agent_.skills.push_back({std::move(name), level ? static_cast<int>(*level) : 0});
    }

    void read_skills(const Value& value) {
        if (value.kind == Value::Kind::Object) {
            for (std::size_t i = 0; i < value.names.size(); ++i) {
                const Value& level = value.elements[i];
                if (level.kind != Value::Kind::Number)
                    return fail("skills", fmt::format("the level of `{}` is no number; write "
                                                      "`{{\"{}\": 3}}`",
                                                      value.names[i], value.names[i]));
                add_skill(value.names[i], level.number);
            }
            return;
        }
        for (const std::string& part : texts("skills", value)) {
            const std::size_t blank = part.find(' ');
            const auto level =
                blank == part.npos ? std::nullopt : tables::read_number(part.substr(blank));
            if (blank != part.npos && !level)
                fail("skills", fmt::format("`{}` is no skill: write `motor 3` or `motor`", part));
            add_skill(part.substr(0, blank), level);
        }
    }

    void read_attributes(const Value& value) {
        if (value.kind != Value::Kind::Object)
            return fail("attributes",
                        "an object is expected: `{\"limit\": 20000}`; in CSV each "
                        "attribute has a column `attribute.limit`");
        for (std::size_t i = 0; i < value.names.size(); ++i)
            if (value.elements[i].kind != Value::Kind::Missing)
                agent_.attributes.emplace_back(value.names[i], scalar(value.elements[i]));
    }

    void read_zone(const std::string& name) {
        const auto zone = calendar::TimeZone::find(name);
        if (!zone)
            return fail("zone",
                        fmt::format("there is no time zone `{}`; write `Europe/Paris`", name));
        agent_.zone = *zone;
    }

    std::vector<Hours> hours(const std::string& column, const Value& value, bool needs_times) {
        std::vector<Hours> out;
        for (const std::string& part : texts(column, value)) {
            const auto read = read_hours(part);
            if (!read) {
                fail(column, read.error());
            } else if (needs_times && read->kind != Hours::Kind::Calendar &&
                       part.find(':') == part.npos) {
                fail(column, fmt::format("`{}` has no times: write `{} 08:00-16:30`", part, part));
            } else {
                out.push_back(*read);
            }
        }
        return out;
    }

    /// `Claim.gold: lognormal 12m 6m`, `Claim: …`, or for any work.
    void read_handling(const Value& value) {
        for (const std::string& part : texts("handling", value)) {
            const std::size_t colon = part.find(':');
            const std::string_view whole = part;
            Handling handling;
            if (colon != part.npos) {
                const std::string_view head = tables::trimmed(whole.substr(0, colon));
                const std::size_t dot = head.find('.');
                handling.work_type = head.substr(0, dot);
                if (dot != head.npos) handling.segment = head.substr(dot + 1);
            }
            const auto read =
                read_distribution(colon == part.npos ? whole : whole.substr(colon + 1));
            if (!read) {
                fail("handling", read.error());
                continue;
            }
            handling.seconds = *read;
            const auto same = [&](const Handling& each) {
                return each.work_type == handling.work_type && each.segment == handling.segment;
            };
            if (std::ranges::any_of(agent_.handling, same))
                fail("handling", fmt::format("`{}` says it a second time for the same work", part));
            agent_.handling.push_back(std::move(handling));
        }
    }

    double chance_of(const std::string& column, const Value& value) {
        const auto share = tables::read_share(value.text);
        if (share && *share >= 0 && *share <= 1) return *share;
        fail(column,
             fmt::format("`{}` is no chance: write `5%` or `0.05`, from 0 to 1", value.text));
        return 0;
    }

    const ReadOptions& options_;
    const tables::Row* row_ = nullptr;
    Agent agent_;
    Roster roster_;
    std::set<std::string> ids_;
};

}  // namespace

std::expected<Roster, std::vector<tables::Problem>> read_roster(tables::TableReader& reader,
                                                                const ReadOptions& options) {
    Reader reading(options);
    for (tables::Row row; reader.next(row);) reading.take(row);
    if (const auto failure = reader.failure()) reading.problems.push_back(*failure);
    if (!reading.problems.empty()) return std::unexpected(reading.problems);
    return reading.finish();
}

const chance::Distribution* handling_of(const Agent& agent, std::string_view work_type,
                                        std::string_view segment) {
    const Handling* best = nullptr;
    const auto exactness = [](const Handling& each) {
        return (each.work_type.empty() ? 0 : 1) + (each.segment.empty() ? 0 : 2);
    };
    for (const Handling& each : agent.handling) {
        const bool fits = (each.work_type.empty() || each.work_type == work_type) &&
                          (each.segment.empty() || each.segment == segment);
        if (fits && (best == nullptr || exactness(each) > exactness(*best))) best = &each;
    }
    return best == nullptr ? nullptr : &best->seconds;
}

}  // namespace reeve::roster
