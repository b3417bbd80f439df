#include "planning/eventlog/mapping.h"

#include "base/text.h"
#include "planning/tables/table.h"

#include <fmt/format.h>
#include <toml.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <span>
#include <sstream>

namespace reeve::eventlog {

namespace {

using Table = toml::table;

bool is_name(std::string_view text) {
    return !text.empty() && to_name(text) == text && (text.front() < '0' || text.front() > '9');
}

class MappingReader {
public:
    MappingReader(std::string file, Mapping& mapping) : file_(std::move(file)), mapping_(mapping) {}

    std::optional<std::string> read(const toml::value& root) {
        constexpr std::array<std::string_view, 5> kSections{"columns", "attributes", "time",
                                                            "activities", "roster"};
        for (const auto& [name, section] : root.as_table()) {
            check_name(section, name, kSections);
            if (!error_ && !section.is_table())
                fail(section, fmt::format("`[{}]` is a table", name));
        }
        const auto section = [&](const char* name, auto read) {
            if (!error_ && root.contains(name)) read(toml::find(root, name));
        };
        section("columns", [this](const toml::value& v) { read_columns(v); });
        section("attributes", [this](const toml::value& v) { read_attributes(v); });
        section("time", [this](const toml::value& v) { read_times(v); });
        section("activities", [this](const toml::value& v) { read_activities(v); });
        section("roster", [this](const toml::value& v) { read_roster(v); });
        return error_;
    }

private:
    void fail(const toml::value& at, const std::string& reason) {
        if (!error_) error_ = fmt::format("{}:{}: error: {}", file_, at.location().line(), reason);
    }

    void check_name(const toml::value& at, const std::string& name,
                    std::span<const std::string_view> known) {
        if (std::ranges::find(known, name) != known.end()) return;
        const auto near = nearest_word(name, known);
        fail(at, fmt::format("there is no `{}` here{}", name,
                             near ? fmt::format("; did you mean `{}`?", *near) : ""));
    }

    void text(const toml::value& value, std::string& into) {
        if (value.is_string()) {
            into = normalize_nfc(value.as_string().str);
        } else {
            fail(value, "a text in quotation marks is expected");
        }
    }
    std::vector<std::string> texts(const toml::value& value) {
        std::vector<std::string> out;
        if (value.is_string()) return {normalize_nfc(value.as_string().str)};
        if (!value.is_array()) {
            fail(value, "a list of texts is expected");
            return out;
        }
        for (const toml::value& each : value.as_array()) text(each, out.emplace_back());
        return out;
    }

    void read_columns(const toml::value& section) {
        constexpr std::array<std::string_view, 7> kNames{"case",     "activity", "time",      "end",
                                                         "resource", "team",     "transition"};
        const std::array<std::string*, 7> places{
            &mapping_.case_id,  &mapping_.activity, &mapping_.time,      &mapping_.end,
            &mapping_.resource, &mapping_.team,     &mapping_.transition};
        for (const auto& [name, value] : section.as_table()) {
            check_name(value, name, kNames);
            const auto at = std::ranges::find(kNames, name) - kNames.begin();
            if (!error_) text(value, *places[static_cast<std::size_t>(at)]);
        }
    }

    void read_attributes(const toml::value& section) {
        mapping_.all_trace_attributes = false;
        for (const auto& [name, value] : section.as_table()) {
            if (!is_name(name) || name == "key" || name == "created" || name == "handling")
                fail(value, fmt::format("`{}` cannot be the name of an attribute: names have small "
                                        "letters, digits and `_`, and `key`, `created` and "
                                        "`handling` are taken",
                                        name));
            std::string column;
            text(value, column);
            mapping_.attributes.emplace_back(name, column);
        }
        std::ranges::sort(mapping_.attributes);
    }

