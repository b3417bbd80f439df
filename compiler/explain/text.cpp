#include "compiler/explain/text.h"

#include "base/display_width.h"
#include "compiler/explain/layout.h"
#include "compiler/explain/scene.h"
#include "compiler/explain/sentences.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::explain {

namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kAnswer = 7;   // where a line begins after `yes` or `no`
constexpr std::size_t kDetail = 9;   // where what was found begins
constexpr std::size_t kPoints = 12;  // where the points before the decimal point end
constexpr std::size_t kTerm = 19;    // where a line of the priority begins
constexpr std::size_t kTwoColumns = 100;

class Writer {
public:
    Writer(const Explanation& explanation, const Formatter& format, const TextOptions& options)
        : e_(explanation), format_(format), out_(options.width), brief_(options.brief) {}

    Text run() {
        if (!brief_) {
            head();
            item();
        }
        if (e_.segment) segment();
        for (const PromisePart& promise : e_.promises) this->promise(promise);
        if (e_.priority) priority();
        if (e_.route) route();
        if (brief_) return out_.take();
        if (!e_.thresholds.empty()) thresholds();
        changes();
        return out_.take();
    }

private:
    void head() {
        out_.line().put(Tone::Title, e_.type);
        const ItemPart* name = name_part();
        if (name != nullptr) out_.put(" ").put(Tone::Strong, name->value.value.text());
        if (e_.type_display != e_.type) out_.put(" · " + e_.type_display);
        out_.at_edge(Tone::Strong,
                     fmt::format("{}, {}", format_.moment(e_.now), format_.zone().name()));
    }

    /// The item's key, or its id where it has none.
    [[nodiscard]] const ItemPart* name_part() const {
        const ItemPart* name = nullptr;
        for (const ItemPart& part : e_.item) {
            if (!part.is_fact) continue;
            if (part.name == "key" || (part.name == "id" && name == nullptr)) name = &part;
        }
        return name;
    }

    void item() {
        struct Cell {
            std::string name, value;
            bool by_default;
        };
        std::vector<Cell> cells;
        std::size_t names = 0;
        std::size_t values = 0;
        for (const ItemPart& part : e_.item) {
            if (&part == name_part()) continue;
            Cell cell{part.name, part.value.text, part.by_default};
            if (part.by_default) cell.value += " (default)";
            names = std::max(names, std::size_t(display_width(cell.name)));
            values = std::max(values, std::size_t(display_width(cell.value)));
            cells.push_back(std::move(cell));
        }
        out_.empty_line();
        const std::size_t wide = kIndent + names + 2 + values + 4;
        const std::size_t columns =
            out_.width() >= kTwoColumns && 2 * wide <= out_.width() && cells.size() > 4 ? 2 : 1;
        const std::size_t rows = (cells.size() + columns - 1) / columns;
        for (std::size_t row = 0; row < rows; ++row) {
            out_.line(kIndent);
            for (std::size_t column = 0; column < columns; ++column) {
                const std::size_t index = column * rows + row;
                if (index >= cells.size()) continue;
                if (column > 0) out_.to(wide);
                out_.put(Tone::Quiet, cells[index].name)
                    .to(column * wide + kIndent * (column == 0 ? 1 : 0) + names + 2);
                out_.put(cells[index].by_default ? Tone::Quiet : Tone::Plain, cells[index].value);
            }
        }
    }

    Layout& title(std::string_view name) {
        out_.empty_line();
        return out_.line().put(Tone::Title, std::string(name)).put("  ");
    }

    void details(std::size_t indent, const std::string& text) {
        if (!text.empty()) out_.line(indent).wrapped(Tone::Plain, text);
    }

