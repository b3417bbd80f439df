#pragma once

#include "compiler/batch/compiled_rules.h"
#include "compiler/batch/item_rules.h"
#include "compiler/bind/reference_rules.h"

namespace reeve::bind {

/// The same rules, of which compiled code says what it can: priority as a line, band, and who may
/// do the work. What it does not cover the evaluator says, and the decisions are the same to the
/// last digit. Loops serve from the first moment, and machine code once `make_native` was called.
class CompiledRules final : public ReferenceRules {
public:
    CompiledRules(std::shared_ptr<const void> owner, const typed::Program& typed,
                  const source::SourceSet* sources, std::string version);

    /// Generates the machine code of all work types, on the caller's thread, while others ask; no
    /// two threads at once. The error is in the words of the code generator; loops go on then.
    std::expected<void, std::string> make_native(const codegen::CompileUnit& compile);

    void decide(const abi::Item& item, const abi::House& house, Instant now, abi::Parts parts,
                abi::Decision& decision) const override;

private:
    struct Type {
        std::shared_ptr<batch::CompiledRules> compiled;
        std::unique_ptr<const batch::ItemRules> one;
    };
    std::vector<Type> types_;  // by WorkTypeId
};

}  // namespace reeve::bind
