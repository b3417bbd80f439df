#include "compiler/driver/session.h"
#include "compiler/eval/evaluator.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <filesystem>

// The tests inside the rule files of this folder, run on the evaluator alone: items are given, time
// passes, and what the rules say is compared. Nobody acts in them; that needs the engine.

namespace reeve {
namespace {

using eval::Evaluator;
using typed::TestLine;

class PureTest {
public:
    PureTest(const driver::Session& session, const eval::Rules& rules, const typed::Test& test)
        : session_(session), rules_(rules), test_(test), prepared_(rules.program()) {
        house_.settings = prepared_.settings;
        for (const typed::RosterAgent& agent : test.roster) roster_.push_back(agent.header.name);
        records_.resize(test.variables.size());
    }

    /// Of tests that need the engine, what comes before anybody acts or time passes.
    int run_beginning() {
        int checked = 0;
        for (const TestLine& line : test_.lines) {
            SCOPED_TRACE(test_.title + ", line " +
                         std::to_string(session_.sources().begin(line.span).line));
            const bool expect = line.kind == TestLine::Kind::Expect;
            const bool quiet = line.kind == TestLine::Kind::Clock ||
                               line.kind == TestLine::Kind::SetSetting ||
                               (line.kind == TestLine::Kind::Given && line.item.work_type.valid());
            if (!expect && !quiet) break;
            if (expect && needs_engine(line.value)) continue;
            step(line);
            checked += expect ? 1 : 0;
        }
        return checked;
    }

    void run() {
        for (const TestLine& line : test_.lines) {
            SCOPED_TRACE(test_.title + ", line " +
                         std::to_string(session_.sources().begin(line.span).line));
            step(line);
        }
    }

private:
    /// Whether the expression reads what only the engine knows.
    [[nodiscard]] bool needs_engine(typed::ExprId id) const {
        const typed::Expr& expr = rules_.program().expr(id);
        if (expr.op == typed::Op::Part || expr.op == typed::Op::PartState ||
            expr.op == typed::Op::AgentFact)
            return true;
        if (expr.op == typed::Op::Fact) {
            const auto fact = static_cast<typed::Fact>(expr.symbol);
            const auto& type = rules_.program().expr(expr.args[0]).type;
            if (type.record != typed::RecordKind::Item) return true;
            if (fact == typed::Fact::OfferedTo || fact == typed::Fact::Assignee ||
                fact == typed::Fact::State)
                return true;
            // Who shares out a split counts what went where before.
            if (fact == typed::Fact::Queue && splits(typed::WorkTypeId(type.record_index)))
                return true;
        }
        return std::ranges::any_of(expr.args, [this](auto arg) { return needs_engine(arg); });
    }

    [[nodiscard]] bool splits(typed::WorkTypeId type) const {
        const auto& route = rules_.program().work_type(type).route;
        return route && std::ranges::any_of(route->to, [](const typed::Route::To& to) {
                   return to.destination.parts.size() > 1;
               });
    }

    void step(const TestLine& line) {
        switch (line.kind) {
            case TestLine::Kind::Clock: now_ = value(line.value).moment(); break;
            case TestLine::Kind::Later: now_ = plus_time(context(), *line.time, now_, false); break;
            case TestLine::Kind::Given: give(line); break;
            case TestLine::Kind::SetSetting:
                house_.settings[line.setting.index()] = value(line.value);
                break;
            case TestLine::Kind::Expect: expect(line); break;
            default: ADD_FAILURE() << "nobody can act in these tests";
        }
    }

    void give(const TestLine& line) {
        eval::Item& item = items_.emplace_back(rules_.new_item(line.item.work_type, now_));
        for (const typed::FieldValue& field : line.item.fields) {
            item.attributes[field.attribute] =
                field.value.valid() ? value(field.value) : eval::Value();
        }
        item.id = "i" + std::to_string(items_.size());
        records_[line.variable].item = &item;
    }

    void expect(const TestLine& line) {
        for (eval::NamedItem& record : records_) {
            if (record.item != nullptr) refresh(record);
        }
        EXPECT_TRUE(value(line.value).truth()) << session_.sources().text(line.span) << "\n"
                                               << describe(line.value);
        check_windows(line.value);
    }

    void refresh(eval::NamedItem& record) {
        auto& item = const_cast<eval::Item&>(*record.item);
        const eval::Evaluation answer = rules_.evaluate(item, {.now = now_, .house = &house_});
        record.derived.segment = answer.segment_value;
        record.derived.band = answer.band;
        record.derived.priority = answer.priority.shown;
        for (std::size_t i = 0; i < 3; ++i) {
            record.derived.promises[i].reset();
            if (answer.promises[i]) record.derived.promises[i] = answer.promises[i]->promise;
        }
        item.queue.reset();
        if (answer.route.queue) item.queue = answer.route.queue->index();
        Decimal sum;
        for (const eval::Term& term : answer.priority.terms) sum = sum + term.shown;
        EXPECT_EQ(sum, answer.priority.before_limit.round(3)) << "the explanation adds up";
    }

