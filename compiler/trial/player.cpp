#include "compiler/trial/trial.h"

#include "compiler/eval/evaluator.h"
#include "compiler/trial/commands.h"
#include "compiler/trial/coverage.h"
#include "compiler/trial/expectations.h"
#include "compiler/trial/history.h"
#include "compiler/trial/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace reeve::trial {

std::size_t Report::failed() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(tests, [](const TestResult& test) { return !test.passed(); }));
}

namespace {

using typed::TestLine;
using Kind = TestLine::Kind;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// When the test begins: what its first `clock` says.
Instant beginning(const eval::Rules& rules, const typed::Test& test) {
    const auto clock = std::ranges::find(test.lines, Kind::Clock, &TestLine::kind);
    if (clock == test.lines.end()) return {};
    return value_without_world(rules, test, clock->value).moment();
}

class Player {
public:
    Player(const Stage& stage, const typed::Test& test)
        : stage_(stage),
          test_(test),
          words_(stage.rules),
          world_(stage.rules, stage.asked, test, beginning(stage.rules, test)) {}

    TestResult run() {
        result_.title = test_.title;
        result_.span = test_.span;
        result_.file = stage_.sources.file(test_.span.file).path();
        result_.line = stage_.sources.begin(test_.span).line;
        for (const model::Command& command : commands_of_roster(world_)) {
            const auto rejection = world_.submit(command);
            if (!rejection) continue;
            fail(Failure::Kind::Refused, test_.span, "the roster was refused: " + rejection->text);
            return std::move(result_);
        }
        for (std::size_t i = 0; i < test_.lines.size(); ++i) {
            const TestLine& line = test_.lines[i];
            // Expectations that follow on one another speak of the same world.
            if (stopped_ || (!result_.passed() && line.kind != Kind::Expect)) break;
            const TestLine* next = i + 1 < test_.lines.size() ? &test_.lines[i + 1] : nullptr;
            const bool refusal = next != nullptr && next->kind == Kind::ExpectError;
            step(line, refusal ? next : nullptr);
        }
        if (stage_.coverage != nullptr) stage_.coverage->happened(world_);
        return std::move(result_);
    }

private:
    void step(const TestLine& line, const TestLine* refusal) {
        switch (line.kind) {
            case Kind::Clock:
                words_.use_clock_of(line.calendar);
                pass_to(line, world_.value(line.value).moment());
                break;
            case Kind::Later:
                pass_to(line, eval::plus_time(world_.context(), *line.time, world_.now(), false));
                break;
            case Kind::Expect: expect(line); break;
            case Kind::ExpectError: break;  // with the act before it
            default: act(line, refusal);
        }
    }

    void pass_to(const TestLine& line, Instant instant) {
        if (instant < world_.now()) {
            fail(Failure::Kind::NotRun, line.span,
                 fmt::format("the clock cannot go back from {} to {}", words_.moment(world_.now()),
                             words_.moment(instant)));
            return;
        }
        world_.pass_to(instant);
    }

    void expect(const TestLine& line) {
        ++result_.expectations;
        auto failure = compare(world_, stage_.sources, words_, line.value);
        if (!failure) return;
        explain_failure(std::move(*failure), line, subjects_of(world_, line.value));
    }

    void act(const TestLine& line, const TestLine* refusal) {
        const auto command = command_of(world_, line);
        const auto rejection = command ? world_.submit(*command) : std::nullopt;
        if (line.kind == Kind::Given) world_.name(line.variable);
        if (refusal != nullptr) ++result_.expectations;
        const std::string why = rejection ? rejection->text
                                : command ? std::string()
                                          : std::string("there is no such item yet");
        if (!why.empty() && refusal == nullptr)
            return refused(line, Failure::Kind::Refused, "refused: " + why);
        if (refusal == nullptr) return;
        if (why.empty()) return refused(*refusal, Failure::Kind::NotRefused, "it was not refused");
        if (lower(why).find(lower(refusal->text)) != std::string::npos) return;
        Failure failure = new_failure(Failure::Kind::OtherRefusal, refusal->span,
                                      "it was refused in other words");
        failure.expected = fmt::format("an error with the words \"{}\"", refusal->text);
        failure.found = why;
        stopped_ = true;
        explain_failure(std::move(failure), *refusal, subjects_of(world_, line.target));
    }

    void refused(const TestLine& line, Failure::Kind kind, const std::string& summary) {
        Subjects subjects = subjects_of(world_, line.target);
        if (line.kind == Kind::Act && line.actor == TestLine::Actor::Agent)
            subjects.agents.push_back(world_.agent(line.agent));
        subjects.route = !subjects.agents.empty();
        stopped_ = true;
        explain_failure(new_failure(kind, line.span, summary), line, subjects);
    }

    [[nodiscard]] Failure new_failure(Failure::Kind kind, typed::Span span,
                                      std::string summary) const {
        Failure failure;
        failure.kind = kind;
        failure.span = span;
        failure.summary = std::move(summary);
        return failure;
    }

    void fail(Failure::Kind kind, typed::Span span, std::string summary) {
        stopped_ = true;
        add(new_failure(kind, span, std::move(summary)));
    }

    void explain_failure(Failure failure, const TestLine& line, const Subjects& subjects) {
        failure.span = line.span;
        tell_history(world_, stage_.sources, words_, {subjects.items, subjects.agents}, failure);
        if (stage_.coverage != nullptr) stage_.coverage->pause(true);
        add_reasons(world_, stage_.sources, words_, subjects, failure);
        if (stage_.coverage != nullptr) stage_.coverage->pause(false);
        add(std::move(failure));
    }

    void add(Failure failure) {
        failure.source = on_one_line(stage_.sources.text(failure.span));
        failure.line = stage_.sources.begin(failure.span).line;
        failure.at = words_.moment(world_.now());
        result_.failures.push_back(std::move(failure));
    }

    const Stage& stage_;
    const typed::Test& test_;
    Words words_;
    World world_;
    TestResult result_;
    bool stopped_ = false;  // an act failed: what follows would be about another world
};

}  // namespace

TestResult run_test(const Stage& stage, const typed::Test& test) {
    if (stage.coverage != nullptr) stage.coverage->begin_test();
    return Player(stage, test).run();
}

}  // namespace reeve::trial
