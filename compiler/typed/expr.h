#pragma once

#include "compiler/typed/type.h"

#include <string_view>
#include <vector>

namespace reeve::typed {

enum class Op : std::uint8_t {
#define TYPED_OP(name, text) name,
#include "compiler/typed/ops.def"
#undef TYPED_OP
};
std::string_view to_string(Op op);

enum class FactKind : std::uint8_t { Stored, Moving, Queue };
enum class Fact : std::uint8_t {
#define TYPED_FACT(name, text, base, optional, kind) name,
#include "compiler/typed/facts.def"
#undef TYPED_FACT
};
struct FactInfo {
    Fact fact;
    std::string_view text;
    Base base;
    bool optional;
    FactKind kind;
};
const FactInfo& info(Fact fact);
/// By the word or words it is written with; null for none.
const FactInfo* find_fact(std::string_view text);

enum class AgentFact : std::uint8_t { Load, Presence };
enum class PartState : std::uint8_t {
    Done,
    Approved,
    Rejected,
    SentBack,
    Skipped,
    Reached,
    Active,
    NotStarted,
    Cancelled
};

/// A checked expression. `args` and `symbol` mean what ops.def says.
struct Expr {
    Op op = Op::Error;
    Type type;
    Interval range;  // where type.is_numeric()
    Span span;
    std::vector<ExprId> args;
    std::uint32_t symbol = 0;
    std::vector<std::uint32_t> symbols;  // LikeExcept
    CalendarId calendar;
    Value value;  // Constant
    bool ignoring_case = false;
    bool ignoring_accents = false;
};

}  // namespace reeve::typed
