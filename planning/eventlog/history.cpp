#include "planning/eventlog/history.h"

#include "planning/eventlog/agents.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <tuple>

namespace reeve::eventlog {

namespace {

/// What transitions of XES 2.0's life cycle do, where the activity says nothing.
Role role_of_transition(std::string_view transition) {
    if (transition == "start" || transition == "resume") return Role::Start;
    if (transition == "suspend") return Role::Hold;
    if (transition == "complete" || transition == "ate_abort" || transition == "pi_abort" ||
        transition == "withdraw")
        return Role::Complete;
    return Role::Other;
}

/// Work that has begun.
struct Running {
    std::uint32_t resource;
    std::uint32_t activity;  // 0 where the whole case is worked on
    Instant since;
    std::uint32_t line;
};

class Understanding {
public:
    Understanding(EventLog& log, const Mapping& mapping)
        : log_(log), mapping_(mapping), agents_(log, mapping) {
        roles_.resize(log.texts.size(), Role::Other);
        for (std::uint32_t id = 1; id < log.texts.size(); ++id)
            roles_[id] = mapping.role_of(log.texts[id]);
    }

    History run() {
        note_order();
        std::ranges::stable_sort(log_.events, [](const Event& a, const Event& b) {
            return std::tie(a.case_id, a.at) < std::tie(b.case_id, b.at);
        });
        for (std::size_t first = 0; first < log_.events.size();) {
            std::size_t last = first;
            while (last < log_.events.size() &&
                   log_.events[last].case_id == log_.events[first].case_id)
                ++last;
            take_case(std::span(log_.events).subspan(first, last - first));
            first = last;
        }
        std::ranges::sort(history_.items, [this](const Item& a, const Item& b) {
            if (a.created != b.created) return a.created < b.created;
            return log_.texts[log_.cases[a.case_id]] < log_.texts[log_.cases[b.case_id]];
        });
        history_.agents = agents_.finish();
        return std::move(history_);
    }

private:
    void note(const std::string& what, const Event& event) {
        history_.noticed[what].add(event.line, log_.texts[log_.cases[event.case_id]]);
    }

    /// In the order of the file, which is only known before sorting.
    void note_order() {
        std::vector<Instant> latest(log_.cases.size(), Instant{INT64_MIN});
        for (const Event& event : log_.events) {
            if (event.at < latest[event.case_id])
                note("events that stand behind later ones of their case: put in order", event);
            latest[event.case_id] = std::max(latest[event.case_id], event.at);
        }
    }

    static bool same(const Event& a, const Event& b) {
        return a.at == b.at && a.end == b.end && a.activity == b.activity &&
               a.resource == b.resource && a.transition == b.transition;
    }

    [[nodiscard]] Role role_of(const Event& event, bool& by_transition) const {
        const Role role = roles_[event.activity];
        by_transition = false;
        if (role != Role::Other) return role;
        if (event.end > event.at) return Role::Start;
        const Role other = role_of_transition(log_.texts[event.transition]);
        by_transition = other != Role::Other;
        return other;
    }

    void take_case(std::span<const Event> events) {
        running_.clear();
        handling_ms_ = 0;
        stretches_ = 0;
        timed_ = true;
        std::optional<Instant> arrived;
        bool completed = false;
        std::size_t moment_begin = 0;
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (events[i].at != events[moment_begin].at) moment_begin = i;
            const auto earlier = events.subspan(moment_begin, i - moment_begin);
            if (std::ranges::any_of(earlier, [&](const Event& e) { return same(e, events[i]); })) {
                ++history_.duplicates;
                note("events that stand there twice: counted once", events[i]);
                continue;
            }
            take_event(events[i], arrived, completed);
        }
        if (!arrived && mapping_.has_role(Role::Arrival))
            note("cases without an arrival: created at their first event", events.front());
        const Instant created = arrived.value_or(events.front().at);
        if (created > events.front().at)
            note("cases with events before their arrival", events.front());
        for (const Running& work : running_) {
            history_.noticed["work that has no end: no handling time"].add(
                work.line, log_.texts[log_.cases[events.front().case_id]]);
            timed_ = false;
        }
        const bool known = timed_ && stretches_ > 0;
        if (!known && timed_ && completed)
            note("completed cases of which no work has a beginning: no handling time",
                 events.front());
        agents_.end_case(events.front().case_id, known);
        history_.items.push_back({events.front().case_id, created,
                                  known ? std::optional(handling_ms_) : std::nullopt, completed});
    }

    void take_event(const Event& event, std::optional<Instant>& arrived, bool& completed) {
        bool by_transition = false;
        const Role role = role_of(event, by_transition);
        ++history_.by_role[static_cast<std::size_t>(role)];
        if (role == Role::Ignored) return;
        if (role == Role::Arrival) {
            if (!arrived) arrived = event.at;
            return;
        }
        if (role == Role::Other) {
            ++history_.other_activities[log_.texts[event.activity]];
            return;
        }
        if (event.resource == 0) note("work that says not who did it", event);
        agents_.seen(event);
        const std::uint32_t activity = by_transition ? event.activity : 0;
        if (event.end > event.at && role != Role::Hold) {
            add_stretch({event.resource, activity, event.at, event.line}, event.end);
            completed = completed || role == Role::Complete;
            return;
        }
        // Who takes a case over ends what others did to it; activities go on side by side.
        if (role == Role::Start) return begin(event, activity);
        end(event, activity);
        if (role == Role::Complete) completed = true;
    }

    void begin(const Event& event, std::uint32_t activity) {
        if (activity == 0)
            end_all(event.at, [](const Running& work) { return work.activity == 0; });
        running_.push_back({event.resource, activity, event.at, event.line});
    }

    void end(const Event& event, std::uint32_t activity) {
        if (activity == 0)
            return end_all(event.at, [](const Running& work) { return work.activity == 0; });
        end_all(event.at, [&](const Running& work) {
            return work.activity == activity &&
                   (event.resource == 0 || work.resource == 0 || work.resource == event.resource);
        });
    }

    template <class Test>
    void end_all(Instant at, const Test& test) {
        for (const Running& work : running_)
            if (test(work)) add_stretch(work, at);
        std::erase_if(running_, test);
    }

    void add_stretch(const Running& work, Instant until) {
        const std::int64_t ms = until.ms - work.since.ms;
        if (ms > mapping_.stretch_max_ms) {
            history_.noticed["work without a break for longer than `stretch_max`: no handling time"]
                .add(work.line, log_.texts[work.resource]);
            timed_ = false;
            return;
        }
        ++stretches_;
        handling_ms_ += ms;
        agents_.worked(work.resource, ms);
    }

    EventLog& log_;
    const Mapping& mapping_;
    AgentsLearned agents_;
    std::vector<Role> roles_;  // by text
    History history_;
    std::vector<Running> running_;
    std::int64_t handling_ms_ = 0;
    std::uint64_t stretches_ = 0;
    bool timed_ = true;
};

}  // namespace

History understand(EventLog& log, const Mapping& mapping) {
    return Understanding(log, mapping).run();
}

}  // namespace reeve::eventlog
