#include "runtime/columns/columns.h"

#include "base/check.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace reeve::columns {

namespace {

constexpr std::size_t kAlignment = 64;

std::byte* allocate(std::size_t bytes) {
    const std::size_t rounded = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    void* memory = std::aligned_alloc(kAlignment, std::max(rounded, kAlignment));
    CHECK(memory != nullptr);
    std::memset(memory, 0, std::max(rounded, kAlignment));
    return static_cast<std::byte*>(memory);
}

bool fits(ColumnType type, std::int64_t value) {
    if (type.width == Width::Bits64) return true;
    const int bits = 8 * bytes_of(type.width);
    const std::int64_t high = (std::int64_t{1} << (type.is_signed ? bits - 1 : bits)) - 1;
    const std::int64_t low = type.is_signed ? -high - 1 : 0;
    return low <= value && value <= high;
}

template <class T>
T load(const std::byte* from) {
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

std::int64_t load(ColumnType type, const std::byte* from) {
    switch (type.width) {
        case Width::Bits8:
            return type.is_signed ? load<std::int8_t>(from) : load<std::uint8_t>(from);
        case Width::Bits16:
            return type.is_signed ? load<std::int16_t>(from) : load<std::uint16_t>(from);
        case Width::Bits32:
            return type.is_signed ? std::int64_t{load<std::int32_t>(from)}
                                  : std::int64_t{load<std::uint32_t>(from)};
        case Width::Bits64: break;
    }
    return load<std::int64_t>(from);
}

}  // namespace

void Columns::Free::operator()(std::byte* bytes) const { std::free(bytes); }

Columns::Columns(Schema schema) : schema_(std::move(schema)) {
    values_.resize(schema_.columns.size());
    missing_.resize(schema_.columns.size());
    grow();
}

/// Twice the room, always a multiple of the padding, so that whole steps of a kernel are readable.
void Columns::grow() {
    const std::uint32_t room = std::max(kRowsPadded, capacity_ * 2);
    for (std::size_t i = 0; i < values_.size(); ++i) {
        const auto width = static_cast<std::size_t>(bytes_of(schema_.columns[i].width));
        Bytes bigger(allocate(room * width));
        if (values_[i]) std::memcpy(bigger.get(), values_[i].get(), size_ * width);
        values_[i] = std::move(bigger);
        if (!schema_.columns[i].optional) continue;
        Bytes marks(allocate(room));
        if (missing_[i]) std::memcpy(marks.get(), missing_[i].get(), size_);
        missing_[i] = std::move(marks);
    }
    capacity_ = room;
}

std::byte* Columns::at(std::size_t column, std::uint32_t row) const {
    return values_[column].get() +
           static_cast<std::size_t>(row) *
               static_cast<std::size_t>(bytes_of(schema_.columns[column].width));
}

void Columns::zero(std::uint32_t first, std::uint32_t count) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
        std::memset(at(i, first), 0,
                    count * static_cast<std::size_t>(bytes_of(schema_.columns[i].width)));
        if (missing_[i]) std::memset(missing_[i].get() + first, 0, count);
    }
}

/// All rows of a step are made zeros by its first one: what was left there by rows that are gone
/// could be numbers that mean nothing any more.
Row Columns::insert() {
    if (size_ == capacity_) grow();
    if (size_ % kRowsPadded == 0) zero(size_, kRowsPadded);
    return {size_++};
}

std::uint32_t Columns::remove(Row row) {
    CHECK(row.index < size_);
    const std::uint32_t last = --size_;
    for (std::size_t i = 0; i < values_.size() && last != row.index; ++i) {
        std::memcpy(at(i, row.index), at(i, last),
                    static_cast<std::size_t>(bytes_of(schema_.columns[i].width)));
        if (missing_[i]) missing_[i][row.index] = missing_[i][last];
    }
    zero(last, 1);
    return last;
}

void Columns::set(Row row, std::size_t column, std::int64_t value) {
    CHECK(row.index < size_);
    const ColumnType type = schema_.columns[column];
    CHECK(fits(type, value));
    // Little-endian, as all machines are that the code is generated for.
    std::memcpy(at(column, row.index), &value, static_cast<std::size_t>(bytes_of(type.width)));
}

std::int64_t Columns::get(Row row, std::size_t column) const {
    CHECK(row.index < size_);
    return load(schema_.columns[column], at(column, row.index));
}

void Columns::set_missing(Row row, std::size_t column, bool missing) {
    CHECK(row.index < size_ && missing_[column]);
    missing_[column][row.index] = std::byte{missing};
}

bool Columns::is_missing(Row row, std::size_t column) const {
    CHECK(row.index < size_);
    return missing_[column] && missing_[column][row.index] != std::byte{0};
}

Columns::Chunk Columns::chunk(std::uint32_t first, std::uint32_t count) const {
    CHECK(first % kRowsPadded == 0 && count % kRowsPadded == 0);
    Chunk chunk;
    if (first >= size_) return chunk;
    chunk.count = std::min(count, size_ - first);
    for (std::size_t i = 0; i < values_.size(); ++i) {
        chunk.values.push_back(at(i, first));
        chunk.missing.push_back(
            missing_[i] ? reinterpret_cast<const std::uint8_t*>(missing_[i].get()) + first
                        : nullptr);
    }
    return chunk;
}

}  // namespace reeve::columns
