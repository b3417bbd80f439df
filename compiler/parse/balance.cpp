#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/limits.h"
#include "compiler/parse/prepare.h"
#include "compiler/parse/words.h"

#include <algorithm>

// Braces. One that is missing would turn the rest of the file upside down, so they are made to
// match before the parser sees them. Line breaks mean nothing to the language, but where braces do
// not match, indentation shows what was meant.

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

/// A longer beginning of a block is shown by its first word alone.
constexpr std::size_t kShownMax = 60;

class Balancer {
public:
    Balancer(Tokens& tokens, diagnostics::DiagnosticSink& sink)
        : tokens_(tokens), all_(tokens.tokens), sink_(sink) {}

    bool run() {
        if (balanced(0, all_.size())) return true;
        std::size_t begin = 0;
        for (std::size_t at = 1; at <= all_.size() && !full(); ++at) {
            if (at < all_.size() && !begins_region(at)) continue;
            repair(begin, at);
            begin = at;
        }
        if (full()) {
            sink_.report<messages::too_many_mistakes>(all_.back().span(), kMistakesMax);
            return false;
        }
        apply();
        return true;
    }

private:
    [[nodiscard]] bool full() const {
        return dropped_.size() + inserted_.size() + opened_.size() > kMistakesMax;
    }
    [[nodiscard]] bool balanced(std::size_t begin, std::size_t end) const;
    [[nodiscard]] bool begins_region(std::size_t at) const;
    [[nodiscard]] std::uint32_t line_indent(std::size_t brace) const { return all_[brace].indent; }
    void repair(std::size_t begin, std::size_t end);
    std::size_t close_before(std::size_t at, std::vector<std::size_t>& open);
    void missing(std::size_t brace, std::size_t before);
    void extra(std::size_t brace);
    bool unopened(std::size_t brace, std::size_t begin);
    bool unopened_on_line(std::size_t brace);
    void mark_line(std::size_t token) { tokens_.reported_lines[all_[token].line] = true; }
    void apply();

    Tokens& tokens_;
    std::vector<SourceToken>& all_;
    diagnostics::DiagnosticSink& sink_;
    std::vector<std::size_t> dropped_;
    std::vector<std::size_t> inserted_;  // before which token a brace is added
    std::vector<std::size_t> opened_;    // after which token a brace that opens is added
};

bool Balancer::balanced(std::size_t begin, std::size_t end) const {
    std::size_t depth = 0;
    for (std::size_t at = begin; at < end; ++at) {
        if (all_[at].type == ReeveLexer::LBRACE) ++depth;
        if (all_[at].type != ReeveLexer::RBRACE) continue;
        if (depth == 0) return false;
        --depth;
    }
    return depth == 0;
}

/// A declaration at the left edge. The word after tells it from an attribute or a line that begins
/// with the same word.
bool Balancer::begins_region(std::size_t at) const {
    const auto& token = all_[at];
    if (!token.first_on_line || token.indent != 0 || !begins_declaration(token.type)) return false;
    const auto next = at + 1 < all_.size() ? all_[at + 1].type : antlr4::Token::EOF;
    const auto third = at + 2 < all_.size() ? all_[at + 2].type : antlr4::Token::EOF;
    switch (token.type) {
        case ReeveLexer::K_WORK: return next == ReeveLexer::K_TYPE;
        case ReeveLexer::K_SLA: return next == ReeveLexer::K_FOR;
        case ReeveLexer::K_SEGMENT:
        case ReeveLexer::K_PRIORITY: return next == ReeveLexer::K_OF;
        case ReeveLexer::K_AGENTS: return next == ReeveLexer::K_HAVE;
        case ReeveLexer::K_CASE: return next == ReeveLexer::K_PLAN;
        case ReeveLexer::K_INTAKE: return next == ReeveLexer::K_FROM;
        case ReeveLexer::K_BANDS: return next == ReeveLexer::LBRACE;
        case ReeveLexer::K_TEST:
        case ReeveLexer::K_GUARANTEE: return next == ReeveLexer::TEXT;
        case ReeveLexer::K_USE: return next == ReeveLexer::TEXT || is_word(next);
        default: return is_word(next) && third != ReeveLexer::COLON;
    }
}

