#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace reeve::cli {

/// How far a long run has come, on one line of a terminal. Says nothing where no terminal listens,
/// and nothing in the first second.
class Progress {
public:
    /// `size`: bytes in all, where they are known.
    Progress(std::optional<std::uint64_t> size, bool wanted);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(std::uint64_t bytes, std::uint64_t items);
    /// Leaves the line empty, so that something else can be said.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    std::optional<std::uint64_t> size_;
    bool wanted_;
    bool shown_ = false;
    std::uint32_t calls_ = 0;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point next_ = begin_ + std::chrono::seconds(1);
};

/// "45% of 200 MB, 31 MB/s, 4 s left, 120,000 items"; where the size is unknown without share and
/// remaining time.
std::string describe_progress(std::uint64_t bytes, std::optional<std::uint64_t> size,
                              std::uint64_t items, double seconds);

}  // namespace reeve::cli
