#include "compiler/batch/compiled_rules.h"

#include "base/check.h"

namespace reeve::batch {

CompiledRules::CompiledRules(const typed::Program& program, typed::WorkTypeId type)
    : blocks_(codegen::lower(program, type)),
      entry_(blocks_.entry, blocks_.layout.schema()),
      now_(blocks_.now, blocks_.layout.schema()),
      one_(blocks_.one.unit, blocks_.layout.schema()) {}

CompiledRules::~CompiledRules() = default;

std::expected<void, std::string> CompiledRules::make_native(const codegen::CompileUnit& compile) {
    CHECK(owned_ == nullptr);
    const columns::Schema schema = blocks_.layout.schema();
    auto entry = compile(blocks_.entry, schema);
    if (!entry) return std::unexpected(std::move(entry.error()));
    auto now = compile(blocks_.now, schema);
    if (!now) return std::unexpected(std::move(now.error()));
    auto one = compile(blocks_.one.unit, schema);
    if (!one) return std::unexpected(std::move(one.error()));
    owned_ =
        std::make_unique<const Native>(Native{std::move(*entry), std::move(*now), std::move(*one)});
    native_.store(owned_.get(), std::memory_order_release);
    return {};
}

bool CompiledRules::is_native() const { return native_.load(std::memory_order_acquire) != nullptr; }

void CompiledRules::run_entry(const abi::Batch& batch) const {
    if (const Native* native = native_.load(std::memory_order_acquire))
        native->entry->kernel()(&batch);
    else
        entry_.run(batch);
}

void CompiledRules::run_entry_of_one(const abi::Batch& batch) const {
    if (const Native* native = native_.load(std::memory_order_acquire))
        native->entry->row()(&batch, 0);
    else
        entry_.run(batch);
}

void CompiledRules::run_one(const abi::Batch& batch) const {
    if (const Native* native = native_.load(std::memory_order_acquire))
        native->one->row()(&batch, 0);
    else
        one_.run(batch);
}

void CompiledRules::run_now(const abi::Batch& batch) const {
    if (const Native* native = native_.load(std::memory_order_acquire))
        native->now->kernel()(&batch);
    else
        now_.run(batch);
}

}  // namespace reeve::batch
