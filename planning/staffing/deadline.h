#pragma once

#include <cstddef>
#include <span>
#include <vector>

// People for work that has to be done by a moment, not at once: the fluid bound. Work is taken as
// something that flows in and is worked off in the order in which it came, so no plan can do with
// less; what chance and whole people add comes on top.

namespace reeve::staffing {

struct DeadlineWork {
    /// Work that arrives in each slot, in slots of one person's time, evenly within the slot.
    std::span<const double> work;
    /// In which slots people work; as long as `work`.
    std::span<const char> open;
    /// Each piece is due that many slots after it arrived: all slots, or the open ones.
    std::size_t due_after = 0;
    bool open_slots_only = false;
};

struct DeadlinePlan {
    std::vector<double> people;  // of each slot; 0 where closed
    double late = 0;             // work that arrives and falls due while nobody works
};

/// The plan with the least peak, and of those the most even one: it has the least sum of any
/// convex function of the number of people. It is the shortest path between what has arrived and
/// what is due (a taut string); with deadlines in the order of arrival it is the same as the
/// schedule of F. Yao, A. Demers and S. Shenker, "A scheduling model for reduced CPU energy"
/// (1995). What is due after the last slot is not worked on before it has to be.
DeadlinePlan plan_deadline_work(const DeadlineWork& work);

}  // namespace reeve::staffing
