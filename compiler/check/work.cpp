#include "compiler/check/segment_names.h"
#include "compiler/check/work_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

namespace {

AttributeHome home_of(const Context& ctx, sema::SymbolId type) {
    return {ctx.symbols.symbol(type).decl, sema::Space::Attribute, sema::SymbolKind::Attribute,
            type};
}

/// `start` and `target` are words before the facts of a promise; `owner` and `reference` are facts
/// of cases only.
bool is_fact_of_items(std::string_view name) {
    if (name == "owner" || name == "reference") return false;
    return name == "start" || name == "target" || name == "agent" ||
           typed::find_fact(name) != nullptr;
}

typed::ChoiceId declare_outcomes(Context& ctx, sema::SymbolId type,
                                 const syntax::WorkTypeDecl& decl) {
    if (decl.outcomes.empty()) return {};
    typed::Choice choice;
    choice.header = make_header(decl.head);
    choice.header.name = fmt::format("{}.outcome", decl.head.name.text);
    choice.origin = typed::Choice::Origin::Outcomes;
    for (const syntax::ChoiceValue& value : decl.outcomes) {
        const sema::SymbolId id =
            add_inner(ctx, {sema::SymbolKind::Outcome, sema::Space::Outcome, value.name.text,
                            value.name.span, ctx.symbols.symbol(type).decl, type});
        if (!id.valid()) continue;
        ctx.index_of[id] = static_cast<std::uint32_t>(choice.values.size());
        choice.values.push_back({value.name.text,
                                 value.display ? value.display->value : value.name.text,
                                 {},
                                 value.name.span});
    }
    const typed::ChoiceId id(ctx.program.choices.size());
    ctx.program.choices.push_back(std::move(choice));
    ctx.owner_of_choice[id] = type;
    return id;
}

void declare_type(Context& ctx, sema::SymbolId id) {
    const auto& decl = ctx.decl<syntax::WorkTypeDecl>(ctx.symbols.symbol(id).decl);
    ctx.index_of[id] = static_cast<std::uint32_t>(ctx.program.work_types.size());
    typed::WorkType type;
    type.header = make_header(decl.head);
    type.outcomes = declare_outcomes(ctx, id, decl);
    if (decl.points) type.points = *decl.points;
    if (decl.media) type.media = static_cast<typed::Media>(*decl.media);
    ctx.program.work_types.push_back(std::move(type));
}

void declare_type_attributes(Context& ctx, sema::SymbolId id) {
    const auto& decl = ctx.decl<syntax::WorkTypeDecl>(ctx.symbols.symbol(id).decl);
    for (const syntax::Attribute& attribute : decl.attributes) {
        if (!is_fact_of_items(attribute.name.text)) continue;
        ctx.sink
            .report<messages::attribute_named_like_fact>(attribute.name.span, attribute.name.text)
            .help("give the attribute another name");
    }
    std::vector<typed::Attribute> attributes;
    declare_attributes(ctx, home_of(ctx, id), decl.attributes, attributes);
    ctx.program.work_types[ctx.index(id)].attributes = std::move(attributes);
}

/// Whether an attribute's type is that of something in another work type.
bool borrows_types(const Context& ctx, sema::SymbolId id) {
    const auto& decl = ctx.decl<syntax::WorkTypeDecl>(ctx.symbols.symbol(id).decl);
    return std::ranges::any_of(decl.attributes, [](const syntax::Attribute& attribute) {
        return attribute.type.name.parts.size() > 1 ||
               (!attribute.type.element.empty() &&
                attribute.type.element.front().name.parts.size() > 1);
    });
}

/// What an agent sees of an item: every agent may, so nothing that is hidden from some.
class ViewChecker {
public:
    ViewChecker(Context& ctx, sema::SymbolId id)
        : ctx_(ctx),
          id_(id),
          decl_(ctx.decl<syntax::WorkTypeDecl>(ctx.symbols.symbol(id).decl)),
          type_(ctx.program.work_types[ctx.index(id)]) {
        scope_.module = &ctx.module(ctx.symbols.symbol(id).decl);
        scope_.place = Place::WorkType;
        scope_.item = typed::WorkTypeId(ctx.index(id));
        scope_.calendar = calendar_of_blocks(ctx, {}, type_.header.name);
    }

    void run() {
        if (decl_.takes_about)
            type_.takes_about = resolve_duration(ctx_, *decl_.takes_about, "`takes about`");
        if (decl_.open) type_.open = Expressions(ctx_).text_template(scope_, *decl_.open, {});
        check_show();
        for (const syntax::Instruction& instruction : decl_.instructions) add(instruction);
    }

private:
    void check_show() {
        std::map<std::string_view, Span> first;
        for (const syntax::Name& name : decl_.show) {
            const sema::SymbolId attribute = ctx_.require(sema::Space::Attribute, name, id_);
            const auto index = attribute.valid() ? ctx_.find_index(attribute) : std::nullopt;
            if (!index) continue;
            const typed::Attribute& shown = type_.attributes[*index];
            if (!shown.visibility.teams.empty()) {
                ctx_.sink.report<messages::shows_hidden>(name.span, name.text)
                    .label(shown.header.span, "hidden from some here")
                    .help("leave it out; those who may see it find it among the item's attributes");
                continue;
            }
            if (said_once(ctx_, first[name.text], name.span, fmt::format("`{}`", name.text))) {
                type_.show.push_back(*index);
            }
        }
    }

    void add(const syntax::Instruction& instruction) {
        Expressions expressions(ctx_);
        typed::Instruction made;
        Scope scope = scope_;
        if (instruction.when.valid()) {
            const CheckedCondition when = expressions.condition(scope_, instruction.when);
            made.when = when.expr;
            scope = scope_.with(when.when_true);
        }
        made.text = expressions.text_template(scope, instruction.text, {});
        type_.instructions.push_back(std::move(made));
    }

    Context& ctx_;
    sema::SymbolId id_;
    const syntax::WorkTypeDecl& decl_;
    typed::WorkType& type_;
    Scope scope_;
};

}  // namespace

void declare_work(Context& ctx) {
    const std::vector<sema::SymbolId> types = declared(ctx, sema::SymbolKind::WorkType);
    for (const sema::SymbolId id : types) declare_type(ctx, id);
    declare_segment_names(ctx);
    // `Claim.channel` as a type is the choice of an attribute, which then has to be there.
    for (const bool borrowing : {false, true}) {
        for (const sema::SymbolId id : types) {
            if (borrows_types(ctx, id) == borrowing) declare_type_attributes(ctx, id);
        }
    }
    declare_queues(ctx);
    declare_intakes(ctx);
}

void check_work(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::WorkType)) {
        const auto& decl = ctx.decl<syntax::WorkTypeDecl>(ctx.symbols.symbol(id).decl);
        check_defaults(ctx, home_of(ctx, id), decl.attributes,
                       ctx.program.work_types[ctx.index(id)].attributes);
        ViewChecker(ctx, id).run();
    }
    check_sources(ctx);
    check_intakes(ctx);
    check_queues(ctx);
    check_routes(ctx);
}

}  // namespace reeve::check
