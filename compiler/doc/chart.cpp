#include "compiler/doc/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace reeve::doc {

namespace {

constexpr int kLeft = 70;
constexpr int kTop = 30;
constexpr int kWidth = 520;
constexpr int kHeight = 230;

/// Places of values on an axis.
struct Scale {
    double low = 0;
    double high = 1;
    int from = 0;
    int to = 1;
    [[nodiscard]] int at(double value) const {
        return from + static_cast<int>(std::lround((value - low) / (high - low) * (to - from)));
    }
};

// 1, 2 or 5 times a power of ten, so that about five lines cross the drawing.
double nice_step(double span) {
    const double rough = span / 5;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rough <= factor * power) return factor * power;
    }
    return 10 * power;
}

std::string tick_label(double value) {
    // Ticks are multiples of 1, 2 or 5 times a power of ten; six digits show them exactly.
    std::string text = fmt::format("{:.6g}", value == 0 ? 0.0 : value);
    return text;
}

class Drawing {
public:
    explicit Drawing(const Chart& chart) : chart_(chart), scene_(chart.title, chart.description) {
        const auto [left, right] = std::ranges::minmax(chart.points, {}, &ChartPoint::x);
        const auto [bottom, top] = std::ranges::minmax(chart.points, {}, &ChartPoint::y);
        const double span = right.x > left.x ? right.x - left.x : 1;
        x_ = {left.x - span * 0.08, right.x + span * 0.08, kLeft, kLeft + kWidth};
        const double low = std::min(0.0, bottom.y), high = std::max(0.0, top.y);
        step_ = nice_step(high > low ? high - low : 1);
        y_ = {std::floor(low / step_) * step_, std::ceil(high / step_) * step_, kTop + kHeight,
              kTop};
        if (y_.high <= y_.low) y_.high = y_.low + step_;
    }

    Scene run() {
        grid();
        graph();
        for (const ChartPoint& point : chart_.points) x_tick(point);
        for (const ChartPoint& point : chart_.points) mark(point);
        scene_.text({kLeft + kWidth / 2, kTop + kHeight + 48}, chart_.x_axis, "axis-name",
                    Shape::Anchor::Middle);
        scene_.text({kLeft - 60, kTop - 18}, chart_.y_axis, "axis-name");
        return std::move(scene_);
    }

private:
    void grid() {
        const auto count = static_cast<int>(std::lround((y_.high - y_.low) / step_));
        for (int i = 0; i <= count; ++i) {
            const double value = y_.low + i * step_;
            const int y = y_.at(value);
            scene_.line({{kLeft, y}, {kLeft + kWidth, y}},
                        std::abs(value) < step_ / 2 ? "axis" : "grid");
            scene_.text({kLeft - 8, y + 4}, tick_label(value), "tick", Shape::Anchor::End);
        }
        scene_.line({{kLeft, kTop}, {kLeft, kTop + kHeight}}, "axis");
    }

    void graph() {
        std::vector<Point> line{{kLeft, y_.at(chart_.points.front().y)}};
        for (const ChartPoint& point : chart_.points) {
            if (chart_.steps) line.push_back({x_.at(point.x), line.back().y});
            line.push_back({x_.at(point.x), y_.at(point.y)});
        }
        line.push_back({kLeft + kWidth, line.back().y});
        scene_.line(std::move(line), "graph");
    }

    void x_tick(const ChartPoint& point) {
        const int x = x_.at(point.x);
        const int bottom = kTop + kHeight;
        scene_.line({{x, bottom}, {x, bottom + 5}}, "axis");
        place({x, bottom + 24}, point.x_label, "tick");
    }

    void mark(const ChartPoint& point) {
        const Point center{x_.at(point.x), y_.at(point.y)};
        scene_.circle(center, 4, "point");
        place({center.x, center.y - 9}, point.y_label, "value");
    }

    // A label that would cover another is left out; the table of points has them all.
    void place(Point at, const std::string& text, const char* style) {
        const int width = text_width(text);
        const Rect box{at.x - width / 2, at.y - kFontSize, width, kLineHeight};
        const bool covered = std::ranges::any_of(scene_.shapes(), [&](const Shape& shape) {
            return shape.kind == Shape::Kind::Text && shape.box.overlaps(box);
        });
        if (!covered) scene_.text(at, text, style, Shape::Anchor::Middle);
    }

    const Chart& chart_;
    Scene scene_;
    Scale x_, y_;
    double step_ = 1;
};

}  // namespace

Scene draw(const Chart& chart) { return Drawing(chart).run(); }

Scene draw(const Bars& bars) {
    constexpr int kRow = 26, kBar = 16, kLength = 320, kNameWidth = 220;
    Scene scene(bars.title, bars.description);
    double low = 0, high = 0;
    int names = 0, labels = 0;
    for (const Bars::Bar& bar : bars.bars) {
        low = std::min(low, bar.value);
        high = std::max(high, bar.value);
        names = std::max(names, text_width(wrap(bar.name + " ", kNameWidth).front()));
        labels = std::max(labels, text_width(bar.label));
    }
    if (high <= low) high = low + 1;
    // Labels of what is below zero stand left of their bars.
    const int left = names + 14 + (low < 0 ? labels + 6 : 0);
    const Scale scale{low, high, left, left + kLength};
    const int zero = scale.at(0);
    int y = 0;
    for (const Bars::Bar& bar : bars.bars) {
        const int end = scale.at(bar.value);
        scene.text({names, y + 13}, wrap(bar.name + " ", kNameWidth).front(), "tick",
                   Shape::Anchor::End);
        scene.rect({std::min(zero, end), y, std::max(1, std::abs(end - zero)), kBar}, "bar");
        if (bar.value < 0)
            scene.text({end - 6, y + 13}, bar.label, "value", Shape::Anchor::End);
        else
            scene.text({end + 6, y + 13}, bar.label, "value");
        y += kRow;
    }
    scene.line({{zero, -6}, {zero, y - kRow + kBar + 6}}, "axis");
    return scene;
}

}  // namespace reeve::doc
