#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::jit {

struct CacheOptions {
    std::string directory;  // empty: none; made where it is missing, for its owner alone
    std::uint64_t bytes_max = std::uint64_t{256}
                              << 20;  // of all files together; the oldest go first
};

/// Machine code on the disk, one file a key. Any number of threads and processes use a directory at
/// once: files appear whole or not at all. What is cut off, altered or was written by somebody else
/// is never given out. Nothing here fails: without a usable directory nothing is found and nothing
/// kept.
class ObjectCache {
public:
    explicit ObjectCache(CacheOptions options) : options_(std::move(options)) {}

    /// The object that was kept under a key, which consists of letters and digits.
    [[nodiscard]] std::optional<std::string> find(std::string_view key) const;
    void store(std::string_view key, std::string_view object) const;

private:
    [[nodiscard]] bool is_usable() const;
    void make_room() const;

    CacheOptions options_;
};

}  // namespace reeve::jit
