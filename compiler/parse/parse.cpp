#include "compiler/parse/parse.h"

#include "compiler/diagnostics/files_messages.h"
#include "compiler/diagnostics/parse_messages.h"
#include "compiler/parse/decl_builder.h"
#include "compiler/parse/limits.h"
#include "compiler/parse/prepare.h"
#include "compiler/parse/recovery.h"

namespace reeve::parse {

namespace messages = diagnostics::messages;

namespace {

std::optional<syntax::Decl> build_decl(ValueBuilder& values, ReeveParser::DeclContext* context) {
    static constexpr auto kBuilders = {
        build_value_decl,   build_house_decl,      build_work_decl, build_urgency_decl,
        build_routing_decl, build_escalation_decl, build_plan_decl, build_scenario_decl};
    for (const auto build : kBuilders) {
        if (auto decl = build(values, context)) return decl;
    }
    return std::nullopt;
}

void use(ValueBuilder& values, ReeveParser::UseDeclContext* context, syntax::Module& module) {
    if (!values.keep(context)) return;
    auto& use = module.uses.emplace_back();
    if (context->TEXT() != nullptr) {
        use.path = values.text(context->TEXT());
    } else {
        use.library = values.qualified_name(context->qualifiedName());
    }
    use.span = values.span(context);
}

/// The first `##` lines are the file's own where an empty line or a `use` follows. Taken out of
/// `tokens`.
std::string file_doc(Tokens& tokens) {
    if (tokens.docs.empty() || tokens.docs.front().next_token != 0) return {};
    const auto& first = tokens.at(0);
    const auto next_line = tokens.docs.size() > 1 && tokens.docs[1].next_token == 0
                               ? tokens.docs[1].first_line
                               : first.line;
    const auto& doc = tokens.docs.front();
    const bool own = first.type == ReeveLexer::K_USE || first.type == antlr4::Token::EOF ||
                     next_line > doc.last_line + 1;
    if (!own) return {};
    auto text = std::move(tokens.docs.front().text);
    tokens.docs.erase(tokens.docs.begin());
    return text;
}

void build(ValueBuilder& values, ReeveParser::ProgramContext* program, syntax::Module& module) {
    std::size_t row_count = 0;
    for (auto* child : program->children) {
        if (auto* line = dynamic_cast<ReeveParser::UseDeclContext*>(child)) {
            use(values, line, module);
        } else if (auto* context = dynamic_cast<ReeveParser::DeclContext*>(child)) {
            values.keep(context);
            auto decl = build_decl(values, context);
            if (!decl) continue;
            if (const auto* table = std::get_if<syntax::TableDecl>(&*decl))
                row_count += table->rows.size();
            module.decls.push_back(std::move(*decl));
        }
    }
    if (row_count > kTableRowsMax) {
        values.sink().report<messages::too_many_rows>(syntax::head(module.decls.back()).keyword,
                                                      kTableRowsMax);
    }
}

/// Without full context the prediction is fast and right wherever a file is as it should be. Only
/// where it fails, it is done again with full context, and then mistakes are explained.
ReeveParser::ProgramContext* read(ReeveParser& parser, Tokens& tokens, Explainer& explainer) {
    using antlr4::atn::PredictionMode;
    parser.removeErrorListeners();
    auto* simulator = parser.getInterpreter<antlr4::atn::ParserATNSimulator>();
    simulator->setPredictionMode(PredictionMode::SLL);
    parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
    try {
        return parser.program();
    } catch (const antlr4::ParseCancellationException&) {
        tokens.seek(0);
        parser.reset();
        simulator->setPredictionMode(PredictionMode::LL);
        parser.setErrorHandler(std::make_shared<Recovery>(tokens, explainer));
        return parser.program();
    }
}

}  // namespace

syntax::Module parse(const source::SourceSet& sources, source::FileId file,
                     diagnostics::DiagnosticSink& sink) {
    syntax::Module module;
    module.file = file;
    const auto& source = sources.file(file);
    if (source.text().size() > kFileBytesMax) {
        sink.report<messages::file_too_large>({file, 0, 0}, source.path())
            .help("part it into several files and `use` them");
        module.complete = false;
        return module;
    }
    Tokens tokens;
    if (!prepare(scan(source.text()), source, file, tokens, sink) || !balance(tokens, sink) ||
        !check_nesting(tokens, sink)) {
        module.complete = false;
        return module;
    }
    module.doc = file_doc(tokens);

    ReeveParser parser(&tokens);
    Explainer explainer(tokens, sink);
    auto* program = read(parser, tokens, explainer);

    if (explainer.any()) module.complete = false;
    module.skipped = std::move(tokens.skipped);
    ValueBuilder values(tokens, module, sink);
    build(values, program, module);
    return module;
}

}  // namespace reeve::parse
