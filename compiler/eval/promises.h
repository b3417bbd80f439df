#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

/// The moment promised by a line when counting begins at `begin`, and in whose open time its share
/// is measured.
Promise make_promise(Evaluator& evaluator, const Context& context, const typed::Sla& sla,
                     const typed::PromiseLine& line, Instant begin);

/// The promises of an item worked out at `now`: of each the first line that holds.
std::array<std::optional<Promise>, 3> make_promises(const Context& context, Instant now);

/// The promises as they stand at `now`: with a pause that has begun, where a `pause` line holds and
/// the item does not know since when.
void apply_pauses(const Context& context, Instant now, Window* window,
                  std::array<std::optional<Promise>, 3>& promises);

/// What is to be said about the promises in `context.derived` at `now`.
std::array<std::optional<PromiseAnswer>, 3> answer_promises(const Context& context,
                                                            const typed::Sla& sla, Instant now);

/// The first instant at which the promise has the share; nothing while it stands still. With a
/// share of 1 that is the moment promised.
std::optional<Instant> instant_of_share(const Context& context, const Promise& promise,
                                        Decimal share);

const std::vector<typed::PromiseLine>& lines_of(const typed::Sla& sla, PromiseKind kind);

}  // namespace reeve::eval
