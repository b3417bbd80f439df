#include "compiler/sema/declare.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::sema {

namespace {

std::string place(Span span, const source::SourceSet& sources) {
    const source::Position at = sources.begin(span);
    return fmt::format("{}:{}:{}", sources.file(span.file).path(), at.line, at.column);
}

class SymbolPrinter {
public:
    SymbolPrinter(const Symbols& symbols, const source::SourceSet& sources)
        : symbols_(symbols), sources_(sources), inner_(symbols.size()) {}

    std::string run() {
        std::vector<SymbolId> top;
        for (std::size_t i = 0; i < symbols_.size(); ++i) {
            const SymbolId owner = symbols_.symbol(SymbolId(i)).owner;
            (owner.valid() ? inner_[owner.index()] : top).emplace_back(i);
        }
        for (const SymbolId id : top) print(id, 0);
        return std::move(out_);
    }

private:
    void print(SymbolId id, std::size_t depth) {
        const Symbol& symbol = symbols_.symbol(id);
        out_ += fmt::format("{:{}}{} {}  {}\n", "", 2 * depth, describe(symbol.kind), symbol.name,
                            place(symbol.span, sources_));
        for (const SymbolId inner : inner_[id.index()]) print(inner, depth + 1);
    }

    const Symbols& symbols_;
    const source::SourceSet& sources_;
    std::vector<std::vector<SymbolId>> inner_;
    std::string out_;
};

}  // namespace

std::string print_symbols(const Symbols& symbols, const source::SourceSet& sources) {
    return SymbolPrinter(symbols, sources).run();
}

std::string print_names(const Symbols& symbols, const source::SourceSet& sources) {
    std::vector<Use> uses = symbols.uses();
    std::ranges::stable_sort(uses, {},
                             [](const Use& use) { return std::pair(use.span, use.symbol); });
    std::string out;
    for (const Use& use : uses) {
        const Symbol& symbol = symbols.symbol(use.symbol);
        out += fmt::format("{}  {} {}  {}{}\n", place(use.span, sources), describe(symbol.kind),
                           symbol.name, place(symbol.span, sources), use.write ? "  set" : "");
    }
    return out;
}

}  // namespace reeve::sema
