#include "compiler/codegen/lower.h"

#include <array>

namespace reeve::codegen {

namespace {

struct Used {
    std::vector<bool> columns, slots, tests;
};

bool reads_column(Op op) { return op == Op::Load || op == Op::LoadMask || op == Op::LoadMissing; }
bool reads_slot(Op op) { return op == Op::Batch || op == Op::BatchMask; }

void keep_live(Unit& unit, Used& used) {
    std::vector<bool> live(unit.code.size());
    for (const Output& output : unit.outputs) live[output.value] = true;
    std::vector<Ref> place(unit.code.size());
    for (std::size_t i = unit.code.size(); i-- > 0;) {
        if (!live[i]) continue;
        const Operation& operation = unit.code[i];
        const std::array<Ref, 3> args{operation.a, operation.b, operation.c};
        const int count = operand_count(operation.op);
        for (int k = 0; k < count; ++k) live[args[static_cast<std::size_t>(k)]] = true;
    }
    std::vector<Operation> kept;
    for (std::size_t i = 0; i < unit.code.size(); ++i) {
        if (!live[i]) continue;
        Operation operation = unit.code[i];
        operation.a = place[operation.a];
        operation.b = place[operation.b];
        operation.c = place[operation.c];
        const auto index = static_cast<std::size_t>(operation.integer);
        if (reads_column(operation.op)) used.columns[index] = true;
        if (reads_slot(operation.op)) used.slots[index] = true;
        if (operation.op == Op::Test) used.tests[index] = true;
        place[i] = static_cast<Ref>(kept.size());
        kept.push_back(operation);
    }
    for (Output& output : unit.outputs) output.value = place[output.value];
    unit.code = std::move(kept);
}

template <class T>
std::vector<std::size_t> compact(std::vector<T>& list, const std::vector<bool>& used) {
    std::vector<std::size_t> place(list.size());
    std::vector<T> kept;
    for (std::size_t i = 0; i < list.size(); ++i) {
        place[i] = kept.size();
        if (used[i]) kept.push_back(std::move(list[i]));
    }
    list = std::move(kept);
    return place;
}

template <class F>
void for_each_turn(OneItem& one, const F& apply) {
    for (std::vector<PlannedTurn>* turns :
         {&one.segment.turns, &one.band.turns, &one.priority.turns, &one.route.turns,
          &one.route.to.turns, &one.route.ask.turns}) {
        for (PlannedTurn& planned : *turns) apply(planned.turn);
    }
}

}  // namespace

void remove_unused(Blocks& blocks) {
    Layout& layout = blocks.layout;
    Used used{std::vector<bool>(layout.columns.size()), std::vector<bool>(layout.slots.size()),
              std::vector<bool>(layout.tests.size())};
    keep_live(blocks.entry, used);
    keep_live(blocks.now, used);
    keep_live(blocks.one.unit, used);
    for_each_turn(blocks.one, [&](const Turn& turn) {
        if (turn.kind == Turn::Kind::Slot) used.slots[turn.index] = true;
        if (turn.kind == Turn::Kind::Column) used.columns[turn.index] = true;
    });
    // Positions of clocks stay where they are: promises name them by number.
    for (std::size_t i = 0; i < layout.slots.size(); ++i) {
        if (layout.slots[i].kind != Slot::Kind::Expression) used.slots[i] = true;
    }
    const auto columns = compact(layout.columns, used.columns);
    const auto slots = compact(layout.slots, used.slots);
    const auto tests = compact(layout.tests, used.tests);
    for_each_turn(blocks.one, [&](Turn& turn) {
        if (turn.kind == Turn::Kind::Slot)
            turn.index = static_cast<std::uint32_t>(slots[turn.index]);
        if (turn.kind == Turn::Kind::Column)
            turn.index = static_cast<std::uint32_t>(columns[turn.index]);
    });
    for (Unit* unit : {&blocks.entry, &blocks.now, &blocks.one.unit}) {
        for (Operation& operation : unit->code) {
            const auto index = static_cast<std::size_t>(operation.integer);
            if (reads_column(operation.op))
                operation.integer = static_cast<std::int64_t>(columns[index]);
            if (reads_slot(operation.op))
                operation.integer = static_cast<std::int64_t>(slots[index]);
            if (operation.op == Op::Test)
                operation.integer = static_cast<std::int64_t>(tests[index]);
        }
    }
}

}  // namespace reeve::codegen
