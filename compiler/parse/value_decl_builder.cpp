#include "compiler/parse/decl_builder.h"

// Choices, types, definitions and tables.

namespace reeve::parse {

using source::Span;

namespace {

syntax::ChoiceDecl choice(ValueBuilder& values, ReeveParser::ChoiceDeclContext* context) {
    syntax::ChoiceDecl decl;
    decl.head = values.head(context, context->name(), context->display());
    decl.ranked = context->K_RANKED() != nullptr;
    decl.values = values.choice_values(context->choiceValues());
    return decl;
}

syntax::TypeDecl type(ValueBuilder& values, ReeveParser::TypeDeclContext* context) {
    return {values.head(context, context->name(), context->display()),
            values.type(context->type())};
}

syntax::DefineDecl define(ValueBuilder& values, ReeveParser::DefineDeclContext* context) {
    syntax::DefineDecl decl;
    decl.head = values.head(context, context->name(), nullptr);
    decl.has_params = context->params() != nullptr;
    decl.params = values.params(context->params());
    decl.value = values.expr(context->expr());
    return decl;
}

syntax::CellTest cell_test(ValueBuilder& values, ReeveParser::CellTestContext* context) {
    using enum syntax::CellTestKind;
    syntax::CellTest test;
    test.span = values.span(context);
    switch (context->start->getType()) {
        case ReeveParser::K_ANY: test.kind = Any; return test;
        case ReeveParser::K_MISSING: test.kind = Missing; return test;
        case ReeveParser::K_NOT: test.kind = Not; break;
        case ReeveParser::LESS: test.kind = Less; break;
        case ReeveParser::LESS_EQUAL: test.kind = LessEqual; break;
        case ReeveParser::GREATER: test.kind = Greater; break;
        case ReeveParser::GREATER_EQUAL: test.kind = GreaterEqual; break;
        default: test.kind = Value; break;
    }
    test.low = values.additive(context->additive(0));
    if (context->additive().size() > 1) {
        test.kind = context->DOT_DOT() != nullptr ? Range : HalfOpenRange;
        test.high = values.additive(context->additive(1));
    }
    return test;
}

syntax::TableRow row(ValueBuilder& values, ReeveParser::TableRowContext* context) {
    syntax::TableRow row;
    row.span = values.span(context);
    for (auto* cell : context->cell()) {
        auto& tests = row.cells.emplace_back(syntax::Cell{{}, values.span(cell)}).tests;
        for (auto* test : cell->cellTest()) tests.push_back(cell_test(values, test));
    }
    row.result = values.expr(context->expr());
    return row;
}

syntax::TablePolicy policy(ReeveParser::TablePolicyContext* context) {
    switch (context->start->getType()) {
        case ReeveParser::K_ONLY: return syntax::TablePolicy::OnlyMatch;
        case ReeveParser::K_SUM: return syntax::TablePolicy::SumOfMatches;
        case ReeveParser::K_HIGHEST: return syntax::TablePolicy::HighestMatch;
        case ReeveParser::K_LOWEST: return syntax::TablePolicy::LowestMatch;
        default: return syntax::TablePolicy::FirstMatch;
    }
}

syntax::TableDecl table(ValueBuilder& values, ReeveParser::TableDeclContext* context) {
    syntax::TableDecl decl;
    auto* head = context->tableHead();
    decl.head = values.head(context, head->name(), head->display());
    decl.params = values.params(head->params());
    decl.result = values.type(head->type());
    if (complete(head->tablePolicy())) {
        decl.policy = policy(head->tablePolicy());
        decl.policy_span = values.span(head->tablePolicy());
    }
    if (context->TEXT() != nullptr) decl.from_file = values.text(context->TEXT());
    auto* header = context->tableHeader();
    if (header != nullptr && values.keep(header)) {
        decl.header = values.names(header->name());
        decl.result_header = decl.header.back();
        decl.header.pop_back();
    }
    for (auto* one : context->tableRow()) {
        if (values.keep(one)) decl.rows.push_back(row(values, one));
    }
    return decl;
}

}  // namespace

std::optional<syntax::Decl> build_value_decl(ValueBuilder& values,
                                             ReeveParser::DeclContext* context) {
    if (auto* decl = context->choiceDecl()) return choice(values, decl);
    if (auto* decl = context->typeDecl()) return type(values, decl);
    if (auto* decl = context->defineDecl()) return define(values, decl);
    if (auto* decl = context->tableDecl(); decl != nullptr && decl->tableHead() != nullptr)
        return table(values, decl);
    return std::nullopt;
}

}  // namespace reeve::parse
