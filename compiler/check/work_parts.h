#pragma once

#include "compiler/check/parts.h"

#include <span>
#include <string>

// The steps of `declare_work` and `check_work`, one file for each subject.

namespace reeve::check {

void declare_queues(Context& ctx);
void declare_intakes(Context& ctx);  // sources and intakes

void check_sources(Context& ctx);
void check_intakes(Context& ctx);
void check_queues(Context& ctx);
void check_routes(Context& ctx);

/// A line of a block in which the first line that holds counts.
struct MatchLine {
    const syntax::Condition* condition = nullptr;
    typed::ExprId when;
    Span span;
};
struct MatchRule {
    Span block;            // where a missing `otherwise` is reported
    std::string subjects;  // what no line may hold for: "items that come in"
    std::string help;      // the line to add; empty: lines need not hold for everything
    bool complete =
        true;  // false where the parser dropped a line: then nothing can be said to be missing
};
/// Lines after one that holds always are refused, and lines that may leave something over.
void check_matches(Context& ctx, std::span<const MatchLine> lines, const MatchRule& rule);

}  // namespace reeve::check