    /// The lines of a block of which the first that holds counts.
    void lines(const std::vector<Line>& lines) {
        std::size_t widest = 0;
        for (const Line& line : lines)
            widest = std::max(widest, std::size_t(display_width(line.text)));
        const bool columns = widest <= 30;
        for (const Line& line : lines) {
            out_.line(kIndent).put(line.holds ? Tone::Good : Tone::Quiet,
                                   line.holds ? "yes" : "no");
            out_.to(kAnswer).put(Tone::Code, line.text);
            if (!line.condition.empty()) {
                if (columns)
                    out_.to(kAnswer + widest + 2);
                else
                    out_.put("  ");
                out_.put(Tone::Code, line.condition);
            }
            if (line.holds && !line.because.empty())
                out_.put("  ").put(Tone::Strong, "“" + line.because + "”");
            out_.at_edge(Tone::Quiet, short_place(line.place));
            std::string why = sentences(line);
            if (line.turns)
                why += fmt::format("{}{} from {} ({})", why.empty() ? "" : "; ",
                                   line.holds ? "no longer" : "holds", format_.moment(*line.turns),
                                   Formatter::distance(*line.turns, e_.now));
            details(kDetail, why);
        }
    }

    void segment() {
        title("Segment").put(Tone::Strong, e_.segment->name.value_or("none"));
        lines(e_.segment->lines);
    }

    void promise(const PromisePart& part) {
        const eval::PromiseAnswer& answer = part.answer;
        const Instant at = answer.promise.at;
        title(part.name == "due" ? "Due" : part.name == "start" ? "Start by" : "Target");
        out_.put(Tone::Strong, format_.moment(at));
        if (!part.finished) out_.put(", " + Formatter::distance(at, e_.now));
        const Duration left{answer.left.round().to_int64().value_or(0)};
        const std::string unit = part.left_in.empty() ? "" : " of open time";
        const std::string amount = short_time({std::abs(left.ms)}, part.left_in.empty()) + unit;
        out_.line(kIndent).put(percent(answer.used) + " used, ");
        if (answer.passed)
            out_.put(Tone::Warning, "overdue by " + amount);
        else
            out_.put((left.ms < 0 ? "late by " : "") + amount + (left.ms < 0 ? "" : " left"));
        if (!part.calendar.empty()) out_.put(", measured in " + part.calendar);
        pauses(part);
        lines(part.lines);
        if (part.from_record) {
            out_.line(kIndent).put("taken from the record, not worked out anew");
            return;
        }
        counting(part);
    }

    void pauses(const PromisePart& part) {
        const eval::Promise& promise = part.answer.promise;
        if (part.finished)
            out_.line(kIndent).put("stands still since it was finished, " +
                                   format_.moment(*part.finished));
        else if (promise.paused_since)
            out_.line(kIndent).put(
                Tone::Warning, fmt::format("paused {}{}",
                                           *promise.paused_since == e_.now
                                               ? "now"
                                               : "since " + format_.moment(*promise.paused_since),
                                           part.pause.empty() ? "" : ": " + part.pause));
        for (const eval::ClockRuns::Run& pause : promise.pauses)
            out_.line(kIndent).put(fmt::format("paused from {} to {}", format_.moment(pause.from),
                                               format_.moment(pause.to)));
    }

    void counting(const PromisePart& part) {
        const std::string where = part.calendar.empty() ? "" : " in " + part.calendar;
        out_.line(kIndent).put(
            fmt::format("counted{} from {}", where, format_.moment(part.answer.promise.begin)));
        out_.put(Tone::Quiet, fmt::format(" ({})", part.begin_from));
        std::size_t widest = 0;
        for (const CountStep& step : part.steps)
            widest = std::max(widest, std::size_t(display_width(step.when)));
        const std::size_t note = kAnswer + widest + 2;
        for (const CountStep& step : part.steps) count_step(step, note);
        if (part.first_at != part.answer.promise.at)
            out_.line(kAnswer).put("moved by the pauses from " + format_.moment(part.first_at));
    }

    void count_step(const CountStep& step, std::size_t note) {
        using Kind = CountStep::Kind;
        const bool quiet = step.kind == Kind::Closed || step.kind == Kind::Skipped;
        out_.line(kAnswer);
        out_.put(quiet ? Tone::Quiet : Tone::Plain, step.when).to(note);
        if (step.amount) {
            out_.right(note + 12, Tone::Plain, short_time(*step.amount, false));
            if (step.total) out_.right(note + 26, Tone::Strong, short_time(*step.total, false));
            if (!step.note.empty()) out_.put("  ").put(Tone::Quiet, step.note);
            return;
        }
        if (step.days > 0 && step.kind == Kind::Day)
            out_.put(Tone::Strong, fmt::format("day {}", step.days)).to(note + 9);
        if (step.kind == Kind::Skipped && step.days > 0)
            out_.put(fmt::format("to day {} ", step.days));
        out_.put(Tone::Quiet, step.note);
    }

