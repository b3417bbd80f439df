#include "compiler/ide/outline.h"

#include "compiler/parse/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

namespace reeve::ide {

namespace {

using parse::Token;
using parse::TokenKind;

class Outliner {
public:
    Outliner(const source::SourceSet& sources, const syntax::Module& module)
        : sources_(sources), module_(module) {}

    std::vector<Entry> run() {
        std::vector<Entry> entries;
        for (const syntax::Decl& decl : module_.decls) {
            const syntax::DeclHead& head = syntax::head(decl);
            Entry entry = std::visit([&](const auto& each) { return of(each); }, decl);
            entry.span = head.span;
            entry.name_span = head.name.valid() ? head.name.span : head.keyword;
            if (entry.name.empty()) entry.name = head.name.text;
            if (entry.name.empty()) entry.name = entry.detail;
            if (!entry.name.empty()) entries.push_back(std::move(entry));
        }
        return entries;
    }

private:
    static Entry make(std::string detail, EntryKind kind, std::string name = {}) {
        return {std::move(name), std::move(detail), kind, {}, {}, {}};
    }
    static Entry rules(std::string_view word, const syntax::DeclHead& head) {
        return make(std::string(word), EntryKind::Rules,
                    fmt::format("{} {}", word, head.name.text));
    }

    void add(Entry& entry, const syntax::Name& name, std::string detail, EntryKind kind,
             Span span) const {
        if (!name.valid()) return;
        entry.inner.push_back(
            {name.text, std::move(detail), kind, span.valid() ? span : name.span, name.span, {}});
    }
    void add_values(Entry& entry, const std::vector<syntax::ChoiceValue>& values,
                    std::string_view detail) const {
        for (const syntax::ChoiceValue& value : values)
            add(entry, value.name, std::string(detail), EntryKind::Member, {});
    }
    void add_attributes(Entry& entry, const std::vector<syntax::Attribute>& attributes) const {
        for (const syntax::Attribute& attribute : attributes)
            add(entry, attribute.name, std::string(sources_.text(attribute.type.span)),
                EntryKind::Field, attribute.span);
    }
    void add_segments(Entry& entry, const std::vector<syntax::SegmentLine>& lines) const {
        for (const syntax::SegmentLine& line : lines) {
            if (!line.name.valid()) continue;
            add(entry, line.name, "segment", EntryKind::Member, line.span);
            add_segments(entry.inner.back(), line.lines);
        }
    }

    Entry of(const syntax::ChoiceDecl& decl) const {
        Entry entry = make("choice", EntryKind::Type);
        add_values(entry, decl.values, "value");
        return entry;
    }
    Entry of(const syntax::TypeDecl& /*decl*/) const { return make("type", EntryKind::Type); }
    Entry of(const syntax::DefineDecl& /*decl*/) const {
        return make("definition", EntryKind::Value);
    }
    Entry of(const syntax::TableDecl& decl) const {
        return make(
            fmt::format("table, {} row{}", decl.rows.size(), decl.rows.size() == 1 ? "" : "s"),
            EntryKind::Table);
    }
    Entry of(const syntax::BusinessDecl& /*decl*/) const {
        return make("business", EntryKind::House);
    }
    Entry of(const syntax::CalendarDecl& /*decl*/) const {
        return make("calendar", EntryKind::House);
    }
    Entry of(const syntax::HolidayDecl& /*decl*/) const {
        return make("holidays", EntryKind::House);
    }
    Entry of(const syntax::TeamDecl& /*decl*/) const { return make("team", EntryKind::House); }
    Entry of(const syntax::AgentsHaveDecl& decl) const {
        Entry entry = make("attributes of agents", EntryKind::House, "agents have");
        add_attributes(entry, decl.attributes);
        return entry;
    }
    Entry of(const syntax::SkillDecl& /*decl*/) const { return make("skill", EntryKind::House); }
    Entry of(const syntax::WorkloadDecl& /*decl*/) const {
        return make("workload", EntryKind::House);
    }
    Entry of(const syntax::SettingDecl& decl) const {
        return make(fmt::format("setting, {}", sources_.text(decl.type.span)), EntryKind::Setting);
    }
    Entry of(const syntax::PeriodDecl& /*decl*/) const { return make("period", EntryKind::House); }
    Entry of(const syntax::BandsDecl& decl) const {
        Entry entry = make("bands", EntryKind::House);
        add_values(entry, decl.bands, "band");
        return entry;
    }
    Entry of(const syntax::WorkTypeDecl& decl) const {
        Entry entry = make("work type", EntryKind::Work);
        add_attributes(entry, decl.attributes);
        add_values(entry, decl.outcomes, "outcome");
        return entry;
    }
    Entry of(const syntax::SourceDecl& /*decl*/) const { return make("source", EntryKind::House); }
    Entry of(const syntax::IntakeDecl& decl) const {
        Entry entry = make("intake", EntryKind::Rules);
        for (const syntax::Param& param : decl.params)
            add(entry, param.name, std::string(sources_.text(param.type.span)), EntryKind::Field,
                {});
        return entry;
    }
    Entry of(const syntax::SlaDecl& decl) const { return rules("sla for", decl.head); }
    Entry of(const syntax::SegmentDecl& decl) const {
        Entry entry = rules("segment of", decl.head);
        add_segments(entry, decl.lines);
        return entry;
    }
    Entry of(const syntax::PriorityDecl& decl) const { return rules("priority of", decl.head); }
    Entry of(const syntax::QueueDecl& decl) const {
        return make(decl.workbin ? "workbin" : "queue", EntryKind::Queue);
    }
    Entry of(const syntax::RouteDecl& decl) const { return rules("route", decl.head); }
    Entry of(const syntax::EscalateDecl& decl) const { return rules("escalate", decl.head); }
    Entry of(const syntax::WatchDecl& decl) const { return rules("watch", decl.head); }
    Entry of(const syntax::CasePlanDecl& decl) const {
        Entry entry = make("case plan", EntryKind::Plan);
        add_attributes(entry, decl.data);
        add_parts(entry, decl, decl.parts);
        return entry;
    }
    Entry of(const syntax::TestDecl& decl) const {
        return make("test", EntryKind::Test, decl.title.value);
    }
    Entry of(const syntax::GuaranteeDecl& decl) const {
        return make("guarantee", EntryKind::Test, decl.title.value);
    }

