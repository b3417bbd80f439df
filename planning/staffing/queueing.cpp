#include "planning/staffing/queueing.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace reeve::staffing {

namespace {

// Beyond this exponent below its maximum a density adds nothing to a double.
constexpr double kNegligible = 45;

/// 1 / B(n): 1 + (n/a) / B(n-1). It only grows, and infinity is right where it is no longer held:
/// then nobody is ever lost.
double inverse_erlang_b(double erlangs, std::int64_t servers) {
    double inverse = 1;
    for (std::int64_t n = 1; n <= servers; ++n) {
        inverse = 1 + static_cast<double>(n) / erlangs * inverse;
        if (std::isinf(inverse)) break;
    }
    return inverse;
}

/// Gauss and Legendre's rule of ten points: positive nodes and their weights on -1..1.
struct Node {
    double at;
    double weight;
};
constexpr std::array<Node, 5> kNodes{{{0.14887433898163122, 0.29552422471475287},
                                      {0.43339539412924719, 0.26926671930999635},
                                      {0.67940956829902441, 0.21908636251598204},
                                      {0.86506336668898451, 0.14945134915058059},
                                      {0.97390652851717172, 0.06667134430868814}}};

template <class Function>
double integrate_panel(double from, double to, const Function& function) {
    const double half = (to - from) / 2;
    const double middle = from + half;
    double sum = 0;
    for (const Node& node : kNodes)
        sum +=
            node.weight * (function(middle - half * node.at) + function(middle + half * node.at));
    return sum * half;
}

/// From `from` on, in panels that grow away from it: patience that is short and handling that is
/// long make a density that falls at once and then goes on for long. `to` may be less than `from`.
template <class Function>
double integrate_away(double from, double to, const Function& function) {
    if (to == from) return 0;
    constexpr int kPanels = 60;
    constexpr double kGrowth = 1.25;
    double reach = std::pow(kGrowth, 1 - kPanels) * (to - from);
    double sum = integrate_panel(from, from + reach, function);
    for (int panel = 1; panel < kPanels; ++panel, reach *= kGrowth)
        sum += integrate_panel(from + reach, from + reach * kGrowth, function);
    return sum;
}

/// The offered wait of M/M/n+M: that of somebody who never leaves. Its density on x > 0 is in
/// proportion to exp(h(x)) with h(x) = arrivals * (1 - exp(-leave * x)) / leave - capacity * x,
/// which is concave with one top.
class OfferedWait {
public:
    OfferedWait(const Load& load, std::int64_t servers)
        : arrivals_(load.arrivals_per_second),
          leave_(1 / load.patience_seconds),
          capacity_(static_cast<double>(servers) / load.handling_seconds) {
        top_at_ =
            arrivals_ > capacity_ && capacity_ > 0 ? std::log(arrivals_ / capacity_) / leave_ : 0.0;
        top_ = exponent(top_at_);
        end_ = edge(top_at_, 1);
        begin_ = top_at_ > 0 && exponent(0) < top_ - kNegligible ? edge(top_at_, -1) : 0.0;
        // Chances of no wait at all and of some, both divided by the same number: what is offered
        // to one server less, and all that may be waited, seen from the top of the density.
        const double none =
            servers == 0 ? 0.0 : inverse_erlang_b(load.erlangs(), servers - 1) * std::exp(-top_);
        const double some = arrivals_ * integrate(end_, [this](double x) { return height(x); });
        no_wait_ = std::isinf(none) ? 1.0 : none / (none + some);
        scale_ = std::isinf(none) ? 0.0 : arrivals_ / (none + some);
    }

    [[nodiscard]] double no_wait() const { return no_wait_; }
    /// Share of all that waits for not more than `limit`, and still is there then.
    [[nodiscard]] double answered_after_wait(double limit) const {
        return scale_ * integrate(std::min(end_, limit),
                                  [this](double x) { return height(x) * std::exp(-leave_ * x); });
    }
    [[nodiscard]] double abandoned() const {
        return scale_ *
               integrate(end_, [this](double x) { return height(x) * -std::expm1(-leave_ * x); });
    }

private:
    /// What waits up to `limit` add up to, from where the density is highest there.
    template <class Function>
    [[nodiscard]] double integrate(double limit, const Function& function) const {
        if (limit <= begin_) return 0;
        const double from = std::min(top_at_, limit);
        return integrate_away(from, limit, function) - integrate_away(from, begin_, function);
    }
    [[nodiscard]] double exponent(double x) const {
        return arrivals_ * -std::expm1(-leave_ * x) / leave_ - capacity_ * x;
    }
    [[nodiscard]] double height(double x) const { return std::exp(exponent(x) - top_); }
    /// Where the density is no longer to be seen, on one side of its top.
    [[nodiscard]] double edge(double top_at, int side) const {
        if (capacity_ == 0) return 0;
        double near = 0;
        double far = side < 0 ? top_at : kNegligible / std::max(capacity_, leave_);
        while (side > 0 && exponent(top_at + far) > top_ - kNegligible) far *= 2;
        for (int i = 0; i < 60; ++i) {
            const double middle = (near + far) / 2;
            (exponent(top_at + side * middle) > top_ - kNegligible ? near : far) = middle;
        }
        return top_at + side * far;
    }

