#pragma once

#include "runtime/abi/value.h"

#include <cstdint>
#include <vector>

namespace reeve::model {

/// From the numbers of one program to those of the next, where a name has another place. Events
/// carry it, so that applying them needs no program.
struct Migration {
    static constexpr std::uint32_t kGone = ~std::uint32_t{0};
    using Places = std::vector<std::uint32_t>;  // by old number the new one, or `kGone`

    /// What becomes of the values of a work type or of agents.
    struct Record {
        struct Field {
            std::uint32_t from = kGone;  // old place; `kGone`: the attribute is new
            abi::Value value;            // of a new one
            Places choice;               // of a choice: its values; empty where they stay
        };
        std::uint32_t number = kGone;  // the new number of a work type
        std::vector<Field> fields;     // by new place
        Places outcomes;
    };
    std::vector<Record> work_types;  // by old number
    Record agents;
    Places queues, skills, teams, workloads, sources, presences;
    std::uint32_t queue_count = 0;
    std::vector<abi::Value> settings;  // of the next program
};

}  // namespace reeve::model
