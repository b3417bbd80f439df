#include "compiler/format/tree.h"

namespace reeve::format {

namespace {

class BlockFinder {
public:
    explicit BlockFinder(Tokens& tokens) : tokens_(tokens) {
        const auto size = static_cast<std::uint32_t>(tokens.size());
        layout_before_.assign(size + 1, 0);
        following_.assign(size + 1, size);
        for (std::uint32_t i = 0; i < size; ++i) {
            const bool fixed = tokens[i].newlines > 0 || tokens[i].is_comment();
            layout_before_[i + 1] = layout_before_[i] + (fixed ? 1 : 0);
        }
        for (std::uint32_t i = size; i-- > 0;) {
            following_[i] = tokens[i].is_comment() ? following_[i + 1] : i;
        }
    }

    Blocks run() {
        const auto size = static_cast<std::uint32_t>(tokens_.size());
        blocks_.emplace_back().expanded = true;
        fill(0, 0, size);
        return std::move(blocks_);
    }

private:
    /// Recursion is as deep as blocks nest, which parsing has limited.
    void fill(std::uint32_t block, std::uint32_t begin, std::uint32_t end) {
        bool in_line = false;
        for (std::uint32_t i = begin; i < end; ++i) {
            const Token& token = tokens_[i];
            if (token.is_comment() && ends_line(i, end)) {
                comment(block, i, in_line);
                in_line = false;
                continue;
            }
            if (token.line != LineKind::None || !in_line) start_line(block, i);
            in_line = true;
            if (token.opens() && token.partner != kNone) {
                if (is_block(i)) add_block(i);
                i = tokens_[i].partner;
            }
            blocks_[block].lines.back().last = i;
        }
    }

    /// Does a comment stand between lines or at the end of one, and not inside one?
    [[nodiscard]] bool ends_line(std::uint32_t index, std::uint32_t end) const {
        const std::uint32_t after = following_[index];
        return after >= end || tokens_[after].line != LineKind::None;
    }

    void comment(std::uint32_t block, std::uint32_t index, bool in_line) {
        Block& target = blocks_[block];
        const Token& token = tokens_[index];
        if (token.own_line_comment()) {
            start_line(block, index);
            target.lines.back().kind = LineKind::Comment;
        } else if (in_line) {
            target.lines.back().comment = index;
        } else {
            target.comment = index;
        }
    }

    void start_line(std::uint32_t block, std::uint32_t index) {
        std::vector<Line>& lines = blocks_[block].lines;
        const Token& token = tokens_[index];
        lines.push_back({.kind = token.line == LineKind::None ? LineKind::Other : token.line,
                         .first = index,
                         .last = index,
                         .blank_before = token.newlines > 1 && !lines.empty()});
    }

    /// Braces that hold lines, or nothing but comments.
    [[nodiscard]] bool is_block(std::uint32_t open) const {
        if (!tokens_[open].is("{")) return false;
        const std::uint32_t close = tokens_[open].partner;
        const std::uint32_t first = following_[open + 1];
        return first < close ? tokens_[first].line != LineKind::None : close > open + 1;
    }

    void add_block(std::uint32_t open) {
        const std::uint32_t close = tokens_[open].partner;
        const auto index = static_cast<std::uint32_t>(blocks_.size());
        tokens_[open].block = index;
        Block& block = blocks_.emplace_back();
        block.open = open;
        block.close = close;
        block.on_one_line = layout_before_[close + 1] == layout_before_[open + 1];
        fill(index, open + 1, close);
    }

    Tokens& tokens_;
    Blocks blocks_;
    std::vector<std::uint32_t> layout_before_;  // line breaks and comments before each token
    std::vector<std::uint32_t> following_;      // the token here or after it that is no comment
};

}  // namespace

Blocks find_blocks(Tokens& tokens) { return BlockFinder(tokens).run(); }

}  // namespace reeve::format
