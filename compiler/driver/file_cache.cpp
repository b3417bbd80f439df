#include "compiler/driver/file_cache.h"

#include "compiler/driver/source_text.h"
#include "compiler/parse/parse.h"
#include "compiler/parse/reparse.h"

#include <utility>

namespace reeve::driver {

const ParsedFile* FileCache::parse(const Name& name, std::string text,
                                   diagnostics::DiagnosticSink& sink) {
    ParsedFile& parsed = by_key_[name.key];
    const bool known = parsed.module != nullptr && sources_.file(parsed.file).path() == name.path &&
                       sources_.file(parsed.file).text() == text;
    if (known) {
        sink.add_all(parsed.messages);
        return &parsed;
    }
    const bool usable = parse_again(name, std::move(text), parsed);
    sink.add_all(parsed.messages);
    return usable ? &parsed : nullptr;
}

const ParsedFile* FileCache::find(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() || found->second.module == nullptr ? nullptr : &found->second;
}

bool FileCache::parse_again(const Name& name, std::string text, ParsedFile& parsed) {
    parsed.module = nullptr;
    parsed.messages = {};
    const std::size_t files_before = sources_.size();
    const bool too_large = text.size() > kSourceSizeMax;
    const std::optional<source::FileId> file =
        add_source(name.path, std::move(text), sources_, parsed.messages, name.use, parsed.file);
    if (too_large) return false;
    if (!parsed.file.valid()) parsed.file = source::FileId(files_before);
    syntax::Module module;
    if (file) {
        const std::string_view whole = sources_.file(*file).text();
        std::optional<syntax::Module> again;
        if (parsed.clean != nullptr)
            again = parse::reparse(*parsed.clean, parsed.clean_text, whole);
        module = again ? *std::move(again) : parse::parse(sources_, *file, parsed.messages);
    } else {
        module.file = parsed.file;
        module.complete = false;
    }
    parsed.has_errors = parsed.messages.has_errors();
    parsed.module = std::make_shared<const syntax::Module>(std::move(module));
    if (file && parsed.messages.count() == 0) {
        parsed.clean = parsed.module;
        parsed.clean_text = sources_.file(*file).text();
    }
    return true;
}

}  // namespace reeve::driver
