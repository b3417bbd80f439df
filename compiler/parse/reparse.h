#pragma once

#include "compiler/syntax/module.h"

#include <optional>
#include <string_view>

namespace reeve::parse {

/// The module of `text`, made from that of `base_text`, which was read without any message, by
/// parsing only the declarations that differ. The result is the one that `parse` would give, also
/// without any message. Nothing where that is not certain: the text is to be parsed as a whole.
std::optional<syntax::Module> reparse(const syntax::Module& base, std::string_view base_text,
                                      std::string_view text);

}  // namespace reeve::parse
