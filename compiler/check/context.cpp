#include "compiler/check/context.h"

#include "base/check.h"
#include "base/text.h"

#include <fmt/format.h>

namespace reeve::check {

using sema::Space;
using sema::SymbolId;
using sema::SymbolKind;

namespace {

/// The other spaces in which an author may have thought to find a name.
constexpr Space kTopSpaces[] = {Space::Type, Space::Value,  Space::Calendar, Space::Holidays,
                                Space::Team, Space::Skill,  Space::Workload, Space::Period,
                                Space::Band, Space::Source, Space::Intake,   Space::Queue};

constexpr std::size_t kNamesShownMax = 5;

std::string list_of_names(std::span<const std::string_view> candidates) {
    std::vector<std::string> words;
    for (std::string_view candidate : candidates) words.push_back(fmt::format("`{}`", candidate));
    return join_words(words, "and");
}

}  // namespace

void report_unknown(Context& ctx, Space space, const syntax::Name& name,
                    std::span<const std::string_view> candidates) {
    auto& report =
        ctx.sink.report<messages::unknown_name>(name.span, sema::describe(space), name.text);
    if (const auto near = nearest_word(name.text, candidates)) {
        report.help(fmt::format("did you mean `{}`?", *near));
        report.fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
        return;
    }
    for (Space other : kTopSpaces) {
        if (other == space) continue;
        const SymbolId id = ctx.symbols.find(other, name.text);
        if (!id) continue;
        const sema::Symbol& symbol = ctx.symbols.symbol(id);
        report.label(symbol.span,
                     fmt::format("this `{}` is {}", name.text, sema::with_article(symbol.kind)));
        break;
    }
    if (!candidates.empty() && candidates.size() <= kNamesShownMax)
        report.help(fmt::format("there {} {}", candidates.size() == 1 ? "is" : "are",
                                list_of_names(candidates)));
}

SymbolId Context::look_up(Space space, const syntax::Name& name, SymbolId owner) {
    if (!name.valid()) return {};
    const SymbolId id = symbols.find(space, name.text, owner);
    if (id) symbols.add_use({name.span, id, false});
    return id;
}

SymbolId Context::look_up_to_set(Space space, const syntax::Name& name, SymbolId owner) {
    if (!name.valid()) return {};
    const SymbolId id = symbols.find(space, name.text, owner);
    if (id) symbols.add_use({name.span, id, true});
    return id;
}

SymbolId Context::require(Space space, const syntax::Name& name, SymbolId owner) {
    if (!name.valid()) return {};
    const SymbolId id = look_up(space, name, owner);
    if (id) return id;
    std::vector<std::string_view> candidates = symbols.names(space, owner);
    // The types that the language brings are names to mistype too.
    constexpr std::string_view kTypes[] = {"number", "percent",  "text",  "date", "time",
                                           "moment", "duration", "agent", "team", "customer"};
    if (space == Space::Type)
        candidates.insert(candidates.end(), std::begin(kTypes), std::end(kTypes));
    report_unknown(*this, space, name, candidates);
    return {};
}

std::optional<std::uint32_t> Context::find_index(SymbolId id) const {
    const auto found = index_of.find(id);
    if (found == index_of.end()) return std::nullopt;
    return found->second;
}

std::uint32_t Context::index(SymbolId id) const {
    const auto found = find_index(id);
    CHECK(found.has_value());
    return *found;
}

namespace {

/// The typed id of a name; invalid also where the declaration itself was left out because of a
/// mistake.
template <class TypedId>
TypedId typed_id(Context& ctx, Space space, const syntax::Name& name) {
    const SymbolId id = ctx.require(space, name);
    if (!id) return {};
    const auto index = ctx.find_index(id);
    return index ? TypedId(*index) : TypedId();
}

template <class TypedId>
TypedId type_of_kind(Context& ctx, const syntax::Name& name, SymbolKind wanted) {
    if (!name.valid()) return {};
    const SymbolId id = ctx.look_up(Space::Type, name);
    if (!id) {
        std::vector<std::string_view> candidates;
        for (std::string_view candidate : ctx.symbols.names(Space::Type)) {
            const SymbolId other = ctx.symbols.find(Space::Type, candidate);
            if (ctx.symbols.symbol(other).kind == wanted) candidates.push_back(candidate);
        }
        report_unknown(ctx, Space::Type, name, candidates);
        return {};
    }
    const sema::Symbol& symbol = ctx.symbols.symbol(id);
    if (symbol.kind != wanted) {
        ctx.sink
            .report<messages::other_kind_of_type>(name.span, name.text, sema::describe(symbol.kind),
                                                  sema::describe(wanted))
            .label(symbol.span, "declared here");
        return {};
    }
    const auto index = ctx.find_index(id);
    return index ? TypedId(*index) : TypedId();
}

}  // namespace

typed::CalendarId Context::calendar(const syntax::Name& name) {
    return typed_id<typed::CalendarId>(*this, Space::Calendar, name);
}
typed::TeamId Context::team(const syntax::Name& name) {
    return typed_id<typed::TeamId>(*this, Space::Team, name);
}
typed::SkillId Context::skill(const syntax::Name& name) {
    return typed_id<typed::SkillId>(*this, Space::Skill, name);
}
typed::QueueId Context::queue(const syntax::Name& name) {
    return typed_id<typed::QueueId>(*this, Space::Queue, name);
}
typed::WorkTypeId Context::work_type(const syntax::Name& name) {
    return type_of_kind<typed::WorkTypeId>(*this, name, SymbolKind::WorkType);
}
typed::PlanId Context::plan(const syntax::Name& name) {
    return type_of_kind<typed::PlanId>(*this, name, SymbolKind::CasePlan);
}

void Context::use_choice_value(typed::ChoiceId choice, std::uint32_t value, Span span) {
    using Origin = typed::Choice::Origin;
    const typed::Choice& typed = program.choice(choice);
    if (value >= typed.values.size()) return;
    const std::string& name = typed.values[value].name;
    SymbolId id;
    if (typed.origin == Origin::Queues) id = symbols.find(Space::Queue, name);
    if (typed.origin == Origin::Bands) id = symbols.find(Space::Band, name);
    if (typed.origin == Origin::Sources) id = symbols.find(Space::Source, name);
    const auto owner = owner_of_choice.find(choice);
    if (owner != owner_of_choice.end()) {
        const Space space = typed.origin == Origin::Segments   ? Space::Segment
                            : typed.origin == Origin::Outcomes ? Space::Outcome
                                                               : Space::ChoiceValue;
        id = symbols.find(space, name, owner->second);
    }
    if (id) symbols.add_use({span, id, false});
}

typed::Header make_header(const syntax::DeclHead& head) {
    typed::Header header;
    header.name = head.name.text;
    header.display = head.display ? head.display->value : head.name.text;
    header.doc = head.doc;
    header.span = head.name.span;
    return header;
}

}  // namespace reeve::check