    /// In the window that the evaluator gives, the condition does not turn.
    void check_windows(typed::ExprId id) {
        eval::Window window;
        const eval::Context context = this->context();
        const bool here = Evaluator(context, now_, &window).value(id).truth();
        EXPECT_LE(window.since, now_);
        EXPECT_GT(window.until, now_);
        for (const std::int64_t ms :
             {window.since.ms, window.since.ms + (now_.ms - window.since.ms) / 2,
              now_.ms + (window.until.ms - 1 - now_.ms) / 2, window.until.ms - 1})
            EXPECT_EQ(Evaluator(context, Instant{ms}, nullptr).value(id).truth(), here) << ms;
    }

    std::string describe(typed::ExprId id) {
        const typed::Expr& expr = rules_.program().expr(id);
        std::string text;
        for (const typed::ExprId arg : expr.args) {
            const eval::Value at = value(arg);
            if (at.is_missing())
                text += " missing";
            else if (rules_.program().expr(arg).type.is_numeric())
                text += " " + at.number().to_string();
            else if (rules_.program().expr(arg).type.base == typed::Base::Moment)
                text += " " + rules_.calendars().zone({}).local(at.moment()).to_string();
            else if (rules_.program().expr(arg).type.base == typed::Base::Choice)
                text += " #" + std::to_string(at.choice());
        }
        return "found:" + text;
    }

    [[nodiscard]] eval::Context context() const {
        eval::Context context{.program = rules_.program(),
                              .prepared = prepared_,
                              .calendars = rules_.calendars(),
                              .house = &house_};
        context.records = records_;
        context.roster = roster_;
        return context;
    }

    eval::Value value(typed::ExprId id) {
        const eval::Context context = this->context();
        return Evaluator(context, now_, nullptr).value(id);
    }

    const driver::Session& session_;
    const eval::Rules& rules_;
    const typed::Test& test_;
    eval::Prepared prepared_;
    eval::House house_;
    std::vector<std::string> roster_;
    std::deque<eval::Item> items_;
    std::vector<eval::NamedItem> records_;
    Instant now_;
};

std::vector<std::string> rule_files() {
    std::vector<std::string> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(support::source_directory() / "tests/eval")) {
        if (entry.path().extension() == ".reeve") files.push_back(entry.path().stem().string());
    }
    std::ranges::sort(files);
    return files;
}

class EvalData : public testing::TestWithParam<std::string> {};

TEST_P(EvalData, MeansWhatItsTestsExpect) {
    const driver::DiskFileSystem disk;
    driver::Session session(disk);
    session.check(std::vector<std::string>{
        (support::source_directory() / "tests/eval" / (GetParam() + ".reeve")).string()});
    for (const auto& diagnostic : session.sink().diagnostics()) {
        if (diagnostic.severity == diagnostics::Severity::Error)
            FAIL() << diagnostic.message << " in line "
                   << session.sources().begin(diagnostic.span).line;
    }
    const typed::Program& program = session.programs().front().typed;
    ASSERT_FALSE(program.tests.empty());
    const eval::Rules rules(program);
    for (const typed::Test& test : program.tests) PureTest(session, rules, test).run();
}

std::vector<std::string> example_files() {
    std::vector<std::string> files;
    const auto root = support::source_directory();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "examples")) {
        if (entry.path().extension() == ".reeve")
            files.push_back(std::filesystem::relative(entry.path(), root).string());
    }
    std::ranges::sort(files);
    return files;
}

TEST(Examples, ExpectWhatTheRulesSayBeforeAnybodyActs) {
    int checked = 0;
    for (const std::string& file : example_files()) {
        SCOPED_TRACE(file);
        const driver::DiskFileSystem disk;
        driver::Session session(disk);
        session.check(std::vector<std::string>{(support::source_directory() / file).string()});
        ASSERT_FALSE(session.programs().front().has_errors);
        const typed::Program& program = session.programs().front().typed;
        const eval::Rules rules(program);
        for (const typed::Test& test : program.tests)
            checked += PureTest(session, rules, test).run_beginning();
    }
    EXPECT_GT(checked, 20);
}

INSTANTIATE_TEST_SUITE_P(Files, EvalData, testing::ValuesIn(rule_files()),
                         [](const auto& file) { return file.param; });

}  // namespace
}  // namespace reeve
