#pragma once

#include "compiler/source/source.h"
#include "compiler/typed/program.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

// The forms of a program beyond its analysis: how it is computed.

namespace reeve::cli {

enum class CodeForm : std::uint8_t { Lowering, Llvm, LlvmOptimized, Assembly };

inline constexpr std::array kCodeForms{CodeForm::Lowering, CodeForm::Llvm, CodeForm::LlvmOptimized,
                                       CodeForm::Assembly};

/// As `--print` and `--stop-after` name them.
std::string_view to_string(CodeForm form);
std::optional<CodeForm> find_code_form(std::string_view name);

/// Of all work types of a program without errors. The error says why there is no code generator.
std::expected<std::string, std::string> print_code_form(const typed::Program& program,
                                                        const source::SourceSet& sources,
                                                        CodeForm form);

}  // namespace reeve::cli
