#include "compiler/codegen/layout.h"

#include <algorithm>

namespace reeve::codegen {

columns::Schema Layout::schema() const {
    columns::Schema schema;
    for (const Column& column : columns) schema.columns.push_back(column.type);
    return schema;
}

std::optional<std::size_t> Layout::find(const Source& source) const {
    const auto found = std::ranges::find(columns, source, &Column::source);
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace reeve::codegen
