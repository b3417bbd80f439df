#include "compiler/doc/chart.h"
#include "compiler/doc/plan_diagram.h"
#include "compiler/doc/timeline.h"
#include "compiler/doc/week.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

// Where shapes lie: nothing may cover a text, boxes stand apart, arrows go round them.

namespace reeve::doc {
namespace {

using Kind = Shape::Kind;

std::string show(const Rect& box) {
    return fmt::format("[{},{} {}x{}]", box.x, box.y, box.width, box.height);
}

std::vector<const Shape*> shapes_of(const Scene& scene, Kind kind) {
    std::vector<const Shape*> found;
    for (const Shape& shape : scene.shapes()) {
        if (shape.kind == kind) found.push_back(&shape);
    }
    return found;
}

/// The first two texts that share room; empty for none.
std::string covered_text(const Scene& scene) {
    const auto texts = shapes_of(scene, Kind::Text);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (texts[i]->box.overlaps(texts[j]->box))
                return fmt::format("`{}` {} and `{}` {}", texts[j]->text, show(texts[j]->box),
                                   texts[i]->text, show(texts[i]->box));
        }
    }
    return "";
}

bool is_box(const Shape& shape) {
    return (shape.kind == Kind::Rect && !shape.style.starts_with("stage")) ||
           shape.kind == Kind::Diamond;
}

std::string overlapping_boxes(const Scene& scene) {
    const auto& shapes = scene.shapes();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (is_box(shapes[i]) && is_box(shapes[j]) && shapes[i].box.overlaps(shapes[j].box))
                return fmt::format("{} and {}", show(shapes[j].box), show(shapes[i].box));
        }
    }
    return "";
}

/// A line without width, given one so that it overlaps what it crosses and not what it touches.
Rect piece_of(Point a, Point b) {
    const int left = std::min(a.x, b.x), top = std::min(a.y, b.y);
    return {left, top, std::max(1, std::abs(a.x - b.x)), std::max(1, std::abs(a.y - b.y))};
}

std::string crossed_shape(const Scene& scene) {
    for (const Shape* line : shapes_of(scene, Kind::Line)) {
        for (std::size_t i = 1; i < line->points.size(); ++i) {
            const Rect piece = piece_of(line->points[i - 1], line->points[i]);
            for (const Shape& shape : scene.shapes()) {
                const bool solid =
                    shape.kind == Kind::Text || (shape.kind == Kind::Rect && is_box(shape));
                if (solid && shape.box.overlaps(piece))
                    return fmt::format("{} crosses {} `{}`", show(piece), show(shape.box),
                                       shape.text);
            }
        }
    }
    return "";
}

bool along(Point a, Point b, Point c, Point d) {
    const bool upright = a.x == b.x && c.x == d.x && a.x == c.x;
    const bool level = a.y == b.y && c.y == d.y && a.y == c.y;
    if (upright)
        return std::max(std::min(a.y, b.y), std::min(c.y, d.y)) <
               std::min(std::max(a.y, b.y), std::max(c.y, d.y));
    return level && std::max(std::min(a.x, b.x), std::min(c.x, d.x)) <
                        std::min(std::max(a.x, b.x), std::max(c.x, d.x));
}

/// Two arrows that run along one another, so that nobody can tell them apart.
std::string shared_way(const Scene& scene) {
    const auto lines = shapes_of(scene, Kind::Line);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            for (std::size_t a = 1; a < lines[i]->points.size(); ++a) {
                for (std::size_t b = 1; b < lines[j]->points.size(); ++b) {
                    if (along(lines[i]->points[a - 1], lines[i]->points[a], lines[j]->points[b - 1],
                              lines[j]->points[b]))
                        return fmt::format("arrows {} and {}", j, i);
                }
            }
        }
    }
    return "";
}

