#include "bench/w1/measure.h"

#include <algorithm>
#include <ctime>

namespace reeve::bench {

double thread_time_ns() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

void measure(std::vector<Runner>& runners, int rounds) {
    for (int round = -1; round < rounds; ++round) {
        for (Runner& runner : runners) {
            const double before = thread_time_ns();
            runner.run();
            const double took = thread_time_ns() - before;
            // The first round only warms the caches.
            if (round >= 0) runner.ns.push_back(took / static_cast<double>(runner.items));
        }
    }
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double ratio(const Runner& runner, const Runner& to) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < runner.ns.size(); ++i) ratios.push_back(runner.ns[i] / to.ns[i]);
    return median(ratios);
}

}  // namespace reeve::bench
