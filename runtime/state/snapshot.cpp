#include "runtime/model/fields.h"
#include "runtime/state/applier.h"

namespace reeve::state {

namespace {

constexpr std::uint64_t kSnapshotVersion = 2;

}  // namespace

/// What a snapshot is made of, in the order in which it is written.
template <class Bytes>
class SnapshotCodec : public model::ModelCodec<SnapshotCodec<Bytes>, Bytes> {
public:
    using Base = model::ModelCodec<SnapshotCodec<Bytes>, Bytes>;
    using Base::all;
    using Base::Base;
    using Base::fields;

    void fields(abi::Item& v) {
        all(v.work_type, v.attributes, v.id, v.key, v.source, v.created, v.state, v.queue,
            v.assignee, v.offered_to, v.previous_assignee, v.in_line_since, v.declines, v.misses,
            v.reassignments, v.outcome, v.waiting, v.waiting_here, v.working, v.untouched,
            v.finished, v.promises, v.of_case);
    }
    void fields(Raise& v) { all(v.points, v.until); }
    void fields(Refusal& v) { all(v.agent, v.again, v.alone); }
    void fields(Item& v) {
        all(v.id, v.facts, v.state, v.agent, v.segment, v.band, v.priority, v.priority_since,
            v.slopes, v.boost, v.raises, v.route, v.ring, v.ring_since, v.not_before, v.to_line,
            v.part, v.not_to, v.refusals, v.declines_here, v.misses_here, v.nobody_fits_since,
            v.points, v.assignments, v.held_from, v.held_for, v.interrupted, v.returns,
            v.accepted_at, v.lines, v.links, v.comments, v.wakes);
    }
    void fields(abi::Agent& v) { all(v.id, v.teams, v.skills, v.attributes, v.presence, v.load); }
    void fields(Agent& v) {
        all(v.id, v.facts, v.workload, v.items, v.idle_since, v.points_today, v.misses_in_a_row);
    }
    void fields(Queue& v) {
        all(v.waiting, v.open, v.turns, v.handling_ms, v.finished_today, v.on_time_today,
            v.watch_lines, v.watch_again);
    }
    void fields(abi::CasePart& v) {
        all(v.state, v.verdict, v.offered, v.work, v.answers, v.completed_by, v.started, v.ended,
            v.due);
    }
    void fields(abi::Case& v) { all(v.plan, v.reference, v.owner, v.parts); }
    void fields(Round& v) {
        all(v.state, v.verdict, v.comment, v.answers, v.by, v.started, v.ended, v.work);
    }
    void fields(PartProgress& v) { all(v.rounds, v.repeats, v.redos, v.limit, v.forced); }
    void fields(Case& v) {
        all(v.item, v.facts, v.version, v.number, v.parent, v.parent_part, v.progress,
            v.interactions, v.resting);
    }
    void fields(SplitKey& v) { all(v.work_type, v.line); }
};

/// Reads and writes what is private to a state.
struct Snapshot {
    template <class Bytes>
    static void run(Bytes& bytes, State& state) {
        SnapshotCodec<Bytes> codec(bytes);
        std::uint64_t version = kSnapshotVersion;
        codec.one(version);
        if (version != kSnapshotVersion) return bytes.fail();
        std::vector<std::pair<SplitKey, std::vector<std::int64_t>>> splits(state.splits_.begin(),
                                                                           state.splits_.end());
        codec.all(state.now_, state.version_, state.items_, state.agents_, state.queues_,
                  state.settings_, splits, state.next_day_, state.cases_, state.series_);
        if constexpr (Bytes::kReads) {
            state.splits_ = Splits(splits.begin(), splits.end());
            index(state);
        }
    }

    static void index(State& state) {
        for (const Item& item : state.items_) {
            if (item.facts.key && item.facts.source)
                state.keys_.emplace(key_of(*item.facts.source, *item.facts.key), item.id);
        }
        for (const Case& each : state.cases_)
            state.case_places_.emplace(each.item.number, state.case_places_.size());
        for (const Agent& agent : state.agents_)
            state.agent_names_.emplace(agent.facts.id, agent.id);
    }
};

std::string encode(const State& state) {
    model::ByteWriter writer;
    Snapshot::run(writer, const_cast<State&>(state));  // a writer changes nothing
    return writer.take();
}

std::optional<State> decode(const std::string& bytes, const abi::Program& program) {
    model::ByteReader reader(bytes);
    State state(program);
    const std::size_t queues = state.queues().size(), settings = state.settings().size();
    Snapshot::run(reader, state);
    const bool same_house = state.queues().size() == queues && state.settings().size() == settings;
    if (!reader.at_end() || !same_house) return std::nullopt;
    return state;
}

/// FNV-1a, 64 bits.
std::uint64_t hash(const State& state) {
    std::uint64_t result = 0xCBF2'9CE4'8422'2325;
    for (const char byte : encode(state)) {
        result ^= static_cast<unsigned char>(byte);
        result *= 0x0000'0100'0000'01B3;
    }
    return result;
}

}  // namespace reeve::state
