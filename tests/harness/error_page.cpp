#include "tests/harness/error_page.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/render.h"
#include "compiler/driver/session.h"
#include "tests/harness/corpus.h"

namespace reeve::harness {

namespace {

constexpr std::string_view kRetired = "## Retired";

class PageReader {
public:
    PageReader(std::string_view code, std::string_view text) : rest_(text) {
        read_title(code);
        read_paragraphs();
        page_.wrong = read_example("## Wrong");
        page_.right = read_example("## Right");
        skip_empty_lines();
        if (!rest_.empty()) complain("nothing follows the block of `## Right`");
    }

    ErrorPage take() { return std::move(page_); }

private:
    void complain(std::string problem) { page_.problems.push_back(std::move(problem)); }

    [[nodiscard]] std::string_view peek() const { return rest_.substr(0, rest_.find('\n')); }
    std::string_view next() {
        const std::string_view line = peek();
        rest_.remove_prefix(std::min(rest_.size(), line.size() + 1));
        return line;
    }
    void skip_empty_lines() {
        while (!rest_.empty() && peek().empty()) next();
    }

    void read_title(std::string_view code) {
        const std::string begin = fmt::format("# {}: ", code);
        const std::string_view line = next();
        if (!line.starts_with(begin)) {
            complain(fmt::format("the first line begins with `{}`", begin));
            return;
        }
        page_.title = line.substr(begin.size());
        if (page_.title.empty() || page_.title.ends_with('.') ||
            (page_.title[0] >= 'A' && page_.title[0] <= 'Z')) {
            complain("the title starts in lower case and has no final period");
        }
    }

    void read_paragraphs() {
        std::size_t count = 0;
        skip_empty_lines();
        while (!rest_.empty() && !peek().starts_with('#')) {
            ++count;
            while (!rest_.empty() && !peek().empty()) next();
            skip_empty_lines();
        }
        if (count < 1 || count > 3)
            complain("between title and `## Wrong` stand one or two paragraphs");
    }

    Example read_example(const std::string& heading) {
        Example example;
        skip_empty_lines();
        if (peek() != heading) {
            complain(fmt::format("`{}` with a block of code is missing", heading));
            return example;
        }
        next();
        skip_empty_lines();
        bool first = true;
        while (peek().starts_with("```")) {
            const std::string_view info = next().substr(3);
            std::string text;
            while (!rest_.empty() && peek() != "```") text += fmt::format("{}\n", next());
            next();
            const std::size_t blank = info.find(' ');
            if (first) {
                example.language = info;
                example.text = std::move(text);
            } else if (blank != std::string_view::npos) {
                example.files.emplace_back(info.substr(blank + 1), std::move(text));
            } else {
                complain("a further block needs a name: ```csv branches.csv");
            }
            first = false;
            skip_empty_lines();
        }
        if (first) complain(fmt::format("after `{}` comes a block of code", heading));
        return example;
    }

    std::string_view rest_;
    ErrorPage page_;
};

std::string_view section_of(int number) {
    if (number < 1000) return "Files";
    if (number < 2000) return "Reading";
    if (number < 3000) return "Names";
    if (number < 4000) return "Meaning";
    return "What cannot be meant";
}

}  // namespace

ErrorPage read_error_page(std::string_view code, std::string_view text) {
    return PageReader(code, text).take();
}

std::vector<std::string> messages_of(const Example& example) {
    driver::MemoryFileSystem files;
    files.put("example.reeve", example.text);
    for (const auto& [path, text] : example.files) files.put(path, text);
    driver::Session session(files);
    session.check(std::vector<std::string>{"example.reeve"});
    std::vector<std::string> messages;
    for (const diagnostics::Diagnostic& diagnostic : session.sink().diagnostics()) {
        std::string text;
        diagnostics::render_text(session.sources(), std::span(&diagnostic, 1), {}, text);
        messages.push_back(fmt::format("{}[{}]: {}\n{}", diagnostics::word_for(diagnostic.severity),
                                       diagnostics::code_of(*diagnostic.kind), diagnostic.message,
                                       text));
    }
    return messages;
}

std::string make_index(std::string_view current) {
    std::string out =
        "# Messages\n\nEvery message of the checker has a number that is never used again, and a "
        "page. `reeve explain RV3004` shows the\n"
        "page on a terminal. This list is written by `reeve_golden --update`.\n";
    std::string_view section;
    for (const diagnostics::Kind* kind : diagnostics::all_kinds()) {
        if (section != section_of(kind->number)) {
            section = section_of(kind->number);
            out += fmt::format("\n## {}\n\n| number | | about |\n|---|---|---|\n", section);
        }
        const std::string code = diagnostics::code_of(*kind);
        const ErrorPage page =
            read_error_page(code, read_repository_file("docs/errors/" + code + ".md"));
        std::string title;
        for (const char c : page.title) title += c == '|' ? std::string("\\|") : std::string(1, c);
        out += fmt::format("| [{}]({}.md) | {} | {} |\n", code, code,
                           diagnostics::word_for(kind->severity), title);
    }
    const std::size_t retired = current.find(kRetired);
    out += '\n';
    out += retired == std::string_view::npos ? fmt::format("{}\n\nNone so far.\n", kRetired)
                                             : std::string(current.substr(retired));
    return out;
}

}  // namespace reeve::harness
