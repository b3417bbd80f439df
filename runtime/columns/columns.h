#pragma once

#include "runtime/columns/schema.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace reeve::columns {

/// Where a row lies now. It stays valid until a row is removed, which may move the last one into
/// the gap (`Moved` says so).
struct Row {
    std::uint32_t index = 0;
    friend bool operator==(Row, Row) = default;
};

/// Rows as a struct of arrays. One thread writes; others may read while none writes.
class Columns {
public:
    explicit Columns(Schema schema);
    Columns(const Columns&) = delete;
    Columns& operator=(const Columns&) = delete;
    Columns(Columns&&) noexcept = default;
    Columns& operator=(Columns&&) noexcept = default;
    ~Columns() = default;

    [[nodiscard]] const Schema& schema() const { return schema_; }
    [[nodiscard]] std::uint32_t size() const { return size_; }

    /// Adds a row of zeros, nothing missing.
    Row insert();
    /// Removes a row. The last row takes its place: the result is where that one was, so that who
    /// remembers it by index can follow.
    std::uint32_t remove(Row row);
    void clear() { size_ = 0; }

    /// The value has to fit the column's width; CHECK else.
    void set(Row row, std::size_t column, std::int64_t value);
    [[nodiscard]] std::int64_t get(Row row, std::size_t column) const;
    void set_missing(Row row, std::size_t column, bool missing);
    [[nodiscard]] bool is_missing(Row row, std::size_t column) const;

    /// The rows from `first`, at most `count`, which is a multiple of kRowsPadded. `first` is one,
    /// too. Valid until the next insertion.
    struct Chunk {
        std::vector<const void*> values;
        std::vector<const std::uint8_t*> missing;
        std::uint32_t count = 0;
        [[nodiscard]] View view() const { return {values.data(), missing.data(), count}; }
    };
    [[nodiscard]] Chunk chunk(std::uint32_t first, std::uint32_t count) const;

private:
    struct Free {
        void operator()(std::byte* bytes) const;
    };
    using Bytes = std::unique_ptr<std::byte[], Free>;

    void grow();
    void zero(std::uint32_t first, std::uint32_t count);
    [[nodiscard]] std::byte* at(std::size_t column, std::uint32_t row) const;

    Schema schema_;
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 0;
    std::vector<Bytes> values_;
    std::vector<Bytes> missing_;  // null where the column is not optional
};

}  // namespace reeve::columns
