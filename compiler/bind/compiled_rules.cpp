#include "compiler/bind/compiled_rules.h"

#include "compiler/bind/decide.h"

namespace reeve::bind {

CompiledRules::CompiledRules(std::shared_ptr<const void> owner, const typed::Program& typed,
                             const source::SourceSet* sources, std::string version)
    : ReferenceRules(std::move(owner), typed, sources, std::move(version)) {
    for (std::size_t i = 0; i < typed.work_types.size(); ++i) {
        Type& type = types_.emplace_back();
        type.compiled = std::make_shared<batch::CompiledRules>(typed, abi::WorkTypeId(i));
        type.one = std::make_unique<batch::ItemRules>(evaluator(), type.compiled);
    }
}

std::expected<void, std::string> CompiledRules::make_native(const codegen::CompileUnit& compile) {
    for (Type& type : types_) {
        if (auto made = type.compiled->make_native(compile); !made) return made;
    }
    return {};
}

void CompiledRules::decide(const abi::Item& item, const abi::House& house, Instant now,
                           abi::Parts parts, abi::Decision& decision) const {
    // Cases are decided by the evaluator.
    if (item.work_type.index() >= types_.size())
        return ReferenceRules::decide(item, house, now, parts, decision);
    // Cases and their steps have no compiled rules.
    if (item.work_type.index() >= types_.size())
        return ReferenceRules::decide(item, house, now, parts, decision);
    eval::Context context = evaluator().bare_context(item);
    context.house = &house;
    bind::decide(context, now, parts, decision, types_[item.work_type.index()].one.get());
}

}  // namespace reeve::bind
