#pragma once

#include "compiler/explain/finding.h"
#include "compiler/source/source.h"

// What stands in the rule files, in one line.

namespace reeve::explain {

class SourceText {
public:
    SourceText(const source::SourceSet& sources, const typed::Program& program)
        : sources_(sources), program_(program) {}

    /// Without comments and line breaks; brackets that the span cuts off are taken in.
    [[nodiscard]] std::string text(source::Span span) const;
    [[nodiscard]] std::string text(typed::ExprId id) const;
    /// A line of a block without its condition; `{…}` stands for a block in braces.
    [[nodiscard]] std::string line(source::Span line, const typed::Condition& condition) const;
    /// `when …`, `otherwise` or nothing.
    [[nodiscard]] std::string condition(const typed::Condition& condition) const;
    [[nodiscard]] Place place(source::Span span) const;

private:
    const source::SourceSet& sources_;
    const typed::Program& program_;
};

}  // namespace reeve::explain
