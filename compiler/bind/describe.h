#pragma once

#include "compiler/bind/reads.h"
#include "compiler/source/source.h"
#include "runtime/abi/program.h"

namespace reeve::bind {

/// A checked program as the engine sees it. Ids of both are the same numbers, those of expressions
/// included; texts are numbered as they are found.
struct Description {
    abi::Program program;
    std::vector<const typed::Template*> texts;  // by abi::TextId; of the typed program
    std::vector<typed::TimeAmount> terms;       // by abi::TermId
    std::vector<typed::ExprId> of_cases;  // asked about items of steps, and read of their cases
};

/// `sources`, where given, tells in which line of its file a line of an escalation stands.
Description describe(const typed::Program& program, Reader& reader,
                     const source::SourceSet* sources);

}  // namespace reeve::bind
