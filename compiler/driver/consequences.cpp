#include "compiler/driver/consequences.h"

#include "compiler/diagnostics/check_messages.h"
#include "compiler/diagnostics/files_messages.h"
#include "compiler/diagnostics/names_messages.h"
#include "compiler/diagnostics/parse_messages.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace reeve::driver {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Severity;
namespace messages = diagnostics::messages;

bool is_one_of(const Diagnostic& found, std::initializer_list<const diagnostics::Kind*> kinds) {
    return std::ranges::any_of(
        kinds, [&](const auto* kind) { return found.kind->number == kind->number; });
}

std::size_t word_length(std::string_view text) {
    const auto in_word = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    };
    return static_cast<std::size_t>(std::ranges::find_if_not(text, in_word) - text.begin());
}

// What is said about a declaration as a whole; with a line of it, or a line that it leans on, not
// understood, it says nothing.
bool is_about_the_whole(const Diagnostic& found) {
    return is_one_of(found, {&messages::otherwise_missing::kind, &messages::term_never_counts::kind,
                             &messages::calendar_without_time_zone::kind,
                             &messages::no_time_zone::kind, &messages::change_of_unknown::kind,
                             &messages::table_column_count::kind, &messages::table_cell_count::kind,
                             &messages::argument_count::kind, &messages::promise_not_made::kind});
}

// What says that something is not there: it may stand in the text that was not understood, or
// belong to a type whose name was not.
bool is_about_absence(const Diagnostic& found) {
    return is_one_of(
        found, {&messages::type_without_fact::kind,     &messages::no_outcomes::kind,
                &messages::type_without_outcomes::kind, &messages::no_source_to_tell::kind,
                &messages::skill_without_levels::kind,  &messages::unit_needs_calendar::kind,
                &messages::no_time_zone::kind,          &messages::calendar_without_time_zone::kind,
                &messages::band_not_named::kind,        &messages::plan_without_band::kind,
                &messages::field_missing::kind,         &messages::promise_not_made::kind,
                &messages::change_of_unknown::kind,     &messages::borrowed_attribute::kind,
                &messages::other_kind_of_type::kind,    &messages::queue_gives_nothing::kind,
                &messages::workbin_without_take::kind,  &messages::no_members::kind,
                &messages::clock_missing::kind,         &messages::test_unknown_agent::kind,
                &messages::act_needs_outcome::kind,     &messages::choice_points_missing::kind,
                &messages::rest_missing::kind,          &messages::calendar_without_use::kind,
                &messages::fact_in_changes::kind});
}

bool is_unknown_name(const Diagnostic& found) {
    return is_one_of(found,
                     {&messages::unknown_name::kind, &messages::unknown_here::kind,
                      &messages::unknown_choice_value::kind, &messages::unknown_function::kind,
                      &messages::unknown_holidays::kind, &messages::unknown_part::kind,
                      &messages::unknown_field::kind, &messages::form_field_unknown::kind,
                      &messages::test_unknown_variable::kind, &messages::type_without_fact::kind});
}

// Words that begin declarations, and what a name that nothing declares is called in messages.
struct Family {
    std::string_view keyword;
    std::string_view noun;
};
constexpr std::array kFamilies{
    Family{"work", "type"},       Family{"choice", "type"},       Family{"type", "type"},
    Family{"case", "type"},       Family{"calendar", "calendar"}, Family{"team", "team"},
    Family{"skill", "skill"},     Family{"queue", "queue"},       Family{"workbin", "queue"},
    Family{"source", "source"},   Family{"period", "period"},     Family{"workload", "workload"},
    Family{"holidays", "set of"}, Family{"intake", "intake"},     Family{"step", "stage"},
    Family{"stage", "stage"},     Family{"milestone", "stage"},   Family{"define", "function"},
    Family{"table", "function"}};

