#include "compiler/trial/coverage.h"

#include <algorithm>
#include <utility>

namespace reeve::trial {

using Kind = Mark::Kind;

Coverage::Coverage(const typed::Program& program, std::set<source::FileId> left_out)
    : program_(program), left_out_(std::move(left_out)) {
    for (const typed::WorkType& type : program.work_types) add_work_type(type);
    for (const typed::Watch& watch : program.watches) {
        const std::string block = "watch " + program.queues[watch.queue.index()].header.name;
        for (const auto& line : watch.lines)
            add_line(line, block, line.span, {line.trigger.condition});
    }
    add_values(program);
}

void Coverage::add(const void* part, Kind kind, const std::string& block, source::Span span) {
    if (!span.valid() || left_out_.contains(span.file)) return;
    if (!parts_.emplace(part, entries_.size()).second) return;
    entries_.push_back({{kind, block, span}});
}

void Coverage::add_work_type(const typed::WorkType& type) {
    const std::string& name = type.header.name;
    for (const typed::Segment& line : type.segment_lines) {
        const auto& values = program_.choice(type.segments).values;
        const source::Span span = values[line.value].span;
        const source::Span condition = line.condition.span;
        add_line(line, "segment of " + name, condition.valid() ? span.to(condition) : span,
                 {line.condition.when});
    }
    if (type.sla) {
        for (const auto* lines : {&type.sla->start, &type.sla->target, &type.sla->due})
            for (const auto& line : *lines)
                add_line(line, "sla for " + name, line.span, {line.condition.when, line.at});
        for (const auto& line : type.sla->pauses)
            add_line(line, "sla for " + name, line.span, {line.when});
    }
    if (type.priority) {
        for (const auto& line : type.priority->bands)
            add_line(line, "priority of " + name, line.condition.span, {line.condition.when});
        for (const auto& line : type.priority->lines)
            add_line(line, "priority of " + name, line.span,
                     {line.condition.when, line.value, line.subject, line.up_to});
    }
    if (type.route) add_route(*type.route, "route " + name);
    if (type.escalation) {
        for (const auto& line : type.escalation->lines)
            add_line(line, "escalate " + name, line.span,
                     {line.trigger.condition, line.trigger.while_condition});
    }
}

void Coverage::add_route(const typed::Route& route, const std::string& name) {
    for (const auto& line : route.to) add_line(line, name, line.span, {line.condition.when});
    for (const auto& line : route.needs)
        add_line(line, name, line.span, {line.condition.when, line.level, line.test});
    for (const auto& line : route.never)
        add_line(line, name, line.span, {line.condition.when, line.test});
    for (const auto& line : route.asks) add_line(line, name, line.span, {line.condition.when});
    for (const auto& line : route.not_before)
        add_line(line, name, line.span, {line.condition.when, line.moment});
    for (const auto& step : route.relaxations)
        for (const auto& line : step.relaxations)
            add_line(line, name, line.span, {line.condition.when, line.need.condition.when});
    add_choices(route.rank, name);
}

void Coverage::add_values(const typed::Program& program) {
    for (const typed::Table& table : program.tables)
        for (const typed::Row& row : table.rows)
            add(&row, Kind::Row, "table " + table.header.name, row.span);
    for (const typed::Define& define : program.defines) {
        const std::string block = "define " + define.header.name;
        add(&define, Kind::Definition, block, define.header.span);
        add_choices(define.value, block);
    }
}

/// The ways through the `if`s of an expression.
void Coverage::add_choices(typed::ExprId id, const std::string& block) {
    if (!id.valid()) return;
    const typed::Expr& expr = program_.expr(id);
    if (expr.op == typed::Op::If) {
        const std::size_t place = entries_.size();
        add(&expr, Kind::Then, block, program_.expr(expr.args[1]).span);
        if (entries_.size() > place) {
            choices_.emplace(&expr, place);
            entries_.push_back({{Kind::Else, block, program_.expr(expr.args[2]).span}});
        }
    }
    for (const typed::ExprId arg : expr.args) add_choices(arg, block);
}

void Coverage::count(Entry& entry) const {
    if (test_ == 0 || entry.last_test == test_) return;
    entry.last_test = test_;
    ++entry.mark.tests;
}

void Coverage::used(const void* part) {
    if (paused_) return;
    const auto found = parts_.find(part);
    if (found != parts_.end()) count(entries_[found->second]);
}

void Coverage::chose(const typed::Expr* choice, bool held) {
    if (paused_) return;
    const auto found = choices_.find(choice);
    if (found != choices_.end()) count(entries_[found->second + (held ? 0 : 1)]);
}

void Coverage::begin_test() { ++test_; }

void Coverage::happened(const World& world) {
    std::map<std::uint64_t, typed::WorkTypeId> types;
    for (const model::Event& event : world.events()) {
        if (const auto* item = std::get_if<model::ItemCaptured>(&event.what))
            types[item->item.number] = item->work_type;
        if (const auto* item = std::get_if<model::ItemReclassified>(&event.what))
            types[item->item.number] = item->work_type;
        if (const auto* fired = std::get_if<model::LineFired>(&event.what)) {
            const std::size_t type = types[fired->item.number].index();
            const std::size_t declared = program_.work_types.size();
            const auto& escalation = type < declared ? program_.work_types[type].escalation
                                                     : program_.plans[type - declared].escalation;
            if (escalation) used(&escalation->lines[fired->line]);
        }
        const auto* watch = std::get_if<model::WatchMoved>(&event.what);
        if (watch == nullptr || !watch->fires) continue;
        const auto found = std::ranges::find(program_.watches, watch->queue, &typed::Watch::queue);
        if (found != program_.watches.end()) used(&found->lines[watch->line]);
    }
}

std::vector<Mark> Coverage::marks() const {
    std::vector<Mark> marks;
    for (const Entry& entry : entries_) marks.push_back(entry.mark);
    std::ranges::stable_sort(marks, [](const Mark& a, const Mark& b) {
        if (a.span.file != b.span.file) return a.span.file.index() < b.span.file.index();
        return a.span.begin < b.span.begin;
    });
    return marks;
}

CoverageCounts count(const std::vector<Mark>& marks) {
    CoverageCounts counts{.parts = marks.size()};
    for (const Mark& mark : marks) counts.used += mark.tests > 0 ? 1 : 0;
    return counts;
}

}  // namespace reeve::trial
