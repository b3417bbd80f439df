#pragma once

#include "compiler/eval/evaluator.h"

namespace reeve::eval {

/// The moment promised by a line when counting begins at `begin`, and in whose open time its share
/// is measured.
Promise make_promise(Evaluator& evaluator, const Context& context, const typed::Sla& sla,
                     const typed::PromiseLine& line, Instant begin);

/// The promises of an item worked out at `now`: of each the first line that holds. Counting begins
/// at `counting from`, else when the item was created.
std::array<std::optional<Promise>, 3> make_promises(const Context& context, Instant now);

/// Where the next promises of an item begin, which has some already.
enum class Begin : std::uint8_t {
    Same,  // where those began, unless `counting from` says another moment by now
    Anew   // at `counting from` if it says another moment by now, else now
};
/// The same for an item that has promises, with their pauses so far.
std::array<std::optional<Promise>, 3> remake_promises(const Context& context, Begin begin,
                                                      Instant now);
/// The promises, in which a pause begins or ends where the `pause` lines say so at `now`.
void turn_pauses(const Context& context, Instant now, Window* window,
                 std::array<std::optional<Promise>, 3>& promises);

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
