#include "base/check.h"
#include "compiler/format/format.h"
#include "compiler/parse/parse.h"

#include <cstddef>
#include <cstdint>
#include <string>

// The formatter's promises, for any bytes that parse: laid out again the text is the same, it means
// the same, and the edits lead to it. That no token is lost the formatter checks itself.

namespace {

using namespace reeve;

struct Text {
    explicit Text(std::string text) : file(sources.add("rules.reeve", std::move(text))) {}

    source::SourceSet sources;
    source::FileId file;
    diagnostics::DiagnosticSink sink;
};

std::string outline(const std::string& text) {
    Text input(text);
    return print(parse::parse(input.sources, input.file, input.sink));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    Text input(text);
    const std::optional<std::string> once = format::format(input.sources, input.file, input.sink);
    CHECK(once.has_value() != input.sink.has_errors());
    if (!once) return 0;
    Text again(*once);
    CHECK(format::format(again.sources, again.file, again.sink) == once);
    CHECK(outline(*once) == outline(text));
    std::string edited = text;
    const auto edits = format::format_edits(input.sources, input.file, input.sink);
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        edited.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
    }
    CHECK(edited == *once);
    return 0;
}
