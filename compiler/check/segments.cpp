#include "compiler/check/motion.h"
#include "compiler/check/rules.h"
#include "compiler/check/segment_names.h"

#include <algorithm>

namespace reeve::check {

namespace {

/// Makes the choice of a type's segments. A nested segment is called `hot.vip`, and `hot` stands
/// for all of its lines.
class SegmentNames {
public:
    SegmentNames(Context& ctx, const Subject& subject, sema::DeclRef decl)
        : ctx_(ctx), subject_(subject), decl_(decl) {}

    void run(const syntax::SegmentDecl& decl) {
        choice_.origin = typed::Choice::Origin::Segments;
        choice_.header = make_header(decl.head);
        choice_.header.name = name_of(ctx_, subject_) + ".segment";
        choice_.header.display = choice_.header.name;
        lines(decl.lines, "");
        if (choice_.values.empty()) return;
        ctx_.program.choices.push_back(std::move(choice_));
        ctx_.program.work_types[subject_.item.index()].segments =
            typed::ChoiceId(ctx_.program.choices.size() - 1);
        ctx_.owner_of_choice[typed::ChoiceId(ctx_.program.choices.size() - 1)] = subject_.symbol;
    }

private:
    void lines(const std::vector<syntax::SegmentLine>& lines, const std::string& prefix) {
        for (const syntax::SegmentLine& line : lines) {
            if (!line.name.valid()) continue;
            const std::string name = prefix + line.name.text;
            if (!add_symbol(line, name)) continue;
            if (!line.nested) {
                add_value(line, name);
                continue;
            }
            const auto first = static_cast<std::uint32_t>(choice_.values.size());
            this->lines(line.lines, name + ".");
            add_group(name, first);
        }
    }

    bool add_symbol(const syntax::SegmentLine& line, const std::string& name) {
        const auto index = static_cast<std::uint32_t>(choice_.values.size());
        const auto [id, first] = ctx_.symbols.add({sema::SymbolKind::Segment, sema::Space::Segment,
                                                   name, line.name.span, decl_, subject_.symbol});
        if (first.valid()) {
            ctx_.sink.report<messages::segment_twice>(line.name.span, name)
                .label(ctx_.symbols.symbol(first).span, "the first one")
                .help("join the conditions with `or`, or give one of them another name");
            return false;
        }
        ctx_.index_of[id] = index;
        return true;
    }

    void add_value(const syntax::SegmentLine& line, const std::string& name) {
        choice_.values.push_back(
            {name, line.display ? line.display->value : name, line.doc, line.name.span});
    }

    void add_group(const std::string& name, std::uint32_t first) {
        typed::Choice::Group group{name, {}};
        for (auto i = first; i < choice_.values.size(); ++i) group.values.push_back(i);
        choice_.groups.push_back(std::move(group));
    }

    Context& ctx_;
    const Subject& subject_;
    sema::DeclRef decl_;
    typed::Choice choice_;
};

/// Checks the conditions of a type's segments, those of a nested segment under their parent's.
class SegmentLines {
public:
    SegmentLines(Context& ctx, Scope scope, typed::WorkType& type)
        : ctx_(ctx), expressions_(ctx), scope_(std::move(scope)), type_(type) {}

    void run(const syntax::SegmentDecl& decl) {
        FirstMatch all(ctx_, "segment");
        lines(decl.lines, {"", {}, &scope_}, all);
        all.require_cover(decl.head.name.span,
                          "end with a line for the rest, `standard otherwise` for example");
    }

private:
    struct Parent {
        std::string prefix;
        typed::ExprId when;
        const Scope* scope;
    };

    /// `whole` takes the lines whose conditions count for the whole list: those of a group without
    /// a condition count as lines of the list around it.
    void lines(const std::vector<syntax::SegmentLine>& lines, const Parent& parent,
               FirstMatch& whole) {
        for (const syntax::SegmentLine& line : lines) {
            if (line.nested)
                group(line, parent, whole);
            else
                leaf(line, parent, whole);
        }
    }

