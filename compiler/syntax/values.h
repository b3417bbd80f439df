#pragma once

#include "compiler/syntax/types.h"

// Declarations of values: choices, types, definitions, tables. `doc` is the text of the `##` lines
// before a declaration.

namespace reeve::syntax {

struct DeclHead {
    Name name;
    std::optional<Text> display;
    std::string doc;
    Span span;     // the whole declaration
    Span keyword;  // its first word or words
};

struct ChoiceDecl {
    DeclHead head;
    bool ranked = false;
    std::vector<ChoiceValue> values;
};

struct TypeDecl {
    DeclHead head;
    Type type;
};

struct DefineDecl {
    DeclHead head;
    bool has_params = false;
    std::vector<Param> params;
    ExprId value;
};

enum class TablePolicy : std::uint8_t {
    FirstMatch,
    OnlyMatch,
    SumOfMatches,
    HighestMatch,
    LowestMatch
};

enum class CellTestKind : std::uint8_t {
    Any,
    Missing,
    Not,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Value,
    Range,
    HalfOpenRange
};

struct CellTest {
    CellTestKind kind = CellTestKind::Any;
    ExprId low;   // the value; the lower end of a range
    ExprId high;  // ranges: the upper end
    Span span;
};

struct Cell {
    std::vector<CellTest> tests;
    Span span;
};

struct TableRow {
    std::vector<Cell> cells;
    ExprId result;
    Span span;
};

struct TableDecl {
    DeclHead head;
    std::vector<Param> params;
    Type result;
    std::optional<TablePolicy> policy;  // first match where unsaid
    Span policy_span;
    std::optional<Text> from_file;
    std::vector<Name> header;  // column names; the last is the result's
    Name result_header;
    std::vector<TableRow> rows;
};

}  // namespace reeve::syntax
