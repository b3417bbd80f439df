#pragma once

#include "compiler/check/context.h"

#include <optional>
#include <string>

namespace reeve::check {

/// A literal with its sign applied; nothing for other expressions.
std::optional<syntax::Literal> signed_literal(const syntax::Module& module, syntax::ExprId id);

/// Milliseconds of an amount of time in plain units (or business hours, minutes, seconds), which
/// are fixed; nothing where it has calendar steps in it.
std::optional<Decimal> milliseconds(const syntax::TimeSpan& time);

/// Whether all its units are plain days, weeks, months or years, in whole numbers: what a date
/// moves by.
bool moves_dates(const syntax::TimeSpan& time);

/// The literal as the language writes it.
std::string to_text(const syntax::Literal& literal);
std::string to_text(const syntax::TimeSpan& time);
/// `12_500`: digits in groups of three from five digits on.
std::string grouped(Decimal value);

/// The wall clock in force: of the calendar, else of the business; UTC with a warning where there
/// is none.
std::string zone_in_force(Context& ctx, typed::CalendarId calendar, Span span);

struct TypedLiteral {
    typed::Type type;
    typed::Interval range;
    typed::Value value;
};
/// What a literal means; nothing where it was reported. `calendar` is in force (for moments'
/// zones).
std::optional<TypedLiteral> check_literal(Context& ctx, const syntax::Literal& literal, Span span,
                                          typed::CalendarId calendar);

/// A range or an amount in the author's units: `0% to 100%`, `50 EUR`.
std::string amount_text(const typed::Type& type, Decimal value);
std::string range_text(const typed::Type& type, const typed::Interval& range);

}  // namespace reeve::check
