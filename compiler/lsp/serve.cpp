#include "compiler/lsp/serve.h"

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace reeve::lsp {

namespace {

constexpr std::size_t kMessageSizeMax = 64 * 1024 * 1024;
constexpr std::size_t kHeadLineMax = 4096;
// How long a document stays as it is before its messages are worked out: while somebody types,
// nobody reads them.
constexpr std::chrono::milliseconds kQuiet{120};

std::optional<std::string> read_line(std::FILE* in) {
    std::string line;
    for (int c = std::getc(in); c != EOF; c = std::getc(in)) {
        if (c == '\n') {
            if (line.ends_with('\r')) line.pop_back();
            return line;
        }
        line += static_cast<char>(c);
        if (line.size() > kHeadLineMax) return std::nullopt;
    }
    return std::nullopt;
}

bool is_length(std::string_view name) {
    constexpr std::string_view kLength = "content-length";
    if (name.size() != kLength.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (small != kLength[i]) return false;
    }
    return true;
}

/// Messages from the reading thread to the one that answers.
class Inbox {
public:
    void put(std::string message) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.push_back(std::move(message));
        }
        changed_.notify_one();
    }
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        changed_.notify_one();
    }
    /// What has come, once something has or the time is over; `closed` when nothing more can come.
    std::deque<std::string> take(std::optional<std::chrono::milliseconds> wait, bool& closed) {
        std::unique_lock lock(mutex_);
        const auto ready = [this] { return closed_ || !waiting_.empty(); };
        if (wait) {
            changed_.wait_for(lock, *wait, ready);
        } else {
            changed_.wait(lock, ready);
        }
        closed = closed_ && waiting_.empty();
        return std::exchange(waiting_, {});
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> waiting_;
    bool closed_ = false;
};

Instant system_time() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

/// Answers until the client is gone. Between messages it works out what nobody waits for.
void answer(Server& server, Inbox& inbox) {
    std::deque<std::string> messages;
    bool closed = false;
    bool work_left = false;
    bool quiet = true;
    while (!server.finished()) {
        std::optional<std::chrono::milliseconds> wait;
        if (!messages.empty() || (work_left && quiet)) {
            wait = std::chrono::milliseconds(0);
        } else if (work_left) {
            wait = kQuiet;
        }
        std::deque<std::string> fresh = inbox.take(wait, closed);
        for (std::string& message : fresh) {
            server.foresee(message);
            messages.push_back(std::move(message));
        }
        if (!messages.empty()) {
            server.receive(messages.front());
            messages.pop_front();
            work_left = true;
            quiet = false;
        } else if (closed) {
            return;
        } else if (quiet || fresh.empty()) {
            quiet = true;
            work_left = work_left && server.work();
        }
    }
}

}  // namespace

std::optional<std::string> read_frame(std::FILE* in) {
    std::optional<std::size_t> length;
    while (true) {
        const std::optional<std::string> line = read_line(in);
        if (!line) return std::nullopt;
        if (line->empty()) break;
        const std::size_t colon = line->find(':');
        if (colon == std::string::npos || !is_length(std::string_view(*line).substr(0, colon)))
            continue;
        const std::size_t begin = line->find_first_not_of(" \t", colon + 1);
        std::size_t value = 0;
        const char* end = line->data() + line->size();
        if (begin == std::string::npos ||
            std::from_chars(line->data() + begin, end, value).ec != std::errc())
            return std::nullopt;
        length = value;
    }
    if (!length || *length > kMessageSizeMax) return std::nullopt;
    std::string message(*length, '\0');
    if (std::fread(message.data(), 1, *length, in) != *length) return std::nullopt;
    return message;
}

void write_frame(std::FILE* out, std::string_view message) {
    std::fprintf(out, "Content-Length: %zu\r\n\r\n", message.size());
    std::fwrite(message.data(), 1, message.size(), out);
    std::fflush(out);
}

int serve(const driver::FileSystem& files, std::string version, std::FILE* in, std::FILE* out) {
    ServerOptions options;
    options.version = std::move(version);
    options.now = system_time;
    options.send = [out](std::string_view message) { write_frame(out, message); };
    Server server(files, std::move(options));
    // The reader may wait for input for ever, so it owns what it uses and is never waited for.
    const auto inbox = std::make_shared<Inbox>();
    std::thread([inbox, in] {
        while (auto message = read_frame(in)) inbox->put(*std::move(message));
        inbox->close();
    }).detach();
    answer(server, *inbox);
    return server.exit_code();
}

}  // namespace reeve::lsp
