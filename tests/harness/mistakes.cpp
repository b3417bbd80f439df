#include "tests/harness/mistakes.h"

#include "compiler/diagnostics/catalog.h"
#include "compiler/diagnostics/render.h"
#include "compiler/driver/session.h"
#include "tests/harness/corpus.h"
#include "tests/harness/fix_check.h"
#include "tests/support/source_directory.h"

#include <algorithm>
#include <optional>

namespace reeve::harness {

using diagnostics::Diagnostic;
using driver::Session;

namespace {

constexpr std::string_view kNothing = "nothing";

std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return "";
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin));
}

// Adds a line to a text of several.
void append_line(std::optional<std::string>& text, std::string_view line) {
    if (text) {
        *text += '\n';
        *text += line;
    } else {
        text = line;
    }
}

class TableReader {
public:
    explicit TableReader(MistakeTable& table) : table_(table) {}

    void read(const std::string& line, std::size_t number) {
        if (trimmed(line).empty() || line.starts_with("#")) return;
        if (line.starts_with("base ")) {
            base_ = trimmed(line.substr(5));
        } else if (line == "-" || line.starts_with("- ")) {
            append_line(find_,
                        std::string_view(line).substr(std::min<std::size_t>(2, line.size())));
        } else if (line == "+" || line.starts_with("+ ")) {
            append_line(write_,
                        std::string_view(line).substr(std::min<std::size_t>(2, line.size())));
        } else if (line.starts_with("! ")) {
            finish(line.substr(2), number);
        } else {
            complain(number, "it begins with none of `base`, `-`, `+`, `!` and `#`");
        }
    }

    void finish(std::string expected, std::size_t number) {
        if (base_.empty()) complain(number, "no `base` was named before");
        if (!find_ && !write_) complain(number, "there is no edit before it");
        table_.mistakes.push_back(
            {base_, find_.value_or(""), write_.value_or(""), std::move(expected), number});
        find_.reset();
        write_.reset();
    }

    void end(std::size_t number) {
        if (find_ || write_) complain(number, "the last edit has no `!`");
    }

private:
    void complain(std::size_t number, std::string_view what) {
        table_.problems.push_back(fmt::format("{}:{}: {}", table_.path, number, what));
    }

    MistakeTable& table_;
    std::string base_;
    std::optional<std::string> find_;
    std::optional<std::string> write_;
};

// The program with the mistake made, and what is said of it.
class Trial {
public:
    explicit Trial(const Mistake& mistake)
        : mistake_(mistake), files_(&repository_), session_(files_) {
        std::string text = read_repository_file(mistake.base);
        begin_ = mistake.find.empty() ? text.size() : text.find(mistake.find);
        if (begin_ == std::string::npos || text.empty()) return;
        end_ = begin_ + mistake.write.size();
        text.replace(begin_, mistake.find.size(), mistake.write);
        if (mistake.find.empty()) text += '\n';
        files_.put(mistake.base, text);
        session_.check(std::vector{mistake.base});
        made_ = true;
    }

    [[nodiscard]] std::string outcome() const {
        if (!made_) return fmt::format("`{}` does not hold the text to replace", mistake_.base);
        std::string out;
        for (const Diagnostic& diagnostic : messages()) {
            if (!out.empty()) out += " and ";
            out += describe(diagnostic);
        }
        return out.empty() ? std::string(kNothing) : out;
    }

    [[nodiscard]] std::vector<std::string> fix_failures() const {
        std::vector<std::string> failures;
        for (const Diagnostic& diagnostic : messages()) {
            if (diagnostic.fixes.empty()) continue;
            std::string failure = check_fix(mistake_.base, files_, session_, diagnostic);
            if (!failure.empty()) failures.push_back(std::move(failure));
        }
        return failures;
    }

    [[nodiscard]] std::string shown() const {
        std::string out;
        for (const Diagnostic& diagnostic : messages()) out += show(session_.sources(), diagnostic);
        return out;
    }

