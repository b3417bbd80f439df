#pragma once

#include "compiler/check/context.h"

#include <compare>
#include <optional>
#include <vector>

// What tables written in rules and tables from files share.

namespace reeve::check {

/// Whether values of the type are more or less than others.
bool is_ordered(const Context& ctx, const typed::Type& type);
/// Nothing where only a calendar could tell.
std::optional<std::strong_ordering> order_of(const typed::Value& a, const typed::Value& b,
                                             const typed::Type& type);
/// What the table can give, from the results of its rows.
typed::Interval result_range(Context& ctx, const typed::Table& table);

/// A table whose rows stand in a file with comma or semicolon between the cells.
struct TableFile {
    const std::vector<typed::Param>& columns;
    const typed::DeclaredType& result;
    const syntax::Text& path;
    source::FileId from;
};
std::vector<typed::Row> read_table_file(Context& ctx, const TableFile& file);

}  // namespace reeve::check
