#include "compiler/doc/names.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace reeve::doc {

namespace {

using sema::Symbol;
using sema::SymbolId;
using sema::SymbolKind;
using source::Span;

// Names of files are compared without case on some systems.
std::string lower_ascii(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::string_view page_prefix(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::WorkType: return "work-";
        case SymbolKind::CasePlan: return "case-";
        case SymbolKind::Table: return "table-";
        default: return "";
    }
}

}  // namespace

std::string slug(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = decode_utf8(text, i);
        const char32_t c = point.value;
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '_' || c == '.';
        if (plain)
            out += static_cast<char>(c);
        else
            out += c == ' ' ? "-" : fmt::format("-{:x}-", static_cast<std::uint32_t>(c));
        i += point.length;
    }
    return out;
}

std::string Place::href(std::string_view from) const {
    if (id.empty()) return page;
    return page == from ? "#" + id : page + "#" + id;
}

Place place_of(const typed::FactInfo& fact) { return {"guide.html", "fact-" + slug(fact.text)}; }

Names::Names(const Input& input) : input_(input) {
    for (std::size_t i = 0; i < input.modules.size(); ++i)
        file_numbers_.emplace(input.modules[i].file, i + 1);
    const std::string& root = input.sources.file(input.modules.front().file).path();
    const std::size_t slash = root.rfind('/');
    if (slash != std::string::npos) directory_ = root.substr(0, slash + 1);
    name_pages();
    place_symbols();
    collect_mentions();
}

void Names::name_pages() {
    std::set<std::string> taken;
    for (std::size_t i = 0; i < input_.symbols.size(); ++i) {
        const Symbol& symbol = input_.symbols.symbol(SymbolId(i));
        const std::string_view prefix = page_prefix(symbol.kind);
        if (prefix.empty()) continue;
        const std::string base =
            fmt::format("{}{}", prefix, lower_ascii(slug(symbol.name)).substr(0, 100));
        std::string page = base;
        for (int number = 2; !taken.insert(page).second; ++number)
            page = fmt::format("{}~{}", base, number);
        pages_[SymbolId(i)] = page + ".html";
    }
}

std::string Names::page_of(const Symbol& symbol) const {
    switch (symbol.kind) {
        case SymbolKind::Define:
        case SymbolKind::Setting:
        case SymbolKind::Period: return "values.html";
        case SymbolKind::Choice:
        case SymbolKind::NamedType:
        case SymbolKind::ChoiceValue:
        case SymbolKind::Band: return "choices.html";
        case SymbolKind::Calendar:
        case SymbolKind::Holidays: return "calendars.html";
        case SymbolKind::Team:
        case SymbolKind::Skill:
        case SymbolKind::Workload:
        case SymbolKind::AgentAttribute: return "people.html";
        case SymbolKind::Source:
        case SymbolKind::Intake: return "intake.html";
        case SymbolKind::Queue:
        case SymbolKind::Workbin: return "queues.html";
        default: return "tests.html";
    }
}

void Names::place_symbols() {
    places_.resize(input_.symbols.size());
    // An owner is added before what it owns, so its place is known.
    for (std::size_t i = 0; i < input_.symbols.size(); ++i) {
        const SymbolId id(i);
        const Symbol& symbol = input_.symbols.symbol(id);
        Place& place = places_[i];
        place.id = fmt::format("{}-{}", slug(sema::describe(symbol.kind)), slug(symbol.name));
        if (symbol.owner.valid()) {
            const Place& owner = places_[symbol.owner.index()];
            place = {owner.page, owner.id + "--" + place.id};
        } else {
            const auto own = pages_.find(id);
            place.page = own != pages_.end() ? own->second : page_of(symbol);
        }
        by_span_.emplace(symbol.span, id);
    }
}

