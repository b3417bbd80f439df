#include "compiler/check/context.h"
#include "compiler/check/literals.h"
#include "compiler/check/ranges.h"
#include "compiler/check/values.h"
#include "compiler/diagnostics/parse_messages.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// Types as they are written.

namespace reeve::check {

using sema::Space;
using sema::SymbolKind;
using syntax::TypeKind;
using typed::Base;
using typed::DeclaredType;

namespace {

constexpr int kDecimalsMax = 15;

class TypeResolver {
public:
    TypeResolver(Context& ctx, const syntax::Module& module, TypeOptions options)
        : ctx_(ctx), module_(module), options_(options) {}

    DeclaredType resolve(const syntax::Type& type) {
        DeclaredType result = resolve_required(type);
        result.span = type.span;
        if (type.optional && !result.type.is_error()) result.type.optional = true;
        return result;
    }

private:
    DeclaredType resolve_required(const syntax::Type& type) {
        switch (type.kind) {
            case TypeKind::Error: return {};
            case TypeKind::YesNo: return simple(Base::YesNo);
            case TypeKind::Number: return numeric(type, Base::Number);
            case TypeKind::WholeNumber: return numeric(type, Base::Number);
            case TypeKind::Percent: return numeric(type, Base::Percent);
            case TypeKind::Money: return money(type);
            case TypeKind::Text: return simple(Base::Text);
            case TypeKind::Date: return simple(Base::Date);
            case TypeKind::Time: return simple(Base::Time);
            case TypeKind::Moment: return simple(Base::Moment);
            case TypeKind::Duration: return simple(Base::Duration);
            case TypeKind::BusinessDuration: return business_duration();
            case TypeKind::Agent: return simple(Base::Agent);
            case TypeKind::Team: return simple(Base::Team);
            case TypeKind::Customer: return simple(Base::Customer);
            case TypeKind::List: return list(type);
            case TypeKind::Choice: return inline_choice(type);
            case TypeKind::Named: return named(type);
        }
        return {};
    }

    DeclaredType simple(Base base) {
        DeclaredType result;
        result.type.base = base;
        if (result.type.is_numeric()) result.range = typed::default_interval(result.type);
        return result;
    }

    DeclaredType business_duration() {
        DeclaredType result = simple(Base::BusinessDuration);
        result.type.calendar = ctx_.program.business.calendar;
        return result;
    }

    DeclaredType money(const syntax::Type& type) {
        if (!type.currency.valid()) return {};
        const Currency* currency = find_currency(type.currency.text);
        if (!currency) {
            report_currency(type.currency);
            return {};
        }
        return numeric(type, Base::Money, currency);
    }

    void report_currency(const syntax::Name& name) {
        std::vector<std::string_view> codes;
        for (const Currency& currency : all_currencies()) codes.push_back(currency.code);
        auto& report = ctx_.sink.report<messages::unknown_currency>(name.span, name.text);
        report.note("currencies are the three capitals of ISO 4217");
        if (const auto near = nearest_word(name.text, codes)) {
            report.help(fmt::format("did you mean `{}`?", *near));
            report.fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
        }
    }

    DeclaredType numeric(const syntax::Type& type, Base base, const Currency* currency = nullptr) {
        DeclaredType result;
        result.type.base = base;
        result.type.currency = currency;
        result.range = typed::default_interval(result.type);
        if (type.kind == TypeKind::WholeNumber) result.range.scale = 0;
        if (type.decimals && !apply_decimals(type, result)) return {};
        if (type.range && !apply_range(type, result)) return {};
        return result;
    }

    bool apply_decimals(const syntax::Type& type, DeclaredType& result) {
        const auto count = type.decimals->to_int64();
        if (!count || *count < 0 || *count > kDecimalsMax) {
            ctx_.sink.report<messages::decimals_count>(type.decimals_span,
                                                       type.decimals->to_string());
            return false;
        }
        // What is shown times 100 has two decimals more.
        const int shift = result.type.base == Base::Percent ? 2 : 0;
        result.range.scale = static_cast<int>(*count) + shift;
        return true;
    }

    bool apply_range(const syntax::Type& type, DeclaredType& result) {
        const auto low = range_end(type.range->low, type, result);
        // What is wrong with both ends is most often one mistake.
        if (!low) return false;
        const auto high = range_end(type.range->high, type, result);
        if (!high) return false;
        if (*high < *low) {
            ctx_.sink
                .report<messages::empty_range>(type.range->span, amount_text(result.type, *low),
                                               amount_text(result.type, *high))
                .help("write the lower end first");
            return false;
        }
        result.range.low = *low;
        result.range.high = *high;
        result.declared_range = true;
        return true;
    }

