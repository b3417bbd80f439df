#include "compiler/batch/publisher.h"

#include <algorithm>

namespace reeve::batch {

Version::Version(std::shared_ptr<const typed::Program> program, std::uint64_t number)
    : program_(std::move(program)), rules_(*program_), number_(number) {
    for (std::size_t i = 0; i < program_->work_types.size(); ++i)
        compiled_.push_back(std::make_shared<CompiledRules>(*program_, typed::WorkTypeId(i)));
}

bool Version::is_native() const {
    return std::ranges::all_of(compiled_, [](const auto& rules) { return rules->is_native(); });
}

Publisher::Publisher(codegen::CompileUnit compile) : compile_(std::move(compile)) {
    if (compile_) thread_ = std::thread([this] { run(); });
}

Publisher::~Publisher() {
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const Version> Publisher::publish(std::shared_ptr<const typed::Program> program) {
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(mutex_);
        number = ++published_;
    }
    // What takes time is done while the version before serves.
    auto version = std::make_shared<const Version>(std::move(program), number);
    std::shared_ptr<const Version> before;
    {
        const std::lock_guard lock(mutex_);
        // Of two that are published at once the later one stays.
        if (!current_ || current_->number() < number) before = std::exchange(current_, version);
    }
    changed_.notify_all();
    // Here the version before may go, where nobody waits for it.
    return version;
}

std::shared_ptr<const Version> Publisher::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

void Publisher::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock,
                  [this] { return !compile_ || !current_ || compiled_ >= current_->number(); });
}

std::optional<std::string> Publisher::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

/// Only the current version is worth machine code: the others are about to go.
void Publisher::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock,
                      [this] { return over_ || (current_ && current_->number() > compiled_); });
        if (over_) return;
        std::shared_ptr<const Version> version = current_;
        const std::size_t count = version->rules().program().work_types.size();
        std::optional<std::string> failure;
        for (std::size_t i = 0; i < count && !over_ && current_ == version; ++i) {
            lock.unlock();
            const auto made = version->compiled(typed::WorkTypeId(i))->make_native(compile_);
            lock.lock();
            if (!made) failure = made.error();
        }
        compiled_ = version->number();
        if (failure) failure_ = std::move(failure);
        lock.unlock();
        changed_.notify_all();
        // Perhaps the last holder; never under the lock.
        version.reset();
        lock.lock();
    }
}

}  // namespace reeve::batch
