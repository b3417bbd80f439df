#pragma once

#include "compiler/typed/program.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a record about items of a work type may say.

namespace reeve::records {

/// Facts that a record may give beside the attributes.
enum class RecordFact : std::uint8_t {
    Key,
    Id,
    Source,
    Created,
    InLineSince,
    Due,
    State,
    Queue,
    Assignee,
    OfferedTo,
    PreviousAssignee,
    Declines,
    Misses,
    Reassignments,
    Outcome
};
inline constexpr std::size_t kRecordFactCount = 15;

/// The attributes of a work type in order, and then the facts. An attribute is never named like a
/// fact, so names are enough to tell them apart.
class Columns {
public:
    Columns(const typed::Program& program, typed::WorkTypeId type);

    [[nodiscard]] std::size_t size() const { return names_.size(); }
    [[nodiscard]] std::size_t attribute_count() const { return attribute_count_; }
    [[nodiscard]] std::size_t place(RecordFact fact) const {
        return attribute_count_ + static_cast<std::size_t>(fact);
    }
    [[nodiscard]] const std::string& name(std::size_t column) const { return names_[column]; }
    /// Whether each record has to give it.
    [[nodiscard]] bool required(std::size_t column) const { return required_[column]; }
    /// `guess` is where it may well be: records tend to keep their order.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name, std::size_t guess) const;
    /// Why there is no such column, and what may have been meant.
    [[nodiscard]] std::string explain_unknown(std::string_view name) const;

private:
    std::string type_name_;
    std::size_t attribute_count_;
    std::vector<std::string> names_;
    std::vector<bool> required_;
    std::vector<std::pair<std::string, std::size_t>> sorted_;
};

}  // namespace reeve::records
