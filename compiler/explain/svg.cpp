#include "compiler/explain/layout.h"
#include "compiler/explain/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace reeve::explain {

namespace {

constexpr double kWidth = 960;
constexpr double kLeft = 64;
constexpr double kRight = 24;
constexpr double kTop = 48;
constexpr double kHeight = 300;  // of the plot itself
constexpr double kLegendLine = 20;
constexpr std::size_t kLabelMax = 95;
constexpr int kValueTicks = 6;
constexpr std::size_t kTimeTicks = 10;

constexpr std::string_view kStyle =
    "text{font:13px system-ui,sans-serif;fill:#333}"
    ".title{font-size:16px;font-weight:600;fill:#111}"
    ".grid{stroke:#ddd;stroke-width:1}.axis{stroke:#666;stroke-width:1}"
    ".closed{fill:#000;fill-opacity:.06}"
    ".curve{fill:none;stroke:#1f5fa8;stroke-width:2;stroke-linejoin:round}"
    ".jump{stroke:#1f5fa8;stroke-width:1;stroke-dasharray:2 3}"
    ".mark{stroke-width:1;stroke-dasharray:4 3}"
    ".now{stroke:#111;fill:#111}.promise{stroke:#b3261e;fill:#b3261e}"
    ".threshold{stroke:#9a5b00;fill:#9a5b00}.change{stroke:#2e7d32;fill:#2e7d32}"
    ".dot{font-size:11px;font-weight:600;fill:#fff;stroke:none;text-anchor:middle}";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

std::string_view class_of(PlotMark::Kind kind) {
    switch (kind) {
        case PlotMark::Kind::Now: return "now";
        case PlotMark::Kind::Promise: return "promise";
        case PlotMark::Kind::Threshold: return "threshold";
        default: return "change";
    }
}

class Svg {
public:
    Svg(const Plot& plot, const Formatter& format) : plot_(plot), format_(format) {
        std::tie(low_, high_) = value_range(plot);
        high_ += (high_ - low_) * 0.05;
    }

    std::string run() {
        const std::size_t rows = plot_.marks.size() + (plot_.closed.empty() ? 0 : 1);
        const double height = kTop + kHeight + 48 + kLegendLine * double(rows) + 12;
        out_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" "
            "role=\"img\" aria-labelledby=\"title desc\">\n",
            kWidth, height);
        out_ += fmt::format("<title id=\"title\">{}</title>\n", escaped(plot_.title));
        out_ += fmt::format("<desc id=\"desc\">{}</desc>\n", escaped(description()));
        out_ += fmt::format("<style>{}</style>\n", kStyle);
        out_ += fmt::format("<rect width=\"{:.0f}\" height=\"{:.0f}\" fill=\"#fff\"/>\n", kWidth,
                            height);
        text(kLeft, 24, plot_.title, "class=\"title\"");
        closed();
        grid();
        curve();
        marks();
        legend();
        return out_ + "</svg>\n";
    }

private:
    [[nodiscard]] std::string description() const {
        std::string text =
            fmt::format("From {} at {} to {} at {}.", format_.moment(plot_.from),
                        grouped(plot_.pieces.front().begin.round(3)), format_.moment(plot_.to),
                        grouped(plot_.pieces.back().end.round(3)));
        for (const PlotMark& mark : plot_.marks)
            text += fmt::format(" {}: {}.", format_.moment(mark.at), mark.label);
        return text;
    }

    [[nodiscard]] double x(Instant at) const {
        const double length = double(std::max<std::int64_t>(plot_.to.ms - plot_.from.ms, 1));
        return kLeft + double(at.ms - plot_.from.ms) / length * (kWidth - kLeft - kRight);
    }
    [[nodiscard]] double y(Decimal value) const {
        return kTop + kHeight * (1 - (value.to_double() - low_) / (high_ - low_));
    }

    void text(double at_x, double at_y, std::string_view text, std::string_view attributes) {
        out_ += fmt::format("<text x=\"{:.2f}\" y=\"{:.2f}\" {}>{}</text>\n", at_x, at_y,
                            attributes, escaped(text));
    }
    void line(double x1, double y1, double x2, double y2, std::string_view style) {
        out_ += fmt::format(
            "<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" class=\"{}\"/>\n", x1,
            y1, x2, y2, style);
    }