    void add_parts(Entry& entry, const syntax::CasePlanDecl& plan,
                   const std::vector<syntax::PlanPart>& parts) const {
        for (const syntax::PlanPart& part : parts) {
            if (part.kind == syntax::PlanPartKind::Stage) {
                const syntax::StageDecl& stage = plan.stages[part.index];
                if (!stage.head.name.valid()) continue;
                add(entry, stage.head.name, "stage", EntryKind::Plan, stage.head.span);
                add_parts(entry.inner.back(), plan, stage.parts);
            } else if (part.kind == syntax::PlanPartKind::Step) {
                const syntax::DeclHead& head = plan.steps[part.index].head;
                add(entry, head.name, "step", EntryKind::Member, head.span);
            } else {
                const syntax::DeclHead& head = plan.milestones[part.index].head;
                add(entry, head.name, "milestone", EntryKind::Member, head.span);
            }
        }
    }

    const source::SourceSet& sources_;
    const syntax::Module& module_;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Editors want what is inside an entry to lie within it.
void keep_inside(std::vector<Entry>& entries) {
    for (Entry& entry : entries) {
        keep_inside(entry.inner);
        entry.span.begin = std::min(entry.span.begin, entry.name_span.begin);
        entry.span.end = std::max(entry.span.end, entry.name_span.end);
        for (const Entry& inner : entry.inner) {
            entry.span.begin = std::min(entry.span.begin, inner.span.begin);
            entry.span.end = std::max(entry.span.end, inner.span.end);
        }
    }
}

}  // namespace

std::vector<Entry> outline(const source::SourceSet& sources, const syntax::Module& module) {
    std::vector<Entry> entries = Outliner(sources, module).run();
    keep_inside(entries);
    return entries;
}

bool is_like(std::string_view name, std::string_view query) {
    std::size_t at = 0;
    for (const char c : query) {
        if (c == ' ') continue;
        while (at < name.size() && lower(name[at]) != lower(c)) ++at;
        if (at++ == name.size()) return false;
    }
    return true;
}

namespace {

class Folder {
public:
    Folder(const source::SourceSet& sources, FileId file)
        : sources_(sources), tokens_(parse::tokenize(sources, file)) {}

    std::vector<Fold> run() {
        for (const Token& token : tokens_) {
            if (token.kind == TokenKind::Space) continue;
            const bool comment =
                token.kind == TokenKind::Comment || token.kind == TokenKind::DocComment;
            follow_comments(token, comment);
            if (comment) continue;
            follow_uses(token);
            const std::string_view text = sources_.text(token.span);
            if (text == "{" || text == "(") open_.push_back(line(token));
            if ((text == "}" || text == ")") && !open_.empty()) {
                add(open_.back(), line(token), Fold::Kind::Region);
                open_.pop_back();
            }
            last_line_ = line(token);
        }
        close_comments();
        if (use_first_ != 0) add(use_first_, use_last_, Fold::Kind::Imports);
        std::ranges::sort(folds_, {}, &Fold::first_line);
        return std::move(folds_);
    }

private:
    std::uint32_t line(const Token& token) const { return sources_.begin(token.span).line; }

