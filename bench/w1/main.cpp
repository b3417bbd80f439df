#include "bench/w1/measure.h"
#include "bench/w1/workload.h"
#include "compiler/batch/item_rules.h"
#include "compiler/eval/answers.h"
#include "compiler/native/entry.h"
#include "compiler/native/load.h"
#include "runtime/abi/points.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

// W1: a million items, each engine's time for one, beside the others in the same run.
// Usage: reeve_w1 --rules w1.reeve [--items N] [--rounds N] [--results FILE] or, to write the items
// for others, reeve_w1 --rules w1.reeve --items N --export FILE

namespace reeve::bench {
namespace {

using codegen::Result;

struct Written {
    explicit Written(std::size_t count) : segment(count), priority(count), unsure(count) {}
    Aligned<std::int8_t> segment;
    Aligned<std::int32_t> priority;
    Aligned<std::uint8_t> unsure;
    Answers answers() { return {segment.data(), priority.data(), unsure.data()}; }
};

[[noreturn]] void stop(const std::string& why) {
    std::cerr << "reeve_w1: " << why << '\n';
    std::exit(1);
}

/// The answers that the columns' kernel wrote, where it is sure, against the evaluator's for one in
/// so many.
void check_kernel(const Workload& workload, std::string_view who) {
    std::size_t unsure = 0;
    for (std::size_t i = 0; i < workload.size(); ++i)
        unsure += workload.answer(Result::Unsure, i) != 0;
    if (unsure > workload.size() / 1'000) stop(fmt::format("{}: {} rows are unsure", who, unsure));
    constexpr std::size_t kStep = 97;
    for (std::size_t i = 0; i < workload.size(); i += kStep) {
        if (workload.answer(Result::Unsure, i) != 0) continue;
        const eval::Item item = to_item(workload.rules(), workload.cases()[i]);
        const eval::Evaluation expected = workload.rules().evaluate(item, {.now = kNow});
        const auto priority = (expected.priority.shown * Decimal(1'000)).to_int64();
        if (workload.answer(Result::Segment, i) != expected.segment_value ||
            workload.answer(Result::Priority, i) != priority)
            stop(fmt::format("{}: item {}: segment {}, priority {}; the evaluator says {} and {}",
                             who, i, workload.answer(Result::Segment, i),
                             workload.answer(Result::Priority, i), *expected.segment_value,
                             *priority));
    }
    fmt::print("{}: agrees with the evaluator; {} of {} rows unsure\n", who, unsure,
               workload.size());
}

void check_written(const Workload& workload, Written& written, std::string_view who) {
    for (std::size_t i = 0; i < workload.size(); ++i) {
        if (written.unsure[i] != 0 || workload.answer(Result::Unsure, i) != 0) continue;
        if (written.segment[i] != workload.answer(Result::Segment, i) ||
            written.priority[i] != workload.answer(Result::Priority, i))
            stop(fmt::format("{}: item {}: segment {}, priority {}; the kernel says {} and {}", who,
                             i, written.segment[i], written.priority[i],
                             workload.answer(Result::Segment, i),
                             workload.answer(Result::Priority, i)));
    }
}

std::vector<Record> records_of(const Workload& workload) {
    std::vector<Record> records;
    for (std::size_t i = 0; i < workload.size(); ++i) {
        const Case& c = workload.cases()[i];
        records.push_back({c.channel, c.product, c.tier, c.contacts, c.reopened, c.amount,
                           c.balance, c.vulnerable, c.complaint, c.happened, c.created,
                           std::string(kRegions[c.region]), std::string(kLanguages[c.language]),
                           workload.share(i)});
    }
    return records;
}

/// The items as text for other engines, each with Reeve's answer. Rows that the kernel is unsure of
/// are left out.
void export_items(const Workload& workload, const std::string& path) {
    std::ofstream out(path);
    out << "channel,product,tier,contacts,reopened,amount,balance,vulnerable,complaint,since_ms,"
           "age_ms,region,language,"
           "sla_used,segment,priority\n";
    for (std::size_t i = 0; i < workload.size(); ++i) {
        if (workload.answer(Result::Unsure, i) != 0) continue;
        const Case& c = workload.cases()[i];
        const auto points = [](double thousandths) { return thousandths / 1'000; };
        out << fmt::format("{},{},{},{},{},{:.2f},{:.2f},{:d},{:d},{},{},{},{},{},{},{:.3f}\n",
                           kChannels[c.channel], kProducts[c.product], kTiers[c.tier], c.contacts,
                           c.reopened, c.amount / 100.0, c.balance / 100.0, c.vulnerable,
                           c.complaint, kNow.ms - c.happened, kNow.ms - c.created,
                           kRegions[c.region], kLanguages[c.language], workload.share(i),
                           kSegments[static_cast<std::size_t>(workload.answer(Result::Segment, i))],
                           points(static_cast<double>(workload.answer(Result::Priority, i))));
    }
}

/// Rows that stay in the caches, in no order that a machine could foresee.
std::vector<std::uint32_t> some_rows(std::size_t count) {
    std::vector<std::uint32_t> order;
    std::uint32_t at = 1;
    for (int i = 0; i < 100'000; ++i) {
        at = at * 1'664'525 + 1'013'904'223;
        order.push_back((at >> 8) %
                        static_cast<std::uint32_t>(std::min<std::size_t>(count, 4'096)));
    }
    return order;
}

void write_json(const std::vector<Runner>& runners, const std::string& path) {
    std::ofstream out(path);
    for (const Runner& runner : runners)
        out << fmt::format(
            "{{\"id\": \"{}\", \"what\": \"{}\", \"items\": {}, \"ns\": [{:.3f}]}}\n", runner.id,
            runner.what, runner.items, fmt::join(runner.ns, ", "));
}

void print(const std::vector<Runner>& runners) {
    const auto by_hand = std::ranges::find(runners, "intrinsics", &Runner::id);
    const Runner& mark =
        by_hand != runners.end() ? *by_hand : *std::ranges::find(runners, "native", &Runner::id);
    for (const Runner& runner : runners)
        fmt::print("{:<14} {:>10.2f} ns  {:>8.2f} x  {}\n", runner.id, median(runner.ns),
                   ratio(runner, mark), runner.what);
}

struct Wanted {
    std::string rules;
    std::size_t items = 1'000'000;
    int rounds = 15;
    unsigned lanes = 0;   // rows a step of the machine code; 0: as Reeve chooses
    std::string results;  // where to write the figures, a line of JSON each
    std::string items_file;
};

/// Everybody who is timed, and what they read and write.
class Contest {
public:
    Contest(const Workload& workload, const codegen::CompiledUnit& compiled,
            const codegen::CompiledUnit* narrow, const batch::ItemRules& one)
        : workload_(workload),
          compiled_(compiled),
          narrow_(narrow),
          batch_(workload.batch(workload.size())),
          rows_(workload.rows()),
          written_(workload.size()),
          answers_(written_.answers()),
          records_(records_of(workload)),
          record_answers_(workload.size()),
          one_(one) {}

    void check_reeve() {
        workload_.compiled().run_now(batch_);
        check_kernel(workload_, "blocks");
        compiled_.kernel()(&batch_);
        check_kernel(workload_, "native");
        if (narrow_ == nullptr) return;
        narrow_->kernel()(&batch_);
        check_kernel(workload_, "native, AVX2");
    }

    void check_others() {
        const auto check = [&](RowsFunction function, std::string_view who) {
            function(rows_, answers_);
            check_written(workload_, written_, who);
        };
        if (best_.run != nullptr) check(best_.run, "intrinsics");
        if (avx2_.run != nullptr) check(avx2_.run, "intrinsics, AVX2");
        check(plain_columns, "plain columns");
        check(plain_selects, "plain selects");
        plain_records(records_, kNow.ms, record_answers_);
        for (std::size_t i = 0; i < workload_.size(); ++i) {
            if (record_answers_[i].priority != written_.priority[i] && written_.unsure[i] == 0)
                stop(fmt::format("records: item {}", i));
        }
    }

    std::vector<Runner> runners() {
        add("floor", "read the same columns once, write the answers",
            [this] { read_and_write(rows_, answers_); });
        if (best_.run != nullptr)
            add("intrinsics", fmt::format("C++ by hand with {} intrinsics", best_.name),
                [this] { best_.run(rows_, answers_); });
        add("native", "Reeve, machine code", [this] { compiled_.kernel()(&batch_); });
        if (avx2_.run != nullptr && narrow_ != nullptr) {
            add("intrinsics_avx2", "C++ by hand with AVX2 intrinsics alone",
                [this] { avx2_.run(rows_, answers_); });
            add("native_avx2", "Reeve, machine code for AVX2 alone",
                [this] { narrow_->kernel()(&batch_); });
        }
        add("blocks", "Reeve, loops over blocks of rows",
            [this] { workload_.compiled().run_now(batch_); });
        add("selects", "C++ over a struct of arrays without branches, in blocks, -O3 -march=native",
            [this] { plain_selects(rows_, answers_); });
        add("columns", "C++ over a struct of arrays, -O3 -march=native",
            [this] { plain_columns(rows_, answers_); });
        add("records", "C++ over an array of structs with strings, -O3 -march=native",
            [this] { plain_records(records_, kNow.ms, record_answers_); });
        add_single();
        return std::move(runners_);
    }

private:
    void add(std::string id, std::string what, std::function<void()> run) {
        runners_.push_back({std::move(id), std::move(what), workload_.size(), std::move(run)});
    }

    /// Exact lines are the evaluator's, and there for all but a few that lie next to a half.
    void check_lines() {
        std::size_t unknown = 0;
        for (std::size_t i = 0; i < some_.size(); ++i) {
            const auto line = one_.answer(some_[i], promises_[i], nullptr, kNow).priority;
            if (!line) ++unknown;
            const auto right = workload_.rules().evaluate(some_[i], {.now = kNow}).priority;
            if (line && line->value != abi::to_points(right.before_limit))
                stop(fmt::format("line of item {}", i));
        }
        if (unknown * 100 > some_.size()) stop("lines are left to the evaluator");
    }

    /// Those who are asked about one item at a time, and about fewer.
    void add_single() {
        for (std::size_t i = 0; i < std::min<std::size_t>(workload_.size(), 2'000); ++i)
            some_.push_back(to_item(workload_.rules(), workload_.cases()[i]));
        runners_.push_back({"reference", "Reeve, the evaluator", some_.size(), [this] {
                                for (const auto& item : some_)
                                    (void)workload_.rules().evaluate(item, {.now = kNow});
                            }});
        for (const eval::Item& item : some_)
            promises_.push_back(workload_.rules().promise(item, nullptr));
        check_lines();
        runners_.push_back({"line",
                            "Reeve, machine code, one item: segment, band, exact priority line, "
                            "until when each holds",
                            some_.size(), [this] {
                                for (std::size_t i = 0; i < some_.size(); ++i)
                                    (void)one_.answer(some_[i], promises_[i], nullptr, kNow);
                            }});
        order_ = some_rows(workload_.size());
        runners_.push_back({"item", "Reeve, machine code, one item a call", order_.size(), [this] {
                                for (const std::uint32_t row : order_)
                                    compiled_.row()(&batch_, row);
                            }});
        runners_.push_back({"item_plain", "C++ over a struct of arrays, one item a call, -O2",
                            order_.size(), [this] {
                                for (const std::uint32_t row : order_)
                                    plain_item(rows_, answers_, row);
                            }});
    }

    const Workload& workload_;
    const codegen::CompiledUnit& compiled_;
    const codegen::CompiledUnit* narrow_;  // null where the best is no wider
    abi::Batch batch_;
    Rows rows_;
    Written written_;
    Answers answers_;
    Intrinsics best_ = best_intrinsics();
    Intrinsics avx2_ = lesser_intrinsics();
    std::vector<Record> records_;
    std::vector<RecordAnswer> record_answers_;
    const batch::ItemRules& one_;
    std::vector<eval::Item> some_;
    std::vector<batch::Promises> promises_;
    std::vector<std::uint32_t> order_;
    std::vector<Runner> runners_;
};

int run(const Wanted& wanted) {
    const Workload workload(wanted.rules, wanted.items);
    const auto native = native::load();
    if (!native) stop(native.error());
    const double before = thread_time_ns();
    const auto compiled = (*native)->compiler({.lanes = wanted.lanes, .cache = {}})(
        workload.unit(), workload.schema());
    if (!compiled) stop(compiled.error());
    const double compile_ms = (thread_time_ns() - before) / 1e6;
    const auto narrow =
        (*native)->compiler({.lanes = wanted.lanes, .vectors = jit::Vectors::Avx2, .cache = {}})(
            workload.unit(), workload.schema());
    const bool compare_avx2 = lesser_intrinsics().run != nullptr && narrow;
    const auto rules =
        std::make_shared<batch::CompiledRules>(workload.rules().program(), typed::WorkTypeId(0));
    if (const auto made = rules->make_native((*native)->compiler({.cache = {}})); !made)
        stop(made.error());
    const batch::ItemRules one(workload.rules(), rules);
    Contest contest(workload, **compiled, compare_avx2 ? narrow->get() : nullptr, one);
    contest.check_reeve();
    if (!wanted.items_file.empty()) {
        export_items(workload, wanted.items_file);
        return 0;
    }
    contest.check_others();
    std::vector<Runner> runners = contest.runners();
    measure(runners, wanted.rounds);
    fmt::print("{} items of {} bytes, {} bytes of answers; compiled in {:.1f} ms\n", wanted.items,
               workload.bytes_read(), workload.bytes_written(), compile_ms);
    print(runners);
    if (!wanted.results.empty()) write_json(runners, wanted.results);
    return 0;
}

}  // namespace
}  // namespace reeve::bench

int main(int argc, char** argv) {
    reeve::bench::Wanted wanted;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view option = argv[i];
        const char* value = argv[i + 1];
        if (option == "--rules") wanted.rules = value;
        if (option == "--items") wanted.items = std::strtoul(value, nullptr, 10);
        if (option == "--rounds") wanted.rounds = static_cast<int>(std::strtol(value, nullptr, 10));
        if (option == "--lanes")
            wanted.lanes = static_cast<unsigned>(std::strtoul(value, nullptr, 10));
        if (option == "--results") wanted.results = value;
        if (option == "--export") wanted.items_file = value;
    }
    if (wanted.rules.empty()) reeve::bench::stop("give the rules with --rules");
    if (wanted.items == 0 || wanted.rounds <= 0) reeve::bench::stop("there is nothing to time");
    return reeve::bench::run(wanted);
}
