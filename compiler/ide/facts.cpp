#include "compiler/ide/hover.h"

#include <algorithm>
#include <array>

namespace reeve::ide {

namespace {

struct FactText {
    std::string_view word;
    std::string_view text;
};

constexpr std::array kFacts{
    FactText{"id", "The number of the item, given when it was captured."},
    FactText{"key", "The key under which its source knows the item."},
    FactText{"source", "The source that sent the item."},
    FactText{"created", "When the item was captured."},
    FactText{"state", "Where the item is in its life: queued, offered, assigned, parked, held, …"},
    FactText{"segment", "The first segment line that holds for the item."},
    FactText{"band", "The band that its priority block names; earlier bands come first."},
    FactText{"queue", "The queue or workbin in which the item is."},
    FactText{"priority", "How urgent the item is now, shown to 0.001 point."},
    FactText{"assignee", "The agent who has the item."},
    FactText{"offered_to", "The agent to whom the item is offered."},
    FactText{"previous_assignee", "The agent who had the item before."},
    FactText{"in_line_since", "When the item first joined a queue; kept when it moves."},
    FactText{"declines", "How often the item was declined."},
    FactText{"misses", "How often an offer of the item ran out."},
    FactText{"reassignments", "Every assignment after the first, to the same agent too."},
    FactText{"outcome", "As what the item was completed; missing before."},
    FactText{"now", "The moment for which rules are evaluated."},
    FactText{"today", "The day of `now` in the time zone in force."},
    FactText{"age", "Time since the item was created."},
    FactText{"waiting", "All time without an assignee since created or reopened."},
    FactText{"waiting here", "Time since the item joined this queue."},
    FactText{"working", "Time since the current assignee accepted."},
    FactText{"untouched", "Time since a person or the source last did something to the item."},
    FactText{"overdue_by", "Time since due; zero before."},
    FactText{"due", "By when the item has to be finished, as its `sla` promises."},
    FactText{"sla_used", "Share of the promised time that is used; over 100% when late."},
    FactText{"time_left", "Time left until due; negative when late."},
    FactText{"overdue", "Whether `due` has come and the item is not finished."},
    FactText{"start.at", "By when somebody has to accept the item."},
    FactText{"start.used", "Share of the time promised for the start that is used."},
    FactText{"start.left", "Time left until the promised start."},
    FactText{"target.at", "Our own aim for finishing the item."},
    FactText{"target.used", "Share of the time until our own aim that is used."},
    FactText{"target.left", "Time left until our own aim."},
    FactText{"reference", "The number under which people know the case."},
    FactText{"owner", "The agent who looks after the case."},
    FactText{"waiting items", "How many items wait in the queue."},
    FactText{"oldest wait", "How long the item that waits longest has waited."},
    FactText{"expected wait", "How long an item that joins now may expect to wait."},
    FactText{"available agents", "How many agents of the queue are available."},
    FactText{"late items", "How many items of the queue are overdue."},
    FactText{"share on time today", "Share of today's finished items that were on time."},
    FactText{"agent", "The agent who is considered for the item."}};

}  // namespace

std::string_view describe_fact(std::string_view word) {
    const auto found = std::ranges::find(kFacts, word, &FactText::word);
    return found == kFacts.end() ? std::string_view() : found->text;
}

}  // namespace reeve::ide
