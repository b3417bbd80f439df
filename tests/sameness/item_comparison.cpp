#include "tests/sameness/item_comparison.h"

#include "compiler/bind/decide.h"
#include "compiler/eval/evaluation.h"
#include "compiler/eval/priorities.h"
#include "compiler/eval/routes.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::sameness {

namespace {

std::string show(const std::optional<std::uint32_t>& value) {
    return value ? std::to_string(*value) : "none";
}

std::string lasting(const std::optional<std::uint32_t>& value, Instant until) {
    return fmt::format("{} until {}", show(value), until.ms);
}

std::string show(typed::CalendarId clock) {
    return clock.valid() ? std::to_string(clock.index()) : "time";
}

/// 10^-18 points as a decimal.
std::string show(abi::Points points) {
    constexpr abi::Points kUnit = 1'000'000'000'000'000'000;
    return (Decimal(static_cast<std::int64_t>(points / kUnit)) +
            Decimal::scaled(static_cast<std::int64_t>(points % kUnit), -18))
        .to_string();
}

std::string show(std::vector<std::string> parts) {
    std::ranges::sort(parts);
    std::string text;
    for (const std::string& part : parts) text += " " + part;
    return text;
}

template <class Lines>
std::string numbers(const Lines& lines) {
    std::string text;
    for (const std::uint32_t line : lines) text += " " + std::to_string(line);
    return text;
}

std::string show(const abi::PriorityLine& line) {
    std::vector<std::string> slopes;
    for (const auto& slope : line.slopes)
        slopes.push_back(fmt::format("{}:{}", show(slope.clock), show(slope.per_ms)));
    const auto bound = [](const std::optional<abi::Points>& points) {
        return points ? show(*points) : std::string("none");
    };
    std::string moving;
    for (const std::string& slope : slopes) moving += " " + slope;
    return fmt::format("{} moving{} between {} and {} until {}", show(line.value), moving,
                       bound(line.low), bound(line.high), line.until.ms);
}

}  // namespace

void ItemCounts::add(const ItemCounts& other) {
    for (const auto& [to, from] : {std::pair(&segments, &other.segments),
                                   {&priorities, &other.priorities},
                                   {&routes, &other.routes}}) {
        to->said += from->said;
        to->left += from->left;
    }
}

std::string ItemCounts::text() const {
    const auto one = [](const char* name, const Of& of) {
        return fmt::format("{} {} ({} left to the evaluator)", name, of.said + of.left, of.left);
    };
    return one("segments", segments) + ", " + one("priorities", priorities) + ", " +
           one("routes", routes);
}

ItemReference::ItemReference(const eval::Rules& rules, const eval::Item& item,
                             const eval::Question& question)
    : rules_(rules), item_(item), question_(question), context_(rules.prepare(item, question)) {
    context_.house = question.house;
    const eval::Evaluation evaluation = rules.evaluate(item, question);
    entry_ = entry();
    segment_ = lasting(context_.derived.segment, context_.derived.segment_window.until);
    band_ = lasting(evaluation.band, evaluation.band_line.window.until);
    priority_ = priority_text();
    route_ = route_text();
}

std::string ItemReference::entry() const {
    std::string text;
    for (const auto& promise : rules_.promise(item_, question_.house))
        text += " " + show(promise ? std::optional(promise->line) : std::nullopt);
    return text;
}

std::string ItemReference::priority_text() const {
    const auto& priority = rules_.program().work_type(item_.work_type).priority;
    if (!priority) return {};
    return show(
        bind::to_line(*priority, eval::evaluate_priority(context_, *priority, question_.now)));
}

std::string ItemReference::route_text() const {
    const auto& route = rules_.program().work_type(item_.work_type).route;
    if (!route) return {};
    // What steps, rings and `not before` do with time is not asked of compiled rules.
    typed::Route lines = *route;
    lines.relaxations.clear();
    lines.not_before.clear();
    for (auto& ask : lines.asks) ask.rings.clear();
    const eval::RouteAnswer answer = eval::evaluate_route(context_, lines, question_);
    std::vector<std::string> needs;
    std::size_t tests = 0;
    for (const eval::NeedAnswer& need : answer.needs) {
        if (need.skill.valid())
            needs.push_back(fmt::format("{}/{}", need.skill.index(), need.level));
        else
            ++tests;
    }
    return fmt::format("{} ask {} needs{} tests {} never{} until {}", show(answer.to.line),
                       show(answer.ask), show(needs), tests, numbers(answer.never),
                       answer.window.until.ms);
}

std::optional<std::string> ItemReference::differs(const batch::ItemRules& rules,
                                                  ItemCounts& counts) const {
    const auto compare = [](const char* what, const std::string& says, const std::string& right) {
        return says == right
                   ? std::nullopt
                   : std::optional(fmt::format("{}\n  says  {}\n  not   {}", what, says, right));
    };
    const batch::EntryLines lines = rules.at_entry(item_, question_.house);
    std::string entry;
    for (const auto& line : lines.promises) entry += " " + show(line);
    if (auto wrong = compare("lines of promises", entry, entry_)) return wrong;
    const batch::ItemAnswer answer =
        rules.answer(item_, context_.derived.promises, question_.house, question_.now);
    const auto count = [](ItemCounts::Of& of, bool said) { ++(said ? of.said : of.left); };
    count(counts.segments, answer.segment.has_value());
    if (answer.segment) {
        const auto& [value, until] = *answer.segment;
        if (auto wrong = compare("segment", lasting(value, until), segment_)) return wrong;
    }
    if (answer.band) {
        const auto& [value, until] = *answer.band;
        const auto bands = rules_.program().choice(rules_.program().bands).values.size();
        const std::uint32_t band = value.value_or(static_cast<std::uint32_t>(bands - 1));
        if (auto wrong = compare("band", lasting(band, until), band_)) return wrong;
    }
    if (!priority_.empty()) count(counts.priorities, answer.priority.has_value());
    if (answer.priority) {
        if (auto wrong = compare("priority", show(*answer.priority), priority_)) return wrong;
    }
    if (!route_.empty()) count(counts.routes, answer.route.has_value());
    if (!answer.route) return std::nullopt;
    std::vector<std::string> needs;
    for (const abi::Need& need : answer.route->needs)
        needs.push_back(fmt::format("{}/{}", need.skill.index(), need.level));
    return compare(
        "route",
        fmt::format("{} ask {} needs{} tests {} never{} until {}", show(answer.route->to),
                    show(answer.route->ask), show(needs), answer.route->need_tests.size(),
                    numbers(answer.route->never), answer.route->until.ms),
        route_);
}

}  // namespace reeve::sameness
