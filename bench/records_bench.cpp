#include "compiler/driver/session.h"
#include "compiler/eval/evaluation.h"
#include "compiler/records/results.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <random>
#include <string>

// What it costs to read a record and to make an item of it, beside the floor of counting the lines
// of the same bytes; and what the rules cost after that.

namespace reeve::bench {
namespace {

constexpr std::size_t kRecords = 20'000;
constexpr Instant kAt{1'772'442'000'000};

constexpr const char* kRules = R"(
business Acme { time zone "Europe/Paris"  calendar Office  currency EUR }
calendar Office { time zone "Europe/Paris"  open monday to friday 08:30-12:00, 13:00-18:00 }
work type Claim {
    policy:     text
    tier:       ranked { bronze, silver, gold }
    amount:     money(EUR)
    channel:    one of { web, phone, post, broker }
    loss_date:  date
    region:     text
    fraud:      percent 0%..100% optional
    vulnerable: yes/no = no
    tags:       list of text = []
    photos:     whole number 0..50 = 0
}
segment of Claim {
    suspected  when (fraud or else 0%) >= 80%
    injury     when tags has "injury"
    standard   otherwise
}
sla for Claim in Office { due within 3 business days otherwise }
priority of Claim {
    start at 100
    add 250 when vulnerable
    add 1 per 1_000 EUR of amount    up to 40
    add 2 per hour of age in Office  up to 200
    add curve of sla_used { 0% -> 0  50% -> 40  80% -> 200  100% -> 600 }
}
workbin desk { members when agent in team claims  take any }
team claims
route Claim { to desk otherwise }
)";

const typed::Program& program() {
    static driver::MemoryFileSystem files;
    static driver::Session session(files);
    if (session.programs().empty()) {
        files.put("rules.reeve", kRules);
        session.check(std::vector<std::string>{"rules.reeve"});
        if (session.sink().has_errors()) {
            std::cerr << "the benchmark's rules are wrong: "
                      << session.sink().diagnostics().front().message << '\n';
            std::exit(1);
        }
    }
    return session.programs().front().typed;
}

const eval::Rules& rules() {
    static const eval::Rules made(program());
    return made;
}

std::string items(records::Format format) {
    const bool csv = format == records::Format::Csv;
    std::minstd_rand random(7);
    std::string out;
    if (csv)
        out =
            "key,policy,tier,amount,channel,loss_date,region,fraud,vulnerable,tags,photos,"
            "created\n";
    constexpr const char* kTiers[] = {"bronze", "silver", "gold"};
    constexpr const char* kChannels[] = {"web", "phone", "post", "broker"};
    for (std::size_t i = 0; i < kRecords; ++i) {
        const auto next = [&](unsigned below) { return static_cast<unsigned>(random()) % below; };
        const std::string tags = csv ? "injury;glass" : R"(["injury","glass"])";
        out += fmt::format(
            fmt::runtime(csv ? "C-{},P-{:08},{},{}.{:02},{},2026-02-{:02},FR,0.{:03},{},{},{},"
                               "2026-02-2{}T{:02}:30:00+01:00\n"
                             : R"({{"key":"C-{}","policy":"P-{:08}","tier":"{}","amount":{}.{:02},)"
                               R"("channel":"{}","loss_date":"2026-02-{:02}","region":"FR",)"
                               R"("fraud":0.{:03},"vulnerable":{},"tags":{},"photos":{},)"
                               R"("created":"2026-02-2{}T{:02}:30:00+01:00"}})"
                               "\n"),
            i, next(100'000'000), kTiers[next(3)], next(90'000), next(100), kChannels[next(4)],
            1 + next(28), next(1000), next(10) == 0 ? "true" : "false", tags, next(50), next(8),
            8 + next(10));
    }
    return out;
}

void count(benchmark::State& state, const std::string& text) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRecords));
}

std::size_t count_lines(const std::string& text) {
    std::size_t lines = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while ((at = static_cast<const char*>(
                std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) != nullptr) {
        ++lines;
        ++at;
    }
    return lines;
}

void records_count_lines(benchmark::State& state, records::Format format) {
    const std::string text = items(format);
    for (auto _ : state) benchmark::DoNotOptimize(count_lines(text));
    count(state, text);
}

/// Reads all records; with `evaluated` also asks the rules and writes what they say.
void read_all(benchmark::State& state, records::Format format, bool evaluated) {
    const std::string text = items(format);
    for (auto _ : state) {
        records::MemorySource source(text);
        records::RecordReader reader(program(), source,
                                     {.file = "bench",
                                      .format = format,
                                      .blank = rules().new_item(typed::WorkTypeId(0), kAt),
                                      .at = kAt});
        records::ResultWriter writer(rules(), {.source_text = [](source::Span) { return ""; }});
        records::Record record;
        std::string out;
        std::size_t found = 0;
        while (reader.next(record)) {
            if (!record.errors.empty()) {
                std::cerr << to_string(record.errors.front()) << '\n';
                std::exit(1);
            }
            ++found;
            if (!evaluated) continue;
            out.clear();
            writer.write(record, rules().evaluate(record.item, {.now = kAt}), out);
        }
        if (found != kRecords) std::exit(1);
    }
    count(state, text);
}

void records_read(benchmark::State& state, records::Format format) {
    read_all(state, format, false);
}
void records_evaluate(benchmark::State& state, records::Format format) {
    read_all(state, format, true);
}

BENCHMARK_CAPTURE(records_count_lines, jsonl, records::Format::JsonLines)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(records_read, jsonl, records::Format::JsonLines)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(records_evaluate, jsonl, records::Format::JsonLines)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(records_count_lines, csv, records::Format::Csv)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(records_read, csv, records::Format::Csv)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(records_evaluate, csv, records::Format::Csv)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reeve::bench