    double arrivals_;
    double leave_;
    double capacity_;
    double top_at_ = 0;
    double top_ = 0;
    double begin_ = 0;
    double end_ = 0;
    double no_wait_ = 1;
    double scale_ = 0;
};

Performance patient(const Load& load, std::int64_t servers, double limit_seconds) {
    const double erlangs = load.erlangs();
    const double count = static_cast<double>(servers);
    Performance result;
    if (erlangs >= count) {
        return {.waits = 1,
                .within = 0,
                .wait_seconds = std::numeric_limits<double>::infinity(),
                .abandoned = 0,
                .occupancy = 1,
                .queue_length = std::numeric_limits<double>::infinity()};
    }
    const double spare = (count - erlangs) / load.handling_seconds;
    result.waits = erlang_c(erlangs, servers);
    result.within = 1 - result.waits * std::exp(-spare * limit_seconds);
    result.wait_seconds = result.waits / spare;
    result.occupancy = erlangs / count;
    result.queue_length = load.arrivals_per_second * result.wait_seconds;
    return result;
}

Performance impatient(const Load& load, std::int64_t servers, double limit_seconds) {
    if (servers == 0) {
        return {.waits = 1,
                .within = 0,
                .wait_seconds = load.patience_seconds,
                .abandoned = 1,
                .occupancy = 1,
                .queue_length = load.arrivals_per_second * load.patience_seconds};
    }
    const OfferedWait wait(load, servers);
    Performance result;
    result.waits = 1 - wait.no_wait();
    result.within = wait.no_wait() + wait.answered_after_wait(limit_seconds);
    result.abandoned = wait.abandoned();
    // Who waits leaves at a constant rate, so that those who leave tell how long all wait.
    result.wait_seconds = result.abandoned * load.patience_seconds;
    result.occupancy = load.erlangs() * (1 - result.abandoned) / static_cast<double>(servers);
    result.queue_length = load.arrivals_per_second * result.wait_seconds;
    return result;
}

bool keeps(const Performance& performance, const Target& target) {
    return performance.within >= target.within_share &&
           performance.occupancy <= target.occupancy_max &&
           performance.abandoned <= target.abandoned_max;
}

}  // namespace

double erlang_b(double erlangs, std::int64_t servers) {
    CHECK(erlangs >= 0 && servers >= 0);
    if (erlangs == 0) return servers == 0 ? 1 : 0;
    return 1 / inverse_erlang_b(erlangs, servers);
}

double erlang_c(double erlangs, std::int64_t servers) {
    CHECK(erlangs >= 0 && servers >= 0);
    const double count = static_cast<double>(servers);
    if (erlangs >= count) return erlangs == 0 ? 0 : 1;
    const double loss = erlang_b(erlangs, servers);
    return count * loss / (count - erlangs * (1 - loss));
}

Performance perform(const Load& load, std::int64_t servers, double limit_seconds) {
    CHECK(load.handling_seconds > 0 && load.arrivals_per_second >= 0 && limit_seconds >= 0);
    if (load.arrivals_per_second == 0) return {.within = 1};
    return load.patience_seconds > 0 ? impatient(load, servers, limit_seconds)
                                     : patient(load, servers, limit_seconds);
}

std::int64_t servers_needed(const Load& load, const Target& target) {
    CHECK(target.within_share < 1 && target.occupancy_max > 0 && target.abandoned_max > 0);
    if (load.arrivals_per_second == 0) return 0;
    const auto enough = [&](std::int64_t servers) {
        return keeps(perform(load, servers, target.limit_seconds), target);
    };
    // More servers never make it worse, so a number that is enough and one that is not enclose it.
    std::int64_t low = 0;
    if (enough(low)) return low;
    std::int64_t high = std::max<std::int64_t>(1, std::llround(std::ceil(load.erlangs())));
    for (std::int64_t step = 1; !enough(high); step *= 2) {
        low = high;
        high += step;
    }
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (enough(middle) ? high : low) = middle;
    }
    return high;
}

}  // namespace reeve::staffing
