#include "compiler/bind/reads.h"

namespace reeve::bind {

using typed::Fact;
using typed::Op;

namespace {

void read_fact(Fact fact, Reads& reads) {
    switch (fact) {
        case Fact::State:
        case Fact::Queue:
        case Fact::Assignee:
        case Fact::OfferedTo:
        case Fact::PreviousAssignee:
        case Fact::InLineSince:
        case Fact::Declines:
        case Fact::Misses:
        case Fact::Reassignments:
        case Fact::Outcome:
        case Fact::Waiting:
        case Fact::WaitingHere:
        case Fact::Working:
        case Fact::Untouched: reads.handling = true; break;
        case Fact::Segment: reads.segment = true; break;
        case Fact::Band: reads.band = true; break;
        case Fact::Priority: reads.priority = true; break;
        case Fact::Due:
        case Fact::SlaUsed:
        case Fact::TimeLeft:
        case Fact::Overdue:
        case Fact::OverdueBy:
        case Fact::StartAt:
        case Fact::TargetAt:
        case Fact::TargetUsed:
        case Fact::TargetLeft: reads.promises = true; break;
        case Fact::StartUsed:
        case Fact::StartLeft:
            // They stand still once somebody has accepted.
            reads.promises = reads.handling = true;
            break;
        default:
            if (typed::info(fact).kind == typed::FactKind::Queue) reads.queues = true;
    }
}

}  // namespace

void Reads::add(const Reads& other) {
    if (attributes.size() < other.attributes.size()) attributes.resize(other.attributes.size());
    for (std::size_t i = 0; i < other.attributes.size(); ++i)
        attributes[i] = attributes[i] || other.attributes[i];
    handling = handling || other.handling;
    queues = queues || other.queues;
    segment = segment || other.segment;
    promises = promises || other.promises;
    band = band || other.band;
    priority = priority || other.priority;
}

const Reads& Reader::of(typed::ExprId id) {
    if (!id.valid()) return none_;
    if (known_.empty()) {
        known_.resize(program_.expr_count());
        tables_.resize(program_.tables.size());
    }
    // Definitions and tables never call themselves, so what is asked here is not being asked.
    if (!known_[id.index()]) known_[id.index()] = work_out(id);
    return *known_[id.index()];
}

Reads Reader::work_out(typed::ExprId id) {
    const typed::Expr& e = program_.expr(id);
    Reads reads;
    for (const typed::ExprId arg : e.args) reads.add(of(arg));
    switch (e.op) {
        case Op::Attribute:
            // Of another record with an argument.
            if (!e.args.empty()) break;
            if (reads.attributes.size() <= e.symbol) reads.attributes.resize(e.symbol + 1);
            reads.attributes[e.symbol] = true;
            break;
        case Op::Fact:
            if (e.args.empty()) read_fact(static_cast<Fact>(e.symbol), reads);
            break;
        case Op::CallDefine: reads.add(of(program_.defines[e.symbol].value)); break;
        case Op::CallTable: {
            if (!tables_[e.symbol]) {
                Reads rows;
                for (const typed::Row& row : program_.tables[e.symbol].rows)
                    rows.add(of(row.result));
                tables_[e.symbol] = std::move(rows);
            }
            reads.add(*tables_[e.symbol]);
            break;
        }
        default: break;
    }
    return reads;
}

}  // namespace reeve::bind
