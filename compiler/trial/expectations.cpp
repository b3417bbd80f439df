#include "compiler/trial/expectations.h"

#include "compiler/eval/evaluator.h"
#include "compiler/explain/reasons.h"
#include "compiler/explain/sentences.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::trial {

using typed::ExprId;
using typed::Fact;
using typed::Op;

namespace {

/// Finds the part of a condition that fails it.
class Comparison {
public:
    Comparison(const World& world, const source::SourceSet& sources, const Words& words)
        : world_(world), sources_(sources), words_(words) {}

    [[nodiscard]] std::optional<Failure> run(ExprId condition) const {
        if (const ExprId missing = find_missing(condition); missing.valid()) {
            Failure failure;
            failure.kind = Failure::Kind::Missing;
            failure.summary = fmt::format("{} is missing", text(missing));
            return failure;
        }
        if (world_.value(condition).truth()) return std::nullopt;
        return describe(decisive(condition));
    }

private:
    [[nodiscard]] const typed::Expr& expr(ExprId id) const { return world_.program().expr(id); }
    [[nodiscard]] std::string text(ExprId id) const {
        // Brackets around a part belong to its neighbours.
        return on_one_line(sources_.text(expr(id).span));
    }
    [[nodiscard]] std::string shown(ExprId id) const {
        return words_.value(expr(id).type, world_.value(id));
    }

    /// What is read although it is missing; invalid where nothing is. What is not looked at is not
    /// read.
    [[nodiscard]] ExprId find_missing(ExprId id) const {
        const typed::Expr& e = expr(id);
        switch (e.op) {
            case Op::Known: {
                const ExprId inside = find_missing(e.args[0]);
                if (inside.valid()) return inside;
                return world_.value(e.args[0]).is_missing() ? e.args[0] : ExprId();
            }
            case Op::And:
            case Op::Or:
                for (const ExprId arg : e.args) {
                    const ExprId missing = find_missing(arg);
                    if (missing.valid()) return missing;
                    if (world_.value(arg).truth() == (e.op == Op::Or)) return {};
                }
                return {};
            case Op::If: {
                const ExprId missing = find_missing(e.args[0]);
                if (missing.valid()) return missing;
                return find_missing(e.args[world_.value(e.args[0]).truth() ? 1 : 2]);
            }
            case Op::OrElse: {
                const ExprId missing = find_missing(e.args[0]);
                if (missing.valid()) return missing;
                return world_.value(e.args[0]).is_missing() ? find_missing(e.args[1]) : ExprId();
            }
            default: break;
        }
        for (const ExprId arg : e.args) {
            const ExprId missing = find_missing(arg);
            if (missing.valid()) return missing;
        }
        return {};
    }

    /// Of `and`, the first part that fails.
    [[nodiscard]] ExprId decisive(ExprId id) const {
        while (true) {
            const typed::Expr& e = expr(id);
            if (e.op == Op::Known) {
                id = e.args[0];
                continue;
            }
            if (e.op != Op::And) return id;
            const auto failing = std::ranges::find_if(
                e.args, [this](ExprId arg) { return !world_.value(arg).truth(); });
            id = *failing;
        }
    }

    [[nodiscard]] bool reads_part(ExprId id) const {
        const typed::Expr& e = expr(id);
        return e.op == Op::Part ||
               std::ranges::any_of(e.args, [this](ExprId arg) { return reads_part(arg); });
    }

    /// Says what a side is, where it is not written so already.
    [[nodiscard]] std::string side(ExprId id) const {
        const std::string value = shown(id);
        const Op op = expr(id).op;
        if (value.empty() || op == Op::Constant || op == Op::RosterAgent || text(id) == value)
            return text(id);
        return fmt::format("{}, which is {}", text(id), value);
    }

    [[nodiscard]] std::string expectation(const typed::Expr& e) const {
        const auto right = [&] { return side(e.args[1]); };
        switch (e.op) {
            case Op::Equal: return right();
            case Op::NotEqual: return "anything but " + right();
            case Op::Less: return "less than " + right();
            case Op::LessEqual: return "at most " + right();
            case Op::Greater: return "more than " + right();
            case Op::GreaterEqual: return "at least " + right();
            case Op::Between: return fmt::format("{} to {}", side(e.args[1]), side(e.args[2]));
            case Op::InSet: return members(e);
            case Op::IsKnown: return "some value";
            case Op::IsMissing: return "missing";
            default: return {};
        }
    }

