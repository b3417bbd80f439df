#include "compiler/explain/json.h"

#include "base/json_writer.h"

namespace reeve::explain {

using typed::Base;

namespace {

class Writer {
public:
    Writer(const Formatter& format, std::string& out) : format_(format), json_(out) {}

    void write(const Explanation& e) {
        json_.begin_object();
        json_.member("type", e.type).member("file", e.file);
        moment("at", e.now);
        json_.member("time_zone", format_.zone().name());
        json_.member("time_zone_table", e.time_zone_table);
        item(e);
        if (e.segment) {
            json_.key("segment").begin_object();
            name("is", e.segment->name);
            lines("lines", e.segment->lines);
            json_.end_object();
        }
        json_.key("promises").begin_array();
        for (const PromisePart& part : e.promises) promise(part);
        json_.end_array();
        if (e.priority) priority(*e.priority);
        if (e.route) route(*e.route);
        json_.key("thresholds").begin_array();
        for (const ThresholdPart& part : e.thresholds) threshold(part);
        json_.end_array();
        changes(e);
        json_.end_object();
    }

private:
    JsonWriter& decimal(std::string_view name, Decimal value) {
        return json_.member(name, value.to_string());
    }
    void moment(std::string_view name, Instant instant) {
        json_.member(name, format_.iso(instant));
    }
    void moment(std::string_view name, const std::optional<Instant>& instant) {
        if (instant) moment(name, *instant);
    }
    void name(std::string_view name, const std::optional<std::string>& text) {
        json_.key(name);
        if (text)
            json_.string(*text);
        else
            json_.null();
    }
    void text(std::string_view name, const std::string& text) {
        if (!text.empty()) json_.member(name, text);
    }
    void truth(std::string_view name, bool value) { json_.key(name).boolean(value); }

    void value(const typed::Type& type, const eval::Value& value) {
        if (value.is_missing()) {
            json_.null();
            return;
        }
        switch (type.base) {
            case Base::YesNo: json_.boolean(value.truth()); break;
            case Base::Text: json_.string(value.text()); break;
            case Base::Date: json_.string(value.date().to_string()); break;
            case Base::Moment: json_.string(format_.iso(value.moment())); break;
            case Base::List: {
                typed::Type element;
                element.base = type.element;
                element.choice = type.choice;
                json_.begin_array();
                for (const eval::Value& member : value.list()) this->value(element, member);
                json_.end_array();
                break;
            }
            default:
                json_.string(type.is_numeric() ? value.number().to_string()
                                               : format_.value(type, value));
        }
    }

    void shown(const Shown& shown) {
        json_.key("value");
        value(shown.type, shown.value);
        json_.member("shown", shown.text);
    }

    void item(const Explanation& e) {
        for (const bool facts : {false, true}) {
            json_.key(facts ? "facts" : "attributes").begin_array();
            for (const ItemPart& part : e.item) {
                if (part.is_fact != facts) continue;
                json_.begin_object().member("name", part.name);
                shown(part.value);
                if (part.by_default) truth("default", true);
                json_.end_object();
            }
            json_.end_array();
        }
    }

    void place(const Place& place) {
        if (place.line == 0) return;
        json_.member("file", place.file).member("line", place.line).member("column", place.column);
    }

    void findings(std::string_view name, const std::vector<Finding>& findings) {
        if (findings.empty()) return;
        json_.key(name).begin_array();
        for (const Finding& finding : findings) {
            json_.begin_object().member("what", finding.what);
            shown(finding.value);
            text("note", finding.note);
            place(finding.place);
            this->findings("from", finding.parts);
            json_.end_object();
        }
        json_.end_array();
    }

    void reasons(const std::vector<Reason>& reasons) {
        if (reasons.empty()) return;
        json_.key("reasons").begin_array();
        for (const Reason& reason : reasons) {
            json_.begin_object().member("condition", reason.text);
            truth("holds", reason.holds);
            findings("found", reason.found);
            this->reasons(reason.inside);
            json_.end_object();
        }
        json_.end_array();
    }

    void line_members(const Line& line) {
        json_.member("text", line.text);
        text("condition", line.condition);
        truth("holds", line.holds);
        text("because", line.because);
        place(line.place);
        moment("turns", line.turns);
        reasons(line.reasons);
    }

    void line(const Line& line) {
        json_.begin_object();
        line_members(line);
        json_.end_object();
    }

    void lines(std::string_view name, const std::vector<Line>& lines) {
        json_.key(name).begin_array();
        for (const Line& one : lines) line(one);
        json_.end_array();
    }

    void moves(std::string_view name, const std::vector<Movement>& moves) {
        json_.key(name).begin_array();
        for (const Movement& move : moves) {
            json_.begin_object();
            decimal("per_hour", move.per_hour);
            text("open_time_of", move.calendar);
            json_.end_object();
        }
        json_.end_array();
    }

