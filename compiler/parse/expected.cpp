#include "compiler/parse/expected.h"

#include "compiler/parse/prepare.h"
#include "compiler/parse/viable.h"
#include "compiler/parse/words.h"
#include "grammar/ReeveParser.h"

#include <algorithm>
#include <optional>

namespace reeve::parse {

using grammar::ReeveParser;

namespace {

constexpr std::size_t kPhraseWordsMax = 4;

bool in_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

std::string_view first_word(std::string_view text) {
    return text.substr(
        0, static_cast<std::size_t>(std::ranges::find_if_not(text, in_word) - text.begin()));
}

/// The last line up to the offset that begins with the word of a declaration at its left edge.
std::uint32_t find_declaration(std::string_view text, std::uint32_t offset) {
    std::size_t end = offset;
    while (true) {
        const std::size_t line = end == 0 ? 0 : text.rfind('\n', end - 1) + 1;
        const std::string_view word = first_word(text.substr(line, offset - line));
        if (line == 0 ||
            (!word.empty() && line + word.size() < offset && begins_declaration(word_type(word))))
            return static_cast<std::uint32_t>(line);
        end = line - 1;
    }
}

/// Signs of the grammar that somebody may want to be offered.
std::string_view sign_of(std::size_t type) {
    switch (type) {
        case ReeveLexer::LBRACE: return "{";
        case ReeveLexer::RBRACE: return "}";
        case ReeveLexer::EQUALS: return "=";
        case ReeveLexer::COLON: return ":";
        case ReeveLexer::ARROW: return "->";
        case ReeveLexer::DOT_DOT: return "..";
        default: return {};
    }
}

class Place {
public:
    Place(std::string_view text, std::uint32_t offset)
        : offset_(offset), begin_(find_declaration(text, offset)) {
        result_.begin = offset;
        while (result_.begin > begin_ && in_word(text[result_.begin - 1])) --result_.begin;
        result_.declaration = begin_;
        source_.emplace("", std::string(text.substr(begin_, result_.begin - begin_)));
    }

    Expected find() {
        diagnostics::DiagnosticSink ignored;
        const auto lexemes = scan(source_->text());
        // In a comment, or in a text that is not closed, nothing is expected.
        if (!lexemes.empty() && ends_open(lexemes.back())) return std::move(result_);
        prepare(lexemes, *source_, source::FileId(0), tokens_, ignored);
        ReeveParser parser(&tokens_);
        names_ = &parser.getRuleNames();
        atn_ = &parser.getATN();
        Viable viable(*atn_);
        const Viable::Ways ways = follow(viable);
        for (const SourceToken& token : tokens_.tokens) {
            if (token.type != antlr4::Token::EOF)
                result_.before.emplace_back(tokens_.text_of(token));
        }
        for (const Viable::Way& way : ways.ways) add(viable, way);
        std::ranges::sort(result_.phrases);
        result_.phrases.erase(std::ranges::unique(result_.phrases).begin(), result_.phrases.end());
        return std::move(result_);
    }

private:
    bool ends_open(const Lexeme& last) const {
        const bool at_end = last.end == source_->text().size();
        return at_end &&
               (last.type == ReeveLexer::COMMENT || last.type == ReeveLexer::DOC_COMMENT ||
                last.type == ReeveLexer::UNCLOSED_TEXT);
    }

