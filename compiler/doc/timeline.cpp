#include "compiler/doc/timeline.h"

#include <algorithm>
#include <cmath>

namespace reeve::doc {

namespace {

constexpr int kNameWidth = 170;
constexpr int kLeft = kNameWidth + 20;
constexpr int kWidth = 500;
constexpr int kRadius = 11;
constexpr int kPiece = 24;

class Lane {
public:
    Lane(Scene& scene, const TimelineLane& lane, int top) : scene_(scene), lane_(lane), top_(top) {
        for (const TimelineMark& mark : lane.marks) {
            low_ = std::min(low_, mark.at);
            high_ = std::max(high_, mark.at);
        }
        if (high_ <= low_) high_ = low_ + 1;
        span_ = (high_ - low_) * 1.08;
    }

    /// Gives where the next lane may begin.
    int run() {
        const int lifted = stack_marks();
        const std::vector<std::string> name = wrap(lane_.name, kNameWidth);
        const int half = static_cast<int>(name.size() - 1) * kLineHeight / 2;
        int axis = top_ + std::max(lifted * (2 * kRadius + 2), half);
        if (!lane_.pieces.empty()) axis = std::max(axis, top_ + kPiece);
        int y = axis + 4 - half;
        for (const std::string& line : name) {
            scene_.text({0, y}, line, "lane");
            y += kLineHeight;
        }
        place_pieces();
        const int end = std::max(kLeft + kWidth, edges_.back() + 12);
        scene_.line({{kLeft, axis}, {end, axis}}, "axis", true);
        for (std::size_t i = 0; i < lane_.marks.size(); ++i) mark(i, axis);
        for (std::size_t i = 0; i < lane_.pieces.size(); ++i) piece(i, axis);
        return std::max(bottom_, std::max(axis + kRadius, y - kLineHeight + 6)) + 18;
    }

private:
    [[nodiscard]] int place(double at) const {
        return kLeft + static_cast<int>(std::lround((at - low_) / span_ * kWidth));
    }

    // Marks that would cover one another stand above one another. Gives the highest.
    int stack_marks() {
        int highest = 0;
        for (const TimelineMark& each : lane_.marks) {
            int level = 0;
            const int x = place(each.at);
            const auto taken = [&](std::size_t i) {
                return levels_[i] == level &&
                       std::abs(place(lane_.marks[i].at) - x) < 2 * kRadius + 2;
            };
            for (bool moved = true; moved;) {
                moved = false;
                for (std::size_t i = 0; i < levels_.size(); ++i) {
                    if (!taken(i)) continue;
                    ++level;
                    moved = true;
                }
            }
            levels_.push_back(level);
            highest = std::max(highest, level);
        }
        return highest;
    }

    void mark(std::size_t index, int axis) {
        const TimelineMark& each = lane_.marks[index];
        const int x = place(each.at);
        const int y = axis - levels_[index] * (2 * kRadius + 2);
        scene_.circle({x, y}, kRadius, "mark");
        if (!each.href.empty()) scene_.link(each.href);
        scene_.text({x, y + 4}, each.key, "key", Shape::Anchor::Middle);
        label(x, axis, each.label);
    }

    // In proportion, but each with room for its text: rings of seconds and of days stand together.
    void place_pieces() {
        double sum = 0;
        for (const TimelinePiece& each : lane_.pieces) sum += each.to - each.from;
        edges_ = {kLeft};
        for (const TimelinePiece& each : lane_.pieces) {
            const double share = sum > 0 ? (each.to - each.from) / sum : 0;
            const int width = static_cast<int>(std::lround(share * (kWidth - 20)));
            edges_.push_back(edges_.back() + std::max(width, text_width(each.text) + 16));
        }
    }

    void piece(std::size_t index, int axis) {
        const TimelinePiece& each = lane_.pieces[index];
        const int from = edges_[index], to = edges_[index + 1];
        scene_.rect({from, axis - kPiece, to - from - 2, kPiece - 2}, "piece", 3);
        scene_.text({from + 6, axis - 8}, each.text, "piece-text");
        if (each.open_ended) return;
        scene_.line({{to, axis}, {to, axis + 6}}, "axis");
        label(to, axis, each.end_label);
    }

    // Below the axis, in the first row in which there is room; said once for each place.
    void label(int x, int axis, const std::string& text) {
        if (text.empty()) return;
        const int width = text_width(text);
        const int right = std::max(kLeft + kWidth, edges_.back()) + 40 - width / 2;
        const int middle = std::clamp(x, kLeft + width / 2 - 20, right);
        Rect box{middle - width / 2, axis + kRadius + 3, width, kLineHeight};
        for (const Said& said : said_) {
            if (said.x == x && said.text == text) return;
        }
        const auto covers = [&](const Said& said) { return said.box.overlaps(box); };
        while (std::ranges::any_of(said_, covers)) box.y += kLineHeight;
        said_.push_back({x, text, box});
        scene_.text({middle, box.y + kFontSize}, text, "tick", Shape::Anchor::Middle);
        bottom_ = std::max(bottom_, box.bottom());
    }

    struct Said {
        int x;
        std::string text;
        Rect box;
    };

    Scene& scene_;
    const TimelineLane& lane_;
    int top_;
    int bottom_ = 0;
    double low_ = 0, high_ = 0, span_ = 1;
    std::vector<int> levels_;
    std::vector<int> edges_;  // of the pieces
    std::vector<Said> said_;
};

}  // namespace

Scene draw(const Timeline& timeline) {
    Scene scene(timeline.title, timeline.description);
    scene.role = Role::Group;
    int top = kRadius + 4;
    for (const TimelineLane& lane : timeline.lanes) top = Lane(scene, lane, top).run() + kRadius;
    return scene;
}

}  // namespace reeve::doc
