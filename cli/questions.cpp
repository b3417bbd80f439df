#include "cli/questions.h"

#include "base/text.h"
#include "compiler/eval/prepared.h"
#include "compiler/records/times.h"
#include "compiler/records/value_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace reeve::cli {

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
    const auto nearest = nearest_word(word, candidates);
    return nearest ? fmt::format("; did you mean `{}`?", *nearest) : std::string();
}

Asked<typed::WorkTypeId> find_type(const typed::Program& program, const std::string& name) {
    std::vector<std::string_view> names;
    for (const typed::WorkType& type : program.work_types) names.push_back(type.header.name);
    if (names.empty()) return std::unexpected("the rules have no work type");
    if (name.empty() && names.size() == 1) return typed::WorkTypeId(0);
    if (name.empty()) {
        const std::vector<std::string> all(names.begin(), names.end());
        return std::unexpected(
            fmt::format("`--type` says which items these are: {}", join_words(all, "or")));
    }
    const auto found = std::ranges::find(names, name);
    if (found != names.end())
        return typed::WorkTypeId(static_cast<std::size_t>(found - names.begin()));
    return std::unexpected(
        fmt::format("the rules have no work type `{}`{}", name, did_you_mean(name, names)));
}

Asked<Instant> read_at(const std::string& text, const calendar::TimeZone& zone) {
    if (text == "now") {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
    }
    const auto at = records::read_moment(text, zone);
    if (at) return *at;
    return std::unexpected(fmt::format("`--at {}`: {}", text, at.error()));
}

Asked<std::vector<eval::Value>> read_settings(const typed::Program& program,
                                              const std::vector<std::string>& changes) {
    const records::ValueReader reader(program);
    std::vector<eval::Value> values = eval::Prepared(program).settings;
    std::vector<std::string_view> names;
    for (const typed::Setting& setting : program.settings) names.push_back(setting.header.name);
    std::vector<bool> changed(names.size());
    for (const std::string& change : changes) {
        const std::size_t equals = change.find('=');
        if (equals == std::string::npos)
            return std::unexpected(fmt::format("`--set {}`: write `--set name=value`", change));
        const std::string name = change.substr(0, equals);
        const auto found = std::ranges::find(names, name);
        if (found == names.end()) {
            return std::unexpected(fmt::format("`--set {}`: the rules have no setting `{}`{}",
                                               change, name, did_you_mean(name, names)));
        }
        const auto place = static_cast<std::size_t>(found - names.begin());
        if (changed[place])
            return std::unexpected(fmt::format("`--set {}`: it is set twice", change));
        changed[place] = true;
        auto value =
            reader.read(program.settings[place].type, std::string_view(change).substr(equals + 1));
        if (!value)
            return std::unexpected(fmt::format("`--set {}`: {}", change, value.error().reason));
        values[place] = std::move(*value);
    }
    return values;
}

}  // namespace reeve::cli
