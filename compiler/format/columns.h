#pragma once

#include "compiler/format/rows.h"

#include <vector>

namespace reeve::format {

/// Decides where the cells of a block's rows stand. Neighbouring rows of one kind share their
/// columns. A column stands two blanks (one, in tables and lists) right of the longest cell before
/// it; where the author has lined up two or more rows a little further right, it stays there.
void align_columns(std::vector<Row>& rows, std::uint32_t indent, const Tokens& tokens);

/// Curve and step points: left sides that begin with a number end in one column, values too.
void align_points(std::vector<Row>& rows, const Tokens& tokens);

/// The column of the comment that ends each row, from the rows' indentation; zero for rows without
/// one and for those whose end is not known yet.
std::vector<std::uint32_t> comment_columns(const std::vector<Row>& rows, const Tokens& tokens);

/// Where a flat row ends.
std::uint32_t end_of(const Row& row);

}  // namespace reeve::format
