#include "runtime/host/batch.h"
#include "runtime/host/impl.h"

#include <fmt/format.h>
#include <algorithm>
#include <chrono>

namespace reeve::host {

namespace {

struct Restored {
    state::State state;
    journal::Sequence last = 0;
};

std::unexpected<journal::Error> error(journal::Error::Kind kind, std::string text) {
    return std::unexpected(journal::Error{kind, std::move(text)});
}

journal::Error other_rules(const std::string& theirs, const std::string& ours) {
    return {journal::Error::Kind::Refused, "the journal was written by rules of version `" +
                                               theirs + "`, and these are version `" + ours + "`"};
}

/// Reads frames into a state; remembers why it stopped.
class Replay {
public:
    Replay(const abi::Program& program, const Options& options)
        : restored{state::State(program), 0}, program_(program), options_(options) {}

    journal::Result<void> run(journal::Journal& journal) {
        auto snapshot = journal.newest_snapshot();
        if (!snapshot) return std::unexpected(snapshot.error());
        if (*snapshot) {
            auto state = state::decode((*snapshot)->bytes, program_);
            if (!state)
                return error(
                    journal::Error::Kind::Refused,
                    "the snapshot cannot be read with these rules by this version of Reeve");
            if (state->version() != program_.version)
                return std::unexpected(other_rules(state->version(), program_.version));
            restored = {std::move(*state), (*snapshot)->at};
        }
        const journal::Sequence after = restored.last;
        const auto first =
            std::min(after + 1, std::max<journal::Sequence>(options_.listen_from, 1));
        auto read = journal.read(first, [&](const journal::Frame& frame) {
            return visit(frame, frame.sequence > after);
        });
        if (stopped_) return std::unexpected(*stopped_);
        return read;
    }

    Restored restored;

private:
    bool visit(const journal::Frame& frame, bool is_new) {
        const auto events = decode(frame.payload);
        if (!events) {
            stopped_ = {journal::Error::Kind::Damaged,
                        fmt::format("frame {} holds no events that this version of Reeve can read",
                                    frame.sequence)};
            return false;
        }
        for (const model::Event& event : *events) {
            if (!is_new) break;
            // Before it is applied: numbers of other rules mean other things.
            const auto* published = std::get_if<model::ProgramPublished>(&event.what);
            if (published != nullptr && published->version != program_.version) {
                stopped_ = other_rules(published->version, program_.version);
                return false;
            }
            state::apply(restored.state, event);
        }
        if (is_new) restored.last = frame.sequence;
        if (options_.listener && frame.sequence >= options_.listen_from)
            options_.listener(frame.sequence, *events);
        return true;
    }

    const abi::Program& program_;
    const Options& options_;
    std::optional<journal::Error> stopped_;
};

}  // namespace

Instant SystemClock::now() const {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

journal::Result<std::unique_ptr<Host>> Host::open(std::shared_ptr<const abi::Rules> rules,
                                                  std::unique_ptr<journal::Journal> journal,
                                                  const Clock& clock, Options options) {
    const auto claim = journal->claim(options.owner, clock.now(), Duration{0});
    if (!claim) return std::unexpected(claim.error());
    Replay replay(rules->program(), options);
    if (auto done = replay.run(*journal); !done) return std::unexpected(done.error());
    auto engine = replay.restored.last == 0
                      ? engine::Engine(std::move(rules), clock.now())
                      : engine::Engine(std::move(rules), std::move(replay.restored.state));
    return std::unique_ptr<Host>(new Host(std::make_unique<Impl>(
        std::move(engine), std::move(journal), *claim, clock, std::move(options))));
}

Host::Host(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Host::~Host() { stop(); }

std::expected<void, Failure> Host::submit(model::Command command, Done done) {
    return impl_->submit({std::move(command), std::move(done)});
}

namespace {

/// A callback and the future that it fulfils.
std::pair<std::shared_ptr<std::promise<Result>>, Done> promised() {
    auto promise = std::make_shared<std::promise<Result>>();
    return {promise, [promise](Result result) { promise->set_value(std::move(result)); }};
}

}  // namespace

std::future<Result> Host::submit(model::Command command) {
    auto [promise, done] = promised();
    if (auto taken = impl_->submit({std::move(command), std::move(done)}); !taken)
        promise->set_value(std::unexpected(taken.error()));
    return promise->get_future();
}

std::future<Result> Host::save_snapshot() {
    auto [promise, done] = promised();
    if (auto taken = impl_->submit({TakeSnapshot{}, std::move(done)}); !taken)
        promise->set_value(std::unexpected(taken.error()));
    return promise->get_future();
}

bool Host::look(const std::function<void(const engine::Engine&)>& look) {
    auto [promise, done] = promised();
    if (!impl_->submit({Look(look), std::move(done)})) return false;
    return promise->get_future().get().has_value();
}

void Host::stop() { impl_->stop(); }

}  // namespace reeve::host
