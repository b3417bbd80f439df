#include "compiler/driver/session.h"
#include "compiler/eval/context.h"
#include "compiler/eval/evaluator.h"
#include "compiler/records/times.h"
#include "compiler/typed/program.h"
#include "tests/harness/corpus.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

// The tests inside the examples, as far as the evaluator alone can tell: until somebody acts, an
// escalation changes something, or a line asks about agents.

namespace reeve {
namespace {

using typed::Fact;
using typed::Op;

constexpr Fact kOfTheEngine[] = {Fact::OfferedTo, Fact::Assignee, Fact::State, Fact::Declines,
                                 Fact::Misses};

class Play {
public:
    Play(const driver::Session& session, const typed::Test& test)
        : session_(session),
          program_(session.programs().front().typed),
          test_(test),
          rules_(program_),
          prepared_(program_) {
        for (const auto& setting : prepared_.settings) house_.settings.push_back(setting);
        for (const typed::RosterAgent& agent : test.roster) roster_.push_back(agent.header.name);
        items_.resize(test.variables.size());
    }

    /// How many expectations were compared.
    int run() {
        for (const typed::TestLine& line : test_.lines) {
            if (!step(line)) break;
        }
        return compared_;
    }

private:
    using Kind = typed::TestLine::Kind;

    // False where the evaluator knows no further.
    bool step(const typed::TestLine& line) {
        switch (line.kind) {
            case Kind::Clock: now_ = value(line.value).moment(); return true;
            case Kind::Presence: return true;
            case Kind::SetSetting:
                house_.settings[line.setting.index()] = value(line.value);
                return true;
            case Kind::Given: return line.item.work_type.valid() && add_item(line);
            case Kind::Later: return pass(*line.time);
            case Kind::Expect: compare(line); return true;
            default: return false;
        }
    }

    bool add_item(const typed::TestLine& line) {
        eval::Item& item =
            items_[line.variable].emplace(rules_.new_item(line.item.work_type, now_));
        for (const typed::FieldValue& field : line.item.fields)
            item.attributes[field.attribute] = value(field.value);
        const auto queue = rules_.evaluate(item, question()).route.queue;
        if (queue) item.queue = static_cast<std::uint32_t>(queue->index());
        return true;
    }

    bool pass(const typed::TimeAmount& time) {
        later_ = true;
        now_ = eval::plus_time(context({}), time, now_, false);
        return std::ranges::none_of(items_, [&](const std::optional<eval::Item>& item) {
            return item && is_changed(*item);
        });
    }

    // Whether an escalation may have done more than tell somebody.
    bool is_changed(const eval::Item& item) {
        const auto& escalation = program_.work_type(item.work_type).escalation;
        for (const eval::Threshold& threshold :
             rules_.evaluate(item, {now_, &house_, {}}).thresholds) {
            if (!threshold.reached || !threshold.while_holds) continue;
            for (const typed::Action& action : escalation->lines[threshold.line].actions) {
                if (action.kind != typed::Action::Kind::Notify &&
                    action.kind != typed::Action::Kind::RemindAssignee &&
                    action.kind != typed::Action::Kind::TellSource)
                    return true;
            }
        }
        return false;
    }

    void compare(const typed::TestLine& line) {
        if (!is_known(line.value)) return;
        ++compared_;
        if (value(line.value).truth()) return;
        const typed::Expr& expr = program_.expr(line.value);
        const auto& sources = session_.sources();
        ADD_FAILURE() << test_.title << ": line " << sources.begin(line.span).line << ": "
                      << sources.text(line.span) << "; found " << show(expr);
    }

    // The left side of a comparison.
    std::string show(const typed::Expr& expr) {
        if (expr.args.empty()) return "no";
        const typed::Type& type = program_.expr(expr.args[0]).type;
        const eval::Value left = value(expr.args[0]);
        if (left.is_missing()) return "missing";
        if (type.is_numeric()) return left.number().to_string();
        if (type.base == typed::Base::Moment)
            return records::to_iso(left.moment(), rules_.calendars().zone({}));
        if (type.base == typed::Base::Choice)
            return program_.choice(type.choice).values[left.choice()].name;
        return "something else";
    }

