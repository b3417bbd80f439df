#include "compiler/analyze/space.h"

#include "base/decimal.h"

#include <gtest/gtest.h>

#include <random>

namespace reeve::analyze {
namespace {

typed::Type number_type() {
    typed::Type type;
    type.base = typed::Base::Number;
    return type;
}

Column numbers(std::string name, int low, int high, std::vector<int> cuts, int scale = 0) {
    Column column = Column::of_numbers(std::move(name), number_type(), {low, high, scale}, false);
    for (const int cut : cuts) column.add_cut(cut);
    column.freeze();
    return column;
}

Box where(const Space& space, std::size_t column, bool less, bool same, bool greater, int at) {
    Box box = space.full();
    space.clear(box, column);
    for (std::size_t atom = 0; atom < space.column(column).atom_count(); ++atom) {
        if (!space.column(column).alive(atom)) continue;
        if (space.column(column).holds(atom, less, same, greater, at)) space.set(box, column, atom);
    }
    return box;
}

TEST(Column, WidenedHoldsTheValuesOfBoth) {
    Column column = Column::of_numbers("n", number_type(), {51, 100, 0}, false);
    column.widen(Column::of_numbers("n", number_type(), {0, 80, 0}, false));
    column.add_cut(20);
    column.add_cut(90);
    column.freeze();
    for (std::size_t atom = 0; atom < column.atom_count(); ++atom) EXPECT_TRUE(column.alive(atom));

    Column order = Column::of_names("a ? b", {"greater"}, false);
    order.widen(Column::of_names("a ? b", {"less", "greater"}, false));
    order.freeze();
    EXPECT_EQ(order.atom_count(), 2U);
    EXPECT_EQ(order.atom_name(order.named_atom("less")), "less");
}

TEST(Space, WholeNumbersLeaveNoGapBetweenNeighbours) {
    const Space space({numbers("n", 0, 10, {4, 5})});
    const std::vector<Box> covers = {where(space, 0, true, true, false, 4),
                                     where(space, 0, false, true, true, 5)};
    EXPECT_EQ(coverage(space, space.full(), covers).coverage, Coverage::Covered);
}

TEST(Space, OneDecimalLeavesAGapBetweenNeighbours) {
    const Space space({numbers("n", 0, 10, {4, 5}, 1)});
    const std::vector<Box> covers = {where(space, 0, true, true, false, 4),
                                     where(space, 0, false, true, true, 5)};
    const CoverageResult result = coverage(space, space.full(), covers);
    ASSERT_EQ(result.coverage, Coverage::Uncovered);
    EXPECT_EQ(space.example(result.gap, {}), "n 4.1");
}

TEST(Space, CutsOutsideTheRangeMakeNoAtoms) {
    const Space space({numbers("n", 0, 10, {20})});
    EXPECT_TRUE(space.is_empty(where(space, 0, false, true, true, 20)));
}

/// Every point of a small grid, one by one.
bool brute_force_covered(const std::vector<std::array<std::array<int, 2>, 3>>& rows) {
    for (int x = 0; x < 6; ++x) {
        for (int y = 0; y < 6; ++y) {
            for (int z = 0; z < 6; ++z) {
                const std::array<int, 3> point{x, y, z};
                bool hit = false;
                for (const auto& row : rows) {
                    bool in = true;
                    for (std::size_t c = 0; c < 3; ++c)
                        in = in && row[c][0] <= point[c] && point[c] <= row[c][1];
                    hit = hit || in;
                }
                if (!hit) return false;
            }
        }
    }
    return true;
}

TEST(Space, AgreesWithBruteForceOnRandomRows) {
    std::mt19937 random(20'260'302);  // NOLINT: the seed is fixed so that a failure can be repeated
    int covered = 0;
    for (int round = 0; round < 2'000; ++round) {
        std::vector<std::array<std::array<int, 2>, 3>> rows(1 + random() % 14);
        std::vector<Column> columns;
        std::array<std::vector<int>, 3> cuts;
        for (auto& row : rows) {
            for (std::size_t c = 0; c < 3; ++c) {
                const int a = static_cast<int>(random() % 9) - 1;
                const int b = static_cast<int>(random() % 9) - 1;
                row[c] = {std::min(a, b), std::max(a, b)};
                if (random() % 2 == 0) row[c] = {-1, 9};
                cuts[c].push_back(row[c][0]);
                cuts[c].push_back(row[c][1]);
            }
        }
        for (std::size_t c = 0; c < 3; ++c)
            columns.push_back(numbers(std::string(1, static_cast<char>('x' + c)), 0, 5, cuts[c]));
        const Space space(std::move(columns));
        std::vector<Box> boxes;
        for (const auto& row : rows) {
            Box box = space.full();
            for (std::size_t c = 0; c < 3; ++c) {
                box = Space::intersect(box, where(space, c, false, true, true, row[c][0]));
                box = Space::intersect(box, where(space, c, true, true, false, row[c][1]));
            }
            boxes.push_back(std::move(box));
        }
        const bool expected = brute_force_covered(rows);
        covered += expected ? 1 : 0;
        EXPECT_EQ(coverage(space, space.full(), boxes).coverage,
                  expected ? Coverage::Covered : Coverage::Uncovered)
            << "round " << round;
    }
    EXPECT_GT(covered, 100);
    EXPECT_LT(covered, 1'900);
}

}  // namespace
}  // namespace reeve::analyze
