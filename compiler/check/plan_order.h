#pragma once

#include "compiler/check/plan_conditions.h"

#include <deque>
#include <optional>

// In which order the parts of a plan can become active: which can start at all, which wait for one
// another, and which steps are surely done when another part starts.

namespace reeve::check {

/// A stage, step or milestone as the order sees it. Its place among the parts is its place in the
/// document.
struct PlanNode {
    static constexpr std::uint32_t kNone = 0xffffffff;
    syntax::PlanPartKind kind = syntax::PlanPartKind::Step;
    std::uint32_t index = 0;  // into the plan's stages, steps or milestones
    const syntax::DeclHead* head = nullptr;
    std::uint32_t parent = kNone;
    std::uint32_t previous = kNone;  // the part it waits for in a stage `in order`
    std::vector<std::uint32_t> children;
    bool required = true;
    bool skippable = false;  // has an `only if`
    bool answers = false;    // a form or a question: nothing but its answers, or a skip, ends it
    PartCondition start;     // starts when
    PartCondition only_if;
    PartCondition finish;         // of a wait, of a milestone
    bool finishes_anyway = true;  // a wait that goes on after its limit
};

/// The parts of a plan in document order, with their conditions.
struct PlanOutline {
    std::vector<PlanNode> parts;
    PartNames names;
    std::vector<PartCondition>
        endings;  // one for each line; empty for `when nothing is left to do`
    std::vector<syntax::ExprId> expressions;  // all that the plan contains
    [[nodiscard]] bool inside(std::uint32_t part, std::uint32_t stage) const;
};
PlanOutline outline(const syntax::Module& module, const syntax::CasePlanDecl& plan);

/// What can happen: the parts that can start and those that can be done, found by letting
/// everything happen.
class PlanReach {
public:
    explicit PlanReach(const PlanOutline& plan);

    /// Something that can happen to a part, numbered as two for each part.
    struct Event {
        std::uint32_t part = 0;
        bool done = false;
    };
    [[nodiscard]] bool can(Event event) const { return happened_[number(event)]; }
    /// Everything that can happen, each after what it needs.
    [[nodiscard]] const std::vector<Event>& order() const { return order_; }

    /// Why a part cannot start or be done.
    struct Trouble {
        enum class Kind : std::uint8_t { Ring, OwnStage, NeverSkipped };
        Kind kind = Kind::Ring;
        std::uint32_t part = 0;  // OwnStage, NeverSkipped: whose condition; Ring: the first of it
        PartTest test;           // OwnStage, NeverSkipped
        enum class Why : std::uint8_t { Condition, InOrder, Inside };
        struct Wait {
            std::uint32_t part = 0;
            std::uint32_t for_part = 0;
            Why why = Why::Condition;
            source::Span span;
        };
        std::vector<Wait> ring;  // who waits for whom, and where that is said
    };
    /// Each root of trouble once; what only depends on it is not named.
    [[nodiscard]] std::vector<Trouble> troubles() const;
    /// A test in a condition outside the order (an ending, `only if`) that asks for a skip that
    /// never happens.
    [[nodiscard]] const PartTest* never_skipped(const PartCondition& condition) const;

private:
    struct Edge;
    static std::size_t number(Event event) {
        return std::size_t{event.part} * 2 + (event.done ? 1 : 0);
    }
    static Event event(std::size_t number) {
        return {static_cast<std::uint32_t>(number / 2), number % 2 == 1};
    }
    [[nodiscard]] bool skip_possible(std::uint32_t part) const;
    [[nodiscard]] bool skip_declared(std::uint32_t part) const;
    [[nodiscard]] bool settled(std::uint32_t part) const;
    [[nodiscard]] bool test_possible(const PartTest& test, std::uint32_t for_part) const;
    [[nodiscard]] bool startable(std::uint32_t part) const;
    [[nodiscard]] bool finishable(std::uint32_t part) const;
    [[nodiscard]] Edge inherit(Event from) const;
    [[nodiscard]] Edge wait_for(std::uint32_t part, Trouble::Why why, source::Span span) const;
    [[nodiscard]] std::optional<Trouble> follow(std::size_t first, std::vector<bool>& seen) const;
    [[nodiscard]] Edge reason(Event stuck) const;
    [[nodiscard]] Edge reason_of_test(Event stuck, const PartTest& test) const;
    [[nodiscard]] Edge reason_not_started(std::uint32_t part) const;
    [[nodiscard]] Edge reason_not_done(std::uint32_t part) const;
    void connect();
    void happen(Event event);

    const PlanOutline& plan_;
    std::vector<bool> happened_;
    std::vector<Event> order_;
    std::vector<std::uint32_t>
        unsettled_;  // of a stage: required children that cannot be settled yet
    std::vector<std::vector<std::uint32_t>> dependents_;
    std::deque<std::uint32_t> again_;
};

/// Which steps are surely done at which point of a part. A step that was done once keeps its
/// answers, also while it is done afresh.
class PlanCertainty {
public:
    PlanCertainty(const PlanOutline& plan, const PlanReach& reach, const syntax::Module& module);

    /// Before the part's own conditions; when they hold; once it has started; once it is done.
    enum class Point : std::uint8_t { Before, Startable, Started, Done };
    /// Those of `asked` that are done.
    [[nodiscard]] std::set<std::string> done_at(std::uint32_t part, Point point,
                                                const std::set<std::string>& asked) const;
    /// Does a part in these states mean that the other has been done?
    [[nodiscard]] bool implies_done(const PartTest& test, std::uint32_t other) const;

private:
    using Bits = std::vector<std::uint64_t>;
    struct Row {
        Bits before, startable, started, done;
    };
    [[nodiscard]] Bits of_condition(const PartCondition& condition) const;
    [[nodiscard]] Bits of_test(const PartTest& test) const;
    [[nodiscard]] Bits before(std::uint32_t part) const;
    [[nodiscard]] Bits when_done(std::uint32_t part) const;
    [[nodiscard]] Bits after(std::uint32_t part) const;
    bool update(PlanReach::Event event);
    void add_own(Bits& bits, std::uint32_t part) const;
    [[nodiscard]] bool has(const Bits& bits, std::uint32_t part) const;

    const PlanOutline& plan_;
    std::vector<std::uint32_t> column_;  // of each part; kNone: nobody asks
    std::size_t words_ = 0;
    std::vector<Row> rows_;
};

}  // namespace reeve::check
