#include "compiler/check/context.h"
#include "compiler/check/literals.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

typed::TimeAmount resolve_within(Context& ctx, const syntax::TimeSpan& time,
                                 const syntax::Name& calendar, typed::CalendarId in_force) {
    typed::TimeAmount amount;
    amount.span = time;
    const typed::CalendarId named = ctx.calendar(calendar);
    // What could not be read has been reported.
    if (time.parts.empty()) return amount;
    const bool business = std::ranges::any_of(time.parts, &syntax::TimeSpanPart::business);
    if (!business) {
        // Months are steps of some calendar; plain hours and days belong to none.
        if (named.valid() && milliseconds(time)) {
            ctx.sink.report<messages::calendar_without_use>(calendar.span, calendar.text)
                .note(fmt::format("`{}` is plain time, which runs day and night", to_text(time)))
                .help(
                    "write business hours or business days to count the time in which it is open");
        }
        return amount;
    }
    amount.calendar = calendar.valid() ? named : in_force;
    if (!amount.calendar.valid() && !calendar.valid()) {
        ctx.sink.report<messages::unit_needs_calendar>(time.span, to_text(time))
            .help(fmt::format("name one, `{} in Office`, or give the business a calendar",
                              to_text(time)));
    }
    return amount;
}

std::optional<Duration> resolve_duration(Context& ctx, const syntax::TimeSpan& time,
                                         std::string_view role) {
    if (time.parts.empty()) return std::nullopt;
    const bool business = std::ranges::any_of(time.parts, &syntax::TimeSpanPart::business);
    const auto ms = milliseconds(time);
    if (business || !ms) {
        ctx.sink
            .report<messages::plain_time_wanted>(time.span, role,
                                                 fmt::format("`{}`", to_text(time)))
            .help("write it in seconds, minutes, hours, days or weeks");
        return std::nullopt;
    }
    if (!(Decimal() < *ms)) {
        ctx.sink.report<messages::time_not_positive>(time.span, role);
        return std::nullopt;
    }
    return Duration{ms->to_int64().value_or(0)};
}

}  // namespace reeve::check
