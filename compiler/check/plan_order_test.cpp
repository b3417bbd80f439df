#include "compiler/check/plan_order.h"
#include "compiler/parse/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace reeve::check {
namespace {

using ::testing::ElementsAre;
using Point = PlanCertainty::Point;

/// A plan made of the lines between its braces.
class Plan {
public:
    explicit Plan(const std::string& lines) {
        const source::FileId file =
            sources_.add("plan.reeve", "case plan Visit {\n" + lines + "\n}\n");
        diagnostics::DiagnosticSink sink;
        module_ = parse::parse(sources_, file, sink);
        EXPECT_FALSE(sink.has_errors())
            << (sink.diagnostics().empty() ? "" : sink.diagnostics()[0].message);
        outline_ = outline(module_, std::get<syntax::CasePlanDecl>(module_.decls.at(0)));
        reach_.emplace(outline_);
        certainty_.emplace(outline_, *reach_, module_);
    }

    /// The forms that are surely done.
    [[nodiscard]] std::set<std::string> done(const std::string& part,
                                             Point point = Point::Started) const {
        std::set<std::string> forms;
        for (const auto& [name, place] : outline_.names) {
            if (outline_.parts[place].answers) forms.insert(name);
        }
        return certainty_->done_at(outline_.names.at(part), point, forms);
    }

    /// "a waits b", "a in b", "a skips b"
    [[nodiscard]] std::vector<std::string> troubles() const {
        std::vector<std::string> result;
        for (const PlanReach::Trouble& trouble : reach_->troubles()) {
            std::set<std::string> parts;
            for (const auto& wait : trouble.ring)
                parts.insert({name(wait.part), name(wait.for_part)});
            switch (trouble.kind) {
                case PlanReach::Trouble::Kind::Ring:
                    result.push_back(
                        "ring " +
                        join_words(std::vector<std::string>(parts.begin(), parts.end()), "and"));
                    break;
                case PlanReach::Trouble::Kind::OwnStage:
                    result.push_back(name(trouble.part) + " in " + name(trouble.test.part));
                    break;
                case PlanReach::Trouble::Kind::NeverSkipped:
                    result.push_back(name(trouble.part) + " skips " + name(trouble.test.part));
                    break;
            }
        }
        return result;
    }

private:
    [[nodiscard]] std::string name(std::uint32_t part) const {
        return outline_.parts[part].head->name.text;
    }

