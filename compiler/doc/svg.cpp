#include "compiler/doc/svg.h"

#include "base/display_width.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::doc {

namespace {

constexpr int kMargin = 8;

// Hundredths of the font size. The widest of the usual screen fonts (DejaVu Sans, Verdana) are the
// measure, so that a text never takes more than its box.
int letter_width(char32_t c) {
    constexpr std::string_view kNarrow = "iljI.,:;'|! f()[]{}t/r-";
    constexpr std::string_view kWide = "mwMW@%";
    if (c < 0x80) {
        const char letter = static_cast<char>(c);
        if (kNarrow.contains(letter)) return 42;
        if (kWide.contains(letter)) return 102;
        return letter >= 'A' && letter <= 'Z' ? 79 : 66;
    }
    return display_width(c) == 2 ? 105 : display_width(c) == 0 ? 0 : 84;
}

std::string points_text(const std::vector<Point>& points) {
    std::string out;
    for (const Point& point : points)
        out += fmt::format("{}{},{}", out.empty() ? "" : " ", point.x, point.y);
    return out;
}

std::string number(int value) { return fmt::to_string(value); }

void write_text(Html& html, const Shape& shape) {
    const int x = shape.anchor == Shape::Anchor::Start    ? shape.box.x
                  : shape.anchor == Shape::Anchor::Middle ? shape.box.x + shape.box.width / 2
                                                          : shape.box.right();
    const std::string_view anchor = shape.anchor == Shape::Anchor::Start    ? ""
                                    : shape.anchor == Shape::Anchor::Middle ? "middle"
                                                                            : "end";
    html.element("text",
                 {{"class", shape.style},
                  {"x", number(x)},
                  {"y", number(shape.points.front().y)},
                  {"text-anchor", anchor}},
                 shape.text);
}

void write_shape(Html& html, const Shape& shape) {
    const Rect& box = shape.box;
    switch (shape.kind) {
        case Shape::Kind::Rect:
            html.empty("rect", {{"class", shape.style},
                                {"x", number(box.x)},
                                {"y", number(box.y)},
                                {"width", number(box.width)},
                                {"height", number(box.height)},
                                {"rx", shape.rounding > 0 ? number(shape.rounding) : ""}});
            break;
        case Shape::Kind::Circle:
            html.empty("circle", {{"class", shape.style},
                                  {"cx", number(box.x + box.width / 2)},
                                  {"cy", number(box.y + box.height / 2)},
                                  {"r", number(box.width / 2)}});
            break;
        case Shape::Kind::Diamond: {
            const int middle = box.x + box.width / 2;
            const int half = box.y + box.height / 2;
            html.empty("polygon", {{"class", shape.style},
                                   {"points", points_text({{middle, box.y},
                                                           {box.right(), half},
                                                           {middle, box.bottom()},
                                                           {box.x, half}})}});
            break;
        }
        case Shape::Kind::Line:
            html.empty("polyline", {{"class", shape.style}, {"points", points_text(shape.points)}});
            break;
        case Shape::Kind::Text: write_text(html, shape); break;
    }
}

// A small triangle at the end of the last piece of a line; drawn rather than a marker, because
// markers do not take their line's colour everywhere.
void write_arrow(Html& html, const Shape& shape) {
    const Point end = shape.points.back();
    const Point before = shape.points[shape.points.size() - 2];
    const int dx = (end.x > before.x) - (end.x < before.x);
    const int dy = (end.y > before.y) - (end.y < before.y);
    const Point base{end.x - 8 * dx, end.y - 8 * dy};
    html.empty("polygon", {{"class", "arrow " + shape.style},
                           {"points", points_text({end,
                                                   {base.x - 4 * dy, base.y - 4 * dx},
                                                   {base.x + 4 * dy, base.y + 4 * dx}})}});
}

}  // namespace

void Scene::rect(const Rect& box, std::string style, int rounding) {
    Shape shape;
    shape.box = box;
    shape.style = std::move(style);
    shape.rounding = rounding;
    shapes_.push_back(std::move(shape));
}

void Scene::circle(Point center, int radius, std::string style) {
    Shape shape;
    shape.kind = Shape::Kind::Circle;
    shape.box = {center.x - radius, center.y - radius, 2 * radius, 2 * radius};
    shape.style = std::move(style);
    shapes_.push_back(std::move(shape));
}