void Names::collect_mentions() {
    std::set<Span> seen;
    const auto add = [&](const Mention& mention) {
        if (seen.insert(mention.span).second) mentions_[mention.span.file].push_back(mention);
    };
    for (const auto& [span, symbol] : by_span_) add({span, symbol, nullptr, true});
    for (const sema::Use& use : input_.symbols.uses()) {
        if (!use.span.valid() || !use.symbol.valid()) continue;
        add({use.span, use.symbol, nullptr, false});
        uses_[use.symbol].push_back(use.span);
    }
    for (std::size_t i = 0; i < input_.program.expr_count(); ++i) {
        const typed::Expr& expr = input_.program.expr(typed::ExprId(i));
        if (expr.op != typed::Op::Fact || !expr.span.valid()) continue;
        const typed::FactInfo& fact = typed::info(static_cast<typed::Fact>(expr.symbol));
        const auto length = static_cast<std::uint32_t>(fact.text.size());
        Span span = expr.span;
        const std::string_view text = input_.sources.text(span);
        // `age in Office`: the calendar is a name of its own. `c.priority`: so is the record.
        if (text.starts_with(fact.text))
            span.end = span.begin + length;
        else if (text.ends_with(fact.text))
            span.begin = span.end - length;
        else
            continue;
        add({span, {}, &fact, false});
    }
    for (auto& [file, mentions] : mentions_) {
        std::ranges::sort(mentions, {}, &Mention::span);
        std::vector<Mention> apart;
        for (const Mention& mention : mentions) {
            const bool inside = !apart.empty() && mention.span.begin < apart.back().span.end;
            if (!inside && !mention.span.empty()) apart.push_back(mention);
        }
        mentions = std::move(apart);
    }
    for (auto& [symbol, spans] : uses_) {
        std::ranges::sort(spans);
        const auto rest = std::ranges::unique(spans);
        spans.erase(rest.begin(), rest.end());
    }
}

SymbolId Names::declared_at(Span name) const {
    const auto found = by_span_.find(name);
    return found == by_span_.end() ? SymbolId() : found->second;
}

std::span<const Mention> Names::mentions(Span span) const {
    const auto found = mentions_.find(span.file);
    if (found == mentions_.end()) return {};
    const std::vector<Mention>& all = found->second;
    const auto begins = [](const Mention& mention) { return mention.span.begin; };
    const auto first = std::ranges::lower_bound(all, span.begin, {}, begins);
    auto last = std::ranges::lower_bound(all, span.end, {}, begins);
    if (last != first && std::prev(last)->span.end > span.end) --last;
    return {first, last};
}

std::optional<sema::DeclRef> Names::enclosing(Span span) const {
    for (std::size_t module = 0; module < input_.modules.size(); ++module) {
        if (input_.modules[module].file != span.file) continue;
        const auto& decls = input_.modules[module].decls;
        const auto next = std::ranges::upper_bound(
            decls, span.begin, {}, [](const auto& decl) { return syntax::head(decl).span.begin; });
        if (next == decls.begin()) return std::nullopt;
        const auto at = static_cast<std::uint32_t>(std::prev(next) - decls.begin());
        return sema::DeclRef{static_cast<std::uint32_t>(module), at};
    }
    return std::nullopt;
}

std::vector<User> Names::users(SymbolId symbol) const {
    std::vector<User> users;
    const auto found = uses_.find(symbol);
    if (found == uses_.end()) return users;
    const std::optional<sema::DeclRef> own = enclosing(input_.symbols.symbol(symbol).span);
    for (const Span& span : found->second) {
        const std::optional<sema::DeclRef> decl = enclosing(span);
        if (!decl) continue;
        if (decl != own)
            add_user(users, {describe(*decl), this->place(*decl), 1, test_number(*decl)});
        else if (const auto part = user_in_plan(symbol, *decl, span))
            add_user(users, *part);
    }
    return users;
}

void Names::add_user(std::vector<User>& users, User user) const {
    for (User& known : users) {
        if (known.place.page != user.place.page || known.place.id != user.place.id) continue;
        known.count += user.count;
        return;
    }
    users.push_back(std::move(user));
}

std::string Names::file_page(source::FileId file) const {
    const auto found = file_numbers_.find(file);
    return found == file_numbers_.end() ? "" : fmt::format("source-{}.html", found->second);
}

std::string Names::file_name(source::FileId file) const {
    const std::string& path = input_.sources.file(file).path();
    return path.starts_with(directory_) ? path.substr(directory_.size()) : path;
}

Place Names::source_place(Span span) const {
    return {file_page(span.file), fmt::format("L{}", input_.sources.begin(span).line)};
}

}  // namespace reeve::doc
