#include "compiler/driver/formatting.h"

#include "compiler/driver/source_text.h"
#include "compiler/format/format.h"

namespace reeve::driver {

Formatted format_text(const std::string& path, std::string text) {
    Formatted result;
    if (const std::optional<source::FileId> file =
            add_source(path, std::move(text), result.sources, result.sink)) {
        result.text = format::format(result.sources, *file, result.sink);
    }
    result.sink.sort();
    return result;
}

}  // namespace reeve::driver