/// From one declaration to the next.
void Balancer::repair(std::size_t begin, std::size_t end) {
    if (balanced(begin, end)) return;
    std::size_t opening = 0;
    std::size_t closing = 0;
    for (std::size_t at = begin; at < end; ++at) {
        if (all_[at].type == ReeveLexer::LBRACE) ++opening;
        if (all_[at].type == ReeveLexer::RBRACE) ++closing;
    }
    std::vector<std::size_t> open;
    std::size_t too_many = closing > opening ? closing - opening : 0;
    std::size_t too_few = opening > closing ? opening - closing : 0;
    for (std::size_t at = begin; at < end && !full(); ++at) {
        const auto& token = all_[at];
        if (token.type == ReeveLexer::LBRACE) {
            open.push_back(at);
            continue;
        }
        if (token.type != ReeveLexer::RBRACE) continue;
        // A brace on its own line deeper than the line it would close closes nothing, if there is
        // one too many at all.
        // So does one at the end of a line that does not begin the block.
        const bool astray = !open.empty() && too_many > 0 &&
                            (token.first_on_line ? token.indent > line_indent(open.back())
                                                 : all_[open.back()].line != token.line);
        if (open.empty() || astray) {
            if (!unopened(at, begin)) extra(at);
            if (too_many > 0) --too_many;
            continue;
        }
        // A brace that stands under the line of an outer block leaves the inner ones open.
        while (too_few > 0 && open.size() > 1 && token.first_on_line &&
               token.indent < line_indent(open.back()) &&
               line_indent(open[open.size() - 2]) >= token.indent &&
               all_[open.back()].line != token.line) {
            missing(open.back(), close_before(at, open));
            open.pop_back();
            --too_few;
        }
        open.pop_back();
    }
    for (; !open.empty() && !full(); open.pop_back()) missing(open.back(), close_before(end, open));
}

/// Where the innermost open block should have ended: before the first later line that is not
/// indented deeper than it.
std::size_t Balancer::close_before(std::size_t at, std::vector<std::size_t>& open) {
    const auto brace = open.back();
    std::size_t depth = 0;
    // The values of a choice end where its default or `optional` stands.
    const auto before = brace > 0 ? all_[brace - 1].type : 0;
    const bool values = before == ReeveLexer::K_OF || before == ReeveLexer::K_RANKED;
    for (auto next = brace + 1; values && next < at && all_[next].line == all_[brace].line;
         ++next) {
        if (all_[next].type == ReeveLexer::EQUALS || all_[next].type == ReeveLexer::K_OPTIONAL)
            return next;
    }
    for (auto next = brace + 1; next < at; ++next) {
        const auto& token = all_[next];
        if (token.type == ReeveLexer::RBRACE && depth > 0) --depth;
        if (depth == 0 && token.first_on_line && token.indent <= line_indent(brace) &&
            token.type != ReeveLexer::RBRACE) {
            return next;
        }
        if (token.type == ReeveLexer::LBRACE) ++depth;
    }
    return at;
}

void Balancer::missing(std::size_t brace, std::size_t before) {
    auto first = brace;
    while (first > 0 && !all_[first].first_on_line && brace - first < kShownMax) --first;
    // Of several blocks on one line the innermost is meant.
    for (auto at = first; at < brace; ++at) {
        if (all_[at].type == ReeveLexer::LBRACE || all_[at].type == ReeveLexer::RBRACE)
            first = at + 1;
    }
    const auto& last = all_[before - 1];
    auto written = tokens_.text.substr(all_[first].begin, all_[brace].begin - all_[first].begin);
    while (!written.empty() && written.back() == ' ') written.remove_suffix(1);
    if (written.size() > kShownMax) written = written.substr(0, written.find(' '));
    if (written.empty()) written = "{";
    if (all_[brace].line == last.line) mark_line(brace);
    auto& diagnostic = sink_.report<messages::unclosed_block>(all_[brace].span(), written);
    diagnostic.label(last.span().after(), "`}` is missing after this");
    const std::string indent(all_[brace].line == last.line ? 0 : line_indent(brace), ' ');
    diagnostic.fix("add `}`", last.span().after(),
                   all_[brace].line == last.line ? " }" : "\n" + indent + "}");
    inserted_.push_back(before);
}

void Balancer::extra(std::size_t brace) {
    sink_.report<messages::stray_brace>(all_[brace].span())
        .fix("remove it", all_[brace].span(), "");
    dropped_.push_back(brace);
    mark_line(brace);
}

