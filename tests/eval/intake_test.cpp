#include "compiler/driver/session.h"
#include "compiler/eval/evaluation.h"

#include <gtest/gtest.h>

namespace reeve {
namespace {

constexpr const char* kRules = R"(
business House { time zone "Europe/Paris" currency EUR }
work type Claim { policy: text  loss_date: date  urgent: yes/no = no }
work type Post { form: text  policy_no: text optional }
case plan Accident {
    data { policy: text  amount: money(EUR) = 0 EUR }
    stage one { step look: form { seen: yes/no } in desk }
    ends as closed when one is done
    ends as lapsed when nothing is left to do
}
queue desk { members when agent in team house  offer to longest idle agent, answer within 1 minute }
team house
intake from mailroom (form: text, policy_no: text) {
    Claim { policy: policy_no, loss_date: today }  when form is "C-12"
    case Accident { policy: policy_no }            when form starts with "ACC"
    to rest                                        otherwise
}
intake from rest (form: text) {
    Post { form: lower(form) }  otherwise
}
)";

TEST(Intake, ChoosesTheWorkTypeOrCaseOfTheFirstLineThatHolds) {
    driver::MemoryFileSystem files;
    files.put("rules.reeve", kRules);
    driver::Session session(files);
    session.check(std::vector<std::string>{"rules.reeve"});
    for (const auto& diagnostic : session.sink().diagnostics())
        ASSERT_NE(diagnostic.severity, diagnostics::Severity::Error) << diagnostic.message;
    const typed::Program& program = session.programs().front().typed;
    const eval::Rules rules(program);
    const Instant now = rules.calendars().zone({}).instant({*Date::from_ymd(2026, 3, 2), {}});
    const auto take = [&](const char* form) {
        const std::vector<eval::Value> values{form, "P1"};
        return *rules.take_in(0, values, now);
    };

    const eval::IntakeAnswer claim = take("C-12");
    EXPECT_EQ(claim.line, 0U);
    EXPECT_EQ(program.work_type(claim.work_type).header.name, "Claim");
    EXPECT_EQ(claim.attributes[0].text(), "P1");
    EXPECT_EQ(claim.attributes[1].date(), *Date::from_ymd(2026, 3, 2));
    EXPECT_FALSE(claim.attributes[2].truth());

    const eval::IntakeAnswer accident = take("ACC-7");
    EXPECT_FALSE(accident.work_type.valid());
    EXPECT_EQ(program.plan(accident.plan).header.name, "Accident");
    EXPECT_EQ(accident.attributes[1].number(), Decimal(0));

    const eval::IntakeAnswer post = take("LETTER");
    EXPECT_EQ(post.intake, 1U);
    EXPECT_EQ(post.attributes[0].text(), "letter");
    EXPECT_TRUE(post.attributes[1].is_missing());
}

}  // namespace
}  // namespace reeve
