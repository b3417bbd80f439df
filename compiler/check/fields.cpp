#include "compiler/check/walker.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

// `{ policy: policy, amount: 0 EUR }`, and texts with names in braces.

namespace reeve::check {

using typed::Base;
using typed::ExprId;
using typed::Op;

namespace {

/// Gives the place of the attribute that is meant, where one is near.
std::optional<std::uint32_t> report_unknown_field(Context& ctx, const syntax::Name& name,
                                                  const Expressions::FieldOptions& options) {
    std::vector<std::string> names;
    for (const typed::Attribute& attribute : options.attributes)
        names.push_back(attribute.header.name);
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    auto& report = ctx.sink.report<messages::unknown_field>(name.span, options.what, name.text);
    if (const auto near = nearest_word(name.text, candidates)) {
        report.help(fmt::format("did you mean `{}`?", *near));
        report.fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
        return static_cast<std::uint32_t>(std::ranges::find(candidates, *near) -
                                          candidates.begin());
    }
    if (!names.empty()) report.help(fmt::format("it has {}", names_text(names)));
    return std::nullopt;
}

}  // namespace

std::vector<typed::FieldValue> Expressions::fields(const Scope& scope, const syntax::Fields& fields,
                                                   const FieldOptions& options) {
    std::vector<typed::FieldValue> values;
    std::map<std::uint32_t, Span> given;
    std::set<std::uint32_t> meant_by_slip;
    for (const syntax::Field& field : fields.fields) {
        if (!field.name.valid()) continue;
        const auto found = std::ranges::find_if(
            options.attributes, [&](const auto& a) { return a.header.name == field.name.text; });
        if (found == options.attributes.end()) {
            // A slip in the name is not a missing attribute, too; what its value should be is not
            // known either.
            if (const auto meant = report_unknown_field(ctx_, field.name, options))
                meant_by_slip.insert(*meant);
            continue;
        }
        const auto index = static_cast<std::uint32_t>(found - options.attributes.begin());
        ctx_.look_up_to_set(sema::Space::Attribute, field.name, options.owner);
        const auto [first, added] = given.try_emplace(index, field.name.span);
        if (!added) {
            ctx_.sink.report<messages::field_twice>(field.name.span, field.name.text)
                .label(first->second, "the first one");
            continue;
        }
        const Expected expected{found->type, fmt::format("the attribute `{}`", field.name.text),
                                true};
        const ExprId value = value_for(scope, field.value, expected);
        values.push_back({index, value});
    }
    if (!options.all_required) return values;
    std::vector<std::string> missing;
    for (std::uint32_t i = 0; i < options.attributes.size(); ++i) {
        const typed::Attribute& attribute = options.attributes[i];
        const bool may_be_left_out =
            attribute.type.type.optional || attribute.default_value.valid() ||
            attribute.type.type.is_error() || given.contains(i) || meant_by_slip.contains(i);
        if (!may_be_left_out) missing.push_back(attribute.header.name);
    }
    if (!missing.empty()) {
        ctx_.sink.report<messages::field_missing>(fields.span, options.what, names_text(missing))
            .help("only attributes that are optional or have a value of their own may be left out");
    }
    return values;
}

bool visible_to(const typed::Visibility& visibility, typed::TeamId team) {
    if (visibility.teams.empty()) return true;
    const bool named = std::ranges::find(visibility.teams, team) != visibility.teams.end();
    return named == visibility.only;
}

namespace {

bool name_character(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (static_cast<unsigned char>(c) & 0x80) != 0;
}

/// Splits a text at its braces and checks what stands between them.
class TemplateReader {
public:
    TemplateReader(Context& ctx, const Scope& scope, const syntax::Text& text,
                   const Expressions::Readers& readers)
        : ctx_(ctx), scope_(scope), text_(text), readers_(readers) {}

    typed::Template read() {
        result_.span = text_.span;
        const std::string& value = text_.value;
        std::string piece;
        std::size_t at = 0;
        while (at < value.size()) {
            if (value[at] != '{') {
                piece += value[at++];
                continue;
            }
            if (at + 1 < value.size() && value[at + 1] == '{') {
                piece += '{';
                at += 2;
                continue;
            }
            const std::size_t end = value.find('}', at);
            if (end == std::string::npos) {
                ctx_.sink.report<messages::brace_open>(span(at, at + 1))
                    .help("write `{{` for a brace that shall be shown");
                break;
            }
            add_text(std::move(piece));
            piece.clear();
            add_name(at + 1, end);
            at = end + 1;
        }
        add_text(std::move(piece));
        return std::move(result_);
    }

private:
    /// The place of some characters of the text; the whole where escapes have moved them.
    Span span(std::size_t begin, std::size_t end) const {
        const bool plain = text_.span.end - text_.span.begin == text_.value.size() + 2;
        if (!plain) return text_.span;
        const auto start = text_.span.begin + 1;
        return {text_.span.file, start + static_cast<std::uint32_t>(begin),
                start + static_cast<std::uint32_t>(end)};
    }

