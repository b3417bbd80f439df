#pragma once

#include "compiler/typed/program.h"

#include <vector>

// Who puts items into which queue or workbin by rule. People may move items anywhere.

namespace reeve::analyze {

/// One rule that puts items into a queue.
struct Sender {
    enum class Kind : std::uint8_t { Route, Relaxation, Escalation, Step };
    Kind kind = Kind::Route;
    typed::WorkTypeId work_type;  // of the items; invalid for a step without borrowed rules
    typed::Span span;
};

/// For each queue of the program, in its order: all rules that put items there.
std::vector<std::vector<Sender>> senders(const typed::Program& program);

}  // namespace reeve::analyze
