#pragma once

#include <cstddef>
#include <string>

// Rule files of any size, made of the same kinds of lines as real ones.

namespace reeve::bench {

/// A correct program of about so many lines: work types with segments, promises, priorities, routes
/// and escalations.
std::string rule_file(std::size_t lines);

/// A correct program with one table of so many columns and rows, in which no row is dead and
/// nothing is left out.
std::string table_file(std::size_t columns, std::size_t rows);

}  // namespace reeve::bench
