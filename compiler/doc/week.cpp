#include "compiler/doc/week.h"

#include <fmt/format.h>

namespace reeve::doc {

namespace {

constexpr int kLeft = 100;
constexpr int kHour = 22;
constexpr int kRow = 26;
constexpr int kBar = 18;

}  // namespace

Scene draw(const Week& week) {
    Scene scene(week.title, week.description);
    const int bottom = 7 * kRow;
    for (int hour = 0; hour <= 24; ++hour) {
        const int x = kLeft + hour * kHour;
        scene.line({{x, -4}, {x, bottom}}, hour % 6 == 0 ? "axis" : "grid");
        if (hour % 3 == 0)
            scene.text({x, -10}, fmt::format("{:02}", hour), "tick", Shape::Anchor::Middle);
    }
    for (std::size_t day = 0; day < week.days.size(); ++day) {
        const int y = static_cast<int>(day) * kRow;
        scene.text({kLeft - 12, y + 14}, kWeekdays[day], "tick", Shape::Anchor::End);
        for (const OpenPiece& piece : week.days[day]) {
            const int x = kLeft + piece.from * kHour / 60;
            scene.rect({x, y, kLeft + piece.to * kHour / 60 - x, kBar}, "open", 3);
        }
    }
    return scene;
}

}  // namespace reeve::doc
