#include "compiler/doc/plan_diagram.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

// The layout: each stage and the plan itself are stacks of rows; a stage fills a row of its own,
// other parts share one. So at any height there is at most one row of boxes, and between two rows
// lies a channel without boxes, in which each arrow has a lane for itself. Arrows that must pass a
// row go round it, through tracks to the right of everything. Names of stages stand in columns to
// the left, where no arrow comes.

namespace reeve::doc {

namespace {

using Part = PlanDiagram::Part;
using Arrow = PlanDiagram::Arrow;

constexpr int kBoxWidth = 180;
constexpr int kGap = 22;
constexpr int kLabelWidth = 170;
constexpr int kPadding = 12;
constexpr int kLane = 10;
constexpr int kPort = 12;
constexpr int kDiamond = 26;
constexpr std::size_t kRowMax = 4;

struct Placed {
    Rect box;
    std::vector<std::string> name;
    std::vector<std::string> notes;
    std::size_t above = 0;  // channels
    std::size_t below = 0;
    int depth = 0;  // of a stage
    [[nodiscard]] int text_height() const {
        return static_cast<int>(name.size() + notes.size()) * kLineHeight + 14;
    }
};

struct Channel {
    int lanes = 0;
    std::size_t rows_before = 0;
    int top = 0;
    [[nodiscard]] int height() const { return lanes == 0 ? 24 : 28 + lanes * kLane; }
    [[nodiscard]] int lane(int index) const { return top + 12 + index * kLane; }
};

struct Path {
    int source_x = 0, target_x = 0;
    bool straight = false;
    int source_lane = 0, target_lane = 0;
    std::optional<int> track;
};

using Rows = std::vector<std::vector<std::size_t>>;

/// Which parts share a row, for each stage and the plan.
class Layers {
public:
    explicit Layers(const PlanDiagram& diagram) : diagram_(diagram) {
        layer_.resize(diagram.parts.size());
        // Longest paths; a ring, which the checker refuses, would stop after as many rounds.
        for (std::size_t round = 0; round < diagram.parts.size(); ++round) {
            for (const Arrow& arrow : diagram.arrows) {
                if (!arrow.back) after(arrow);
            }
        }
        int last = 0;
        for (std::size_t i = 0; i < layer_.size(); ++i) {
            const Part& part = diagram.parts[i];
            if (!part.parent && part.kind != Part::Kind::Ending) last = std::max(last, layer_[i]);
        }
        for (std::size_t i = 0; i < layer_.size(); ++i) {
            if (diagram.parts[i].kind == Part::Kind::Ending) layer_[i] = last + 1;
        }
    }

    [[nodiscard]] Rows rows(std::optional<std::size_t> parent) const {
        std::map<int, std::vector<std::size_t>> layers;
        for (std::size_t i = 0; i < layer_.size(); ++i) {
            if (diagram_.parts[i].parent == parent) layers[layer_[i]].push_back(i);
        }
        Rows rows;
        for (const auto& [layer, parts] : layers) {
            bool open = false;
            for (const std::size_t part : parts) {
                const bool stage = diagram_.parts[part].kind == Part::Kind::Stage;
                if (!open || stage || rows.back().size() == kRowMax) rows.emplace_back();
                rows.back().push_back(part);
                open = !stage;
            }
        }
        return rows;
    }

private:
    [[nodiscard]] std::vector<std::size_t> ancestry(std::size_t part) const {
        std::vector<std::size_t> result{part};
        while (diagram_.parts[result.back()].parent)
            result.push_back(*diagram_.parts[result.back()].parent);
        std::ranges::reverse(result);
        return result;
    }

    // Of the two sides the parts that lie in the same stage.
    void after(const Arrow& arrow) {
        const auto from = ancestry(arrow.from), to = ancestry(arrow.to);
        std::size_t i = 0;
        while (i < from.size() && i < to.size() && from[i] == to[i]) ++i;
        if (i == from.size() || i == to.size()) return;
        const int wanted = layer_[from[i]] + 1;
        if (layer_[to[i]] < wanted && wanted <= static_cast<int>(layer_.size()))
            layer_[to[i]] = wanted;
    }