    source::SourceSet sources_;
    syntax::Module module_;
    PlanOutline outline_;
    std::optional<PlanReach> reach_;
    std::optional<PlanCertainty> certainty_;
};

// Every plan reads the answers that the test asks about, because only these are followed.
constexpr const char* kReader = "\n ends as x when a.n > 0 and b.n > 0 and c.n > 0 and d.n > 0";

TEST(PlanOrder, PartsThatStartTogetherKnowNothingOfOneAnother) {
    const Plan plan(std::string("step a: form { n: number }  step b: form { n: number }") +
                    kReader);
    EXPECT_THAT(plan.done("a"), ElementsAre());
    EXPECT_THAT(plan.done("a", Point::Done), ElementsAre("a"));
    EXPECT_THAT(plan.done("b"), ElementsAre());
    EXPECT_THAT(plan.troubles(), ElementsAre());
}

TEST(PlanOrder, PartsInOrderKnowThoseBeforeThem) {
    const Plan plan(
        std::string("stage s, in order { step a: form { n: number }  step b: form { n: number }"
                    " milestone m when b is done  step c: form { n: number } }") +
        kReader);
    EXPECT_THAT(plan.done("b"), ElementsAre("a"));
    EXPECT_THAT(plan.done("c"), ElementsAre("a", "b"));
    EXPECT_THAT(plan.done("m", Point::Done), ElementsAre("a", "b"));
}

TEST(PlanOrder, SkippedAndOptionalPartsAreNotSure) {
    const Plan plan(
        std::string("data { big: yes/no }"
                    "stage s, in order { step a: form { n: number } only if big"
                    " step b: form { n: number } not required  step c: form { n: number } }"
                    "step d: form { n: number } starts when s is done") +
        kReader);
    EXPECT_THAT(plan.done("c"), ElementsAre());
    EXPECT_THAT(plan.done("d"), ElementsAre("c"));
}

TEST(PlanOrder, ConditionsOnTheWayCount) {
    const Plan plan(
        std::string("stage s, in order { step a: form { n: number }  step v: approval \"?\" }"
                    "stage t starts when v is approved { step b: form { n: number } }"
                    "step c: form { n: number } starts when t is done"
                    " step d: form { n: number } only if v is rejected or c is done") +
        kReader);
    EXPECT_THAT(plan.done("b"), ElementsAre("a"));
    EXPECT_THAT(plan.done("c"), ElementsAre("a", "b"));
    EXPECT_THAT(plan.done("d", Point::Startable), ElementsAre());
    EXPECT_THAT(plan.done("d"), ElementsAre("a"));
}

TEST(PlanOrder, StepsThatMayBeCancelledAreNotSureButWhatTheyWaitedForIs) {
    const Plan plan(
        std::string(
            "data { iban: text optional }"
            "stage s, in order { step a: form { n: number }  step w: wait for iban is known }"
            "step b: form { n: number } starts when s is done") +
        kReader);
    EXPECT_THAT(plan.done("b"), ElementsAre("a"));
}

TEST(PlanOrder, EitherWayCountsWhatBothHave) {
    const Plan plan(std::string("step a: form { n: number }"
                                "step b: form { n: number } starts when a is done or d is done"
                                " step d: form { n: number } starts when b is done") +
                    kReader);
    EXPECT_THAT(plan.done("b"), ElementsAre("a"));
    EXPECT_THAT(plan.done("d"), ElementsAre("a", "b"));
    EXPECT_THAT(plan.troubles(), ElementsAre());
}

TEST(PlanOrder, NegatedConditionsSayNothing) {
    const Plan plan(
        std::string(
            "step a: form { n: number }"
            "step b: form { n: number } starts when not (a is done) or a is active"
            " step c: form { n: number } starts when not (a is not done or b is not done)") +
        kReader);
    EXPECT_THAT(plan.done("b"), ElementsAre());
    EXPECT_THAT(plan.done("c"), ElementsAre("a", "b"));
}

TEST(PlanOrder, RingsAreFoundOnce) {
    const Plan plan(
        "step a: approval \"?\" starts when b is done\n step b: approval \"?\" starts when c is "
        "done\n"
        "step c: approval \"?\" starts when a is approved\n step d: approval \"?\" starts when c "
        "is done\n"
        "ends as x when d is done");
    EXPECT_THAT(plan.troubles(), ElementsAre("ring a, b and c"));
}

TEST(PlanOrder, OneWayOutOfARingIsEnough) {
    const Plan plan(
        "data { big: yes/no }\n step a: approval \"?\" starts when b is done or big\n"
        "step b: approval \"?\" starts when a is done\n ends as x when b is done");
    EXPECT_THAT(plan.troubles(), ElementsAre());
}

TEST(PlanOrder, OrderAndConditionMakeARing) {
    const Plan plan(
        "stage s, in order { step a: approval \"?\" starts when b is done\n step b: approval \"?\" "
        "}\n"
        "ends as x when s is done");
    EXPECT_THAT(plan.troubles(), ElementsAre("ring a and b"));
}

TEST(PlanOrder, StagesWaitForTheirParts) {
    const Plan plan(
        "stage s { step a: approval \"?\" starts when t is done }\n"
        "stage t { step b: approval \"?\" starts when s is done }\n ends as x when t is done");
    EXPECT_THAT(plan.troubles(), ElementsAre("ring a, b, s and t"));
}

TEST(PlanOrder, APartCannotWaitForItself) {
    EXPECT_THAT(
        Plan("step a: approval \"?\" starts when a is done\n ends as x when a is done").troubles(),
        ElementsAre("ring a"));
    EXPECT_THAT(
        Plan("stage s { step a: approval \"?\" starts when s is done }\n ends as x when s is done")
            .troubles(),
        ElementsAre("a in s"));
}

TEST(PlanOrder, OnlyPartsWithOnlyIfAreSkipped) {
    EXPECT_THAT(Plan("step a: approval \"?\"\n step b: approval \"?\" starts when a is skipped\n "
                     "ends as x when b is done")
                    .troubles(),
                ElementsAre("b skips a"));
    EXPECT_THAT(Plan("data { big: yes/no }\n stage s only if big { step a: approval \"?\" }\n"
                     "step b: approval \"?\" starts when a is skipped\n ends as x when b is done")
                    .troubles(),
                ElementsAre());
}

TEST(PlanOrder, LongChainsTakeNoTime) {
    std::string lines;
    constexpr int kSteps = 4000;
    for (int i = 0; i < kSteps; ++i) {
        lines += fmt::format("step s{}: approval \"?\" starts when s{} is done\n", i, i + 1);
    }
    lines += fmt::format("step s{}: approval \"?\"\n ends as x when s0 is done", kSteps);
    EXPECT_THAT(Plan(lines).troubles(), ElementsAre());
}

}  // namespace
}  // namespace reeve::check