void Scene::diamond(const Rect& box, std::string style) {
    Shape shape;
    shape.kind = Shape::Kind::Diamond;
    shape.box = box;
    shape.style = std::move(style);
    shapes_.push_back(std::move(shape));
}

void Scene::line(std::vector<Point> points, std::string style, bool arrow) {
    Shape shape;
    shape.kind = Shape::Kind::Line;
    const auto [left, right] = std::ranges::minmax(points, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(points, {}, &Point::y);
    shape.box = {left.x, top.y, right.x - left.x, bottom.y - top.y};
    shape.points = std::move(points);
    shape.style = std::move(style);
    shape.arrow = arrow;
    shapes_.push_back(std::move(shape));
}

Shape& Scene::text(Point at, std::string_view text, std::string style, Shape::Anchor anchor) {
    Shape shape;
    shape.kind = Shape::Kind::Text;
    const int width = text_width(text);
    const int left = anchor == Shape::Anchor::Start    ? at.x
                     : anchor == Shape::Anchor::Middle ? at.x - width / 2
                                                       : at.x - width;
    shape.box = {left, at.y - kFontSize, width, kLineHeight};
    shape.points = {at};
    shape.text = text;
    shape.style = std::move(style);
    shape.anchor = anchor;
    shapes_.push_back(std::move(shape));
    return shapes_.back();
}

Rect Scene::bounds() const {
    if (shapes_.empty()) return {0, 0, kMargin, kMargin};
    int left = shapes_.front().box.x, top = shapes_.front().box.y;
    int right = left, bottom = top;
    for (const Shape& shape : shapes_) {
        left = std::min(left, shape.box.x);
        top = std::min(top, shape.box.y);
        right = std::max(right, shape.box.right());
        bottom = std::max(bottom, shape.box.bottom());
    }
    return {left - kMargin, top - kMargin, right - left + 2 * kMargin, bottom - top + 2 * kMargin};
}

void write(Html& html, const Scene& scene, std::string_view id) {
    const Rect bounds = scene.bounds();
    const std::string title = fmt::format("{}-title", id);
    const std::string description = fmt::format("{}-description", id);
    const auto frame = html.open("figure", {{"class", "drawing"}});
    html.element("figcaption", scene.title());
    const auto svg = html.open(
        "svg",
        {{"role", scene.role == Role::Image ? "img" : "group"},
         {"aria-labelledby", title + " " + description},
         {"width", number(bounds.width)},
         {"height", number(bounds.height)},
         {"viewBox", fmt::format("{} {} {} {}", bounds.x, bounds.y, bounds.width, bounds.height)}});
    html.element("title", {{"id", title}}, scene.title());
    html.element("desc", {{"id", description}}, scene.description());
    for (const Shape& shape : scene.shapes()) {
        if (shape.href.empty()) {
            write_shape(html, shape);
        } else {
            const auto link = html.open("a", {{"href", shape.href}});
            write_shape(html, shape);
        }
        if (shape.arrow) write_arrow(html, shape);
    }
}

int text_width(std::string_view text, int font_size) {
    int width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = decode_utf8(text, i);
        width += letter_width(point.value);
        i += point.length;
    }
    return (width * font_size + 99) / 100;
}

std::vector<std::string> wrap(std::string_view text, int width, int font_size) {
    std::vector<std::string> lines;
    std::string line;
    std::size_t breakable = 0;  // where `line` may be broken
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = decode_utf8(text, i).length;
        const std::string_view letter = text.substr(i, length);
        i += length;
        line += letter;
        // Blanks may hang over the end; they are cut off there.
        if (letter == " ") {
            breakable = line.size();
        } else if (text_width(line, font_size) > width && line.size() > length) {
            const std::size_t at = breakable > 0 ? breakable : line.size() - length;
            lines.push_back(line.substr(0, at));
            line.erase(0, at);
            breakable = 0;
        } else if (letter == "_" || letter == "-") {
            breakable = line.size();
        }
    }
    lines.push_back(line);
    for (std::string& each : lines) {
        while (each.ends_with(' ')) each.pop_back();
    }
    std::erase(lines, "");
    return lines;
}

}  // namespace reeve::doc
