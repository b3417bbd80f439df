#include "compiler/check/house_parts.h"
#include "compiler/diagnostics/parse_messages.h"

#include <algorithm>
#include <cctype>

namespace reeve::check {

namespace {

/// The shape of a BCP 47 tag: a language of two or three letters, then groups of two to eight
/// letters or digits.
bool is_language(std::string_view text) {
    const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    const auto letter_or_digit = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0;
    };
    const std::string_view language = text.substr(0, text.find('-'));
    if (language.size() < 2 || language.size() > 3 || !std::ranges::all_of(language, letter))
        return false;
    std::string_view rest = text.substr(language.size());
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::string_view group = rest.substr(0, rest.find('-'));
        if (group.size() < 2 || group.size() > 8 || !std::ranges::all_of(group, letter_or_digit))
            return false;
        rest.remove_prefix(group.size());
    }
    return true;
}

/// What calendars and money lean on. The calendar itself follows when calendars are known.
void declare_business(Context& ctx) {
    if (!ctx.symbols.business) return;
    const auto& decl = ctx.decl<syntax::BusinessDecl>(*ctx.symbols.business);
    typed::Business& business = ctx.program.business;
    business.declared = true;
    business.header = make_header(decl.head);
    if (decl.time_zone) business.time_zone = resolve_time_zone(ctx, *decl.time_zone);
    if (decl.currency.valid()) {
        business.currency = find_currency(decl.currency.text);
        if (business.currency == nullptr) {
            ctx.sink.report<messages::unknown_currency>(decl.currency.span, decl.currency.text)
                .help("currencies are written by their ISO 4217 codes, such as EUR or USD");
        }
    }
    if (decl.language) {
        business.language = decl.language->value;
        if (!is_language(business.language)) {
            ctx.sink.report<messages::unknown_language>(decl.language->span, business.language)
                .help("languages are written by their codes, such as \"fr\" or \"en-GB\"");
        }
    }
}

/// The zone of a business that names none is that of its calendar; left empty where there is none,
/// so that what needs one says so.
void complete_business(Context& ctx) {
    if (!ctx.symbols.business) return;
    const auto& decl = ctx.decl<syntax::BusinessDecl>(*ctx.symbols.business);
    typed::Business& business = ctx.program.business;
    business.calendar = ctx.calendar(decl.calendar);
    if (business.time_zone.empty() && business.calendar.valid()) {
        business.time_zone = ctx.program.calendars[business.calendar.index()].time_zone;
    }
}

}  // namespace

void declare_house(Context& ctx) {
    declare_business(ctx);
    declare_holidays(ctx);
    declare_calendars(ctx);
    complete_business(ctx);
    declare_people(ctx);
    declare_settings(ctx);
}

void check_house(Context& ctx) {
    for (const sema::DeclRef ref : ctx.symbols.agents_have) {
        check_defaults(
            ctx, {ref, sema::Space::AgentAttribute, sema::SymbolKind::AgentAttribute, {}},
            ctx.decl<syntax::AgentsHaveDecl>(ref).attributes, ctx.program.agent_attributes);
    }
    check_workloads(ctx);
    check_settings(ctx);
}

}  // namespace reeve::check