    void promise(const PromisePart& part) {
        const eval::PromiseAnswer& answer = part.answer;
        json_.begin_object().member("promise", part.name);
        moment("at", answer.promise.at);
        moment("from", answer.promise.begin);
        json_.member("from_what", part.begin_from);
        text("measured_in", part.calendar);
        decimal("used", answer.used);
        json_.member("left_ms", answer.left.round().to_int64().value_or(0));
        text("left_in", part.left_in);
        truth("passed", answer.passed);
        truth("from_record", part.from_record);
        moment("finished", part.finished);
        moment("paused_since", answer.promise.paused_since);
        json_.key("pauses").begin_array();
        for (const eval::ClockRuns::Run& pause : answer.promise.pauses) {
            json_.begin_object();
            moment("from", pause.from);
            moment("to", pause.to);
            json_.end_object();
        }
        json_.end_array();
        lines("lines", part.lines);
        json_.key("counting").begin_array();
        for (const CountStep& step : part.steps) count_step(step);
        json_.end_array();
        json_.end_object();
    }

    void count_step(const CountStep& step) {
        constexpr std::string_view kKinds[] = {"open",  "closed", "business_day",
                                               "moved", "plain",  "left_out"};
        json_.begin_object().member("kind", kKinds[static_cast<std::size_t>(step.kind)]);
        moment("from", step.from);
        moment("to", step.to);
        text("note", step.note);
        if (step.amount) json_.member("open_ms", step.amount->ms);
        if (step.total) json_.member("total_open_ms", step.total->ms);
        if (step.days > 0) json_.member("business_days", step.days);
        json_.end_object();
    }

    void priority(const PriorityPart& part) {
        json_.key("priority").begin_object();
        decimal("is", part.shown);
        decimal("exact", part.exact);
        name("band", part.band);
        moves("moves", part.moves);
        lines("band_lines", part.band_lines);
        json_.key("terms").begin_array();
        for (const TermPart& term : part.terms) this->term(term);
        json_.end_array();
        decimal("before_limit", part.before_limit);
        if (part.limit) {
            json_.key("limit").begin_object().member("text", part.limit->text);
            decimal("adds", part.cut);
            place(part.limit->place);
            json_.end_object();
        }
        json_.end_object();
    }

    void term(const TermPart& part) {
        json_.begin_object();
        line_members(part.line);
        if (part.line.holds) {
            decimal("adds", part.shown);
            decimal("exact", part.exact);
            findings("from", part.depends);
            truth("capped", part.capped);
            text("up_to", part.cap);
            moves("moves", part.moves);
            moment("until", part.until);
            text("reaching", part.reaching);
            if (part.until) json_.member("then", part.then);
            if (part.until) moves("moves_then", part.after);
        }
        json_.end_object();
    }

    void route(const RoutePart& part) {
        json_.key("route").begin_object();
        name("queue", part.queue);
        lines("to", part.to);
        if (!part.split.empty()) {
            json_.key("split").begin_array();
            for (const auto& [queue, share] : part.split) {
                json_.begin_object().member("queue", queue);
                decimal("share", share);
                json_.end_object();
            }
            json_.end_array();
        }
        json_.key("needs").begin_array();
        for (const NeedPart& need : part.needs) {
            json_.begin_object().member("need", need.text).key("asked_by");
            line(need.line);
            json_.end_object();
        }
        json_.end_array();
        lines("never", part.never);
        json_.key("not_counted").begin_array();
        for (const NeedPart& other : part.others) {
            json_.begin_object().member("why", other.text).key("line");
            line(other.line);
            json_.end_object();
        }
        json_.end_array();
        json_.key("rings").begin_array();
        for (const RingPart& ring : part.rings) {
            json_.begin_object().member("asks", ring.text);
            moment("from", ring.from);
            moment("to", ring.to);
            truth("now", ring.now);
            text("note", ring.note);
            json_.end_object();
        }
        json_.end_array();
        moment("not_before", part.not_before);
        json_.key("relaxations").begin_array();
        for (const RelaxationPart& relaxation : part.relaxations) {
            json_.begin_object().member("text", relaxation.text);
            moment("at", relaxation.at);
            truth("come", relaxation.come);
            text("note", relaxation.note);
            place(relaxation.place);
            json_.end_object();
        }
        json_.end_array();
        text("rank", part.rank);
        json_.end_object();
    }

    void threshold(const ThresholdPart& part) {
        constexpr std::string_view kStates[] = {"reached", "waits", "to_come", "rests", "event"};
        json_.begin_object().member("state", kStates[static_cast<std::size_t>(part.state)]);
        moment("at", part.at);
        line_members(part.line);
        json_.member("actions", part.actions);
        json_.end_object();
    }

    void changes(const Explanation& e) {
        json_.key("changes").begin_array();
        for (const Change& change : e.changes) {
            json_.begin_object();
            moment("at", change.at);
            json_.key("what").begin_array();
            for (const std::string& what : change.what) json_.string(what);
            json_.end_array();
            decimal("priority", change.priority);
            json_.end_object();
        }
        json_.end_array();
        moment("changes_until", e.changes_until);
        truth("more_changes", e.more_changes);
    }

    const Formatter& format_;
    JsonWriter json_;
};

}  // namespace

std::string to_json(const Explanation& explanation, const Formatter& format) {
    std::string out;
    Writer(format, out).write(explanation);
    return out + "\n";
}

}  // namespace reeve::explain
