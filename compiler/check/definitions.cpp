#include "compiler/check/ranges.h"
#include "compiler/check/values.h"
#include "compiler/diagnostics/parse_messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

// Definitions and tables, checked in the order in which they need one another.

namespace reeve::check {

using sema::Space;
using sema::SymbolId;
using sema::SymbolKind;

std::vector<typed::Param> make_params(Context& ctx, const syntax::Module& module,
                                      const std::vector<syntax::Param>& params, SymbolId owner,
                                      sema::DeclRef decl) {
    std::vector<typed::Param> result;
    for (const syntax::Param& param : params) {
        if (!param.name.valid()) continue;
        const auto same = [&](const typed::Param& other) {
            return other.header.name == param.name.text;
        };
        const auto first = std::ranges::find_if(result, same);
        if (first != result.end()) {
            ctx.sink.report<messages::parameter_twice>(param.name.span, param.name.text)
                .label(first->header.span, "the first one");
            continue;
        }
        const auto symbol = ctx.symbols
                                .add({SymbolKind::Param, Space::Param, param.name.text,
                                      param.name.span, decl, owner})
                                .id;
        if (symbol.valid()) ctx.index_of[symbol] = static_cast<std::uint32_t>(result.size());
        typed::Param typed;
        typed.header.name = param.name.text;
        typed.header.display = param.name.text;
        typed.header.span = param.name.span;
        typed.type = resolve_type(ctx, module, param.type, {.records = true, .owner = symbol});
        result.push_back(std::move(typed));
    }
    return result;
}

std::vector<Local> locals_of(const Context& ctx, const std::vector<typed::Param>& params,
                             SymbolId owner) {
    std::vector<Local> locals;
    for (std::uint32_t i = 0; i < params.size(); ++i) {
        const typed::Param& param = params[i];
        locals.push_back({param.header.name, param.type, typed::Op::Parameter, i,
                          ctx.symbols.find(Space::Param, param.header.name, owner)});
    }
    return locals;
}

void declare_define(Context& ctx, SymbolId symbol) {
    typed::Define define;
    define.header = make_header(ctx.decl<syntax::DefineDecl>(ctx.symbols.symbol(symbol).decl).head);
    ctx.index_of[symbol] = static_cast<std::uint32_t>(ctx.program.defines.size());
    ctx.program.defines.push_back(std::move(define));
}

namespace {

/// Passes walk expressions recursively, also into the definitions that they use.
constexpr std::size_t kDefinitionDepthMax = 3'000;

class Definitions {
public:
    explicit Definitions(Context& ctx) : ctx_(ctx) {
        for (SymbolId id : symbols_of(ctx, Space::Value)) {
            const SymbolKind kind = ctx.symbols.symbol(id).kind;
            if (kind != SymbolKind::Define && kind != SymbolKind::Table) continue;
            node_of_[id] = nodes_.size();
            nodes_.push_back({id, kind, {}, {}});
        }
    }

    void run() {
        for (Node& node : nodes_) declare_params(node);
        for (Node& node : nodes_) find_needs(node);
        for (std::size_t node = 0; node < nodes_.size(); ++node) visit(node);
    }

private:
    enum class State : std::uint8_t { New, Open, Done };
    struct Need {
        std::size_t node = 0;
        Span span;
    };
    struct Node {
        SymbolId symbol;
        SymbolKind kind = SymbolKind::Define;
        std::vector<Need> needs;
        std::size_t next = 0;
        State state = State::New;
        bool in_ring = false;
    };

    const sema::DeclRef& decl_of(const Node& node) const {
        return ctx_.symbols.symbol(node.symbol).decl;
    }

    void declare_params(const Node& node) {
        const sema::DeclRef ref = decl_of(node);
        const std::uint32_t index = ctx_.index(node.symbol);
        if (node.kind == SymbolKind::Table) {
            const auto& decl = ctx_.decl<syntax::TableDecl>(ref);
            auto params = make_params(ctx_, ctx_.module(ref), decl.params, node.symbol, ref);
            ctx_.program.tables[index].columns = std::move(params);
            const auto result = resolve_type(ctx_, ctx_.module(ref), decl.result,
                                             {.records = false, .owner = node.symbol});
            ctx_.program.tables[index].result = result;
            return;
        }
        const auto& decl = ctx_.decl<syntax::DefineDecl>(ref);
        ctx_.program.defines[index].params =
            make_params(ctx_, ctx_.module(ref), decl.params, node.symbol, ref);
    }

