#include "compiler/batch/item_rules.h"

#include "compiler/batch/exact_line.h"
#include "compiler/eval/evaluator.h"
#include "compiler/eval/priorities.h"

#include <algorithm>

namespace reeve::batch {

using codegen::Source;

namespace {

std::optional<std::uint32_t> line_or_none(std::int64_t value) {
    return value == codegen::kNoLine ? std::nullopt
                                     : std::optional(static_cast<std::uint32_t>(value));
}

}  // namespace

/// Where one thread works on one item: a row, what all rows read, and where results go.
struct ItemRules::Desk {
    Desk(const eval::Rules& rules, const codegen::Blocks& blocks)
        : columns(blocks.layout.schema()),
          filler(rules, blocks.layout.work_type, blocks.layout),
          column_windows(blocks.layout.columns.size()) {
        const auto room = std::max(blocks.one.unit.outputs.size(), blocks.entry.outputs.size());
        results.resize(room);
        for (std::int64_t& result : results) addresses.push_back(&result);
        columns.insert();
        chunk = columns.chunk(0, columns::kRowsPadded);
    }

    abi::Batch batch() {
        tables.clear();
        for (const auto& test : filler.tests()) tables.push_back(test.data());
        return {chunk.values.data(), chunk.missing.data(), slots.data(),
                tables.data(),       addresses.data(),     1};
    }

    columns::Columns columns;
    columns::Columns::Chunk chunk;
    RowFiller filler;
    std::vector<std::int64_t> slots;
    std::vector<eval::Window> slot_windows, column_windows;
    std::vector<const std::uint8_t*> tables;
    std::vector<std::int64_t> results;
    std::vector<void*> addresses;
    bool plain = true;
};

/// A desk for as long as it is worked at.
class ItemRules::Use {
public:
    explicit Use(const ItemRules& rules) : rules_(rules) {
        {
            const std::lock_guard lock(rules.mutex_);
            if (!rules.desks_.empty()) {
                desk_ = std::move(rules.desks_.back());
                rules.desks_.pop_back();
            }
        }
        if (desk_ == nullptr)
            desk_ = std::make_unique<Desk>(rules.rules_, rules.compiled_->blocks());
        desk_->filler.forget_if_full();
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
        const std::lock_guard lock(rules_.mutex_);
        rules_.desks_.push_back(std::move(desk_));
    }
    Desk& desk() { return *desk_; }

private:
    const ItemRules& rules_;
    std::unique_ptr<Desk> desk_;
};

ItemRules::ItemRules(const eval::Rules& rules, std::shared_ptr<const CompiledRules> compiled)
    : rules_(rules), compiled_(std::move(compiled)) {
    const auto& priority = rules.program().work_type(compiled_->work_type()).priority;
    if (!priority || !priority->limit) return;
    const auto low = points_of(priority->limit->low);
    const auto high = points_of(priority->limit->high);
    if (low && high)
        limit_ = Limit{*low, *high};
    else
        limit_is_known_ = false;
}
ItemRules::~ItemRules() = default;

EntryLines ItemRules::at_entry(const eval::Item& item, const eval::House* house) const {
    Use use(*this);
    Desk& desk = use.desk();
    const codegen::Blocks& blocks = compiled_->blocks();
    std::optional<eval::Context> context;
    for (std::size_t i = 0; i < blocks.layout.columns.size(); ++i) {
        const codegen::Column& column = blocks.layout.columns[i];
        if (changes_with_time(column.source) || is_of_promise(column.source)) continue;
        bool missing = false;
        std::int64_t value = 0;
        if (column.source.kind == Source::Kind::EntryCondition) {
            const eval::Question question{.now = item.created, .house = house, .choose_split = {}};
            if (!context) context.emplace(rules_.prepare(item, question));
            value = eval::Evaluator(*context, item.created, nullptr)
                        .holds(typed::ExprId(column.source.index));
        } else {
            value = desk.filler.value_of(column, item, item.promises, missing);
        }
        desk.columns.set({0}, i, missing ? 0 : value);
        if (column.type.optional) desk.columns.set_missing({0}, i, missing);
    }
    desk.filler.test_values();
    desk.slots = desk.filler.slots({}, house);
    std::ranges::fill(desk.results, 0);
    compiled_->run_entry_of_one(desk.batch());
    EntryLines lines;
    const auto line = [&](codegen::Result result) -> std::optional<std::uint32_t> {
        const codegen::Output* output = blocks.entry.find(result);
        if (output == nullptr) return std::nullopt;
        // Lines are never negative, and written at the beginning of their 64 bits.
        return line_or_none(
            desk.results[static_cast<std::size_t>(output - blocks.entry.outputs.data())]);
    };
    lines.segment = line(codegen::Result::Segment);
    lines.promises = {line(codegen::Result::Start), line(codegen::Result::Target),
                      line(codegen::Result::Due)};
    return lines;
}

void ItemRules::fill(Desk& desk, const eval::Item& item, const Promises& promises,
                     const eval::Question& question) const {
    const codegen::Layout& layout = compiled_->blocks().layout;
    std::optional<eval::Context> context;
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        const codegen::Column& column = layout.columns[i];
        if (column.source.kind == Source::Kind::EntryCondition) continue;
        bool missing = false;
        std::int64_t value = 0;
        if (changes_with_time(column.source)) {
            if (!context) {
                context.emplace(rules_.prepare(item, question));
                context->derived.promises = promises;
            }
            eval::Window& window = desk.column_windows[i] = {};
            if (column.source.kind == Source::Kind::Condition)
                value = eval::Evaluator(*context, question.now, &window)
                            .holds(typed::ExprId(column.source.index));
            else
                value = scaled(eval::evaluate_still_line(*context,
                                                         rules_.program()
                                                             .work_type(item.work_type)
                                                             .priority->lines[column.source.index],
                                                         question.now, &window),
                               codegen::kPriorityDigits);
        } else {
            value = desk.filler.value_of(column, item, promises, missing);
        }
        desk.columns.set({0}, i, missing ? 0 : value);
        if (column.type.optional) desk.columns.set_missing({0}, i, missing);
    }
    desk.filler.test_values();
    desk.slots = desk.filler.slots(question.now, question.house, &desk.slot_windows);
    desk.plain = moves_plainly(layout, desk.columns, 0, item, promises, question.now);
}