    void points(Decimal points, Tone tone) {
        const std::string text = grouped(points);
        const std::size_t point = std::min(text.find('.'), text.size());
        out_.right(kPoints, tone, text.substr(0, point)).put(tone, text.substr(point));
    }

    void priority() {
        const PriorityPart& part = *e_.priority;
        title("Priority").put(Tone::Strong, grouped(part.shown));
        if (part.band) out_.put(" in band ").put(Tone::Strong, *part.band);
        if (!part.moves.empty()) out_.put(", " + describe(part.moves) + " now");
        lines(part.band_lines);
        if (part.terms.empty() && part.band_lines.empty()) {
            out_.line(kIndent).put("no `priority` block: the last band, 0 points");
            return;
        }
        if (part.terms.empty()) return;
        if (!part.band_lines.empty()) out_.empty_line();
        for (const TermPart& term : part.terms) {
            if (term.line.holds) this->term(term);
        }
        total(part);
        not_counted(part);
    }

    void total(const PriorityPart& part) {
        out_.line(kPoints - 6).put(Tone::Quiet, "──────────");
        if (part.limit) {
            out_.line();
            points(part.before_limit, Tone::Plain);
            out_.to(kTerm).put("sum of the lines");
            out_.line();
            points(part.cut, Tone::Plain);
            out_.to(kTerm).put(Tone::Code, part.limit->text);
            out_.put(part.cut.is_zero() ? "  not reached" : "  cuts the sum");
            out_.at_edge(Tone::Quiet, short_place(part.limit->place));
        }
        out_.line();
        points(part.shown, Tone::Strong);
        out_.to(kTerm).put(Tone::Strong, "priority");
    }

    void not_counted(const PriorityPart& part) {
        const bool any =
            std::ranges::any_of(part.terms, [](const TermPart& term) { return !term.line.holds; });
        if (!any) return;
        out_.line(kIndent).put(Tone::Quiet, "not counted:");
        for (const TermPart& term : part.terms) {
            if (term.line.holds) continue;
            out_.line(kIndent + 2).put(Tone::Quiet, term.line.text + " " + term.line.condition);
            out_.at_edge(Tone::Quiet, short_place(term.line.place));
            std::string why = sentences(term.line);
            if (term.line.turns)
                why += fmt::format("{}counts from {} ({})", why.empty() ? "" : "; ",
                                   format_.moment(*term.line.turns),
                                   Formatter::distance(*term.line.turns, e_.now));
            if (!why.empty()) out_.line(kTerm).wrapped(Tone::Quiet, why);
        }
    }

    void term(const TermPart& part) {
        out_.line();
        points(part.shown, Tone::Strong);
        out_.to(kTerm).put(Tone::Code, part.line.text);
        if (!part.line.condition.empty()) out_.put(" ").put(Tone::Code, part.line.condition);
        if (!part.line.because.empty())
            out_.put("  ").put(Tone::Strong, "“" + part.line.because + "”");
        out_.at_edge(Tone::Quiet, short_place(part.line.place));
        std::string from = sentences(part.depends);
        const std::string why = sentences(part.line);
        // What the condition found is news only where the value did not say it.
        if (!why.empty() && from.find(why) == std::string::npos)
            from += (from.empty() ? "" : "; ") + why;
        if (part.capped) from += fmt::format("{}held at {}", from.empty() ? "" : "; ", part.cap);
        details(kTerm + 2, from);
        movement(part);
    }

    void movement(const TermPart& part) {
        if (part.moves.empty() && !part.until) return;
        std::string text = part.moves.empty() ? "stands still" : describe(part.moves);
        if (part.until)
            text += fmt::format(" until {} ({}){}, then {}", format_.moment(*part.until),
                                distance(*part.until),
                                part.reaching.empty() ? "" : ", when " + part.reaching, part.then);
        out_.line(kTerm + 2).wrapped(Tone::Plain, text);
    }

