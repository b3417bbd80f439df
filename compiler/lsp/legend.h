#pragma once

#include <span>
#include <string_view>

namespace reeve::lsp {

/// The names that numbers in semantic tokens stand for, in the order of ide::TokenType and of the
/// bits of its modifiers.
std::span<const std::string_view> token_type_names();
std::span<const std::string_view> token_modifier_names();

}  // namespace reeve::lsp