    /// Along the tokens. A line that leads nowhere is left out: its next one begins where it began.
    Viable::Ways follow(Viable& viable) {
        std::vector<Viable::Ways> lines;  // before each line, by depth
        Viable::Ways ways =
            viable.at_state(atn_->ruleToStartState[ReeveParser::RuleProgram]->stateNumber, nullptr);
        const auto& tokens = tokens_.tokens;
        std::size_t depth = 0;
        for (std::size_t i = 0; i < tokens.size() && tokens[i].type != antlr4::Token::EOF; ++i) {
            if (tokens[i].type == ReeveLexer::RBRACE && depth > 0) --depth;
            if (tokens[i].first_on_line) {
                // What was lost is found again at the next line of the same block.
                if (ways.ways.empty() && depth < lines.size()) ways = lines[depth];
                lines.resize(depth + 1);
                if (!ways.ways.empty()) lines[depth] = ways;
            }
            Viable::Ways next = viable.after(ways, tokens[i].type);
            // A word that is a keyword elsewhere may be what another means.
            if (next.ways.empty() && is_word(tokens[i].type))
                next = viable.after(ways, ReeveLexer::WORD);
            if (tokens[i].type == ReeveLexer::LBRACE) ++depth;
            ways = std::move(next);
        }
        if (ways.ways.empty() && result_at_new_line() && depth < lines.size()) ways = lines[depth];
        return ways;
    }

    bool result_at_new_line() const {
        const std::string_view text = source_->text();
        const std::size_t last = text.find_last_not_of(" \t");
        return last == std::string_view::npos || text[last] == '\n';
    }

    void add(Viable& viable, const Viable::Way& way) {
        if (way.state->ruleIndex == ReeveParser::RuleName) {
            NamePlace place;
            for (const Viable::Frame* frame = way.frame; frame != nullptr; frame = frame->parent)
                place.rules.push_back((*names_)[atn_->states[frame->follow]->ruleIndex]);
            if (std::ranges::find(result_.names, place) == result_.names.end())
                result_.names.push_back(std::move(place));
            return;
        }
        const TypeSet types = viable.types({{way}});
        for (std::size_t type = 1; type < types.size(); ++type) {
            if (types[type]) add_type(viable, way, type);
        }
    }

    void add_type(Viable& viable, const Viable::Way& way, std::size_t type) {
        switch (type) {
            case ReeveLexer::TEXT: result_.text = true; return;
            case ReeveLexer::NUMBER: result_.number = true; return;
            case ReeveLexer::DATE: result_.date = true; return;
            case ReeveLexer::TIME: result_.time = true; return;
            case ReeveLexer::ROW_BAR: result_.row = true; return;
            default: break;
        }
        if (type == ReeveLexer::IN_TEAM) {
            result_.phrases.emplace_back("in team");
        } else if (!keyword(type).empty()) {
            result_.phrases.push_back(phrase(viable, way, type));
        } else if (const auto sign = sign_of(type);
                   !sign.empty() && std::ranges::find(result_.signs, sign) == result_.signs.end()) {
            result_.signs.push_back(sign);
        }
    }

    /// The keyword, and further ones as long as only one can follow.
    std::string phrase(Viable& viable, const Viable::Way& way, std::size_t type) {
        std::string text(keyword(type));
        Viable::Ways ways{{way}};
        for (std::size_t count = 1; count < kPhraseWordsMax; ++count) {
            ways = viable.after(ways, type);
            const std::optional<std::size_t> next = only_keyword(viable, ways);
            if (!next) break;
            type = *next;
            text += ' ';
            text += type == ReeveLexer::IN_TEAM ? std::string_view("in") : keyword(type);
        }
        return text;
    }

    static std::optional<std::size_t> only_keyword(Viable& viable, const Viable::Ways& ways) {
        const TypeSet types = viable.types(ways);
        std::optional<std::size_t> only;
        for (std::size_t type = 0; type < types.size(); ++type) {
            if (!types[type]) continue;
            const bool word = type == ReeveLexer::IN_TEAM || (type > 0 && !keyword(type).empty());
            if (only || !word) return std::nullopt;
            only = type;
        }
        return only;
    }

    std::uint32_t offset_;
    std::uint32_t begin_;
    std::optional<source::SourceFile> source_;
    Tokens tokens_;
    const std::vector<std::string>* names_ = nullptr;
    const antlr4::atn::ATN* atn_ = nullptr;
    Expected result_;
};

}  // namespace

Expected expected_at(std::string_view text, std::uint32_t offset) {
    return Place(text, std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text.size())))
        .find();
}

}  // namespace reeve::parse