/// `outcomes paid, refused }`
bool Balancer::unopened_on_line(std::size_t brace) {
    int inner = 0;
    for (auto at = brace; at-- > 0 && all_[at].line == all_[brace].line;) {
        const auto type = all_[at].type;
        if (type == ReeveLexer::RBRACE) ++inner;
        if (type == ReeveLexer::LBRACE && inner-- == 0) return false;
        const bool opens =
            type == ReeveLexer::K_RANKED || type == ReeveLexer::K_OUTCOMES ||
            type == ReeveLexer::K_SPLIT || type == ReeveLexer::K_FORM ||
            type == ReeveLexer::K_DATA || type == ReeveLexer::K_ROSTER ||
            (type == ReeveLexer::K_OF && at > 0 && all_[at - 1].type == ReeveLexer::K_ONE);
        if (!opens || inner > 0 || all_[at + 1].type == ReeveLexer::LBRACE) continue;
        const auto where = all_[at].span();
        sink_.report<messages::part_missing>(where, "`{`", tokens_.text_of(all_[at]))
            .label(all_[brace].span(), "this closes it")
            .fix("write `{`", where.after(), " {");
        opened_.push_back(at);
        return true;
    }
    return false;
}

/// A brace that closes a block whose head has none: a line as far left as the brace, with deeper
/// ones between the two.
bool Balancer::unopened(std::size_t brace, std::size_t begin) {
    const auto& closing = all_[brace];
    if (!closing.first_on_line) {
        // All on one line: the parser will miss the brace in the head and need not see this one.
        bool opens = false;
        for (auto at = begin; at < brace; ++at) opens |= all_[at].type == ReeveLexer::LBRACE;
        if (opens || all_[begin].line != closing.line) return unopened_on_line(brace);
        dropped_.push_back(brace);
        return true;
    }
    auto head = brace;
    while (head > begin) {
        --head;
        if (all_[head].first_on_line && all_[head].indent <= closing.indent) break;
    }
    if (!all_[head].first_on_line || all_[head].indent != closing.indent ||
        !is_word(all_[head].type))
        return false;
    auto last = head;
    while (all_[last + 1].line == all_[head].line) ++last;
    if (last + 1 >= brace || all_[last].type == ReeveLexer::LBRACE ||
        all_[last].type == ReeveLexer::RBRACE)
        return false;
    const bool colon = all_[last].type == ReeveLexer::COLON && last > head;
    const auto& before = all_[colon ? last - 1 : last];
    const auto where = all_[last].span();
    auto& diagnostic = sink_.report<messages::part_missing>(where, "`{`", tokens_.text_of(before));
    diagnostic.label(closing.span(), "this closes the block");
    diagnostic.fix("write `{`", colon ? where : where.after(), " {");
    if (colon) dropped_.push_back(last);
    opened_.push_back(last);
    return true;
}

void Balancer::apply() {
    std::ranges::sort(inserted_);
    std::ranges::sort(dropped_);
    std::vector<SourceToken> result;
    result.reserve(all_.size() + inserted_.size());
    auto next_inserted = inserted_.begin();
    auto next_dropped = dropped_.begin();
    std::vector<std::uint32_t> moved(all_.size() + 1);
    for (std::size_t at = 0; at < all_.size(); ++at) {
        for (; next_inserted != inserted_.end() && *next_inserted == at; ++next_inserted) {
            SourceToken brace = all_[at == 0 ? 0 : at - 1];
            brace.type = ReeveLexer::RBRACE;
            brace.begin = brace.end;
            brace.first_on_line = false;
            brace.repaired = true;
            result.push_back(brace);
        }
        moved[at] = static_cast<std::uint32_t>(result.size());
        const bool dropped = next_dropped != dropped_.end() && *next_dropped == at;
        if (dropped) ++next_dropped;
        if (!dropped) result.push_back(all_[at]);
        if (std::ranges::find(opened_, at) == opened_.end()) continue;
        SourceToken brace = all_[at];
        brace.type = ReeveLexer::LBRACE;
        brace.begin = brace.end;
        brace.first_on_line = false;
        brace.repaired = true;
        result.push_back(brace);
    }
    for (auto& doc : tokens_.docs) doc.next_token = moved[doc.next_token];
    all_ = std::move(result);
}

}  // namespace

bool balance(Tokens& tokens, diagnostics::DiagnosticSink& sink) {
    if (!Balancer(tokens, sink).run()) return false;
    std::uint32_t depth = 0;
    for (std::uint32_t index = 0; index < tokens.tokens.size(); ++index) {
        auto& token = tokens.tokens[index];
        token.index = index;
        if (token.type == ReeveLexer::RBRACE && depth > 0) --depth;
        token.depth = depth;
        if (token.type == ReeveLexer::LBRACE) ++depth;
    }
    return true;
}

}  // namespace reeve::parse
