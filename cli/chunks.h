#pragma once

#include "compiler/batch/batch.h"
#include "compiler/records/record_reader.h"

#include <functional>
#include <memory>
#include <vector>

// Records are evaluated a few thousand at a time, on all processors where there are many, and come
// out in the order in which they went in. Memory does not grow with their number.

namespace reeve::cli {

/// What all chunks of a run are asked, and with what. All that is pointed to outlives the run.
struct ChunkOptions {
    const eval::Rules* rules = nullptr;
    typed::WorkTypeId type;
    eval::Question question;
    batch::Wanted wanted;
    /// Null: everything is asked of the evaluator.
    std::shared_ptr<batch::CompiledRules> compiled;
    /// Generates machine code on one of the threads, once so many records have come that it pays.
    codegen::CompileUnit compile_later;
    /// 0: as many as there are processors.
    unsigned threads = 0;
};

class Chunks {
public:
    using Write = std::function<void(const records::Record&, eval::Evaluation&)>;

    /// `write` is called on the thread that calls `add` and `finish`.
    Chunks(ChunkOptions options, Write write);
    ~Chunks();
    Chunks(const Chunks&) = delete;
    Chunks& operator=(const Chunks&) = delete;

    /// A record without errors, whose text is no longer looked at.
    void add(records::Record record);
    /// Writes what is still under way.
    void finish();
    [[nodiscard]] std::uint64_t written() const { return written_; }

private:
    struct Chunk;
    class Workers;

    void submit();
    void write(Chunk& chunk);

    ChunkOptions options_;
    Write write_;
    std::unique_ptr<Chunk> chunk_;         // being filled
    std::unique_ptr<batch::Batch> batch_;  // of this thread
    std::unique_ptr<Workers> workers_;     // from the second chunk on
    std::uint64_t submitted_ = 0;
    std::uint64_t written_ = 0;
};

}  // namespace reeve::cli
