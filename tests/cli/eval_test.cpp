#include "tests/cli/command.h"
#include "tests/support/json.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

// `reeve eval` from end to end: what goes in, what comes out, and what is left behind.

namespace reeve::cli_test {
namespace {

namespace fs = std::filesystem;
using support::Json;
using support::read_json;

constexpr const char* kRules = R"(
business Acme { time zone "Europe/Paris"  calendar Office  currency EUR }
calendar Office { time zone "Europe/Paris"  open monday to friday 09:00-17:00 }
bands { first, second }
team claims
skill motor levels 1..5
skill french
agents have { limit: money(EUR) = 0 EUR }
setting boost: number 0..100 = 0, changed by team claims

work type Claim {
    points: number = 0
    amount: money(EUR) = 0 EUR
    words:  text optional
    kind:   one of { plain, partner } = plain
    outcomes { paid, refused }
}

segment of Claim {
    big      when amount > 1_000 EUR
    partner  when kind is partner
    standard otherwise
}
sla for Claim in Office {
    due within 8 business hours otherwise
    pause while state is held
}
priority of Claim {
    band first  when segment is big
    band second otherwise
    add points
    add boost
    add 10 per hour of waiting
    add 100 when state is held
}
workbin own     "Own"     { members when agent has motor        take any }
workbin outside "Outside" { members when agent in team claims   take any }
route Claim {
    to split { 30% own  70% outside }  when segment is partner
    to own                             otherwise
    needs motor at level 3 or more  when segment is big
    needs french                    when segment is big
    needs agent.limit
          >= amount                 when amount > 1_000 EUR
}
)";

constexpr const char* kAt = "2026-03-02 10:00";

class Eval : public ::testing::Test {
protected:
    Eval() { place_.put("rules.reeve", kRules); }

    Outcome run(std::vector<std::string> arguments, const std::string& input = "") {
        arguments.insert(arguments.begin(), {"eval", "rules.reeve", "--at", kAt});
        return place_.run(arguments, input);
    }
    /// The results for items on standard input.
    std::vector<Json> results(const std::string& items, std::vector<std::string> arguments = {}) {
        arguments.insert(arguments.begin(), {"--items", "-"});
        const Outcome outcome = run(std::move(arguments), items);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        EXPECT_EQ(outcome.err, "");
        std::vector<Json> rows;
        for (std::size_t at = 0; at < outcome.out.size();) {
            const std::size_t end = outcome.out.find('\n', at);
            const auto row = read_json(std::string_view(outcome.out).substr(at, end - at));
            EXPECT_TRUE(row) << outcome.out;
            if (!row) return rows;
            rows.push_back(*row);
            at = end + 1;
        }
        return rows;
    }
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(place_.path() / "work"))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }

    Workplace place_;
};

TEST_F(Eval, SaysWhatTheRulesMakeOfAnItem) {
    const Outcome outcome =
        run({"--items", "-"},
            R"({"key":"K-1","points":0.1,"amount":"1000.01 EUR","created":"2026-02-27 16:00"})");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "");
    // Of the 8 hours one was on Friday and one on Monday; 66 hours went by on the clock.
    EXPECT_EQ(outcome.out,
              R"({"key":"K-1","segment":"big","band":"first","due":"2026-03-02T16:00:00+01:00",)"
              R"("sla_used":0.25,"time_left":21600000,"priority":660.1,"queue":"own",)"
              R"("needs":["motor >= 3","french","agent.limit >= amount"]})"
              "\n");
}

TEST_F(Eval, NumbersAreReadAndWrittenAsDecimals) {
    for (const auto& [text, priority] : std::vector<std::pair<std::string, std::string>>{
             {"0.1", "0.1"}, {"1e3", "1000"}, {"\"12_500.25\"", "12500.25"}, {"0.0005", "0"}}) {
        const Outcome outcome =
            run({"--items", "-", "--fields", "priority"}, "{\"points\":" + text + "}");
        EXPECT_EQ(outcome.out, "{\"priority\":" + priority + "}\n") << text << outcome.err;
    }
    const Outcome outcome =
        run({"--items", "-"}, R"({"points":0.12345678901234567890123456789012345})");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(
        outcome.err,
        "standard input:1: error: `points` is `0.12345678901234567890123456789012345`: it has "
        "35 digits; a number may have 34\n");
}