    /// Every name in a body that is a definition and no parameter, in the order of their
    /// declaration.
    void find_needs(Node& node) {
        const sema::DeclRef ref = decl_of(node);
        std::vector<syntax::ExprId> open;
        if (node.kind == SymbolKind::Table) {
            const auto& decl = ctx_.decl<syntax::TableDecl>(ref);
            for (const syntax::TableRow& row : decl.rows) {
                open.push_back(row.result);
                for (const syntax::Cell& cell : row.cells) {
                    for (const syntax::CellTest& test : cell.tests) {
                        open.push_back(test.low);
                        open.push_back(test.high);
                    }
                }
            }
        } else {
            open.push_back(ctx_.decl<syntax::DefineDecl>(ref).value);
        }
        const syntax::Module& module = ctx_.module(ref);
        std::map<std::size_t, Span> found;
        while (!open.empty()) {
            const syntax::ExprId id = open.back();
            open.pop_back();
            if (!id.valid()) continue;
            const syntax::Expr& expr = module.expr(id);
            open.insert(open.end(), expr.args.begin(), expr.args.end());
            if (expr.kind != syntax::ExprKind::Name && expr.kind != syntax::ExprKind::Call)
                continue;
            if (ctx_.symbols.find(Space::Param, expr.name.text, node.symbol).valid()) continue;
            const auto needed = node_of_.find(ctx_.symbols.find(Space::Value, expr.name.text));
            if (needed == node_of_.end()) continue;
            if (expr.kind == syntax::ExprKind::Name && takes_parameters(nodes_[needed->second]))
                continue;
            found.try_emplace(needed->second, expr.name.span);
        }
        for (const auto& [needed, span] : found) node.needs.push_back({needed, span});
    }

    bool takes_parameters(const Node& node) const {
        if (node.kind == SymbolKind::Table) return true;
        return ctx_.decl<syntax::DefineDecl>(decl_of(node)).has_params;
    }

    /// Depth first over what is needed, without recursion: chains of definitions may be long.
    void visit(std::size_t start) {
        std::vector<std::size_t> path{start};
        if (nodes_[start].state != State::New) return;
        nodes_[start].state = State::Open;
        while (!path.empty()) {
            Node& node = nodes_[path.back()];
            if (node.next == node.needs.size()) {
                finish(node);
                path.pop_back();
                continue;
            }
            const Need need = node.needs[node.next++];
            Node& needed = nodes_[need.node];
            if (needed.state == State::New) {
                needed.state = State::Open;
                path.push_back(need.node);
            } else if (needed.state == State::Open && !needed.in_ring) {
                report_ring(path, need);
            }
        }
    }

    void report_ring(const std::vector<std::size_t>& path, const Need& closing) {
        const auto start = std::ranges::find(path, closing.node);
        const sema::Symbol& symbol = ctx_.symbols.symbol(nodes_[closing.node].symbol);
        auto& report = ctx_.sink.report<messages::definition_ring>(closing.span, symbol.name);
        constexpr std::ptrdiff_t kShownMax = 5;
        for (auto at = start; at != path.end(); ++at) {
            nodes_[*at].in_ring = true;
            const sema::Symbol& member = ctx_.symbols.symbol(nodes_[*at].symbol);
            if (at - start < kShownMax)
                report.label(member.span,
                             at == start ? "this one" : fmt::format("by way of `{}`", member.name));
        }
        report.note("rules end because nothing is defined by itself");
    }

    void finish(Node& node) {
        node.state = State::Done;
        const sema::DeclRef ref = decl_of(node);
        // What is in a ring has been reported; its users stay silent about it.
        if (node.in_ring) return;
        if (node.kind == SymbolKind::Table) {
            check_table(ctx_, ctx_.module(ref), ctx_.decl<syntax::TableDecl>(ref), node.symbol);
            look_at_depth(ctx_.program.tables[ctx_.index(node.symbol)], node.symbol);
        } else {
            check_define(ref, node.symbol);
            look_at_depth(ctx_.program.defines[ctx_.index(node.symbol)], node.symbol);
        }
    }

