#pragma once

#include "compiler/check/context.h"

#include <optional>
#include <string>

// Expressions and types in the words of messages.

namespace reeve::check {

/// The expression as an author would write it; nothing where it is long or broken.
std::optional<std::string> source_text(const syntax::Module& module, syntax::ExprId expr);

/// A value to use where one is missing: `0`, `0%`, `0 EUR`, `no`, `""`; empty where none suggests
/// itself.
std::string stand_in(const typed::Program& program, const typed::Type& type);

/// `a`, `b` and `c`, each in backticks; at most some of them.
std::string names_text(const std::vector<std::string>& names);

/// "1 column", "3 columns".
std::string counted(std::size_t count, std::string_view word);

}  // namespace reeve::check