TEST_F(Eval, CsvIsReadAndWrittenWithItsQuotationMarks) {
    place_.put("in.csv",
               "key;words;points\r\n\"a \"\"b\"\"\";x;1\r\n\"two\nlines\";;2\r\n\"c,d\";y;3\r\n");
    const Outcome outcome =
        run({"--items", "in.csv", "--out", "out.csv", "--fields", "key,line,priority,needs"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out + outcome.err, "");
    EXPECT_EQ(place_.get("out.csv"),
              "key,line,priority,needs\n\"a \"\"b\"\"\",2,1,\n\"two\nlines\",3,2,\n\"c,d\",5,3,\n");
    // What was written as a key comes back as that key.
    place_.put("again.csv", place_.get("out.csv").replace(0, 23, "key,points,amount,words"));
    const Outcome again = run({"--items", "again.csv", "--fields", "key", "--out-format", "csv"});
    EXPECT_EQ(again.out, "key\n\"a \"\"b\"\"\"\n\"two\nlines\"\n\"c,d\"\n") << again.err;
}

TEST_F(Eval, NeedsStandInOneCell) {
    const Outcome outcome =
        run({"--items", "-", "--out-format", "csv", "--fields", "needs"}, R"({"amount":2000})");
    EXPECT_EQ(outcome.out, "needs\n\"motor >= 3; french; agent.limit >= amount\"\n");
}

TEST_F(Eval, ATableIsAlignedAndSaysItInWords) {
    const Outcome outcome = run(
        {"--items", "-", "--out-format", "table", "--fields",
         "key,due,sla_used,time_left,priority,queue"},
        "{\"key\":\"K-1\",\"created\":\"2026-02-27 16:00\"}\n{\"points\":7,\"due\":\"2026-02-27 "
        "10:00\",\"created\":\"2026-02-27 09:30\"}");
    EXPECT_EQ(outcome.out,
              "key  due               sla_used  time_left  priority  queue\n"
              "K-1  2026-03-02 16:00       25%     6h 00m       660  own\n"
              "-    2026-02-27 10:00     1700%    -8h 00m       732  own\n")
        << outcome.err;
}

TEST_F(Eval, ADateFromElsewhereReplacesTheMomentPromised) {
    const auto rows =
        results(R"({"created":"2026-03-02 09:00","due":"2026-03-02T13:00:00+01:00"})", {});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["due"].string, "2026-03-02T13:00:00+01:00");
    EXPECT_EQ(rows[0]["sla_used"].number, 0.25);
    EXPECT_EQ(rows[0]["time_left"].number, 3 * 3'600'000);
}

TEST_F(Eval, TheStateMovesTheClocks) {
    const auto rows = results(
        "{\"created\":\"2026-03-02 09:00\"}\n"
        "{\"created\":\"2026-03-02 09:00\",\"state\":\"held\"}\n"
        "{\"created\":\"2026-02-27 09:00\",\"state\":\"completed\",\"outcome\":\"paid\"}\n",
        {"--fields", "priority,overdue,next_change,sla_used"});
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0]["priority"].number, 10);
    EXPECT_NE(rows[0]["next_change"].kind, Json::Kind::Null);
    EXPECT_EQ(rows[1]["priority"].number, 110);
    EXPECT_EQ(rows[1]["sla_used"].number, 0.125);
    EXPECT_EQ(rows[2]["overdue"].boolean, false);
    EXPECT_EQ(rows[2]["sla_used"].number, 1.125);
}

TEST_F(Eval, SplitsKeepTheirSharesOverTheFile) {
    std::string items;
    for (int i = 0; i < 10; ++i) items += "{\"kind\":\"partner\"}\n{\"kind\":\"plain\"}\n";
    std::string order;
    for (const Json& row : results(items))
        if (row["segment"].string == "partner") order += row["queue"].string[1];
    // 3 of 10 go to `own`.
    EXPECT_EQ(order, "uwuuwuuuwu");
}

TEST_F(Eval, SettingsMayDifferForOneRun) {
    EXPECT_EQ(results("{}")[0]["priority"].number, 0);
    EXPECT_EQ(results("{}", {"--set", "boost=12.5"})[0]["priority"].number, 12.5);
    for (const auto& [set, reason] : std::vector<std::pair<std::string, std::string>>{
             {"boost", "`--set boost`: write `--set name=value`"},
             {"bost=1", "`--set bost=1`: the rules have no setting `bost`; did you mean `boost`?"},
             {"boost=101", "`--set boost=101`: larger than 100, the largest that is declared"},
             {"boost=a", "`--set boost=a`: not a number"}}) {
        const Outcome outcome = run({"--items", "-", "--set", set}, "{}");
        EXPECT_EQ(outcome.code, 2);
        EXPECT_EQ(outcome.err, "reeve eval: " + reason + "\n");
    }
}

