#pragma once

#include "base/time.h"
#include "compiler/driver/file_system.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace reeve::lsp {

struct ServerOptions {
    std::string version;                         // of Reeve, told to the client
    std::function<Instant()> now;                // for what an editor shows of calendars
    std::function<void(std::string_view)> send;  // takes one message, without its frame
};

/// The language server protocol 3.17, without its transport: takes messages and sends messages, one
/// at a time, on the thread that calls. Whatever it is sent, it answers or stays silent; it never
/// throws. Checking happens when an answer needs it, or in `work` while nothing else is to do.
class Server {
public:
    /// `files` outlives the server.
    Server(const driver::FileSystem& files, ServerOptions options);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    /// One message of the client.
    void receive(std::string_view message);
    /// The client no longer wants the answer to a request that has not been received yet; and the
    /// text of a document will change before a request now waiting could be of use. Transports call
    /// it for messages that wait behind others.
    void foresee(std::string_view message);
    /// Does a piece of what waits: messages about one program. Whether something is left.
    bool work();

    [[nodiscard]] bool finished() const;  // the client said `exit`
    [[nodiscard]] int exit_code() const;  // 0 where it said `shutdown` before

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace reeve::lsp
