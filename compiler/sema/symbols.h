#pragma once

#include "compiler/syntax/module.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Pass 2: which names a program declares, and which place refers to which of them.

namespace reeve::sema {

using source::Span;

/// Names of different spaces do not meet: a skill and a team may both be called `phone`.
enum class Space : std::uint8_t {
    Type,   // choices, named types, work types, case plans
    Value,  // definitions, tables, settings: what a bare name or a call in an expression means
    Calendar,
    Holidays,
    Team,
    Skill,
    Workload,
    Period,
    Band,
    Source,
    Intake,
    Queue,
    // Names inside another declaration; `Symbol::owner` says of which.
    ChoiceValue,
    Attribute,
    Segment,
    Outcome,
    PlanPart,
    Param,
    Variable,
    AgentAttribute
};

enum class SymbolKind : std::uint8_t {
    Choice,
    NamedType,
    WorkType,
    CasePlan,
    Define,
    Table,
    Setting,
    Calendar,
    Holidays,
    Team,
    Skill,
    Workload,
    Period,
    Band,
    Source,
    Intake,
    Queue,
    Workbin,
    ChoiceValue,
    Attribute,
    Segment,
    Outcome,
    Stage,
    Step,
    Milestone,
    Param,
    Variable,
    AgentAttribute
};
/// The word an author would use: "work type", "queue", "attribute".
std::string_view describe(SymbolKind kind);
/// "a work type", "an attribute".
std::string with_article(SymbolKind kind);
/// "work type", "calendar": what a name of the space is called in "there is no … named …".
std::string_view describe(Space space);

using SymbolId = Id<struct SymbolTag>;

/// Where a declaration stands among the modules of a program.
struct DeclRef {
    std::uint32_t module = 0;
    std::uint32_t decl = 0;
    friend auto operator<=>(const DeclRef&, const DeclRef&) = default;
};

struct Symbol {
    SymbolKind kind = SymbolKind::Choice;
    Space space = Space::Type;
    std::string name;
    Span span;  // the name where it is declared
    DeclRef decl;
    SymbolId owner;  // of a value, attribute, segment, … ; invalid at the top
};

/// One use of a symbol in the text.
struct Use {
    Span span;
    SymbolId symbol;
    bool write = false;  // `set x to …`
};

/// All declared names. Top-level names are filled by `declare`; names inside declarations are added
/// by `check`, which also records every use, for unused declarations, navigation and
/// `--print=names`.
class Symbols {
public:
    /// Adds a name; where the space (or the owner) already has it, nothing is added: `id` is
    /// invalid and `first` tells who has the name. Else `first` is invalid.
    struct Added {
        SymbolId id;
        SymbolId first;
    };
    Added add(Symbol symbol);

    [[nodiscard]] SymbolId find(Space space, std::string_view name, SymbolId owner = {}) const;
    [[nodiscard]] const Symbol& symbol(SymbolId id) const { return symbols_[id.index()]; }
    [[nodiscard]] std::size_t size() const { return symbols_.size(); }
    /// Names of a space in the order of their declaration, for "did you mean".
    [[nodiscard]] std::vector<std::string_view> names(Space space, SymbolId owner = {}) const;

    void add_use(Use use) { uses_.push_back(use); }
    [[nodiscard]] const std::vector<Use>& uses() const { return uses_; }
    /// How often a symbol is used, its own declaration aside.
    [[nodiscard]] std::vector<std::uint32_t> use_counts() const;

    /// Blocks that belong to a work type, plan or queue by name (`segment of Claim`), in order of
    /// declaration.
    struct Block {
        std::string name;
        DeclRef decl;
    };
    std::vector<Block> segments, slas, priorities, routes, escalations, watches;
    std::optional<DeclRef> business, bands;
    std::vector<DeclRef> agents_have, tests, guarantees;

private:
    struct Key {
        Space space;
        SymbolId owner;
        std::string name;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    std::vector<Symbol> symbols_;
    std::map<Key, SymbolId> by_name_;
    std::vector<Use> uses_;
};

}  // namespace reeve::sema
