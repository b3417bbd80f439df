#include "compiler/check/plan_order.h"

namespace reeve::check {

using syntax::PlanPartKind;
namespace states = part_states;

namespace {

using Bits = std::vector<std::uint64_t>;

void add(Bits& bits, const Bits& more) {
    for (std::size_t i = 0; i < bits.size(); ++i) bits[i] |= more[i];
}
void keep(Bits& bits, const Bits& other) {
    for (std::size_t i = 0; i < bits.size(); ++i) bits[i] &= other[i];
}

bool only(std::uint8_t tested, std::uint8_t allowed) { return (tested & ~allowed) == 0; }

}  // namespace

// "Surely done" is the largest solution of equations like "done before b starts = done before a is
// done, and a": all rows begin full and lose what some way to their part does without. That is
// sound, because the first time that a part starts, what let it start came before; the parts that
// can never start keep full rows, and nothing is said twice.
PlanCertainty::PlanCertainty(const PlanOutline& plan, const PlanReach& reach,
                             const syntax::Module& module)
    : plan_(plan), column_(plan.parts.size(), PlanNode::kNone) {
    const std::set<std::string> read = names_read(module, plan.expressions);
    std::uint32_t columns = 0;
    for (const std::string& name : read) {
        const auto part = plan.names.find(name);
        if (part != plan.names.end()) column_[part->second] = columns++;
    }
    words_ = (columns + 63) / 64;
    const Bits full(words_, ~std::uint64_t{0});
    rows_.assign(plan.parts.size(), Row{full, full, full, full});
    for (bool changed = true; changed;) {
        changed = false;
        for (const PlanReach::Event event : reach.order()) changed = update(event) || changed;
    }
}

bool PlanCertainty::update(PlanReach::Event event) {
    Row& row = rows_[event.part];
    if (event.done) {
        Bits done = when_done(event.part);
        const bool changed = done != row.done;
        row.done = std::move(done);
        return changed;
    }
    const PlanNode& node = plan_.parts[event.part];
    Row next{before(event.part), {}, {}, row.done};
    next.startable = next.before;
    add(next.startable, of_condition(node.start));
    next.started = next.startable;
    add(next.started, of_condition(node.only_if));
    const bool changed =
        next.before != row.before || next.startable != row.startable || next.started != row.started;
    row = std::move(next);
    return changed;
}

void PlanCertainty::add_own(Bits& bits, std::uint32_t part) const {
    const std::uint32_t column = column_[part];
    if (column != PlanNode::kNone) bits[column / 64] |= std::uint64_t{1} << (column % 64);
}

bool PlanCertainty::has(const Bits& bits, std::uint32_t part) const {
    const std::uint32_t column = column_[part];
    return column != PlanNode::kNone && (bits[column / 64] >> (column % 64) & 1) != 0;
}

PlanCertainty::Bits PlanCertainty::before(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    Bits result(words_);
    if (node.parent != PlanNode::kNone) add(result, rows_[node.parent].started);
    if (node.previous != PlanNode::kNone) add(result, after(node.previous));
    return result;
}

/// What is done once the stage of a part, or the part behind it, no longer waits for it.
PlanCertainty::Bits PlanCertainty::after(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    if (node.skippable) return rows_[part].startable;
    // Only answers and stages are sure to be done: other steps may be cancelled, and nobody waits
    // for them then.
    const bool sure = node.answers || node.kind == PlanPartKind::Stage;
    return sure ? rows_[part].done : rows_[part].started;
}

PlanCertainty::Bits PlanCertainty::when_done(std::uint32_t part) const {
    const PlanNode& node = plan_.parts[part];
    Bits result = rows_[part].started;
    add_own(result, part);
    if (!node.finishes_anyway) add(result, of_condition(node.finish));
    if (node.kind != PlanPartKind::Stage) return result;
    for (const std::uint32_t child : node.children) {
        if (plan_.parts[child].required) add(result, after(child));
    }
    return result;
}

PlanCertainty::Bits PlanCertainty::of_test(const PartTest& test) const {
    const Row& row = rows_[test.part];
    if (only(test.states, states::kDone)) return row.done;
    if (only(test.states, states::kDone | states::kActive)) return row.started;
    return Bits(words_);
}

PlanCertainty::Bits PlanCertainty::of_condition(const PartCondition& condition) const {
    const auto& nodes = condition.nodes();
    std::vector<Bits> values(nodes.size());
    for (std::size_t i = nodes.size(); i-- > 0;) {
        const PartCondition::Node& node = nodes[i];
        switch (node.kind) {
            case PartCondition::Kind::Unknown: values[i] = Bits(words_); break;
            case PartCondition::Kind::Test: values[i] = of_test(node.test); break;
            case PartCondition::Kind::All:
                values[i] = Bits(words_);
                for (const std::uint32_t child : node.children) add(values[i], values[child]);
                break;
            case PartCondition::Kind::Any:
                values[i] = Bits(words_, ~std::uint64_t{0});
                for (const std::uint32_t child : node.children) keep(values[i], values[child]);
                break;
        }
        for (const std::uint32_t child : node.children) values[child] = {};
    }
    return nodes.empty() ? Bits(words_) : std::move(values[0]);
}

std::set<std::string> PlanCertainty::done_at(std::uint32_t part, Point point,
                                             const std::set<std::string>& asked) const {
    const Row& row = rows_[part];
    const Bits& bits = point == Point::Before      ? row.before
                       : point == Point::Startable ? row.startable
                       : point == Point::Started   ? row.started
                                                   : row.done;
    std::set<std::string> result;
    for (const std::string& name : asked) {
        const auto found = plan_.names.find(name);
        if (found != plan_.names.end() && has(bits, found->second)) result.insert(name);
    }
    return result;
}

bool PlanCertainty::implies_done(const PartTest& test, std::uint32_t other) const {
    return has(of_test(test), other);
}

}  // namespace reeve::check