class Consequences {
public:
    Consequences(const diagnostics::DiagnosticSink& before,
                 const diagnostics::DiagnosticSink& found, std::span<const syntax::Module> modules,
                 const source::SourceSet& sources)
        : sources_(sources), modules_(modules) {
        for (const Diagnostic& diagnostic : before.diagnostics()) note_text(diagnostic);
        for (const syntax::Module& module : modules) {
            for (const source::Span& span : module.skipped) note_lines(span);
            lost_ = lost_ || !module.skipped.empty() || !module.complete;
        }
        for (const Diagnostic& diagnostic : found.diagnostics()) note_name(diagnostic);
    }

    [[nodiscard]] bool holds_back(const Diagnostic& found) const {
        if (is_one_of(found, {&messages::term_never_counts::kind}) && type_unknown_ &&
            sources_.text(found.span).find('(') != std::string_view::npos)
            return true;
        if (is_one_of(found, {&messages::unit_needs_calendar::kind}) && lacks_calendar(found.span))
            return true;
        if (is_one_of(found, {&messages::unknown_field::kind, &messages::unknown_part::kind}) &&
            meant_.contains(sources_.text(found.span)))
            return true;
        if (is_one_of(found, {&messages::unknown_name::kind}) && declared_otherwise(found))
            return true;
        if (file_missing_ && is_unknown_name(found)) return true;
        if (is_about_absence(found) && (lost_ || is_about_meant_type(found))) return true;
        if (name_lost_ && is_unknown_name(found)) return true;
        if (is_ruled_out_perhaps(found)) return true;
        if (calendar_unknown_ && is_one_of(found, {&messages::wrong_type::kind}) &&
            found.message.find("business duration") != std::string::npos)
            return true;
        if (lines_.empty()) return false;
        const std::uint32_t line = sources_.begin(found.span).line;
        if (lines_.contains({found.span.file, line})) return true;
        if (is_one_of(found,
                      {&messages::calendar_without_time_zone::kind, &messages::no_time_zone::kind}))
            return words_.contains("zone") || words_.contains("timezone");
        if (is_one_of(found, {&messages::promise_not_made::kind})) return promise_broken(found);
        if (is_about_the_whole(found) &&
            (broken_around(found.span) || words_.contains(first_word(found.span))))
            return true;
        if (is_unknown_name(found) && has_lost_word(found.span)) return true;
        return lines_.contains({found.span.file, line - 1}) && begins_line(found.span);
    }

private:
    void note_text(const Diagnostic& diagnostic) {
        if (diagnostic.severity != Severity::Error || !diagnostic.span.valid() ||
            diagnostic.kind->number >= 2000)
            return;
        if (diagnostic.kind->number < 1000) {
            file_missing_ = true;
            return;
        }
        note_lines(diagnostic.span);
        // Where no name stands, or another line, there may be names that others speak of.
        const std::string_view marked = sources_.text(diagnostic.span);
        const bool sign = !marked.empty() && word_length(marked) == 0;
        name_lost_ =
            name_lost_ ||
            is_one_of(diagnostic,
                      {&messages::name_missing::kind, &messages::line_not_understood::kind,
                       &messages::not_a_declaration::kind, &messages::reserved_name::kind}) ||
            (sign && is_one_of(diagnostic,
                               {&messages::unexpected_word::kind, &messages::part_missing::kind}));
        if (is_one_of(diagnostic, {&messages::name_missing::kind})) {
            const source::SourceFile& file = sources_.file(diagnostic.span.file);
            std::string_view line = file.line(file.position(diagnostic.span.begin).line);
            line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
            note_family(line.substr(0, word_length(line)));
        }
    }

    void note_family(std::string_view keyword) {
        for (const Family& family : kFamilies) {
            if (family.keyword == keyword) nameless_.insert(family.noun);
        }
    }

    void note_lines(const source::Span& span) {
        const std::uint32_t last = sources_.end(span).line;
        for (std::uint32_t line = sources_.begin(span).line; line <= last; ++line) {
            lines_.emplace(span.file, line);
            note_words(sources_.file(span.file).line(line));
        }
    }