ItemAnswer ItemRules::answer(const eval::Item& item, const Promises& promises,
                             const eval::House* house, Instant now) const {
    Use use(*this);
    Desk& desk = use.desk();
    fill(desk, item, promises, {.now = now, .house = house, .choose_split = {}});
    std::ranges::fill(desk.results, 0);
    compiled_->run_one(desk.batch());
    const codegen::OneItem& one = compiled_->blocks().one;
    ItemAnswer answer;
    if (!desk.plain) return answer;
    answer.segment = choice(desk, one.segment, now);
    answer.band = choice(desk, one.band, now);
    const typed::WorkType& type = rules_.program().work_type(item.work_type);
    if (type.priority) answer.priority = priority(desk, now);
    if (type.route) answer.route = route(desk, now);
    return answer;
}

Instant ItemRules::until(const Desk& desk, const std::vector<codegen::PlannedTurn>& turns,
                         Instant now) const {
    const Outputs outputs(desk.results, rules_.program().calendars.size());
    Ahead ahead;
    Instant end = eval::kLastInstant;
    for (const codegen::PlannedTurn& planned : turns) {
        switch (planned.turn.kind) {
            case codegen::Turn::Kind::Distance: outputs.look_ahead(planned, ahead); break;
            case codegen::Turn::Kind::Slot:
                if (outputs.holds(planned.turn.value))
                    end = std::min(end, desk.slot_windows[planned.turn.index].until);
                break;
            case codegen::Turn::Kind::Column:
                if (outputs.holds(planned.turn.value))
                    end = std::min(end, desk.column_windows[planned.turn.index].until);
        }
    }
    return std::min(end, ahead.first(rules_.calendars(), desk.slots, now));
}

ItemAnswer::Choice ItemRules::choice(const Desk& desk, const codegen::PlannedChoice& plan,
                                     Instant now) const {
    if (plan.line == codegen::kNoPlace || !plan.why_not.empty()) return std::nullopt;
    return ItemAnswer::Lasting<std::optional<std::uint32_t>>{line_or_none(desk.results[plan.line]),
                                                             until(desk, plan.turns, now)};
}

std::optional<abi::PriorityLine> ItemRules::priority(const Desk& desk, Instant now) const {
    const codegen::PlannedPriority& plan = compiled_->blocks().one.priority;
    if (!plan.why_not_until.empty() || !limit_is_known_) return std::nullopt;
    const Outputs outputs(desk.results, rules_.program().calendars.size());
    Ahead ahead;
    auto line = exact_line(plan, outputs, &ahead);
    if (!line) return std::nullopt;
    if (limit_) {
        line->low = limit_->low;
        line->high = limit_->high;
        apply_limit(*line, *limit_, rules_.calendars(), now, ahead);
    }
    line->until =
        std::min(until(desk, plan.turns, now), ahead.first(rules_.calendars(), desk.slots, now));
    return line;
}

std::optional<ItemAnswer::Route> ItemRules::route(const Desk& desk, Instant now) const {
    const codegen::PlannedRoute& plan = compiled_->blocks().one.route;
    const auto& lines = rules_.program().work_type(compiled_->work_type()).route->needs;
    if (!plan.why_not.empty()) return std::nullopt;
    const auto to = choice(desk, plan.to, now);
    const auto ask = choice(desk, plan.ask, now);
    if (!to || !ask) return std::nullopt;
    ItemAnswer::Route route;
    route.to = to->value;
    route.ask = ask->value;
    const Outputs outputs(desk.results, 0);
    for (std::uint32_t i = 0; i < plan.needs.size(); ++i) {
        if (!outputs.holds(plan.needs[i].holds)) continue;
        if (!lines[i].skill.valid()) {
            route.need_tests.push_back(i);
            continue;
        }
        const bool any = plan.needs[i].level == codegen::kNoPlace;
        const std::int64_t level = any ? 0 : outputs.at(plan.needs[i].level);
        const auto same = std::ranges::find(route.needs, lines[i].skill, &abi::Need::skill);
        if (same == route.needs.end())
            route.needs.push_back({lines[i].skill, level});
        else
            same->level = std::max(same->level, level);
    }
    std::ranges::sort(route.needs);
    for (std::uint32_t i = 0; i < plan.never.size(); ++i) {
        if (outputs.holds(plan.never[i])) route.never.push_back(i);
    }
    route.until = std::min({to->until, ask->until, until(desk, plan.turns, now)});
    return route;
}

}  // namespace reeve::batch
