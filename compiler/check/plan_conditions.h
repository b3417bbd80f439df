#pragma once

#include "compiler/syntax/module.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What a condition of a case plan says about the states of its parts, read from the syntax, so that
// the order of a plan is known before any expression in it is checked.

namespace reeve::check {

/// Sets of states of a part, one bit for each state.
namespace part_states {
inline constexpr std::uint8_t kNotStarted = 1;
inline constexpr std::uint8_t kActive = 2;
inline constexpr std::uint8_t kCompleted = 4;  // also: a milestone is reached
inline constexpr std::uint8_t kApproved = 8;
inline constexpr std::uint8_t kRejected = 16;
inline constexpr std::uint8_t kSentBack = 32;
inline constexpr std::uint8_t kSkipped = 64;
inline constexpr std::uint8_t kCancelled = 128;
inline constexpr std::uint8_t kDone = kCompleted | kApproved | kRejected | kSentBack;
inline constexpr std::uint8_t kAll = 255;
}  // namespace part_states

/// `cover is approved`: the part is in one of these states.
struct PartTest {
    std::uint32_t part = 0;
    std::uint8_t states = 0;
    source::Span span;
};

/// Parts of a plan by name; values are places in document order.
using PartNames = std::map<std::string, std::uint32_t, std::less<>>;

/// A condition as a tree of tests of parts. What says nothing about parts is `Unknown`. `not` is
/// worked into the tests.
class PartCondition {
public:
    enum class Kind : std::uint8_t { Unknown, Test, All, Any };
    struct Node {
        Kind kind = Kind::Unknown;
        PartTest test;
        std::vector<std::uint32_t> children;  // stand behind their parent in `nodes`
    };

    /// Holds always.
    PartCondition() = default;
    PartCondition(const syntax::Module& module, syntax::ExprId expr, const PartNames& names);

    [[nodiscard]] bool written() const { return !nodes_.empty(); }
    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    /// Can it hold, where `can` says it of tests? Unknown conditions can.
    using Can = std::function<bool(const PartTest&)>;
    [[nodiscard]] bool possible(const Can& can) const { return !written() || values(can, true)[0]; }
    /// Does it hold, where `does` says it of tests? Unknown conditions do not.
    [[nodiscard]] bool certain(const Can& does) const {
        return !written() || values(does, false)[0];
    }
    /// A test that is impossible and that the condition cannot do without; null where there is
    /// none.
    [[nodiscard]] const PartTest* first_impossible(const Can& can) const;
    /// All tests in it.
    [[nodiscard]] std::vector<PartTest> tests() const;
    /// The tests that hold whenever the condition holds: those joined by `and` at the top.
    [[nodiscard]] std::vector<PartTest> necessary() const;
    /// Two tests that must both hold and never can: `cover is approved and cover is rejected`.
    struct Contradiction {
        PartTest first, second;
    };
    [[nodiscard]] std::optional<Contradiction> contradiction() const;

private:
    [[nodiscard]] std::vector<bool> values(const Can& test_value, bool unknown_value) const;

    std::vector<Node> nodes_;
};

/// Names that stand alone or before a dot in these expressions: what they may read of a plan.
std::set<std::string> names_read(const syntax::Module& module,
                                 std::span<const syntax::ExprId> roots);

/// The states that the word means in `x is <word>`; 0 for other words.
std::uint8_t states_of_word(std::string_view word);

}  // namespace reeve::check
