#include "tests/cli/command.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

// `reeve eval` writes the same bytes with each engine, for the items of all examples.

namespace reeve::cli_test {
namespace {

namespace fs = std::filesystem;

struct Example {
    std::string rules, items, type, at;
};

std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

/// The first work type that the records fit, which is the one that each example is about.
std::vector<Example> examples() {
    std::vector<Example> found;
    for (const auto& entry : fs::directory_iterator(support::source_directory() / "examples")) {
        for (const char* ending : {"jsonl", "csv"}) {
            const fs::path items = entry.path() / ("items." + std::string(ending));
            if (!fs::exists(items)) continue;
            const fs::path rules = entry.path() / (entry.path().filename().string() + ".reeve");
            const std::string text = read(rules);
            const std::size_t at = text.find("\nwork type ") + 11;
            found.push_back({rules.string(), items.string(),
                             text.substr(at, text.find_first_of(" {", at) - at),
                             "2026-03-17 10:00"});
        }
    }
    std::ranges::sort(found, {}, &Example::rules);
    return found;
}

class Engines : public ::testing::Test {
protected:
    Outcome run(const Example& example, const std::string& items, const std::string& engine,
                const std::string& format, const std::string& fields = "") {
        std::vector<std::string> arguments{
            "eval", example.rules, "--type",     example.type, "--items",      items,
            "--at", example.at,    "--on-error", "skip",       "--out-format", format};
        if (!engine.empty()) arguments.insert(arguments.end(), {"--engine", engine});
        if (!fields.empty()) arguments.insert(arguments.end(), {"--fields", fields});
        return place_.run(arguments);
    }