TEST_F(Eval, ABadRecordStopsTheRunAndLeavesNoFile) {
    place_.put("in.jsonl", "{}\n{\"pionts\":1,\"amount\":true}\n{}\n");
    const auto before = files();
    const Outcome outcome = run({"--items", "in.jsonl", "--out", "out.jsonl"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err,
              "in.jsonl:2: error: `pionts`: Claim has no attribute of this name; did you mean "
              "`points`?\n"
              "in.jsonl:2: error: `amount` is `true`: yes or no, where money in EUR is expected\n"
              "nothing is written to `out.jsonl`\n");
    EXPECT_EQ(files(), before);
    place_.put("out.jsonl", "of yesterday");
    EXPECT_EQ(run({"--items", "in.jsonl", "--out", "out.jsonl"}).code, 1);
    EXPECT_EQ(place_.get("out.jsonl"), "of yesterday");
}

TEST_F(Eval, BadRecordsMayBeSkippedAndKeptApart) {
    place_.put("in.jsonl", "{\"key\":\"A\"}\n{\"points\":\"x\"}\n{\"key\":\"C\"}\n[]\n");
    const Outcome outcome = run({"--items", "in.jsonl", "--out", "out.jsonl", "--on-error", "skip",
                                 "--fields", "key,record"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.err, "2 items evaluated, 2 records refused: see `out.jsonl.rejects.jsonl`\n");
    EXPECT_EQ(place_.get("out.jsonl"),
              "{\"key\":\"A\",\"record\":1}\n{\"key\":\"C\",\"record\":3}\n");
    const std::string rejects = place_.get("out.jsonl.rejects.jsonl");
    const auto first = read_json(rejects.substr(0, rejects.find('\n')));
    ASSERT_TRUE(first) << rejects;
    EXPECT_EQ((*first)["record"].number, 2);
    EXPECT_EQ((*first)["line"].number, 2);
    EXPECT_EQ((*first)["errors"][0]["attribute"].string, "points");
    EXPECT_EQ((*first)["errors"][0]["reason"].string, "not a number");
    EXPECT_EQ((*first)["errors"][0]["found"].string, "x");
    EXPECT_EQ((*first)["text"].string, "{\"points\":\"x\"}");
    EXPECT_EQ(std::ranges::count(rejects, '\n'), 2);
    EXPECT_EQ(files(), (std::vector<std::string>{"in.jsonl", "out.jsonl", "out.jsonl.rejects.jsonl",
                                                 "rules.reeve"}));
    const Outcome named = run(
        {"--items", "in.jsonl", "--rejects", "bad.jsonl", "--on-error", "skip", "--fields", "key"});
    EXPECT_EQ(named.out, "{\"key\":\"A\"}\n{\"key\":\"C\"}\n");
    EXPECT_EQ(place_.get("bad.jsonl"), rejects);
    const Outcome said = run({"--items", "in.jsonl", "--on-error", "skip", "--fields", "key"});
    EXPECT_EQ(said.out, named.out);
    EXPECT_TRUE(said.err.starts_with("in.jsonl:2: error: `points` is `x`: not a number\n"))
        << said.err;
}

TEST_F(Eval, AFileThatCannotBeReadToItsEndGivesNoResult) {
    place_.put("in.csv", "key,points\nA,x\nB,1\n\"C,2\n");
    place_.put("header.csv", "key,pionts\nA,1\n");
    const auto before = files();
    const Outcome outcome = run({"--items", "in.csv", "--out", "out.csv", "--on-error", "skip"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.err,
              "in.csv:4: error: a quotation mark is never closed; nothing after it can be read; "
              "found `\"C,2\\n`\nnothing is written to `out.csv`\n");
    EXPECT_EQ(files(), before);
    const Outcome header = run({"--items", "header.csv", "--out", "out.csv", "--on-error", "skip"});
    EXPECT_EQ(header.code, 1);
    EXPECT_EQ(header.err,
              "header.csv:1: error: `pionts`: Claim has no attribute of this name; did you mean "
              "`points`?\nnothing is written to `out.csv`\n");
    EXPECT_EQ(files(), before);
}

TEST_F(Eval, NothingThatIsReadIsOverwritten) {
    place_.put("in.jsonl", "{}\n");
    for (const std::string out : {"in.jsonl", "./in.jsonl", "rules.reeve"}) {
        const Outcome outcome = run({"--items", "in.jsonl", "--out", out, "--out-format", "jsonl"});
        EXPECT_EQ(outcome.code, 2);
        EXPECT_EQ(outcome.err, "reeve eval: `" + out + "` would be overwritten\n");
    }
    EXPECT_EQ(place_.get("in.jsonl"), "{}\n");
}

TEST_F(Eval, WrongUseIsTwoAndIsExplained) {
    place_.put("in.jsonl", "{}\n");
    const std::vector<std::pair<std::vector<std::string>, std::string>> rows{
        {{"--items", "no.jsonl"}, "`no.jsonl` cannot be read: there is no such file"},
        {{"--items", "."}, "`.` ends neither in .jsonl nor in .csv; `--format` says what it is"},
        {{"--items", ".", "--format", "csv"}, "`.` cannot be read: it is a directory"},
        {{"--items", "in.jsonl", "--type", "Clam"},
         "the rules have no work type `Clam`; did you mean `Claim`?"},
        {{"--items", "in.jsonl", "--fields", "key,prioritty"},
         "`--fields`: there is no `prioritty`; did you mean `priority`?"},
        {{"--items", "in.jsonl", "--fields", "key,due,key"}, "`--fields` names `key` twice"},
        {{"--items", "in.jsonl", "--out", "out.xlsx"},
         "`out.xlsx` ends neither in .jsonl nor in .csv; `--out-format` says what it shall be"},
        {{"--items", "in.jsonl", "--out", "nowhere/out.csv"},
         "`nowhere/out.csv` cannot be written: there is no such directory"},
    };
    for (const auto& [arguments, reason] : rows) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.code, 2) << reason;
        EXPECT_EQ(outcome.err, "reeve eval: " + reason + "\n");
        EXPECT_EQ(outcome.out, "");
    }
    const Outcome at = place_.run({"eval", "rules.reeve", "--items", "-", "--at", "yesterday"});
    EXPECT_EQ(at.code, 2);
    EXPECT_TRUE(at.err.starts_with("reeve eval: `--at yesterday`: not a moment: write")) << at.err;
    EXPECT_EQ(place_.run({"eval", "rules.reeve"}).code, 2);
    EXPECT_EQ(place_.run({"eval", "no.reeve", "--items", "-", "--at", kAt}).code, 2);
}

TEST_F(Eval, RulesWithErrorsAreNotRun) {
    place_.put("rules.reeve", std::string(kRules) + "\nteam claims\n");
    const Outcome outcome = run({"--items", "-"}, "{}");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_NE(outcome.err.find("rules.reeve:"), std::string::npos);
    EXPECT_TRUE(
        outcome.err.ends_with("reeve eval: `rules.reeve` has errors, so nothing is evaluated\n"))
        << outcome.err;
}

TEST_F(Eval, NowIsAMomentToo) {
    const Outcome outcome = place_.run(
        {"eval", "rules.reeve", "--items", "-", "--at", "now", "--fields", "priority"}, "{}");
    EXPECT_EQ(outcome.out, "{\"priority\":0}\n") << outcome.err;
}

TEST_F(Eval, AnInterruptLeavesNothingBehind) {
    const auto before = files();
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        std::signal(SIGINT, SIG_DFL);
        dup2(ends[0], STDIN_FILENO);
        if (chdir((place_.path() / "work").c_str()) != 0) _exit(99);
        const std::string program = binary();
        execl(program.c_str(), "reeve", "eval", "rules.reeve", "--items", "-", "--at", kAt, "--out",
              "out.csv", static_cast<char*>(nullptr));
        _exit(98);
    }
    ASSERT_EQ(write(ends[1], "{}\n", 3), 3);
    for (int i = 0; i < 1000 && files() == before; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_NE(files(), before) << "no file was begun";
    kill(child, SIGINT);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    EXPECT_EQ(files(), before);
    close(ends[0]);
    close(ends[1]);
}

}  // namespace
}  // namespace reeve::cli_test
