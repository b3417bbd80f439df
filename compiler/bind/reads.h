#pragma once

#include "compiler/typed/program.h"

#include <vector>

namespace reeve::bind {

/// What an expression reads of the item at hand and the house, through the definitions and tables
/// that it calls.
struct Reads {
    std::vector<bool> attributes;  // as long as the last that is read
    bool handling = false;         // how the item is handled: state, queue, people, counts, clocks
    bool queues = false;           // facts of queues
    bool segment = false;
    bool promises = false;
    bool band = false;
    bool priority = false;

    void add(const Reads& other);
};

/// The reads of a program's expressions, each worked out once. One thread.
class Reader {
public:
    explicit Reader(const typed::Program& program) : program_(program) {}

    /// Of an invalid expression nothing.
    const Reads& of(typed::ExprId id);

private:
    Reads work_out(typed::ExprId id);

    const typed::Program& program_;
    std::vector<std::optional<Reads>> known_;
    std::vector<std::optional<Reads>> tables_;  // results of their rows
    Reads none_;
};

}  // namespace reeve::bind