void expect_sound_plan(const PlanDiagram& diagram) {
    const Scene scene = draw(diagram);
    EXPECT_EQ(covered_text(scene), "");
    EXPECT_EQ(overlapping_boxes(scene), "");
    EXPECT_EQ(crossed_shape(scene), "");
    EXPECT_EQ(shared_way(scene), "");
    EXPECT_EQ(shapes_of(scene, Kind::Line).size(), diagram.arrows.size());
    for (const Shape* line : shapes_of(scene, Kind::Line)) {
        for (std::size_t i = 1; i < line->points.size(); ++i) {
            const Point a = line->points[i - 1], b = line->points[i];
            EXPECT_TRUE(a.x == b.x || a.y == b.y) << "arrows run level or upright";
        }
    }
}

PlanDiagram::Part part(PlanDiagram::Part::Kind kind, std::string name,
                       std::optional<std::size_t> parent = {}) {
    PlanDiagram::Part made;
    made.kind = kind;
    made.name = std::move(name);
    made.parent = parent;
    return made;
}

using PartKind = PlanDiagram::Part::Kind;

TEST(Text, IsBrokenBetweenWords) {
    EXPECT_EQ(wrap("one two three", text_width("one two")),
              (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(wrap("a_very_long_name", text_width("a_very_")),
              (std::vector<std::string>{"a_very_", "long_", "name"}));
    EXPECT_EQ(wrap("", 10), std::vector<std::string>{});
    for (const std::string& line : wrap("unbreakableunbreakable", 40))
        EXPECT_LE(text_width(line), 40);
}

TEST(Text, LosesNothingWhenBroken) {
    const std::string text = "The policy covers what the_customer says: Straße, 東京, ok";
    std::string joined;
    for (const std::string& line : wrap(text, 60)) joined += line;
    std::string expected = text;
    std::erase(expected, ' ');
    std::erase(joined, ' ');
    EXPECT_EQ(joined, expected);
}

TEST(Chart, DrawsPointsWhereTheyBelong) {
    Chart chart{"t", "d", "sla_used", "points", {}, false};
    chart.points = {{0, 0, "0%", "0"}, {0.5, 40, "50%", "40"}, {1.0, 600, "100%", "600"}};
    const Scene scene = draw(chart);
    EXPECT_EQ(covered_text(scene), "");
    const auto marks = shapes_of(scene, Kind::Circle);
    ASSERT_EQ(marks.size(), 3U);
    EXPECT_LT(marks[0]->box.x, marks[1]->box.x);
    EXPECT_LT(marks[1]->box.x, marks[2]->box.x);
    EXPECT_GT(marks[1]->box.y, marks[2]->box.y) << "higher values stand higher";
    EXPECT_EQ(marks[1]->box.x - marks[0]->box.x, marks[2]->box.x - marks[1]->box.x);
}

TEST(Chart, OfStepsHasUprightAndLevelPiecesOnly) {
    Chart chart{"t", "d", "age", "points", {}, true};
    chart.points = {{1, 10, "1", "10"}, {2, -20, "2", "-20"}, {9, 5, "9", "5"}};
    const Scene scene = draw(chart);
    for (const Shape* line : shapes_of(scene, Kind::Line)) {
        for (std::size_t i = 1; i < line->points.size(); ++i)
            EXPECT_TRUE(line->points[i - 1].x == line->points[i].x ||
                        line->points[i - 1].y == line->points[i].y);
    }
    EXPECT_EQ(covered_text(scene), "");
}

TEST(Chart, OfOnePointIsFlat) {
    Chart chart{"t", "d", "age", "points", {{5, 7, "5", "7"}}, false};
    EXPECT_EQ(shapes_of(draw(chart), Kind::Circle).size(), 1U);
}

TEST(Chart, LeavesOutLabelsThatWouldCoverOthers) {
    Chart chart{"t", "d", "age", "points", {}, false};
    for (int i = 0; i < 40; ++i)
        chart.points.push_back({double(i), double(i), fmt::format("{} business hours", i), "1"});
    EXPECT_EQ(covered_text(draw(chart)), "");
}

TEST(Bars, StandOnBothSidesOfZero) {
    const Bars bars{"t", "d", {{"watch list", -20, "-20"}, {"normal", 0, "0"}, {"best", 40, "40"}}};
    const Scene scene = draw(bars);
    EXPECT_EQ(covered_text(scene), "");
    const auto boxes = shapes_of(scene, Kind::Rect);
    ASSERT_EQ(boxes.size(), 3U);
    EXPECT_EQ(boxes[0]->box.right(), boxes[2]->box.x) << "both begin at zero";
}

TEST(Week, HasABarForEachPiece) {
    Week week{"t", "d", {}};
    week.days[0] = {{510, 720}, {780, 1080}};
    week.days[6] = {{0, 1440}};
    const Scene scene = draw(week);
    EXPECT_EQ(shapes_of(scene, Kind::Rect).size(), 3U);
    EXPECT_EQ(overlapping_boxes(scene), "");
    EXPECT_EQ(covered_text(scene), "");
}

TEST(Timeline, StacksMarksThatShareAPlace) {
    Timeline timeline{"t", "d", {{"time to due", {}, {}}, {"untouched in the office", {}, {}}}};
    for (int i = 0; i < 6; ++i) {
        timeline.lanes[0].marks.push_back(
            {0.9 + 0.01 * i, fmt::format("{}%", 90 + i), fmt::to_string(i), ""});
        timeline.lanes[1].marks.push_back({5, "5 hours", fmt::to_string(i), ""});
    }
    timeline.lanes.push_back({"asked",
                              {},
                              {{0, 30, "handler", "30 minutes", false},
                               {30, 31, "a team with a long name", "31 minutes", false},
                               {31, 60, "anyone", "", true}}});
    const Scene scene = draw(timeline);
    EXPECT_EQ(covered_text(scene), "");
    const auto marks = shapes_of(scene, Kind::Circle);
    ASSERT_EQ(marks.size(), 12U);
    EXPECT_EQ(overlapping_boxes(scene), "");
    std::size_t texts = 0;
    for (const Shape* text : shapes_of(scene, Kind::Text))
        texts += text->style == "piece-text" ? 1 : 0;
    EXPECT_EQ(texts, 3U) << "each piece says what it is";
    for (std::size_t i = 0; i < marks.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(marks[i]->box.overlaps(marks[j]->box)) << i << " covers " << j;
    }
}

TEST(PlanDiagram, DrawsAChainStraight) {
    PlanDiagram diagram{"t", "d", {}, {}};
    diagram.parts = {part(PartKind::Stage, "intake"), part(PartKind::Step, "register", 0),
                     part(PartKind::Step, "cover", 0)};
    diagram.arrows = {{1, 2, false}};
    expect_sound_plan(diagram);
    const Scene scene = draw(diagram);
    const auto lines = shapes_of(scene, Kind::Line);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0]->points.size(), 2U);
}

