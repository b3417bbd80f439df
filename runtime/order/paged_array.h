#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace reeve::order {

/// A growing array that is small while it holds little and never moves much: the first page doubles
/// up to its size, further ones are added whole.
template <class T>
class PagedArray {
    static_assert(std::is_trivially_copyable_v<T>);
    static constexpr unsigned kPageBits = 10;
    static constexpr std::uint32_t kPage = 1U << kPageBits;
    using Page = std::unique_ptr<T[]>;

public:
    PagedArray() = default;
    PagedArray(const PagedArray& other) {
        for (std::uint32_t i = 0; i < other.size_; ++i) push_back(other[i]);
    }
    PagedArray& operator=(const PagedArray& other) {
        if (this != &other) *this = PagedArray(other);
        return *this;
    }
    PagedArray(PagedArray&& other) noexcept { *this = std::move(other); }
    PagedArray& operator=(PagedArray&& other) noexcept {
        first_ = std::move(other.first_);
        more_ = std::move(other.more_);
        size_ = std::exchange(other.size_, 0);
        capacity_ = std::exchange(other.capacity_, 0);
        return *this;
    }
    ~PagedArray() = default;

    [[nodiscard]] std::uint32_t size() const { return size_; }
    T& operator[](std::uint32_t i) {
        return i < kPage ? first_[i] : (*more_)[(i >> kPageBits) - 1][i & (kPage - 1)];
    }
    const T& operator[](std::uint32_t i) const {
        return i < kPage ? first_[i] : (*more_)[(i >> kPageBits) - 1][i & (kPage - 1)];
    }

    void push_back(const T& value) {
        if (size_ == capacity_) grow();
        (*this)[size_++] = value;
    }
    /// Gives memory back where more than a page is free.
    void pop_back() {
        --size_;
        if (capacity_ - size_ <= kPage + kPage / 2 || capacity_ <= kPage) return;
        more_->pop_back();
        capacity_ -= kPage;
    }
    [[nodiscard]] std::size_t memory_bytes() const { return capacity_ * sizeof(T); }

private:
    void grow() {
        if (capacity_ < kPage) {
            const std::uint32_t capacity = std::max<std::uint32_t>(1, capacity_ * 2);
            Page page = std::make_unique_for_overwrite<T[]>(capacity);
            std::copy_n(first_.get(), size_, page.get());
            first_ = std::move(page);
            capacity_ = capacity;
            return;
        }
        if (!more_) more_ = std::make_unique<std::vector<Page>>();
        more_->push_back(std::make_unique_for_overwrite<T[]>(kPage));
        capacity_ += kPage;
    }

    Page first_;
    std::unique_ptr<std::vector<Page>> more_;  // most arrays have one page
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 0;
};

}  // namespace reeve::order