    // What unknown names and names that stand twice say about other messages.
    void note_name(const Diagnostic& diagnostic) {
        if (is_unknown_name(diagnostic) || is_one_of(diagnostic, {&messages::unknown_event::kind}))
            note_condition(diagnostic.span);
        if (is_one_of(diagnostic, {&messages::form_field_unknown::kind})) {
            for (const auto& fix : diagnostic.fixes) meant_.insert(fix.edits.front().text);
        }
        if (is_one_of(diagnostic, {&messages::declared_twice::kind})) {
            // "there is already a step named `register`": the second may have had another name.
            std::string_view what = diagnostic.message;
            what.remove_prefix(std::min(what.find(" a"), what.size()));
            for (const Family& family : kFamilies) {
                if (what.find(fmt::format(" {} named", family.keyword)) != std::string_view::npos)
                    nameless_.insert(family.noun);
            }
        }
        if (!is_one_of(diagnostic, {&messages::unknown_name::kind})) return;
        if (diagnostic.message.starts_with("there is no type")) {
            type_unknown_ = true;
            if (!stands_in_head(diagnostic.span)) return;
            for (const auto& fix : diagnostic.fixes)
                meant_types_.insert(fmt::format("`{}`", fix.edits.front().text));
        }
        if (!diagnostic.message.starts_with("there is no calendar")) return;
        const syntax::Decl* decl = decl_around(diagnostic.span);
        if (decl == nullptr) return;
        without_calendar_.insert(decl);
        // The calendar of the business is in force everywhere, that of an `sla` in all blocks about
        // its type.
        if (std::holds_alternative<syntax::BusinessDecl>(*decl) ||
            std::holds_alternative<syntax::SlaDecl>(*decl))
            calendar_unknown_ = true;
    }

    [[nodiscard]] bool lacks_calendar(const source::Span& span) const {
        return calendar_unknown_ || without_calendar_.contains(decl_around(span));
    }

    // Whether some declaration of that kind has no name that could be read, or that of another.
    [[nodiscard]] bool declared_otherwise(const Diagnostic& found) const {
        return std::ranges::any_of(nameless_, [&](std::string_view noun) {
            return found.message.starts_with(fmt::format("there is no {}", noun));
        });
    }

    [[nodiscard]] bool promise_broken(const Diagnostic& found) const {
        constexpr std::array<std::string_view, 3> kPromises{"due", "start", "target"};
        return std::ranges::any_of(kPromises, [&](std::string_view promise) {
            return words_.contains(promise) &&
                   found.message.find(fmt::format("`{}`", promise)) != std::string::npos;
        });
    }

    void note_words(std::string_view line) {
        for (std::size_t at = 0; at < line.size() && line[at] != '#';) {
            const std::size_t length = word_length(line.substr(at));
            if (length > 0) words_.insert(line.substr(at, length));
            at += std::max<std::size_t>(length, 1);
        }
    }

    [[nodiscard]] std::string_view first_word(const source::Span& span) const {
        const std::string_view text =
            std::string_view(sources_.file(span.file).text()).substr(span.begin);
        return text.substr(0, word_length(text));
    }

    // Whether the line says what a block is about, or what a source sends.
    [[nodiscard]] bool stands_in_head(const source::Span& span) const {
        const source::SourceFile& file = sources_.file(span.file);
        std::string_view line = file.line(file.position(span.begin).line);
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        constexpr std::array<std::string_view, 7> kHeads{"segment",  "sla",    "priority", "route",
                                                         "escalate", "source", "sends"};
        return std::ranges::find(kHeads, line.substr(0, word_length(line))) != kHeads.end();
    }

    // A condition with an unknown name may rule out what is said of its line.
    void note_condition(const source::Span& span) {
        const source::SourceFile& file = sources_.file(span.file);
        const std::uint32_t line = file.position(span.begin).line;
        const std::string_view text = file.text();
        const std::string_view before =
            text.substr(file.line_begin(line), span.begin - file.line_begin(line));
        const std::string_view after = text.substr(span.end, 12);
        if (before.ends_with(" is ") || before.ends_with(" is not ") ||
            after.starts_with(" is known") || after.starts_with(" is missing"))
            known_lines_.emplace(span.file, line);
        if (before.find("when ") != std::string_view::npos ||
            before.find("if ") != std::string_view::npos)
            condition_lines_.emplace(span.file, line);
    }

