#include "bench/w1/workload.h"

#include "base/check.h"
#include "compiler/batch/batch.h"

#include <cstring>
#include <iostream>

namespace reeve::bench {

using codegen::Source;

Workload::Workload(const std::string& rule_file, std::size_t count)
    : session_(disk_), cases_(make_cases(count)) {
    session_.check(std::vector<std::string>{rule_file});
    if (session_.sink().has_errors()) {
        std::cerr << rule_file << ": " << session_.sink().diagnostics().front().message << '\n';
        std::exit(1);
    }
    const typed::Program& program = session_.programs().front().typed;
    rules_ = std::make_unique<eval::Rules>(program);
    compiled_ = std::make_shared<batch::CompiledRules>(program, typed::WorkTypeId(0));
    fill();
}

/// A few thousand items at a time, as a million of them in the evaluator's form would fill the
/// memory.
void Workload::fill() {
    constexpr std::size_t kAtOnce = 8'192;
    const codegen::Layout& layout = compiled_->blocks().layout;
    const auto width = [&](std::size_t c) {
        return static_cast<std::size_t>(columns::bytes_of(layout.columns[c].type.width));
    };
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
        columns_.emplace_back(cases_.size() * width(c));
        values_.push_back(columns_.back().data());
        missing_.push_back(nullptr);
    }
    batch::Batch batch(*rules_, typed::WorkTypeId(0), compiled_);
    for (std::size_t first = 0; first < cases_.size(); first += kAtOnce) {
        const std::size_t count = std::min(kAtOnce, cases_.size() - first);
        batch.clear();
        for (std::size_t i = 0; i < count; ++i) batch.add(to_item(*rules_, cases_[first + i]));
        auto inputs = batch.inputs({.now = kNow});
        const auto chunk = inputs.columns.chunk(0, columns::kRowsPadded * 1'000);
        for (std::size_t c = 0; c < columns_.size(); ++c)
            std::memcpy(columns_[c].data() + first * width(c), chunk.values[c], count * width(c));
        slots_ = std::move(inputs.slots);
        tests_ = inputs.tests;
    }
    for (const auto& table : tests_) tables_.push_back(table.data());
    for (const codegen::Output& output : unit().outputs) {
        outputs_.emplace_back(cases_.size() *
                              static_cast<std::size_t>(columns::bytes_of(output.width)));
        results_.push_back(outputs_.back().data());
    }
    // Tables as a programmer makes them: one for each text.
    CHECK(layout.tests.size() == 3);
    for (std::size_t i = 0; i < tests_[0].size(); ++i)
        region_bits_[i] = static_cast<std::uint8_t>(tests_[0][i] | tests_[1][i] << 1);
    for (std::size_t i = 0; i < tests_[2].size(); ++i) language_bits_[i] = tests_[2][i];
}

abi::Batch Workload::batch(std::uint32_t count) const {
    return {values_.data(), missing_.data(), slots_.data(), tables_.data(), results_.data(), count};
}

const void* Workload::column(const Source& source) const {
    const auto at = compiled_->blocks().layout.find(source);
    CHECK(at.has_value());
    return values_[*at];
}

const void* Workload::attribute(std::string_view name) const {
    const auto& attributes = rules_->program().work_types[0].attributes;
    std::uint32_t index = 0;
    while (attributes[index].header.name != name) ++index;
    return column({Source::Kind::Attribute, index, {}});
}

Rows Workload::rows() const {
    const auto byte = [this](std::string_view name) {
        return static_cast<const std::uint8_t*>(attribute(name));
    };
    const auto word = [this](std::string_view name) {
        return static_cast<const std::uint32_t*>(attribute(name));
    };
    const auto moment = [](const void* at) { return static_cast<const std::int64_t*>(at); };
    const auto age = static_cast<std::uint32_t>(codegen::Clock::Age);
    Rows rows{};
    rows.count = size();
    rows.channel = byte("channel");
    rows.product = byte("product");
    rows.tier = byte("tier");
    rows.contacts = byte("contacts");
    rows.reopened = byte("reopened");
    rows.vulnerable = byte("vulnerable");
    rows.complaint = byte("complaint");
    rows.amount = word("amount");
    rows.balance = word("balance");
    rows.happened = moment(attribute("happened"));
    rows.region = word("region");
    rows.language = word("language");
    rows.age_base = moment(column({Source::Kind::ClockBase, age, {}}));
    rows.age_runs = static_cast<const std::uint8_t*>(column({Source::Kind::ClockRuns, age, {}}));
    rows.sla_base = moment(column({Source::Kind::PromiseBase, 2, {}}));
    rows.sla_total = moment(column({Source::Kind::PromiseTotal, 2, {}}));
    rows.sla_clock = static_cast<const std::uint8_t*>(column({Source::Kind::PromiseClock, 2, {}}));
    rows.slots = slots_.data();
    rows.region_bits = region_bits_.data();
    rows.language_bits = language_bits_.data();
    return rows;
}

std::size_t Workload::bytes_read() const {
    std::size_t bytes = 0;
    for (const auto& column : compiled_->blocks().layout.columns)
        bytes += static_cast<std::size_t>(columns::bytes_of(column.type.width));
    return bytes;
}

std::size_t Workload::bytes_written() const {
    std::size_t bytes = 0;
    for (const auto& output : unit().outputs)
        bytes += static_cast<std::size_t>(columns::bytes_of(output.width));
    return bytes;
}

std::int64_t Workload::answer(codegen::Result result, std::size_t row) const {
    for (std::size_t i = 0; i < unit().outputs.size(); ++i) {
        const codegen::Output& output = unit().outputs[i];
        if (output.result != result) continue;
        const auto width = static_cast<std::size_t>(columns::bytes_of(output.width));
        std::uint64_t value = 0;
        std::memcpy(&value, static_cast<const std::byte*>(results_[i]) + row * width, width);
        const auto unused = 64 - 8 * width;
        return static_cast<std::int64_t>(value << unused) >> unused;
    }
    return 0;
}

double Workload::share(std::size_t row) const {
    const Rows r = rows();
    const std::int64_t used = std::max<std::int64_t>(r.sla_base[row] + slots_[r.sla_clock[row]], 0);
    return static_cast<double>(used) /
           static_cast<double>(std::max<std::int64_t>(r.sla_total[row], 1));
}

}  // namespace reeve::bench