    void closed() {
        for (const auto& [from, to] : plot_.closed)
            out_ += fmt::format(
                "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" "
                "class=\"closed\"/>\n",
                x(from), kTop, x(to) - x(from), kHeight);
    }

    void grid() {
        const auto low = Decimal(static_cast<std::int64_t>(low_));
        const auto high = Decimal(static_cast<std::int64_t>(high_));
        for (const Decimal& tick : value_ticks(low, high, kValueTicks)) {
            line(kLeft, y(tick), kWidth - kRight, y(tick), "grid");
            text(kLeft - 8, y(tick) + 4, grouped(tick), "text-anchor=\"end\"");
        }
        for (const TimeTick& tick : time_ticks(plot_, format_, kTimeTicks)) {
            line(x(tick.at), kTop, x(tick.at), kTop + kHeight, "grid");
            text(x(tick.at), kTop + kHeight + 18, tick.label, "text-anchor=\"middle\"");
        }
        line(kLeft, kTop, kLeft, kTop + kHeight, "axis");
        line(kLeft, kTop + kHeight, kWidth - kRight, kTop + kHeight, "axis");
    }

    /// A path for each stretch without jumps; a jump is dashed.
    void curve() {
        std::string path;
        for (std::size_t i = 0; i < plot_.pieces.size(); ++i) {
            const PlotPiece& piece = plot_.pieces[i];
            const bool joins =
                i > 0 && (plot_.pieces[i - 1].end - piece.begin).abs() < Decimal::scaled(1, -6);
            if (i > 0 && !joins)
                line(x(piece.from), y(plot_.pieces[i - 1].end), x(piece.from), y(piece.begin),
                     "jump");
            if (!joins) path += fmt::format("M{:.2f} {:.2f}", x(piece.from), y(piece.begin));
            path += fmt::format("L{:.2f} {:.2f}", x(piece.to), y(piece.end));
        }
        out_ += fmt::format("<path class=\"curve\" d=\"{}\"/>\n", path);
    }

    void marks() {
        double last = -100;
        double lift = 0;
        for (std::size_t i = 0; i < plot_.marks.size(); ++i) {
            const PlotMark& mark = plot_.marks[i];
            const double at = x(mark.at);
            // Numbers that would touch stand above one another.
            lift = at - last < 18 ? lift + 18 : 0;
            last = at;
            line(at, kTop, at, kTop + kHeight, fmt::format("mark {}", class_of(mark.kind)));
            number(at, kTop + 10 + lift, i, mark.kind);
        }
    }

    void number(double at_x, double at_y, std::size_t index, PlotMark::Kind kind) {
        out_ += fmt::format("<circle cx=\"{:.2f}\" cy=\"{:.2f}\" r=\"8\" class=\"{}\"/>\n", at_x,
                            at_y, class_of(kind));
        text(at_x, at_y + 4, std::to_string(index + 1), "class=\"dot\"");
    }

    void legend() {
        double at = kTop + kHeight + 48;
        for (std::size_t i = 0; i < plot_.marks.size(); ++i) {
            const PlotMark& mark = plot_.marks[i];
            number(kLeft + 8, at - 4, i, mark.kind);
            text(kLeft + 24, at, format_.moment(mark.at), "");
            if (mark.at < plot_.to)
                text(kLeft + 240, at, grouped(plot_.at(mark.at).round(3)), "text-anchor=\"end\"");
            text(kLeft + 256, at, shortened(mark.label, kLabelMax), "");
            at += kLegendLine;
        }
        if (plot_.closed.empty()) return;
        out_ += fmt::format(
            "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"16\" height=\"14\" class=\"closed\"/>\n",
            kLeft, at - 12);
        text(kLeft + 24, at, plot_.calendar + " is closed", "");
    }

    const Plot& plot_;
    const Formatter& format_;
    double low_ = 0;
    double high_ = 1;
    std::string out_;
};

}  // namespace

std::string to_svg(const Plot& plot, const Formatter& format) { return Svg(plot, format).run(); }

}  // namespace reeve::explain
