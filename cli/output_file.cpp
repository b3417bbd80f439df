#include "cli/output_file.h"

#include "base/check.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <utility>

namespace reeve::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSlots = 4;
constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

// What a signal has to remove. A handler may neither allocate nor lock, so the names lie ready.
struct Slot {
    char path[PATH_MAX];
    volatile sig_atomic_t used;
};
std::array<Slot, kSlots> slots;

extern "C" void remove_drafts(int signal) {
    for (Slot& slot : slots)
        if (slot.used != 0) unlink(slot.path);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

std::optional<std::size_t> remember(const std::string& path) {
    if (path.size() >= PATH_MAX) return std::nullopt;
    for (std::size_t i = 0; i < kSlots; ++i) {
        if (slots[i].used != 0) continue;
        std::memcpy(slots[i].path, path.c_str(), path.size() + 1);
        slots[i].used = 1;
        for (const int signal : kSignals) {
            // Who was told to ignore it (`nohup`) goes on ignoring it.
            if (std::signal(signal, remove_drafts) == SIG_IGN) std::signal(signal, SIG_IGN);
        }
        return i;
    }
    return std::nullopt;
}

bool written_in_place(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

std::string reason_of(int error) {
    switch (error) {
        case ENOENT: return "there is no such directory";
        case EACCES: return "it may not be written";
        case EISDIR: return "it is a directory";
        default: return std::strerror(error);
    }
}

/// Where the name leads, through links.
std::string target_of(const std::string& path) {
    std::error_code error;
    const fs::path target = fs::canonical(path, error);
    return error ? path : target.string();
}

}  // namespace

std::expected<std::unique_ptr<OutputFile>, std::string> OutputFile::open(const std::string& path) {
    std::unique_ptr<OutputFile> output(new OutputFile());
    if (path.empty()) {
        output->file_ = stdout;
        return output;
    }
    if (written_in_place(path)) {
        output->file_ = std::fopen(path.c_str(), "wb");
        if (output->file_ == nullptr) return std::unexpected(reason_of(errno));
        return output;
    }
    output->target_ = target_of(path);
    const std::string draft = fmt::format("{}.reeve-{}", output->target_, getpid());
    const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) return std::unexpected(reason_of(errno));
    output->draft_ = draft;
    output->slot_ = remember(draft);
    struct stat status {};
    if (stat(output->target_.c_str(), &status) == 0) fchmod(descriptor, status.st_mode & 0777);
    output->file_ = fdopen(descriptor, "wb");
    CHECK(output->file_ != nullptr);
    return output;
}

OutputFile::~OutputFile() { discard(); }

void OutputFile::write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) failed_ = true;
}

std::optional<std::string> OutputFile::keep() {
    if (std::fflush(file_) != 0 || failed_) {
        const std::string reason = reason_of(errno);
        discard();
        return reason;
    }
    if (draft_.empty()) return std::nullopt;
    std::fclose(std::exchange(file_, nullptr));
    if (std::rename(draft_.c_str(), target_.c_str()) != 0) {
        const std::string reason = reason_of(errno);
        discard();
        return reason;
    }
    draft_.clear();
    discard();
    return std::nullopt;
}

void OutputFile::discard() {
    if (file_ != nullptr && file_ != stdout) std::fclose(std::exchange(file_, nullptr));
    if (!draft_.empty()) unlink(draft_.c_str());
    draft_.clear();
    if (slot_) slots[*slot_].used = 0;
    slot_.reset();
}

}  // namespace reeve::cli
