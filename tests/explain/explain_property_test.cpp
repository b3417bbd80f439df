#include "compiler/eval/evaluator.h"
#include "compiler/explain/json.h"
#include "compiler/explain/plot.h"
#include "compiler/explain/text.h"
#include "tests/explain/program.h"
#include "tests/support/json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

// What every explanation keeps: it adds up, and what it says about other instants is so.

namespace reeve::explain_test {
namespace {

using eval::Value;
using explain::Explanation;
using explain::Line;

constexpr std::int64_t kHourMs = 3'600'000;
constexpr int kItems = 60;
const Decimal kPoint = Decimal::scaled(1, -3);

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::int64_t below(std::int64_t end) { return std::int64_t(engine_() % std::uint64_t(end)); }
    bool chance(int percent) { return below(100) < percent; }

private:
    std::mt19937_64 engine_;
};

class Explanations : public testing::TestWithParam<int> {
protected:
    Explanations() : random_(std::uint64_t(GetParam()) + 20'260'302) {
        item_ = program().rules().new_item(typed::WorkTypeId(0), {});
        // Around Easter, a change of the clocks, and what the rules name.
        item_.created = {program().moment("2026-03-01 00:00").ms +
                         random_.below(60 * 24 * 60) * 60'000};
        now_ = {item_.created.ms + random_.below(random_.chance(50) ? 12 : 200) * kHourMs +
                random_.below(kHourMs)};
        const std::int64_t amounts[] = {0, 400, 999, 2001, 4999, 5001, 12'500};
        set("amount", Decimal(amounts[random_.below(7)]));
        set("tier", eval::ChoiceValue{std::uint32_t(random_.below(3))});
        set("floor", Decimal(random_.below(15)));
        if (random_.chance(60)) set("score", Decimal::scaled(random_.below(101), -2));
        set("damp", random_.chance(30));
        set("channel", eval::ChoiceValue{std::uint32_t(random_.below(2))});
        if (random_.chance(30))
            set("reported", Instant{item_.created.ms - random_.below(30) * kHourMs});
        if (random_.chance(30))
            set("not_before", Instant{now_.ms + (random_.below(40) - 20) * kHourMs});
        if (random_.chance(30)) set("asked_for", eval::Reference{"ana"});
        const std::int64_t queued = item_.created.ms + random_.below(3) * kHourMs;
        item_.in_line_since = Instant{std::min(queued, now_.ms)};
        item_.waiting.since = item_.untouched.since = item_.created;
        item_.waiting_here.since = item_.in_line_since;
        item_.reassignments = random_.below(4);
        const char* states[] = {"queued", "queued", "queued", "assigned", "held", "parked"};
        item_.state =
            *program().typed().choice(program().typed().states).find(states[random_.below(6)]);
    }

    static const ExplainedProgram& program() {
        static const ExplainedProgram repairs("repairs");
        return repairs;
    }

    void set(const std::string& name, Value value) {
        const auto& attributes = program().typed().work_types[0].attributes;
        for (std::size_t i = 0; i < attributes.size(); ++i) {
            if (attributes[i].header.name == name) item_.attributes[i] = std::move(value);
        }
    }

    [[nodiscard]] Explanation at(Instant now, std::optional<Instant> until = {}) const {
        return explain::explain(program().inputs(), item_, {.now = now, .until = until});
    }
    /// Without a look ahead.
    [[nodiscard]] Explanation only(Instant now) const {
        return explain::explain(program().inputs(),
                                explain::with_pauses(program().inputs(), item_, now_),
                                {.now = now, .until = Instant{now.ms + 1}});
    }
    [[nodiscard]] eval::Evaluation evaluate(Instant now) const {
        return program().rules().evaluate(explain::with_pauses(program().inputs(), item_, now_),
                                          {.now = now});
    }

    Random random_;
    eval::Item item_;
    Instant now_;
};

/// All lines of an explanation that say when they turn, by their places.
std::vector<Line> turning_lines(const Explanation& e) {
    std::vector<Line> lines;
    const auto add = [&](const Line& line) { lines.push_back(line); };
    if (e.segment) std::ranges::for_each(e.segment->lines, add);
    if (e.priority) {
        std::ranges::for_each(e.priority->band_lines, add);
        for (const auto& term : e.priority->terms) add(term.line);
    }
    if (e.route) {
        std::ranges::for_each(e.route->to, add);
        for (const auto& need : e.route->needs) add(need.line);
        for (const auto& other : e.route->others) add(other.line);
        std::ranges::for_each(e.route->never, add);
    }
    for (const auto& threshold : e.thresholds) add(threshold.line);
    return lines;
}

const Line* find(const std::vector<Line>& lines, const Line& wanted) {
    const auto found = std::ranges::find_if(lines, [&](const Line& line) {
        return line.place.line == wanted.place.line && line.place.column == wanted.place.column &&
               line.text == wanted.text;
    });
    return found == lines.end() ? nullptr : &*found;
}

TEST_P(Explanations, AddUpToTheDigit) {
    const Explanation e = only(now_);
    ASSERT_TRUE(e.priority);
    Decimal sum;
    for (const auto& term : e.priority->terms) sum = sum + term.shown;
    EXPECT_EQ(sum, e.priority->before_limit);
    EXPECT_EQ(sum + e.priority->cut, e.priority->shown);
    EXPECT_EQ(e.priority->shown, evaluate(now_).priority.shown);
}

TEST_P(Explanations, LinesTurnWhenTheySay) {
    for (const Line& line : turning_lines(at(now_))) {
        if (!line.turns) continue;
        SCOPED_TRACE(line.text + " " + line.condition);
        const std::vector<Line> before = turning_lines(only({line.turns->ms - 1}));
        const std::vector<Line> after = turning_lines(only(*line.turns));
        // A line behind the one that holds by then is not looked at.
        if (const Line* there = find(before, line)) {
            EXPECT_EQ(there->holds, line.holds);
        }
        if (const Line* there = find(after, line)) {
            EXPECT_EQ(there->holds, !line.holds);
        }
    }
}

TEST_P(Explanations, TermsMoveAsTheySayUntilTheySay) {
    const Explanation e = at(now_);
    const typed::Priority& priority = *program().typed().work_types[0].priority;
    for (std::uint32_t i = 0; i < priority.lines.size(); ++i) {
        const explain::TermPart& part = e.priority->terms[i];
        if (!part.until) continue;
        SCOPED_TRACE(part.line.text);
        const eval::Evaluation now = evaluate(now_);
        const eval::Evaluation before = evaluate({part.until->ms - 1});
        const eval::Evaluation after = evaluate(*part.until);
        const eval::Term& a = now.priority.terms[i];
        const eval::Term& b = before.priority.terms[i];
        const eval::Term& c = after.priority.terms[i];
        const auto same = [](const eval::Term& s, const eval::Term& t) {
            return std::ranges::equal(s.slopes, t.slopes, [](const auto& x, const auto& y) {
                return x.clock == y.clock && x.per_ms == y.per_ms;
            });
        };
        EXPECT_TRUE(b.holds && same(a, b));
        const eval::Context context = program().rules().context(item_, {.now = now_}, now);
        const auto moved = [&](Instant to) {
            Decimal value = a.exact;
            for (const eval::Slope& slope : a.slopes) {
                const std::int64_t ran = eval::Evaluator::position(context, slope.clock, to) -
                                         eval::Evaluator::position(context, slope.clock, now_);
                value = value + slope.per_ms * Decimal(ran);
            }
            return value;
        };
        EXPECT_LT((moved({part.until->ms - 1}) - b.exact).abs(), kPoint);
        const bool jumps = (moved(*part.until) - c.exact).abs() >= kPoint;
        EXPECT_TRUE(!c.holds || !same(a, c) || jumps || a.capped != c.capped);
    }
}

TEST_P(Explanations, SayWhatChangesWhenItDoes) {
    const Explanation e = at(now_);
    Instant last = now_;
    for (const explain::Change& change : e.changes) {
        EXPECT_GT(change.at, last);
        last = change.at;
        EXPECT_FALSE(change.what.empty());
        EXPECT_EQ(change.priority, evaluate(change.at).priority.shown);
    }
    // Between them segment, band, destination and the lines that count stay.
    Instant from = now_;
    for (const explain::Change& change : e.changes) {
        const std::int64_t length = change.at.ms - from.ms;
        const eval::Evaluation a = evaluate({from.ms + random_.below(length)});
        const eval::Evaluation b = evaluate({change.at.ms - 1});
        EXPECT_EQ(a.segment_value, b.segment_value);
        EXPECT_EQ(a.band, b.band);
        EXPECT_EQ(a.route.queue, b.route.queue);
        for (std::size_t i = 0; i < a.priority.terms.size(); ++i)
            EXPECT_EQ(a.priority.terms[i].holds, b.priority.terms[i].holds);
        from = change.at;
    }
}

TEST_P(Explanations, CountTimeThatAddsUp) {
    for (const explain::PromisePart& part : at(now_, Instant{now_.ms + 1}).promises) {
        std::optional<Duration> total;
        std::int64_t days = 0;
        std::int64_t sum = 0;
        for (const explain::CountStep& step : part.steps) {
            if (step.amount) sum += step.amount->ms;
            if (step.total) total = step.total;
            days = std::max(days, step.days);
        }
        const typed::Sla& sla = *program().typed().work_types[0].sla;
        const auto& lines = part.name == "start"    ? sla.start
                            : part.name == "target" ? sla.target
                                                    : sla.due;
        const syntax::TimeSpan& span = lines[part.answer.promise.line].within.span;
        if (span.kind() == syntax::TimeSpanKind::BusinessDuration) {
            EXPECT_EQ(total, span.duration());
            EXPECT_EQ(sum, span.duration().ms);
        }
        const bool counts_days = std::ranges::any_of(span.parts, &syntax::TimeSpanPart::business);
        if (span.kind() == syntax::TimeSpanKind::CalendarStep && counts_days) {
            EXPECT_EQ(Decimal(days), span.parts.front().count);
        }
    }
}

TEST_P(Explanations, PlotsAreWhatTheEvaluatorSays) {
    const explain::Plot plot = make_plot(program().inputs(), item_, {.now = now_});
    ASSERT_FALSE(plot.pieces.empty());
    EXPECT_EQ(plot.pieces.front().from, plot.from);
    EXPECT_EQ(plot.pieces.back().to, plot.to);
    for (std::size_t i = 1; i < plot.pieces.size(); ++i)
        EXPECT_EQ(plot.pieces[i - 1].to, plot.pieces[i].from);
    for (int i = 0; i < 40; ++i) {
        const Instant at{plot.from.ms + random_.below(plot.to.ms - plot.from.ms)};
        EXPECT_LT((plot.at(at) - evaluate(at).priority.exact).abs(), kPoint) << at.ms;
    }
    const explain::Formatter format(program().rules());
    EXPECT_FALSE(to_chart(plot, format, {}).lines.empty());
    EXPECT_TRUE(to_svg(plot, format).ends_with("</svg>\n"));
}

TEST_P(Explanations, AreReadable) {
    const Explanation e = at(now_);
    const explain::Formatter format(program().rules());
    EXPECT_TRUE(support::read_json(to_json(e, format)).has_value());
    for (const explain::TextLine& line : to_text(e, format).lines) {
        if (!line.empty()) {
            EXPECT_FALSE(line.back().text.ends_with(' '));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Explanations, testing::Range(0, kItems));

}  // namespace
}  // namespace reeve::explain_test
