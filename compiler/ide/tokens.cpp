#include "compiler/ide/tokens.h"

#include "compiler/ide/hover.h"
#include "compiler/parse/parse.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace reeve::ide {

using sema::SymbolKind;

namespace {

TokenType type_of(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::Choice:
        case SymbolKind::NamedType: return TokenType::Type;
        case SymbolKind::WorkType:
        case SymbolKind::CasePlan: return TokenType::Class;
        case SymbolKind::ChoiceValue:
        case SymbolKind::Segment:
        case SymbolKind::Outcome:
        case SymbolKind::Band: return TokenType::EnumMember;
        case SymbolKind::Attribute:
        case SymbolKind::AgentAttribute:
        case SymbolKind::Stage:
        case SymbolKind::Step:
        case SymbolKind::Milestone: return TokenType::Property;
        case SymbolKind::Param: return TokenType::Parameter;
        case SymbolKind::Define:
        case SymbolKind::Setting:
        case SymbolKind::Variable: return TokenType::Variable;
        case SymbolKind::Table: return TokenType::Function;
        default: return TokenType::Namespace;
    }
}

class Painter {
public:
    Painter(const Program& program, Span range) : program_(program), range_(range) {}

    std::vector<SemanticToken> run() {
        const auto& names = program_.occurrences();
        name_ = static_cast<std::size_t>(
            std::ranges::partition_point(names,
                                         [&](const Occurrence& name) {
                                             return std::tuple(name.span.file, name.span.begin) <
                                                    std::tuple(range_.file, range_.begin);
                                         }) -
            names.begin());
        for (const parse::Token& token : parse::tokenize(program_.sources(), range_.file)) {
            if (token.span.end <= range_.begin) continue;
            if (token.span.begin >= range_.end) break;
            add(token);
        }
        return std::move(tokens_);
    }

private:
    void add(const parse::Token& token) {
        using parse::TokenKind;
        switch (token.kind) {
            case TokenKind::Number:
            case TokenKind::Moment: return put(token.span, TokenType::Number);
            case TokenKind::Text: return put(token.span, TokenType::String);
            case TokenKind::Comment: return put(token.span, TokenType::Comment);
            case TokenKind::DocComment:
                return put(token.span, TokenType::Comment, TokenModifiers::kDocumentation);
            case TokenKind::Word:
            case TokenKind::Reserved: return add_word(token);
            default: return;
        }
    }

    void add_word(const parse::Token& token) {
        if (const Occurrence* name = name_at(token.span)) {
            const sema::Symbol& symbol = program_.symbols().symbol(name->symbol);
            const Declared declared = program_.declared(name->symbol);
            TokenType type = type_of(symbol.kind);
            if (declared.define != nullptr && !declared.define->params.empty())
                type = TokenType::Function;
            std::uint32_t modifiers = 0;
            if (name->role == Occurrence::Role::Declaration)
                modifiers |= TokenModifiers::kDeclaration;
            if (name->role == Occurrence::Role::Write) modifiers |= TokenModifiers::kModification;
            if (symbol.kind == SymbolKind::Define) modifiers |= TokenModifiers::kReadonly;
            if (program_.is_library(symbol.span.file)) modifiers |= TokenModifiers::kLibrary;
            return put(token.span, type, modifiers);
        }
        const std::string_view word = program_.sources().text(token.span);
        const bool written_like_fact = token.kind == parse::TokenKind::Word &&
                                       !describe_fact(word).empty() &&
                                       word.find('_') != std::string_view::npos;
        put(token.span, written_like_fact ? TokenType::Variable : TokenType::Keyword,
            written_like_fact ? TokenModifiers::kReadonly : 0);
    }

    const Occurrence* name_at(Span span) {
        const auto& names = program_.occurrences();
        while (name_ < names.size() && names[name_].span.file == span.file &&
               names[name_].span.begin < span.begin)
            ++name_;
        const bool here = name_ < names.size() && names[name_].span.file == span.file &&
                          names[name_].span.begin == span.begin;
        return here ? &names[name_] : nullptr;
    }

    void put(Span span, TokenType type, std::uint32_t modifiers = 0) {
        tokens_.push_back({span, type, modifiers});
    }

    const Program& program_;
    Span range_;
    std::size_t name_ = 0;
    std::vector<SemanticToken> tokens_;
};

}  // namespace

std::vector<SemanticToken> semantic_tokens(const Program& program, Span range) {
    return Painter(program, range).run();
}

}  // namespace reeve::ide
