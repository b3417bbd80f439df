#include "cli/code_forms.h"

#include "compiler/codegen/lower.h"
#include "compiler/native/entry.h"
#include "compiler/native/load.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::cli {

std::string_view to_string(CodeForm form) {
    switch (form) {
        case CodeForm::Lowering: return "lowering";
        case CodeForm::Llvm: return "llvm";
        case CodeForm::LlvmOptimized: return "llvm-opt";
        case CodeForm::Assembly: return "asm";
    }
    return "";
}

std::optional<CodeForm> find_code_form(std::string_view name) {
    const auto found =
        std::ranges::find(kCodeForms, name, [](CodeForm form) { return to_string(form); });
    return found == kCodeForms.end() ? std::nullopt : std::optional(*found);
}

std::expected<std::string, std::string> print_code_form(const typed::Program& program,
                                                        const source::SourceSet& sources,
                                                        CodeForm form) {
    if (form == CodeForm::Lowering) return codegen::print_lowering(program, sources);
    const auto entry = native::load();
    if (!entry) return std::unexpected("there is no machine code: " + entry.error());
    const auto stage = form == CodeForm::Llvm            ? jit::Stage::Llvm
                       : form == CodeForm::LlvmOptimized ? jit::Stage::LlvmOptimized
                                                         : jit::Stage::Assembly;
    const char* comment = form == CodeForm::Assembly ? "#" : ";";
    std::string text;
    for (std::size_t i = 0; i < program.work_types.size(); ++i) {
        const codegen::Blocks blocks = codegen::lower(program, typed::WorkTypeId(i));
        const columns::Schema schema = blocks.layout.schema();
        const std::string& name = program.work_types[i].header.name;
        text += fmt::format("{} {} when it enters\n", comment, name);
        text += (*entry)->print(blocks.entry, schema, {}, stage);
        text += fmt::format("{} {} at a moment\n", comment, name);
        text += (*entry)->print(blocks.now, schema, {}, stage);
        text += fmt::format("{} {}, one item\n", comment, name);
        text += (*entry)->print(blocks.one.unit, schema, {}, stage);
    }
    return text;
}

}  // namespace reeve::cli
