#pragma once

#include "compiler/source/source.h"
#include "compiler/typed/program.h"
#include "runtime/abi/program.h"

#include <vector>

namespace reeve::bind {

abi::Named named(const typed::Header& header);

/// Lines of escalations and watches, and the texts in them.
class LineDescriber {
public:
    /// `texts` gets what is found, in the order of its numbers.
    LineDescriber(std::vector<const typed::Template*>& texts, const source::SourceSet* sources)
        : texts_(texts), sources_(sources) {}

    abi::TextId text(const typed::Template& text);
    abi::EscalationLine line(const typed::EscalationLine& from);

private:
    abi::Action action(const typed::Action& from);

    std::vector<const typed::Template*>& texts_;
    const source::SourceSet* sources_;
};

}  // namespace reeve::bind