    /// What is made of too many levels is refused here, once; its users stay silent about it.
    void look_at_depth(typed::Define& define, SymbolId symbol) {
        if (!define.value.valid()) return;
        if (!refuse_depth(depth_of(define.value), symbol)) return;
        define.result = {};
    }

    void look_at_depth(typed::Table& table, SymbolId symbol) {
        std::size_t depth = 0;
        for (const typed::Row& row : table.rows) {
            if (row.result.valid()) depth = std::max(depth, depth_of(row.result));
        }
        if (refuse_depth(depth, symbol)) table.result = {};
    }

    bool refuse_depth(std::size_t depth, SymbolId symbol) {
        depth_[symbol] = depth;
        if (depth <= kDefinitionDepthMax) return false;
        depth_[symbol] = 0;
        const sema::Symbol& refused = ctx_.symbols.symbol(symbol);
        ctx_.sink.report<messages::nesting_too_deep>(refused.span, kDefinitionDepthMax)
            .help(fmt::format("let `{}` be made of fewer definitions that use one another",
                              refused.name));
        return true;
    }

    /// Without recursion, as sums are deep.
    [[nodiscard]] std::size_t depth_of(typed::ExprId root) const {
        std::size_t deepest = 0;
        std::vector<std::pair<typed::ExprId, std::size_t>> open{{root, 1}};
        while (!open.empty()) {
            const auto [id, depth] = open.back();
            open.pop_back();
            const typed::Expr& e = ctx_.program.expr(id);
            std::size_t called = 0;
            if (e.op == typed::Op::CallDefine || e.op == typed::Op::CallTable)
                called = depth_called(e);
            deepest = std::max(deepest, depth + called);
            for (const typed::ExprId arg : e.args) open.emplace_back(arg, depth + 1);
        }
        return deepest;
    }

    [[nodiscard]] std::size_t depth_called(const typed::Expr& call) const {
        const std::string& name = call.op == typed::Op::CallDefine
                                      ? ctx_.program.defines[call.symbol].header.name
                                      : ctx_.program.tables[call.symbol].header.name;
        const auto found = depth_.find(ctx_.symbols.find(Space::Value, name));
        return found == depth_.end() ? 0 : found->second;
    }

    void check_define(sema::DeclRef ref, SymbolId symbol) {
        const std::uint32_t index = ctx_.index(symbol);
        const auto& decl = ctx_.decl<syntax::DefineDecl>(ref);
        const std::vector<Local> locals =
            locals_of(ctx_, ctx_.program.defines[index].params, symbol);
        Scope scope;
        scope.module = &ctx_.module(ref);
        scope.place = Place::Define;
        scope.locals = locals;
        scope.calendar = ctx_.program.business.calendar;
        if (!decl.value.valid()) return;
        const typed::ExprId value = Expressions(ctx_).value(scope, decl.value);
        typed::Define& define = ctx_.program.defines[index];
        define.value = value;
        const typed::Expr& expr = ctx_.program.expr(value);
        if (expr.type.base == typed::Base::Record) {
            ctx_.sink
                .report<messages::record_as_value>(expr.span,
                                                   typed::describe(expr.type, ctx_.program))
                .help("read one of its parts");
            return;
        }
        define.result.type = expr.type;
        define.result.range = expr.range;
        define.result.span = expr.span;
    }

    Context& ctx_;
    std::vector<Node> nodes_;
    std::map<SymbolId, std::size_t> node_of_;
    std::map<SymbolId, std::size_t> depth_;  // levels, those of what is called among them
};

}  // namespace

void check_definitions(Context& ctx) { Definitions(ctx).run(); }

void check_values(Context& ctx) {
    for (SymbolId id : symbols_of(ctx, Space::Type)) {
        if (ctx.symbols.symbol(id).kind == SymbolKind::NamedType) named_type(ctx, id);
    }
    check_definitions(ctx);
}

}  // namespace reeve::check
