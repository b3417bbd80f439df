#pragma once

#include "compiler/explain/text.h"

namespace reeve::cli {

struct ShowOptions {
    bool ascii = false;
    bool color = false;
};
/// Explanations and reports on standard output.
void show(const explain::Text& text, const ShowOptions& options);

}  // namespace reeve::cli
