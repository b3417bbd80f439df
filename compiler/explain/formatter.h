#pragma once

#include "compiler/eval/evaluation.h"
#include "compiler/explain/finding.h"

// Values as an author of rules would write them, with thousands apart and moments on the wall clock
// of the business.

namespace reeve::explain {

class Formatter {
public:
    explicit Formatter(const eval::Rules& rules);

    [[nodiscard]] std::string value(const typed::Type& type, const eval::Value& value) const;
    [[nodiscard]] Shown shown(const typed::Type& type, eval::Value value) const;
    /// `Mon 2026-03-02 10:00`
    [[nodiscard]] std::string moment(Instant instant) const;
    /// `2026-03-02T10:00:00+01:00`
    [[nodiscard]] std::string iso(Instant instant) const;
    /// `in 2 h 30 min`, `3 d ago`, `now`
    [[nodiscard]] static std::string distance(Instant instant, Instant now);
    [[nodiscard]] const calendar::TimeZone& zone() const { return zone_; }
    [[nodiscard]] LocalMoment local(Instant instant) const { return zone_.local(instant); }

private:
    const typed::Program& program_;
    calendar::TimeZone zone_;
};

/// `12,500.5`; `12_500.5` with the sign that rules have between thousands.
std::string grouped(Decimal number, char separator = ',');
/// `2 h 30 min`, `45 s`; with `days`, `3 d 2 h`.
std::string short_time(Duration duration, bool days);
/// A share with at most three decimals: `66.667%`.
std::string percent(Decimal share);
/// `Mon 2026-03-02`
std::string day_name(Date date);
std::string_view weekday_name(int weekday);

}  // namespace reeve::explain