TEST(PlanDiagram, GoesRoundWhatStandsBetween) {
    PlanDiagram diagram{"t", "d", {}, {}};
    diagram.parts = {part(PartKind::Step, "one"), part(PartKind::Step, "two"),
                     part(PartKind::Step, "three"), part(PartKind::Ending, "ends: done")};
    diagram.arrows = {{0, 1, false}, {1, 2, false}, {0, 3, false}, {2, 3, false}, {2, 0, true}};
    expect_sound_plan(diagram);
}

TEST(PlanDiagram, PutsStepsThatStartTogetherSideBySide) {
    PlanDiagram diagram{"t", "d", {}, {}};
    diagram.parts = {part(PartKind::Stage, "assessment")};
    for (int i = 0; i < 9; ++i)
        diagram.parts.push_back(part(PartKind::Step, fmt::format("step number {}", i), 0));
    expect_sound_plan(diagram);
    const Scene scene = draw(diagram);
    int first_row = 0;
    const Shape* first = nullptr;
    for (const Shape& shape : scene.shapes()) {
        if (shape.style != "step") continue;
        if (first == nullptr) first = &shape;
        first_row += shape.box.y == first->box.y ? 1 : 0;
    }
    EXPECT_EQ(first_row, 4) << "long rows are broken";
}

