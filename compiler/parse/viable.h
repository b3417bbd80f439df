#pragma once

#include <antlr4-runtime.h>

#include <deque>
#include <map>
#include <set>
#include <utility>
#include <vector>

// What could stand at a place: follows the grammar's automaton from a rule's start along tokens
// that were read, keeping all ways open. The parser itself knows less, because it decides early.
// Only used once something is wrong.

namespace reeve::parse {

/// Token types; the end of the file is type 0.
using TypeSet = std::vector<bool>;

class Viable {
public:
    /// Places in the automaton, each with the rules that wait to go on. Closed under what needs no
    /// token.
    struct Ways;

    explicit Viable(const antlr4::atn::ATN& atn) : atn_(atn) {}

    /// `caller` is the context of the rule that called the one to begin with, by way of its state
    /// `invoking`.
    struct Frame {
        const Frame* parent;
        std::size_t follow;
    };
    struct Way {
        antlr4::atn::ATNState* state;
        const Frame* frame;
        friend auto operator<=>(const Way&, const Way&) = default;
    };
    struct Ways {
        std::vector<Way> ways;
    };

    /// At the start of the rule that `context` belongs to.
    Ways at_start(const antlr4::ParserRuleContext* context);
    /// At a state of that rule.
    Ways at_state(std::size_t state, const antlr4::ParserRuleContext* context);
    /// After a token of that type; empty where it cannot stand here.
    Ways after(const Ways& ways, std::size_t type);
    [[nodiscard]] TypeSet types(const Ways& ways) const;
    [[nodiscard]] bool accepts(const Ways& ways, std::size_t type) const;

private:
    const Frame* frame(const Frame* parent, std::size_t follow);
    const Frame* callers(const antlr4::ParserRuleContext* context);
    void close(Way way, Ways& result, std::set<Way>& seen);

    const antlr4::atn::ATN& atn_;
    std::map<std::pair<const Frame*, std::size_t>, Frame> frames_;
};

}  // namespace reeve::parse
