#pragma once

#include "compiler/bind/reads.h"
#include "compiler/eval/context.h"
#include "compiler/explain/formatter.h"
#include "compiler/source/source.h"
#include "runtime/abi/rules.h"

#include <memory>

// What the engine asks of a checked program, answered by the reference evaluator.

namespace reeve::bind {

/// The program, with everything that its spans and names point into, is kept by `owner`. Any number
/// of threads may ask.
class ReferenceRules : public abi::Rules {
public:
    /// `typed` is checked without errors. `version` names it for good: two programs that decide
    /// differently have different ones. `trace`, where given, is told what decides; then one thread
    /// at a time may ask.
    ReferenceRules(std::shared_ptr<const void> owner, const typed::Program& typed,
                   const source::SourceSet* sources, std::string version,
                   eval::Trace* trace = nullptr);

    /// What the program's ids mean: places in the vectors of both programs are the same.
    [[nodiscard]] const typed::Program& typed() const { return eval_.program(); }
    [[nodiscard]] const eval::Rules& evaluator() const { return eval_; }
    /// What expressions about the scene's item read: for explanations and tests.
    [[nodiscard]] eval::Context context(abi::ExprId expr, const abi::Scene& scene,
                                        abi::Window* window = nullptr) const;
    /// A text's pieces; of the typed program.
    [[nodiscard]] const typed::Template& text_of(abi::TextId text) const {
        return *texts_[text.index()];
    }

    [[nodiscard]] const abi::Program& program() const override { return program_; }
    void decide(const abi::Item& item, const abi::House& house, Instant now, abi::Parts parts,
                abi::Decision& decision) const override;
    [[nodiscard]] bool holds(abi::ExprId condition, const abi::Scene& scene) const override;
    [[nodiscard]] abi::Value value(abi::ExprId expr, const abi::Scene& scene) const override;
    [[nodiscard]] std::string text(abi::TextId text, const abi::Scene& scene) const override;
    [[nodiscard]] Instant repeat(const abi::Item& item, std::uint32_t line,
                                 Instant from) const override;
    [[nodiscard]] Instant holds_until(abi::ExprId condition,
                                      const abi::Scene& scene) const override;
    [[nodiscard]] bool is_member(abi::QueueId queue, const abi::Agent& agent) const override;
    [[nodiscard]] Decimal rank(const abi::Item& item, const abi::Agent& agent,
                               const abi::House& house, Instant now) const override;
    [[nodiscard]] std::optional<abi::IntakeChoice> take_in(std::uint32_t intake,
                                                           std::span<const abi::Value> values,
                                                           const abi::House& house,
                                                           Instant now) const override;
    [[nodiscard]] std::int64_t position(abi::CalendarId clock, Instant instant) const override;
    [[nodiscard]] Instant plus(abi::CalendarId clock, Instant from, Duration length) const override;
    [[nodiscard]] bool is_open(abi::CalendarId clock, Instant instant) const override;
    [[nodiscard]] Instant next_turn(abi::CalendarId clock, Instant instant) const override;
    [[nodiscard]] Instant moved(abi::TermId term, Instant from, bool back) const override;
    [[nodiscard]] Date local_date(Instant instant) const override;
    [[nodiscard]] Instant next_midnight(Instant instant) const override;

private:
    /// The plan whose cases a work type stands for; null for declared types.
    [[nodiscard]] const typed::Plan* plan_of(const abi::Item& item) const;
    /// The item's type where it is a declared one; null for cases and for steps of plans.
    [[nodiscard]] const typed::WorkType* declared(const abi::Item& item) const;

    std::shared_ptr<const void> owner_;
    eval::Rules eval_;
    explain::Formatter format_;
    abi::Item nothing_;  // what scenes without an item read: no attribute of it
    abi::Program program_;
    std::vector<const typed::Template*> texts_;
    std::vector<typed::TimeAmount> terms_;
    std::vector<bool> of_cases_;  // by ExprId: read of the case, asked about an item of a step
    std::vector<Reads> reads_;    // by ExprId; of those that the engine may ask for
};

}  // namespace reeve::bind
