#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace reeve::model {

enum class RejectionCode : std::uint8_t {
#define REJECTION(name, text) name,
#include "runtime/model/rejections.def"
#undef REJECTION
};

/// The code's name, as callers see it: `OutcomeNeeded`.
std::string_view name_of(RejectionCode code);

/// Why a command was refused. Nothing happened.
struct Rejection {
    RejectionCode code = RejectionCode::UnknownItem;
    std::string text;  // for people: what is wrong, and what to do
};

/// With the code's own text.
Rejection rejection(RejectionCode code);
Rejection rejection(RejectionCode code, std::string text);

}  // namespace reeve::model
