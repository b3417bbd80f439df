#include "base/text.h"
#include "compiler/check/parts.h"
#include "compiler/check/test_parts.h"

// Tests, line by line: each line may use what the lines before it brought in.

namespace reeve::check {

void check_guarantees(Context& ctx);

namespace {

using syntax::TestLine;
using syntax::TestLineKind;

class TestChecker {
public:
    TestChecker(Context& ctx, sema::DeclRef ref, typed::Test& test)
        : ctx_(ctx),
          state_{ctx,  ctx.module(ref), ctx.decl<syntax::TestDecl>(ref), test, {}, {}, {}, false,
                 false},
          expressions_(ctx) {
        state_.calendar = ctx.program.business.calendar;
    }

    void run() {
        const auto& lines = state_.decl.lines;
        bool expects = false;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const bool refusal =
                i + 1 < lines.size() && lines[i + 1].kind == TestLineKind::ExpectError;
            if (lines[i].kind == TestLineKind::ExpectError &&
                (i == 0 || !is_act(lines[i - 1].kind))) {
                ctx_.sink.report<messages::expect_error_without_act>(lines[i].span)
                    .help("put it directly behind the act that is to be refused");
            }
            expects = expects || lines[i].kind == TestLineKind::Expect ||
                      lines[i].kind == TestLineKind::ExpectError;
            check_line(lines[i], refusal);
        }
        if (!expects && state_.module.complete) {
            ctx_.sink.report<messages::test_without_expect>(state_.decl.title.span)
                .help("add what should come out, for example `expect c.state is queued`");
        }
    }

private:
    static bool is_act(TestLineKind kind) {
        return kind == TestLineKind::Act || kind == TestLineKind::SetSetting ||
               kind == TestLineKind::Presence;
    }

    void check_line(const TestLine& line, bool refusal_expected) {
        switch (line.kind) {
            case TestLineKind::Roster: roster(line); return;
            case TestLineKind::Clock: clock(line); return;
            default: break;
        }
        if (line.kind != TestLineKind::Presence) need_clock(line);
        switch (line.kind) {
            case TestLineKind::Later: later(line); break;
            case TestLineKind::Given: given(line); break;
            case TestLineKind::Expect: expect(line); break;
            case TestLineKind::ExpectError: expect_error(line); break;
            case TestLineKind::SetSetting: set_setting(line); break;
            case TestLineKind::Presence: presence(line); break;
            case TestLineKind::Act: check_act(state_, line, {refusal_expected}); break;
            default: break;
        }
    }

    typed::TestLine& add(typed::TestLine::Kind kind, const TestLine& line) {
        typed::TestLine made;
        made.kind = kind;
        made.span = line.span;
        made.calendar = state_.calendar;
        state_.test.lines.push_back(std::move(made));
        return state_.test.lines.back();
    }

    void roster(const TestLine& line) {
        if (roster_.valid()) {
            ctx_.sink.report<messages::second_roster>(line.span)
                .label(roster_, "the first roster")
                .help("name all agents in one roster");
        } else if (!state_.test.lines.empty()) {
            ctx_.sink.report<messages::roster_too_late>(line.span).help(
                "put it first, before `clock` and `given`");
        }
        if (!roster_.valid()) roster_ = line.span;
        check_roster(state_, line);
    }

    void clock(const TestLine& line) {
        if (line.calendar.valid()) {
            const typed::CalendarId calendar = ctx_.calendar(line.calendar);
            if (calendar.valid()) state_.calendar = calendar;
        }
        state_.clock_set = true;
        const Scope scope = state_.scope(Place::Test);
        typed::TestLine& made = add(typed::TestLine::Kind::Clock, line);
        made.value = expressions_.moment(scope, line.value, "the time of the clock");
        check_clock_forward(line, made.value);
    }

    /// Time never runs backwards; seen where both moments are written in one zone.
    void check_clock_forward(const TestLine& line, typed::ExprId moment) {
        const auto value = constant_value(ctx_.program, moment);
        if (!value || value->missing) return;
        const bool same_zone = clock_ && clock_->zoned == value->zoned &&
                               (value->zoned || clock_->zone == value->zone);
        const bool backwards = same_zone && (value->zoned ? value->instant < clock_->instant
                                                          : value->moment < clock_->moment);
        if (backwards) {
            ctx_.sink.report<messages::clock_backwards>(state_.module.expr(line.value).span)
                .label(clock_span_, "the clock stood here before")
                .help("time only moves forward; use another test for an earlier day");
            return;
        }
        clock_ = value;
        clock_span_ = state_.module.expr(line.value).span;
    }

    void need_clock(const TestLine& line) {
        if (state_.clock_set || state_.clock_missed) return;
        state_.clock_missed = true;
        ctx_.sink.report<messages::clock_missing>(line.span).help(
            "begin with the time, for example `clock 2026-03-02 10:00`");
    }

    void later(const TestLine& line) {
        typed::CalendarId calendar = state_.calendar;
        if (!line.time) return;
        const typed::TimeAmount amount = resolve_within(ctx_, *line.time, line.calendar, calendar);
        add(typed::TestLine::Kind::Later, line).time = amount;
    }