    [[nodiscard]] bool is_ruled_out_perhaps(const Diagnostic& found) const {
        const std::pair line{found.span.file,
                             sources_.file(found.span.file).position(found.span.begin).line};
        if (is_one_of(found, {&messages::may_be_missing::kind})) return known_lines_.contains(line);
        return condition_lines_.contains(line) &&
               is_one_of(found,
                         {&messages::outside_range::kind, &messages::line_sets_itself_off::kind});
    }

    // `Claim` has no segments, where a block is about `Clam`.
    [[nodiscard]] bool is_about_meant_type(const Diagnostic& found) const {
        const bool about_block = is_one_of(
            found, {&messages::type_without_fact::kind, &messages::promise_not_made::kind,
                    &messages::band_not_named::kind, &messages::plan_without_band::kind,
                    &messages::no_source_to_tell::kind, &messages::fact_in_changes::kind});
        if (!meant_types_.empty() && is_one_of(found, {&messages::fact_in_changes::kind}))
            return sources_.text(found.span) == "segment";
        return about_block && std::ranges::any_of(meant_types_, [&](const std::string& type) {
                   return found.message.find(type) != std::string::npos;
               });
    }

    // `red.heart`, of which the line `heart when …` was not understood.
    [[nodiscard]] bool has_lost_word(const source::Span& span) const {
        std::string_view text = sources_.text(span);
        while (!text.empty()) {
            const std::size_t length = word_length(text);
            if (length > 0 && words_.contains(text.substr(0, length))) return true;
            text.remove_prefix(std::max<std::size_t>(length, 1));
        }
        return false;
    }

    [[nodiscard]] const syntax::Decl* decl_around(const source::Span& span) const {
        for (const syntax::Module& module : modules_) {
            if (module.file != span.file) continue;
            for (const syntax::Decl& decl : module.decls) {
                const source::Span whole = syntax::head(decl).span;
                if (whole.begin <= span.begin && span.begin < whole.end) return &decl;
            }
        }
        return nullptr;
    }

    // Whether a line of the same declaration was not understood.
    [[nodiscard]] bool broken_around(const source::Span& span) const {
        const syntax::Decl* decl = decl_around(span);
        if (decl == nullptr) return broken_below(span);
        const source::Span whole = syntax::head(*decl).span;
        const std::uint32_t last = sources_.end(whole).line;
        for (std::uint32_t line = sources_.begin(whole).line; line <= last; ++line) {
            if (lines_.contains({span.file, line})) return true;
        }
        return false;
    }

    // Whether a line of the same declaration was not understood; one at the left edge begins the
    // next.
    [[nodiscard]] bool broken_below(const source::Span& span) const {
        const source::SourceFile& file = sources_.file(span.file);
        for (std::uint32_t line = sources_.begin(span).line + 1; line <= file.line_count();
             ++line) {
            if (lines_.contains({span.file, line})) return true;
            if (word_length(file.line(line)) > 0) return false;
        }
        return false;
    }

    // An expression that breaks off at the end of a line takes the first word of the next one for
    // its rest.
    [[nodiscard]] bool begins_line(const source::Span& span) const {
        const source::SourceFile& file = sources_.file(span.file);
        const std::uint32_t begin = file.line_begin(file.position(span.begin).line);
        const std::string_view before =
            std::string_view(file.text()).substr(begin, span.begin - begin);
        return before.find_first_not_of(" \t") == std::string_view::npos;
    }

    const source::SourceSet& sources_;
    std::span<const syntax::Module> modules_;
    std::set<std::pair<source::FileId, std::uint32_t>> lines_;  // not understood, or in part
    std::set<std::string_view> words_;                          // on those lines
    // Lines with an unknown name in a condition, and in one that asks whether something is known.
    std::set<std::pair<source::FileId, std::uint32_t>> condition_lines_;
    std::set<std::pair<source::FileId, std::uint32_t>> known_lines_;
    bool lost_ = false;       // some text declares nothing
    bool name_lost_ = false;  // of some declaration the name could not be read
    bool file_missing_ = false;
    bool type_unknown_ = false;
    bool calendar_unknown_ = false;
    std::set<std::string_view> nameless_;  // kinds of names of which one could not be read
    std::set<std::string, std::less<>> meant_;
    std::set<std::string> meant_types_;  // in backticks, as messages show them
    std::set<const syntax::Decl*> without_calendar_;
};

