#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace reeve {

/// Index of a value in the arena or table that its `Tag` names. Ids of different tags do not mix. A
/// default constructed id is invalid and refers to nothing.
template <class Tag>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(std::size_t index) : value_(static_cast<std::uint32_t>(index)) {}

    [[nodiscard]] constexpr bool valid() const { return value_ != kInvalid; }
    [[nodiscard]] constexpr std::uint32_t index() const { return value_; }
    constexpr explicit operator bool() const { return valid(); }

    friend constexpr auto operator<=>(Id, Id) = default;

private:
    static constexpr std::uint32_t kInvalid = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t value_ = kInvalid;
};

}  // namespace reeve

template <class Tag>
struct std::hash<reeve::Id<Tag>> {
    std::size_t operator()(reeve::Id<Tag> id) const noexcept {
        return std::hash<std::uint32_t>{}(id.index());
    }
};
