#include "cli/chunks.h"

#include "compiler/records/clocks.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace reeve::cli {

namespace {

constexpr std::size_t kChunkRecords = 2'048;
/// Machine code takes some tens of milliseconds to make, and saves some ten nanoseconds a record.
constexpr std::uint64_t kChunksBeforeCode = 32;

}  // namespace

struct Chunks::Chunk {
    std::vector<records::Record> records;
    std::vector<eval::Evaluation> answers;
    bool done = false;

    void evaluate(const ChunkOptions& options, batch::Batch& batch) {
        for (records::Record& record : records) {
            if (record.due)
                records::set_due(*options.rules, options.question.house, *record.due, record.item);
            batch.add(std::move(record.item));
        }
        answers = batch.evaluations(options.question, options.wanted);
        std::vector<eval::Item> items = batch.release();
        for (std::size_t i = 0; i < items.size(); ++i) records[i].item = std::move(items[i]);
    }
};

/// Threads that evaluate chunks, each on columns of its own. Chunks come back in order.
class Chunks::Workers {
public:
    Workers(const ChunkOptions& options, unsigned count) : options_(options) {
        for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
    }
    ~Workers() {
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
        }
        work_.notify_all();
        for (std::thread& thread : threads_) thread.join();
    }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    void submit(std::unique_ptr<Chunk> chunk) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.push_back(chunk.get());
            under_way_.push_back(std::move(chunk));
        }
        work_.notify_one();
    }

    /// The oldest chunk, where it is done; waits for it where more than `most` are under way.
    std::unique_ptr<Chunk> take(std::size_t most) {
        std::unique_lock lock(mutex_);
        if (under_way_.empty()) return nullptr;
        if (under_way_.size() > most) done_.wait(lock, [this] { return under_way_.front()->done; });
        if (!under_way_.front()->done) return nullptr;
        auto chunk = std::move(under_way_.front());
        under_way_.pop_front();
        return chunk;
    }

    /// One of the threads does it before it goes on.
    void generate_code() {
        {
            const std::lock_guard lock(mutex_);
            code_wanted_ = true;
        }
        work_.notify_one();
    }

    [[nodiscard]] std::size_t count() const { return threads_.size(); }

private:
    void run() {
        batch::Batch batch(*options_.rules, options_.type, options_.compiled);
        std::unique_lock lock(mutex_);
        while (true) {
            work_.wait(lock, [this] { return over_ || code_wanted_ || !waiting_.empty(); });
            if (over_) return;
            if (code_wanted_) {
                code_wanted_ = false;
                lock.unlock();
                // Without it blocks go on serving.
                (void)options_.compiled->make_native(options_.compile_later);
                lock.lock();
                continue;
            }
            Chunk* chunk = waiting_.front();
            waiting_.pop_front();
            lock.unlock();
            chunk->evaluate(options_, batch);
            lock.lock();
            chunk->done = true;
            done_.notify_one();
        }
    }

    const ChunkOptions& options_;
    std::mutex mutex_;
    std::condition_variable work_, done_;
    std::deque<std::unique_ptr<Chunk>> under_way_;  // in order
    std::deque<Chunk*> waiting_;
    bool code_wanted_ = false;
    bool over_ = false;
    std::vector<std::thread> threads_;
};

Chunks::Chunks(ChunkOptions options, Write write)
    : options_(std::move(options)), write_(std::move(write)), chunk_(std::make_unique<Chunk>()) {
    if (options_.threads == 0) options_.threads = std::max(1U, std::thread::hardware_concurrency());
}

Chunks::~Chunks() = default;

void Chunks::add(records::Record record) {
    chunk_->records.push_back(std::move(record));
    if (chunk_->records.size() == kChunkRecords) submit();
}

void Chunks::submit() {
    ++submitted_;
    auto chunk = std::exchange(chunk_, std::make_unique<Chunk>());
    const bool more = chunk->records.size() == kChunkRecords;
    if (!workers_ && options_.threads > 1 && more)
        workers_ = std::make_unique<Workers>(options_, options_.threads);
    if (!workers_) {
        if (!batch_)
            batch_ =
                std::make_unique<batch::Batch>(*options_.rules, options_.type, options_.compiled);
        chunk->evaluate(options_, *batch_);
        write(*chunk);
        return;
    }
    if (submitted_ == kChunksBeforeCode && options_.compiled && options_.compile_later)
        workers_->generate_code();
    workers_->submit(std::move(chunk));
    while (const auto done = workers_->take(2 * workers_->count())) write(*done);
}

void Chunks::finish() {
    if (!chunk_->records.empty()) submit();
    if (!workers_) return;
    while (const auto done = workers_->take(0)) write(*done);
    workers_.reset();
}

void Chunks::write(Chunk& chunk) {
    for (std::size_t i = 0; i < chunk.records.size(); ++i)
        write_(chunk.records[i], chunk.answers[i]);
    written_ += chunk.records.size();
}

}  // namespace reeve::cli
