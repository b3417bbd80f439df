#include "runtime/columns/columns.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace reeve::columns {
namespace {

Schema mixed() {
    return {{{Width::Bits8, false, false},
             {Width::Bits16, true, true},
             {Width::Bits32, true, false},
             {Width::Bits64, true, true}}};
}

TEST(Columns, KeepWhatFitsTheirWidth) {
    Columns columns(mixed());
    const Row row = columns.insert();
    columns.set(row, 0, 255);
    columns.set(row, 1, -32'768);
    columns.set(row, 2, -2'147'483'648);
    columns.set(row, 3, -1);
    EXPECT_EQ(columns.get(row, 0), 255);
    EXPECT_EQ(columns.get(row, 1), -32'768);
    EXPECT_EQ(columns.get(row, 2), -2'147'483'648);
    EXPECT_EQ(columns.get(row, 3), -1);
    EXPECT_DEATH(columns.set(row, 0, 256), "");
    EXPECT_DEATH(columns.set(row, 0, -1), "");
}

TEST(Columns, ANewRowHasZerosAlsoWhereAnotherWasRemoved) {
    Columns columns(mixed());
    columns.set(columns.insert(), 2, 7);
    columns.set_missing(Row{0}, 1, true);
    EXPECT_EQ(columns.remove(Row{0}), 0U);
    const Row row = columns.insert();
    EXPECT_EQ(columns.get(row, 2), 0);
    EXPECT_FALSE(columns.is_missing(row, 1));
}

/// Kernels look numbers up in tables, those of the rows behind the last one, too.
TEST(Columns, RowsBehindTheLastAreZeros) {
    Columns columns(mixed());
    for (int i = 0; i < 100; ++i) {
        const Row row = columns.insert();
        columns.set(row, 3, 1'000'000 + i);
        columns.set_missing(row, 3, true);
    }
    while (columns.size() > 90) columns.remove(Row{columns.size() / 2});
    const auto expect_zeros = [&] {
        const std::uint32_t first = columns.size() / kRowsPadded * kRowsPadded;
        const Columns::Chunk chunk = columns.chunk(first, kRowsPadded);
        for (std::uint32_t i = chunk.count; i < kRowsPadded; ++i) {
            ASSERT_EQ(static_cast<const std::int64_t*>(chunk.values[3])[i], 0);
            ASSERT_EQ(chunk.missing[3][i], 0);
        }
    };
    expect_zeros();
    columns.clear();
    columns.insert();
    expect_zeros();
}

TEST(Columns, BehaveAsAListOfRowsUnderRandomChanges) {
    std::mt19937_64 random(7);
    Columns columns(mixed());
    struct Model {
        std::int64_t small, large;
        bool missing;
    };
    std::vector<Model> model;
    for (int step = 0; step < 20'000; ++step) {
        const auto choice = random() % 4;
        if (choice < 2 || model.empty()) {
            const Row row = columns.insert();
            ASSERT_EQ(row.index, model.size());
            model.push_back({});
        } else if (choice == 2) {
            const Row row{static_cast<std::uint32_t>(random() % model.size())};
            Model& to = model[row.index];
            to = {static_cast<std::int16_t>(random()), static_cast<std::int64_t>(random()),
                  random() % 2 == 0};
            columns.set(row, 1, to.small);
            columns.set(row, 3, to.large);
            columns.set_missing(row, 3, to.missing);
        } else {
            const Row row{static_cast<std::uint32_t>(random() % model.size())};
            const std::uint32_t moved = columns.remove(row);
            ASSERT_EQ(moved, model.size() - 1);
            model[row.index] = model[moved];
            model.pop_back();
        }
    }
    ASSERT_EQ(columns.size(), model.size());
    for (std::uint32_t i = 0; i < model.size(); ++i) {
        EXPECT_EQ(columns.get(Row{i}, 1), model[i].small);
        EXPECT_EQ(columns.get(Row{i}, 3), model[i].large);
        EXPECT_EQ(columns.is_missing(Row{i}, 3), model[i].missing);
    }
    std::uint32_t seen = 0;
    for (std::uint32_t first = 0; first < columns.size(); first += 128) {
        const Columns::Chunk chunk = columns.chunk(first, 128);
        const auto* values = static_cast<const std::int64_t*>(chunk.view().values[3]);
        for (std::uint32_t i = 0; i < chunk.count; ++i, ++seen)
            ASSERT_EQ(values[i], model[seen].large);
    }
    EXPECT_EQ(seen, model.size());
}

}  // namespace
}  // namespace reeve::columns
