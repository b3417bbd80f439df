#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

namespace reeve {

/// An array that grows by slabs of 2^`kBits` values: nothing is ever moved, so that growing to ten
/// million costs no pause and no second copy. New values are not initialised.
template <class T, unsigned kBits>
class Slabs {
    static_assert(std::is_trivially_copyable_v<T>);
    static constexpr std::size_t kSlab = std::size_t{1} << kBits;

public:
    Slabs() = default;
    Slabs(const Slabs& other) {
        for (const auto& slab : other.slabs_) {
            grow();
            std::copy_n(slab.get(), kSlab, slabs_.back().get());
        }
    }
    Slabs& operator=(const Slabs& other) {
        if (this != &other) *this = Slabs(other);
        return *this;
    }
    Slabs(Slabs&&) noexcept = default;
    Slabs& operator=(Slabs&&) noexcept = default;
    ~Slabs() = default;

    T& operator[](std::uint32_t index) { return slabs_[index >> kBits][index & (kSlab - 1)]; }
    const T& operator[](std::uint32_t index) const {
        return slabs_[index >> kBits][index & (kSlab - 1)];
    }

    [[nodiscard]] std::size_t capacity() const { return slabs_.size() * kSlab; }
    void grow() { slabs_.push_back(std::make_unique_for_overwrite<T[]>(kSlab)); }
    [[nodiscard]] std::size_t memory_bytes() const { return capacity() * sizeof(T); }

private:
    std::vector<std::unique_ptr<T[]>> slabs_;
};

/// Indexes of an array that are free to be used again, the last one freed first.
class FreeIndexes {
public:
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};

    /// `kNone` where the caller has to make a new one.
    std::uint32_t take() { return count_ == 0 ? kNone : stack_[--count_]; }
    void release(std::uint32_t index) {
        if (count_ == stack_.capacity()) stack_.grow();
        stack_[count_++] = index;
    }
    [[nodiscard]] std::uint32_t count() const { return count_; }
    [[nodiscard]] std::size_t memory_bytes() const { return stack_.memory_bytes(); }

private:
    Slabs<std::uint32_t, 12> stack_;
    std::uint32_t count_ = 0;
};

}  // namespace reeve