    void leaf(const syntax::SegmentLine& line, const Parent& parent, FirstMatch& whole) {
        typed::Condition condition = this->condition(line, *parent.scope, nullptr);
        const bool reached = whole.add(line.condition, condition.when, line.name.span);
        if (!reached || !line.name.valid()) return;
        condition.when = both(parent.when, condition.when, condition.span);
        if (condition.when.valid()) condition.otherwise = false;
        const auto value = value_of(parent.prefix + line.name.text, line.name.span);
        if (value) type_.segment_lines.push_back({std::move(condition), *value});
    }

    void group(const syntax::SegmentLine& line, const Parent& parent, FirstMatch& whole) {
        if (line.lines.empty())
            ctx_.sink.report<messages::segment_without_lines>(line.name.span, line.name.text)
                .help(
                    "write the lines of the segment between the braces, or `when` instead of them");
        const std::string prefix = parent.prefix + line.name.text + ".";
        if (!line.condition.when.valid() && !line.condition.otherwise) {
            lines(line.lines, {prefix, parent.when, parent.scope}, whole);
            return;
        }
        Knowledge knowledge;
        typed::Condition condition = this->condition(line, *parent.scope, &knowledge);
        if (whole.closed()) {
            whole.add(line.condition, condition.when, line.name.span);
            return;
        }
        const Scope inner = parent.scope->with(knowledge);
        FirstMatch list(ctx_, "segment");
        lines(line.lines, {prefix, both(parent.when, condition.when, condition.span), &inner},
              list);
        // Only where its own list is complete does the group settle all that meets its condition.
        if (list.covers() || line.lines.empty())
            whole.add(line.condition, condition.when, line.name.span);
    }

    typed::Condition condition(const syntax::SegmentLine& line, const Scope& scope,
                               Knowledge* knowledge) {
        typed::Condition condition = expressions_.line_condition(scope, line.condition, knowledge);
        check_turns(ctx_, condition.when);
        return condition;
    }

    typed::ExprId both(typed::ExprId parent, typed::ExprId own, Span span) {
        if (!parent.valid()) return own;
        if (!own.valid()) return parent;
        typed::Expr expr;
        expr.op = typed::Op::And;
        expr.type.base = typed::Base::YesNo;
        expr.span = span;
        expr.args = {parent, own};
        return ctx_.program.add(std::move(expr));
    }

    std::optional<std::uint32_t> value_of(const std::string& name, Span span) const {
        if (!type_.segments.valid()) return std::nullopt;
        const typed::Choice& choice = ctx_.program.choice(type_.segments);
        const auto value = choice.find(name);
        // A name that was given twice belongs to its first line.
        if (!value || choice.values[*value].span != span) return std::nullopt;
        return value;
    }

    Context& ctx_;
    Expressions expressions_;
    Scope scope_;
    typed::WorkType& type_;
};

}  // namespace

void declare_segment_names(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.segments) {
        const auto& decl = ctx.decl<syntax::SegmentDecl>(block.decl);
        const Subject subject = find_subject(ctx, decl.head.name);
        if (subject.item.valid()) SegmentNames(ctx, subject, block.decl).run(decl);
    }
}

void declare_segments(Context& ctx) { declare_promises(ctx); }

void check_segments(Context& ctx) {
    for (const sema::Symbols::Block& block : ctx.symbols.segments) {
        const auto& decl = ctx.decl<syntax::SegmentDecl>(block.decl);
        const Subject subject = require_work(ctx, decl.head.name);
        if (!subject.item.valid()) continue;
        typed::WorkType& type = ctx.program.work_types[subject.item.index()];
        type.segment_span = decl.head.keyword;
        SegmentLines(ctx, rule_scope(ctx, block.decl, subject, Place::Segment), type).run(decl);
    }
}

}  // namespace reeve::check
