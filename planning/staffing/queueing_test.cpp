#include "planning/staffing/queueing.h"

#include "planning/chance/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <limits>
#include <queue>
#include <vector>

// The formulas against published tables, against closed forms, against sums over all states, and
// against a plain simulation of the same queue.

namespace reeve::staffing {
namespace {

TEST(ErlangB, MatchesThePublishedTableOfTrafficAtOnePercentLoss) {
    // Traffic that N lines carry when one call in a hundred is lost, from the table of the loss
    // formula in ITU-D SG 2/16, "Teletraffic Engineering Handbook" (V. B. Iversen); the line of 15
    // is the example in the manual of Westbay's Erlang B calculator.
    struct Row {
        std::int64_t lines;
        double erlangs;
    };
    for (const Row row : {Row{1, 0.0101}, Row{2, 0.153}, Row{5, 1.361}, Row{10, 4.461},
                          Row{15, 8.108}, Row{20, 12.03}, Row{50, 37.90}, Row{100, 84.06}}) {
        EXPECT_NEAR(erlang_b(row.erlangs, row.lines), 0.01, 0.00006) << row.lines;
    }
}

TEST(ErlangB, IsTheTruncatedPoissonDistribution) {
    for (const double erlangs : {0.1, 1.0, 7.5, 60.0}) {
        for (const int servers : {0, 1, 3, 10, 80}) {
            double term = 1;
            double sum = 1;
            for (int n = 1; n <= servers; ++n) {
                term *= erlangs / n;
                sum += term;
            }
            EXPECT_NEAR(erlang_b(erlangs, servers), term / sum, 1e-13);
        }
    }
}

TEST(ErlangB, ApproachesItsLimitForMillionsOfServers) {
    // sqrt(n) B(n, n) goes to sqrt(2/pi), with a relative error of 2/3 sqrt(2/(pi n)) (Jagerman
    // 1974).
    const double servers = 4'000'000;
    EXPECT_NEAR(std::sqrt(servers) * erlang_b(servers, 4'000'000), std::sqrt(2 / M_PI), 5e-4);
    EXPECT_EQ(erlang_b(10, 5000), 0);
}

TEST(ErlangC, OneServerWaitsAsOftenAsItIsBusy) {
    for (const double load : {0.0, 0.1, 0.5, 0.99}) EXPECT_NEAR(erlang_c(load, 1), load, 1e-14);
}

TEST(ErlangC, TwoServersHaveAClosedForm) {
    for (const double load : {0.2, 1.0, 1.9})
        EXPECT_NEAR(erlang_c(load, 2), load * load / (2 + load), 1e-14);
}

TEST(ErlangC, MatchesTheExampleOfMandelbaumAndZeltyn) {
    // 48 calls a minute of one minute each and 50 agents: a mean wait of 20.8 seconds, a queue of
    // 17, 96% busy, and nine of ten answered within 58.1 seconds ("Service engineering in action",
    // 2007, the comparison with and without abandonment).
    const Load load{48.0 / 60, 60, 0};
    const Performance result = perform(load, 50, 58.1);
    EXPECT_NEAR(result.wait_seconds, 20.8, 0.05);
    EXPECT_NEAR(result.queue_length, 17, 0.5);
    EXPECT_NEAR(result.occupancy, 0.96, 1e-12);
    EXPECT_NEAR(result.within, 0.9, 0.001);
}

TEST(ErlangA, MatchesTheExampleOfMandelbaumAndZeltyn) {
    // The same with a mean patience of two minutes: 3.1% leave, the mean wait is 3.7 seconds, the
    // queue 3, agents are 93% busy.
    const Load load{48.0 / 60, 60, 120};
    const Performance result = perform(load, 50, 12.5);
    EXPECT_NEAR(result.abandoned, 0.031, 0.0005);
    EXPECT_NEAR(result.wait_seconds, 3.7, 0.05);
    EXPECT_NEAR(result.queue_length, 3, 0.1);
    EXPECT_NEAR(result.occupancy, 0.93, 0.002);
}

/// Sums over the states of the birth and death process, and the wait that each leads to; for loads
/// that are small enough for plain sums.
struct Sums {
    double no_wait = 0;
    double abandoned = 0;
    double occupancy = 0;
    double queue_length = 0;
};
Sums sum_states(const Load& load, int servers) {
    const double mu = 1 / load.handling_seconds;
    const double theta = 1 / load.patience_seconds;
    double weight = 1;
    double total = 0;
    Sums sums;
    for (int n = 0; n < 20'000; ++n) {
        total += weight;
        const int waiting = std::max(0, n - servers);
        if (n < servers) sums.no_wait += weight;
        sums.queue_length += weight * waiting;
        sums.occupancy += weight * std::min(n, servers) / servers;
        weight *= load.arrivals_per_second /
                  (std::min(n + 1, servers) * mu + std::max(0, n + 1 - servers) * theta);
        if (weight < total * 1e-25 && n > servers) break;
        if (weight < 1e200) continue;
        for (double* part : {&weight, &total, &sums.no_wait, &sums.queue_length, &sums.occupancy})
            *part *= 1e-200;
    }
    sums.no_wait /= total;
    sums.queue_length /= total;
    sums.occupancy /= total;
    sums.abandoned = theta * sums.queue_length / load.arrivals_per_second;
    return sums;
}

TEST(ErlangA, IsTheSumOverAllStates) {
    for (const int servers : {1, 2, 10, 50, 120}) {
        for (const double erlangs : {0.5, 5.0, 48.0, 90.0, 200.0}) {
            for (const double patience : {0.1, 1.0, 3.0, 40.0}) {
                const Load load{erlangs / 60, 60, 60 * patience};
                const Sums sums = sum_states(load, servers);
                const Performance result = perform(load, servers, 0);
                EXPECT_NEAR(result.within, sums.no_wait, 1e-9)
                    << servers << " " << erlangs << " " << patience;
                EXPECT_NEAR(result.waits, 1 - sums.no_wait, 1e-9);
                EXPECT_NEAR(result.abandoned, sums.abandoned, 1e-9);
                EXPECT_NEAR(result.occupancy, sums.occupancy, 1e-9);
                EXPECT_NEAR(result.queue_length, sums.queue_length, 1e-8 * (1 + sums.queue_length));
            }
        }
    }
}

TEST(ErlangA, OfPeopleAsPatientAsTheyAreServedIsPoisson) {
    // With the same rate for leaving and for being served nobody's number matters: the number
    // present is that of M/M/infinity.
    const Load load{0.5, 60, 60};
    double term = std::exp(-30.0);
    double fewer = 0;
    for (int n = 0; n < 33; ++n) {
        fewer += term;
        term *= 30.0 / (n + 1);
    }
    EXPECT_NEAR(perform(load, 33, 0).within, fewer, 1e-12);
}

TEST(ErlangA, OfEndlessPatienceIsErlangC) {
    const Performance with = perform({0.7, 60, 1e9}, 50, 20);
    const Performance without = perform({0.7, 60, 0}, 50, 20);
    EXPECT_NEAR(with.within, without.within, 1e-6);
    EXPECT_NEAR(with.wait_seconds, without.wait_seconds, 1e-4);
}

TEST(ErlangA, LosesWhatIsTooMuchInTheFluidLimit) {
    // Ten thousand Erlang for eight thousand servers: a fifth leaves, whoever stays waits until
    // that share has lost patience.
    const Load load{10'000.0 / 60, 60, 120};
    const double wait = -120 * std::log(0.8);
    EXPECT_NEAR(perform(load, 8000, 0).abandoned, 0.2, 1e-6);
    EXPECT_LT(perform(load, 8000, wait * 0.8).within, 1e-3);
    EXPECT_NEAR(perform(load, 8000, wait * 1.2).within, 0.8, 1e-3);
}

TEST(ErlangA, OfManyServersFollowsTheSquareRootRule) {
    // Garnett, Mandelbaum and Reiman (2002): with n = R + beta sqrt(R) and patience as long as
    // handling, the share that waits goes to 1 - Phi(beta).
    const double erlangs = 40'000;
    const double beta = 0.5;
    const auto servers = static_cast<std::int64_t>(erlangs + beta * std::sqrt(erlangs));
    const double limit = 0.5 * std::erfc(beta / std::sqrt(2));
    EXPECT_NEAR(perform({erlangs / 300, 300, 300}, servers, 0).waits, limit, 2e-3);
}

TEST(ServersNeeded, IsTheFirstNumberThatKeepsThePromise) {
    for (const double patience : {0.0, 60.0, 600.0}) {
        for (const double erlangs : {0.01, 0.5, 3.0, 40.0, 900.0}) {
            const Load load{erlangs / 240, 240, patience};
            const Target target{.within_share = 0.8, .limit_seconds = 20};
            const std::int64_t servers = servers_needed(load, target);
            EXPECT_GE(perform(load, servers, 20).within, 0.8);
            ASSERT_GT(servers, 0);
            EXPECT_LT(perform(load, servers - 1, 20).within, 0.8);
        }
    }
}

TEST(ServersNeeded, KeepsAllOfSeveralPromises) {
    const Load load{1.0, 200, 90};
    const Target loose{.within_share = 0.5, .limit_seconds = 60};
    Target busy = loose;
    busy.occupancy_max = 0.8;
    Target loyal = loose;
    loyal.abandoned_max = 0.001;
    EXPECT_LE(perform(load, servers_needed(load, busy), 60).occupancy, 0.8);
    EXPECT_GT(servers_needed(load, busy), servers_needed(load, loose));
    EXPECT_LE(perform(load, servers_needed(load, loyal), 60).abandoned, 0.001);
    EXPECT_GT(perform(load, servers_needed(load, loyal) - 1, 60).abandoned, 0.001);
    EXPECT_EQ(servers_needed({0, 200, 90}, loose), 0);
}

TEST(Performance, OnlyGetsBetterWithMoreServers) {
    for (const double patience : {0.0, 30.0, 300.0}) {
        double before = -1;
        for (std::int64_t servers = 1; servers < 6000; servers += 37) {
            const Performance result = perform({5, 600, patience}, servers, 30);
            ASSERT_TRUE(std::isfinite(result.within)) << servers;
            EXPECT_GE(result.within, before - 1e-9) << servers;
            EXPECT_LE(result.within, 1 + 1e-12);
            before = result.within;
        }
        EXPECT_NEAR(before, 1, 1e-9);
    }
}

// What the simulation sees in one of several stretches of time that follow each other.
struct Batch {
    double arrived = 0;
    double within = 0;
    double abandoned = 0;
    double waited = 0;
};

/// First come first served, event by event: nothing of the formulas is in here.
class Simulation {
public:
    Simulation(const Load& load, int servers, double limit, std::uint64_t seed)
        : load_(load), free_(servers), limit_(limit), random_(seed) {}

    Batch run(int customers) {
        Batch batch;
        for (int i = 0; i < customers; ++i) {
            now_ += random_.exponential() / load_.arrivals_per_second;
            serve_until(now_, batch);
            const double patience = load_.patience_seconds > 0
                                        ? random_.exponential() * load_.patience_seconds
                                        : std::numeric_limits<double>::infinity();
            ++batch.arrived;
            if (free_ > 0) {
                start(now_, now_, batch);
            } else {
                line_.push_back({now_, now_ + patience});
            }
        }
        return batch;
    }

private:
    struct Waiting {
        double since;
        double leaves;
    };

    void serve_until(double until, Batch& batch) {
        while (!busy_.empty() && busy_.top() <= until) {
            const double at = busy_.top();
            busy_.pop();
            ++free_;
            while (free_ > 0 && !line_.empty()) {
                const Waiting next = line_.front();
                line_.pop_front();
                if (next.leaves <= at) {
                    ++batch.abandoned;
                    batch.waited += next.leaves - next.since;
                } else {
                    start(next.since, at, batch);
                }
            }
        }
    }

    void start(double since, double at, Batch& batch) {
        --free_;
        busy_.push(at + random_.exponential() * load_.handling_seconds);
        batch.waited += at - since;
        if (at - since <= limit_) ++batch.within;
    }

    Load load_;
    int free_;
    double limit_;
    chance::Random random_;
    double now_ = 0;
    std::priority_queue<double, std::vector<double>, std::greater<>> busy_;
    std::deque<Waiting> line_;
};

/// Whether `value` lies within 4 standard errors of the mean of the batches.
void expect_near(double value, const std::vector<double>& batches, const char* what) {
    double mean = 0;
    for (const double each : batches) mean += each / static_cast<double>(batches.size());
    double variance = 0;
    for (const double each : batches) variance += (each - mean) * (each - mean);
    const double count = static_cast<double>(batches.size());
    const double error = std::sqrt(variance / (count - 1) / count);
    EXPECT_NEAR(value, mean, 4 * error + 1e-4) << what;
    EXPECT_LT(error, 0.05 * (1 + std::abs(mean))) << "the simulation is too short to say";
}

void compare_with_simulation(const Load& load, int servers, double limit) {
    Simulation simulation(load, servers, limit, 20'261'201);
    simulation.run(10'000);
    std::vector<double> within, abandoned, waited;
    for (int i = 0; i < 30; ++i) {
        const Batch batch = simulation.run(15'000);
        within.push_back(batch.within / batch.arrived);
        abandoned.push_back(batch.abandoned / batch.arrived);
        waited.push_back(batch.waited / batch.arrived);
    }
    const Performance result = perform(load, servers, limit);
    expect_near(result.within, within, "within");
    expect_near(result.abandoned, abandoned, "abandoned");
    expect_near(result.wait_seconds, waited, "wait");
}

TEST(Performance, IsWhatASimulationOfPatientCustomersSees) {
    compare_with_simulation({0.08, 10, 0}, 1, 15);
    compare_with_simulation({0.8, 10, 0}, 10, 3);
    compare_with_simulation({4.4, 10, 0}, 50, 1);
}

TEST(Performance, IsWhatASimulationOfImpatientCustomersSees) {
    compare_with_simulation({0.08, 10, 20}, 1, 5);
    compare_with_simulation({1.2, 10, 8}, 10, 2);
    compare_with_simulation({5.2, 10, 30}, 50, 2);
}

}  // namespace
}  // namespace reeve::staffing