TEST(PlanDiagram, KeepsStepsInsideTheirStages) {
    PlanDiagram diagram{"t", "d", {}, {}};
    diagram.parts = {part(PartKind::Stage, "outer with a name that takes several lines to write"),
                     part(PartKind::Stage, "inner", 0), part(PartKind::Step, "deep", 1),
                     part(PartKind::Step, "shallow", 0)};
    diagram.arrows = {{2, 3, false}};
    expect_sound_plan(diagram);
    std::vector<Rect> stages, steps;
    const Scene scene = draw(diagram);
    for (const Shape& shape : scene.shapes()) {
        if (shape.style.starts_with("stage")) stages.push_back(shape.box);
        if (shape.style == "step") steps.push_back(shape.box);
    }
    ASSERT_EQ(stages.size(), 2U);
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_TRUE(stages[0].contains(stages[1]));
    for (const Rect& step : steps) EXPECT_TRUE(stages[0].contains(step));
    EXPECT_EQ(stages[1].contains(steps[0]), !stages[1].contains(steps[1]));
}

PlanDiagram random_plan(std::mt19937& random) {
    const auto pick = [&](std::size_t count) { return std::size_t{random()} % count; };
    PlanDiagram diagram{"t", "d", {}, {}};
    std::vector<std::size_t> stages;
    for (std::size_t i = 0, count = 1 + pick(12); i < count; ++i) {
        const bool stage = pick(3) == 0;
        const bool milestone = !stage && pick(4) == 0;
        std::optional<std::size_t> parent;
        if (!stages.empty() && pick(3) > 0) parent = stages[pick(stages.size())];
        const PartKind kind = stage       ? PartKind::Stage
                              : milestone ? PartKind::Milestone
                                          : PartKind::Step;
        PlanDiagram::Part made = part(kind, std::string(1 + pick(40), 'w'), parent);
        for (std::size_t note = pick(4); note > 0; --note)
            made.notes.push_back("starts when " + std::string(pick(30), 'x') + " is done");
        if (stage) stages.push_back(i);
        diagram.parts.push_back(std::move(made));
    }
    const std::size_t inner = diagram.parts.size();
    for (std::size_t i = pick(4); i > 0; --i)
        diagram.parts.push_back(part(PartKind::Ending, "end"));
    for (std::size_t i = pick(14); i > 0; --i) {
        const std::size_t from = pick(inner), to = pick(diagram.parts.size());
        if (from == to) continue;
        // A part does not start what it lies in, and a plan without rings is drawn downwards.
        bool related = false;
        for (auto up = diagram.parts[from].parent; up; up = diagram.parts[*up].parent)
            related = related || *up == to;
        for (auto up = diagram.parts[to].parent; up; up = diagram.parts[*up].parent)
            related = related || *up == from;
        const auto same = [&](const PlanDiagram::Arrow& arrow) {
            return arrow.from == from && arrow.to == to;
        };
        if (!related && std::ranges::none_of(diagram.arrows, same))
            diagram.arrows.push_back({from, to, from > to});
    }
    return diagram;
}

TEST(PlanDiagram, IsSoundForAnyPlan) {
    for (unsigned seed = 1; seed <= 400; ++seed) {
        std::mt19937 random(seed);
        SCOPED_TRACE(fmt::format("seed {}", seed));
        expect_sound_plan(random_plan(random));
        if (HasFailure()) return;
    }
}

}  // namespace
}  // namespace reeve::doc
