#pragma once

#include <antlr4-runtime.h>

#include <cstdint>

// Which rules of the grammar end a mistake.

namespace reeve::parse {

enum class Scope : std::uint8_t { None, Line, Head, Declaration };

Scope scope_of(const antlr4::ParserRuleContext* context);

}  // namespace reeve::parse
