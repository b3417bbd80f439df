#pragma once

#include "compiler/doc/html.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Drawings: shapes with places in pixels, so that tests can see what overlaps before anything is
// written.

namespace reeve::doc {

struct Point {
    int x = 0;
    int y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    /// Shares more than an edge.
    [[nodiscard]] bool overlaps(const Rect& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    [[nodiscard]] bool contains(const Rect& other) const {
        return x <= other.x && other.right() <= right() && y <= other.y &&
               other.bottom() <= bottom();
    }
    friend bool operator==(const Rect&, const Rect&) = default;
};

struct Shape {
    enum class Kind : std::uint8_t { Rect, Circle, Diamond, Line, Text };
    enum class Anchor : std::uint8_t { Start, Middle, End };
    Kind kind = Kind::Rect;
    Rect box;                   // of a text: what it takes at most
    std::vector<Point> points;  // Line
    std::string text;           // Text
    Anchor anchor = Anchor::Start;
    int rounding = 0;    // Rect
    bool arrow = false;  // Line: with a head at its end
    std::string style;   // classes of the style sheet
    std::string href;
};

enum class Role : std::uint8_t {
    Image,  // one thing to look at
    Group   // has links in it
};

class Scene {
public:
    Scene(std::string title, std::string description)
        : title_(std::move(title)), description_(std::move(description)) {}

    void rect(const Rect& box, std::string style, int rounding = 0);
    void circle(Point center, int radius, std::string style);
    void diamond(const Rect& box, std::string style);
    void line(std::vector<Point> points, std::string style, bool arrow = false);
    /// `at` is on the base line: its start, middle or end as `anchor` says.
    Shape& text(Point at, std::string_view text, std::string style,
                Shape::Anchor anchor = Shape::Anchor::Start);
    /// The last shape leads there.
    void link(std::string href) { shapes_.back().href = std::move(href); }

    [[nodiscard]] const std::vector<Shape>& shapes() const { return shapes_; }
    [[nodiscard]] const std::string& title() const { return title_; }
    [[nodiscard]] const std::string& description() const { return description_; }
    /// All of it, with a margin.
    [[nodiscard]] Rect bounds() const;

    Role role = Role::Image;

private:
    std::string title_;
    std::string description_;
    std::vector<Shape> shapes_;
};

/// `id` begins the ids of its title and description.
void write(Html& html, const Scene& scene, std::string_view id);

inline constexpr int kFontSize = 13;
inline constexpr int kLineHeight = 17;
/// At least as wide as the text is in the usual fonts without serifs.
int text_width(std::string_view text, int font_size = kFontSize);
/// Lines no wider than that, broken between words, after `_`, or where nothing else helps.
std::vector<std::string> wrap(std::string_view text, int width, int font_size = kFontSize);

}  // namespace reeve::doc
