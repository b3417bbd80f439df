#include "compiler/records/csv_cells.h"

#include <algorithm>
#include <array>

namespace reeve::records {

namespace {

constexpr std::string_view kSeparators = ",;\t";

class Cutter {
public:
    Cutter(std::string_view text, char separator, bool at_end, Cells& out)
        : text_(text), separator_(separator), at_end_(at_end), out_(out) {}

    Cut cut() {
        out_.cells.clear();
        out_.unquoted.clear();
        out_.lines = 0;
        for (;;) {
            const Cut cell = at_ < text_.size() && text_[at_] == '"' ? quoted() : plain();
            if (cell != Cut::Record) return cell;
            if (at_ == text_.size()) return end_of_text();
            if (text_[at_] == separator_) {
                ++at_;
                if (at_ == text_.size() && !at_end_) return Cut::NeedsMore;
                continue;
            }
            take_line_break();
            return Cut::Record;
        }
    }

private:
    Cut end_of_text() {
        out_.size = at_;
        return at_end_ ? Cut::Record : Cut::NeedsMore;
    }

    void take_line_break() {
        if (text_[at_] == '\r') ++at_;
        ++at_;
        ++out_.lines;
        out_.size = at_;
    }

    [[nodiscard]] bool at_line_break() const {
        return text_[at_] == '\n' ||
               (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
    }

    Cut plain() {
        const std::size_t begin = at_;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == separator_ || c == '\n') break;
            if (c == '\r' && at_line_break()) break;
            if (c == '"') return broken(Cut::StrayQuote);
        }
        std::size_t end = at_;
        // A file may end between the two characters of its last line break.
        if (at_ == text_.size() && end > begin && text_[end - 1] == '\r') --end;
        out_.cells.push_back(text_.substr(begin, end - begin));
        return Cut::Record;
    }

    Cut quoted() {
        const std::size_t begin = ++at_;
        bool doubled = false;
        for (;;) {
            const std::size_t end = text_.find('"', at_);
            if (end == text_.npos) return at_end_ ? Cut::OpenQuote : Cut::NeedsMore;
            if (end + 1 == text_.size() && !at_end_) return Cut::NeedsMore;
            at_ = end + 1;
            if (at_ < text_.size() && text_[at_] == '"') {
                doubled = true;
                ++at_;
                continue;
            }
            add_quoted(text_.substr(begin, end - begin), doubled);
            break;
        }
        if (at_ < text_.size() && text_[at_] == '\r' && at_ + 1 == text_.size()) {
            if (!at_end_) return Cut::NeedsMore;
            ++at_;
        }
        if (at_ == text_.size() || text_[at_] == separator_ || at_line_break()) return Cut::Record;
        return broken(Cut::TextBehindQuote);
    }

    void add_quoted(std::string_view cell, bool doubled) {
        out_.lines += static_cast<std::size_t>(std::ranges::count(cell, '\n'));
        if (doubled) {
            std::string& text = out_.unquoted.emplace_back();
            for (std::size_t i = 0; i < cell.size(); ++i) {
                text += cell[i];
                if (cell[i] == '"') ++i;
            }
            cell = text;
        }
        out_.cells.push_back(cell);
    }

    Cut broken(Cut kind) {
        const std::size_t end = text_.find('\n', at_);
        if (end == text_.npos && !at_end_) return Cut::NeedsMore;
        out_.size = end == text_.npos ? text_.size() : end + 1;
        if (end != text_.npos) ++out_.lines;
        return kind;
    }

    std::string_view text_;
    char separator_;
    bool at_end_;
    Cells& out_;
    std::size_t at_ = 0;
};

}  // namespace

char detect_separator(std::string_view header) {
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    for (const char c : header) {
        if (c == '"') quoted = !quoted;
        const std::size_t place = kSeparators.find(c);
        if (!quoted && place != kSeparators.npos) ++counts[place];
    }
    return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

Cut cut_record(std::string_view text, char separator, bool at_end, Cells& out) {
    return Cutter(text, separator, at_end, out).cut();
}

}  // namespace reeve::records
