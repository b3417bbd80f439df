#include "bench/rule_files.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::bench {

namespace {

constexpr std::string_view kHouse =
    R"(business Acme { time zone "Europe/Paris"  calendar Office  currency EUR }

calendar Office {
    open monday to friday 08:30-12:00, 13:00-18:00
    open saturday 09:00-12:00
}

choice Tier = ranked { bronze, silver, gold }
team leads
team desk { supervisors leads }
skill motor levels 1..5
skill french
bands { emergency, ordinary }
)";

// `@` stands for the number of the unit.
constexpr std::string_view kUnit = R"(
define big@ = 50_000 EUR

## Work of one kind.
work type Claim@ "Motor claim" {
    policy:      text
    tier:        Tier
    amount:      money(EUR)
    channel:     one of { web, phone, post, broker }
    loss_date:   date
    region:      text
    fraud_score: percent 0%..100% optional
    vulnerable:  yes/no = no
    tags:        list of text = []

    outcomes { paid, refused }
    counts 2 points
    takes about 25 minutes
    show policy, amount, loss_date, region
}

segment of Claim@ {
    suspected_fraud  when (fraud_score or else 0%) >= 80%
    injury           when tags has "injury"            because "People before metal"
    high_value       when amount > big@
    gold             when tier is gold
    standard         otherwise
}

sla for Claim@ in Office {
    start within 4 business hours   when vulnerable
    due within 1 business day       when tier is gold and amount < 5_000 EUR
    due within 10 business days     when segment is suspected_fraud
    due within 3 business days      otherwise
}

table points@ (tier: Tier, amount: money(EUR)) -> number, first match {
    | tier           | amount                || points |
    | gold           | > 10_000 EUR          || 150    |
    | gold           | any                   || 100    |
    | silver, bronze | 5_000 EUR..20_000 EUR || 50     |
    | any            | any                   || 0      |
}

priority of Claim@ {
    band emergency  when vulnerable and tags has "injury"
    band ordinary   otherwise

    start at 100
    add 400                          when segment is suspected_fraud  because "Fraud first"
    add 2@                           when vulnerable
    add points@(tier, amount)
    add 1 per 1_000 EUR of amount    up to 40
    add 2 per hour of age in Office  up to 200
    add curve of sla_used { 0% -> 0  50% -> 40  80% -> 200  100% -> 600  150% -> 900 }
    multiply total by 1.2            when channel is broker
    limit total to 0..2_000
}

queue desk@ "Desk" {
    members when agent has motor and agent in team desk
    offer to best ranked agent, answer within 45 seconds
    wrap up 1 minute
    open in Office
}

route Claim@ {
    to desk@ otherwise
    needs motor at level 3 or more  when amount > big@
    needs motor
    needs french                    when region is "FR"
    after 20 minutes waiting: needs motor at level 2 or more  when amount > big@
    after 40 minutes waiting: drop french
    rank agents by 10 * level of motor - 5 * agent load
}

escalate Claim@ {
    at 50% of sla  while state is waiting:                 raise priority by 100
    at due:                                                notify supervisors "Claim {key} is overdue"
    untouched for 20 business hours while state is assigned: remind assignee
    30 days after created:                                 expire
    when amount changes:                                   notify team leads "{policy}: {amount}"
}
)";

std::string numbered(std::string_view text, std::size_t number) {
    std::string result;
    for (const char c : text) {
        if (c == '@') {
            result += std::to_string(number);
        } else {
            result += c;
        }
    }
    return result;
}

}  // namespace

std::string rule_file(std::size_t lines) {
    const auto lines_of = [](std::string_view text) {
        return static_cast<std::size_t>(std::ranges::count(text, '\n'));
    };
    std::string text(kHouse);
    std::size_t count = lines_of(kHouse);
    for (std::size_t unit = 1; count < lines; ++unit, count += lines_of(kUnit))
        text += numbered(kUnit, unit);
    return text;
}

std::string table_file(std::size_t columns, std::size_t rows) {
    std::string params;
    std::string header;
    std::string any;
    for (std::size_t c = 0; c < columns; ++c) {
        params += fmt::format("{}c{}: whole number 0..1_000", c == 0 ? "" : ", ", c);
        header += fmt::format("| c{} ", c);
        any += "| any ";
    }
    std::string text = fmt::format("table wide ({}) -> number, first match {{\n    {}|| result |\n",
                                   params, header);
    // Each row is a box around a point of its own in three of the columns.
    for (std::size_t row = 0; row + 1 < rows; ++row) {
        text += "    ";
        for (std::size_t c = 0; c < columns; ++c) {
            const std::size_t low = (row * 37 + c * 101) % 900;
            text += (row + c) % 3 == 0 ? fmt::format("| {}..{} ", low, low + 60) : "| any ";
        }
        text += fmt::format("|| {} |\n", row + 1);
    }
    text += fmt::format("    {}|| 0 |\n}}\n", any);
    text += "work type Thing { ";
    for (std::size_t c = 0; c < columns; ++c)
        text += fmt::format("c{}: whole number 0..1_000  ", c);
    text += "}\nbands { all }\npriority of Thing { band all otherwise  start at 0  add wide(";
    for (std::size_t c = 0; c < columns; ++c) text += fmt::format("{}c{}", c == 0 ? "" : ", ", c);
    return text + ") }\n";
}

}  // namespace reeve::bench