    std::optional<Decimal> range_end(syntax::ExprId id, const syntax::Type& type,
                                     const DeclaredType& result) {
        if (!id.valid()) return std::nullopt;
        const Span span = module_.expr(id).span;
        const auto literal = signed_literal(module_, id);
        if (!literal) return std::nullopt;
        const auto typed = check_literal(ctx_, *literal, span, {});
        if (!typed) return std::nullopt;
        if (typed->type != result.type) {
            report_other_unit(type, id, result, *typed);
            return std::nullopt;
        }
        const Decimal value = typed->value.number;
        if (typed->range.scale > result.range.scale &&
            (type.decimals || type.kind == TypeKind::WholeNumber)) {
            ctx_.sink.report<messages::range_too_fine>(span, to_text(*literal), result.range.scale);
            return std::nullopt;
        }
        if (!typed::default_interval(result.type).contains(value)) {
            ctx_.sink.report<messages::range_too_wide>(span, to_text(*literal),
                                                       typed::describe(result.type, ctx_.program));
            return std::nullopt;
        }
        return value;
    }

    void report_other_unit(const syntax::Type& type, syntax::ExprId end, const DeclaredType& result,
                           const TypedLiteral& typed) {
        auto& report = ctx_.sink.report<messages::range_in_other_unit>(
            module_.expr(end).span, typed::describe(result.type, ctx_.program),
            typed::describe(typed.type, ctx_.program));
        if (typed.type.base != Base::Number) return;
        // Who leaves the unit out at one end may leave it out at both.
        std::vector<diagnostics::Edit> edits;
        std::string first;
        for (const syntax::ExprId id : {type.range->low, type.range->high}) {
            const auto literal = signed_literal(module_, id);
            if (!literal || literal->kind != syntax::LiteralKind::Number) continue;
            std::string text;
            if (result.type.base == Base::Percent) text = grouped(literal->number) + "%";
            if (result.type.base == Base::Money)
                text = fmt::format("{} {}", grouped(literal->number), result.type.currency->code);
            if (text.empty()) return;
            if (id == end) first = text;
            edits.push_back({module_.expr(id).span, text});
        }
        report.help(fmt::format("write `{}`", first));
        report.fix(fmt::format("write `{}`", first), std::move(edits));
    }

    DeclaredType list(const syntax::Type& type) {
        if (type.element.empty()) return {};
        in_list_ = true;
        const DeclaredType element = resolve(type.element.front());
        in_list_ = false;
        if (element.type.is_error()) return {};
        const Base base = element.type.base;
        if (element.type.optional ||
            (base != Base::Text && base != Base::Number && base != Base::Choice)) {
            ctx_.sink.report<messages::list_of_what>(type.element.front().span,
                                                     typed::describe(element.type, ctx_.program));
            return {};
        }
        // The range of a list is that of each of its numbers.
        DeclaredType result = element;
        result.type.base = Base::List;
        result.type.element = base;
        return result;
    }

    DeclaredType inline_choice(const syntax::Type& type) {
        ChoiceParts parts;
        parts.header.span = type.span;
        parts.origin = typed::Choice::Origin::Inline;
        parts.ranked = type.ranked;
        DeclaredType result;
        result.type.base = Base::Choice;
        result.type.choice = make_choice(ctx_, parts, type.values, options_.owner);
        return result;
    }

    DeclaredType named(const syntax::Type& type) {
        if (type.name.parts.empty() || !type.name.parts.front().valid()) return {};
        const syntax::Name& name = type.name.parts.front();
        if (type.name.parts.size() == 1 && report_foreign_type(name)) return {};
        const sema::SymbolId id = ctx_.require(Space::Type, name);
        if (!id) return {};
        const sema::Symbol& symbol = ctx_.symbols.symbol(id);
        if (type.name.parts.size() > 1) return inner_type(type, id);
        switch (symbol.kind) {
            case SymbolKind::Choice:
            case SymbolKind::NamedType: return named_type(ctx_, id);
            case SymbolKind::WorkType: return record(type, id);
            default: break;
        }
        report_kind(type.span, name, symbol);
        return {};
    }

