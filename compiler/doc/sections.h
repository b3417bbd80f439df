#pragma once

#include "compiler/doc/sheet.h"

#include <string>
#include <string_view>
#include <vector>

// Parts of pages that several pages have, and the pages themselves.

namespace reeve::doc {

typed::Condition typed_condition(const syntax::Condition& condition);
void where_cell(Sheet& sheet, source::Span span);
void code_cell(Sheet& sheet, source::Span span);

void write_attributes(Sheet& sheet, std::string_view caption,
                      const std::vector<typed::Attribute>& attributes);
void write_parameters(Sheet& sheet, std::string_view caption,
                      const std::vector<typed::Param>& params);
/// The week as a drawing and a table, and the days that differ.
void write_opening_hours(Sheet& sheet, const typed::Calendar& calendar);
void write_segments(Sheet& sheet, const typed::WorkType& type);
void write_promises(Sheet& sheet, const typed::Sla& sla);
void write_priority(Sheet& sheet, const typed::Priority& priority);
void write_routing(Sheet& sheet, const typed::Route& route);
/// Lines of an escalation or a watch.
void write_escalation(Sheet& sheet, std::string_view caption,
                      const std::vector<typed::EscalationLine>& lines);
/// What an escalation's moments look like in time; nothing where none of them lies on a clock.
void write_escalation_timeline(Sheet& sheet, const std::vector<typed::EscalationLine>& lines);

std::vector<Opening> find_openings(const Site& site);
/// The facts "opened by" and "opens" of a work type, or of a plan where the type is invalid.
void write_openings(Sheet& sheet, typed::WorkTypeId type, typed::PlanId plan);

Page start_page(const Site& site);
Page work_page(const Site& site, typed::WorkTypeId id);
Page case_page(const Site& site, typed::PlanId id);
Page table_page(const Site& site, const typed::Table& table);
Page values_page(const Site& site);
Page choices_page(const Site& site);
Page calendars_page(const Site& site);
Page people_page(const Site& site);
Page queues_page(const Site& site);
Page intake_page(const Site& site);
Page tests_page(const Site& site);
Page names_page(const Site& site);
Page guide_page(const Site& site);
Page source_page(const Site& site, std::size_t module);
/// The style sheet of all pages.
Page style();

}  // namespace reeve::doc
