#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Where the bytes of a record file come from, piece by piece.

namespace reeve::records {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Reads at most `room.size()` bytes; zero at the end. In the error case why, in words that
    /// end a sentence.
    [[nodiscard]] virtual std::expected<std::size_t, std::string> read(std::span<char> room) = 0;
    /// All that there is to read, where that is known before the end.
    [[nodiscard]] virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
};

/// A file, or standard input for "-".
class FileSource final : public ByteSource {
public:
    /// In the error case why it cannot be read, in words that end a sentence.
    static std::expected<std::unique_ptr<FileSource>, std::string> open(const std::string& path);
    ~FileSource() override;
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    [[nodiscard]] std::expected<std::size_t, std::string> read(std::span<char> room) override;
    [[nodiscard]] std::optional<std::uint64_t> size() const override { return size_; }

private:
    explicit FileSource(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
    std::optional<std::uint64_t> size_;
};

/// A text that somebody else keeps, for tests.
class MemorySource final : public ByteSource {
public:
    /// Gives at most `piece` bytes at a time.
    explicit MemorySource(std::string_view text, std::size_t piece = SIZE_MAX)
        : rest_(text), piece_(piece) {}

    [[nodiscard]] std::expected<std::size_t, std::string> read(std::span<char> room) override;

private:
    std::string_view rest_;
    std::size_t piece_;
};

/// What has been read of a source and not been taken yet: bytes in one piece, followed by kPadding
/// bytes that may be looked at and mean nothing. Grows only as far as its reader asks.
class TextWindow {
public:
    static constexpr std::size_t kPadding = 64;

    explicit TextWindow(ByteSource& source);

    /// Valid until the next `more`.
    [[nodiscard]] std::string_view rest() const { return {buffer_.get() + begin_, end_ - begin_}; }
    /// Reads on. False at the end of the source, or when it failed.
    bool more();
    void drop(std::size_t count) { begin_ += count; }
    [[nodiscard]] const std::optional<std::string>& failure() const { return failure_; }
    /// Bytes taken out of the source so far.
    [[nodiscard]] std::uint64_t consumed() const { return read_ - (end_ - begin_); }

private:
    void make_room();

    ByteSource& source_;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t read_ = 0;
    bool ended_ = false;
    std::optional<std::string> failure_;
};

}  // namespace reeve::records