    void read_times(const toml::value& section) {
        constexpr std::array<std::string_view, 3> kNames{"zone", "formats", "stretch_max"};
        for (const auto& [name, value] : section.as_table()) {
            check_name(value, name, kNames);
            if (name == "formats") mapping_.time_formats = texts(value);
            std::string written;
            if (name != "formats" && !error_) text(value, written);
            if (name == "zone" && !error_) {
                const auto zone = calendar::TimeZone::find(written);
                if (!zone) fail(value, fmt::format("there is no time zone `{}`", written));
                if (zone) mapping_.zone = *zone;
            }
            if (name == "stretch_max" && !error_) {
                const auto seconds = tables::read_seconds(written);
                if (!seconds || *seconds <= 0) fail(value, "a length of time such as `12h`");
                if (seconds) mapping_.stretch_max_ms = static_cast<std::int64_t>(*seconds * 1000);
            }
        }
    }

    void read_activities(const toml::value& section) {
        constexpr std::array<std::string_view, 5> kNames{"arrival", "start", "hold", "complete",
                                                         "ignore"};
        for (const auto& [name, value] : section.as_table()) {
            check_name(value, name, kNames);
            const auto place = std::ranges::find(kNames, name) - kNames.begin();
            for (const std::string& activity : texts(value)) {
                if (mapping_.role_of(activity) != Role::Other)
                    fail(value, fmt::format("`{}` is named twice", activity));
                mapping_.activities.emplace_back(activity, static_cast<Role>(place + 1));
            }
        }
    }

    void read_roster(const toml::value& section) {
        constexpr std::array<std::string_view, 3> kNames{"skill", "least_cases", "ignore"};
        for (const auto& [name, value] : section.as_table()) {
            check_name(value, name, kNames);
            if (name == "skill") text(value, mapping_.skill);
            if (name == "ignore") mapping_.not_people = texts(value);
            if (name != "least_cases") continue;
            if (value.is_integer() && value.as_integer() > 0 && value.as_integer() < 1'000'000) {
                mapping_.least_cases = static_cast<int>(value.as_integer());
            } else {
                fail(value, "a whole number from 1 on is expected");
            }
        }
        const auto known = [&](const auto& each) { return each.first == mapping_.skill; };
        if (!mapping_.skill.empty() && !mapping_.all_trace_attributes &&
            std::ranges::none_of(mapping_.attributes, known))
            fail(section, fmt::format("`skill` names `{}`, which `[attributes]` does not have",
                                      mapping_.skill));
    }

    std::string file_;
    Mapping& mapping_;
    std::optional<std::string> error_;
};

/// The first line of what the library says: the others draw the place.
std::string first_line(std::string_view text) {
    if (text.starts_with("[error] ")) text.remove_prefix(8);
    return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

Mapping Mapping::of_xes() {
    Mapping mapping;
    mapping.case_id = "concept:name";
    mapping.activity = "concept:name";
    mapping.time = "time:timestamp";
    mapping.resource = "org:resource";
    mapping.team = "org:group";
    mapping.transition = "lifecycle:transition";
    mapping.all_trace_attributes = true;
    return mapping;
}

Role Mapping::role_of(std::string_view name) const {
    for (const auto& [each, role] : activities)
        if (each == name) return role;
    return Role::Other;
}

bool Mapping::has_role(Role role) const {
    return std::ranges::any_of(activities, [&](const auto& each) { return each.second == role; });
}

std::expected<Mapping, std::string> read_mapping(std::string_view text, const std::string& file,
                                                 Mapping defaults) {
    // The library knows errors as exceptions only; they end here.
    try {
        std::istringstream stream{std::string(text)};
        const toml::value root = toml::parse(stream, file);
        if (const auto wrong = MappingReader(file, defaults).read(root))
            return std::unexpected(*wrong);
    } catch (const toml::exception& error) {
        return std::unexpected(fmt::format("{}:{}: error: not TOML: {}", file,
                                           error.location().line(), first_line(error.what())));
    } catch (const std::exception& error) {
        return std::unexpected(fmt::format("{}: error: {}", file, first_line(error.what())));
    }
    return defaults;
}

std::string to_name(std::string_view text) {
    std::string name;
    for (char c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                          static_cast<unsigned char>(c) >= 0x80;
        if (fits) name += c;
        if (!fits && !name.empty() && name.back() != '_') name += '_';
    }
    while (name.ends_with('_')) name.pop_back();
    return name;
}

}  // namespace reeve::eventlog
