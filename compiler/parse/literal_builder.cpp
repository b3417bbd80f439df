#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/literals.h"
#include "compiler/parse/value_builder.h"
#include "compiler/parse/words.h"

#include <array>
#include <string>

// Literals, and what can be wrong with them although they can be read.

namespace reeve::parse {

namespace messages = diagnostics::messages;
using syntax::ExprId;
using syntax::ExprKind;
using syntax::LiteralKind;
using syntax::TimeUnit;

namespace {

constexpr std::array<std::string_view, 7> kUnits{"seconds", "minutes", "hours", "days",
                                                 "weeks",   "months",  "years"};
/// A thousand years; no duration that anybody means is longer, and sums of durations stay far from
/// overflow.
constexpr std::int64_t kDurationMsMax = 1000LL * 366 * 24 * 60 * 60 * 1000;

std::string plural(const syntax::TimeSpanPart& part) {
    return fmt::format("{}{}", part.business ? "business " : "",
                       kUnits[static_cast<std::size_t>(part.unit)]);
}

}  // namespace

ExprId ValueBuilder::literal(ReeveParser::LiteralContext* context) {
    syntax::Expr expr;
    expr.kind = ExprKind::Literal;
    expr.span = span(context);
    expr.literal = literal_value(context);
    if (!expr.literal) expr.kind = ExprKind::Error;
    return add(std::move(expr));
}

ExprId ValueBuilder::signed_literal(ReeveParser::SignedLiteralContext* context) {
    if (!complete(context)) return add_error(context == nullptr ? Span{} : span(context));
    const auto inner = literal(context->literal());
    if (context->MINUS() == nullptr) return inner;
    return add(ExprKind::Negate, span(context), {inner}, span(context->MINUS()));
}

std::optional<syntax::Literal> ValueBuilder::literal_value(ReeveParser::LiteralContext* context) {
    syntax::Literal literal;
    if (context->timeSpan() != nullptr) {
        literal.kind = LiteralKind::TimeSpan;
        literal.time_span = time_span(context->timeSpan());
        if (literal.time_span.parts.empty()) return std::nullopt;
    } else if (context->NUMBER() != nullptr) {
        const auto value = read_decimal(text_of(context->NUMBER()));
        if (!value) return std::nullopt;
        literal.number = *value;
        if (context->CURRENCY() != nullptr) {
            literal.kind = LiteralKind::Money;
            literal.currency = currency_code(context->CURRENCY());
        }
    } else if (context->PERCENT() != nullptr) {
        literal.kind = LiteralKind::Percent;
        literal.number = percent(context->PERCENT());
    } else if (context->TEXT() != nullptr) {
        literal.kind = LiteralKind::Text;
        literal.text = text(context->TEXT()).value;
    } else if (context->K_YES() != nullptr || context->K_NO() != nullptr) {
        literal.kind = LiteralKind::YesNo;
        literal.truth = context->K_YES() != nullptr;
    } else {
        return moment_literal(context);
    }
    return literal;
}

std::optional<syntax::Literal> ValueBuilder::moment_literal(ReeveParser::LiteralContext* context) {
    syntax::Literal literal;
    if (auto* zoned = context->ZONED_MOMENT()) {
        literal.kind = LiteralKind::ZonedMoment;
        const bool repaired = token(zoned).shape != 0;
        const auto instant = read_zoned_moment(text_of(zoned));
        if (!instant && !repaired)
            sink_.report<messages::no_such_time>(span(zoned), text_of(zoned));
        if (!instant) return std::nullopt;
        literal.instant = *instant;
        return literal;
    }
    if (context->DATE() != nullptr) {
        const auto day = date(context->DATE());
        if (!day) return std::nullopt;
        literal.kind = LiteralKind::Date;
        literal.moment.date = *day;
    }
    if (context->TIME() != nullptr) {
        const auto time = time_of_day(context->TIME());
        if (!time) return std::nullopt;
        literal.kind = context->DATE() != nullptr ? LiteralKind::Moment : LiteralKind::Time;
        literal.moment.time = *time;
    }
    return literal;
}

/// `EUR 10`, `10 euros` and `€ 10` have been reported and stand for a code all the same.
std::string ValueBuilder::currency_code(antlr4::tree::TerminalNode* node) {
    auto text = text_of(node);
    if (text.size() > 3) {
        // The whole of `EUR 10`: leave what is neither digit nor space.
        const auto begin = text.find_first_not_of("0123456789_. \u00A0");
        const auto end = text.find_first_of("0123456789 ", begin);
        const auto word = text.substr(begin, end == std::string_view::npos ? end : end - begin);
        if (!currency_of_word(word).empty()) text = word;
    }
    const auto code = currency_of_word(text);
    return std::string(code.empty() ? text : code);
}

TimeUnit ValueBuilder::time_unit(ReeveParser::TimeUnitContext* context) {
    return static_cast<TimeUnit>(parse::time_unit(context->start->getType()));
}

syntax::TimeSpan ValueBuilder::time_span(ReeveParser::TimeSpanContext* context) {
    syntax::TimeSpan result;
    if (!complete(context)) return result;
    result.span = span(context);
    std::vector<source::Span> spans;
    syntax::TimeSpanPart part;
    source::Span part_span;
    for (auto* child : context->children) {
        if (auto* unit = dynamic_cast<ReeveParser::TimeUnitContext*>(child)) {
            part.unit = time_unit(unit);
            spans.push_back(part_span.to(span(unit)));
            result.parts.push_back(part);
            part = {};
            continue;
        }
        auto* node = static_cast<antlr4::tree::TerminalNode*>(child);
        if (token(node).type == ReeveParser::K_BUSINESS) {
            part.business = true;
        } else {
            part.count = number(node);
            part_span = span(node);
        }
    }
    if (!check_time_span(result, spans)) result.parts.clear();
    return result;
}

bool ValueBuilder::check_time_span(const syntax::TimeSpan& time,
                                   std::span<const source::Span> spans) {
    static const Decimal kUnitMs[] = {Decimal(1000),
                                      Decimal(60'000),
                                      Decimal(3'600'000),
                                      Decimal(86'400'000),
                                      Decimal(604'800'000),
                                      Decimal(2'678'400'000LL),
                                      Decimal(31'622'400'000LL)};
    Decimal total;
    for (std::size_t i = 0; i < time.parts.size(); ++i) {
        const TimeSpanPart& part = time.parts[i];
        if (part.business && part.unit > TimeUnit::Day) {
            sink_
                .report<messages::business_unit>(spans[i],
                                                 kUnits[static_cast<std::size_t>(part.unit)])
                .help(
                    "business time is counted in `business minutes`, `business hours` and "
                    "`business days`");
            return false;
        }
        const bool step =
            part.unit >= TimeUnit::Month || (part.business && part.unit == TimeUnit::Day);
        const auto ms = part.count * kUnitMs[static_cast<std::size_t>(part.unit)];
        if (step ? !part.count.is_whole() : !ms.is_whole()) {
            auto& diagnostic = sink_.report<messages::time_span_fraction>(spans[i], plural(part));
            if (part.business && step)
                diagnostic.help("for a part of a day, write `business hours`");
            if (!step) diagnostic.help("the smallest part of time is a thousandth of a second");
            return false;
        }
        total = total + ms;
        const auto& first = time.parts.front();
        const bool first_step =
            first.unit >= TimeUnit::Month || (first.business && first.unit == TimeUnit::Day);
        if (first_step != step) {
            sink_.report<messages::time_span_mixed>(spans[i], plural(first), plural(part))
                .note(fmt::format("{} are steps on the calendar, {} an amount of time",
                                  plural(first), plural(part)));
            return false;
        }
    }
    if (total > Decimal(kDurationMsMax)) {
        sink_.report<messages::time_span_too_long>(time.span).help(
            "durations go to a thousand years");
        return false;
    }
    return true;
}

}  // namespace reeve::parse
