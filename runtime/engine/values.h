#pragma once

#include "runtime/abi/program.h"
#include "runtime/model/commands.h"
#include "runtime/model/rejection.h"

#include <expected>

namespace reeve::engine {

using Refusal = std::optional<model::Rejection>;

/// Whether a value that comes in fits its type; what is refused says why. `name` is for the text.
Refusal check_value(const abi::Program& program, const abi::ValueType& type,
                    const abi::Value& value, const std::string& name);

/// A value for each attribute: what was given, else the default. Refused where one is missing,
/// unknown, given twice or does not fit.
std::expected<std::vector<abi::Value>, model::Rejection> complete_values(
    const abi::Program& program, const std::vector<abi::Attribute>& attributes,
    const std::vector<model::AttributeValue>& given);

}  // namespace reeve::engine