    [[nodiscard]] const std::vector<Diagnostic>& messages() const {
        return session_.sink().diagnostics();
    }

private:
    [[nodiscard]] std::string describe(const Diagnostic& diagnostic) const {
        std::string place;
        if (diagnostic.span.valid()) {
            const source::SourceFile& file = session_.sources().file(diagnostic.span.file);
            const std::string text(session_.sources().text(diagnostic.span));
            place = fmt::format(" `{}`", trimmed(text.substr(0, text.find('\n'))));
            const bool inside = file.path() == mistake_.base && diagnostic.span.begin >= begin_ &&
                                diagnostic.span.begin <= end_;
            if (!inside) {
                const std::uint32_t line = session_.sources().begin(diagnostic.span).line;
                place += fmt::format(" in `{}`", trimmed(file.line(line)));
            }
        }
        return fmt::format("{}[{}]{}: {}", diagnostics::word_for(diagnostic.severity),
                           diagnostics::code_of(*diagnostic.kind), place, diagnostic.message);
    }

    const Mistake& mistake_;
    RepositoryFiles repository_;
    driver::MemoryFileSystem files_;
    Session session_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool made_ = false;
};

std::string edit_of(const Mistake& mistake) {
    std::string out;
    for (const std::string& line : split_lines(mistake.find)) out += fmt::format("- {}\n", line);
    for (const std::string& line : split_lines(mistake.write)) out += fmt::format("+ {}\n", line);
    return out;
}

std::vector<MistakeTable> find_tables() {
    std::vector<MistakeTable> tables;
    const std::string directory = "tests/mistakes";
    for (const std::string& name : RepositoryFiles().list(directory)) {
        if (!name.ends_with(".mistakes")) continue;
        const std::string path = directory + "/" + name;
        tables.push_back(read_mistakes(path, read_repository_file(path)));
    }
    return tables;
}

}  // namespace

MistakeTable read_mistakes(const std::string& path, const std::string& text) {
    MistakeTable table{path, {}, {}};
    TableReader reader(table);
    std::size_t number = 0;
    for (const std::string& line : split_lines(text)) reader.read(line, ++number);
    reader.end(number);
    return table;
}

const std::vector<MistakeTable>& mistake_tables() {
    static const std::vector<MistakeTable> tables = find_tables();
    return tables;
}

std::string outcome_of(const Mistake& mistake) { return Trial(mistake).outcome(); }

std::vector<std::string> check_mistakes(const MistakeTable& table) {
    std::vector<std::string> failures = table.problems;
    for (const Mistake& mistake : table.mistakes) {
        const Trial trial(mistake);
        const std::string place = fmt::format("{}:{}", table.path, mistake.line);
        if (trial.messages().size() > 1) {
            failures.push_back(fmt::format("{}: one mistake has {} messages\n{}{}", place,
                                           trial.messages().size(), edit_of(mistake),
                                           trial.shown()));
            continue;
        }
        const std::string outcome = trial.outcome();
        if (outcome != mistake.expected) {
            failures.push_back(fmt::format("{}:\n{}expected: {}\nreported: {}", place,
                                           edit_of(mistake), mistake.expected, outcome));
        }
        for (const std::string& failure : trial.fix_failures())
            failures.push_back(fmt::format("{}: {}", place, failure));
    }
    return failures;
}

std::string show_mistakes(const MistakeTable& table) {
    std::string out;
    for (const Mistake& mistake : table.mistakes) {
        const Trial trial(mistake);
        out += fmt::format("{}:{}: {} message(s)\n{}{}\n", table.path, mistake.line,
                           trial.messages().size(), edit_of(mistake), trial.shown());
    }
    return out;
}

std::string update_mistakes(const MistakeTable& table, const std::string& text) {
    std::vector<std::string> lines = split_lines(text);
    for (const Mistake& mistake : table.mistakes)
        lines[mistake.line - 1] = "! " + outcome_of(mistake);
    std::string out;
    for (const std::string& line : lines) out += line + "\n";
    return out;
}

}  // namespace reeve::harness
