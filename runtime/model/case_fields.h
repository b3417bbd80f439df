#pragma once

#include "runtime/model/case_commands.h"
#include "runtime/model/case_events.h"
#include "runtime/model/codec.h"

// The fields of what commands and events about cases are made of, in the order in which they are
// written.

namespace reeve::model {

template <class Derived, class Bytes>
class CaseCodec : public Codec<Derived, Bytes> {
public:
    using Codec<Derived, Bytes>::Codec;
    using Codec<Derived, Bytes>::all;

    void fields(abi::OfCase& v) { all(v.number, v.part); }

    void fields(OpenCase& v) { all(v.plan, v.source, v.key, v.given); }
    void fields(AnswerStep& v) { all(v.item, v.answers); }
    void fields(DecideStep& v) { all(v.item, v.verdict, v.comment); }
    void fields(AnswerQuestion& v) { all(v.the_case, v.part, v.answers); }
    void fields(StartPart& v) { all(v.the_case, v.part); }
    void fields(SetOwner& v) { all(v.the_case, v.agent); }
    void fields(LinkInteraction& v) { all(v.the_case, v.item); }
    void fields(UnlinkInteraction& v) { all(v.the_case, v.item); }

    void fields(CaseOpened& v) {
        all(v.item, v.plan, v.parts, v.reference, v.number, v.parent, v.parent_part);
    }
    void fields(OwnerSet& v) { all(v.item, v.agent); }
    void fields(PartOffered& v) { all(v.item, v.part); }
    void fields(PartStarted& v) { all(v.item, v.part, v.due, v.limit); }
    void fields(PartWorked& v) { all(v.item, v.part, v.work); }
    void fields(SourceAsked& v) { all(v.item, v.part, v.source, v.values); }
    void fields(PartDone& v) { all(v.item, v.part, v.verdict, v.comment, v.answers, v.by); }
    void fields(PartsSkipped& v) { all(v.item, v.parts); }
    void fields(PartCancelled& v) { all(v.item, v.part); }
    void fields(PartsReset& v) { all(v.item, v.parts, v.stages, v.again, v.by, v.redo); }
    void fields(MilestonePromised& v) { all(v.item, v.part, v.due); }
    void fields(MilestoneReached& v) { all(v.item, v.part); }
    void fields(CaseEnded& v) { all(v.item, v.ending); }
    void fields(EndingArmed& v) { all(v.item); }
    void fields(CaseScheduled& v) { all(v.item, v.again); }
    void fields(InteractionLinked& v) { all(v.item, v.interaction); }
    void fields(InteractionUnlinked& v) { all(v.item, v.interaction); }
};

}  // namespace reeve::model