    // What agents do is the engine's, and where an item goes once it waits.
    bool is_known(typed::ExprId id) const {
        const typed::Expr& expr = program_.expr(id);
        if (expr.op == Op::RosterAgent || expr.op == Op::PartState) return false;
        if (expr.op == Op::Fact) {
            const auto fact = static_cast<Fact>(expr.symbol);
            if (std::ranges::find(kOfTheEngine, fact) != std::ranges::end(kOfTheEngine))
                return false;
            if (fact == Fact::Queue && later_) return false;
        }
        return std::ranges::all_of(expr.args, [&](typed::ExprId arg) { return is_known(arg); });
    }

    eval::Question question() {
        return {now_, &house_, [this](const typed::Destination& to) { return split(to); }};
    }

    // The part that is furthest behind its share, the first written if equal.
    std::size_t split(const typed::Destination& to) {
        std::vector<int>& counts = counts_[&to];
        counts.resize(to.parts.size());
        int total = 1;
        for (const int count : counts) total += count;
        std::size_t best = 0;
        Decimal behind = -1000;
        for (std::size_t part = 0; part < counts.size(); ++part) {
            const Decimal lacking = to.parts[part].share * Decimal(total) - Decimal(counts[part]);
            if (lacking > behind) {
                behind = lacking;
                best = part;
            }
        }
        ++counts[best];
        return best;
    }

    eval::Context context(std::span<const eval::NamedItem> records) {
        return {.program = program_,
                .prepared = prepared_,
                .calendars = rules_.calendars(),
                .house = &house_,
                .records = records,
                .roster = roster_};
    }

    eval::Value value(typed::ExprId id) {
        std::vector<eval::NamedItem> records(items_.size());
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (!items_[i]) continue;
            const eval::Evaluation answer = rules_.evaluate(*items_[i], {now_, &house_, {}});
            records[i].item = &*items_[i];
            records[i].derived.segment = answer.segment_value;
            records[i].derived.band = answer.band;
            records[i].derived.priority = answer.priority.shown;
            for (std::size_t kind = 0; kind < answer.promises.size(); ++kind) {
                if (answer.promises[kind])
                    records[i].derived.promises[kind] = answer.promises[kind]->promise;
            }
        }
        return eval::Evaluator(context(records), now_, nullptr).value(id);
    }

    const driver::Session& session_;
    const typed::Program& program_;
    const typed::Test& test_;
    eval::Rules rules_;
    eval::Prepared prepared_;
    eval::House house_;
    std::vector<std::string> roster_;
    std::vector<std::optional<eval::Item>> items_;
    std::map<const typed::Destination*, std::vector<int>> counts_;
    Instant now_;
    bool later_ = false;
    int compared_ = 0;
};

class Expectations : public ::testing::TestWithParam<std::string_view> {};

TEST_P(Expectations, AreWhatTheEvaluatorSays) {
    const harness::RepositoryFiles files;
    driver::Session session(files);
    session.check(std::vector{fmt::format("examples/{0}/{0}.reeve", GetParam())});
    ASSERT_FALSE(session.sink().has_errors());
    int compared = 0;
    for (const typed::Test& test : session.programs().front().typed.tests)
        compared += Play(session, test).run();
    EXPECT_GE(compared, 6);
    RecordProperty("compared", compared);
}

INSTANTIATE_TEST_SUITE_P(Examples, Expectations,
                         ::testing::Values("claims", "leads", "broadband", "warranty", "fines",
                                           "service_desk", "back_office", "contact_centre"),
                         [](const auto& param) { return std::string(param.param); });

}  // namespace
}  // namespace reeve
