#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Numbers and texts as bytes: seven bits to a byte, the lowest first, a set high bit says that more
// follow (LEB128). Signed numbers are folded so that small ones are short (zigzag).

namespace reeve::model {

class ByteWriter {
public:
    static constexpr bool kReads = false;

    void number(std::uint64_t& value) {
        std::uint64_t rest = value;
        for (; rest >= 0x80; rest >>= 7) bytes_ += static_cast<char>(rest | 0x80);
        bytes_ += static_cast<char>(rest);
    }
    void signed_number(std::int64_t& value) {
        std::uint64_t folded =
            (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
        number(folded);
    }
    void text(std::string& value) {
        std::uint64_t size = value.size();
        number(size);
        bytes_ += value;
    }
    [[nodiscard]] static bool failed() { return false; }
    static void fail() {}
    [[nodiscard]] static std::uint64_t size_max() { return ~std::uint64_t{0}; }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// Bytes from outside: whatever they are, reading ends, and says whether it failed.
class ByteReader {
public:
    static constexpr bool kReads = true;

    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    void number(std::uint64_t& value) {
        value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) return fail();
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return;
        }
        fail();
    }
    void signed_number(std::int64_t& value) {
        std::uint64_t folded = 0;
        number(folded);
        value = static_cast<std::int64_t>((folded >> 1) ^ (~(folded & 1) + 1));
    }
    void text(std::string& value) {
        std::uint64_t size = 0;
        number(size);
        if (size > rest_.size()) return fail();
        value = rest_.substr(0, size);
        rest_.remove_prefix(size);
    }
    [[nodiscard]] bool failed() const { return failed_; }
    void fail() {
        failed_ = true;
        rest_ = {};
    }
    /// No list is longer than what is left.
    [[nodiscard]] std::uint64_t size_max() const { return rest_.size(); }
    [[nodiscard]] bool at_end() const { return rest_.empty() && !failed_; }

private:
    std::string_view rest_;
    bool failed_ = false;
};

}  // namespace reeve::model
