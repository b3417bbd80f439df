#pragma once

#include "runtime/engine/turn.h"
#include "runtime/engine/why.h"

// Everything that stands between items and agents, by the tests of `fits.h` one by one: there is
// none exactly where `may_be_offered` is true of a queued item.

namespace reeve::engine {

std::vector<Obstacle> obstacles_of(const Turn& turn, const state::Item& item);
std::vector<Obstacle> obstacles_between(const Turn& turn, const state::Item& item,
                                        const state::Agent& agent);
std::vector<Candidate> candidates_for(const Turn& turn, const state::Item& item);

}  // namespace reeve::engine