    const PlanDiagram& diagram_;
    std::vector<int> layer_;
};

class Layout {
public:
    explicit Layout(const PlanDiagram& diagram) : diagram_(diagram), layers_(diagram) {
        placed_.resize(diagram.parts.size());
    }

    Scene run() {
        measure();
        channels_.emplace_back();
        number_channels({});
        place_across({});
        for (const Arrow& arrow : diagram_.arrows) paths_.push_back(path(arrow));
        int y = 0;
        std::size_t channel = 0;
        channels_[channel].top = y;
        y += channels_[channel].height();
        place_down({}, channel, y);
        return paint();
    }

private:
    [[nodiscard]] bool is(std::size_t part, Part::Kind kind) const {
        return diagram_.parts[part].kind == kind;
    }

    void measure() {
        int depth_max = 0;
        std::size_t widest = 1;
        for (std::size_t i = 0; i < placed_.size(); ++i) {
            const Part& part = diagram_.parts[i];
            Placed& placed = placed_[i];
            placed.depth = part.parent ? placed_[*part.parent].depth + 1 : 0;
            const bool stage = part.kind == Part::Kind::Stage;
            if (stage) depth_max = std::max(depth_max, placed.depth + 1);
            if (stage) widest = std::max(widest, widest_row(i));
            int width = stage ? kLabelWidth - 16 : kBoxWidth - 20;
            if (part.kind == Part::Kind::Milestone) width -= kDiamond;
            placed.name = wrap(part.name, width);
            for (const std::string& note : part.notes) {
                for (std::string& line : wrap(note, width)) placed.notes.push_back(line);
            }
        }
        widest = std::max(widest, widest_row({}));
        content_left_ = depth_max * (kLabelWidth + kPadding);
        const int boxes = static_cast<int>(widest);
        content_right_ = content_left_ + boxes * kBoxWidth + (boxes - 1) * kGap;
        gutter_ = content_right_ + (depth_max + 1) * kPadding + kLane;
        depth_max_ = depth_max;
    }

    [[nodiscard]] std::size_t widest_row(std::optional<std::size_t> parent) const {
        std::size_t widest = 0;
        for (const auto& row : layers_.rows(parent)) widest = std::max(widest, row.size());
        return widest;
    }

    void add_channel() {
        channels_.emplace_back();
        channels_.back().rows_before = rows_;
    }

    // Channels from top to bottom: one before each row and one after the last of each stage.
    void number_channels(std::optional<std::size_t> parent) {
        for (const auto& row : layers_.rows(parent)) {
            for (const std::size_t part : row) placed_[part].above = channels_.size() - 1;
            if (is(row.front(), Part::Kind::Stage)) {
                add_channel();
                number_channels(row.front());
            } else {
                ++rows_;
            }
            add_channel();
            for (const std::size_t part : row) placed_[part].below = channels_.size() - 1;
        }
    }

    void place_across(std::optional<std::size_t> parent) {
        for (const auto& row : layers_.rows(parent)) {
            int x = content_left_;
            for (const std::size_t part : row) {
                Rect& box = placed_[part].box;
                if (is(part, Part::Kind::Stage)) {
                    const int depth = placed_[part].depth;
                    box.x = depth * (kLabelWidth + kPadding);
                    box.width = content_right_ + (depth_max_ - depth) * kPadding - box.x;
                    place_across(part);
                } else {
                    box.x = x;
                    box.width = kBoxWidth;
                    x += kBoxWidth + kGap;
                }
            }
        }
    }