    void add(std::uint32_t first, std::uint32_t last, Fold::Kind kind) {
        if (last > first) folds_.push_back({first, last, kind});
    }
    void follow_comments(const Token& token, bool comment) {
        const std::uint32_t at = line(token);
        const bool alone = comment && at != last_line_;
        if (alone && comment_last_ + 1 == at) {
            comment_last_ = at;
            return;
        }
        close_comments();
        if (alone) comment_first_ = comment_last_ = at;
    }
    void close_comments() {
        if (comment_first_ != 0) add(comment_first_, comment_last_, Fold::Kind::Comment);
        comment_first_ = comment_last_ = 0;
    }
    void follow_uses(const Token& token) {
        if (line(token) == last_line_) return;
        const bool use = sources_.text(token.span) == "use" && open_.empty();
        if (use && use_first_ == 0) use_first_ = line(token);
        if (use) use_last_ = line(token);
    }

    const source::SourceSet& sources_;
    std::vector<Token> tokens_;
    std::vector<Fold> folds_;
    std::vector<std::uint32_t> open_;
    std::uint32_t last_line_ = 0;
    std::uint32_t comment_first_ = 0;
    std::uint32_t comment_last_ = 0;
    std::uint32_t use_first_ = 0;
    std::uint32_t use_last_ = 0;
};

bool holds(Span span, std::uint32_t offset) {
    return span.valid() && span.begin <= offset && offset <= span.end;
}

/// Between each pair of brackets around the offset, without and with them.
void add_brackets(const source::SourceSet& sources, FileId file, std::uint32_t offset,
                  std::vector<Span>& spans) {
    std::vector<std::uint32_t> open;
    for (const Token& token : parse::tokenize(sources, file)) {
        if (token.kind != TokenKind::Symbol) continue;
        const char sign = sources.text(token.span).front();
        if (sign == '{' || sign == '(' || sign == '[') open.push_back(token.span.begin);
        if (sign != '}' && sign != ')' && sign != ']') continue;
        if (open.empty()) continue;
        const std::uint32_t begin = open.back();
        open.pop_back();
        if (begin < offset && offset <= token.span.begin) {
            spans.push_back({file, begin + 1, token.span.begin});
            spans.push_back({file, begin, token.span.end});
        }
    }
}

}  // namespace

std::vector<Fold> folds(const source::SourceSet& sources, FileId file) {
    return Folder(sources, file).run();
}

std::vector<Span> selections(const source::SourceSet& sources, const syntax::Module& module,
                             std::uint32_t offset) {
    const FileId file = module.file;
    const source::SourceFile& text = sources.file(file);
    std::vector<Span> spans;
    for (const Token& token : parse::tokenize(sources, file)) {
        if (token.kind != TokenKind::Space && holds(token.span, offset))
            spans.push_back(token.span);
    }
    for (std::size_t i = 0; i < module.expr_count(); ++i) {
        const Span span = module.expr(syntax::ExprId(i)).span;
        if (holds(span, offset)) spans.push_back(span);
    }
    const std::uint32_t number = text.position(offset).line;
    const std::string_view line = text.line(number);
    const std::size_t first = line.find_first_not_of(" \t");
    const std::uint32_t begin = text.line_begin(number);
    if (first != std::string_view::npos)
        spans.push_back({file, begin + static_cast<std::uint32_t>(first),
                         begin + static_cast<std::uint32_t>(line.size())});
    add_brackets(sources, file, offset, spans);
    for (const syntax::Decl& decl : module.decls) {
        if (holds(syntax::head(decl).span, offset)) spans.push_back(syntax::head(decl).span);
    }
    spans.push_back({file, 0, static_cast<std::uint32_t>(text.text().size())});
    std::ranges::stable_sort(spans, {}, [](Span span) { return span.end - span.begin; });
    // Each has to lie within the next.
    std::vector<Span> nested;
    for (const Span& span : spans) {
        const bool around =
            nested.empty() || (span.begin <= nested.back().begin && span.end >= nested.back().end &&
                               span != nested.back());
        if (around) nested.push_back(span);
    }
    return nested;
}

}  // namespace reeve::ide
