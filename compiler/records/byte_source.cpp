#include "compiler/records/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace reeve::records {

namespace {

constexpr std::size_t kCapacity = 256 * 1024;

std::string reason_of(int error) {
    switch (error) {
        case ENOENT: return "there is no such file";
        case EACCES: return "it may not be read";
        case EISDIR: return "it is a directory";
        default: return std::strerror(error);
    }
}

}  // namespace

std::expected<std::unique_ptr<FileSource>, std::string> FileSource::open(const std::string& path) {
    const bool standard_input = path == "-";
    const int descriptor =
        standard_input ? dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::unexpected(reason_of(errno));
    std::unique_ptr<FileSource> source(new FileSource(descriptor));
    struct stat status {};
    if (fstat(descriptor, &status) != 0) return std::unexpected(reason_of(errno));
    if (S_ISDIR(status.st_mode)) return std::unexpected(reason_of(EISDIR));
    if (S_ISREG(status.st_mode)) {
        source->size_ = static_cast<std::uint64_t>(status.st_size);
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
    return source;
}

FileSource::~FileSource() { close(descriptor_); }

std::expected<std::size_t, std::string> FileSource::read(std::span<char> room) {
    for (;;) {
        const ssize_t count = ::read(descriptor_, room.data(), room.size());
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) return std::unexpected(reason_of(errno));
    }
}

std::expected<std::size_t, std::string> MemorySource::read(std::span<char> room) {
    const std::size_t count = std::min({room.size(), rest_.size(), piece_});
    std::copy_n(rest_.data(), count, room.data());
    rest_.remove_prefix(count);
    return count;
}

TextWindow::TextWindow(ByteSource& source)
    : source_(source),
      buffer_(std::make_unique<char[]>(kCapacity + kPadding)),
      capacity_(kCapacity) {}

bool TextWindow::more() {
    if (ended_) return false;
    make_room();
    const auto count = source_.read({buffer_.get() + end_, capacity_ - end_});
    if (!count) failure_ = count.error();
    ended_ = !count || *count == 0;
    if (ended_) return false;
    end_ += *count;
    read_ += *count;
    return true;
}

void TextWindow::make_room() {
    if (capacity_ - end_ >= capacity_ / 4) return;
    const std::size_t size = end_ - begin_;
    if (size > capacity_ / 2) {
        auto larger = std::make_unique<char[]>(2 * capacity_ + kPadding);
        std::copy_n(buffer_.get() + begin_, size, larger.get());
        buffer_ = std::move(larger);
        capacity_ *= 2;
    } else {
        std::memmove(buffer_.get(), buffer_.get() + begin_, size);
    }
    begin_ = 0;
    end_ = size;
}

}  // namespace reeve::records
