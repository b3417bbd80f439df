#include "runtime/order/heap_table.h"

#include <algorithm>

namespace reeve::order {

void HeapTable::insert(std::uint32_t hash, std::uint32_t heap) {
    constexpr std::size_t kCellsMin = 16;
    if ((used_ + 1) * 4 > cells_.size() * 3) {
        std::vector<Cell> old(std::max(kCellsMin, cells_.size() * 2));
        old.swap(cells_);
        for (const Cell& cell : old) {
            if (cell.heap != kNone) put(cell);
        }
    }
    put({hash, heap});
    ++used_;
}

void HeapTable::erase(std::uint32_t hash, std::uint32_t heap) {
    std::size_t gap = hash & mask();
    while (cells_[gap].heap != heap) gap = (gap + 1) & mask();
    --used_;
    // Those behind it move up, unless they would pass the cell where they belong.
    for (std::size_t i = (gap + 1) & mask(); cells_[i].heap != kNone; i = (i + 1) & mask()) {
        const std::size_t away = (i - cells_[i].hash) & mask();
        if (away < ((i - gap) & mask())) continue;
        cells_[gap] = cells_[i];
        gap = i;
    }
    cells_[gap].heap = kNone;
}

void HeapTable::put(Cell cell) {
    std::size_t i = cell.hash & mask();
    while (cells_[i].heap != kNone) i = (i + 1) & mask();
    cells_[i] = cell;
}

}  // namespace reeve::order
