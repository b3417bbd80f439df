#include "planning/forecast/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

namespace reeve::forecast {

namespace {

constexpr double kWidth = 1000;
constexpr double kHeight = 220;
constexpr double kLeft = 50;
constexpr double kTop = 12;
constexpr double kBottom = 26;
constexpr int kTicks = 4;

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #667; --band: #9cc3ea;
  --line: #0b5cad; --people: #b45309; --grid: #d5d9de; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #14171a; --soft: #a3abb3;
  --band: #27486b; --line: #79b8ff; --people: #f0a35e; --grid: #363b41; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 66rem; margin: 0 auto; padding: 1rem; }
svg { width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 12px; }
.grid { stroke: var(--grid); } .band { fill: var(--band); } .mean { fill: none;
  stroke: var(--line); stroke-width: 1.5; } .people { fill: none; stroke: var(--people);
  stroke-width: 1.5; } table { border-collapse: collapse; } th, td { padding: 0 .6rem;
  text-align: right; border-bottom: 1px solid var(--grid); } th:first-child, td:first-child {
  text-align: left; } .key { display: inline-block; width: 1.5rem; height: .6rem;
  margin: 0 .3rem 0 .8rem; }
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

/// 1, 2 or 5 times a power of ten, so that a few of them reach `most`.
double step_for(double most) {
    const double rough = std::max(most, 1e-9) / kTicks;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough) return factor * power;
    return 10 * power;
}

class Drawing {
public:
    Drawing(const GroupPlan& plan, int slots_per_day, double most)
        : plan_(plan), slots_(slots_per_day), step_(step_for(most)) {
        top_value_ = std::max(step_, std::ceil(most / step_) * step_);
    }

    void begin(std::string_view id, std::string_view title, std::string_view about) {
        fmt::format_to(std::back_inserter(out_),
                       "<svg viewBox=\"0 0 {:g} {:g}\" role=\"img\" aria-labelledby=\"{}t {}d\">"
                       "<title id=\"{}t\">{}</title><desc id=\"{}d\">{}</desc>\n",
                       kWidth, kHeight, id, id, id, escaped(title), id, escaped(about));
        for (double value = 0; value <= top_value_ * 1.0001; value += step_) {
            fmt::format_to(std::back_inserter(out_),
                           "<path class=\"grid\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>"
                           "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:g}</text>\n",
                           kLeft, y(value), kWidth, kLeft - 6, y(value) + 4, value);
        }
        const std::size_t days = plan_.slots.size() / static_cast<std::size_t>(slots_);
        const std::size_t every = days / 14 + 1;
        for (std::size_t day = 0; day < days; day += every) {
            const std::size_t at = day * static_cast<std::size_t>(slots_);
            fmt::format_to(std::back_inserter(out_),
                           "<path class=\"grid\" d=\"M{:.1f} {:.1f}V{:.1f}\"/>"
                           "<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
                           x(at), kTop, y(0), x(at) + 3, kHeight - 8,
                           plan_.slots[at].date.to_string().substr(5));
        }
    }

    /// A step of a stair for each slot; back along `low`, where there is one.
    template <class High, class Low>
    void area(std::string_view style, const High& high, const Low& low) {
        out_ += fmt::format("<path class=\"{}\" d=\"", style);
        const std::size_t count = plan_.slots.size();
        for (std::size_t i = 0; i < count; ++i) step(i, high(plan_.slots[i]), i == 0);
        for (std::size_t i = count; i-- > 0;) {
            fmt::format_to(std::back_inserter(out_), "V{:.1f}H{:.1f}", y(low(plan_.slots[i])),
                           x(i));
        }
        out_ += "Z\"/>\n";
    }
    template <class Height>
    void line(std::string_view style, const Height& height) {
        out_ += fmt::format("<path class=\"{}\" d=\"", style);
        for (std::size_t i = 0; i < plan_.slots.size(); ++i)
            step(i, height(plan_.slots[i]), i == 0);
        out_ += "\"/>\n";
    }
    std::string end() { return out_ + "</svg>\n"; }

private:
    [[nodiscard]] double x(std::size_t slot) const {
        return kLeft + (kWidth - kLeft) * static_cast<double>(slot) /
                           static_cast<double>(plan_.slots.size());
    }
    [[nodiscard]] double y(double value) const {
        return kHeight - kBottom - (kHeight - kBottom - kTop) * std::min(1.0, value / top_value_);
    }
    void step(std::size_t slot, double value, bool first) {
        if (first) {
            fmt::format_to(std::back_inserter(out_), "M{:.1f} {:.1f}", x(slot), y(value));
        } else {
            fmt::format_to(std::back_inserter(out_), "V{:.1f}", y(value));
        }
        fmt::format_to(std::back_inserter(out_), "H{:.1f}", x(slot + 1));
    }

