#pragma once

#include "runtime/model/case_commands.h"
#include "runtime/model/house_commands.h"

#include <variant>

// What the engine can be asked to do. Commands say what is wanted; whether it is allowed is decided
// when they are processed. Agents are named by their ids as the house knows them; choices by place.

namespace reeve::model {

/// Idempotent where source and key are given: the same pair again gives the item that is there.
struct CaptureItem {
    abi::WorkTypeId work_type;
    std::optional<std::uint32_t> source;  // of Program::sources
    std::optional<std::string> key;
    std::vector<AttributeValue> given;
};
/// Lets an intake choose what comes of it.
struct TakeIn {
    std::uint32_t intake = 0;  // of Program::intakes
    std::optional<std::uint32_t> source;
    std::optional<std::string> key;
    std::vector<abi::Value> values;  // one for each of its parameters
};

struct UpdateItem {
    ItemId item;
    std::vector<AttributeValue> changes;
};
struct HoldItem {
    ItemId item;
    std::optional<Instant> until;
};
struct ResumeItem {
    ItemId item;
};
struct CancelItem {
    ItemId item;
    std::string reason;
};
struct CompleteItem {
    ItemId item;
    std::optional<std::uint32_t> outcome;
};
struct StartOverItem {
    ItemId item;
};
struct ReopenItem {
    ItemId item;
};
struct ExpireItem {
    ItemId item;
};
struct ReclassifyItem {
    ItemId item;
    abi::WorkTypeId work_type;  // invalid: the same, routed anew
    std::vector<AttributeValue> given;
};

struct AcceptOffer {
    ItemId item;
    std::string agent;
};
struct DeclineOffer {
    ItemId item;
    std::string agent;
    std::string reason;
};
struct ParkItem {
    ItemId item;
    std::string agent;
    std::optional<Instant> until;
};
struct TakeUpItem {
    ItemId item;
    std::string agent;
};
/// From a workbin; where it says `take next`, only the first that the agent may do.
struct TakeItem {
    ItemId item;
    std::string agent;
};
/// The most urgent item of a workbin that the agent may do.
struct TakeNext {
    abi::QueueId workbin;
    std::string agent;
};
struct EndWrapUp {
    ItemId item;
    std::string agent;
};
struct AssignItem {
    ItemId item;
    std::string agent;
};
struct TransferItem {
    ItemId item;
    abi::QueueId queue;
};
struct RequeueItem {
    ItemId item;
    bool to_someone_else = false;
};
struct BoostItem {
    ItemId item;
    Decimal points;  // more or, where negative, fewer
};
struct RescheduleItem {
    ItemId item;
    std::optional<Instant> not_before;  // nothing: at once
};
struct CommentItem {
    ItemId item;
    std::string text;
};
struct LinkItem {
    ItemId item;
    ItemId other;
    std::string relation;
};

using CommandBody =
    std::variant<CaptureItem, TakeIn, UpdateItem, HoldItem, ResumeItem, CancelItem, CompleteItem,
                 StartOverItem, ReopenItem, ExpireItem, ReclassifyItem, AcceptOffer, DeclineOffer,
                 ParkItem, TakeUpItem, TakeItem, TakeNext, EndWrapUp, AssignItem, TransferItem,
                 RequeueItem, BoostItem, RescheduleItem, CommentItem, LinkItem, DefineAgent,
                 SetPresence, ChangeSetting, OpenCase, AnswerStep, DecideStep, AnswerQuestion,
                 StartPart, SetOwner, LinkInteraction, UnlinkInteraction>;

struct Command {
    Actor by;
    CommandBody what;
};

}  // namespace reeve::model
