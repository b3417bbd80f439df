#pragma once

#include "compiler/parse/parse.h"

#include <cstdint>
#include <string_view>
#include <vector>

// The words of a file as the formatter sees them: no white space, but what the author's white space
// said.

namespace reeve::format {

/// What a line is about. Lines of one kind that follow one another share their columns.
enum class LineKind : std::uint8_t {
    None,  // no line begins here
    Comment,
    // Declarations whose one-liners stand in columns.
    Team,
    Skill,
    WorkType,
    Queue,
    Priority,
    Route,
    Segment,
    Sla,
    Escalate,
    Calendar,
    Agent,
    OtherDeclaration,
    // Lines of blocks.
    Attribute,
    Intake,
    Promise,
    SegmentLine,
    Band,
    Term,
    Curve,
    To,
    Need,
    After,
    Escalation,
    Step,
    Milestone,
    Ends,
    Instruction,
    Holiday,
    Row,
    Point,
    Other
};

/// May the line be broken before this token, and what happens to a break that the author put there?
enum class Break : std::uint8_t {
    No,          // taken back
    Arithmetic,  // kept; where a long line needs one, the last choice
    Soft,        // kept while the whole would not fit on one line
    Firm         // kept
};

inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

struct Token {
    std::string_view text;
    parse::TokenKind kind = parse::TokenKind::Bad;
    std::uint32_t begin = 0;  // in the source
    std::uint32_t end = 0;
    std::uint32_t line_number = 0;
    std::uint32_t blanks = kNone;   // spaces before it; kNone where there is anything else
    std::uint8_t newlines = 0;      // line breaks before it; 2 stands for more
    std::uint32_t partner = kNone;  // of a bracket: the other one
    std::uint32_t block = kNone;    // of `{`: the block that it opens

    // What the syntax says about it.
    LineKind line = LineKind::None;  // a line begins here
    std::uint8_t trigger = 0;        // of an escalation line
    Break break_before = Break::No;
    bool cell = false;    // a column begins here
    bool wide = false;    // two blanks before it
    bool tight = false;   // no blanks around it
    bool sign = false;    // a minus that belongs to what follows
    bool callee = false;  // the parenthesis after it belongs to it

    [[nodiscard]] bool is_comment() const {
        return kind == parse::TokenKind::Comment || kind == parse::TokenKind::DocComment;
    }
    [[nodiscard]] bool own_line_comment() const { return is_comment() && newlines > 0; }
    [[nodiscard]] bool is(std::string_view what) const { return text == what; }
    [[nodiscard]] bool opens() const { return text == "{" || text == "(" || text == "["; }
    [[nodiscard]] bool closes() const { return text == "}" || text == ")" || text == "]"; }
};

using Tokens = std::vector<Token>;

/// Reads the file's tokens, comments included.
Tokens read_tokens(const source::SourceSet& sources, source::FileId file);

/// Takes out the commas that nothing needs. After `mark`: whether one is needed depends on what
/// follows.
void drop_needless_commas(Tokens& tokens);

/// Finds the partner of each bracket.
void match_brackets(Tokens& tokens);

/// The number of blanks between two tokens of one line, where columns do not decide.
std::uint32_t gap(const Token& left, const Token& right);

/// The nearest token before or after `index` that is not a comment; kNone at the ends.
std::uint32_t previous(const Tokens& tokens, std::uint32_t index);
std::uint32_t next(const Tokens& tokens, std::uint32_t index);

}  // namespace reeve::format
