#pragma once

#include "compiler/eval/value.h"

#include <vector>

namespace reeve::eval {

struct CellTest {
    typed::CellKind kind = typed::CellKind::Any;
    std::vector<Value> values;
    Value low;
    Value high;
};

struct TableRow {
    std::vector<std::vector<CellTest>> cells;  // by column; a cell without tests matches
    typed::ExprId result;
};

/// What can be worked out once for a program: its constants and the cells of its tables.
struct Prepared {
    explicit Prepared(const Program& program);

    std::vector<Value> constants;  // by ExprId; of other operations missing
    std::vector<std::vector<TableRow>> tables;
    std::vector<Value> settings;  // as declared
};

/// A constant of the program as a value.
Value to_value(const typed::Value& constant, const typed::Type& type);
/// What stands for an attribute of somebody unknown: no, 0, "", the first value of a choice.
Value blank(const typed::Type& type);

}  // namespace reeve::eval
