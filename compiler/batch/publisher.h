#pragma once

#include "compiler/batch/compiled_rules.h"
#include "compiler/eval/evaluation.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

// Programs that take the place of one another while their rules are run.

namespace reeve::batch {

/// A program as it was published. Whoever holds it may run its rules, on any number of threads; it
/// goes with its last holder, machine code and all.
class Version {
public:
    /// The program has no errors.
    Version(std::shared_ptr<const typed::Program> program, std::uint64_t number);

    [[nodiscard]] const eval::Rules& rules() const { return rules_; }
    [[nodiscard]] std::uint64_t number() const { return number_; }
    [[nodiscard]] const std::shared_ptr<CompiledRules>& compiled(typed::WorkTypeId type) const {
        return compiled_[type.index()];
    }
    /// Whether machine code runs all of its rules.
    [[nodiscard]] bool is_native() const;

private:
    std::shared_ptr<const typed::Program> program_;
    eval::Rules rules_;
    std::uint64_t number_;
    std::vector<std::shared_ptr<CompiledRules>> compiled_;  // by work type
};

/// Publishing holds nobody up: a version runs as blocks from the moment at which it is published,
/// and as machine code once a thread of the publisher's own has made that. Any thread may call
/// anything.
class Publisher {
public:
    /// Without `compile` blocks serve for good. It is called on the publisher's thread alone.
    explicit Publisher(codegen::CompileUnit compile);
    /// Waits for the machine code that is being made.
    ~Publisher();
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;

    /// The new version, which is current from then on. It is numbered from 1 in the order of calls.
    std::shared_ptr<const Version> publish(std::shared_ptr<const typed::Program> program);
    /// Null before the first.
    [[nodiscard]] std::shared_ptr<const Version> current() const;

    /// Until the current version has its machine code, or none can be made.
    void wait();
    /// Why there was no machine code for a version, the last time that there was none.
    [[nodiscard]] std::optional<std::string> failure() const;

private:
    void run();

    codegen::CompileUnit compile_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<const Version> current_;
    std::uint64_t published_ = 0;
    std::uint64_t compiled_ = 0;  // the last version that the thread has done with
    std::optional<std::string> failure_;
    bool over_ = false;
    std::thread thread_;
};

}  // namespace reeve::batch
