#include "compiler/jit/object_cache.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/SHA256.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <vector>

namespace reeve::jit {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "reeve object 1\n";
constexpr std::size_t kSumBytes = 32;
/// Drafts of processes that were killed are swept away after so many seconds.
constexpr std::int64_t kDraftSeconds = 3'600;

/// Over the key, too: a file that was renamed is another's.
std::string checksum(std::string_view key, std::string_view object) {
    llvm::SHA256 hash;
    hash.update(llvm::StringRef(key.data(), key.size()));
    hash.update(llvm::StringRef(object.data(), object.size()));
    const std::array<std::uint8_t, kSumBytes> sum = hash.final();
    return {reinterpret_cast<const char*>(sum.data()), sum.size()};
}

/// Who may write what is run here: its owner alone.
bool is_ours(const struct stat& status) {
    return status.st_uid == geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

class Descriptor {
public:
    Descriptor(const std::string& path, int flags)
        : number_(open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }

    [[nodiscard]] bool write_all(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t count = ::write(number_, text.data(), text.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    [[nodiscard]] bool read_all(std::string& text) const {
        std::size_t done = 0;
        while (done < text.size()) {
            const ssize_t count = ::read(number_, text.data() + done, text.size() - done);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return false;
            done += static_cast<std::size_t>(count);
        }
        return true;
    }

private:
    int number_;
};

}  // namespace

bool ObjectCache::is_usable() const {
    if (options_.directory.empty()) return false;
    std::error_code error;
    const fs::path directory = options_.directory;
    if (!fs::exists(directory, error)) {
        fs::create_directories(directory.parent_path(), error);
        if (mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) return false;
    }
    struct stat status {};
    return stat(directory.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && is_ours(status);
}

std::optional<std::string> ObjectCache::find(std::string_view key) const {
    if (!is_usable()) return std::nullopt;
    const std::string path = options_.directory + "/" + std::string(key) + ".o";
    const Descriptor file(path, O_RDONLY | O_NONBLOCK);
    struct stat status {};
    if (!file.is_open() || fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode) ||
        !is_ours(status))
        return std::nullopt;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size < kMagic.size() + kSumBytes || size > options_.bytes_max) return std::nullopt;
    std::string text(size, '\0');
    if (!file.read_all(text) || !text.starts_with(kMagic)) return std::nullopt;
    std::string object = text.substr(kMagic.size() + kSumBytes);
    if (text.substr(kMagic.size(), kSumBytes) != checksum(key, object)) return std::nullopt;
    // The time of a file says when it was last of use.
    (void)futimens(file.number(), nullptr);
    return object;
}

void ObjectCache::store(std::string_view key, std::string_view object) const {
    static std::atomic<std::uint64_t> count = 0;
    if (!is_usable() || object.size() > options_.bytes_max / 2) return;
    const std::string path = options_.directory + "/" + std::string(key) + ".o";
    const std::string draft =
        path + "." + std::to_string(getpid()) + "." + std::to_string(++count) + ".draft";
    bool whole = false;
    {
        const Descriptor file(draft, O_WRONLY | O_CREAT | O_EXCL);
        whole = file.is_open() && file.write_all(kMagic) && file.write_all(checksum(key, object)) &&
                file.write_all(object);
    }
    if (!whole || rename(draft.c_str(), path.c_str()) != 0) {
        (void)unlink(draft.c_str());
        return;
    }
    make_room();
}

void ObjectCache::make_room() const {
    struct Kept {
        fs::path path;
        std::uint64_t bytes = 0;
        std::int64_t last_use = 0;
    };
    std::vector<Kept> files;
    std::uint64_t total = 0;
    std::error_code error;
    const std::int64_t now = time(nullptr);
    for (fs::directory_iterator entry(options_.directory, error), end; !error && entry != end;
         entry.increment(error)) {
        // Files that we did not write are left alone.
        const std::string name = entry->path().filename();
        const bool draft = name.ends_with(".draft");
        struct stat status {};
        if ((!draft && !name.ends_with(".o")) || lstat(entry->path().c_str(), &status) != 0 ||
            !S_ISREG(status.st_mode))
            continue;
        if (draft) {
            if (now - status.st_mtime > kDraftSeconds) (void)unlink(entry->path().c_str());
            continue;
        }
        const auto nanoseconds =
            std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
        files.push_back({entry->path(), static_cast<std::uint64_t>(status.st_size), nanoseconds});
        total += files.back().bytes;
    }
    std::ranges::sort(files, {}, &Kept::last_use);
    for (const Kept& file : files) {
        if (total <= options_.bytes_max) return;
        if (unlink(file.path.c_str()) == 0) total -= file.bytes;
    }
}

}  // namespace reeve::jit
