#include "cli/progress.h"

#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>
#include <array>

namespace reeve::cli {

namespace {

// Reading the clock for each item would cost more than some items do.
constexpr std::uint32_t kCallsBetweenLooks = 64;
constexpr std::chrono::milliseconds kBetweenLines{200};
constexpr const char* kClearLine = "\r\x1b[K";

std::string size_text(double bytes) {
    constexpr std::array<const char*, 4> kUnits{"B", "kB", "MB", "GB"};
    std::size_t unit = 0;
    for (; bytes >= 1000 && unit + 1 < kUnits.size(); ++unit) bytes /= 1000;
    return bytes < 10 && unit > 0 ? fmt::format("{:.1f} {}", bytes, kUnits[unit])
                                  : fmt::format("{:.0f} {}", bytes, kUnits[unit]);
}

std::string time_text(double seconds) {
    const auto total = static_cast<std::uint64_t>(seconds + 0.5);
    if (total < 60) return fmt::format("{} s", total);
    return fmt::format("{} min {:02} s", total / 60, total % 60);
}

std::string grouped(std::uint64_t number) {
    std::string text = fmt::format("{}", number);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

}  // namespace

std::string describe_progress(std::uint64_t bytes, std::optional<std::uint64_t> size,
                              std::uint64_t items, double seconds) {
    const double rate = static_cast<double>(bytes) / seconds;
    const std::string tail = fmt::format("{}/s", size_text(rate));
    if (!size || *size == 0 || bytes > *size || bytes == 0) {
        return fmt::format("{}, {}, {} items", size_text(static_cast<double>(bytes)), tail,
                           grouped(items));
    }
    return fmt::format("{}% of {}, {}, {} left, {} items", 100 * bytes / *size,
                       size_text(static_cast<double>(*size)), tail,
                       time_text(static_cast<double>(*size - bytes) / rate), grouped(items));
}

Progress::Progress(std::optional<std::uint64_t> size, bool wanted)
    : size_(size), wanted_(wanted && isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() { clear(); }

void Progress::show(std::uint64_t bytes, std::uint64_t items) {
    if (!wanted_ || ++calls_ % kCallsBetweenLooks != 0) return;
    const Clock::time_point now = Clock::now();
    if (now < next_) return;
    next_ = now + kBetweenLines;
    shown_ = true;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    write(stderr, kClearLine + describe_progress(bytes, size_, items, seconds));
}

void Progress::clear() {
    if (shown_) write(stderr, kClearLine);
    shown_ = false;
}

}  // namespace reeve::cli