    /// Where arrows may touch a part, the best place first: a wide grid, and where that is full
    /// anywhere.
    [[nodiscard]] std::vector<int> ports(std::size_t part, std::size_t other) const {
        const Rect& box = placed_[part].box;
        int low = box.x + kPort, high = box.right() - kPort, step = kPort;
        int best = box.x + box.width / 2;
        if (is(part, Part::Kind::Milestone)) {
            best = box.x + kDiamond / 2;
            low = best - kDiamond / 2 + 1;
            high = best + kDiamond / 2 - 1;
            step = 4;
        } else if (is(part, Part::Kind::Stage)) {
            low = content_left_ + kPort;
            high = content_right_ - kPort;
            const Rect& far = placed_[other].box;
            best = is(other, Part::Kind::Stage)       ? content_left_ + kBoxWidth / 2
                   : is(other, Part::Kind::Milestone) ? far.x + kDiamond / 2
                                                      : far.x + far.width / 2;
        }
        best = std::clamp(best, low, high);
        std::vector<int> result{best};
        for (const int each : {step, 1}) {
            for (int away = each; best - away >= low || best + away <= high; away += each) {
                if (best - away >= low) result.push_back(best - away);
                if (best + away <= high) result.push_back(best + away);
            }
        }
        return result;
    }

    [[nodiscard]] bool is_free(int x, std::size_t first, std::size_t last) const {
        for (std::size_t channel = first; channel <= last; ++channel) {
            if (taken_.contains({channel, x})) return false;
        }
        return true;
    }

    int take_port(const std::vector<int>& ports, std::size_t first, std::size_t last) {
        int x = ports.front();
        for (const int port : ports) {
            if (!is_free(port, first, last)) continue;
            x = port;
            break;
        }
        for (std::size_t channel = first; channel <= last; ++channel) taken_.insert({channel, x});
        return x;
    }

    std::optional<int> take_straight(const Arrow& arrow, std::size_t first, std::size_t last) {
        const std::vector<int> sources = ports(arrow.from, arrow.to);
        for (const int port : ports(arrow.to, arrow.from)) {
            if (std::ranges::find(sources, port) == sources.end() || !is_free(port, first, last))
                continue;
            return take_port({port}, first, last);
        }
        return std::nullopt;
    }

    Path path(const Arrow& arrow) {
        const std::size_t below = placed_[arrow.from].below, above = placed_[arrow.to].above;
        Path path;
        const bool near =
            above >= below && channels_[above].rows_before == channels_[below].rows_before;
        if (near) {
            if (const auto x = take_straight(arrow, below, above)) {
                path.straight = true;
                path.source_x = path.target_x = *x;
                return path;
            }
            path.source_x = take_port(ports(arrow.from, arrow.to), below, below);
            path.target_x = take_port(ports(arrow.to, arrow.from), below, above);
            path.source_lane = channels_[below].lanes++;
            return path;
        }
        path.source_x = take_port(ports(arrow.from, arrow.to), below, below);
        path.target_x = take_port(ports(arrow.to, arrow.from), above, above);
        path.source_lane = channels_[below].lanes++;
        path.target_lane = channels_[above].lanes++;
        path.track = gutter_ + kLane * tracks_++;
        return path;
    }

    void end_channel(std::size_t& channel, int& y) {
        ++channel;
        channels_[channel].top = y;
        y += channels_[channel].height();
    }

    void place_down(std::optional<std::size_t> parent, std::size_t& channel, int& y) {
        for (const auto& row : layers_.rows(parent)) {
            int height = 0;
            for (const std::size_t part : row) {
                placed_[part].box.y = y;
                height = std::max(height, placed_[part].text_height());
            }
            if (is(row.front(), Part::Kind::Stage)) {
                const int top = y;
                end_channel(channel, y);
                place_down(row.front(), channel, y);
                y = std::max(y, top + height);
                placed_[row.front()].box.height = y - top;
            } else {
                for (const std::size_t part : row) placed_[part].box.height = height;
                y += height;
            }
            end_channel(channel, y);
        }
    }