    [[nodiscard]] std::string members(const typed::Expr& e) const {
        // `segment is hot` stands for the segments inside `hot`.
        std::vector<std::string> values;
        for (std::size_t i = 1; i < e.args.size(); ++i) values.push_back(shown(e.args[i]));
        std::string text = "one of ";
        for (std::size_t i = 0; i < values.size(); ++i)
            text += fmt::format("{}{}",
                                i == 0                   ? ""
                                : i + 1 == values.size() ? " and "
                                                         : ", ",
                                values[i]);
        return values.size() == 1 ? values[0] : text;
    }

    [[nodiscard]] Failure describe(ExprId id) const {
        Failure failure;
        const typed::Expr& e = expr(id);
        failure.expected = expectation(e);
        if (failure.expected.empty()) {
            failure.summary = fmt::format("`{}` does not hold", text(id));
            failure.notes = reasons(id);
            return failure;
        }
        failure.found = shown(e.args[0]);
        failure.summary = fmt::format("{} is {}", text(e.args[0]), failure.found);
        const Op op = expr(e.args[0]).op;
        const bool read = op == Op::Fact || op == Op::Attribute || op == Op::Known ||
                          op == Op::AgentFact || op == Op::Setting || op == Op::AgentAttribute;
        if (!read) failure.notes = reasons(id);
        return failure;
    }

    /// What the condition's parts were.
    [[nodiscard]] std::vector<std::string> reasons(ExprId id) const {
        // A part of a case is no value; what is asked about it is in the line itself.
        if (reads_part(id)) return {};
        const explain::SourceText source(sources_, world_.program());
        const explain::Formatter format(world_.rules());
        const eval::Context context = world_.context();
        const explain::Reasons reasons(source, format, context, world_.now());
        std::vector<std::string> notes;
        for (const explain::Reason& reason : reasons.why(id)) {
            for (const explain::Finding& found : reason.found) {
                std::string note = explain::sentence(found);
                if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
            }
        }
        return notes;
    }

    const World& world_;
    const source::SourceSet& sources_;
    const Words& words_;
};

void note_fact(Fact fact, Subjects& subjects) {
    switch (fact) {
        case Fact::Segment: subjects.segment = true; break;
        case Fact::Priority:
        case Fact::Band: subjects.priority = true; break;
        case Fact::Queue:
        case Fact::OfferedTo:
        case Fact::Assignee:
        case Fact::State:
        case Fact::InLineSince: subjects.route = true; break;
        case Fact::OverdueBy:
        case Fact::Due:
        case Fact::SlaUsed:
        case Fact::TimeLeft:
        case Fact::Overdue:
        case Fact::StartAt:
        case Fact::StartUsed:
        case Fact::StartLeft:
        case Fact::TargetAt:
        case Fact::TargetUsed:
        case Fact::TargetLeft: subjects.promises = true; break;
        default: break;
    }
}

template <class T>
void add_once(std::vector<T>& to, const T& value) {
    if (std::ranges::find(to, value) == to.end()) to.push_back(value);
}

void note_subjects(const World& world, ExprId id, Subjects& subjects) {
    const typed::Expr& e = world.program().expr(id);
    if (e.op == Op::Fact) note_fact(static_cast<Fact>(e.symbol), subjects);
    if (e.op == Op::Variable && world.variables()[e.symbol].number != 0)
        add_once(subjects.items, world.variables()[e.symbol]);
    if (e.op == Op::Part && e.type.record == typed::RecordKind::Step) {
        if (const model::ItemId item = world.item(id); item.number != 0)
            add_once(subjects.items, item);
    }
    if (e.op == Op::RosterAgent) add_once(subjects.agents, world.agent(e.symbol));
    for (const ExprId arg : e.args) note_subjects(world, arg, subjects);
}

}  // namespace

Subjects subjects_of(const World& world, ExprId expr) {
    Subjects subjects;
    if (expr.valid()) note_subjects(world, expr, subjects);
    return subjects;
}

std::optional<Failure> compare(const World& world, const source::SourceSet& sources,
                               const Words& words, ExprId condition) {
    return Comparison(world, sources, words).run(condition);
}

}  // namespace reeve::trial
