#include "compiler/ide/navigation.h"

#include "base/text.h"
#include "compiler/driver/file_system.h"
#include "compiler/ide/blocks.h"
#include "compiler/parse/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace reeve::ide {

using sema::SymbolId;
using sema::SymbolKind;

namespace {

const sema::Symbol* symbol_at(const Program& program, FileId file, std::uint32_t offset) {
    const Occurrence* place = program.occurrence_at(file, offset);
    return place == nullptr ? nullptr : &program.symbols().symbol(place->symbol);
}

/// The file that a `use` line brings in.
std::optional<Span> used_file(const Program& program, FileId file, std::uint32_t offset) {
    for (const Link& link : links(program, file)) {
        if (offset < link.span.begin || offset > link.span.end) continue;
        const std::string wanted = driver::identity_of(link.target);
        for (const syntax::Module& module : program.modules()) {
            const std::string& path = program.sources().file(module.file).path();
            if (link.library ? path == link.target : driver::identity_of(path) == wanted)
                return Span{module.file, 0, 0};
        }
    }
    return std::nullopt;
}

Span declared_type_span(const Program& program, const typed::Type& type) {
    const typed::Program& typed = program.typed();
    if (type.base == typed::Base::Choice || type.base == typed::Base::List) {
        if (!type.choice.valid()) return {};
        const typed::Choice& choice = typed.choice(type.choice);
        return choice.header.span.valid() || choice.values.empty() ? choice.header.span
                                                                   : choice.values.front().span;
    }
    if (type.base != typed::Base::Record) return {};
    switch (type.record) {
        case typed::RecordKind::Item: return typed.work_types[type.record_index].header.span;
        case typed::RecordKind::Case: return typed.plans[type.record_index].header.span;
        case typed::RecordKind::Stage:
            return typed.plan(type.plan).stages[type.record_index].header.span;
        case typed::RecordKind::Step:
            return typed.plan(type.plan).steps[type.record_index].header.span;
        case typed::RecordKind::Milestone:
            return typed.plan(type.plan).milestones[type.record_index].header.span;
    }
    return {};
}

}  // namespace

std::vector<Span> definition(const Program& program, FileId file, std::uint32_t offset) {
    if (const sema::Symbol* symbol = symbol_at(program, file, offset)) return {symbol->span};
    if (const auto used = used_file(program, file, offset)) return {*used};
    // A fact that comes from a block of rules: `segment`, `due`, `priority`.
    for (const typed::ExprId id : program.expressions_at(file, offset)) {
        const typed::Expr& expr = program.typed().expr(id);
        if (expr.op != typed::Op::Fact) continue;
        const Span block =
            block_of_fact(program, file, offset, static_cast<typed::Fact>(expr.symbol));
        if (block.valid()) return {block};
        break;
    }
    return {};
}

std::vector<Span> type_definition(const Program& program, FileId file, std::uint32_t offset) {
    if (const Occurrence* place = program.occurrence_at(file, offset)) {
        const Declared declared = program.declared(place->symbol);
        if (declared.type != nullptr) {
            const Span span = declared_type_span(program, declared.type->type);
            return span.valid() ? std::vector<Span>{span} : std::vector<Span>{};
        }
        const sema::Symbol& symbol = program.symbols().symbol(place->symbol);
        if (symbol.kind == SymbolKind::ChoiceValue && symbol.owner.valid())
            return {program.symbols().symbol(symbol.owner).span};
    }
    for (const typed::ExprId id : program.expressions_at(file, offset)) {
        const Span span = declared_type_span(program, program.typed().expr(id).type);
        if (span.valid()) return {span};
    }
    return {};
}

std::vector<Span> implementation(const Program& program, FileId file, std::uint32_t offset) {
    const Occurrence* place = program.occurrence_at(file, offset);
    if (place == nullptr) return {};
    const sema::Symbol& symbol = program.symbols().symbol(place->symbol);
    std::vector<Span> places;
    if (symbol.kind == SymbolKind::WorkType || symbol.kind == SymbolKind::CasePlan ||
        symbol.kind == SymbolKind::Queue || symbol.kind == SymbolKind::Workbin) {
        for (const Block& block : blocks_about(program, symbol.name)) places.push_back(block.name);
    }
    for (const Occurrence& each : program.occurrences_of(place->symbol)) {
        const bool sets = each.role == Occurrence::Role::Write || is_given(program, each.span);
        if (sets && each.role != Occurrence::Role::Declaration) places.push_back(each.span);
        const bool queue = symbol.kind == SymbolKind::Queue || symbol.kind == SymbolKind::Workbin;
        if (queue && each.role == Occurrence::Role::Read &&
            std::ranges::find(places, each.span) == places.end())
            places.push_back(each.span);
    }
    return places;
}

