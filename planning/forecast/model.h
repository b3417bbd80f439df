#pragma once

#include "base/time.h"

#include <set>
#include <span>
#include <vector>

// Volumes to come, from volumes that came.
//
// The method: an item's slot of the week is drawn from a profile that stays, and how many come in a
// week is a level that moves. The profile is the share of each slot in all weeks (the estimate of
// greatest likelihood for Poisson counts); the level follows Holt's linear exponential smoothing
// with a damped trend (C. C. Holt 1957; E. S. Gardner and E. McKenzie 1985), its two weights chosen
// by the least squared error of forecasts one week ahead. Holidays are left out of both, and get a
// factor of their own, the ratio of what came on them to what would have come.

namespace reeve::forecast {

/// Counts of whole days, `slots` a day.
struct Series {
    Date first;
    int slots = 0;
    std::span<const double> counts;

    [[nodiscard]] int days() const { return static_cast<int>(counts.size()) / slots; }
};

using Holidays = std::set<Date>;

class Model {
public:
    /// Of at least seven days; older days that are no whole week are left aside.
    Model(const Series& series, const Holidays& holidays);

    /// Expected number in a slot of a day after the history.
    [[nodiscard]] double expected(Date date, int slot) const;
    /// Items in the `weeks`-th week after the history, 1 is the next.
    [[nodiscard]] double level(int weeks) const;
    [[nodiscard]] double level_now() const { return level_; }
    /// Items that come more each week, before damping.
    [[nodiscard]] double trend() const { return trend_; }
    /// What comes on a holiday, as a share of what comes else; nothing was seen on one: as on
    /// Sundays, then this is negative.
    [[nodiscard]] double holiday_factor() const { return holiday_factor_; }
    [[nodiscard]] int weeks() const { return static_cast<int>(levels_.size()); }

private:
    void find_profile(const Series& series);
    void find_levels(const Series& series);
    void smooth();
    void find_holiday_factor(const Series& series);
    [[nodiscard]] bool is_holiday(Date date) const { return holidays_.contains(date); }
    [[nodiscard]] double& share(Date date, int slot);
    [[nodiscard]] double share(Date date, int slot) const;

    const Holidays& holidays_;
    Date begin_;  // of the first whole week
    Date end_;    // the day after the history
    int slots_;
    std::vector<double> profile_;  // from Monday, adds up to 1
    std::vector<double> levels_;   // by week, the oldest first
    double level_ = 0;
    double trend_ = 0;
    double holiday_factor_ = -1;
};

/// How far forecasts of the past were off: each of the last weeks from those before it.
struct Backtest {
    int weeks = 0;                  // 0: the history is too short
    double error = 0;               // sum of |came - expected| by slot, as a share of what came
    double error_of_days = 0;       // the same by day
    double error_of_last_week = 0;  // by slot, if each week were taken to be like the one before
    double bias = 0;                // (expected - came) / came: above 0 too much was expected
    double covered = 0;             // share of slots that came to lie within their intervals
};

/// How counts scatter about what is expected: variance = mean + spread * mean². 0 is Poisson.
struct Uncertainty {
    double spread = 0;
    Backtest backtest;
};
/// Intervals are to hold a share of `confidence`, 0 to 1. Each week of the backtest is judged by
/// the spread of the others.
Uncertainty test_on_the_past(const Series& series, const Holidays& holidays, double confidence);

/// The least count that is not exceeded with that probability: of the negative binomial
/// distribution with that mean and spread (Poisson for 0).
double quantile(double mean, double spread, double probability);

}  // namespace reeve::forecast
