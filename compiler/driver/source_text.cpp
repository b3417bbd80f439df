#include "compiler/driver/source_text.h"

#include "base/text.h"
#include "compiler/diagnostics/catalog.h"

namespace reeve::driver {

namespace messages = diagnostics::messages;

std::optional<source::FileId> add_source(const std::string& path, std::string text,
                                         source::SourceSet& sources,
                                         diagnostics::DiagnosticSink& sink, source::Span named_at,
                                         source::FileId replaced) {
    if (text.size() > kSourceSizeMax) {
        sink.report<messages::file_too_large>(named_at, path)
            .help("split the file and bring its parts together with `use`");
        return std::nullopt;
    }
    const std::optional<std::size_t> invalid = find_invalid_utf8(text);
    source::FileId file = replaced;
    if (file.valid()) {
        sources.replace(file, path, std::move(text));
    } else {
        file = sources.add(path, std::move(text));
    }
    if (!invalid) return file;
    const auto begin = static_cast<std::uint32_t>(*invalid);
    sink.report<messages::not_utf8>(source::Span{file, begin, begin + 1})
        .help("save the file with the encoding UTF-8");
    return std::nullopt;
}

}  // namespace reeve::driver