    void given(const TestLine& line) {
        typed::TestLine made;
        made.kind = typed::TestLine::Kind::Given;
        made.span = line.span;
        made.calendar = state_.calendar;
        typed::Type type;
        type.base = typed::Base::Record;
        const sema::SymbolId symbol = kind_fits(line)
                                          ? ctx_.symbols.find(sema::Space::Type, line.what.text)
                                          : sema::SymbolId();
        if (symbol.valid()) {
            const std::string what = "`" + line.what.text + "`";
            const syntax::Fields none{{}, line.what.span.after()};
            const syntax::Fields& fields = line.fields ? *line.fields : none;
            const Scope scope = state_.scope(Place::Test);
            if (line.is_case) {
                made.new_case.plan = ctx_.plan(line.what);
                type.record = typed::RecordKind::Case;
                type.record_index = made.new_case.plan.index();
                made.new_case.fields = expressions_.fields(
                    scope, fields, {ctx_.program.plan(made.new_case.plan).data, symbol, what});
            } else {
                made.item.work_type = ctx_.work_type(line.what);
                type.record_index = made.item.work_type.index();
                made.item.fields = expressions_.fields(
                    scope, fields,
                    {ctx_.program.work_type(made.item.work_type).attributes, symbol, what});
            }
        } else {
            type.base = typed::Base::Error;
        }
        add_variable(line, type, std::move(made));
    }

    /// Whether `what` is a work type, or a plan behind `case`; reports what is not.
    bool kind_fits(const TestLine& line) {
        const sema::SymbolId symbol = ctx_.symbols.find(sema::Space::Type, line.what.text);
        const auto kind =
            symbol.valid() ? ctx_.symbols.symbol(symbol).kind : sema::SymbolKind::WorkType;
        if (symbol.valid() && !line.is_case && kind == sema::SymbolKind::CasePlan) {
            ctx_.sink.report<messages::given_needs_case>(line.what.span, line.what.text)
                .help(fmt::format("write `case {}`", line.what.text))
                .fix("write `case`", line.what.span.before(), "case ");
            return false;
        }
        if (symbol.valid() && line.is_case && kind == sema::SymbolKind::WorkType) {
            ctx_.sink.report<messages::given_is_no_case>(line.what.span, line.what.text)
                .help("leave `case` out");
            return false;
        }
        return line.is_case ? ctx_.plan(line.what).valid() : ctx_.work_type(line.what).valid();
    }

    void add_variable(const TestLine& line, const typed::Type& type, typed::TestLine made) {
        if (!line.name.valid()) return;
        made.variable = static_cast<std::uint32_t>(state_.test.variables.size());
        if (!state_.add(line.name, type, typed::Op::Variable, made.variable)) return;
        state_.test.variables.push_back(
            {{line.name.text, line.name.text, {}, line.name.span}, type});
        if (!type.is_error()) state_.test.lines.push_back(std::move(made));
    }

    void expect(const TestLine& line) {
        const CheckedCondition checked =
            expressions_.condition(state_.scope(Place::Expect), line.value);
        add(typed::TestLine::Kind::Expect, line).value = checked.expr;
    }

    void expect_error(const TestLine& line) {
        if (line.error.value.empty()) {
            ctx_.sink.report<messages::expect_error_empty>(line.error.span)
                .help("write a few words that the error must contain");
        }
        add(typed::TestLine::Kind::ExpectError, line).text = line.error.value;
    }

    void set_setting(const TestLine& line) {
        const sema::SymbolId symbol = ctx_.require(sema::Space::Value, line.name);
        if (!symbol.valid()) return;
        const sema::Symbol& found = ctx_.symbols.symbol(symbol);
        if (found.kind != sema::SymbolKind::Setting) {
            ctx_.sink
                .report<messages::not_a_setting>(line.name.span, line.name.text,
                                                 sema::describe(found.kind))
                .label(found.span, "declared here")
                .help("only settings change while work goes on");
            return;
        }
        const typed::SettingId setting(ctx_.index(symbol));
        const Expected expected{ctx_.program.settings[setting.index()].type,
                                fmt::format("the setting `{}`", line.name.text)};
        const typed::ExprId value =
            expressions_.value_for(state_.scope(Place::Test), line.value, expected);
        typed::TestLine& made = add(typed::TestLine::Kind::SetSetting, line);
        made.setting = setting;
        made.value = value;
    }

    void presence(const TestLine& line) {
        check_presence(state_, line.what);
        const auto agent = find_agent(state_, line.name);
        if (!agent) return;
        typed::TestLine& made = add(typed::TestLine::Kind::Presence, line);
        made.agent = *agent;
        made.presence = line.what.text;
    }

    Context& ctx_;
    TestState state_;
    Expressions expressions_;
    Span roster_;
    std::optional<typed::Value> clock_;
    Span clock_span_;
};

}  // namespace

void check_tests(Context& ctx) {
    for (const sema::DeclRef ref : ctx.symbols.tests) {
        const auto& decl = ctx.decl<syntax::TestDecl>(ref);
        typed::Test test;
        test.title = decl.title.value;
        test.span = decl.title.span;
        TestChecker(ctx, ref, test).run();
        ctx.program.tests.push_back(std::move(test));
    }
    check_guarantees(ctx);
}

}  // namespace reeve::check
