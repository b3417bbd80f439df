#include "planning/forecast/model.h"

#include "base/check.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace reeve::forecast {

namespace {

constexpr int kWeek = 7;
constexpr int kProfileRounds = 8;
constexpr int kSunday = 6;
constexpr double kDamping = 0.9;
constexpr std::size_t kWeeksForTrend = 8;
constexpr std::size_t kWeeksForSmoothing = 3;

struct Smoothed {
    double level = 0;
    double trend = 0;
    double squares = 0;  // of errors one week ahead
};

Smoothed holt(const std::vector<double>& levels, double alpha, double beta) {
    Smoothed state{levels.front(), 0, 0};
    if (beta > 0) {
        // The first trend: what half of the weeks have on average over the other half.
        const std::size_t half = levels.size() / 2;
        const double early = std::accumulate(
            levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(half), 0.0);
        const double late =
            std::accumulate(levels.end() - static_cast<std::ptrdiff_t>(half), levels.end(), 0.0);
        const double apart = static_cast<double>(levels.size() - half);
        state.trend = (late - early) / static_cast<double>(half) / apart;
    }
    for (std::size_t i = 1; i < levels.size(); ++i) {
        const double ahead = state.level + kDamping * state.trend;
        const double error = levels[i] - ahead;
        state.squares += error * error;
        const double next = ahead + alpha * error;
        state.trend = beta == 0 ? 0 : kDamping * state.trend + alpha * beta * error;
        state.level = next;
    }
    return state;
}

}  // namespace

Model::Model(const Series& series, const Holidays& holidays)
    : holidays_(holidays),
      begin_{series.first.days + series.days() % kWeek},
      end_{series.first.days + series.days()},
      slots_(series.slots),
      profile_(static_cast<std::size_t>(kWeek * series.slots), 1.0 / (kWeek * series.slots)),
      levels_(static_cast<std::size_t>(series.days() / kWeek)) {
    CHECK(!levels_.empty());
    // Each needs the other where holidays leave gaps, and both settle within a few rounds.
    for (int round = 0; round < kProfileRounds; ++round) {
        find_levels(series);
        find_profile(series);
    }
    find_levels(series);
    smooth();
    find_holiday_factor(series);
}

double& Model::share(Date date, int slot) {
    return profile_[static_cast<std::size_t>(date.weekday() * slots_ + slot)];
}
double Model::share(Date date, int slot) const {
    return profile_[static_cast<std::size_t>(date.weekday() * slots_ + slot)];
}

void Model::find_levels(const Series& series) {
    double before = 0;
    for (std::size_t week = 0; week < levels_.size(); ++week) {
        double came = 0;
        double shares = 0;
        for (int day = 0; day < kWeek; ++day) {
            const Date date{begin_.days + static_cast<int>(week) * kWeek + day};
            if (is_holiday(date)) continue;
            for (int slot = 0; slot < slots_; ++slot) {
                came += series.counts[static_cast<std::size_t>(
                    (date.days - series.first.days) * slots_ + slot)];
                shares += share(date, slot);
            }
        }
        levels_[week] = shares > 0.05 ? came / shares : before;
        before = levels_[week];
    }
}

void Model::find_profile(const Series& series) {
    std::vector<double> came(profile_.size());
    std::vector<double> possible(profile_.size());
    for (std::size_t week = 0; week < levels_.size(); ++week) {
        for (int day = 0; day < kWeek; ++day) {
            const Date date{begin_.days + static_cast<int>(week) * kWeek + day};
            if (is_holiday(date)) continue;
            for (int slot = 0; slot < slots_; ++slot) {
                const auto place = static_cast<std::size_t>(date.weekday() * slots_ + slot);
                came[place] += series.counts[static_cast<std::size_t>(
                    (date.days - series.first.days) * slots_ + slot)];
                possible[place] += levels_[week];
            }
        }
    }
    double sum = 0;
    for (std::size_t place = 0; place < profile_.size(); ++place) {
        profile_[place] = possible[place] > 0 ? came[place] / possible[place] : 0;
        sum += profile_[place];
    }
    if (sum == 0) {
        std::ranges::fill(profile_, 1.0 / static_cast<double>(profile_.size()));
        return;
    }
    for (double& each : profile_) each /= sum;
}

void Model::smooth() {
    if (levels_.size() < kWeeksForSmoothing) {
        level_ = std::accumulate(levels_.begin(), levels_.end(), 0.0) /
                 static_cast<double>(levels_.size());
        return;
    }
    Smoothed best{.squares = -1};
    for (int alpha = 1; alpha <= 9; ++alpha) {
        for (int beta = 0; beta <= (levels_.size() < kWeeksForTrend ? 0 : 5); ++beta) {
            const Smoothed state = holt(levels_, alpha / 10.0, beta / 10.0);
            if (best.squares < 0 || state.squares < best.squares * (1 - 1e-12)) best = state;
        }
    }
    level_ = best.level;
    trend_ = best.trend;
}

void Model::find_holiday_factor(const Series& series) {
    double came = 0;
    double usual = 0;
    for (int day = 0; day < series.days(); ++day) {
        const Date date{series.first.days + day};
        if (!is_holiday(date) || date < begin_) continue;
        const auto week = static_cast<std::size_t>((date.days - begin_.days) / kWeek);
        for (int slot = 0; slot < slots_; ++slot) {
            came += series.counts[static_cast<std::size_t>(day * slots_ + slot)];
            usual += levels_[week] * share(date, slot);
        }
    }
    holiday_factor_ = usual > 0 ? came / usual : -1;
}

double Model::level(int weeks) const {
    double level = level_;
    double damped = kDamping;
    for (int week = 0; week < weeks; ++week, damped *= kDamping) level += damped * trend_;
    return std::max(0.0, level);
}

double Model::expected(Date date, int slot) const {
    const int weeks = std::max(0, date.days - end_.days) / kWeek + 1;
    if (!is_holiday(date)) return level(weeks) * share(date, slot);
    if (holiday_factor_ >= 0) return level(weeks) * share(date, slot) * holiday_factor_;
    const Date sunday{date.days - date.weekday() + kSunday};
    return level(weeks) * share(sunday, slot);
}

}  // namespace reeve::forecast
