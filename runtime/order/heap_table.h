#pragma once

#include <cstdint>
#include <vector>

namespace reeve::order {

/// Finds the heap of a group with given slopes: hashes with linear probing, nothing but numbers
/// inside. Nobody walks through it, so the order of hashes shows nowhere.
class HeapTable {
public:
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};

    template <class IsIt>
    [[nodiscard]] std::uint32_t find(std::uint32_t hash, const IsIt& is_it) const {
        if (cells_.empty()) return kNone;
        for (std::size_t i = hash & mask(); cells_[i].heap != kNone; i = (i + 1) & mask()) {
            if (cells_[i].hash == hash && is_it(cells_[i].heap)) return cells_[i].heap;
        }
        return kNone;
    }
    void insert(std::uint32_t hash, std::uint32_t heap);
    /// A heap that is in the table.
    void erase(std::uint32_t hash, std::uint32_t heap);
    [[nodiscard]] std::size_t memory_bytes() const { return cells_.capacity() * sizeof(Cell); }

private:
    struct Cell {
        std::uint32_t hash = 0;
        std::uint32_t heap = kNone;
    };
    [[nodiscard]] std::size_t mask() const { return cells_.size() - 1; }
    void put(Cell cell);

    std::vector<Cell> cells_;  // a power of two, at most three quarters in use
    std::size_t used_ = 0;
};

}  // namespace reeve::order
