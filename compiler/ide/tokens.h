#pragma once

#include "compiler/ide/program.h"

#include <vector>

namespace reeve::ide {

enum class TokenType : std::uint8_t {
    Keyword,
    Type,
    Class,       // work types, case plans
    EnumMember,  // values of choices, segments, outcomes, bands
    Property,    // attributes
    Parameter,
    Variable,   // definitions, settings, facts
    Function,   // tables, definitions with parameters
    Namespace,  // the house: calendars, teams, skills, queues
    Number,
    String,
    Comment,
    Operator
};

struct TokenModifiers {
    static constexpr std::uint32_t kDeclaration = 1;
    static constexpr std::uint32_t kReadonly = 2;
    static constexpr std::uint32_t kModification = 4;
    static constexpr std::uint32_t kLibrary = 8;  // declared in a library file
    static constexpr std::uint32_t kDocumentation = 16;
};

/// A piece of one line.
struct SemanticToken {
    Span span;
    TokenType type = TokenType::Keyword;
    std::uint32_t modifiers = 0;
};

/// What each word of the range means, in the order of the text.
std::vector<SemanticToken> semantic_tokens(const Program& program, Span range);

}  // namespace reeve::ide
