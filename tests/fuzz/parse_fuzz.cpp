#include "base/check.h"
#include "compiler/parse/parse.h"

#include <cstddef>
#include <cstdint>
#include <string>

// The parser's promises, for any bytes: it returns, what it leaves out it has reported, and the
// tokens are the file.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reeve;
    source::SourceSet sources;
    const auto file =
        sources.add("rules.reeve", std::string(reinterpret_cast<const char*>(data), size));
    diagnostics::DiagnosticSink sink;
    const auto module = parse::parse(sources, file, sink);
    CHECK(module.complete || sink.has_errors());
    std::uint32_t end = 0;
    for (const auto& token : parse::tokenize(sources, file)) {
        CHECK(token.span.begin == end && token.span.end > end);
        end = token.span.end;
    }
    CHECK(end == size);
    static_cast<void>(syntax::print(module));
    return 0;
}
