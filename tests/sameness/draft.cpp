#include "tests/sameness/draft.h"

#include <algorithm>
#include <optional>

namespace reeve::sameness {

std::string Draft::text() const {
    std::string text;
    for (const Block& block : blocks) {
        text += block.head + "\n";
        for (const std::string& line : block.lines) text += "    " + line + "\n";
        if (!block.tail.empty()) text += block.tail + "\n";
    }
    return text;
}

Draft::Place Draft::place(std::size_t line) const {
    std::size_t at = 1;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        const auto breaks = [](const std::string& text) {
            return static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
        };
        at += breaks(block.head);
        if (line < at) return {i, 0, false};
        for (std::size_t k = 0; k < block.lines.size(); ++k) {
            at += breaks(block.lines[k]);
            if (line < at) return {i, k, true};
        }
        if (!block.tail.empty() && line < ++at) return {i, 0, false};
    }
    return {blocks.size() - 1, 0, false};
}

void Draft::remove(const Place& place) {
    if (place.is_line)
        blocks[place.block].lines.erase(blocks[place.block].lines.begin() +
                                        static_cast<std::ptrdiff_t>(place.line));
    else
        blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(place.block));
}

namespace {

/// Where the parenthesis that opens at `open` closes.
std::optional<std::size_t> closing(const std::string& text, std::size_t open) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (quoted) continue;
        if (text[i] == '(') ++depth;
        if (text[i] == ')' && --depth == 0) return i;
    }
    return std::nullopt;
}

/// The operands of what stands in parentheses: parts between blanks and commas, groups as one.
std::vector<std::string> operands(const std::string& inner) {
    std::vector<std::string> parts{""};
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] == '(') {
            const auto end = closing(inner, i);
            if (!end) return {};
            parts.back() += inner.substr(i, *end - i + 1);
            i = *end;
        } else if (inner[i] == ' ' || inner[i] == ',') {
            parts.emplace_back();
        } else {
            parts.back() += inner[i];
        }
    }
    std::erase(parts, "");
    return parts;
}

class Shrinking {
public:
    Shrinking(Draft draft, const std::function<bool(const Draft&)>& fails, std::size_t most)
        : draft_(std::move(draft)), fails_(fails), left_(most) {}

    Draft run() {
        bool smaller = true;
        while (smaller && left_ > 0) {
            smaller = drop_blocks();
            smaller |= drop_lines();
            smaller |= drop_conditions();
            smaller |= simplify();
        }
        return draft_;
    }

private:
    bool try_out(Draft candidate) {
        if (left_ == 0) return false;
        --left_;
        if (!fails_(candidate)) return false;
        draft_ = std::move(candidate);
        return true;
    }

    bool drop_blocks() {
        bool smaller = false;
        for (std::size_t i = draft_.blocks.size(); i-- > 0;) {
            if (draft_.blocks[i].needed) continue;
            Draft candidate = draft_;
            candidate.remove({i, 0, false});
            smaller |= try_out(std::move(candidate));
        }
        return smaller;
    }

    bool drop_lines() {
        bool smaller = false;
        for (std::size_t i = draft_.blocks.size(); i-- > 0;) {
            for (std::size_t k = draft_.blocks[i].lines.size(); k-- > 0;) {
                Draft candidate = draft_;
                candidate.remove({i, k, true});
                smaller |= try_out(std::move(candidate));
            }
        }
        return smaller;
    }

    bool drop_conditions() {
        bool smaller = false;
        each_line([&](std::size_t block, std::size_t line) {
            const std::string text = draft_.blocks[block].lines[line];
            for (const char* word : {" when ", " up to "}) {
                const std::size_t at = text.find(word);
                if (at != std::string::npos) smaller |= replace(block, line, text.substr(0, at));
            }
        });
        return smaller;
    }

    /// Groups in parentheses give way to one of their operands.
    bool simplify() {
        bool smaller = false;
        each_line([&](std::size_t block, std::size_t line) {
            for (std::size_t at = 0; at < draft_.blocks[block].lines[line].size(); ++at) {
                const std::string text = draft_.blocks[block].lines[line];
                if (text[at] != '(') continue;
                const auto end = closing(text, at);
                if (!end) continue;
                for (const std::string& part : operands(text.substr(at + 1, *end - at - 1))) {
                    if (part.size() >= *end - at + 1) continue;
                    if (!replace(block, line, text.substr(0, at) + part + text.substr(*end + 1)))
                        continue;
                    smaller = true;
                    break;
                }
            }
        });
        return smaller;
    }

    bool replace(std::size_t block, std::size_t line, std::string text) {
        Draft candidate = draft_;
        candidate.blocks[block].lines[line] = std::move(text);
        return try_out(std::move(candidate));
    }

    void each_line(const std::function<void(std::size_t, std::size_t)>& visit) {
        for (std::size_t i = 0; i < draft_.blocks.size(); ++i) {
            for (std::size_t k = 0; k < draft_.blocks[i].lines.size(); ++k) visit(i, k);
        }
    }

    Draft draft_;
    const std::function<bool(const Draft&)>& fails_;
    std::size_t left_;
};

}  // namespace

Draft shrink(Draft draft, const std::function<bool(const Draft&)>& fails, std::size_t most) {
    return Shrinking(std::move(draft), fails, most).run();
}

}  // namespace reeve::sameness
