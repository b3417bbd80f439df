#include "tests/sameness/random_expressions.h"

#include <fmt/format.h>

namespace reeve::sameness {

namespace {

const std::vector<std::string> kTexts{
    R"("")",   R"("FR")",   R"("de")",   R"("injury")", R"("Élan")",    R"("élan")", R"("a")",
    R"("P1")", R"("C-12")", R"("A-17")", R"("straße")", R"("STRASSE")", R"("vip")"};
const std::vector<std::string> kColors{"red", "green", "blue", "black"};
const std::vector<std::string> kTiers{"bronze", "silver", "gold"};
const std::vector<std::string> kOrders{">", ">=", "<", "<="};
const std::vector<std::string> kDates{"2026-03-29", "2024-02-29", "2026-10-25", "2025-12-31",
                                      "2026-03-01", "1900-01-01", "2199-12-31", "2027-02-28"};

}  // namespace

std::string RandomExpressions::number_literal() {
    if (tame)
        return one_in(3) ? fmt::format("{}.{}", below(40), below(100))
                         : fmt::format("{}", below(60));
    switch (below(12)) {
        case 0: return fmt::format("{}.{}", below(40), below(1'000));
        case 1: return fmt::format("0.{:03}5", below(1'000));
        case 2: return fmt::format("{}.5", below(300));
        case 3: return fmt::format("{}", 1'000 * (1 + below(1'000'000)));
        case 4: return fmt::format("0.{:09}", below(1'000'000'000));
        case 5:
            return one_in(4) ? fmt::format("{}.{:016}{:016}", 1 + below(9), below(10'000'000'000),
                                           below(10'000'000'000))
                             : "3";
        case 6: return "0";
        case 7: return "1";
        default: return fmt::format("{}", below(60));
    }
}

std::string RandomExpressions::literal(Kind kind) {
    switch (kind) {
        case Kind::YesNo: return one_in(2) ? "yes" : "no";
        case Kind::Number: return number_literal();
        case Kind::Percent:
            return one_in(3) ? fmt::format("{}.{}%", below(120), below(100))
                             : fmt::format("{}%", below(160));
        case Kind::Money:
            return one_in(3) ? fmt::format("{}.{:02} EUR", below(2'000), below(100))
                             : fmt::format("{} EUR", below(20) * 50);
        case Kind::Yen: return fmt::format("{} JPY", below(100'000));
        case Kind::Text: return any_of(kTexts);
        case Kind::Tier: return any_of(kTiers);
        case Kind::Color: return any_of(kColors);
        case Kind::Date: return any_of(kDates);
        case Kind::Time: return fmt::format("{:02}:{:02}", below(24), below(60));
        case Kind::Moment:
            return one_in(3) ? any_of(kDates) + "T01:30:00Z"
                             : fmt::format("{} {:02}:{:02}", any_of(kDates), below(24), below(60));
        case Kind::Duration:
            return any_of({"0 seconds", "1 second", "90 minutes", "1 hour 30 minutes", "3 hours",
                           "1 day", "2 days 7 hours", "2 weeks"});
        case Kind::OpenTime:
            return any_of({"30 business minutes", "1 business hour", "4 business hours",
                           "20 business hours", "2 business hours 15 business minutes"});
        case Kind::Texts: return fmt::format("[{}, {}]", any_of(kTexts), any_of(kTexts));
        case Kind::Numbers: return fmt::format("[{}, {}]", below(10), below(10));
        case Kind::Colors: return fmt::format("[{}]", any_of(kColors));
        case Kind::Agent: break;
    }
    return "0";
}

const Named* RandomExpressions::pick(Kind kind, bool optional) {
    std::vector<const Named*> found;
    for (const Named& named : names) {
        if (named.kind == kind && named.optional == optional) found.push_back(&named);
    }
    return found.empty() ? nullptr : found[below(found.size())];
}

std::string RandomExpressions::leaf(Kind kind) {
    if (!one_in(4)) {
        if (const Named* named = pick(kind, false)) return named->name;
    }
    if (one_in(2)) {
        if (const Named* named = pick(kind, true))
            return fmt::format("({} or else {})", named->name,
                               one_in(4) ? leaf(kind) : literal(kind));
    }
    return literal(kind);
}

std::string RandomExpressions::call(Kind kind, int depth) {
    std::vector<const Callable*> found;
    for (const Callable& callable : callables) {
        if (callable.result == kind) found.push_back(&callable);
    }
    if (found.empty() || place == Place::Definition) return leaf(kind);
    const Callable& callable = *found[below(found.size())];
    if (callable.params.empty()) return callable.name;
    std::string args;
    for (std::size_t i = 0; i < callable.params.size(); ++i) {
        const bool optional = i < callable.optional.size() && callable.optional[i];
        const Named* named = optional ? pick(callable.params[i], true) : nullptr;
        args += (args.empty() ? "" : ", ") +
                (named != nullptr ? named->name : of(callable.params[i], depth - 1));
    }
    return fmt::format("{}({})", callable.name, args);
}

std::string RandomExpressions::of(Kind kind, int depth) {
    if (depth <= 0) return leaf(kind);
    const auto inner = [&] { return of(kind, depth - 1); };
    if (one_in(7))
        return fmt::format("(if {} then {} else {})", condition(depth - 1), inner(), inner());
    if (one_in(6)) return call(kind, depth);
    switch (kind) {
        case Kind::YesNo: return condition(depth);
        case Kind::Number: return number(depth);
        case Kind::Percent:
        case Kind::Money:
        case Kind::Yen:
        case Kind::Duration:
        case Kind::OpenTime: return amount(kind, depth);
        case Kind::Moment: return moment(depth);
        case Kind::Date:
            switch (below(4)) {
                case 0: return fmt::format("({} + {} days)", inner(), below(400));
                case 1: return fmt::format("({} - {} months)", inner(), 1 + below(30));
                case 2: return fmt::format("(date of {})", leaf(Kind::Moment));
                default: return leaf(kind);
            }
        case Kind::Time:
            return one_in(2) ? fmt::format("(time of {})", leaf(Kind::Moment)) : leaf(kind);
        case Kind::Text: return text(depth);
        default: return leaf(kind);
    }
}

/// Percents, money and lengths of time: with their like, and times a number.
std::string RandomExpressions::amount(Kind kind, int depth) {
    const auto inner = [&] { return of(kind, depth - 1); };
    switch (below(9)) {
        case 0: return fmt::format("({} + {})", inner(), inner());
        case 1: return fmt::format("({} - {})", inner(), inner());
        case 2: return fmt::format("min({}, {})", inner(), inner());
        case 3: return fmt::format("max({}, {})", inner(), inner());
        case 4:
            if (kind == Kind::Percent) return fmt::format("abs({})", inner());
            return fmt::format("({} * {})", inner(), of(Kind::Number, depth - 1));
        case 5:
            if (kind == Kind::Percent || kind == Kind::Duration) return leaf(kind);
            return fmt::format("({} * {})", inner(), of(Kind::Percent, depth - 1));
        case 6:
            if (kind == Kind::Duration)
                return fmt::format("({} to {})", leaf(Kind::Moment), leaf(Kind::Moment));
            if (kind == Kind::OpenTime)
                return fmt::format("({} to {} in Office)", leaf(Kind::Moment), leaf(Kind::Moment));
            return fmt::format("({} / {})", inner(), 1 + below(12));
        case 7: return fmt::format("abs({})", inner());
        default: return leaf(kind);
    }
}

std::string RandomExpressions::number(int depth) {
    const auto inner = [&] { return number(depth - 1); };
    if (depth <= 0) return leaf(Kind::Number);
    if (tame) depth = std::min(depth, 2);
    // Quotients come last.
    switch (below(tame ? 14 : 22)) {
        case 0:
        case 1: return fmt::format("({} + {})", inner(), inner());
        case 2: return fmt::format("({} - {})", inner(), inner());
        case 3: return fmt::format("({} * {})", inner(), inner());
        case 4: return fmt::format("min({}, {})", inner(), inner());
        case 5: return fmt::format("max({}, {}, {})", inner(), inner(), inner());
        case 6: return fmt::format("abs({})", inner());
        case 7: return fmt::format("round({}, {})", inner(), below(5));
        case 8:
            if (place >= Place::Priority) return any_of({"declines", "misses", "reassignments"});
            return leaf(Kind::Number);
        case 9: return fmt::format("(-{})", inner());
        case 10: return fmt::format("(days from {} to {})", leaf(Kind::Date), leaf(Kind::Date));
        case 11:
        case 12:
        case 13: return leaf(Kind::Number);
        case 14: return fmt::format("({} / {})", inner(), 1 + below(12));
        case 15: return fmt::format("(({} / {}) or else {})", inner(), inner(), below(9));
        case 16: return fmt::format("{}({})", any_of({"floor", "ceiling", "round"}), inner());
        case 17: {
            const Kind kind = one_in(2) ? Kind::Money : Kind::Duration;
            return fmt::format("(({} / {}) or else {})", of(kind, depth - 1), of(kind, depth - 1),
                               number_literal());
        }
        case 18: return fmt::format("length({})", leaf(Kind::Text));
        case 19:
            return fmt::format("({} of {})", any_of({"day", "month", "year"}), leaf(Kind::Date));
        case 20:
            if (const Named* list = pick(one_in(2) ? Kind::Texts : Kind::Numbers, false))
                return fmt::format("(count of {})", list->name);
            return leaf(Kind::Number);
        default:
            return fmt::format("{}({})", any_of({"hours", "minutes", "days"}),
                               of(Kind::Duration, depth - 1));
    }
}

std::string RandomExpressions::moment(int depth) {
    const std::string from = of(Kind::Moment, depth - 1);
    switch (below(7)) {
        case 0: return fmt::format("({} + {})", from, literal(Kind::Duration));
        case 1: return fmt::format("({} - {})", from, literal(Kind::Duration));
        case 2: return fmt::format("({} + {} business days in Office)", from, 1 + below(4));
        case 3: return fmt::format("({} - {} business days in Night)", from, 1 + below(4));
        case 4: return fmt::format("({} + {} months)", from, 1 + below(14));
        case 5: return place == Place::Definition ? from : "created";
        default: return leaf(Kind::Moment);
    }
}

std::string RandomExpressions::text(int depth) {
    switch (below(4)) {
        case 0: return fmt::format("lower({})", of(Kind::Text, depth - 1));
        case 1: return fmt::format("upper({})", of(Kind::Text, depth - 1));
        default: return leaf(Kind::Text);
    }
}

std::string RandomExpressions::amount_test(Kind kind, int depth) {
    const std::string left = of(kind, depth);
    switch (below(6)) {
        case 0: return fmt::format("({} is {})", left, of(kind, depth));
        case 1: return fmt::format("({} is not {})", left, literal(kind));
        case 2: return fmt::format("({} is between {} and {})", left, literal(kind), literal(kind));
        case 3:
            return fmt::format("({} is in {{ {}, {}, {} }})", left, literal(kind), literal(kind),
                               literal(kind));
        default: return fmt::format("({} {} {})", left, any_of(kOrders), of(kind, depth));
    }
}

std::string RandomExpressions::text_test(int depth) {
    const std::string left = text(depth);
    const std::string how =
        one_in(3) ? any_of({" ignoring case", " ignoring accents"}) : std::string();
    switch (below(7)) {
        case 0: return fmt::format("({} is {}{})", left, any_of(kTexts), how);
        case 1: return fmt::format("({} is not {})", left, any_of(kTexts));
        case 2: return fmt::format("({} contains {}{})", left, any_of({R"("a")", R"("-1")"}), how);
        case 3:
            return fmt::format("({} starts with {}{})", left, any_of({R"("P")", R"("É")"}), how);
        case 4: return fmt::format("({} ends with {}{})", left, any_of({R"("N")", R"("7")"}), how);
        case 5:
            return fmt::format("({} matches {}{})", left, any_of({R"("?-1*")", R"("*a*")"}), how);
        default:
            return fmt::format("({} is in {{ {}, {} }})", left, any_of(kTexts), any_of(kTexts));
    }
}

std::string RandomExpressions::list_test() {
    const Kind kind = one_in(2) ? Kind::Texts : one_in(2) ? Kind::Numbers : Kind::Colors;
    const Named* list = pick(kind, false);
    if (list == nullptr) return choice_test(Kind::Color);
    const auto element = [&] {
        return kind == Kind::Texts    ? any_of(kTexts)
               : kind == Kind::Colors ? any_of(kColors)
                                      : fmt::format("{}", below(10));
    };
    switch (below(4)) {
        case 0: return fmt::format("({} has {})", list->name, element());
        case 1:
            return fmt::format("({} has any of {{ {}, {} }})", list->name, element(), element());
        case 2:
            return fmt::format("({} has all of {{ {}, {} }})", list->name, element(), element());
        default: return fmt::format("(count of {} > {})", list->name, below(4));
    }
}

std::string RandomExpressions::choice_test(Kind kind) {
    const Named* left = pick(kind, false);
    if (left == nullptr) return literal(Kind::YesNo);
    const auto value = [&] { return literal(kind); };
    switch (below(kind == Kind::Tier ? 6 : 4)) {
        case 0: return fmt::format("({} is {})", left->name, value());
        case 1: return fmt::format("({} is not {})", left->name, value());
        case 2: return fmt::format("({} is in {{ {}, {} }})", left->name, value(), value());
        case 3: return fmt::format("({} is not in {{ {}, {} }})", left->name, value(), value());
        default: return fmt::format("({} {} {})", left->name, any_of(kOrders), value());
    }
}

std::string RandomExpressions::known_test(int depth) {
    const auto kind = static_cast<Kind>(below(kKindCount));
    const Named* named = pick(kind, true);
    if (named == nullptr) return comparison(depth);
    const bool plain = kind == Kind::Agent || kind >= Kind::Texts || kind == Kind::YesNo;
    if (plain || one_in(4))
        return fmt::format("({} is {})", named->name, any_of({"known", "missing"}));
    // Known, it is computed with like any other.
    std::string test = fmt::format("{} is {}", named->name, literal(kind));
    if (kind == Kind::Number && one_in(2))
        test = fmt::format("({} * {}) {} {}", named->name, number(1), any_of(kOrders), number(0));
    if (kind == Kind::Money && one_in(2))
        test = fmt::format("(({} / {}) or else 5%) >= {}", named->name, leaf(kind),
                           literal(Kind::Percent));
    if (kind == Kind::Moment && place != Place::Definition && one_in(2))
        test = fmt::format("(({} to created) {} {})", named->name, any_of(kOrders),
                           literal(Kind::Duration));
    switch (below(3)) {
        case 0: return fmt::format("({0} is known and {1})", named->name, test);
        case 1: return fmt::format("({0} is missing or {1})", named->name, test);
        default:
            return fmt::format("(if {0} is known then {1} else {2})", named->name, test,
                               condition(depth - 1));
    }
}

/// What moves is compared with what stands still.
std::string RandomExpressions::fact_test(int depth) {
    if (place == Place::Definition) return comparison(depth);
    std::vector<std::string> tests{
        fmt::format("(age {} {})", any_of(kOrders), literal(Kind::Duration)),
        fmt::format("(age in Office {} {})", any_of(kOrders), literal(Kind::OpenTime)),
        fmt::format("(now {} {})", any_of(kOrders), of(Kind::Moment, depth - 1)),
        fmt::format("(today {} {})", any_of(kOrders), literal(Kind::Date)),
        fmt::format("(weekday of today is {})", any_of({"monday", "friday", "sunday"})),
        "(source is missing)",
        fmt::format("(created {} {})", any_of(kOrders), of(Kind::Moment, depth - 1))};
    if (!periods.empty()) tests.push_back("(during " + any_of(periods) + ")");
    if (place >= Place::Promise && !segments.empty())
        tests.push_back("(segment is " + any_of(segments) + ")");
    if (place >= Place::Priority) {
        tests.push_back(
            fmt::format("(state is {})", any_of({"held", "assigned", "waiting", "open"})));
        tests.push_back(
            fmt::format("({} {} {})", clock(), any_of(kOrders), literal(Kind::Duration)));
        tests.emplace_back("(outcome is known and outcome is paid)");
        tests.push_back(
            fmt::format("(in_line_since is missing or in_line_since < {})", literal(Kind::Moment)));
        tests.push_back("(declines > " + fmt::format("{}", below(3)) + ")");
        if (place == Place::Route) tests.emplace_back("(assignee is known)");
        if (has_sla) {
            tests.push_back(
                fmt::format("(sla_used {} {})", any_of(kOrders), literal(Kind::Percent)));
            tests.push_back(
                fmt::format("(due {} {})", any_of(kOrders), of(Kind::Moment, depth - 1)));
            tests.emplace_back("overdue");
            if (has_start) {
                tests.push_back(fmt::format("((start.used or else {}) > {})",
                                            literal(Kind::Percent), literal(Kind::Percent)));
                tests.push_back(fmt::format("((start.at or else {}) {} created)",
                                            literal(Kind::Moment), any_of(kOrders)));
            }
            if (has_target)
                tests.push_back(fmt::format("(target.at is known and now {} target.at - {})",
                                            any_of(kOrders), literal(Kind::Duration)));
            tests.push_back(fmt::format("(overdue_by > {})", literal(Kind::Duration)));
        }
    }
    return any_of(tests);
}

std::string RandomExpressions::comparison(int depth) {
    switch (below(11)) {
        case 0:
        case 1:
        case 2: return amount_test(Kind::Number, depth);
        case 3: return amount_test(Kind::Money, depth);
        case 4: return amount_test(Kind::Percent, depth);
        case 5: return amount_test(one_in(2) ? Kind::Duration : Kind::OpenTime, depth);
        case 6: return amount_test(one_in(2) ? Kind::Date : Kind::Time, depth);
        case 7: return amount_test(one_in(2) ? Kind::Moment : Kind::Yen, depth);
        case 8: return text_test(depth);
        case 9: return list_test();
        default: return choice_test(one_in(2) ? Kind::Tier : Kind::Color);
    }
}

std::string RandomExpressions::condition(int depth) {
    if (depth <= 0) {
        const Named* flag = pick(Kind::YesNo, false);
        if (flag != nullptr && one_in(3)) return flag->name;
        return one_in(2) ? choice_test(one_in(2) ? Kind::Tier : Kind::Color) : comparison(0);
    }
    const auto inner = [&] { return condition(depth - 1); };
    switch (below(9)) {
        case 0: return fmt::format("(not {})", inner());
        case 1:
        case 2: return fmt::format("({} and {})", inner(), inner());
        case 3:
        case 4: return fmt::format("({} or {})", inner(), inner());
        case 5: return known_test(depth);
        case 6: return fact_test(depth);
        default: return comparison(depth - 1);
    }
}

std::string RandomExpressions::clock() {
    std::vector<std::string> clocks{"age"};
    if (place >= Place::Priority) {
        for (const char* name : {"waiting", "waiting here", "working", "untouched"})
            clocks.emplace_back(name);
        if (has_sla) clocks.emplace_back("overdue_by");
    }
    return any_of(clocks);
}

std::string RandomExpressions::moving(int depth) {
    const auto inner = [&] { return moving(depth - 1); };
    if (depth <= 0) {
        switch (below(has_sla ? 5 : 4)) {
            case 0: return fmt::format("{}({})", any_of({"hours", "minutes", "days"}), clock());
            case 1: return fmt::format("hours({} in Office)", clock());
            case 2: return fmt::format("days({} to now)", leaf(Kind::Moment));
            case 3: return fmt::format("({} / {})", clock(), literal(Kind::Duration));
            default: return fmt::format("({} * 1)", "sla_used");
        }
    }
    switch (below(8)) {
        case 0: return fmt::format("({} + {})", inner(), inner());
        case 1: return fmt::format("({} - {})", inner(), number(1));
        case 2: return fmt::format("({} * {})", inner(), number(1));
        case 3: return fmt::format("({} / {})", inner(), 1 + below(9));
        case 4: return fmt::format("min({}, {})", inner(), number(1));
        case 5: return fmt::format("max({}, {})", inner(), literal(Kind::Number));
        case 6: return fmt::format("(if {} then {} else {})", condition(1), inner(), number(1));
        default: return fmt::format("(-{})", inner());
    }
}

}  // namespace reeve::sameness