    void route() {
        const RoutePart& part = *e_.route;
        title("Route").put(Tone::Strong, part.queue ? "to " + *part.queue : "to nowhere");
        if (part.queue_display && *part.queue_display != *part.queue)
            out_.put(" · " + *part.queue_display);
        lines(part.to);
        if (!part.split.empty()) {
            std::string shares;
            for (const auto& [queue, share] : part.split)
                shares += fmt::format("{}{} {}", shares.empty() ? "" : ", ", percent(share), queue);
            details(kDetail, "the day's items are shared out " + shares +
                                 "; the largest part is named here");
        }
        needs(part);
        rings(part);
        if (part.not_before)
            out_.line(kIndent).put(fmt::format(
                "{} {}", *part.not_before > e_.now ? "no offers before" : "offers since",
                format_.moment(*part.not_before)));
        relaxations(part);
    }

    void needs(const RoutePart& part) {
        for (const NeedPart& need : part.needs) {
            out_.line(kIndent).put("needs ").put(Tone::Strong, need.text);
            asked_by(need.line, "needs " + need.text);
        }
        for (const Line& line : part.never) {
            out_.line(kIndent).put(Tone::Code, line.text);
            asked_by(line, line.text);
        }
        for (const NeedPart& other : part.others) {
            const Line& line = other.line;
            out_.line(kIndent).put(Tone::Quiet,
                                   other.text + ": " + line.text + " " + line.condition);
            out_.at_edge(Tone::Quiet, short_place(line.place));
            std::string why = sentences(line);
            if (line.turns && !line.holds)
                why += fmt::format("{}counts from {} ({})", why.empty() ? "" : "; ",
                                   format_.moment(*line.turns),
                                   Formatter::distance(*line.turns, e_.now));
            if (!why.empty()) out_.line(kDetail).wrapped(Tone::Quiet, why);
        }
    }

    void asked_by(const Line& line, const std::string& said) {
        std::string text = line.text == said ? line.condition : line.text + " " + line.condition;
        if (!text.empty()) out_.put("  ").put(Tone::Code, text);
        if (!line.because.empty()) out_.put("  ").put(Tone::Strong, "“" + line.because + "”");
        out_.at_edge(Tone::Quiet, short_place(line.place));
        details(kDetail, sentences(line));
    }

    void rings(const RoutePart& part) {
        if (!part.ask) return;
        out_.line(kIndent).put("asks");
        out_.at_edge(Tone::Quiet, short_place(part.ask->place));
        std::size_t widest = 0;
        for (const RingPart& ring : part.rings)
            widest = std::max(widest, std::size_t(display_width(ring.text)));
        for (const RingPart& ring : part.rings) {
            out_.line(4).put(ring.now ? Tone::Good : Tone::Quiet, ring.now ? "▸" : " ").put(" ");
            out_.put(ring.now ? Tone::Strong : Tone::Plain, ring.text).to(8 + widest);
            if (ring.from) out_.put("from " + format_.moment(*ring.from));
            if (ring.to) out_.put(" to " + format_.moment(*ring.to));
            if (!ring.note.empty()) out_.put("  ").put(Tone::Quiet, ring.note);
        }
    }

    void relaxations(const RoutePart& part) {
        for (const RelaxationPart& relaxation : part.relaxations) {
            out_.line(kIndent).put(relaxation.come ? Tone::Good : Tone::Quiet,
                                   relaxation.come ? "relaxed  " : "to come  ");
            if (relaxation.at)
                out_.put(Tone::Strong, format_.moment(*relaxation.at))
                    .put(fmt::format("  {}", Formatter::distance(*relaxation.at, e_.now)));
            else
                out_.put("not while its clock stands still");
            out_.at_edge(Tone::Quiet, short_place(relaxation.place));
            out_.line(kDetail + 2).wrapped(Tone::Code, relaxation.text);
            if (!relaxation.note.empty())
                out_.line(kDetail + 2).wrapped(Tone::Quiet, relaxation.note);
        }
    }

