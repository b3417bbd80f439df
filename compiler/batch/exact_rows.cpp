#include "compiler/batch/exact_rows.h"

#include "compiler/batch/exact_line.h"

#include <algorithm>

namespace reeve::batch {

namespace {

constexpr codegen::Wide kPerThousandth = 1'000'000'000'000'000;

/// Half to even.
std::int64_t to_thousandths(codegen::Wide points) {
    codegen::Wide whole = points / kPerThousandth;
    codegen::Wide rest = points % kPerThousandth;
    if (rest < 0) {
        --whole;
        rest += kPerThousandth;
    }
    const codegen::Wide to_half = 2 * rest - kPerThousandth;
    if (to_half > 0 || (to_half == 0 && whole % 2 != 0)) ++whole;
    return static_cast<std::int64_t>(whole);
}

}  // namespace

ExactRows::ExactRows(const eval::Rules& rules, const CompiledRules& compiled,
                     const columns::Columns& columns, const abi::Batch& batch)
    : compiled_(compiled),
      limit_(rules.program().work_type(compiled.work_type()).priority->limit),
      clocks_(rules.program().calendars.size()),
      types_(columns.schema().columns),
      batch_(batch),
      by_rows_(compiled.is_native()),
      stride_(by_rows_ ? 1
                       : (batch.count + columns::kRowsPadded - 1) / columns::kRowsPadded *
                             columns::kRowsPadded) {
    const std::size_t count = compiled.blocks().one.unit.outputs.size();
    results_.resize(count * stride_);
    for (std::size_t i = 0; i < count; ++i) addresses_.push_back(&results_[i * stride_]);
    values_.resize(types_.size());
    missing_.resize(types_.size());
}

void ExactRows::run_all() {
    abi::Batch batch = batch_;
    batch.outputs = addresses_.data();
    compiled_.run_ones(batch);
    ran_ = true;
}

void ExactRows::run(std::uint32_t row) {
    for (std::size_t i = 0; i < types_.size(); ++i) {
        values_[i] =
            static_cast<const std::byte*>(batch_.values[i]) +
            std::size_t{row} * static_cast<std::size_t>(columns::bytes_of(types_[i].width));
        missing_[i] = types_[i].optional ? batch_.missing[i] + row : nullptr;
    }
    std::ranges::fill(results_, 0);
    compiled_.run_one(
        {values_.data(), missing_.data(), batch_.slots, batch_.tests, addresses_.data(), 1});
}

std::optional<std::int64_t> ExactRows::priority(std::uint32_t row) {
    const codegen::PlannedPriority& plan = compiled_.blocks().one.priority;
    if (!plan.why_not.empty()) return std::nullopt;
    if (by_rows_)
        run(row);
    else if (!ran_)
        run_all();
    const Outputs outputs(std::span<const std::int64_t>(results_).subspan(by_rows_ ? 0 : row),
                          clocks_, stride_);
    const auto line = exact_line(plan, outputs, nullptr);
    if (!line) return std::nullopt;
    abi::Points total = line->value;
    if (limit_) {
        const auto low = points_of(limit_->low);
        const auto high = points_of(limit_->high);
        if (!low || !high) return std::nullopt;
        total = std::clamp(total, *low, *high);
    }
    return to_thousandths(total);
}

}  // namespace reeve::batch
