#pragma once

#include "bench/w1/cases.h"
#include "bench/w1/rows.h"
#include "compiler/batch/compiled_rules.h"
#include "compiler/driver/session.h"
#include "runtime/abi/kernel.h"

#include <memory>
#include <span>
#include <string>

// The rules of w1.reeve, compiled, and the items in columns.

namespace reeve::bench {

/// Bytes whose beginning is aligned as vectors like it, with room for a whole step behind.
template <class T>
class Aligned {
public:
    explicit Aligned(std::size_t count)
        : bytes_(count * sizeof(T) + 4096),
          first_(reinterpret_cast<T*>((reinterpret_cast<std::uintptr_t>(bytes_.data()) + 63) / 64 *
                                      64)) {}
    T* data() { return first_; }
    [[nodiscard]] const T* data() const { return first_; }
    T& operator[](std::size_t i) { return first_[i]; }

private:
    std::vector<std::byte> bytes_;
    T* first_;
};

class Workload {
public:
    Workload(const std::string& rule_file, std::size_t count);

    [[nodiscard]] const eval::Rules& rules() const { return *rules_; }
    [[nodiscard]] const std::vector<Case>& cases() const { return cases_; }
    [[nodiscard]] const batch::CompiledRules& compiled() const { return *compiled_; }
    [[nodiscard]] const codegen::Unit& unit() const { return compiled_->blocks().now; }
    [[nodiscard]] columns::Schema schema() const { return compiled_->blocks().layout.schema(); }
    /// What the kernel reads and where it writes.
    [[nodiscard]] abi::Batch batch(std::uint32_t count) const;
    [[nodiscard]] Rows rows() const;
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(cases_.size()); }
    /// Bytes of the columns that a row takes, and of its answers.
    [[nodiscard]] std::size_t bytes_read() const;
    [[nodiscard]] std::size_t bytes_written() const;
    /// What the kernel wrote.
    [[nodiscard]] std::int64_t answer(codegen::Result result, std::size_t row) const;
    /// The share of its promise that an item has used, as binary64.
    [[nodiscard]] double share(std::size_t row) const;

private:
    void fill();
    [[nodiscard]] const void* column(const codegen::Source& source) const;
    [[nodiscard]] const void* attribute(std::string_view name) const;

    driver::DiskFileSystem disk_;
    driver::Session session_;
    std::unique_ptr<eval::Rules> rules_;
    std::shared_ptr<batch::CompiledRules> compiled_;
    std::vector<Case> cases_;
    std::vector<Aligned<std::byte>> columns_;
    std::vector<std::int64_t> slots_;
    std::vector<std::vector<std::uint8_t>> tests_;
    Aligned<std::uint8_t> region_bits_{256}, language_bits_{256};
    std::vector<Aligned<std::byte>> outputs_;
    std::vector<const void*> values_;
    std::vector<const std::uint8_t*> missing_, tables_;
    std::vector<void*> results_;
};

}  // namespace reeve::bench
