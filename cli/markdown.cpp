#include "cli/markdown.h"

#include "compiler/diagnostics/styled_text.h"

namespace reeve::cli {

namespace {

using diagnostics::Style;
using diagnostics::StyledText;

class MarkdownPage {
public:
    MarkdownPage(const MarkdownOptions& options, std::string& out)
        : options_(options), text_(out, options.color) {}

    void show(std::string_view page) {
        while (!page.empty()) {
            const std::size_t end = page.find('\n');
            show_line(page.substr(0, end));
            page.remove_prefix(end == std::string_view::npos ? page.size() : end + 1);
        }
        end_paragraph();
    }

private:
    void show_line(std::string_view line) {
        if (line.starts_with("```")) {
            end_paragraph();
            if (!in_code_) start_block();
            in_code_ = !in_code_;
        } else if (in_code_) {
            const std::string shown = diagnostics::visible_text(line);
            if (!shown.empty()) text_.blanks(4).write(Style::Code, shown);
            text_.end_line();
        } else if (line.starts_with('#')) {
            end_paragraph();
            start_block();
            text_.write(Style::Strong, line.substr(line.find_first_not_of("# "))).end_line();
        } else if (line.starts_with("- ")) {
            end_paragraph(Gap::Small);
            bullet_ = true;
            paragraph_ = line.substr(2);
        } else if (line.empty()) {
            end_paragraph();
        } else {
            if (!paragraph_.empty()) paragraph_ += ' ';
            paragraph_ += line;
        }
    }

    enum class Gap { Small, Normal };

    void end_paragraph(Gap next = Gap::Normal) {
        if (paragraph_.empty()) return;
        start_block();
        const std::size_t indentation = bullet_ ? 2 : 0;
        bool first = true;
        for (const std::string& line :
             diagnostics::wrap_text(paragraph_, options_.width - indentation)) {
            if (bullet_) text_.write(first ? "- " : "  ");
            first = false;
            text_.write_prose(Style::Plain, line).end_line();
        }
        paragraph_.clear();
        bullet_ = false;
        after_item_ = next == Gap::Small;
    }

    void start_block() {
        if (any_ && !after_item_) text_.end_line();
        any_ = true;
        after_item_ = false;
    }

    const MarkdownOptions& options_;
    StyledText text_;
    std::string paragraph_;
    bool in_code_ = false;
    bool bullet_ = false;
    bool any_ = false;
    bool after_item_ = false;
};

}  // namespace

std::string show_markdown(std::string_view page, const MarkdownOptions& options) {
    std::string out;
    MarkdownPage(options, out).show(page);
    return out;
}

}  // namespace reeve::cli
