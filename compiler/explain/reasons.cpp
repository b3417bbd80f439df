#include "compiler/explain/reasons.h"

#include <fmt/format.h>

#include <algorithm>

// Only what the evaluator looked at is looked at here: a part that it did not come to may read what
// is missing.

namespace reeve::explain {

using typed::ExprId;
using typed::Op;

namespace {

/// More would be a list, not a reason.
constexpr std::size_t kReasonsMax = 12;
constexpr std::size_t kRowsMax = 6;

void add_once(std::vector<Finding>& out, Finding finding) {
    if (std::ranges::find(out, finding.what, &Finding::what) == out.end())
        out.push_back(std::move(finding));
}

bool is_leaf(Op op) {
    switch (op) {
        case Op::Attribute:
        case Op::Fact:
        case Op::Parameter:
        case Op::Setting:
        case Op::CandidateAgent:
        case Op::AgentAttribute:
        case Op::AgentFact:
        case Op::LevelOf:
        case Op::AgentHasSkill:
        case Op::AgentInTeam:
        case Op::During:
        case Op::CalendarOpen: return true;
        default: return false;
    }
}

}  // namespace

bool Reasons::holds(ExprId condition) const { return evaluator().holds(condition); }

Shown Reasons::value(ExprId id) const {
    return format_.shown(expr(id).type, evaluator().value(id));
}

std::vector<Reason> Reasons::why(ExprId condition) const {
    std::vector<Reason> reasons;
    if (condition.valid()) decide(condition, reasons);
    if (reasons.size() > kReasonsMax) reasons.resize(kReasonsMax);
    return reasons;
}

void Reasons::decide(ExprId id, std::vector<Reason>& out) const {
    const Expr& e = expr(id);
    switch (e.op) {
        case Op::Known: return decide(e.args[0], out);
        case Op::And:
        case Op::Or: return decide_chain(id, out);
        case Op::If:
            decide(e.args[0], out);
            return decide(holds(e.args[0]) ? e.args[1] : e.args[2], out);
        case Op::Constant: return;
        case Op::Not: {
            const Op inner = expr(e.args[0]).op;
            if (inner == Op::And || inner == Op::Or || inner == Op::CallDefine)
                return decide(e.args[0], out);
            break;
        }
        default: break;
    }
    out.push_back(single(id));
}

void Reasons::decide_chain(ExprId id, std::vector<Reason>& out) const {
    const Op op = expr(id).op;
    // Chains can be as long as a file, so they are walked without recursion.
    std::vector<ExprId> terms;
    while (expr(id).op == op) {
        const Expr& e = expr(id);
        for (std::size_t i = e.args.size(); i-- > 1;) terms.push_back(e.args[i]);
        id = e.args[0];
    }
    terms.push_back(id);
    std::ranges::reverse(terms);
    for (const ExprId term : terms) {
        if (holds(term) == (op == Op::Or)) return decide(term, out);
    }
    for (const ExprId term : terms) {
        if (out.size() <= kReasonsMax) decide(term, out);
    }
}

Reason Reasons::single(ExprId id) const {
    Reason reason;
    reason.text = source_.text(id);
    reason.holds = holds(id);
    const Expr& e = expr(id);
    if (e.op == Op::CallDefine) {
        const eval::Frame frame = frame_of(e);
        reason.inside = inside(frame).why(context_.program.defines[e.symbol].value);
        for (const ExprId arg : e.args) find(arg, reason.found);
        return reason;
    }
    if (is_leaf(e.op) || e.op == Op::CallTable || e.op == Op::OrElse)
        find(id, reason.found);
    else
        for (const ExprId arg : e.args) find(arg, reason.found);
    return reason;
}

std::vector<Finding> Reasons::found(ExprId id) const {
    std::vector<Finding> findings;
    if (id.valid()) find(id, findings);
    return findings;
}

Finding Reasons::whole(ExprId id) const {
    Finding finding;
    finding.what = source_.text(id);
    const Expr& e = expr(id);
    // The calendar may stand apart from the clock, or be that of the block.
    if (e.op == Op::Fact && e.calendar.valid() && finding.what.find(" in ") == std::string::npos)
        finding.what += " in " + context_.program.calendars[e.calendar.index()].header.name;
    finding.value = value(id);
    return finding;
}

void Reasons::find(ExprId id, std::vector<Finding>& out) const {
    const Expr& e = expr(id);
    switch (e.op) {
        case Op::Known: return find(e.args[0], out);
        case Op::Constant:
        case Op::TeamConstant: return;
        case Op::OrElse: return find_or_else(id, e, out);
        case Op::CallTable: return find_table(id, e, out);
        case Op::CallDefine: return find_define(id, e, out);
        case Op::During: {
            Finding finding = whole(id);
            const typed::Period& period = context_.program.periods[e.symbol];
            finding.note = fmt::format("{} to {}", value(period.from).text, value(period.to).text);
            return add_once(out, std::move(finding));
        }
        case Op::If: {
            for (const Reason& reason : why(e.args[0])) {
                for (const Finding& finding : reason.found) add_once(out, finding);
            }
            return find(holds(e.args[0]) ? e.args[1] : e.args[2], out);
        }
        case Op::And:
        case Op::Or: {
            for (const Reason& reason : why(id)) {
                for (const Finding& finding : reason.found) add_once(out, finding);
            }
            return;
        }
        default: break;
    }
    if (is_leaf(e.op)) return add_once(out, whole(id));
    std::vector<Finding> parts;
    for (const ExprId arg : e.args) find(arg, parts);
    // A sum of literals says all itself.
    if (parts.empty() && e.op != Op::Part) return;
    Finding finding = whole(id);
    finding.parts = std::move(parts);
    add_once(out, std::move(finding));
}

void Reasons::find_or_else(ExprId id, const Expr& e, std::vector<Finding>& out) const {
    if (!evaluator().value(e.args[0]).is_missing()) return find(e.args[0], out);
    Finding finding = whole(id);
    finding.note = source_.text(e.args[0]) + " is missing";
    find(e.args[1], finding.parts);
    add_once(out, std::move(finding));
}

void Reasons::find_table(ExprId id, const Expr& e, std::vector<Finding>& out) const {
    const typed::Table& table = context_.program.tables[e.symbol];
    Finding finding = whole(id);
    const std::vector<std::uint32_t> rows = evaluator().rows_of_call(id);
    for (std::size_t i = 0; i < rows.size() && i < kRowsMax; ++i) {
        const typed::Row& row = table.rows[rows[i]];
        if (!finding.note.empty()) finding.note += "; ";
        finding.note += table.from_file.empty()
                            ? source_.text(row.span)
                            : fmt::format("row {} of {}", rows[i] + 1, table.from_file);
        if (i == 0 && table.from_file.empty()) finding.place = source_.place(row.span);
    }
    if (rows.size() > kRowsMax) finding.note += fmt::format("; {} more", rows.size() - kRowsMax);
    if (rows.empty()) finding.note = "no row matches";
    for (const ExprId arg : e.args) find(arg, finding.parts);
    add_once(out, std::move(finding));
}

void Reasons::find_define(ExprId id, const Expr& e, std::vector<Finding>& out) const {
    Finding finding = whole(id);
    const eval::Frame frame = frame_of(e);
    const ExprId body = context_.program.defines[e.symbol].value;
    for (const ExprId arg : e.args) find(arg, finding.parts);
    if (e.args.empty()) inside(frame).find(body, finding.parts);
    // What the definition says is the reason, unless it is a name for a value.
    if (expr(body).op != Op::Constant) finding.note = source_.text(body);
    add_once(out, std::move(finding));
}

eval::Frame Reasons::frame_of(const Expr& call) const {
    eval::Frame frame{frame_, call.args, {}};
    eval::Evaluator caller = evaluator();
    for (const ExprId arg : call.args) frame.values.push_back(caller.eval(arg));
    return frame;
}

}  // namespace reeve::explain
