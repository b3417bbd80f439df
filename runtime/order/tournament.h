#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace reeve::order {

/// Who is ahead of two, and until which time at least, that time included.
struct Verdict {
    bool first;
    std::int64_t holds_until;
};

/// A kinetic tournament: which of many moving things is ahead at a time. Each match is played again
/// only when what it was about changed or when its verdict may have run out, so that asking again
/// soon costs nothing, and the passing of time as much as overtaking happens.
///
/// Its time is any count that does not fall while the things move; where it falls, everything is
/// played anew. Asking changes what is remembered, never an answer: `winner` and `refresh` are
/// const, but one thread at a time may call them.
class Tournament {
public:
    static constexpr std::uint32_t kNobody = ~std::uint32_t{0};
    static constexpr std::uint32_t kRoot = 1;

    /// A thing came, changed or (`present` no) left.
    void touch(std::uint32_t leaf, bool present) {
        if (leaf >= leaves_) grow(leaf);
        std::uint32_t node = leaves_ + leaf;
        nodes_[node].winner = present ? leaf : kNobody;
        for (node /= 2; node >= kRoot && nodes_[node].holds_until != kNever; node /= 2) {
            nodes_[node].holds_until = kNever;
        }
    }
    void clear() {
        nodes_.clear();
        leaves_ = 0;
        time_ = kNever;
    }

    /// Plays what has to be played again below a node. `judge(a, b)` gives the verdict about two
    /// leaves at `time`. The winner of that part.
    template <class Judge>
    std::uint32_t refresh(std::uint32_t node, std::int64_t time, const Judge& judge) const {
        if (leaves_ == 0) return kNobody;
        if (time < time_) forget();
        time_ = time;
        play(node, time, judge);
        return nodes_[node].winner;
    }
    /// Of a node that is fresh.
    [[nodiscard]] std::uint32_t winner(std::uint32_t node) const { return nodes_[node].winner; }
    [[nodiscard]] bool is_leaf(std::uint32_t node) const { return node >= leaves_; }
    [[nodiscard]] std::uint32_t node_of(std::uint32_t leaf) const { return leaves_ + leaf; }
    [[nodiscard]] std::size_t memory_bytes() const { return nodes_.capacity() * sizeof(Node); }

private:
    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::max();

    struct Node {
        std::int64_t holds_until = kAlways;  // and all verdicts below it
        std::uint32_t winner = kNobody;
    };

    template <class Judge>
    void play(std::uint32_t node, std::int64_t time, const Judge& judge) const {
        if (nodes_[node].holds_until >= time) return;
        play(2 * node, time, judge);
        play(2 * node + 1, time, judge);
        const Node& left = nodes_[2 * node];
        const Node& right = nodes_[2 * node + 1];
        std::int64_t holds_until = std::min(left.holds_until, right.holds_until);
        std::uint32_t winner = left.winner == kNobody ? right.winner : left.winner;
        if (left.winner != kNobody && right.winner != kNobody) {
            const Verdict verdict = judge(left.winner, right.winner);
            if (!verdict.first) winner = right.winner;
            holds_until = std::min(holds_until, verdict.holds_until);
        }
        nodes_[node] = {holds_until, winner};
    }

    void forget() const {
        for (std::uint32_t node = kRoot; node < leaves_; ++node) nodes_[node].holds_until = kNever;
    }

    void grow(std::uint32_t leaf) {
        std::uint32_t leaves = std::max<std::uint32_t>(leaves_, 1);
        while (leaves <= leaf) leaves *= 2;
        std::vector<Node> nodes(std::size_t{2} * leaves);
        std::copy(nodes_.begin() + leaves_, nodes_.end(), nodes.begin() + leaves);
        nodes_.swap(nodes);
        leaves_ = leaves;
        forget();
    }

    // Node 1 is the root, the children of a node are at twice its number; the leaves come last.
    mutable std::vector<Node> nodes_;
    mutable std::int64_t time_ = kNever;
    std::uint32_t leaves_ = 0;
};

}  // namespace reeve::order
