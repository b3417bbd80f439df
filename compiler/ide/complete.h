#pragma once

#include "compiler/ide/program.h"

#include <string>
#include <string_view>
#include <vector>

namespace reeve::ide {

enum class CompletionKind : std::uint8_t {
    Keyword,
    Snippet,
    Type,
    Class,
    Value,
    Attribute,
    Variable,
    Function,
    House,
    Fact,
    File
};

struct Completion {
    std::string label;
    CompletionKind kind = CompletionKind::Keyword;
    std::string detail;
    std::string documentation;  // Markdown
    std::string insert;         // with `$1`, `$0` where `snippet`
    bool snippet = false;
    int rank = 5;  // lower comes first
};

struct Completions {
    Span replaced;  // the word that is being written
    std::vector<Completion> items;
};

/// What may stand at the offset: values of the choice that is compared, names of what the place
/// asks for, attributes and facts in conditions, words of the grammar with what must follow them.
Completions complete(const Program& program, FileId file, std::uint32_t offset);

/// The call around the offset: a definition or table with its parameters, or a function.
struct SignatureHelp {
    std::string label;
    std::string documentation;
    std::vector<std::string> params;  // pieces of the label
    std::uint32_t active = 0;
};
std::optional<SignatureHelp> signature_help(const Program& program, FileId file,
                                            std::uint32_t offset);

}  // namespace reeve::ide
