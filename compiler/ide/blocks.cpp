#include "compiler/ide/blocks.h"

#include "compiler/parse/parse.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace reeve::ide {

using sema::Symbols;

std::vector<Block> blocks_about(const Program& program, std::string_view name) {
    const Symbols& symbols = program.symbols();
    const std::array<std::pair<std::string_view, const std::vector<Symbols::Block>*>, 6> kinds{
        {{"segment of", &symbols.segments},
         {"sla for", &symbols.slas},
         {"priority of", &symbols.priorities},
         {"route", &symbols.routes},
         {"escalate", &symbols.escalations},
         {"watch", &symbols.watches}}};
    std::vector<Block> found;
    for (const auto& [word, blocks] : kinds) {
        for (const Symbols::Block& block : *blocks) {
            const syntax::Decl* decl = program.decl(block.decl);
            if (block.name == name && decl != nullptr)
                found.push_back({word, block.decl, syntax::head(*decl).name.span});
        }
    }
    return found;
}

std::optional<sema::DeclRef> decl_around(const Program& program, Span place) {
    for (std::uint32_t m = 0; m < program.modules().size(); ++m) {
        const syntax::Module& module = program.modules()[m];
        if (module.file != place.file) continue;
        const auto next = std::ranges::partition_point(module.decls, [&](const syntax::Decl& decl) {
            return syntax::head(decl).span.begin <= place.begin;
        });
        if (next == module.decls.begin()) return std::nullopt;
        const Span span = syntax::head(*(next - 1)).span;
        if (place.begin > span.end) return std::nullopt;
        return sema::DeclRef{m, static_cast<std::uint32_t>(next - 1 - module.decls.begin())};
    }
    return std::nullopt;
}

namespace {

std::string_view word_of_fact(typed::Fact fact) {
    using typed::Fact;
    switch (fact) {
        case Fact::Segment: return "segment of";
        case Fact::Priority:
        case Fact::Band: return "priority of";
        case Fact::Queue: return "route";
        case Fact::Due:
        case Fact::SlaUsed:
        case Fact::TimeLeft:
        case Fact::Overdue:
        case Fact::OverdueBy:
        case Fact::StartAt:
        case Fact::StartUsed:
        case Fact::StartLeft:
        case Fact::TargetAt:
        case Fact::TargetUsed:
        case Fact::TargetLeft: return "sla for";
        default: return {};
    }
}

}  // namespace

Span block_of_fact(const Program& program, FileId file, std::uint32_t offset, typed::Fact fact) {
    const std::string_view word = word_of_fact(fact);
    const auto ref = decl_around(program, {file, offset, offset});
    if (word.empty() || !ref) return {};
    const std::string& name = syntax::head(*program.decl(*ref)).name.text;
    for (const Block& block : blocks_about(program, name)) {
        if (block.word == word) return block.name;
    }
    return {};
}

bool is_given(const Program& program, Span name) {
    const std::string_view text = program.sources().file(name.file).text();
    std::size_t at = name.end;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    if (at >= text.size() || text[at] != ':') return false;
    // Before it stands a brace, a comma or a blank; a declaration of its own is no use of the name.
    std::size_t before = name.begin;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t' ||
                          text[before - 1] == '\n' || text[before - 1] == '\r'))
        --before;
    return before > 0 && (text[before - 1] == '{' || text[before - 1] == ',');
}

namespace {

bool in_name(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/// `{name}` in a text, where `{{` writes a brace.
void add_places_in_text(std::string_view text, Span token, std::string_view name,
                        std::vector<Span>& places) {
    const std::string_view quoted = text.substr(token.begin, token.end - token.begin);
    for (std::size_t at = 0; at + 1 < quoted.size(); ++at) {
        if (quoted[at] != '{') continue;
        if (quoted[at + 1] == '{') {
            ++at;
            continue;
        }
        const std::string_view rest = quoted.substr(at + 1);
        if (!rest.starts_with(name) || (rest.size() > name.size() && in_name(rest[name.size()])))
            continue;
        const auto begin = static_cast<std::uint32_t>(token.begin + at + 1);
        places.push_back({token.file, begin, begin + static_cast<std::uint32_t>(name.size())});
    }
}

/// The declarations in whose texts an attribute may be named: its own and the blocks about it.
std::vector<Span> text_places_around(const Program& program, const sema::Symbol& attribute) {
    std::vector<Span> around;
    if (const syntax::Decl* decl = program.decl(attribute.decl))
        around.push_back(syntax::head(*decl).span);
    if (!attribute.owner.valid()) return around;
    sema::SymbolId owner = attribute.owner;
    while (program.symbols().symbol(owner).owner.valid())
        owner = program.symbols().symbol(owner).owner;
    for (const Block& block : blocks_about(program, program.symbols().symbol(owner).name))
        around.push_back(syntax::head(*program.decl(block.decl)).span);
    return around;
}

}  // namespace

std::vector<Span> unlisted_places(const Program& program, sema::SymbolId id) {
    std::vector<Span> places;
    const sema::Symbol& symbol = program.symbols().symbol(id);
    const bool owner =
        symbol.kind == sema::SymbolKind::WorkType || symbol.kind == sema::SymbolKind::CasePlan ||
        symbol.kind == sema::SymbolKind::Queue || symbol.kind == sema::SymbolKind::Workbin;
    if (owner) {
        for (const Block& block : blocks_about(program, symbol.name)) places.push_back(block.name);
    }
    if (symbol.kind != sema::SymbolKind::Attribute) return places;
    std::map<FileId, std::vector<parse::Token>> tokens;
    for (const Span& around : text_places_around(program, symbol)) {
        auto [entry, fresh] = tokens.try_emplace(around.file);
        if (fresh) entry->second = parse::tokenize(program.sources(), around.file);
        const std::string_view text = program.sources().file(around.file).text();
        for (const parse::Token& token : entry->second) {
            if (token.kind == parse::TokenKind::Text && token.span.begin >= around.begin &&
                token.span.end <= around.end)
                add_places_in_text(text, token.span, symbol.name, places);
        }
    }
    return places;
}

}  // namespace reeve::ide