// What is said at a library file of a program that uses it. Alone each of these files is right, so
// an error there is about what the program declares too, and is told where it can be mended.
class LibraryMessages {
public:
    LibraryMessages(const diagnostics::DiagnosticSink& found,
                    const std::set<source::FileId>& libraries)
        : libraries_(libraries) {
        for (const Diagnostic& diagnostic : found.diagnostics())
            clash_ = clash_ || (is_in_library(diagnostic) && own_place(diagnostic).valid());
    }

    [[nodiscard]] bool is_in_library(const Diagnostic& found) const {
        return libraries_.contains(found.span.file);
    }

    // The message as the user of the library gets it; none where it is not for them. With a name
    // taken twice, all else that is wrong in the library follows from it.
    [[nodiscard]] std::optional<Diagnostic> for_user(const Diagnostic& found) const {
        if (found.severity != Severity::Error) return std::nullopt;
        const source::Span own = own_place(found);
        if (!own.valid()) return clash_ ? std::nullopt : std::optional(found);
        Diagnostic turned = found;
        turned.span = own;
        turned.labels = {{found.span, "the library declares it here"}};
        turned.helps = {
            "leave yours out, give it another name, or copy what you need of the library into your "
            "file"};
        turned.fixes.clear();
        return turned;
    }

private:
    [[nodiscard]] source::Span own_place(const Diagnostic& found) const {
        for (const diagnostics::Label& label : found.labels) {
            if (!libraries_.contains(label.span.file)) return label.span;
        }
        return {};
    }

    const std::set<source::FileId>& libraries_;
    bool clash_ = false;
};

// A sink makes its own messages; one of the same severity is made and becomes this one.
void add(const Diagnostic& diagnostic, diagnostics::DiagnosticSink& sink) {
    if (diagnostic.severity == Severity::Error) {
        sink.report<messages::unknown_library>(diagnostic.span, "") = diagnostic;
    } else {
        sink.report<messages::no_time_zone>(diagnostic.span) = diagnostic;
    }
}

/// How many further places of an unknown name are shown.
constexpr std::size_t kPlacesShownMax = 4;

// Takes the place of a further message about the same name into the first.
void join(Diagnostic& first, const Diagnostic& further) {
    if (first.labels.size() < kPlacesShownMax) first.label(further.span, "and here");
    // What is meant in one place is meant in all.
    if (first.fixes.empty() || first.fixes.front().edits.front().span != first.span) return;
    auto& edits = first.fixes.front().edits;
    edits.push_back({further.span, edits.front().text});
}

}  // namespace

void add_without_consequences(const Found& found, const source::SourceSet& sources,
                              diagnostics::DiagnosticSink& sink) {
    const Consequences consequences(sink, found.messages, found.modules, sources);
    const LibraryMessages library(found.messages, found.libraries);
    std::vector<Diagnostic> kept;
    std::map<std::string_view, std::size_t> unknown;  // the first message about each name
    for (const Diagnostic& diagnostic : found.messages.diagnostics()) {
        if (diagnostic.span.valid() && consequences.holds_back(diagnostic)) continue;
        if (library.is_in_library(diagnostic)) {
            if (auto told = library.for_user(diagnostic)) kept.push_back(*std::move(told));
            continue;
        }
        if (is_unknown_name(diagnostic) &&
            !is_one_of(diagnostic, {&messages::type_without_fact::kind})) {
            const auto [first, is_first] =
                unknown.try_emplace(sources.text(diagnostic.span), kept.size());
            if (!is_first) {
                join(kept[first->second], diagnostic);
                continue;
            }
        }
        kept.push_back(diagnostic);
    }
    for (const Diagnostic& diagnostic : kept) add(diagnostic, sink);
}

}  // namespace reeve::driver
