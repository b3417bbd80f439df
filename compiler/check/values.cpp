#include "compiler/check/values.h"

#include "base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

// Choices, named types, and the choices that a program implies.

namespace reeve::check {

using sema::Space;
using sema::SymbolId;
using sema::SymbolKind;
using typed::Choice;
using Origin = typed::Choice::Origin;

std::vector<SymbolId> symbols_of(const Context& ctx, Space space) {
    std::vector<SymbolId> ids;
    for (std::size_t i = 0; i < ctx.symbols.size(); ++i) {
        const SymbolId id(i);
        const sema::Symbol& symbol = ctx.symbols.symbol(id);
        if (symbol.space == space && !symbol.owner.valid()) ids.push_back(id);
    }
    return ids;
}

typed::ChoiceId make_choice(Context& ctx, const ChoiceParts& parts,
                            const std::vector<syntax::ChoiceValue>& values, SymbolId owner) {
    Choice choice;
    choice.header = parts.header;
    choice.origin = parts.origin;
    choice.ranked = parts.ranked;
    const typed::ChoiceId id(ctx.program.choices.size());
    const Space space = parts.origin == Origin::Outcomes ? Space::Outcome : Space::ChoiceValue;
    const SymbolKind kind =
        parts.origin == Origin::Outcomes ? SymbolKind::Outcome : SymbolKind::ChoiceValue;
    std::map<std::string_view, Span> seen;
    for (const syntax::ChoiceValue& value : values) {
        if (!value.name.valid()) continue;
        const auto [first, added] = seen.try_emplace(value.name.text, value.name.span);
        if (!added) {
            ctx.sink.report<messages::choice_value_twice>(value.name.span, value.name.text)
                .label(first->second, "the first one")
                .help("remove one of them");
            continue;
        }
        typed::Header header;
        header.name = value.name.text;
        header.display = value.display ? value.display->value : value.name.text;
        header.span = value.name.span;
        if (owner.valid()) {
            const sema::DeclRef decl = ctx.symbols.symbol(owner).decl;
            const auto symbol =
                ctx.symbols.add({kind, space, header.name, header.span, decl, owner}).id;
            if (symbol.valid())
                ctx.index_of[symbol] = static_cast<std::uint32_t>(choice.values.size());
        }
        choice.values.push_back(std::move(header));
    }
    ctx.program.choices.push_back(std::move(choice));
    if (owner.valid()) ctx.owner_of_choice[id] = owner;
    return id;
}

namespace {

/// Named types while they are resolved: a name that is met again before it is known is in a ring.
void report_ring(Context& ctx, const std::vector<SymbolId>& path, SymbolId again) {
    std::size_t start = 0;
    while (path[start] != again) ++start;
    const sema::Symbol& symbol = ctx.symbols.symbol(again);
    auto& report = ctx.sink.report<messages::type_in_ring>(symbol.span, symbol.name);
    for (std::size_t i = start + 1; i < path.size(); ++i) {
        const sema::Symbol& next = ctx.symbols.symbol(path[i]);
        report.label(next.span, fmt::format("by way of `{}`", next.name));
    }
    report.help("let one of them say what it is: a number, a choice, a text");
}

/// The type a declaration refers to by its name alone, if it does.
SymbolId named_target(Context& ctx, const syntax::TypeDecl& decl) {
    const syntax::Type& type = decl.type;
    if (type.kind != syntax::TypeKind::Named || type.name.parts.size() != 1) return {};
    const SymbolId id = ctx.symbols.find(Space::Type, type.name.parts.front().text);
    if (!id.valid() || ctx.symbols.symbol(id).kind != SymbolKind::NamedType) return {};
    return id;
}

}  // namespace

typed::DeclaredType named_type(Context& ctx, SymbolId id) {
    // Chains of names may be long, so they are followed here instead of by recursion, and resolved
    // from their end.
    std::vector<SymbolId> path;
    SymbolId at = id;
    while (at.valid() && !ctx.named_types.contains(at)) {
        if (std::ranges::find(path, at) != path.end()) {
            report_ring(ctx, path, at);
            for (SymbolId member : path) ctx.named_types[member] = {};
            return {};
        }
        path.push_back(at);
        const sema::Symbol& symbol = ctx.symbols.symbol(at);
        at = symbol.kind == SymbolKind::NamedType
                 ? named_target(ctx, ctx.decl<syntax::TypeDecl>(symbol.decl))
                 : SymbolId();
    }
    while (!path.empty()) {
        const SymbolId next = path.back();
        path.pop_back();
        const sema::Symbol& symbol = ctx.symbols.symbol(next);
        if (symbol.kind != SymbolKind::NamedType) {
            ctx.named_types[next] = {};
            continue;
        }
        const auto& decl = ctx.decl<syntax::TypeDecl>(symbol.decl);
        // A list of itself is found in a ring too.
        ctx.named_types[next] = {};
        ctx.named_types[next] = resolve_type(ctx, ctx.module(symbol.decl), decl.type,
                                             {.records = false, .owner = next});
    }
    return ctx.named_types[id];
}

namespace {

void declare_choices(Context& ctx) {
    for (SymbolId id : symbols_of(ctx, Space::Type)) {
        const sema::Symbol symbol = ctx.symbols.symbol(id);
        if (symbol.kind != SymbolKind::Choice) continue;
        const auto& decl = ctx.decl<syntax::ChoiceDecl>(symbol.decl);
        const ChoiceParts parts{make_header(decl.head), Origin::Declared, decl.ranked};
        const typed::ChoiceId choice = make_choice(ctx, parts, decl.values, id);
        ctx.index_of[id] = choice.index();
        typed::DeclaredType type;
        type.type.base = typed::Base::Choice;
        type.type.choice = choice;
        type.span = symbol.span;
        ctx.named_types[id] = type;
    }
}

/// A choice whose values every program has.
typed::ChoiceId builtin(Context& ctx, Origin origin, std::string_view name,
                        std::initializer_list<const char*> values) {
    Choice choice;
    choice.header.name = name;
    choice.header.display = name;
    choice.origin = origin;
    for (const char* value : values) {
        typed::Header header;
        header.name = value;
        header.display = value;
        choice.values.push_back(std::move(header));
    }
    ctx.program.choices.push_back(std::move(choice));
    return typed::ChoiceId(ctx.program.choices.size() - 1);
}

void declare_states(Context& ctx) {
    const typed::ChoiceId id = builtin(ctx, Origin::States, "state",
                                       {"queued", "offered", "assigned", "wrapping", "parked",
                                        "held", "completed", "cancelled", "expired", "refused"});
    Choice& choice = ctx.program.choices[id.index()];
    choice.groups.push_back({"waiting", {0, 1}});
    choice.groups.push_back({"finished", {6, 7, 8, 9}});
    choice.groups.push_back({"open", {0, 1, 2, 3, 4, 5}});
    ctx.program.states = id;
    ctx.part_states = builtin(ctx, Origin::Builtin, "state of a stage",
                              {"not_started", "active", "done", "skipped", "cancelled"});
}

/// A choice of the top-level names of a space; also says which index each of them has.
typed::ChoiceId choice_of_names(Context& ctx, Origin origin, std::string_view name, Space space) {
    const typed::ChoiceId id = builtin(ctx, origin, name, {});
    for (SymbolId symbol_id : symbols_of(ctx, space)) {
        const sema::Symbol& symbol = ctx.symbols.symbol(symbol_id);
        const syntax::Decl& decl = ctx.module(symbol.decl).decls[symbol.decl.decl];
        Choice& choice = ctx.program.choices[id.index()];
        typed::Header header;
        header.name = symbol.name;
        header.display = symbol.name;
        header.span = symbol.span;
        if (const auto* bands = std::get_if<syntax::BandsDecl>(&decl)) {
            for (const syntax::ChoiceValue& band : bands->bands)
                if (band.name.text == symbol.name && band.display)
                    header.display = band.display->value;
        } else {
            header = make_header(syntax::head(decl));
        }
        ctx.index_of[symbol_id] = static_cast<std::uint32_t>(choice.values.size());
        choice.values.push_back(std::move(header));
    }
    return id;
}

/// The presences every house has, and the reasons named by tests.
void declare_presences(Context& ctx) {
    const typed::ChoiceId id =
        builtin(ctx, Origin::Presences, "presence", {"available", "away", "offline"});
    ctx.program.presences = id;
    Choice& choice = ctx.program.choices[id.index()];
    const auto add = [&](const syntax::Name& name) {
        if (!name.valid() || choice.find(name.text)) return;
        typed::Header header;
        header.name = name.text;
        header.display = name.text;
        header.span = name.span;
        choice.values.push_back(std::move(header));
    };
    for (const sema::DeclRef& ref : ctx.symbols.tests) {
        for (const syntax::TestLine& line : ctx.decl<syntax::TestDecl>(ref).lines) {
            if (line.kind == syntax::TestLineKind::Presence) add(line.what);
            for (const syntax::RosterAgent& agent : line.agents) add(agent.presence);
        }
    }
}

}  // namespace

void declare_values(Context& ctx) {
    declare_choices(ctx);
    declare_states(ctx);
    ctx.program.weekdays =
        builtin(ctx, Origin::Weekdays, "weekday",
                {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
    declare_presences(ctx);
    ctx.program.bands = choice_of_names(ctx, Origin::Bands, "band", Space::Band);
    ctx.program.queue_names = choice_of_names(ctx, Origin::Queues, "queue", Space::Queue);
    ctx.program.source_names = choice_of_names(ctx, Origin::Sources, "source", Space::Source);
    for (SymbolId id : symbols_of(ctx, Space::Value)) {
        const SymbolKind kind = ctx.symbols.symbol(id).kind;
        if (kind == SymbolKind::Define) declare_define(ctx, id);
        if (kind == SymbolKind::Table) declare_table(ctx, id);
    }
}

}  // namespace reeve::check