    Scene paint() const {
        Scene scene(diagram_.title, diagram_.description);
        scene.role = Role::Group;
        for (std::size_t i = 0; i < placed_.size(); ++i) {
            if (is(i, Part::Kind::Stage)) paint_stage(scene, i);
        }
        for (std::size_t i = 0; i < paths_.size(); ++i) paint_arrow(scene, i);
        for (std::size_t i = 0; i < placed_.size(); ++i) {
            if (!is(i, Part::Kind::Stage)) paint_box(scene, i);
        }
        return scene;
    }

    void paint_text(Scene& scene, std::size_t part, Point at) const {
        for (const std::string& line : placed_[part].name) {
            scene.text(at, line, "name");
            scene.link(diagram_.parts[part].href);
            at.y += kLineHeight;
        }
        for (const std::string& line : placed_[part].notes) {
            scene.text(at, line, "note");
            at.y += kLineHeight;
        }
    }

    void paint_stage(Scene& scene, std::size_t part) const {
        const Rect& box = placed_[part].box;
        scene.rect(box, placed_[part].depth % 2 == 0 ? "stage" : "stage inner", 6);
        paint_text(scene, part, {box.x + 10, box.y + 20});
    }

    void paint_box(Scene& scene, std::size_t part) const {
        const Placed& placed = placed_[part];
        const Rect& box = placed.box;
        const std::string dashed = diagram_.parts[part].dashed ? " dashed" : "";
        if (is(part, Part::Kind::Milestone)) {
            const int y = box.y + (box.height - kDiamond) / 2;
            scene.diamond({box.x, y, kDiamond, kDiamond}, "milestone" + dashed);
            paint_text(scene, part, {box.x + kDiamond + 8, box.y + 20});
            return;
        }
        const bool ending = is(part, Part::Kind::Ending);
        scene.rect(box, (ending ? "ending" : "step") + dashed, ending ? 16 : 4);
        paint_text(scene, part, {box.x + 10, box.y + 20});
    }

    // How far within its box the edge of a part lies: of a diamond less in the middle than beside.
    [[nodiscard]] int inset(std::size_t part, int x) const {
        if (!is(part, Part::Kind::Milestone)) return 0;
        const Rect& box = placed_[part].box;
        return (box.height - kDiamond) / 2 + std::abs(x - box.x - kDiamond / 2);
    }

    void paint_arrow(Scene& scene, std::size_t index) const {
        const Arrow& arrow = diagram_.arrows[index];
        const Path& path = paths_[index];
        const Placed &from = placed_[arrow.from], &to = placed_[arrow.to];
        std::vector<Point> points{
            {path.source_x, from.box.bottom() - inset(arrow.from, path.source_x)}};
        const int source_y = channels_[from.below].lane(path.source_lane);
        const int target_y = channels_[to.above].lane(path.target_lane);
        if (!path.straight) points.push_back({path.source_x, source_y});
        if (path.track) {
            points.push_back({*path.track, source_y});
            points.push_back({*path.track, target_y});
            points.push_back({path.target_x, target_y});
        } else if (!path.straight) {
            points.push_back({path.target_x, source_y});
        }
        points.push_back({path.target_x, to.box.y + inset(arrow.to, path.target_x)});
        scene.line(std::move(points), arrow.back ? "flow back" : "flow", true);
    }

    const PlanDiagram& diagram_;
    Layers layers_;
    std::vector<Placed> placed_;
    std::vector<Channel> channels_;
    std::vector<Path> paths_;
    std::set<std::pair<std::size_t, int>> taken_;
    std::size_t rows_ = 0;
    int content_left_ = 0, content_right_ = 0, gutter_ = 0, tracks_ = 0, depth_max_ = 0;
};

}  // namespace

Scene draw(const PlanDiagram& diagram) { return Layout(diagram).run(); }

}  // namespace reeve::doc
