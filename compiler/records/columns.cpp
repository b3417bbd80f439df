#include "compiler/records/columns.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reeve::records {

namespace {

// In the order of RecordFact.
constexpr std::array<std::string_view, kRecordFactCount> kFactNames{"key",
                                                                    "id",
                                                                    "source",
                                                                    "created",
                                                                    "in_line_since",
                                                                    "due",
                                                                    "state",
                                                                    "queue",
                                                                    "assignee",
                                                                    "offered_to",
                                                                    "previous_assignee",
                                                                    "declines",
                                                                    "misses",
                                                                    "reassignments",
                                                                    "outcome"};

}  // namespace

Columns::Columns(const typed::Program& program, typed::WorkTypeId type)
    : type_name_(program.work_type(type).header.name),
      attribute_count_(program.work_type(type).attributes.size()) {
    for (const typed::Attribute& attribute : program.work_type(type).attributes) {
        names_.push_back(attribute.header.name);
        required_.push_back(!attribute.type.type.optional && !attribute.default_value.valid());
    }
    for (const std::string_view name : kFactNames) {
        names_.emplace_back(name);
        required_.push_back(false);
    }
    for (std::size_t i = 0; i < names_.size(); ++i) sorted_.emplace_back(names_[i], i);
    std::ranges::sort(sorted_);
}

std::optional<std::size_t> Columns::find(std::string_view name, std::size_t guess) const {
    if (guess < names_.size() && names_[guess] == name) return guess;
    const auto found = std::ranges::lower_bound(
        sorted_, name, {}, [](const auto& entry) { return std::string_view(entry.first); });
    if (found == sorted_.end() || found->first != name) return std::nullopt;
    return found->second;
}

std::string Columns::explain_unknown(std::string_view name) const {
    std::string reason = fmt::format("{} has no attribute of this name", type_name_);
    const std::vector<std::string_view> candidates(names_.begin(), names_.end());
    if (const auto nearest = nearest_word(name, candidates))
        reason += fmt::format("; did you mean `{}`?", *nearest);
    return reason;
}

}  // namespace reeve::records
