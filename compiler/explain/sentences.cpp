#include "compiler/explain/sentences.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::explain {

namespace {

void join(std::string& to, const std::string& text, std::string_view with) {
    if (text.empty()) return;
    if (!to.empty()) to += with;
    to += text;
}

bool is_name(const std::string& what) { return what.find_first_of(" (") == std::string::npos; }

/// The row of a table, what a definition says, the ends of a period.
std::string because(const std::string& note, bool truth) {
    if (truth) return " (" + note + ")";
    if (note.starts_with('|')) return ", by the row " + note;
    if (note.starts_with("row ")) return ", by " + note;
    if (note.starts_with("no row")) return ", as " + note;
    return ", by `" + note + "`";
}

std::string sentence(const Reason& reason) {
    std::string why = sentences(reason.found);
    for (const Reason& inside : reason.inside) {
        const std::string more = sentence(inside);
        if (why.find(more) == std::string::npos) join(why, more, "; ");
    }
    const std::string text = fmt::format("`{}` {}", reason.text, reason.holds ? "holds" : "fails");
    // Where the condition is what was found, it says all itself.
    if (why.empty() || (reason.found.size() == 1 && reason.found[0].what == reason.text))
        return why.empty() ? text : why;
    if (reason.holds && why == reason.text) return why;
    return text + ": " + why;
}

}  // namespace

std::string sentence(const Finding& finding) {
    const std::string& value = finding.value.text;
    const bool truth = finding.value.type.base == typed::Base::YesNo;
    std::string text = truth && !is_name(finding.what)
                           ? fmt::format("{}: {}", finding.what, value)
                           : fmt::format("{} is {}", finding.what, value);
    if (finding.note.ends_with(" is missing")) return finding.note + ", so " + text;
    if (!finding.note.empty()) text += because(finding.note, truth);
    if (finding.place.line > 0) text += " (" + short_place(finding.place) + ")";
    std::string parts;
    for (const Finding& part : finding.parts) join(parts, sentence(part), ", ");
    if (!parts.empty()) text += ", where " + parts;
    return text;
}

std::string sentences(const std::vector<Finding>& findings) {
    std::string text;
    std::vector<std::string> said;
    for (const Finding& finding : findings) {
        std::string one = sentence(finding);
        if (std::ranges::find(said, one) != said.end()) continue;
        join(text, one, "; ");
        said.push_back(std::move(one));
    }
    return text;
}

std::string sentences(const Line& line) {
    if (line.reasons.size() == 1) {
        const Reason& reason = line.reasons.front();
        const bool whole =
            line.condition.ends_with(reason.text) &&
            line.condition.find(' ') + 1 + reason.text.size() == line.condition.size();
        if (whole && reason.inside.empty() && !reason.found.empty()) return sentences(reason.found);
    }
    std::string text;
    for (const Reason& reason : line.reasons) join(text, sentence(reason), "; ");
    return text;
}

std::string short_place(const Place& place) {
    if (place.line == 0) return "";
    const std::size_t slash = place.file.find_last_of('/');
    const std::string file = slash == std::string::npos ? place.file : place.file.substr(slash + 1);
    return fmt::format("{}:{}", file, place.line);
}

}  // namespace reeve::explain
