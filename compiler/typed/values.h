#pragma once

#include "compiler/typed/expr.h"

// Values with names, checked: choices, definitions, tables.

namespace reeve::typed {

/// What every declared thing has. `doc` is the text of its `##` lines.
struct Header {
    std::string name;
    std::string display;  // as written; the name where nothing was written
    std::string doc;
    Span span;  // the name where it is declared
};

/// A set of named values: a declared choice, or one that the program implies (segments of a type,
/// queues, states …).
struct Choice {
    enum class Origin : std::uint8_t {
        Declared,
        Inline,
        Segments,
        Queues,
        Bands,
        Sources,
        Outcomes,
        States,
        Weekdays,
        Presences,
        Builtin
    };
    Header header;  // name empty for inline choices
    Origin origin = Origin::Declared;
    bool ranked = false;
    std::vector<Header> values;  // dotted names for nested segments: `hot.vip`
    /// Names that stand for several values: `hot`; `waiting` for queued and offered.
    struct Group {
        std::string name;
        std::vector<std::uint32_t> values;
    };
    std::vector<Group> groups;
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
    [[nodiscard]] const Group* find_group(std::string_view name) const;
};

struct Param {
    Header header;
    DeclaredType type;
};

struct Define {
    Header header;
    std::vector<Param> params;
    ExprId value;
    DeclaredType result;
};

enum class TablePolicy : std::uint8_t {
    FirstMatch,
    OnlyMatch,
    SumOfMatches,
    HighestMatch,
    LowestMatch
};

enum class CellKind : std::uint8_t {
    Any,
    Missing,
    Values,
    NotValues,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Range,
    HalfOpenRange
};

/// One test of a cell; a cell matches if any of its tests does. Values are constants of the
/// column's type.
struct CellTest {
    CellKind kind = CellKind::Any;
    std::vector<Value> values;
    Value low;
    Value high;
    Span span;
};

struct Cell {
    std::vector<CellTest> tests;
    Span span;
};

struct Row {
    std::vector<Cell> cells;
    ExprId result;
    Span span;
};

struct Table {
    Header header;
    std::vector<Param> columns;
    DeclaredType result;
    TablePolicy policy = TablePolicy::FirstMatch;
    std::vector<Row> rows;
    std::string from_file;
};

}  // namespace reeve::typed
