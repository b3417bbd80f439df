#pragma once

#include "compiler/typed/queues.h"

#include <cstdint>
#include <map>
#include <vector>

namespace reeve::records {

/// Sends items to the parts of splits in turn, so that the counts come as near to the shares as
/// they can: the next one goes to the part that would be furthest behind its share of all items,
/// that one included; to the first written, where several are. The records of a file are asked
/// about at one moment, so that they make one day.
class Splits {
public:
    /// The place of the part; counts the item for it.
    std::size_t choose(const typed::Destination& destination);

private:
    /// By the destination, which belongs to the program and never moves.
    std::map<const typed::Destination*, std::vector<std::int64_t>> counts_;
};

}  // namespace reeve::records