    Workplace place_;
};

constexpr const char* kAllFields =
    "record,line,key,id,segment,band,due,sla_used,time_left,overdue,start.at,start.used,start.left,"
    "target.at,target.used,target.left,priority,queue,needs";

TEST_F(Engines, AllExamplesComeOutAlike) {
    ASSERT_GE(examples().size(), 6U);
    for (const Example& example : examples()) {
        const Outcome reference = run(example, example.items, "reference", "jsonl", kAllFields);
        EXPECT_GE(std::ranges::count(reference.out, '\n'), 1'000) << example.rules << reference.err;
        for (const char* engine : {"native", "blocks", ""}) {
            const Outcome other = run(example, example.items, engine, "jsonl", kAllFields);
            EXPECT_EQ(other.code, reference.code) << other.err;
            EXPECT_EQ(other.err, reference.err);
            EXPECT_TRUE(other.out == reference.out)
                << example.rules << " on " << engine << " differs";
        }
    }
}

TEST_F(Engines, EveryWayOfWritingComesOutAlike) {
    Example example = examples().front();
    // A few items are enough to show how they are written.
    const std::string text = read(example.items);
    std::size_t end = 0;
    for (int line = 0; line < 250; ++line) end = text.find('\n', end) + 1;
    example.items = example.items.ends_with("csv") ? "few.csv" : "few.jsonl";
    place_.put(example.items, text.substr(0, end));
    for (const auto& [format, fields] :
         {std::pair("csv", ""), std::pair("table", ""), std::pair("csv", "key,next_change,queue"),
          std::pair("jsonl", "key,priority"), std::pair("csv", "needs")}) {
        const Outcome reference = run(example, example.items, "reference", format, fields);
        EXPECT_FALSE(reference.out.empty());
        for (const char* engine : {"native", "blocks"})
            EXPECT_TRUE(run(example, example.items, engine, format, fields).out == reference.out)
                << format << " " << fields << " on " << engine;
    }
}

// Many chunks on several threads, and machine code that arrives while they run; records with
// mistakes among them.
TEST_F(Engines, LongFilesComeOutInOrder) {
    const auto all = examples();
    const auto claims = std::ranges::find_if(
        all, [](const Example& example) { return example.rules.ends_with("claims.reeve"); });
    ASSERT_NE(claims, all.end());
    const std::string once = read(claims->items);
    std::string text;
    for (int i = 0; i < 32; ++i) text += once + "{\"policy\": 1}\n";
    place_.put("long.jsonl", text);
    const std::string items = "long.jsonl";
    const Outcome blocks = run(*claims, items, "blocks", "jsonl", "record,segment,priority,queue");
    EXPECT_EQ(std::ranges::count(blocks.out, '\n'), 32 * std::ranges::count(once, '\n'));
    EXPECT_EQ(blocks.code, 1);
    const Outcome usual = run(*claims, items, "", "jsonl", "record,segment,priority,queue");
    EXPECT_TRUE(usual.out == blocks.out);
    EXPECT_EQ(usual.err, blocks.err);
}

/// Records that say all that a record may say about an item besides its attributes.
std::string records_of_every_state() {
    std::string text;
    int number = 0;
    for (const char* state : {"queued", "offered", "assigned", "parked", "held", "wrapping",
                              "completed", "cancelled", "expired"}) {
        for (const char* more :
             {"", R"(,"due":"2026-03-27 12:00")", R"(,"due":"2026-04-20 02:30")",
              R"(,"in_line_since":"2026-03-28 23:59:59.999","misses":3)",
              R"(,"gone":"2026-03-29 01:30","declines":2,"reassignments":1,"source":"core")"}) {
            ++number;
            text += R"({"key":"k)" + std::to_string(number) + R"(","n":)" +
                    std::to_string(number * 7) + R"(,"created":"2026-03-27 17:45","state":")" +
                    state + "\"" + more + "}\n";
        }
    }
    return text;
}

TEST_F(Engines, FactsOfRecordsComeOutAlike) {
    place_.put("facts.reeve", R"(
business House { time zone "Europe/Paris"  calendar Office  currency EUR }
calendar Office { time zone "Europe/Paris"  open monday to friday 08:30-18:00  open sunday 01:00-04:00 }
bands { first, second }
source core { sends Item }
work type Item { n: number 0..1_000  gone: moment optional  outcomes { good, bad } }
segment of Item {
    large    when n > 250
    back     when gone is known and now > gone
    rest     otherwise
}
sla for Item in Office {
    start within 2 business hours   when n < 200
    target within 1 day             when n > 50
    due within 6 business hours     when segment is rest
    due within 2 business days      otherwise
    pause while state is held
}
priority of Item {
    band first   when overdue or declines > 1
    band second  otherwise
    add 3 per hour of waiting
    add 1 per 7 business minutes of untouched in Office  up to 500
    add curve of sla_used { 0% -> 0  50% -> 33.333  100% -> 500 }
    add (start.used or else 0%) * 100
    add 0.001 per 1 second of overdue_by
    add 10 when state is open and misses > 2
    add days(working) + 1 when source is known
}
)");
    place_.put("facts.jsonl", records_of_every_state());
    for (const char* at : {"2026-03-27 17:45", "2026-03-29 03:00", "2026-04-02 12:00:00.001"}) {
        const auto run_on = [&](const std::string& engine) {
            return place_.run({"eval", "facts.reeve", "--items", "facts.jsonl", "--at", at,
                               "--engine", engine, "--on-error", "skip", "--out-format", "jsonl",
                               "--fields", kAllFields});
        };
        const Outcome reference = run_on("reference");
        EXPECT_GE(std::ranges::count(reference.out, '\n'), 18) << reference.err;
        for (const char* engine : {"native", "blocks"})
            EXPECT_EQ(run_on(engine).out, reference.out);
    }
}

TEST_F(Engines, LoadLlvmForNoOtherCommand) {
    // The loader lists what it would load, and loads nothing.
    const std::string line = "LD_TRACE_LOADED_OBJECTS=1 '" + binary() + "' --version > '" +
                             (place_.path() / "loaded").string() + "'";
    ASSERT_EQ(std::system(line.c_str()), 0);
    const std::string loaded = read(place_.path() / "loaded");
    EXPECT_NE(loaded.find("libc.so"), std::string::npos) << loaded;
    EXPECT_EQ(loaded.find("LLVM"), std::string::npos);
}

TEST_F(Engines, KeepMachineCodeForTheNextTime) {
    const Example example = examples().front();
    const auto run_with = [&](const std::vector<std::string>& more) {
        std::vector<std::string> arguments{"eval",     example.rules, "--type",   example.type,
                                           "--items",  example.items, "--at",     example.at,
                                           "--engine", "native",      "--fields", "priority"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Outcome outcome = place_.run(arguments);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return outcome.out;
    };
    const fs::path kept = place_.path() / "work" / "kept";
    const std::string first = run_with({"--cache", "kept"});
    ASSERT_TRUE(fs::exists(kept));
    std::vector<fs::path> files(fs::directory_iterator(kept), fs::directory_iterator{});
    // For what holds as items come in, for columns, and for one item.
    EXPECT_EQ(files.size(), 3U);
    EXPECT_EQ(run_with({"--cache", "kept"}), first);
    // What is damaged is passed over, and written anew.
    const std::string whole = read(files.front());
    std::ofstream(files.front(), std::ios::binary) << whole.substr(0, whole.size() / 2);
    EXPECT_EQ(run_with({"--cache", "kept"}), first);
    EXPECT_TRUE(read(files.front()) == whole);
    // Elsewhere where nothing is said, and nowhere where that is said.
    EXPECT_EQ(run_with({}), first);
    EXPECT_TRUE(fs::exists(place_.path() / "cache"));
    fs::remove_all(place_.path() / "cache");
    EXPECT_EQ(run_with({"--no-cache"}), first);
    EXPECT_FALSE(fs::exists(place_.path() / "cache"));
}

TEST_F(Engines, FormsOfCodeAreShownAsFarAsIsAsked) {
    const std::string rules = examples().front().rules;
    const auto print = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {"check", rules});
        return place_.run(options);
    };
    EXPECT_NE(print({"--print=lowering"}).out.find(": integers of 32 bits\n"), std::string::npos);
    EXPECT_NE(print({"--print=llvm"}).out.find("define void @reeve_kernel"), std::string::npos);
    EXPECT_NE(print({"--print=llvm-opt"}).out.find("define void @reeve_row"), std::string::npos);
    EXPECT_NE(print({"--print=asm"}).out.find("reeve_kernel:"), std::string::npos);
    EXPECT_EQ(print({"--stop-after=asm"}).code, 0);
    EXPECT_EQ(print({"--print=asm", "--stop-after=lowering"}).code, 2);
}

}  // namespace
}  // namespace reeve::cli_test
