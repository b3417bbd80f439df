#pragma once

#include "compiler/lsp/context.h"

#include <string_view>

namespace reeve::lsp {

using Handler = Answer (*)(Context& ctx, const json::object& params);

/// Null where there is no such request.
Handler find_handler(std::string_view method);
/// What an editor asks for by itself to decorate a text, and asks again when the text has changed.
bool is_passive(std::string_view method);

}  // namespace reeve::lsp