    const GroupPlan& plan_;
    int slots_;
    double step_;
    double top_value_ = 1;
    std::string out_;
};

void draw(const Report& report, const GroupPlan& plan, std::size_t number, std::string& out) {
    const std::string name = plan.name.empty() ? "all items" : plan.name;
    double high = 0;
    for (const SlotPlan& slot : plan.slots) high = std::max(high, slot.high);
    const std::string per = fmt::format("{} minutes", report.history.slot_minutes);
    Drawing volumes(plan, report.history.slots, high);
    volumes.begin(fmt::format("v{}", number), fmt::format("{}: expected items per {}", name, per),
                  fmt::format("{:.0f} items in all; at most {:g} in {} at the upper end of the "
                              "{:g}% interval.",
                              plan.items(), high, per, 100 * report.options.confidence));
    volumes.area(
        "band", [](const SlotPlan& s) { return s.high; }, [](const SlotPlan& s) { return s.low; });
    volumes.line("mean", [](const SlotPlan& s) { return s.expected; });
    Drawing people(plan, report.history.slots, plan.peak());
    people.begin(fmt::format("p{}", number), fmt::format("{}: people at work", name),
                 fmt::format("{:.1f} hours of people in all, at most {:g} at once.",
                             plan.people_hours(report.history.slot_minutes), plan.peak()));
    people.line("people", [](const SlotPlan& s) { return s.people; });
    out += fmt::format(
        "<h2>{}</h2>\n<h3>Expected items per {}</h3>\n<p><span class=\"key\" "
        "style=\"background:var(--line)\"></span>expected <span class=\"key\" "
        "style=\"background:var(--band)\"></span>{:g}% of counts lie here</p>\n{}"
        "<h3>People at work</h3>\n{}",
        escaped(name), per, 100 * report.options.confidence, volumes.end(), people.end());
}

void write_table(const Report& report, const GroupPlan& plan, std::string& out) {
    out +=
        "<details><summary>All figures</summary>\n<table><thead><tr><th scope=\"col\">slot</th>"
        "<th scope=\"col\">expected</th><th scope=\"col\">low</th><th scope=\"col\">high</th>"
        "<th scope=\"col\">people</th><th scope=\"col\">scheduled</th>";
    if (!report.options.deadline) out += "<th scope=\"col\">within</th><th scope=\"col\">busy</th>";
    out += "</tr></thead><tbody>\n";
    for (const SlotPlan& slot : plan.slots) {
        if (slot.people == 0 && slot.expected < 0.005) continue;
        fmt::format_to(std::back_inserter(out),
                       "<tr><td>{} {:02}:{:02}</td><td>{:.2f}</td><td>{:g}</td><td>{:g}</td>"
                       "<td>{:g}</td><td>{:g}</td>",
                       slot.date.to_string(), slot.minute / 60, slot.minute % 60, slot.expected,
                       slot.low, slot.high, slot.people, slot.scheduled);
        if (!report.options.deadline && slot.open) {
            fmt::format_to(std::back_inserter(out), "<td>{:.1f}%</td><td>{:.1f}%</td>",
                           100 * slot.performance.within, 100 * slot.performance.occupancy);
        }
        out += "</tr>\n";
    }
    out += "</tbody></table></details>\n";
}

}  // namespace

std::string to_html(const Report& report) {
    std::string out = fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\"><title>People needed from {}"
        "</title><style>{}</style></head><body>\n<h1>People needed from {}</h1>\n",
        report.options.first.to_string(), kStyle, report.options.first.to_string());
    std::size_t number = 0;
    for (const GroupPlan& plan : report.plans) {
        draw(report, plan, ++number, out);
        write_table(report, plan, out);
    }
    out += fmt::format("<h2>How this was made</h2>\n<pre>{}</pre>\n</body></html>\n",
                       escaped(to_text(report)));
    return out;
}

}  // namespace reeve::forecast
