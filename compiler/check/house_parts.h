#pragma once

#include "compiler/check/parts.h"

// The steps of `declare_house` and `check_house`, one file for each subject.

namespace reeve::check {

void declare_holidays(Context& ctx);
/// Needs the holidays and the time zone of the business.
void declare_calendars(Context& ctx);
void declare_people(Context& ctx);    // teams, skills, names of workloads, attributes of agents
void declare_settings(Context& ctx);  // settings and periods

void check_workloads(Context& ctx);
void check_settings(Context& ctx);

/// The zone that the text names; empty where there is none such (reported).
std::string resolve_time_zone(Context& ctx, const syntax::Text& text);
/// Easter Sunday of a year of the Gregorian calendar.
Date easter(int year);
/// Whether the day is a holiday of the set, where it lands after `observed on` has moved what it
/// moves.
bool is_holiday(std::span<const typed::HolidayRule> rules, Date day);
/// Whether the rule names the day, before `observed on` moves it.
bool names_day(const typed::HolidayRule& rule, Date day);

}  // namespace reeve::check
