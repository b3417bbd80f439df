#include "planning/staffing/deadline.h"

#include "base/check.h"

#include <algorithm>
#include <limits>

namespace reeve::staffing {

namespace {

/// What may and what must be done by the boundaries of the open slots.
struct Tube {
    std::vector<std::size_t> slots;  // the open ones
    std::vector<double> most;        // one more than slots
    std::vector<double> least;
    double late = 0;
};

Tube build(const DeadlineWork& work) {
    const std::size_t count = work.work.size();
    std::vector<double> arrived(count + 1);  // before each slot
    for (std::size_t i = 0; i < count; ++i) arrived[i + 1] = arrived[i] + work.work[i];
    Tube tube;
    for (std::size_t i = 0; i < count; ++i)
        if (work.open[i] != 0) tube.slots.push_back(i);
    const std::size_t open = tube.slots.size();
    const auto due_by = [&](std::size_t boundary) {
        if (work.open_slots_only) {
            return boundary < work.due_after || boundary - work.due_after >= open
                       ? (boundary < work.due_after ? 0.0 : arrived[count])
                       : arrived[tube.slots[boundary - work.due_after]];
        }
        const std::size_t at = boundary < open ? tube.slots[boundary] : count;
        return at < work.due_after ? 0.0 : arrived[at - work.due_after];
    };
    for (std::size_t i = 0; i <= open; ++i) {
        const double most = i == 0 ? 0.0 : arrived[tube.slots[i - 1] + 1];
        const double least = due_by(i);
        // What is due in open slots later than it came is never late: only the gap counts.
        if (least > most) tube.late += least - std::max(most, i == 0 ? 0.0 : due_by(i - 1));
        tube.most.push_back(most);
        tube.least.push_back(std::min(least, most));
    }
    return tube;
}

struct Bend {
    std::size_t at = 0;
    double slope = 0;
};

/// Where the string that leaves `from` at the height `height` first has to bend, or its end.
Bend next_bend(const Tube& tube, std::size_t from, double height) {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    Bend at_low, at_high;
    const std::size_t end = tube.most.size() - 1;
    for (std::size_t i = from + 1; i <= end; ++i) {
        const double length = static_cast<double>(i - from);
        // The string ends with what is due then.
        const double least = (tube.least[i] - height) / length;
        const double most = ((i == end ? tube.least[i] : tube.most[i]) - height) / length;
        if (least > high) return at_high;
        if (most < low) return at_low;
        if (least >= low) {
            low = least;
            at_low = {i, low};
        }
        if (most <= high) {
            high = most;
            at_high = {i, high};
        }
    }
    return at_low.at == end ? at_low : at_high;
}

}  // namespace

DeadlinePlan plan_deadline_work(const DeadlineWork& work) {
    CHECK(work.work.size() == work.open.size());
    DeadlinePlan plan;
    plan.people.resize(work.work.size());
    const Tube tube = build(work);
    plan.late = tube.late;
    double height = 0;
    for (std::size_t at = 0; at < tube.slots.size();) {
        const Bend bend = next_bend(tube, at, height);
        for (std::size_t i = at; i < bend.at; ++i)
            plan.people[tube.slots[i]] = std::max(0.0, bend.slope);
        height += bend.slope * static_cast<double>(bend.at - at);
        at = bend.at;
    }
    return plan;
}

}  // namespace reeve::staffing