std::vector<Occurrence> references(const Program& program, FileId file, std::uint32_t offset) {
    const Occurrence* place = program.occurrence_at(file, offset);
    if (place == nullptr) return {};
    std::vector<Occurrence> places = program.occurrences_of(place->symbol);
    std::ranges::stable_partition(
        places, [](const Occurrence& each) { return each.role == Occurrence::Role::Declaration; });
    for (Occurrence& each : places) {
        if (each.role == Occurrence::Role::Read && is_given(program, each.span))
            each.role = Occurrence::Role::Write;
    }
    return places;
}

std::vector<Occurrence> highlights(const Program& program, FileId file, std::uint32_t offset) {
    std::vector<Occurrence> places = references(program, file, offset);
    std::erase_if(places, [&](const Occurrence& each) { return each.span.file != file; });
    return places;
}

std::expected<Span, std::string> prepare_rename(const Program& program, FileId file,
                                                std::uint32_t offset) {
    const Occurrence* place = program.occurrence_at(file, offset);
    if (place == nullptr) return std::unexpected("there is no name to change here");
    const sema::Symbol& symbol = program.symbols().symbol(place->symbol);
    if (program.is_library(symbol.span.file))
        return std::unexpected(
            fmt::format("`{}` belongs to a library, which cannot be changed", symbol.name));
    // A group of segments is used by its dotted name; the part that stands there is not the name.
    if (normalize_nfc(program.sources().text(place->span)) != symbol.name)
        return std::unexpected(fmt::format("change `{}` where it is declared", symbol.name));
    return place->span;
}

namespace {

/// One word, as the lexer reads it, and no reserved one.
std::optional<std::string> problem_of_name(const std::string& name) {
    source::SourceSet sources;
    const FileId file = sources.add("", name);
    const auto tokens = parse::tokenize(sources, file);
    if (tokens.size() != 1 || (tokens.front().kind != parse::TokenKind::Word &&
                               tokens.front().kind != parse::TokenKind::Reserved))
        return fmt::format("`{}` is no name: a letter, then letters, digits and `_`", name);
    if (tokens.front().kind == parse::TokenKind::Reserved)
        return fmt::format("`{}` is a word of the language, which no declaration may take", name);
    return std::nullopt;
}

/// What else has the name, where both could be meant at one place.
std::optional<std::string> collision(const Program& program, SymbolId id, const std::string& name) {
    const sema::Symbols& symbols = program.symbols();
    const sema::Symbol& symbol = symbols.symbol(id);
    const SymbolId taken = symbols.find(symbol.space, name, symbol.owner);
    if (taken.valid())
        return fmt::format("there is already {} named `{}`",
                           sema::with_article(symbols.symbol(taken).kind), name);
    const bool bare =
        symbol.space == sema::Space::Value || symbol.space == sema::Space::Attribute ||
        symbol.space == sema::Space::Param || symbol.space == sema::Space::AgentAttribute;
    if (!bare) return std::nullopt;
    if (const typed::FactInfo* fact = typed::find_fact(name); fact != nullptr)
        return fmt::format("`{}` is a fact of every item", name);
    // A bare name is looked for in several spaces; another meaning would change what rules say.
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        const sema::Symbol& other = symbols.symbol(SymbolId(i));
        const bool other_bare = other.space == sema::Space::Value ||
                                other.space == sema::Space::Attribute ||
                                other.space == sema::Space::Param;
        if (other.name != name || !other_bare) continue;
        if (other.space == sema::Space::Value || symbol.space == sema::Space::Value)
            return fmt::format("there is already {} named `{}`", sema::with_article(other.kind),
                               name);
    }
    return std::nullopt;
}

}  // namespace