    void thresholds() {
        title("Escalation");
        Columns columns;
        for (const ThresholdPart& part : e_.thresholds) {
            if (part.at) columns.fit(format_.moment(*part.at), distance(*part.at));
        }
        for (const ThresholdPart& part : e_.thresholds) threshold(part, columns);
    }

    /// Where moments and what they are away from now stand below one another.
    struct Columns {
        std::size_t moment = 0;
        std::size_t away = 0;
        void fit(const std::string& at, const std::string& distance) {
            moment = std::max(moment, at.size());
            away = std::max(away, distance.size());
        }
    };

    [[nodiscard]] std::string distance(Instant at) const { return Formatter::distance(at, e_.now); }

    static std::pair<Tone, std::string_view> word_of(ThresholdPart::State state) {
        using State = ThresholdPart::State;
        switch (state) {
            case State::Reached: return {Tone::Good, "reached"};
            case State::Waits: return {Tone::Warning, "waits"};
            case State::ToCome: return {Tone::Plain, "to come"};
            case State::Rests: return {Tone::Quiet, "rests"};
            default: return {Tone::Quiet, "event"};
        }
    }

    void threshold(const ThresholdPart& part, const Columns& columns) {
        const auto [tone, word] = word_of(part.state);
        const std::size_t moment = kIndent + 9;
        const std::size_t away = moment + columns.moment + 2;
        const std::size_t text = columns.moment == 0 ? moment : away + columns.away + 2;
        out_.line(kIndent).put(tone, std::string(word)).to(moment);
        if (part.at)
            out_.put(Tone::Strong, format_.moment(*part.at)).to(away).put(distance(*part.at));
        out_.to(text);
        std::string trigger = part.line.text;
        if (!part.line.condition.empty()) trigger += " " + part.line.condition;
        const bool one_line =
            text + display_width(trigger) + display_width(part.actions) + 24 < out_.width();
        out_.put(Tone::Code, one_line ? trigger + ": " : trigger);
        if (one_line) out_.put(part.actions);
        out_.at_edge(Tone::Quiet, short_place(part.line.place));
        if (!one_line) out_.line(text + 2).wrapped(Tone::Plain, part.actions);
        if (part.line.condition.empty() || part.line.holds || !part.at) return;
        std::string why = "not now: " + sentences(part.line);
        if (part.line.turns) why += "; from " + format_.moment(*part.line.turns);
        out_.line(text + 2).wrapped(Tone::Quiet, why);
    }

    void changes() {
        title("What comes next").put(Tone::Quiet, "if nothing but time passes");
        if (e_.changes.empty())
            out_.line(kIndent).put("nothing changes until " + format_.moment(e_.changes_until));
        Columns columns;
        std::size_t points = 0;
        for (const Change& change : e_.changes) {
            columns.fit(format_.moment(change.at), distance(change.at));
            if (e_.priority) points = std::max(points, grouped(change.priority).size());
        }
        const std::size_t away = kIndent + columns.moment + 2;
        const std::size_t text = away + columns.away + 2 + (points > 0 ? points + 2 : 0);
        for (const Change& change : e_.changes) {
            out_.line(kIndent).put(Tone::Strong, format_.moment(change.at)).to(away);
            out_.put(distance(change.at));
            if (points > 0) out_.right(text - 2, Tone::Strong, grouped(change.priority));
            for (std::size_t i = 0; i < change.what.size(); ++i) {
                if (i > 0) out_.line();
                out_.to(text).wrapped(Tone::Plain, change.what[i]);
            }
        }
        if (e_.more_changes)
            out_.line(kIndent).put(Tone::Quiet, "more comes later");
        else if (!e_.changes.empty())
            out_.line(kIndent).put(Tone::Quiet,
                                   "then nothing until " + format_.moment(e_.changes_until));
    }

    const Explanation& e_;
    const Formatter& format_;
    Layout out_;
    bool brief_;
};

}  // namespace

Text to_text(const Explanation& explanation, const Formatter& format, const TextOptions& options) {
    return Writer(explanation, format, options).run();
}

}  // namespace reeve::explain
