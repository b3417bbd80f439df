#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <cstdlib>

namespace reeve::cli {

namespace {

constexpr std::size_t kWidthWithoutTerminal = 120;
constexpr std::size_t kWidthMin = 60;

}  // namespace

bool use_color(ColorMode mode, std::FILE* stream) {
    if (mode != ColorMode::Auto) return mode == ColorMode::Always;
    const char* no_color = std::getenv("NO_COLOR");
    if (no_color != nullptr && *no_color != '\0') return false;
    const char* terminal = std::getenv("TERM");
    if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
    return isatty(fileno(stream)) != 0;
}

std::size_t terminal_width(std::FILE* stream) {
    winsize size{};
    if (isatty(fileno(stream)) == 0 || ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 ||
        size.ws_col == 0) {
        return kWidthWithoutTerminal;
    }
    return size.ws_col < kWidthMin ? kWidthMin : size.ws_col;
}

bool needs_ascii(std::FILE* stream) {
    if (isatty(fileno(stream)) == 0) return false;
    // The first that is set decides, as in POSIX.
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        const std::string_view locale(value);
        return locale.find("UTF-8") == std::string_view::npos &&
               locale.find("utf8") == std::string_view::npos;
    }
    return false;
}

void write(std::FILE* stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace reeve::cli
