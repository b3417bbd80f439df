#include "planning/forecast/model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

// How far the method was off in the past, and what that says about how far it will be.

namespace reeve::forecast {

namespace {

constexpr int kWeek = 7;
constexpr int kWeeksMax = 8;
// Beyond this mean the normal distribution is as good.
constexpr double kMeanOfNormal = 5000;

struct Pair {
    double expected;
    double came;
    double week_before;
};
using Week = std::vector<Pair>;

/// The moment estimate: what squares have over the mean, by the square of the mean.
double spread_of(const std::vector<Week>& weeks, std::size_t left_out) {
    double over = 0;
    double squares = 0;
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        if (i == left_out) continue;
        for (const Pair& pair : weeks[i]) {
            const double error = pair.came - pair.expected;
            over += error * error - pair.expected;
            squares += pair.expected * pair.expected;
        }
    }
    return squares > 0 ? std::max(0.0, over / squares) : 0;
}

Week compare(const Series& series, const Model& model, int begin) {
    Week week;
    for (int day = begin; day < begin + kWeek; ++day) {
        for (int slot = 0; slot < series.slots; ++slot) {
            const auto at = static_cast<std::size_t>(day * series.slots + slot);
            const auto before = at - static_cast<std::size_t>(kWeek * series.slots);
            week.push_back({model.expected({series.first.days + day}, slot), series.counts[at],
                            day >= kWeek ? series.counts[before] : 0.0});
        }
    }
    return week;
}

Backtest judge(const std::vector<Week>& weeks, int slots, double confidence) {
    Backtest result{.weeks = static_cast<int>(weeks.size())};
    double came = 0, expected = 0, covered = 0, count = 0;
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        const double spread = spread_of(weeks, weeks.size() > 1 ? i : weeks.size());
        double day_error = 0;
        for (std::size_t at = 0; at < weeks[i].size(); ++at) {
            const Pair& pair = weeks[i][at];
            came += pair.came;
            expected += pair.expected;
            result.error += std::abs(pair.came - pair.expected);
            result.error_of_last_week += std::abs(pair.came - pair.week_before);
            day_error += pair.came - pair.expected;
            if ((at + 1) % static_cast<std::size_t>(slots) == 0) {
                result.error_of_days += std::abs(day_error);
                day_error = 0;
            }
            // Slots in which nothing is expected and nothing comes say nothing about intervals.
            if (pair.expected == 0 && pair.came == 0) continue;
            ++count;
            const double tail = (1 - confidence) / 2;
            if (pair.came >= quantile(pair.expected, spread, tail) &&
                pair.came <= quantile(pair.expected, spread, 1 - tail))
                ++covered;
        }
    }
    if (came > 0) {
        result.error /= came;
        result.error_of_days /= came;
        result.error_of_last_week /= came;
        result.bias = (expected - came) / came;
    }
    result.covered = count > 0 ? covered / count : 1;
    return result;
}

/// The inverse of the normal distribution by bisection: nobody waits for it.
double normal_quantile(double probability) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (0.5 * std::erfc(-middle / std::sqrt(2.0)) < probability ? low : high) = middle;
    }
    return low;
}

/// P(k+1) / P(k).
double ratio(double mean, double spread, double k) {
    if (spread == 0) return mean / (k + 1);
    const double size = 1 / spread;
    return (k + size) / (k + 1) * (mean / (mean + size));
}

}  // namespace

double quantile(double mean, double spread, double probability) {
    if (mean <= 0) return 0;
    const double deviation = std::sqrt(mean + spread * mean * mean);
    if (mean > kMeanOfNormal)
        return std::max(0.0, std::floor(mean + normal_quantile(probability) * deviation + 0.5));
    // Chances of all counts that matter, in units of the one of the count next to the mean: the
    // chance of 0 may be too small for a number.
    const auto middle = static_cast<std::size_t>(mean);
    std::vector<double> below{1.0};
    for (double k = static_cast<double>(middle); k > 0 && below.back() > 1e-18; --k)
        below.push_back(below.back() / ratio(mean, spread, k - 1));
    double total = 0;
    for (const double each : below) total += each;
    std::vector<double> above;
    double chance = 1;
    for (double k = static_cast<double>(middle); chance > 1e-12; ++k) {
        chance *= ratio(mean, spread, k);
        above.push_back(chance);
        total += chance;
    }
    double sum = 0;
    std::size_t count = middle + 1 - below.size();
    for (auto each = below.rbegin(); each != below.rend(); ++each, ++count)
        if ((sum += *each) >= probability * total) return static_cast<double>(count);
    for (const double each : above) {
        if ((sum += each) >= probability * total) break;
        ++count;
    }
    return static_cast<double>(count);
}

Uncertainty test_on_the_past(const Series& series, const Holidays& holidays, double confidence) {
    const int weeks = series.days() / kWeek;
    const int tested = weeks < 3 ? 0 : std::clamp(weeks / 3, 1, kWeeksMax);
    std::vector<Week> compared;
    for (int week = tested; week >= 1; --week) {
        const int begin = series.days() - week * kWeek;
        const Series before{series.first, series.slots,
                            series.counts.first(static_cast<std::size_t>(begin * series.slots))};
        compared.push_back(compare(series, Model(before, holidays), begin));
    }
    Uncertainty result;
    if (tested > 0) {
        result.backtest = judge(compared, series.slots, confidence);
    } else {
        // What the model has not seen cannot be asked; what it has seen is the best there is.
        const Model model(series, holidays);
        compared.push_back(compare(series, model, series.days() - kWeek));
    }
    result.spread = spread_of(compared, compared.size());
    return result;
}

}  // namespace reeve::forecast
