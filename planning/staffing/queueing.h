#pragma once

#include <cstdint>

// How long people wait for a given number of servers: the classic formulas, in a form that neither
// overflows nor loses digits for thousands of servers. Plain numbers; no state, any thread.
//
// Sources: A. K. Erlang (1917) for the loss (B) and delay (C) formulas, computed by the recursion
// B(n) = aB(n-1) / (n + aB(n-1)); C. Palm (1957) for impatient customers (M/M/n+M, "Erlang A"), by
// the density of the offered wait in F. Baccelli and G. Hebuterne, "On queues with impatient
// customers" (1981), as in A. Mandelbaum and S. Zeltyn, "Service engineering in action: the
// Palm/Erlang-A queue" (2007).

namespace reeve::staffing {

/// What arrives: Poisson, exponential handling times, first come first served.
struct Load {
    double arrivals_per_second = 0;
    double handling_seconds = 0;  // mean; positive
    /// Mean of an exponential patience; 0: nobody ever leaves (Erlang C).
    double patience_seconds = 0;

    /// Busy servers on average if there were enough of them, in Erlang.
    [[nodiscard]] double erlangs() const { return arrivals_per_second * handling_seconds; }
};

/// Share that finds all servers busy where nobody waits: Erlang's loss formula. `erlangs` >= 0.
double erlang_b(double erlangs, std::int64_t servers);
/// Share that has to wait where nobody leaves: Erlang's delay formula; 1 where load is not below
/// the number of servers.
double erlang_c(double erlangs, std::int64_t servers);

/// How it goes in the long run.
struct Performance {
    double waits = 0;         // share that finds nobody free
    double within = 0;        // share of all that is answered within the limit asked about
    double wait_seconds = 0;  // mean over all; infinite where the line grows for ever
    double abandoned = 0;     // share that leaves before it is answered
    double occupancy = 0;     // share of time that a server is busy, 0 to 1
    double queue_length = 0;  // mean number that wait
};

/// `limit_seconds` >= 0, `servers` >= 0. Those who leave are not answered within any limit.
Performance perform(const Load& load, std::int64_t servers, double limit_seconds);

/// What is promised.
struct Target {
    double within_share = 0.8;  // of all, answered within
    double limit_seconds = 20;
    double occupancy_max = 1;  // 0 to 1
    double abandoned_max = 1;  // 0 to 1
};

/// The least number of servers that keeps the promise; 0 where nothing arrives. `within_share` is
/// below 1, the two limits are positive: then there always is such a number.
std::int64_t servers_needed(const Load& load, const Target& target);

}  // namespace reeve::staffing