std::expected<std::vector<diagnostics::Edit>, std::string> rename(const Program& program,
                                                                  FileId file, std::uint32_t offset,
                                                                  const std::string& new_name) {
    const auto place = prepare_rename(program, file, offset);
    if (!place) return std::unexpected(place.error());
    if (auto problem = problem_of_name(new_name)) return std::unexpected(*std::move(problem));
    const SymbolId id = program.occurrence_at(file, offset)->symbol;
    const std::string name = normalize_nfc(new_name);
    const std::string& old = program.symbols().symbol(id).name;
    if (name == old) return std::vector<diagnostics::Edit>{};
    if (auto problem = collision(program, id, name)) return std::unexpected(*std::move(problem));
    std::set<Span> places;
    for (const Occurrence& each : program.occurrences_of(id)) places.insert(each.span);
    // Rule blocks name their type, and words in texts an attribute: the checker does not list all.
    for (const Span& block : unlisted_places(program, id)) places.insert(block);
    std::vector<diagnostics::Edit> edits;
    for (const Span& span : places) {
        if (normalize_nfc(program.sources().text(span)) == old) edits.push_back({span, new_name});
    }
    return edits;
}

std::vector<Link> links(const Program& program, FileId file) {
    std::vector<Link> found;
    const syntax::Module* module = program.module(file);
    if (module == nullptr) return found;
    const std::string& path = program.sources().file(file).path();
    for (const syntax::UseDecl& use : module->uses) {
        if (use.path)
            found.push_back({use.path->span, driver::relative_to(path, use.path->value), false});
        if (use.library) {
            std::string place = use.library->text();
            std::ranges::replace(place, '.', '/');
            found.push_back({use.library->span, fmt::format("stdlib/{}.reeve", place), true});
        }
    }
    for (const syntax::Decl& decl : module->decls) {
        const auto* table = std::get_if<syntax::TableDecl>(&decl);
        if (table != nullptr && table->from_file)
            found.push_back({table->from_file->span,
                             driver::relative_to(path, table->from_file->value), false});
    }
    return found;
}

namespace {

/// The name by which a declaration, or the rule block for it, goes in the hierarchy.
SymbolId owner_of(const Program& program, const sema::DeclRef ref) {
    const syntax::Decl* decl = program.decl(ref);
    if (decl == nullptr) return {};
    const syntax::Name& name = syntax::head(*decl).name;
    if (!name.valid()) return {};
    const Occurrence* place =
        program.occurrence_at(program.modules()[ref.module].file, name.span.begin);
    return place == nullptr ? SymbolId() : place->symbol;
}

std::map<SymbolId, std::vector<Span>> by_owner(const Program& program,
                                               const std::vector<Occurrence>& uses) {
    std::map<SymbolId, std::vector<Span>> found;
    for (const Occurrence& use : uses) {
        const auto ref = decl_around(program, use.span);
        const SymbolId owner = ref ? owner_of(program, *ref) : SymbolId();
        if (owner.valid()) found[owner].push_back(use.span);
    }
    return found;
}

std::vector<Dependency> to_list(std::map<SymbolId, std::vector<Span>> found, SymbolId except) {
    std::vector<Dependency> list;
    for (auto& [symbol, places] : found) {
        if (symbol != except) list.push_back({symbol, std::move(places)});
    }
    return list;
}

}  // namespace

SymbolId dependency_root(const Program& program, FileId file, std::uint32_t offset) {
    if (const Occurrence* place = program.occurrence_at(file, offset)) return place->symbol;
    const auto ref = decl_around(program, {file, offset, offset});
    return ref ? owner_of(program, *ref) : SymbolId();
}

std::vector<Dependency> users_of(const Program& program, SymbolId symbol) {
    std::vector<Occurrence> uses = program.occurrences_of(symbol);
    std::erase_if(uses,
                  [](const Occurrence& use) { return use.role == Occurrence::Role::Declaration; });
    return to_list(by_owner(program, uses), symbol);
}

std::vector<Dependency> used_by(const Program& program, SymbolId symbol) {
    std::map<SymbolId, std::vector<Span>> found;
    for (const Occurrence& use : program.occurrences()) {
        if (use.role == Occurrence::Role::Declaration) continue;
        const auto ref = decl_around(program, use.span);
        if (!ref || owner_of(program, *ref) != symbol) continue;
        SymbolId used = use.symbol;
        while (program.symbols().symbol(used).owner.valid())
            used = program.symbols().symbol(used).owner;
        found[used].push_back(use.span);
    }
    return to_list(std::move(found), symbol);
}

}  // namespace reeve::ide
