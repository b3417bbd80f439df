#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/module.h"

#include <map>
#include <memory>
#include <string>

namespace reeve::driver {

struct ParsedFile {
    source::FileId file;
    std::shared_ptr<const syntax::Module> module;
    diagnostics::DiagnosticSink messages;  // of reading and parsing it
    bool has_errors = false;
    /// The last text about which there was nothing to say, and its module: what has changed since
    /// is parsed alone where that gives the same.
    std::shared_ptr<const syntax::Module> clean;
    std::string clean_text;
};

/// Texts and what the parser made of them, for runs that follow one another: of a file whose text
/// is as it was, nothing is parsed again. A file keeps its id when its text changes, so that memory
/// does not grow with the number of changes.
class FileCache {
public:
    struct Name {
        std::string key;   // the same for all ways to write one place
        std::string path;  // as shown
        source::Span
            use;  // where it is named in a rule file; invalid for files of the command line
    };

    /// The file, parsed. What there is to say about it goes to `sink`. Null where the text cannot
    /// be taken in at all, which is reported. Valid until the same key is parsed again.
    const ParsedFile* parse(const Name& name, std::string text, diagnostics::DiagnosticSink& sink);

    /// Null where there is none with that key. Valid until the key is parsed again.
    [[nodiscard]] const ParsedFile* find(const std::string& key) const;

    [[nodiscard]] source::SourceSet& sources() { return sources_; }
    [[nodiscard]] const source::SourceSet& sources() const { return sources_; }

private:
    bool parse_again(const Name& name, std::string text, ParsedFile& parsed);

    source::SourceSet sources_;
    std::map<std::string, ParsedFile> by_key_;
};

}  // namespace reeve::driver