    void add_text(std::string piece) {
        if (!piece.empty()) result_.pieces.push_back({std::move(piece), {}});
    }

    void add_name(std::size_t begin, std::size_t end) {
        const std::string content = text_.value.substr(begin, end - begin);
        std::vector<syntax::Name> names;
        std::size_t at = begin;
        bool well_formed = !content.empty();
        while (at < end) {
            const std::size_t start = at;
            while (at < end && name_character(text_.value[at])) ++at;
            const bool digit =
                start < end && text_.value[start] >= '0' && text_.value[start] <= '9';
            well_formed = well_formed && at > start && !digit;
            names.push_back(
                {normalize_nfc(text_.value.substr(start, at - start)), span(start, at)});
            if (at == end) break;
            well_formed = well_formed && text_.value[at] == '.' && at + 1 < end;
            ++at;
        }
        if (!well_formed) {
            ctx_.sink.report<messages::brace_content>(span(begin, end), content)
                .help("write `{{` for a brace that shall be shown");
            return;
        }
        Walker walker(ctx_, scope_);
        const ExprId value = walker.path_of_names(names, span(begin, end));
        const typed::Type type = walker.type(value);
        if (type.is_error()) return;
        if (type.base == Base::Record) {
            ctx_.sink.report<messages::record_as_value>(span(begin, end), walker.describe(type))
                .help("name one of its parts");
            return;
        }
        check_visible(value, span(begin, end));
        result_.pieces.push_back({"", value});
    }

    const typed::Attribute* attribute_of(ExprId id) const {
        const typed::Expr* e = &ctx_.program.expr(id);
        while (e->op == Op::Known) e = &ctx_.program.expr(e->args[0]);
        if (e->op == Op::StepAnswer) {
            const typed::Type& part = ctx_.program.expr(e->args[0]).type;
            const typed::Plan& plan = ctx_.program.plan(part.plan);
            const typed::FormField& field = plan.steps[part.record_index].form[e->symbol];
            return field.stored_in_data ? &plan.data[field.data] : &field.attribute;
        }
        if (e->op != Op::Attribute) return nullptr;
        if (e->args.empty() && scope_.item.valid())
            return &ctx_.program.work_type(scope_.item).attributes[e->symbol];
        if (e->args.empty() && scope_.plan.valid())
            return &ctx_.program.plan(scope_.plan).data[e->symbol];
        if (e->args.empty()) return nullptr;
        const typed::Type& record = ctx_.program.expr(e->args[0]).type;
        if (record.record == typed::RecordKind::Item)
            return &ctx_.program.work_type(typed::WorkTypeId(record.record_index))
                        .attributes[e->symbol];
        if (record.record == typed::RecordKind::Case)
            return &ctx_.program.plan(typed::PlanId(record.record_index)).data[e->symbol];
        return nullptr;
    }

    void check_visible(ExprId id, Span where) {
        const typed::Attribute* attribute = attribute_of(id);
        if (!attribute || attribute->visibility.teams.empty()) return;
        bool hidden = readers_.everybody;
        for (typed::TeamId team : readers_.teams)
            hidden = hidden || !visible_to(attribute->visibility, team);
        if (!hidden) return;
        std::vector<std::string> teams;
        for (typed::TeamId team : attribute->visibility.teams)
            teams.push_back(ctx_.program.teams[team.index()].header.name);
        ctx_.sink.report<messages::hidden_in_text>(where, attribute->header.name)
            .label(
                attribute->header.span,
                fmt::format("{} {}", attribute->visibility.only ? "shown only to" : "hidden from",
                            names_text(teams)));
    }

    Context& ctx_;
    const Scope& scope_;
    const syntax::Text& text_;
    const Expressions::Readers& readers_;
    typed::Template result_;
};

}  // namespace

typed::Template Expressions::text_template(const Scope& scope, const syntax::Text& text,
                                           const Readers& readers) {
    return TemplateReader(ctx_, scope, text, readers).read();
}

}  // namespace reeve::check
