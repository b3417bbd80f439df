#pragma once

#include "runtime/abi/case.h"
#include "runtime/model/ids.h"

#include <string>
#include <vector>

// What the engine can be asked to do to cases and their parts. A case is named by its item; its
// data is changed, it is cancelled, expired and reopened as items are. Parts are named by their
// places in the plan.

namespace reeve::model {

/// Idempotent where source and key are given, as captures are.
struct OpenCase {
    abi::PlanId plan;
    std::optional<std::uint32_t> source;  // of Program::sources
    std::optional<std::string> key;
    std::vector<AttributeValue> given;  // data
};
/// A form, or a question that a person answers: `answers` by place among its fields.
struct AnswerStep {
    ItemId item;
    std::vector<AttributeValue> answers;
};
/// An approval. `verdict` is not `None`.
struct DecideStep {
    ItemId item;
    abi::Verdict verdict = abi::Verdict::Approved;
    std::string comment;
};
/// The answer of a system that was asked.
struct AnswerQuestion {
    ItemId the_case;
    std::uint32_t part = 0;
    std::vector<AttributeValue> answers;
};
/// A part that is offered to be started by hand.
struct StartPart {
    ItemId the_case;
    std::uint32_t part = 0;
};
struct SetOwner {
    ItemId the_case;
    std::optional<std::string> agent;  // nothing: nobody
};
/// Interactions and cases are linked many to many.
struct LinkInteraction {
    ItemId the_case;
    ItemId item;
};
struct UnlinkInteraction {
    ItemId the_case;
    ItemId item;
};

}  // namespace reeve::model
