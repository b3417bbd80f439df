#pragma once

#include <functional>
#include <string>
#include <vector>

namespace reeve::bench {

/// Somebody who is timed: `run` does `items` of them once.
struct Runner {
    std::string id, what;
    std::size_t items = 0;
    std::function<void()> run;
    std::vector<double> ns = {};  // an item, one entry a round
};

/// The processor time of this thread in nanoseconds: what others on the machine do is not in it.
double thread_time_ns();
/// All runners in turn, `rounds` times, so that a slow moment of the machine meets all of them.
void measure(std::vector<Runner>& runners, int rounds);
double median(std::vector<double> values);
/// The median of the ratios round by round.
double ratio(const Runner& runner, const Runner& to);

}  // namespace reeve::bench