    /// Types of other languages, where nobody declared one of that name.
    bool report_foreign_type(const syntax::Name& name) {
        struct Foreign {
            std::string_view name;
            std::string_view meant;
        };
        static constexpr std::array kForeign{
            Foreign{"string", "text"},         Foreign{"str", "text"},
            Foreign{"varchar", "text"},        Foreign{"boolean", "yes/no"},
            Foreign{"bool", "yes/no"},         Foreign{"integer", "whole number"},
            Foreign{"int", "whole number"},    Foreign{"float", "number"},
            Foreign{"double", "number"},       Foreign{"decimal", "number"},
            Foreign{"percentage", "percent"},  Foreign{"datetime", "moment"},
            Foreign{"timestamp", "moment"},    Foreign{"enum", "one of { … }"},
            Foreign{"choice", "one of { … }"}, Foreign{"money", "money(EUR)"},
            Foreign{"texts", "list of text"},  Foreign{"numbers", "list of number"}};
        if (ctx_.symbols.find(Space::Type, name.text)) return false;
        std::string meant;
        const auto found = std::ranges::find(kForeign, name.text, &Foreign::name);
        if (found != kForeign.end()) meant = found->meant;
        if (in_list_ && meant.starts_with("list of ")) meant.erase(0, 8);
        if (find_currency(name.text) != nullptr) meant = fmt::format("money({})", name.text);
        if (meant.empty()) return false;
        auto& report = ctx_.sink.report<messages::unknown_name>(
            name.span, sema::describe(Space::Type), name.text);
        report.help(fmt::format("write `{}`", meant));
        const bool sure = meant.find("…") == std::string::npos && name.text != "money";
        if (sure) report.fix(fmt::format("write `{}`", meant), name.span, meant);
        return true;
    }

    DeclaredType record(const syntax::Type& type, sema::SymbolId id) {
        if (!options_.records) {
            report_kind(type.span, type.name.parts.front(), ctx_.symbols.symbol(id));
            return {};
        }
        const auto index = ctx_.find_index(id);
        if (!index) return {};
        DeclaredType result;
        result.type.base = Base::Record;
        result.type.record = typed::RecordKind::Item;
        result.type.record_index = *index;
        return result;
    }

    void report_kind(Span span, const syntax::Name& name, const sema::Symbol& symbol) {
        auto& report = ctx_.sink.report<messages::not_a_value_type>(span, name.text,
                                                                    sema::describe(symbol.kind));
        report.label(symbol.span, "declared here");
        if (symbol.kind == SymbolKind::WorkType)
            report.note(
                "a whole item may be a parameter of a definition or a variable of a guarantee, "
                "nothing else");
    }

    /// `Claim.segment`, `Claim.outcome`, or the choice of an attribute: `Claim.channel`.
    DeclaredType inner_type(const syntax::Type& type, sema::SymbolId id) {
        const syntax::Name& inner = type.name.parts[1];
        if (!inner.valid()) return {};
        const auto index = ctx_.find_index(id);
        if (!index) return {};
        DeclaredType result;
        const SymbolKind kind = ctx_.symbols.symbol(id).kind;
        if (kind == SymbolKind::WorkType)
            result.type = inner_choice(typed::WorkTypeId(*index), inner, id);
        if (type.name.parts.size() == 2 && !result.type.is_error()) return result;
        ctx_.sink
            .report<messages::no_inner_type>(type.name.span, type.name.parts.front().text,
                                             inner.text)
            .help(
                "write `Claim.segment` for the segments of `Claim`, `Claim.channel` for an "
                "attribute that is a choice");
        return {};
    }

    typed::Type inner_choice(typed::WorkTypeId id, const syntax::Name& inner,
                             sema::SymbolId owner) {
        const typed::WorkType& work = ctx_.program.work_type(id);
        typed::Type type;
        if (inner.text == "segment") type.choice = work.segments;
        if (inner.text == "outcome") type.choice = work.outcomes;
        for (const typed::Attribute& attribute : work.attributes) {
            if (attribute.header.name != inner.text) continue;
            ctx_.look_up(Space::Attribute, inner, owner);
            if (attribute.type.type.base == Base::Choice) type.choice = attribute.type.type.choice;
        }
        if (type.choice.valid()) type.base = Base::Choice;
        return type;
    }

    Context& ctx_;
    const syntax::Module& module_;
    TypeOptions options_;
    bool in_list_ = false;
};

}  // namespace

DeclaredType resolve_type(Context& ctx, const syntax::Module& module, const syntax::Type& type,
                          TypeOptions options) {
    return TypeResolver(ctx, module, options).resolve(type);
}

}  // namespace reeve::check
